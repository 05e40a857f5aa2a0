// Strict UTF-8 (server/base/utf8.c).
#include "lib/test.h"

#include "base/utf8.h"

// Encodes without any rule, surrogates included, to have something to test against.
static struct str encode(uint32_t c, char bytes[4]) {
    if (c < 0x80) {
        bytes[0] = (char)c;
        return str_make(bytes, 1);
    }
    uint32_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (uint32_t i = len - 1; i > 0; i--, c >>= 6u) {
        bytes[i] = (char)(0x80 | (c & 0x3fu));
    }
    bytes[0] = (char)(first[len] | c);
    return str_make(bytes, len);
}

static void every_code_point_comes_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        char bytes[4];
        struct str text = encode(c, bytes);
        bool surrogate = c >= 0xd800 && c <= 0xdfff;
        struct str rest = text;
        uint32_t decoded = 0;
        if (utf8_next(&rest, &decoded) == surrogate) fail_msg("U+%04X", (unsigned)c);
        if (surrogate) continue;
        if (decoded != c || rest.len != 0 || utf8_count(text) != 1) fail_msg("U+%04X", (unsigned)c);
        char put[4];
        if (!str_eq(str_make(put, utf8_put(put, c)), text)) fail_msg("U+%04X", (unsigned)c);
    }
}

static void what_is_not_utf8_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80",                     // a continuation byte alone
        "\xbf",                     //
        "\xc0\xaf",                 // '/' in two bytes
        "\xc1\xbf",                 // DEL in two bytes
        "\xe0\x80\xaf",             // '/' in three
        "\xe0\x9f\xbf",             // U+07FF in three
        "\xf0\x8f\xbf\xbf",         // U+FFFF in four
        "\xed\xa0\x80",             // a surrogate
        "\xed\xbf\xbf",             //
        "\xf4\x90\x80\x80",         // U+110000
        "\xf5\x80\x80\x80",         // no such first byte
        "\xff",                     //
        "\xc3",                     // cut short
        "\xe2\x82",                 //
        "\xf0\x9f\x98",             //
        "\xc3(",                    // no continuation byte
        "\xe2(\xa1",                //
        "\xe2\x82(",                //
        "\xf0\x9f\x98(",            //
        "plain ASCII first\xff",    // behind the fast path
        "12345678\xc3\xa9 and \x80" //
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (utf8_is_valid(str_from(bad[i]))) fail_msg("case %zu was taken for UTF-8", i);
    }
}

static void valid_text_of_any_length_is_taken(void **state) {
    (void)state;
    const char *text = "0123456789 caf\xc3\xa9 \xe2\x82\xac 012345678 \xf0\x9f\x98\xa0";
    assert_true(utf8_is_valid(str_from(text)));
    assert_true(utf8_is_valid(str_from(NULL)));
    assert_true(utf8_is_valid(str_make("a\0b", 3)));
    assert_int_equal(utf8_count(str_from(text)), 29);
}

static void a_stop_at_a_bad_byte_leaves_the_rest(void **state) {
    (void)state;
    struct str rest = STR("a\xff");
    uint32_t code_point = 0;
    assert_true(utf8_next(&rest, &code_point));
    assert_int_equal(code_point, 'a');
    assert_false(utf8_next(&rest, &code_point));
    assert_int_equal(rest.len, 1);
}

// Whether `len` bytes, the highest first in `value`, are the beginning of a code point and no more.
static bool begins(uint32_t value, uint32_t len) {
    char bytes[3];
    for (uint32_t i = 0; i < len; i++)
        bytes[i] = (char)(value >> 8 * (len - 1 - i));
    struct str rest = str_make(bytes, len);
    return utf8_take(&rest) && rest.len == len;
}

static uint32_t beginnings(uint32_t from, uint32_t to, uint32_t len) {
    uint32_t count = 0;
    for (uint32_t value = from; value < to; value++)
        count += begins(value, len);
    return count;
}

// All that code points begin with is taken for a beginning, and there are as many as the standard's
// table 3-7 has: nothing else is.
static void a_beginning_is_told_from_what_is_wrong(void **state) {
    (void)state;
    for (uint32_t c = 0x80; c <= 0x10ffff; c++) {
        char bytes[4];
        struct str text = encode(c, bytes), rest = text;
        if (c >= 0xd800 && c <= 0xdfff) continue;
        if (!utf8_take(&rest) || rest.len) fail_msg("U+%04X", (unsigned)c);
        for (uint32_t len = 1; len < text.len; len++) {
            rest = str_make(bytes, len);
            if (!utf8_take(&rest) || rest.len != len) fail_msg("%u of U+%04X", len, (unsigned)c);
        }
    }
    assert_int_equal(beginnings(0, 1u << 8u, 1), 0xf4 - 0xc2 + 1);
    assert_int_equal(beginnings(0, 1u << 16u, 2), 32 + 12 * 64 + 32 + 2 * 64 + 48 + 3 * 64 + 16);
    assert_int_equal(beginnings(0x800000, 1u << 24u, 3), (48 + 3 * 64 + 16) * 64);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(what_is_not_utf8_is_refused),
        cmocka_unit_test(valid_text_of_any_length_is_taken),
        cmocka_unit_test(a_stop_at_a_bad_byte_leaves_the_rest),
        cmocka_unit_test(a_beginning_is_told_from_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
