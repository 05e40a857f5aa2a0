// Named formats (protocol/c/format.c). The long list of cases is shared with ajv, in
// tests/contract; here stands what cannot come through a JSON text, and that the table is sound.
#include "lib/test.h"

#include <string.h>

#include "base/utf8.h"
#include "protocol/format.h"

static bool accepts(const char *format, struct str text) {
    return format_find(str_from(format))->accepts(text);
}

static void every_format_is_found_by_its_name(void **state) {
    (void)state;
    unsigned count = 0;
    for (; format_at(count) != NULL; count++) {
        assert_ptr_equal(format_find(str_from(format_at(count)->name)), format_at(count));
        assert_true(strlen(format_at(count)->advice) > 10);
    }
    assert_int_equal(count, 8);
    assert_null(format_find(STR("email")));
    assert_null(format_find(STR("")));
}

static void the_byte_0_fits_no_format(void **state) {
    (void)state;
    for (unsigned i = 0; format_at(i) != NULL; i++)
        assert_false(format_at(i)->accepts((struct str){ "abcde\0", 6 }));
    assert_false(accepts("join-code", (struct str){ "ABCDE\0", 6 }));
}

static void invalid_utf8_fits_no_format(void **state) {
    (void)state;
    for (unsigned i = 0; format_at(i) != NULL; i++)
        assert_false(format_at(i)->accepts(STR("ab\xff")));
}

static void a_join_code_has_31_symbols_to_choose_from(void **state) {
    (void)state;
    unsigned count = 0;
    char code[] = "22222x";
    for (int symbol = 1; symbol < 128; symbol++) {
        code[5] = (char)symbol;
        count += accepts("join-code", STR("22222")) ? 1 : 0;
        count += accepts("join-code", str_from(code)) ? 1 : 0;
    }
    assert_int_equal(count, 31);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_found_by_its_name),
        cmocka_unit_test(the_byte_0_fits_no_format),
        cmocka_unit_test(invalid_utf8_fits_no_format),
        cmocka_unit_test(a_join_code_has_31_symbols_to_choose_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
