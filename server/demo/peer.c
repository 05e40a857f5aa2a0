// Nothing but hello and join goes before the server's welcome; callers act on messages, so they
// cannot be too early.
#include "demo/peer.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/check.h"
#include "demo/json.h"

void peer_init(struct peer *p, const struct address *address, const char *cookie) {
    *p = (struct peer){ .address = address, .cookie = cookie };
}

void peer_deinit(struct peer *p) {
    websocket_free(p->socket);
    cJSON_Delete(p->batch);
    buf_deinit(&p->out);
}

static void peer_send(struct peer *p) {
    websocket_send(p->socket, buf_str(&p->out));
}

static void hello_send(struct peer *p) {
    buf_reset(&p->out);
    buf_printf(&p->out, "{\"type\":\"hello\",\"version\":1,\"token\":\"%s\",\"instance\":%u}",
               p->token, p->instance);
    peer_send(p);
}

void peer_open(struct peer *p) {
    websocket_free(p->socket);
    cJSON_Delete(p->batch);
    p->batch = p->next = NULL;
    p->socket = websocket_new(p->address, "coolhead.v1", str_from(p->cookie));
}

void peer_ready(struct peer *p, short revents) {
    bool opening = websocket_state(p->socket) == WEBSOCKET_OPENING;
    websocket_ready(p->socket, revents);
    if (opening && websocket_state(p->socket) == WEBSOCKET_OPEN) hello_send(p);
}

void peer_wait(struct peer *p, int timeout) {
    struct pollfd fd = { .fd = websocket_fd(p->socket), .events = websocket_wants(p->socket) };
    if (poll(&fd, 1, timeout) > 0) peer_ready(p, fd.revents);
}

// The next array that holds something; what isn't JSON is passed over.
static bool batch_next(struct peer *p) {
    struct str text;
    while (!p->next && websocket_next(p->socket, &text)) {
        cJSON_Delete(p->batch);
        p->batch = cJSON_ParseWithLength(text.ptr, text.len);
        p->next = cJSON_IsArray(p->batch) ? p->batch->child : NULL;
    }
    return p->next != NULL;
}

const cJSON *peer_next(struct peer *p) {
    if (!batch_next(p)) return NULL;
    const cJSON *message = p->next;
    p->next = message->next;
    if (json_is(message, "type", "welcome"))
        p->instance = (uint32_t)json_number(message, "instance");
    return message;
}

// 43 symbols of six bits; the last one carries four, as 256 bits leave them.
static void token_make(char token[PEER_TOKEN + 1]) {
    static const char symbols[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint8_t bytes[PEER_TOKEN];
    CHECK(getrandom(bytes, sizeof bytes, 0) == sizeof bytes); // below 256 bytes it is never cut
    for (int i = 0; i < PEER_TOKEN; i++)
        token[i] = symbols[bytes[i] & (i == PEER_TOKEN - 1 ? 60 : 63)];
    token[PEER_TOKEN] = 0;
}

void peer_join(struct peer *p, const char *code, const char *name, bool recorded) {
    token_make(p->token);
    buf_reset(&p->out);
    buf_append_lit(&p->out, "{\"type\":\"join\",\"code\":");
    buf_json_string(&p->out, str_from(code));
    buf_append_lit(&p->out, ",\"name\":");
    buf_json_string(&p->out, str_from(name));
    buf_printf(&p->out, ",\"recorded\":%s,\"token\":\"%s\"}", recorded ? "true" : "false",
               p->token);
    peer_send(p);
}

void peer_watch(struct peer *p, uint64_t stream, uint32_t n) {
    buf_reset(&p->out);
    buf_printf(&p->out, "{\"type\":\"watch\",\"stream\":%llu,\"n\":%u}", (unsigned long long)stream,
               n);
    peer_send(p);
}

void peer_unwatch(struct peer *p, uint64_t stream) {
    buf_reset(&p->out);
    buf_printf(&p->out, "{\"type\":\"unwatch\",\"stream\":%llu}", (unsigned long long)stream);
    peer_send(p);
}

uint32_t peer_command(struct peer *p, const char *type, uint64_t stream, struct str fields) {
    buf_reset(&p->out);
    buf_printf(&p->out, "{\"type\":\"%s\",\"id\":%u,\"stream\":%llu", type, ++p->counter,
               (unsigned long long)stream);
    buf_append_str(&p->out, fields);
    buf_append_char(&p->out, '}');
    peer_send(p);
    return p->counter;
}
