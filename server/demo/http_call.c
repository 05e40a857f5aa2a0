// HTTP/1.1 with Connection: close, so that the end of the connection is the end of the answer.
#include "demo/http_call.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/time.h"

enum {
    ANSWER_MAX = 4 * 1024 * 1024, // the longest is a list of 5,000 recordings
    READ_AT_ONCE = 16384,
};

// A server that has just started accepts when its loop runs; argon2id takes a second of its own.
#define CALL_MAX (20 * MS_SECOND)

static bool fd_wait(int fd, short events, ms deadline) {
    struct pollfd p = { .fd = fd, .events = events };
    ms left = deadline - time_monotonic();
    return left > 0 && poll(&p, 1, (int)left) == 1;
}

static bool request_write(int fd, struct str bytes, ms deadline) {
    uint32_t sent = 0;
    while (sent < bytes.len) {
        if (!fd_wait(fd, POLLOUT, deadline)) return false;
        ssize_t n = send(fd, bytes.ptr + sent, bytes.len - sent, MSG_NOSIGNAL);
        if (n < 0) return false;
        sent += (uint32_t)n;
    }
    return true;
}

static bool answer_read(int fd, struct buf *bytes, ms deadline) {
    while (bytes->len < ANSWER_MAX) {
        if (!fd_wait(fd, POLLIN, deadline)) return false;
        ssize_t n = recv(fd, buf_reserve(bytes, READ_AT_ONCE), READ_AT_ONCE, 0);
        if (n <= 0) return n == 0;
        bytes->len += (uint32_t)n;
    }
    return false;
}

static void request_make(struct buf *out, const struct address *a, const char *path,
                         struct str json, const char *cookie) {
    buf_printf(out, "%s %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n",
               json.len ? "POST" : "GET", path, a->host, a->port);
    if (*cookie) buf_printf(out, "Cookie: %s\r\n", cookie);
    if (json.len)
        buf_printf(out,
                   "Origin: http://%s:%s\r\nContent-Type: application/json\r\n"
                   "Content-Length: %u\r\n",
                   a->host, a->port, json.len);
    buf_append_lit(out, "\r\n");
    buf_append_str(out, json);
}

static void cookie_take(struct http_answer *answer, struct str head) {
    static const char name[] = "Set-Cookie: ";
    while (head.len) {
        struct str line = str_cut(&head, '\n');
        bool hit = line.len > sizeof name && !strncasecmp(line.ptr, name, sizeof name - 1);
        if (!hit) continue;
        struct str value = { line.ptr + sizeof name - 1, line.len - (uint32_t)sizeof name + 1 };
        value = str_cut(&value, ';');
        snprintf(answer->cookie, sizeof answer->cookie, "%.*s", STR_ARG(value));
    }
}

static void answer_take(struct http_answer *answer, struct str bytes) {
    static const char version[] = "HTTP/1.1 ", blank[] = "\r\n\r\n";
    const char *end = bytes.len ? memmem(bytes.ptr, bytes.len, blank, sizeof blank - 1) : NULL;
    answer->why = "the answer isn't HTTP";
    if (!end || !str_starts_with(bytes, str_from(version))) return;
    uint32_t head = (uint32_t)(end - bytes.ptr) + sizeof blank - 1;
    answer->status = atoi(bytes.ptr + sizeof version - 1);
    cookie_take(answer, str_make(bytes.ptr, head));
    buf_append(&answer->body, bytes.ptr + head, bytes.len - head);
}

void http_call(const struct address *a, const char *path, struct str json, const char *cookie,
               struct http_answer *answer) {
    struct buf out = { 0 }, in = { 0 };
    ms deadline = time_monotonic() + CALL_MAX;
    *answer = (struct http_answer){ .why = "nobody answers" };
    int fd = address_connect(a);
    request_make(&out, a, path, json, cookie);
    if (fd >= 0 && request_write(fd, buf_str(&out), deadline) && answer_read(fd, &in, deadline))
        answer_take(answer, buf_str(&in));
    if (fd >= 0) close(fd);
    buf_deinit(&out);
    buf_deinit(&in);
}

void http_answer_deinit(struct http_answer *answer) {
    buf_deinit(&answer->body);
}
