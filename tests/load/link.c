// Reads go into one buffer that all links share; only what is left of a message is copied.
#include "link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    READ_MAX = 256 * 1024,
    HEAD_MAX = 16 * 1024, // of an answer to an upgrade
    FRAME_HEAD_MAX = 14,
};

enum { OPCODE_TEXT = 1, OPCODE_BINARY = 2, OPCODE_CLOSE = 8, OPCODE_PING = 9, OPCODE_PONG = 10 };

static char shared[READ_MAX];

// ---- opening and closing

static void request_write(struct link *l, const struct link_target *t) {
    if (l->framing == FRAMING_LENGTH) return;
    buf_printf(&l->out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\n%s",
               l->framing == FRAMING_HTTP ? "POST" : "GET", t->path, t->port, t->port, t->headers);
    // The key may be any: whether the answer fits it is other tests' business.
    if (l->framing == FRAMING_WEBSOCKET)
        buf_append_lit(&l->out, "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                "Sec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    else
        buf_printf(&l->out, "Content-Type: application/json\r\nContent-Length: %u\r\n\r\n%.*s",
                   t->body.len, STR_ARG(t->body));
}

bool link_open(struct link *l, int epoll, void *to, enum framing framing,
               const struct link_target *t) {
    struct sockaddr_in in = { .sin_family = AF_INET,
                              .sin_port = htons(t->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = to };
    int on = 1;
    link_close(l);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return false;
    l->fd = fd;
    setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    l->framing = framing;
    l->state = LINK_OPENING;
    l->wants = EPOLLIN | EPOLLOUT;
    request_write(l, t);
    if (connect(l->fd, (struct sockaddr *)&in, sizeof in) < 0 && errno != EINPROGRESS) {
        link_close(l);
        return false;
    }
    return epoll_ctl(epoll, EPOLL_CTL_ADD, l->fd, &event) == 0;
}

void link_close(struct link *l) {
    if (l->state != LINK_CLOSED) close(l->fd);
    l->state = LINK_CLOSED;
    buf_reset(&l->in);
    buf_reset(&l->out);
}

void link_deinit(struct link *l) {
    link_close(l);
    buf_deinit(&l->in);
    buf_deinit(&l->out);
}

// ---- writing

static void want(struct link *l, int epoll, void *to, uint32_t events) {
    struct epoll_event event = { .events = events, .data.ptr = to };
    if (events == l->wants) return;
    l->wants = events;
    epoll_ctl(epoll, EPOLL_CTL_MOD, l->fd, &event);
}

// False: the other side is gone. That is found out by reading, too, so that there is one end.
static bool bytes_send(struct link *l, struct str *bytes) {
    while (bytes->len) {
        ssize_t n = send(l->fd, bytes->ptr, bytes->len, MSG_NOSIGNAL);
        if (n < 0) return errno == EAGAIN || errno == EINTR || errno == ENOTCONN;
        *bytes = str_make(bytes->ptr + n, bytes->len - (size_t)n);
    }
    return true;
}

static void out_send(struct link *l, int epoll, void *to) {
    struct str rest = buf_str(&l->out);
    bytes_send(l, &rest);
    memmove(l->out.ptr, rest.ptr, rest.len);
    l->out.len = rest.len;
    if (!rest.len) buf_deinit(&l->out); // few ever need it: ten thousand idle buffers are memory
    want(l, epoll, to, rest.len ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

// Clients mask. Any key will do: it is there against proxies, of which there is none.
static uint32_t websocket_frame(char *to, struct str message, uint32_t opcode) {
    static const uint8_t key[8] = { 0x5a, 0x17, 0xc3, 0x6e, 0x5a, 0x17, 0xc3, 0x6e };
    uint32_t at = 0;
    to[at++] = (char)(0x80 | opcode);
    if (message.len < 126) {
        to[at++] = (char)(0x80 | message.len);
    } else {
        to[at++] = (char)(0x80 | 126);
        to[at++] = (char)(message.len >> 8);
        to[at++] = (char)message.len;
    }
    memcpy(to + at, key, 4);
    at += 4;
    for (uint32_t i = 0; i < message.len; i++)
        to[at + i] = (char)(message.ptr[i] ^ key[i & 7]);
    return at + message.len;
}

static uint32_t frame_write(const struct link *l, char *to, struct str message, uint32_t opcode) {
    if (l->framing == FRAMING_WEBSOCKET) return websocket_frame(to, message, opcode);
    to[0] = (char)(message.len >> 8);
    to[1] = (char)message.len;
    memcpy(to + 2, message.ptr, message.len);
    return message.len + 2;
}

static void opcode_send(struct link *l, int epoll, void *to, struct str message, uint32_t opcode) {
    char *frame = buf_reserve(&l->out, message.len + FRAME_HEAD_MAX);
    bool waits = l->out.len > 0;
    if (l->state != LINK_OPEN) return;
    l->out.len += frame_write(l, frame, message, opcode);
    if (!waits) out_send(l, epoll, to);
}

void link_send(struct link *l, int epoll, void *to, struct str message, bool binary) {
    opcode_send(l, epoll, to, message, binary ? OPCODE_BINARY : OPCODE_TEXT);
}

// ---- reading

// A message that was taken off the bytes; what stands before the end of `whole` is used up.
struct piece {
    struct str message;
    uint32_t opcode;
    uint32_t used; // bytes; 0: it isn't whole yet
};

static struct piece length_take(struct str bytes) {
    const uint8_t *b = (const uint8_t *)bytes.ptr;
    if (bytes.len < 2) return (struct piece){ 0 };
    uint32_t len = (uint32_t)b[0] << 8 | b[1];
    if (bytes.len < len + 2) return (struct piece){ 0 };
    return (struct piece){ str_make(bytes.ptr + 2, len), OPCODE_TEXT, len + 2 };
}

// Servers don't mask, and ours and its peers send every message in one frame.
static struct piece websocket_take(struct str bytes) {
    const uint8_t *b = (const uint8_t *)bytes.ptr;
    uint64_t len = bytes.len >= 2 ? b[1] & 127 : 0;
    uint32_t head = len < 126 ? 2 : len == 126 ? 4 : 10;
    if (bytes.len < head || bytes.len < 2) return (struct piece){ 0 };
    if (head > 2) len = 0;
    for (uint32_t i = 2; i < head; i++)
        len = len << 8 | b[i];
    if (bytes.len - head < len) return (struct piece){ 0 };
    return (struct piece){ str_make(bytes.ptr + head, (size_t)len), b[0] & 15,
                           head + (uint32_t)len };
}

static struct str head_end(struct str bytes) {
    static const char blank[] = "\r\n\r\n";
    const char *end = bytes.len ? memmem(bytes.ptr, bytes.len, blank, sizeof blank - 1) : NULL;
    return end ? str_make(bytes.ptr, (size_t)(end - bytes.ptr) + sizeof blank - 1)
               : (struct str){ 0 };
}

static struct piece http_take(struct str bytes) {
    static const char name[] = "content-length: ";
    struct str head = head_end(bytes), rest = head;
    while (rest.len) {
        struct str line = str_cut(&rest, '\n');
        if (line.len < sizeof name || strncasecmp(line.ptr, name, sizeof name - 1) != 0) continue;
        uint32_t len = (uint32_t)atoi(line.ptr + sizeof name - 1);
        if (bytes.len - head.len < len) return (struct piece){ 0 };
        return (struct piece){ str_make(bytes.ptr + head.len, len), OPCODE_TEXT, head.len + len };
    }
    return (struct piece){ 0 };
}

static struct piece piece_take(const struct link *l, struct str bytes) {
    if (l->framing == FRAMING_WEBSOCKET) return websocket_take(bytes);
    return l->framing == FRAMING_HTTP ? http_take(bytes) : length_take(bytes);
}

// The answer to the upgrade. Returns the bytes behind it; `used` tells whether there was one.
static bool upgrade_take(struct link *l, struct str *bytes, const struct link_ear *ear) {
    struct str head = head_end(*bytes);
    if (!head.len && bytes->len < HEAD_MAX) return true;
    if (!str_starts_with(head, STR("HTTP/1.1 101 "))) {
        link_close(l);
        return false;
    }
    *bytes = str_make(bytes->ptr + head.len, bytes->len - head.len);
    l->state = LINK_OPEN;
    return ear->opened(ear->to);
}

static bool control_answer(struct link *l, int epoll, void *to, const struct piece *p) {
    if (p->opcode == OPCODE_PING) opcode_send(l, epoll, to, p->message, OPCODE_PONG);
    if (p->opcode == OPCODE_CLOSE) link_close(l);
    return l->state == LINK_OPEN;
}

// Hands over every whole message of the bytes; leaves the rest in them.
static bool pieces_hear(struct link *l, int epoll, struct str *bytes, const struct link_ear *ear) {
    for (;;) {
        struct piece p = piece_take(l, *bytes);
        if (!p.used) return true;
        *bytes = str_make(bytes->ptr + p.used, bytes->len - p.used);
        bool control = l->framing == FRAMING_WEBSOCKET && p.opcode >= OPCODE_CLOSE;
        if (control ? !control_answer(l, epoll, ear->to, &p) : !ear->hear(ear->to, p.message))
            return false;
    }
}

static bool bytes_hear(struct link *l, int epoll, struct str bytes, const struct link_ear *ear) {
    bool kept = l->in.len > 0;
    if (kept) {
        buf_append_str(&l->in, bytes);
        bytes = buf_str(&l->in);
    }
    if (l->state == LINK_OPENING && l->framing == FRAMING_WEBSOCKET &&
        !upgrade_take(l, &bytes, ear))
        return false;
    if (l->state == LINK_OPEN && !pieces_hear(l, epoll, &bytes, ear)) return false;
    if (kept) memmove(l->in.ptr, bytes.ptr, bytes.len);
    if (kept) l->in.len = bytes.len;
    if (!kept) buf_append_str(&l->in, bytes);
    if (kept && !bytes.len) buf_deinit(&l->in);
    return true;
}

static bool link_read(struct link *l, int epoll, const struct link_ear *ear) {
    ssize_t n = recv(l->fd, shared, sizeof shared, 0);
    if (n > 0) return bytes_hear(l, epoll, str_make(shared, (size_t)n), ear);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    link_close(l);
    return false;
}

// Connected: an upgrade has to be answered first, the others are open at once.
static bool link_begin(struct link *l, int epoll, const struct link_ear *ear) {
    if (l->out.len || l->wants & EPOLLOUT) out_send(l, epoll, ear->to);
    if (l->state != LINK_OPENING || l->framing == FRAMING_WEBSOCKET) return true;
    l->state = LINK_OPEN;
    return l->framing == FRAMING_HTTP || ear->opened(ear->to);
}

bool link_ready(struct link *l, int epoll, uint32_t events, const struct link_ear *ear) {
    if (l->state == LINK_CLOSED) return false;
    if (events & EPOLLOUT && !(events & (EPOLLERR | EPOLLHUP)) && !link_begin(l, epoll, ear))
        return false;
    if (events & (EPOLLIN | EPOLLERR | EPOLLHUP)) return link_read(l, epoll, ear);
    return true;
}
