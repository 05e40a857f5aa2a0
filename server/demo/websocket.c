// The two ends of it: the upgrade by hand, and the queue towards the socket.
#include "demo/websocket.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "demo/sha1.h"
#include "demo/ws_frame.h"

enum {
    KEY_BYTES = 16,
    KEY_TEXT = 24, // the same in base64
    ACCEPT_TEXT = 28,
    HEAD_MAX = 8192,      // of the server's answer to the upgrade
    READ_AT_ONCE = 65536, // one page of catch-up
    MASKS = 64,           // mask keys fetched from the kernel at once
};

struct websocket {
    int fd;
    enum websocket_state state;
    char why[160];
    char accept[ACCEPT_TEXT + 1]; // what Sec-WebSocket-Accept has to say
    char protocol[40];
    struct buf head; // of the server's answer, so far
    struct ws_reader reader;
    struct buf out; // what the socket hasn't taken yet
    uint32_t sent;  // of `out`
    uint8_t masks[MASKS][4];
    uint32_t masks_left;
};

static void websocket_end(struct websocket *w, const char *why) {
    if (w->state == WEBSOCKET_CLOSED) return;
    snprintf(w->why, sizeof w->why, "%s", why);
    w->state = WEBSOCKET_CLOSED;
    if (w->fd >= 0) close(w->fd);
    w->fd = -1;
}

static void websocket_end_errno(struct websocket *w, const char *what, int error) {
    char why[120];
    snprintf(why, sizeof why, "%s: %s", what, strerror(error));
    websocket_end(w, why);
}

// ---- the upgrade

static void base64(char *to, const uint8_t *bytes, int len) {
    static const char symbols[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < len; i += 3) {
        uint32_t three = (uint32_t)bytes[i] << 16;
        if (i + 1 < len) three |= (uint32_t)bytes[i + 1] << 8;
        if (i + 2 < len) three |= bytes[i + 2];
        *to++ = symbols[three >> 18];
        *to++ = symbols[three >> 12 & 63];
        *to++ = i + 1 < len ? symbols[three >> 6 & 63] : '=';
        *to++ = i + 2 < len ? symbols[three & 63] : '=';
    }
    *to = 0;
}

static void random_fill(void *to, size_t len) {
    CHECK(getrandom(to, len, 0) == (ssize_t)len); // below 256 bytes it is never cut short
}

