// Fuzzes the fields of requests: path, query, cookies, Host, Origin and the others, and the body.
//
// Whatever comes, the answer is one of HTTP: a status line, headers that are ours, and a body as
// long as they say, which is JSON where they say so. A request from a stranger's page changes
// nothing.
//
// The input is lines: method and, behind a space, letters for what else is so (see
// `circumstances`); path, query, peer, then one for each header of `tokens`; the rest is the body,
// or what a socket says: its close frame, and behind a line its message.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/ask.h"
#include "fuzz_lws.h"
#include "net/limits.h"
#include "net/request.h"
#include "net/ws.h"
#include "protocol/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const enum lws_token_indexes tokens[] = {
    WSI_TOKEN_HOST,
    WSI_TOKEN_ORIGIN,
    WSI_TOKEN_HTTP_COOKIE,
    WSI_TOKEN_HTTP_CONTENT_TYPE,
    WSI_TOKEN_HTTP_CONTENT_LENGTH,
    WSI_TOKEN_HTTP_TRANSFER_ENCODING,
    WSI_TOKEN_HTTP_ACCEPT_ENCODING,
    WSI_TOKEN_HTTP_IF_NONE_MATCH,
    WSI_TOKEN_X_FORWARDED_FOR,
    WSI_TOKEN_VERSION,
    WSI_TOKEN_PROTOCOL,
    WSI_TOKEN_KEY,
    WSI_TOKEN_HTTP,
};
enum { TOKENS = sizeof tokens / sizeof tokens[0] };
_Static_assert((int)TOKENS <= (int)FAKE_HEADERS, "each has room");

static int method_of(struct str name) {
    if (str_eq(name, STR("POST"))) return LWSHUMETH_POST;
    if (str_eq(name, STR("HEAD"))) return LWSHUMETH_HEAD;
    return str_eq(name, STR("GET")) ? LWSHUMETH_GET : LWSHUMETH_PUT;
}

// No header value that libwebsockets hands over has a zero byte in it; a URI is shorter than it
// keeps.
static struct str line_next(struct str *rest) {
    struct str line = str_cut(rest, '\n');
    if (line.len) line.len = (uint32_t)strnlen(line.ptr, line.len);
    return line;
}

// What the rest of the server may be at, or the socket.
static struct circumstances {
    bool stopping, busy;
    int guessed; // wrong passwords that came from there before
    const char *upgrade;
} now;

static void circumstances_set(struct lws *wsi, struct str letters) {
    now = (struct circumstances){ .upgrade = "WebSocket" };
    for (uint32_t i = 0; i < letters.len; i++)
        switch (letters.ptr[i]) {
        case 'b': wsi->binary = true; break;
        case 'p': wsi->partial = true; break;
        case 's': now.stopping = true; break;
        case 'g': now.guessed = 1000; break;
        case 'w': now.guessed = 10; break;
        case 'f': now.busy = true; break;
        case 'h': now.upgrade = "h2c"; break;
        case 'x': now.upgrade = "tls"; break;
        default: break;
        }
    uint64_t key = failures_key("192.0.2.7");
    wsi->net->stopping = now.stopping;
    wsi->net->http.asks = now.busy ? NET_ASKS_MAX : 0;
    for (int i = 0; i < now.guessed && failures_may_try(&wsi->net->failures, key, 0); i++)
        failures_add(&wsi->net->failures, key, (struct guesser){ .id = UINT64_MAX }, 0, 0);
}

static struct str request_read(struct lws *wsi, struct str rest) {
    struct str first = line_next(&rest);
    wsi->net = fake_net();
    wsi->method = method_of(str_cut(&first, ' '));
    circumstances_set(wsi, first);
    wsi->path = line_next(&rest);
    struct str query = line_next(&rest);
    while (query.len && wsi->query_count < FAKE_QUERY)
        wsi->query[wsi->query_count++] = str_cut(&query, '&');
    wsi->peer = line_next(&rest);
    for (int i = 0; i < TOKENS; i++)
        fake_header(wsi, tokens[i], line_next(&rest));
    return rest;
}

// ── the answer ──

static bool header_is_ours(struct str line) {
    static const char *const names[] = {
        "Content-Security-Policy: ",
        "X-Content-Type-Options: ",
        "Referrer-Policy: ",
        "Permissions-Policy: ",
        "Cross-Origin-Opener-Policy: ",
        "Cross-Origin-Resource-Policy: ",
        "Content-Type: ",
        "Content-Length: ",
        "Content-Encoding: ",
        "Cache-Control: ",
        "ETag: ",
        "Vary: ",
        "Set-Cookie: coolhead=",
        "Connection: close",
        "Sec-WebSocket-Version: 13",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts_with(line, str_from(names[i]))) return true;
    return false;
}

// The next line of a head, without its CR LF.
static struct str head_next(struct str *rest) {
    struct str line = str_cut(rest, '\n');
    CHECK(line.len && line.ptr[line.len - 1] == '\r');
    line.len--;
    return line;
}

