// The strict scanner (protocol/c/scan.c): what passes, what is refused, and where.
#include "lib/test.h"

#include <stdio.h>
#include <string.h>

#include "protocol/scan.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static void clean_json_passes(void **state) {
    (void)state;
    static const char *const clean[] = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "\"\"",
        "\"caf\xc3\xa9 \xf0\x9f\x99\x82 \\u00e9 \\ud83d\\ude42 \\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
        "[]",
        "{}",
        " \t\r\n[ 1 , 2 ]\r\n",
        "{ \"a\" : { \"a\" : 1 } , \"b\" : [ { \"a\" : 2 } , { \"a\" : 3 } ] }",
        "\"\x7f\"", // DEL is a matter of formats, not of JSON
    };
    for (size_t i = 0; i < COUNT(clean); i++) {
        struct scan_fault fault = { 0 };
        if (!scan_json(str_from(clean[i]), &scan_limits_message, &fault))
            fail_msg("%s: %s", clean[i], fault.text);
    }
}

struct refusal {
    const char *text;
    enum scan_error error;
    uint32_t offset;
    const char *path;
};

static void what_cjson_would_take_is_refused(void **state) {
    (void)state;
    static const struct refusal refusals[] = {
        { "", SCAN_SYNTAX, 0, "" },
        { "  ", SCAN_SYNTAX, 2, "" },
        { "007", SCAN_SYNTAX, 1, "" },
        { "-", SCAN_SYNTAX, 1, "" },
        { "+1", SCAN_SYNTAX, 0, "" },
        { "-01", SCAN_NOT_INTEGER, 0, "" },
        { "1.", SCAN_SYNTAX, 2, "" },
        { ".5", SCAN_SYNTAX, 0, "" },
        { "1e", SCAN_SYNTAX, 2, "" },
        { "1e+", SCAN_SYNTAX, 3, "" },
        { "0x10", SCAN_SYNTAX, 1, "" },
        { "NaN", SCAN_SYNTAX, 0, "" },
        { "nul", SCAN_SYNTAX, 3, "" },
        { "truex", SCAN_SYNTAX, 4, "" },
        { "1 2", SCAN_SYNTAX, 2, "" },
        { "{} x", SCAN_SYNTAX, 3, "" },
        { "\xef\xbb\xbf{}", SCAN_SYNTAX, 0, "" },
        { "\f1", SCAN_SYNTAX, 0, "" },
        { "[1,]", SCAN_SYNTAX, 3, "/1" },
        { "[1 2]", SCAN_SYNTAX, 3, "/0" },
        { "[", SCAN_SYNTAX, 1, "/0" },
        { "{\"a\":1,}", SCAN_SYNTAX, 7, "/a" },
        { "{\"a\" 1}", SCAN_SYNTAX, 5, "/a" },
        { "{a:1}", SCAN_SYNTAX, 1, "" },
        { "{\"a\":1", SCAN_SYNTAX, 6, "/a" },
        { "\"abc", SCAN_SYNTAX, 4, "" },
        { "'a'", SCAN_SYNTAX, 0, "" },
        { "[1] // no", SCAN_SYNTAX, 4, "" },
        { "\"a\nb\"", SCAN_CONTROL, 2, "" },
        { "\"a\\u0000b\"", SCAN_CONTROL, 2, "" },
        { "{\"a\\u0000\":1}", SCAN_CONTROL, 3, "" },
        { "\"\\x\"", SCAN_ESCAPE, 2, "" },
        { "\"\\u12g4\"", SCAN_ESCAPE, 5, "" },
        { "\"\\u12", SCAN_ESCAPE, 5, "" },
        { "\"\\", SCAN_ESCAPE, 2, "" },
        { "\"\\ud83d\"", SCAN_ESCAPE, 1, "" },
        { "\"\\ud83d\\u0041\"", SCAN_ESCAPE, 1, "" },
        { "\"\\ud83d\\n\"", SCAN_ESCAPE, 1, "" },
        { "\"\\ude42\"", SCAN_ESCAPE, 1, "" },
        { "{\"t\":[0,\"\xff\"]}", SCAN_ENCODING, 9, "/t/1" },
        { "\"\xed\xa0\x80\"", SCAN_ENCODING, 1, "" },
        { "\"\xc0\xaf\"", SCAN_ENCODING, 1, "" },
        { "\"\xe2\x82", SCAN_ENCODING, 1, "" },
        { "-0", SCAN_NOT_INTEGER, 0, "" },
        { "1.5", SCAN_NOT_INTEGER, 0, "" },
        { "{\"v\":1.0}", SCAN_NOT_INTEGER, 5, "/v" },
        { "1e3", SCAN_NOT_INTEGER, 0, "" },
        { "9007199254740992", SCAN_NUMBER_RANGE, 0, "" },
        { "-9007199254740992", SCAN_NUMBER_RANGE, 0, "" },
        { "100000000000000000", SCAN_NUMBER_RANGE, 0, "" },
        { "{\"a\":1,\"b\":2,\"a\":3}", SCAN_DUPLICATE_KEY, 13, "/a" },
        { "{\"a\":1,\"\\u0061\":3}", SCAN_DUPLICATE_KEY, 7, "/\\u0061" },
        { "{\"\xf0\x9f\x99\x82\":1,\"\\ud83d\\ude42\":3}", SCAN_DUPLICATE_KEY, 10,
          "/\\ud83d\\ude42" },
        { "{\"\\n\":1,\"\\u000a\":3}", SCAN_DUPLICATE_KEY, 8, "/\\u000a" },
        { "{\"\":1,\"\":3}", SCAN_DUPLICATE_KEY, 6, "/" },
        { "{\"a/b~c\":[-0]}", SCAN_NOT_INTEGER, 10, "/a~1b~0c/0" },
    };
    for (size_t i = 0; i < COUNT(refusals); i++) {
        const struct refusal *r = &refusals[i];
        struct scan_fault fault = { 0 };
        if (scan_json(str_from(r->text), &scan_limits_message, &fault))
            fail_msg("%s passed", r->text);
        if (fault.error != r->error || fault.offset != r->offset)
            fail_msg("%s: %s at %u", r->text, scan_error_name(fault.error), fault.offset);
        assert_string_equal(fault.path, r->path);
        assert_true(strlen(fault.text) > 10);
    }
}