static void accept_make(char accept[ACCEPT_TEXT + 1], const char *key) {
    char text[80];
    uint8_t digest[SHA1_BYTES];
    snprintf(text, sizeof text, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    sha1(str_from(text), digest);
    base64(accept, digest, SHA1_BYTES);
}

static void upgrade_write(struct websocket *w, const struct address *a, struct str cookie) {
    uint8_t bytes[KEY_BYTES];
    char key[KEY_TEXT + 1];
    random_fill(bytes, sizeof bytes);
    base64(key, bytes, sizeof bytes);
    accept_make(w->accept, key);
    buf_printf(&w->out,
               "GET %s HTTP/1.1\r\nHost: %s:%s\r\nOrigin: http://%s:%s\r\n"
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Protocol: %s\r\n",
               a->path, a->host, a->port, a->host, a->port, key, w->protocol);
    if (cookie.len) buf_printf(&w->out, "Cookie: %.*s\r\n", STR_ARG(cookie));
    buf_append_lit(&w->out, "\r\n");
}

struct websocket *websocket_new(const struct address *address, const char *protocol,
                                struct str cookie) {
    struct websocket *w = calloc(1, sizeof *w);
    CHECK(w);
    snprintf(w->protocol, sizeof w->protocol, "%s", protocol);
    w->fd = address_connect(address);
    if (w->fd < 0)
        websocket_end_errno(w, "no connection", errno);
    else
        upgrade_write(w, address, cookie);
    return w;
}

void websocket_free(struct websocket *w) {
    if (!w) return;
    websocket_end(w, "given up");
    ws_reader_deinit(&w->reader);
    buf_deinit(&w->head);
    buf_deinit(&w->out);
    free(w);
}

// The value of a header of the answer; empty when it isn't there. Names ignore case.
static struct str header_find(struct str head, const char *name) {
    size_t len = strlen(name);
    while (head.len) {
        struct str line = str_cut(&head, '\n');
        if (line.len && line.ptr[line.len - 1] == '\r') line.len--;
        bool hit = line.len > len && line.ptr[len] == ':' && !strncasecmp(line.ptr, name, len);
        if (!hit) continue;
        struct str value = { line.ptr + len + 1, line.len - (uint32_t)len - 1 };
        while (value.len && *value.ptr == ' ')
            value.ptr++, value.len--;
        return value;
    }
    return (struct str){ 0 };
}

static bool header_is(struct str head, const char *name, const char *wanted) {
    struct str value = header_find(head, name);
    return value.len == strlen(wanted) && !strncasecmp(value.ptr, wanted, value.len);
}

// RFC 6455, 4.1: each of these must be checked, or any web server could be taken for a WebSocket.
static const char *answer_fault(const struct websocket *w, struct str head) {
    if (!header_is(head, "Upgrade", "websocket")) return "the answer upgrades to something else";
    if (!header_is(head, "Connection", "Upgrade")) return "the answer has no Connection: Upgrade";
    if (!str_eq(header_find(head, "Sec-WebSocket-Accept"), str_from(w->accept)))
        return "the answer isn't to this key";
    if (!header_is(head, "Sec-WebSocket-Protocol", w->protocol))
        return "the answer is for another sub-protocol";
    if (header_find(head, "Sec-WebSocket-Extensions").len)
        return "the answer brings an extension that nobody asked for";
    return NULL;
}

static void answer_refuse(struct websocket *w, struct str head) {
    char why[120];
    struct str line = str_cut(&head, '\r');
    snprintf(why, sizeof why, "the upgrade was refused: %.*s", (int)(line.len < 80 ? line.len : 80),
             line.ptr);
    websocket_end(w, why);
}

static void answer_judge(struct websocket *w, struct str head) {
    const char *fault = answer_fault(w, head);
    if (!str_starts_with(head, STR("HTTP/1.1 101 ")))
        answer_refuse(w, head);
    else if (fault)
        websocket_end(w, fault);
    else
        w->state = WEBSOCKET_OPEN;
}

// What follows the head belongs to the first frames.
static void answer_read(struct websocket *w) {
    static const char blank[] = "\r\n\r\n";
    const char *end = memmem(w->head.ptr, w->head.len, blank, sizeof blank - 1);
    if (!end && w->head.len > HEAD_MAX) websocket_end(w, "the answer's head has no end");
    if (!end) return;
    uint32_t size = (uint32_t)(end - w->head.ptr) + sizeof blank - 1;
    struct str rest = str_make(w->head.ptr + size, w->head.len - size);
    memcpy(ws_reader_room(&w->reader, rest.len + 1), rest.ptr, rest.len);
    ws_reader_came(&w->reader, rest.len);
    answer_judge(w, str_make(w->head.ptr, size));
}

// ---- reading and writing

int websocket_fd(const struct websocket *w) {
    return w->fd;
}

enum websocket_state websocket_state(const struct websocket *w) {
    return w->state;
}

const char *websocket_why(const struct websocket *w) {
    return w->why;
}

static bool has_unsent(const struct websocket *w) {
    return w->sent < w->out.len;
}

short websocket_wants(const struct websocket *w) {
    return has_unsent(w) ? POLLIN | POLLOUT : POLLIN;
}

static void socket_write(struct websocket *w) {
    while (has_unsent(w) && w->fd >= 0) {
        ssize_t n = send(w->fd, w->out.ptr + w->sent, w->out.len - w->sent, MSG_NOSIGNAL);
        if (n > 0)
            w->sent += (uint32_t)n;
        else if (errno == EAGAIN || errno == ENOTCONN)
            return;
        else if (errno != EINTR)
            websocket_end_errno(w, "writing failed", errno);
    }
    if (has_unsent(w)) return;
    buf_reset(&w->out);
    w->sent = 0;
}

static void socket_read(struct websocket *w) {
    bool upgrading = w->state == WEBSOCKET_OPENING;
    char *room =
        upgrading ? buf_reserve(&w->head, HEAD_MAX) : ws_reader_room(&w->reader, READ_AT_ONCE);
    ssize_t n = recv(w->fd, room, upgrading ? HEAD_MAX : READ_AT_ONCE, 0);
    if (n == 0) websocket_end(w, "the server hung up");
    if (n < 0 && errno != EAGAIN && errno != EINTR) websocket_end_errno(w, "reading failed", errno);
    if (n <= 0) return;
    if (!upgrading) {
        ws_reader_came(&w->reader, (size_t)n);
        return;
    }
    w->head.len += (uint32_t)n;
    answer_read(w);
}

void websocket_ready(struct websocket *w, short revents) {
    if (w->fd >= 0 && revents & (POLLIN | POLLHUP | POLLERR)) socket_read(w);
    if (w->fd >= 0 && revents & POLLOUT) socket_write(w);
}

// ---- frames

static const uint8_t *mask_next(struct websocket *w) {
    if (w->masks_left == 0) {
        random_fill(w->masks, sizeof w->masks);
        w->masks_left = MASKS;
    }
    return w->masks[--w->masks_left];
}

static void frame_send(struct websocket *w, enum ws_opcode opcode, struct str payload) {
    ws_frame_write(&w->out, opcode, payload, mask_next(w));
    socket_write(w);
}

void websocket_send(struct websocket *w, struct str text) {
    if (w->state == WEBSOCKET_OPEN) frame_send(w, WS_OPCODE_TEXT, text);
}

static void close_send(struct websocket *w, uint16_t code) {
    char payload[2] = { (char)(code >> 8), (char)code };
    frame_send(w, WS_OPCODE_CLOSE, str_make(payload, sizeof payload));
}

void websocket_close(struct websocket *w) {
    enum { NORMAL = 1000 };
    if (w->state == WEBSOCKET_OPENING) websocket_end(w, "given up");
    if (w->state != WEBSOCKET_OPEN) return;
    w->state = WEBSOCKET_CLOSING;
    close_send(w, NORMAL);
}

// The answer to a close carries the same code; after it nothing more comes.
static void close_take(struct websocket *w, struct str payload) {
    char why[60];
    uint16_t code = ws_close_code(payload);
    if (w->state == WEBSOCKET_OPEN)
        frame_send(w, WS_OPCODE_CLOSE, str_make(payload.ptr, payload.len < 2 ? 0 : 2));
    snprintf(why, sizeof why, "closed with %u", code);
    websocket_end(w, why);
}

static void fault_take(struct websocket *w) {
    enum { PROTOCOL_ERROR = 1002 };
    close_send(w, PROTOCOL_ERROR);
    websocket_end(w, w->reader.why);
}

bool websocket_next(struct websocket *w, struct str *text) {
    while (w->state == WEBSOCKET_OPEN || w->state == WEBSOCKET_CLOSING) {
        struct str payload;
        switch (ws_reader_next(&w->reader, &payload)) {
        case WS_NOTHING: return false;
        case WS_TEXT: *text = payload; return true;
        case WS_PING: frame_send(w, WS_OPCODE_PONG, payload); break;
        case WS_PONG: break;
        case WS_CLOSE: close_take(w, payload); break;
        case WS_FAULT: fault_take(w); break;
        }
    }
    return false;
}
