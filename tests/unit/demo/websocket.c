// The client's socket (server/demo/websocket.c) against a server written out by hand: both ends in
// this one thread, since nothing of it blocks.
#include "lib/test.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/err.h"
#include "demo/websocket.h"

struct stage {
    int listener, server; // sockets of the server by hand
    struct address address;
    struct websocket *client;
    char key[64];
};

// Lets the client do what it can now. 200 ms are never waited for when all goes well.
static void turn(struct stage *s) {
    struct pollfd p = { .fd = websocket_fd(s->client), .events = websocket_wants(s->client) };
    if (p.fd >= 0 && poll(&p, 1, 200) == 1) websocket_ready(s->client, p.revents);
}

static void stage_begin(struct stage *s) {
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof in;
    char url[64];
    *s = (struct stage){ .listener = socket(AF_INET, SOCK_STREAM, 0) };
    assert_return_code(bind(s->listener, (struct sockaddr *)&in, len), 0);
    assert_return_code(listen(s->listener, 1), 0);
    getsockname(s->listener, (struct sockaddr *)&in, &len);
    snprintf(url, sizeof url, "ws://127.0.0.1:%u/ws", ntohs(in.sin_port));
    assert_true(address_parse(&s->address, url));
    s->client = websocket_new(&s->address, "coolhead.v1", STR("coolhead=abc"));
    s->server = accept(s->listener, NULL, NULL);
    turn(s);
}

static void stage_end(struct stage *s) {
    websocket_free(s->client);
    close(s->server);
    close(s->listener);
}

// The proof for a key, as sha1.c's own test knows it to be right.
static void proof(char to[32], const char *key) {
    char command[200];
    snprintf(command, sizeof command,
             "printf '%%s' '%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11' | sha1sum | cut -c1-40 | "
             "tr a-f A-F | basenc --base16 -d | base64",
             key);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(to, 32, pipe));
    assert_int_equal(pclose(pipe), 0);
    to[strcspn(to, "\n")] = 0;
}

static void request_read(struct stage *s, char *text, size_t room) {
    ssize_t n = read(s->server, text, room - 1);
    assert_true(n > 0);
    text[n] = 0;
    const char *key = strstr(text, "Sec-WebSocket-Key: ");
    assert_non_null(key);
    snprintf(s->key, sizeof s->key, "%.24s", key + 19);
}

// Answers the upgrade, with `more` behind it in the same write.
static void answer(struct stage *s, const char *headers, struct str more) {
    char request[2048], text[2048], accept_text[32];
    request_read(s, request, sizeof request);
    proof(accept_text, s->key);
    int len = snprintf(text, sizeof text,
                       "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\n"
                       "Connection: Upgrade\r\n%sSec-WebSocket-Accept: %s\r\n\r\n%.*s",
                       headers, accept_text, STR_ARG(more));
    assert_int_equal(write(s->server, text, (size_t)len), len);
    turn(s);
}

static const char chosen[] = "Sec-WebSocket-Protocol: coolhead.v1\r\n";