static void a_byte_0_is_an_error_and_not_an_end(void **state) {
    (void)state;
    struct scan_fault fault;
    assert_false(scan_json((struct str){ "1\0", 2 }, &scan_limits_message, &fault));
    assert_int_equal(fault.error, SCAN_SYNTAX);
    assert_false(scan_json((struct str){ "\"a\0b\"", 5 }, &scan_limits_message, &fault));
    assert_int_equal(fault.error, SCAN_CONTROL);
}

static void bytes_behind_the_text_are_never_read(void **state) {
    (void)state;
    static const char text[] = "{\"key\":[true,\"\\ud83d\\ude42\xc3\xa9\",-12]}";
    for (uint32_t length = 0; length < sizeof text - 1; length++) {
        char *exact = test_malloc(length + 1); // the guard behind catches a write; ASan a read
        memcpy(exact, text, length);
        assert_false(scan_json((struct str){ exact, length }, &scan_limits_message, NULL));
        test_free(exact);
    }
    assert_true(scan_json(STR("{\"key\":[true,-12]}"), &scan_limits_message, NULL));
}

static struct str repeat(struct buf *into, const char *part, unsigned times) {
    for (unsigned i = 0; i < times; i++)
        buf_append_str(into, str_from(part));
    return buf_str(into);
}

static enum scan_error scan_error_of(struct str text, const struct scan_limits *limits) {
    struct scan_fault fault = { .error = SCAN_OK };
    scan_json(text, limits, &fault);
    return fault.error;
}

static void depth_is_bounded(void **state) {
    (void)state;
    struct buf text = { 0 };
    for (unsigned depth = 16; depth <= 17; depth++) {
        buf_reset(&text);
        repeat(&text, "[", depth);
        repeat(&text, "]", depth);
        assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message),
                         depth == 16 ? SCAN_OK : SCAN_TOO_DEEP);
    }
    buf_reset(&text);
    assert_int_equal(scan_error_of(repeat(&text, "{\"a\":", 17), &scan_limits_message),
                     SCAN_TOO_DEEP);
    buf_deinit(&text);
}

static void size_is_bounded(void **state) {
    (void)state;
    struct buf text = { 0 };
    repeat(&text, " ", 16 * 1024 - 1);
    buf_append_char(&text, '1');
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_OK);
    buf_append_char(&text, ' ');
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_TOO_LARGE);
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_import), SCAN_OK);
    buf_deinit(&text);
}

