// Messages put together from pieces (server/net/inbox.c).
#include "lib/test.h"

#include "net/inbox.h"
#include "net/limits.h"

// Feeds `text` in pieces of `size` bytes, as receive buffers of that size would, and expects it
// back whole.
static void feed(struct inbox *in, struct str text, uint32_t size) {
    struct str message = { 0 };
    enum inbox_state got = INBOX_PART;
    for (uint32_t at = 0; at < text.len; at += size) {
        uint32_t len = text.len - at < size ? text.len - at : size;
        bool last = at + len == text.len;
        got = inbox_add(in, (struct str){ text.ptr + at, len }, last, 100, &message);
        assert_int_equal(got, last ? INBOX_WHOLE : INBOX_PART);
    }
    assert_int_equal(message.len, text.len);
    assert_memory_equal(message.ptr, text.ptr, text.len);
    inbox_reset(in);
}

static void any_receive_buffer_gives_the_same_message(void **state) {
    (void)state;
    static char bytes[NET_MESSAGE_MAX];
    static const uint32_t buffers[] = { 1, 7, 4096 },
                          lengths[] = { 1, 2, 6, 7, 8, 120, 4095, 4096, 4097, NET_MESSAGE_MAX };
    struct inbox in;
    inbox_init(&in);
    for (uint32_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 26);
    for (int b = 0; b < 3; b++) {
        for (int l = 0; l < 10; l++)
            feed(&in, (struct str){ bytes, lengths[l] }, buffers[b]);
    }
    inbox_deinit(&in);
}

static void one_piece_is_not_copied(void **state) {
    (void)state;
    struct inbox in;
    struct str message, piece = STR("whole");
    inbox_init(&in);
    assert_int_equal(inbox_add(&in, piece, true, 5, &message), INBOX_WHOLE);
    assert_ptr_equal(message.ptr, piece.ptr);
    assert_int_equal(in.text.cap, 0);
    inbox_reset(&in);
    inbox_deinit(&in);
}

static void an_empty_last_piece_ends_the_message(void **state) {
    (void)state;
    struct inbox in;
    struct str message;
    inbox_init(&in);
    assert_int_equal(inbox_add(&in, STR("abc"), false, 5, &message), INBOX_PART);
    assert_int_equal(inbox_add(&in, STR(""), true, 6, &message), INBOX_WHOLE);
    assert_str(message, "abc");
    inbox_reset(&in);
    assert_int_equal(inbox_add(&in, STR(""), true, 7, &message), INBOX_WHOLE);
    assert_int_equal(message.len, 0);
    inbox_deinit(&in);
}

static void its_age_counts_from_the_first_piece(void **state) {
    (void)state;
    struct inbox in;
    struct str message;
    inbox_init(&in);
    assert_true(in.began == MS_NEVER);
    inbox_add(&in, STR("a"), false, 100, &message);
    inbox_add(&in, STR("b"), false, 900, &message);
    assert_int_equal(in.began, 100);
    inbox_add(&in, STR("c"), true, 950, &message);
    inbox_reset(&in);
    assert_true(in.began == MS_NEVER);
    inbox_deinit(&in);
}

static void one_byte_too_many_is_too_long(void **state) {
    (void)state;
    static char bytes[NET_MESSAGE_MAX + 1];
    struct inbox in;
    struct str message;
    inbox_init(&in);
    assert_int_equal(inbox_add(&in, (struct str){ bytes, NET_MESSAGE_MAX + 1 }, true, 1, &message),
                     INBOX_TOO_LONG);
    assert_int_equal(inbox_add(&in, (struct str){ bytes, NET_MESSAGE_MAX }, false, 1, &message),
                     INBOX_PART);
    assert_int_equal(inbox_add(&in, STR("x"), false, 1, &message), INBOX_TOO_LONG);
    inbox_deinit(&in);
}

static void a_message_of_many_empty_pieces_is_cut(void **state) {
    (void)state;
    struct inbox in;
    struct str message;
    inbox_init(&in);
    for (int i = 0; i < NET_EMPTY_PIECES_MAX; i++)
        assert_int_equal(inbox_add(&in, STR(""), false, 1, &message), INBOX_PART);
    assert_int_equal(inbox_add(&in, STR(""), false, 1, &message), INBOX_TOO_LONG);
    inbox_deinit(&in);
}

static void a_code_point_may_be_cut_anywhere(void **state) {
    (void)state;
    struct inbox in;
    inbox_init(&in);
    for (uint32_t size = 1; size <= 5; size++)
        feed(&in, STR("\u03ba, \u20ac and \U0001f9ca"), size);
    inbox_deinit(&in);
}

static void what_cannot_become_utf8_is_known_at_once(void **state) {
    (void)state;
    static const char *const bad[] = { "\x80",     "\xc0",     "\xe0\x9f",
                                       "\xed\xa0", "\xf4\x90", "\xf0\x9f(" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct inbox in;
        struct str message, text = str_from(bad[i]);
        inbox_init(&in);
        inbox_add(&in, STR("a\xce"), false, 1, &message);
        inbox_add(&in, STR("\xba"), false, 1, &message);
        for (uint32_t at = 0; at + 1 < text.len; at++)
            assert_int_equal(inbox_add(&in, str_make(text.ptr + at, 1), false, 1, &message),
                             INBOX_PART);
        assert_int_equal(inbox_add(&in, str_make(text.ptr + text.len - 1, 1), false, 1, &message),
                         INBOX_NOT_UTF8);
        inbox_deinit(&in);
    }
}

static void a_text_does_not_end_inside_a_code_point(void **state) {
    (void)state;
    struct inbox in;
    struct str message;
    inbox_init(&in);
    assert_int_equal(inbox_add(&in, STR("a\xe2\x82"), true, 1, &message), INBOX_NOT_UTF8);
    assert_int_equal(inbox_add(&in, STR("a\xe2\x82"), false, 1, &message), INBOX_PART);
    assert_int_equal(inbox_add(&in, STR(""), true, 1, &message), INBOX_NOT_UTF8);
    inbox_deinit(&in);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_receive_buffer_gives_the_same_message),
        cmocka_unit_test(one_piece_is_not_copied),
        cmocka_unit_test(an_empty_last_piece_ends_the_message),
        cmocka_unit_test(its_age_counts_from_the_first_piece),
        cmocka_unit_test(one_byte_too_many_is_too_long),
        cmocka_unit_test(a_message_of_many_empty_pieces_is_cut),
        cmocka_unit_test(a_code_point_may_be_cut_anywhere),
        cmocka_unit_test(what_cannot_become_utf8_is_known_at_once),
        cmocka_unit_test(a_text_does_not_end_inside_a_code_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