// Returns the status.
static int answer_check(const struct lws *wsi) {
    struct str rest = buf_str(&wsi->written);
    bool json = false;
    int64_t length = -1, status;
    struct str line = head_next(&rest);
    CHECK(str_starts_with(line, STR("HTTP/1.1 ")));
    CHECK(str_to_i64(str_make(line.ptr + 9, 3), &status));
    while ((line = head_next(&rest)).len) {
        CHECK(header_is_ours(line));
        struct str name = str_cut(&line, ':');
        if (str_eq(name, STR("Content-Length")))
            CHECK(str_to_i64(str_make(line.ptr + 1, line.len - 1), &length));
        if (str_eq(name, STR("Content-Type"))) json = str_eq(line, STR(" application/json"));
    }
    if (wsi->method == LWSHUMETH_HEAD)
        CHECK(rest.len == 0 || status == 421 || status == 400 || status == 411);
    else
        CHECK(status == 304 ? rest.len == 0 : length == rest.len);
    static const struct scan_limits any = {
        .bytes_max = 4 << 20, .depth_max = 16, .nodes_max = 60000, .keys_max = 64
    };
    if (json && rest.len) CHECK(scan_json(rest, &any, NULL));
    return (int)status;
}

static void on_answer(void *ctx, int status, struct str json, struct str cookie) {
    (void)ctx, (void)status, (void)json, (void)cookie;
}

// The engine of tests/wire keeps questions about recordings until somebody asks for classes.
static void questions_end(struct net *net) {
    struct question classes = { .kind = ASK_CLASSES, .on_answer = on_answer };
    engine_ask(net->turn.engine, &classes);
}

static void request_have(struct lws *wsi, struct str body) {
    struct http_session session = { 0 };
    CHECK(http_callback(wsi, LWS_CALLBACK_RAW_RX, NULL, NULL, 0) < 0);
    CHECK(http_callback(wsi, LWS_CALLBACK_WSI_CREATE, NULL, NULL, 0) == 0);
    CHECK(http_callback(wsi, LWS_CALLBACK_HTTP_BODY, &session, NULL, 0) < 0); // of no request
    CHECK(http_callback(wsi, LWS_CALLBACK_HTTP_WRITEABLE, &session, NULL, 0) == 0);
    int go_on = http_callback(wsi, LWS_CALLBACK_HTTP, &session, NULL, 0);
    if (go_on == 0 && wsi->method == LWSHUMETH_POST) {
        CHECK(str_eq(wsi->headers[1].value, STR("https://coolhead.example")) ||
              str_starts_with(wsi->headers[1].value, STR("http://"))); // its own origins
        CHECK(http_callback(wsi, LWS_CALLBACK_HTTP_WRITEABLE, &session, NULL, 0) == 0);
        go_on = http_callback(wsi, LWS_CALLBACK_HTTP_BODY, &session, (void *)(uintptr_t)body.ptr,
                              body.len);
        if (go_on == 0)
            go_on = http_callback(wsi, LWS_CALLBACK_HTTP_BODY_COMPLETION, &session, NULL, 0);
    }
    if (go_on == 0 && session.request && session.request->failed)
        http_release(wsi->net, session.request->id); // held, as a guess: its time has come
    while (go_on == 0 && session.request && session.request->state == REQUEST_ANSWERED)
        go_on = http_callback(wsi, LWS_CALLBACK_HTTP_WRITEABLE, &session, NULL, 0);
    if (wsi->written.len) answer_check(wsi);
    http_callback(wsi, LWS_CALLBACK_CLOSED_HTTP, &session, NULL, 0);
    questions_end(wsi->net);
}

// A socket that was let in: what it says first, then what it says in its close frame.
static void socket_have(struct lws *wsi, struct str said) {
    struct ws_session session = { 0 };
    struct str goodbye = str_cut(&said, '\n');
    ws_callback(wsi, LWS_CALLBACK_ESTABLISHED, &session, NULL, 0);
    ws_callback(wsi, LWS_CALLBACK_RECEIVE, &session, (void *)(uintptr_t)said.ptr, said.len);
    ws_callback(wsi, LWS_CALLBACK_RECEIVE_PONG, &session, NULL, 0);
    CHECK(ws_callback(wsi, LWS_CALLBACK_WSI_CREATE, NULL, NULL, 0) == 0);
    fake_turn(wsi->net);
    ws_callback(wsi, LWS_CALLBACK_WS_PEER_INITIATED_CLOSE, &session, (void *)(uintptr_t)goodbye.ptr,
                goodbye.len);
    ws_callback(wsi, LWS_CALLBACK_SERVER_WRITEABLE, &session, NULL, 0);
    fake_turn(wsi->net);
    ws_callback(wsi, LWS_CALLBACK_CLOSED, &session, NULL, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct lws wsi = { 0 };
    struct str body = request_read(&wsi, str_make((const char *)data, size));
    if (wsi.path.len == 0 || wsi.path.ptr[0] != '/') return 0; // libwebsockets refuses it
    request_have(&wsi, body);
    buf_reset(&wsi.written);
    wsi.method = LWSHUMETH_GET;
    if (http_callback(&wsi, LWS_CALLBACK_HTTP_CONFIRM_UPGRADE, NULL, (void *)(uintptr_t)now.upgrade,
                      0) == 0)
        socket_have(&wsi, body);
    else if (wsi.written.len) // else libwebsockets has answered already
        CHECK(answer_check(&wsi) >= 400);
    buf_deinit(&wsi.written);
    return 0;
}
