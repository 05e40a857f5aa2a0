// Frames of RFC 6455, written and read (server/demo/ws_frame.c).
#include "lib/test.h"

#include <stdlib.h>
#include <string.h>

#include "demo/ws_frame.h"

static const uint8_t key[4] = { 0x37, 0xfa, 0x21, 0x3d };

static void feed(struct ws_reader *r, const void *bytes, size_t len) {
    memcpy(ws_reader_room(r, len + 1), bytes, len);
    ws_reader_came(r, len);
}

#define FEED(r, literal) feed(r, "" literal, sizeof(literal) - 1)

// ---- writing

static void the_example_of_the_rfc_is_written_as_it_stands_there(void **state) {
    (void)state;
    struct buf out = { 0 };
    ws_frame_write(&out, WS_OPCODE_TEXT, STR("Hello"), key);
    assert_int_equal(out.len, 11);
    assert_memory_equal(out.ptr, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11);
    buf_deinit(&out);
}

static void a_length_is_written_in_its_shortest_form(void **state) {
    (void)state;
    static const struct {
        uint32_t len;
        const char *head;
        uint32_t size;
    } cases[] = {
        { 0, "\x81\x80", 2 },
        { 125, "\x81\xfd", 2 },
        { 126, "\x81\xfe\x00\x7e", 4 },
        { 65535, "\x81\xfe\xff\xff", 4 },
        { 65536, "\x81\xff\x00\x00\x00\x00\x00\x01\x00\x00", 10 },
    };
    char *zeros = calloc(1, 65536);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = { 0 };
        ws_frame_write(&out, WS_OPCODE_TEXT, str_make(zeros, cases[i].len), key);
        assert_int_equal(out.len, cases[i].size + 4 + cases[i].len);
        assert_memory_equal(out.ptr, cases[i].head, cases[i].size);
        buf_deinit(&out);
    }
    free(zeros);
}

// ---- reading

static void a_message_is_read_however_it_is_cut(void **state) {
    (void)state;
    static const char bytes[] = "\x81\x05Hello\x81\x03you";
    for (size_t cut = 1; cut < sizeof bytes - 1; cut++) {
        struct ws_reader r = { 0 };
        struct str payload;
        int texts = 0;
        for (size_t at = 0; at < sizeof bytes - 1; at += cut) {
            size_t left = sizeof bytes - 1 - at;
            feed(&r, bytes + at, left < cut ? left : cut);
            while (ws_reader_next(&r, &payload) == WS_TEXT)
                assert_str(payload, texts++ == 0 ? "Hello" : "you");
        }
        assert_int_equal(texts, 2);
        ws_reader_deinit(&r);
    }
}

static void fragments_make_one_message_and_a_ping_may_come_between(void **state) {
    (void)state;
    struct ws_reader r = { 0 };
    struct str payload;
    FEED(&r, "\x01\x03Hel"
             "\x89\x02hi"
             "\x00\x01l"
             "\x80\x01o"
             "\x81\x01!");
    assert_int_equal(ws_reader_next(&r, &payload), WS_PING);
    assert_str(payload, "hi");
    assert_int_equal(ws_reader_next(&r, &payload), WS_TEXT);
    assert_str(payload, "Hello");
    assert_int_equal(ws_reader_next(&r, &payload), WS_TEXT);
    assert_str(payload, "!");
    assert_int_equal(ws_reader_next(&r, &payload), WS_NOTHING);
    ws_reader_deinit(&r);
}

// A two-byte character may be cut by a fragment's end; only the whole is judged.
static void a_character_may_lie_on_the_border_of_two_fragments(void **state) {
    (void)state;
    struct ws_reader r = { 0 };
    struct str payload;
    FEED(&r, "\x01\x01\xc3"
             "\x80\x01\xa9");
    assert_int_equal(ws_reader_next(&r, &payload), WS_TEXT);
    assert_str(payload, "é");
    ws_reader_deinit(&r);
}

static void long_messages_use_the_longer_lengths(void **state) {
    (void)state;
    struct ws_reader r = { 0 };
    struct str payload;
    char *xs = malloc(65536);
    memset(xs, 'x', 65536);
    FEED(&r, "\x81\x7e\x00\x7e");
    feed(&r, xs, 126);
    assert_int_equal(ws_reader_next(&r, &payload), WS_TEXT);
    assert_int_equal(payload.len, 126);
    FEED(&r, "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00");
    assert_int_equal(ws_reader_next(&r, &payload), WS_NOTHING);
    feed(&r, xs, 65536);
    assert_int_equal(ws_reader_next(&r, &payload), WS_TEXT);
    assert_int_equal(payload.len, 65536);
    free(xs);
    ws_reader_deinit(&r);
}

static void a_close_says_its_code_or_none(void **state) {
    (void)state;
    struct ws_reader r = { 0 };
    struct str payload;
    FEED(&r, "\x88\x02\x03\xe9"
             "\x88\x00");
    assert_int_equal(ws_reader_next(&r, &payload), WS_CLOSE);
    assert_int_equal(ws_close_code(payload), 1001);
    assert_int_equal(ws_reader_next(&r, &payload), WS_CLOSE);
    assert_int_equal(ws_close_code(payload), 1005);
    ws_reader_deinit(&r);
}

static void what_the_rfc_forbids_is_a_fault_for_good(void **state) {
    (void)state;
    static const struct {
        const char *why, *bytes;
        size_t len;
    } cases[] = {
        { "a reserved bit is set", "\xc1\x01x", 3 },
        { "a server's frame is masked", "\x81\x81\x01\x02\x03\x04x", 7 },
        { "a length isn't in its shortest form", "\x81\x7e\x00\x01x", 5 },
        { "a length isn't in its shortest form", "\x81\x7f\x00\x00\x00\x00\x00\x00\x00\x01x", 11 },
        { "a message goes on that never began", "\x80\x01x", 3 },
        { "a message begins inside another", "\x01\x01x\x81\x01x", 6 },
        { "a binary message", "\x82\x01x", 3 },
        { "a control frame in fragments", "\x09\x01x", 3 },
        { "a control frame that is too long", "\x89\x7e\x00\x7e", 4 },
        { "an unknown opcode", "\x83\x01x", 3 },
        { "half a close code", "\x88\x01x", 3 },
        { "a text that isn't UTF-8", "\x81\x01\xff", 3 },
        { "a message that is too long", "\x81\x7f\x00\x00\x00\x00\x00\x10\x00\x01", 10 },
        { "a message that is too long", "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ws_reader r = { 0 };
        struct str payload;
        feed(&r, cases[i].bytes, cases[i].len);
        assert_int_equal(ws_reader_next(&r, &payload), WS_FAULT);
        assert_string_equal(r.why, cases[i].why);
        FEED(&r, "\x81\x01x");
        assert_int_equal(ws_reader_next(&r, &payload), WS_FAULT);
        ws_reader_deinit(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_rfc_is_written_as_it_stands_there),
        cmocka_unit_test(a_length_is_written_in_its_shortest_form),
        cmocka_unit_test(a_message_is_read_however_it_is_cut),
        cmocka_unit_test(fragments_make_one_message_and_a_ping_may_come_between),
        cmocka_unit_test(a_character_may_lie_on_the_border_of_two_fragments),
        cmocka_unit_test(long_messages_use_the_longer_lengths),
        cmocka_unit_test(a_close_says_its_code_or_none),
        cmocka_unit_test(what_the_rfc_forbids_is_a_fault_for_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
