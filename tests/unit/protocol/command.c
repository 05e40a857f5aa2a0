// Decoding a client's message (protocol/c/command.c): which struct comes out, and what a refusal
// keeps. That every good example decodes and no bad one does is shown in tests/contract.
#include "lib/test.h"

#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "protocol/command.h"

static int contract_set_up(void **state) {
    *state = contract_new();
    return 0;
}

static int contract_tear_down(void **state) {
    contract_free(*state);
    return 0;
}

static uint64_t session_stream(void) {
    return id_session(4242, 1, 1);
}

// Decodes a message in which %s stands for the stream of a session.
static enum err decode(void **state, const char *format, struct message *message,
                       struct check_fault *fault, char text[512]) {
    const char *hole = strstr(format, "%s");
    char stream[24];
    snprintf(stream, sizeof stream, "%llu", (unsigned long long)session_stream());
    if (hole == NULL)
        snprintf(text, 512, "%s", format);
    else
        snprintf(text, 512, "%.*s%s%s", (int)(hole - format), format, stream, hole + 2);
    return message_decode(*state, str_from(text), message, fault);
}

static void a_command_becomes_its_struct(void **state) {
    struct message message;
    struct check_fault fault;
    char text[512];
    assert_int_equal(decode(state,
                            "{\"type\":\"say\",\"id\":12,\"stream\":%s,\"act\":\"restate\","
                            "\"text\":\"two\\u0020days \\ud83d\\ude42\"}",
                            &message, &fault, text),
                     OK);
    assert_int_equal(message.kind, MESSAGE_SESSION);
    assert_int_equal(message.id, 12);
    assert_true(message.stream == session_stream());
    assert_int_equal(message.session.type, SESSION_COMMAND_SAY);
    assert_int_equal(message.session.say.act, ACT_RESTATE);
    assert_str(message.session.say.text, "two days \xf0\x9f\x99\x82");
    assert_int_equal(message.session.say.words, 0); // the engine's to stamp
    message_free(&message);
}

static void the_first_messages_become_theirs(void **state) {
    struct message message;
    struct check_fault fault;
    char text[512];
    assert_int_equal(decode(state,
                            "{\"type\":\"hello\",\"version\":1,\"token\":\"\",\"instance\":7}",
                            &message, &fault, text),
                     OK);
    assert_int_equal(message.kind, MESSAGE_HELLO);
    assert_int_equal(message.hello.instance, 7);
    assert_int_equal(message.hello.token.len, 0);
    message_free(&message);
    assert_int_equal(
        decode(state, "{\"n\":381,\"stream\":%s,\"type\":\"watch\"}", &message, &fault, text), OK);
    assert_int_equal(message.kind, MESSAGE_WATCH);
    assert_int_equal(message.watch.n, 381);
    assert_true(message.stream == session_stream());
    message_free(&message);
}

static void a_refusal_keeps_the_id(void **state) {
    static const struct {
        const char *text, *path;
        uint32_t id;
    } refusals[] = {
        { "{\"type\":\"say\",\"id\":12,\"stream\":%s,\"act\":\"plain\",\"text\":\"\"}", "/text",
          12 },
        { "{\"type\":\"say\",\"id\":12,\"stream\":5,\"act\":\"plain\",\"text\":\"a\"}", "/stream",
          12 },
        { "{\"type\":\"say\",\"stream\":%s,\"act\":\"plain\",\"text\":\"a\"}", "/id", 0 },
        { "{\"type\":\"shout\",\"id\":12}", "/type", 12 },
        { "{\"type\":\"shout\",\"id\":\"12\"}", "/type", 0 },
        { "{\"id\":12}", "/type", 12 },
        { "{\"type\":[\"say\"]}", "/type", 0 },
        { "[{\"type\":\"quit\"}]", "", 0 },
        { "{\"type\":\"quit\",\"id\":1}", "/id", 0 },
        { "{\"type\":\"watch\",\"stream\":5,\"n\":0}", "/stream", 0 },
        { "{\"type\":\"quit\"} ", NULL, 0 },
        { "{\"type\":\"quit\"", "/type", 0 },
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct message message;
        struct check_fault fault;
        char text[512];
        enum err err = decode(state, refusals[i].text, &message, &fault, text);
        assert_int_equal(err, refusals[i].path == NULL ? OK : ERR_INPUT);
        if (err == OK) {
            message_free(&message);
            continue;
        }
        assert_string_equal(fault.path, refusals[i].path);
        assert_int_equal(message.id, refusals[i].id);
        assert_true(strlen(fault.text) > 10);
    }
}

static void what_only_the_engine_gives_does_not_exist(void **state) {
    static const char *const commands[] = { "open",   "tick",      "drop",       "return",
                                            "finish", "interrupt", "hand_in",    "take_seat",
                                            "enter",  "establish", "open_sheet", "lose_session" };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct message message;
        struct check_fault fault;
        char format[128], text[512];
        snprintf(format, sizeof format, "{\"type\":\"%s\",\"id\":1,\"stream\":1}", commands[i]);
        assert_int_equal(decode(state, format, &message, &fault, text), ERR_INPUT);
        assert_string_equal(fault.path, "/type");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_becomes_its_struct),
        cmocka_unit_test(the_first_messages_become_theirs),
        cmocka_unit_test(a_refusal_keeps_the_id),
        cmocka_unit_test(what_only_the_engine_gives_does_not_exist),
    };
    return cmocka_run_group_tests(tests, contract_set_up, contract_tear_down);
}