static void values_are_bounded(void **state) {
    (void)state;
    struct buf text = { 0 };
    buf_append_str(&text, STR("[0"));
    repeat(&text, ",0", 3998);
    buf_append_char(&text, ']');
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_OK);
    text.len--;
    buf_append_str(&text, STR(",0]"));
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_TOO_MANY_NODES);
    buf_deinit(&text);
}

static void object_append(struct buf *text, unsigned keys) {
    buf_append_char(text, '{');
    for (unsigned i = 0; i < keys; i++)
        buf_printf(text, "%s\"k%u\":0", i > 0 ? "," : "", i);
    buf_append_char(text, '}');
}

static void keys_of_an_object_are_bounded(void **state) {
    (void)state;
    struct buf text = { 0 };
    object_append(&text, 64);
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_OK);
    buf_reset(&text);
    object_append(&text, 65);
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_TOO_MANY_KEYS);
    buf_reset(&text);
    buf_append_char(&text, '[');
    object_append(&text, 64);
    buf_append_char(&text, ','); // keys of an object that is closed count no more
    object_append(&text, 64);
    buf_append_char(&text, ']');
    assert_int_equal(scan_error_of(buf_str(&text), &scan_limits_message), SCAN_OK);
    buf_deinit(&text);
}

static void keys_open_at_once_are_bounded(void **state) {
    (void)state;
    struct scan_limits limits = scan_limits_schema;
    struct buf text = { 0 };
    for (unsigned level = 0; level < 3; level++) {
        buf_append_char(&text, '{');
        for (unsigned i = 0; i < 500; i++)
            buf_printf(&text, "\"k%u\":%s", i, i < 499 ? "0," : "");
    }
    assert_int_equal(scan_error_of(buf_str(&text), &limits), SCAN_TOO_MANY_KEYS);
    buf_deinit(&text);
}

static void floats_pass_where_they_are_allowed(void **state) {
    (void)state;
    struct scan_limits limits = scan_limits_message;
    limits.floats = true;
    static const struct {
        const char *text;
        enum scan_error error;
    } cases[] = {
        { "1.5", SCAN_OK },
        { "-0", SCAN_OK },
        { "-0.0", SCAN_OK },
        { "1e99", SCAN_OK },
        { "1E-99", SCAN_OK },
        { "0.12345678901234567", SCAN_OK },
        { "1e100", SCAN_NUMBER_RANGE },
        { "1e99999999999999", SCAN_NUMBER_RANGE },
        { "0.1234567890123456789012345", SCAN_NUMBER_RANGE },
        { "9007199254740992", SCAN_NUMBER_RANGE },
        { "1.", SCAN_SYNTAX },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (scan_error_of(str_from(cases[i].text), &limits) != cases[i].error)
            fail_msg("%s", cases[i].text);
}

static void a_long_key_is_cut_between_characters(void **state) {
    (void)state;
    struct buf text = { 0 };
    buf_append_str(&text, STR("{\""));
    repeat(&text, "\xe2\x82\xac", 100); // 300 bytes of €
    buf_append_str(&text, STR("\":-0}"));
    struct scan_fault fault;
    assert_false(scan_json(buf_str(&text), &scan_limits_message, &fault));
    assert_int_equal(fault.error, SCAN_NOT_INTEGER);
    assert_int_equal(strlen(fault.path), 1 + 42 * 3); // "/" and as many as 127 bytes hold
    buf_deinit(&text);
}

static void every_error_has_a_name_and_a_sentence(void **state) {
    (void)state;
    for (enum scan_error error = SCAN_OK; error <= SCAN_TOO_MANY_NODES; error++)
        for (enum scan_error other = SCAN_OK; other < error; other++)
            assert_string_not_equal(scan_error_name(error), scan_error_name(other));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_json_passes),
        cmocka_unit_test(what_cjson_would_take_is_refused),
        cmocka_unit_test(a_byte_0_is_an_error_and_not_an_end),
        cmocka_unit_test(bytes_behind_the_text_are_never_read),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(values_are_bounded),
        cmocka_unit_test(keys_of_an_object_are_bounded),
        cmocka_unit_test(keys_open_at_once_are_bounded),
        cmocka_unit_test(floats_pass_where_they_are_allowed),
        cmocka_unit_test(a_long_key_is_cut_between_characters),
        cmocka_unit_test(every_error_has_a_name_and_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
