// Bugs and failures (server/base/check.c, err.c).
#include "lib/test.h"

#include <string.h>

#include "base/check.h"
#include "base/err.h"

static void check_two(void *arg) {
    CHECK(*(int *)arg == 2);
}

static void reach_the_unreachable(void *arg) {
    (void)arg;
    CHECK_UNREACHABLE();
}

static void a_check_that_holds_does_nothing(void **state) {
    (void)state;
    int two = 2;
    check_two(&two);
}

static void a_check_that_fails_ends_the_process(void **state) {
    (void)state;
    int three = 3;
    assert_check_fails(check_two, &three);
    assert_check_fails(reach_the_unreachable, NULL);
}

static void every_failure_has_a_name_of_its_own(void **state) {
    (void)state;
    for (int a = OK; a <= ERR_BUSY; a++) {
        assert_string_not_equal(err_name((enum err)a), "unknown");
        for (int b = OK; b < a; b++) {
            assert_string_not_equal(err_name((enum err)a), err_name((enum err)b));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_that_holds_does_nothing),
        cmocka_unit_test(a_check_that_fails_ends_the_process),
        cmocka_unit_test(every_failure_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