static void an_upgrade_names_all_that_the_server_checks(void **state) {
    (void)state;
    struct stage s;
    char request[2048];
    stage_begin(&s);
    request_read(&s, request, sizeof request);
    assert_non_null(strstr(request, "GET /ws HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "Sec-WebSocket-Version: 13\r\n"));
    assert_non_null(strstr(request, "Sec-WebSocket-Protocol: coolhead.v1\r\n"));
    assert_non_null(strstr(request, "Origin: http://127.0.0.1:"));
    assert_non_null(strstr(request, "Cookie: coolhead=abc\r\n"));
    stage_end(&s);
}

static void frames_behind_the_answer_are_not_lost(void **state) {
    (void)state;
    struct stage s;
    struct str text;
    stage_begin(&s);
    answer(&s, chosen, STR("\x81\x05Hello"));
    assert_int_equal(websocket_state(s.client), WEBSOCKET_OPEN);
    assert_true(websocket_next(s.client, &text));
    assert_str(text, "Hello");
    assert_false(websocket_next(s.client, &text));
    stage_end(&s);
}

static void an_answer_without_the_sub_protocol_is_none(void **state) {
    (void)state;
    struct stage s;
    stage_begin(&s);
    answer(&s, "", STR(""));
    assert_int_equal(websocket_state(s.client), WEBSOCKET_CLOSED);
    assert_string_equal(websocket_why(s.client), "the answer is for another sub-protocol");
    stage_end(&s);
}

static void a_refusal_is_told_in_the_servers_words(void **state) {
    (void)state;
    struct stage s;
    static const char refusal[] = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
    stage_begin(&s);
    assert_int_equal(write(s.server, refusal, sizeof refusal - 1), sizeof refusal - 1);
    turn(&s);
    assert_string_equal(websocket_why(s.client), "the upgrade was refused: HTTP/1.1 403 Forbidden");
    stage_end(&s);
}

// What the client wrote, unmasked: opcode, then payload.
static void assert_frame(struct stage *s, uint8_t first, const char *payload) {
    uint8_t bytes[256];
    size_t len = strlen(payload);
    assert_int_equal(read(s->server, bytes, sizeof bytes), 6 + len);
    assert_int_equal(bytes[0], first);
    assert_int_equal(bytes[1], 0x80 | len);
    for (size_t i = 0; i < len; i++)
        assert_int_equal(bytes[6 + i] ^ bytes[2 + i % 4], (uint8_t)payload[i]);
}

static void a_ping_is_answered_with_what_it_carried(void **state) {
    (void)state;
    struct stage s;
    struct str text;
    stage_begin(&s);
    answer(&s, chosen, STR("\x89\x03now"));
    assert_false(websocket_next(s.client, &text));
    assert_frame(&s, 0x8a, "now");
    websocket_send(s.client, STR("{}"));
    assert_frame(&s, 0x81, "{}");
    stage_end(&s);
}

static void a_close_is_answered_and_ends_it(void **state) {
    (void)state;
    struct stage s;
    struct str text;
    stage_begin(&s);
    answer(&s, chosen, STR("\x88\x02\x03\xe9"));
    assert_false(websocket_next(s.client, &text));
    assert_frame(&s, 0x88, "\x03\xe9");
    assert_int_equal(websocket_state(s.client), WEBSOCKET_CLOSED);
    assert_string_equal(websocket_why(s.client), "closed with 1001");
    assert_int_equal(websocket_fd(s.client), -1);
    stage_end(&s);
}

static void a_close_of_ours_waits_for_its_answer(void **state) {
    (void)state;
    struct stage s;
    struct str text;
    stage_begin(&s);
    answer(&s, chosen, STR(""));
    websocket_close(s.client);
    assert_frame(&s, 0x88, "\x03\xe8");
    assert_int_equal(websocket_state(s.client), WEBSOCKET_CLOSING);
    assert_int_equal(write(s.server, "\x81\x01x\x88\x02\x03\xe8", 7), 7);
    turn(&s);
    assert_true(websocket_next(s.client, &text)); // what was under way still counts
    assert_false(websocket_next(s.client, &text));
    assert_int_equal(websocket_state(s.client), WEBSOCKET_CLOSED);
    stage_end(&s);
}

static void nobody_there_is_said(void **state) {
    (void)state;
    struct stage s;
    stage_begin(&s);
    close(s.listener);
    websocket_free(s.client);
    s.client = websocket_new(&s.address, "coolhead.v1", STR(""));
    turn(&s);
    assert_int_equal(websocket_state(s.client), WEBSOCKET_CLOSED);
    assert_non_null(strstr(websocket_why(s.client), "Connection refused"));
    stage_end(&s);
}

static void addresses_are_taken_apart_strictly(void **state) {
    (void)state;
    struct address a;
    assert_true(address_parse(&a, "ws://localhost:8080/ws"));
    assert_string_equal(a.host, "localhost");
    assert_string_equal(a.port, "8080");
    assert_string_equal(a.path, "/ws");
    assert_true(address_parse(&a, "ws://10.0.0.1"));
    assert_string_equal(a.port, "80");
    assert_string_equal(a.path, "/");
    static const char *const bad[] = { "",           "http://x/ws",  "wss://x/ws",    "ws://",
                                       "ws:///ws",   "ws://x:0/ws",  "ws://x:65536/", "ws://x:8o/",
                                       "ws://x:-1/", "ws://x:1:2/ws" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(address_parse(&a, bad[i]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_upgrade_names_all_that_the_server_checks),
        cmocka_unit_test(frames_behind_the_answer_are_not_lost),
        cmocka_unit_test(an_answer_without_the_sub_protocol_is_none),
        cmocka_unit_test(a_refusal_is_told_in_the_servers_words),
        cmocka_unit_test(a_ping_is_answered_with_what_it_carried),
        cmocka_unit_test(a_close_is_answered_and_ends_it),
        cmocka_unit_test(a_close_of_ours_waits_for_its_answer),
        cmocka_unit_test(nobody_there_is_said),
        cmocka_unit_test(addresses_are_taken_apart_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
