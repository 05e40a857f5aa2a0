// JSON pointers for faults (protocol/c/path.c).
#include "lib/test.h"

#include <string.h>

#include "protocol/path.h"

static void keys_and_places_follow_each_other(void **state) {
    (void)state;
    char path[32] = "";
    path_push_key(path, sizeof path, STR("cards"));
    path_push_index(path, sizeof path, 12);
    path_push_key(path, sizeof path, STR("a/b~c"));
    assert_string_equal(path, "/cards/12/a~1b~0c");
}

static void what_does_not_fit_is_cut_between_characters(void **state) {
    (void)state;
    char path[8] = "";
    path_push_key(path, sizeof path, STR("ab\xe2\x82\xac\xe2\x82\xac"));
    assert_string_equal(path, "/ab\xe2\x82\xac");
    path_push_index(path, sizeof path, 10); // a number is written whole or not at all
    assert_string_equal(path, "/ab\xe2\x82\xac");
    char text[4];
    path_copy(text, sizeof text, STR("\xe2\x82\xac\xe2\x82\xac"));
    assert_string_equal(text, "\xe2\x82\xac");
    path_copy(text, 3, STR("\xe2\x82\xac"));
    assert_string_equal(text, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_and_places_follow_each_other),
        cmocka_unit_test(what_does_not_fit_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
