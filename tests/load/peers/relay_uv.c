// The bare limit: a pair relay on libuv over TCP, two bytes of length before each message. "J" and
// the number of the pair joins, everything after that goes to the partner, and the sender gets "A".
// relay_uv PORT
//
// Whoever hangs up takes the process's interest in the pair with them: this serves one measurement.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uv.h>

enum { PAIRS_MAX = 16384, MESSAGE_MAX = 4096, BACKLOG = 4096 };

struct peer {
    uv_tcp_t tcp;
    struct peer *partner;
    int joined;
    uint32_t len; // of what is kept
    char *kept;   // the beginning of a message
    uint32_t pair;
};

// What the socket didn't take at once.
struct rest {
    uv_write_t write;
    char bytes[];
};

static struct peer *waiting[PAIRS_MAX];
static char shared[65536]; // one read at a time

static void on_written(uv_write_t *write, int status) {
    (void)status;
    free(write->data);
}

static void bytes_send(struct peer *to, const char *bytes, uint32_t len) {
    uv_stream_t *stream = (uv_stream_t *)&to->tcp;
    uv_buf_t buf = uv_buf_init((char *)(uintptr_t)bytes, len);
    int sent = uv_try_write(stream, &buf, 1);
    if (sent < 0) sent = 0;
    if ((uint32_t)sent == len) return;
    struct rest *rest = malloc(sizeof *rest + len);
    if (!rest) abort();
    memcpy(rest->bytes, bytes + sent, len - (uint32_t)sent);
    rest->write.data = rest;
    buf = uv_buf_init(rest->bytes, len - (uint32_t)sent);
    uv_write(&rest->write, stream, &buf, 1, on_written);
}

static void peer_join(struct peer *p, const char *message, uint32_t len) {
    char number[16] = "";
    memcpy(number, message + 1, len - 1 < sizeof number - 1 ? len - 1 : sizeof number - 1);
    p->pair = (uint32_t)strtoul(number, NULL, 10) % PAIRS_MAX;
    p->joined = 1;
    p->partner = waiting[p->pair];
    waiting[p->pair] = p->partner ? NULL : p;
    if (p->partner) p->partner->partner = p;
    bytes_send(p, "\0\1J", 3);
}

// A frame as it came is the frame that goes on.
static void frame_take(struct peer *p, const char *frame, uint32_t len) {
    if (!p->joined) {
        if (len > 3) peer_join(p, frame + 2, len - 2);
        return;
    }
    if (p->partner) bytes_send(p->partner, frame, len);
    bytes_send(p, "\0\1A", 3);
}

static uint32_t frames_take(struct peer *p, const char *bytes, uint32_t len) {
    uint32_t at = 0;
    while (len - at >= 2) {
        const uint8_t *b = (const uint8_t *)bytes + at;
        uint32_t frame = ((uint32_t)b[0] << 8 | b[1]) + 2;
        if (len - at < frame) break;
        frame_take(p, bytes + at, frame);
        at += frame;
    }
    return at;
}

static void rest_keep(struct peer *p, const char *bytes, uint32_t len) {
    free(p->kept);
    p->kept = NULL;
    p->len = len;
    if (!len) return;
    p->kept = malloc(len);
    if (!p->kept) abort();
    memcpy(p->kept, bytes, len);
}

static void on_closed(uv_handle_t *handle) {
    struct peer *p = handle->data;
    free(p->kept);
    free(p);
}

static void peer_close(struct peer *p) {
    if (p->partner) p->partner->partner = NULL;
    if (waiting[p->pair] == p) waiting[p->pair] = NULL;
    uv_close((uv_handle_t *)&p->tcp, on_closed);
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
    struct peer *p = handle->data;
    (void)suggested;
    if (p->len) memcpy(shared, p->kept, p->len);
    *buf = uv_buf_init(shared + p->len, (unsigned)(sizeof shared - p->len));
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf) {
    struct peer *p = stream->data;
    (void)buf;
    if (n < 0) {
        peer_close(p);
        return;
    }
    uint32_t len = p->len + (uint32_t)n;
    uint32_t used = frames_take(p, shared, len);
    if (len - used > MESSAGE_MAX)
        peer_close(p);
    else if (p->len || used < len)
        rest_keep(p, shared + used, len - used);
}

static void on_connection(uv_stream_t *listener, int status) {
    struct peer *p = status ? NULL : calloc(1, sizeof *p);
    if (!p) return;
    uv_tcp_init(listener->loop, &p->tcp);
    p->tcp.data = p;
    if (uv_accept(listener, (uv_stream_t *)&p->tcp) != 0) {
        peer_close(p);
        return;
    }
    uv_tcp_nodelay(&p->tcp, 1);
    uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read);
}

int main(int argc, char **argv) {
    struct sockaddr_in address;
    uv_tcp_t listener;
    uv_loop_t *loop = uv_default_loop();
    if (argc != 2 || uv_ip4_addr("127.0.0.1", atoi(argv[1]), &address) != 0) return 2;
    uv_tcp_init(loop, &listener);
    uv_tcp_bind(&listener, (const struct sockaddr *)&address, 0);
    if (uv_listen((uv_stream_t *)&listener, BACKLOG, on_connection) != 0) {
        fprintf(stderr, "port %s can't be listened on\n", argv[1]);
        return 1;
    }
    return uv_run(loop, UV_RUN_DEFAULT);
}
