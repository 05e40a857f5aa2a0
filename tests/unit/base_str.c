// Slices and buffers (server/base/str.c).
#include "lib/test.h"

#include "base/str.h"

static void slices_compare_by_content(void **state) {
    (void)state;
    assert_true(str_eq(STR("cool"), str_from("cool")));
    assert_false(str_eq(STR("cool"), STR("coo")));
    assert_false(str_eq(STR("cool"), STR("cook")));
    assert_true(str_eq(str_from(NULL), STR("")));
    assert_true(str_starts_with(STR("coolhead"), STR("cool")));
    assert_true(str_starts_with(STR("cool"), STR("")));
    assert_false(str_starts_with(STR("coo"), STR("cool")));
}

static void cut_walks_the_parts(void **state) {
    (void)state;
    struct str rest = STR("a,,bc");
    assert_str(str_cut(&rest, ','), "a");
    assert_str(str_cut(&rest, ','), "");
    assert_str(str_cut(&rest, ','), "bc");
    assert_int_equal(rest.len, 0);
    assert_str(str_cut(&rest, ','), "");
}

static void cut_leaves_an_empty_part_behind_a_last_separator(void **state) {
    (void)state;
    struct str rest = STR("a,");
    assert_str(str_cut(&rest, ','), "a");
    assert_non_null(rest.ptr);
    assert_int_equal(rest.len, 0);
}

static void numbers_are_read_strictly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        { "0", 0 },
        { "7", 7 },
        { "-7", -7 },
        { "9223372036854775807", INT64_MAX },
        { "-9223372036854775808", INT64_MIN },
    };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        int64_t value = 99;
        assert_true(str_to_i64(str_from(good[i].text), &value));
        assert_true(value == good[i].value);
    }
    static const char *const bad[] = {
        "",
        "-",
        "-0",
        "007",
        "+1",
        " 1",
        "1 ",
        "1a",
        "0x1",
        "9223372036854775808",
        "-9223372036854775809",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int64_t value = 99;
        assert_false(str_to_i64(str_from(bad[i]), &value));
        assert_true(value == 99);
    }
}

static void a_buffer_grows_and_keeps_its_content(void **state) {
    (void)state;
    struct buf b = { 0 };
    for (int i = 0; i < 1000; i++) {
        buf_append_lit(&b, "0123456789");
    }
    assert_int_equal(b.len, 10000);
    for (uint32_t i = 0; i < b.len; i++) {
        assert_int_equal(b.ptr[i], '0' + (int)(i % 10));
    }
    uint32_t cap = b.cap;
    buf_reset(&b);
    assert_int_equal(b.len, 0);
    assert_int_equal(b.cap, cap);
    buf_deinit(&b);
    assert_null(b.ptr);
}

static void appending_nothing_allocates_nothing(void **state) {
    (void)state;
    struct buf b;
    buf_init(&b);
    buf_append(&b, NULL, 0);
    buf_append_str(&b, str_from(NULL));
    assert_null(b.ptr);
    buf_deinit(&b);
}

static void numbers_are_written_in_decimal(void **state) {
    (void)state;
    struct buf b = { 0 };
    buf_i64(&b, 0);
    buf_append_char(&b, ' ');
    buf_i64(&b, INT64_MIN);
    buf_append_char(&b, ' ');
    buf_i64(&b, INT64_MAX);
    buf_append_char(&b, ' ');
    buf_u64(&b, UINT64_MAX);
    assert_str(buf_str(&b), "0 -9223372036854775808 9223372036854775807 18446744073709551615");
    buf_deinit(&b);
}

static void printf_appends_behind_what_is_there(void **state) {
    (void)state;
    struct buf b = { 0 };
    buf_append_lit(&b, "seat ");
    buf_printf(&b, "%d of %.*s", 3, STR_ARG(STR("csr")));
    assert_str(buf_str(&b), "seat 3 of csr");
    for (int i = 0; i < 100; i++) {
        buf_printf(&b, "%s", "ten bytes!");
    }
    assert_int_equal(b.len, 13 + 1000);
    buf_deinit(&b);
}

static void json_strings_escape_what_json_needs_and_no_more(void **state) {
    (void)state;
    struct buf b = { 0 };
    buf_json_string(&b, STR("Wo ist \"es\"? \\ / caf\xc3\xa9 \xf0\x9f\x98\xa0\n\r\t\x01\x1f\x7f"));
    assert_str(buf_str(&b), "\"Wo ist \\\"es\\\"? \\\\ / caf\xc3\xa9 \xf0\x9f\x98\xa0"
                            "\\n\\r\\t\\u0001\\u001f\x7f\"");
    buf_reset(&b);
    buf_json_string(&b, str_from(NULL));
    assert_str(buf_str(&b), "\"\"");
    buf_deinit(&b);
}

// The fast path tests eight bytes at once: each byte value at each place among plain ones must come
// out as it would alone.
static void json_strings_find_every_escape_at_every_place(void **state) {
    (void)state;
    struct buf alone = { 0 };
    struct buf among = { 0 };
    for (int c = 1; c < 256; c++) {
        char one = (char)c;
        buf_reset(&alone);
        buf_json_string(&alone, str_make(&one, 1));
        struct str inner = { alone.ptr + 1, alone.len - 2 };
        for (uint32_t place = 0; place < 20; place++) {
            char text[20];
            memset(text, '~', sizeof(text));
            text[place] = one;
            buf_reset(&among);
            buf_json_string(&among, str_make(text, sizeof(text)));
            assert_int_equal(among.len, sizeof(text) - 1 + inner.len + 2);
            assert_memory_equal(among.ptr + 1 + place, inner.ptr, inner.len);
        }
    }
    buf_deinit(&alone);
    buf_deinit(&among);
}

static void reserve_too_much(void *arg) {
    buf_reserve(arg, (size_t)1 << 31u);
}

static void a_buffer_has_an_end(void **state) {
    (void)state;
    struct buf b = { 0 };
    assert_check_fails(reserve_too_much, &b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_content),
        cmocka_unit_test(cut_walks_the_parts),
        cmocka_unit_test(cut_leaves_an_empty_part_behind_a_last_separator),
        cmocka_unit_test(numbers_are_read_strictly),
        cmocka_unit_test(a_buffer_grows_and_keeps_its_content),
        cmocka_unit_test(appending_nothing_allocates_nothing),
        cmocka_unit_test(numbers_are_written_in_decimal),
        cmocka_unit_test(printf_appends_behind_what_is_there),
        cmocka_unit_test(json_strings_escape_what_json_needs_and_no_more),
        cmocka_unit_test(json_strings_find_every_escape_at_every_place),
        cmocka_unit_test(a_buffer_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
