// The same relay on libwebsockets over libuv, written directly: "J" and the number of the pair
// joins, everything after that goes to the partner, and the sender gets "A".   relay_lws PORT
//
// Buffers and options are those of our own server (server/net/listen.c), so that what is left is
// the difference of the two. A message that the kernel does not take is buffered by libwebsockets
// itself; a measurement has no reader that never reads.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libwebsockets.h>
#include <uv.h>

enum { PAIRS_MAX = 16384, MESSAGE_MAX = 4096, RX_BUFFER = 1024, DESCRIPTORS = 20000 };

struct peer {
    struct lws *wsi, *partner;
    uint32_t pair, len;
    int joined;
    char *kept; // pieces of a message
};

static struct lws *waiting[PAIRS_MAX];

static void text_send(struct lws *to, const char *text, size_t len) {
    unsigned char frame[LWS_PRE + MESSAGE_MAX];
    memcpy(frame + LWS_PRE, text, len);
    lws_write(to, frame + LWS_PRE, len, LWS_WRITE_TEXT);
}

static void peer_join(struct peer *p, const char *message, size_t len) {
    char number[16] = "";
    memcpy(number, message + 1, len - 1 < sizeof number - 1 ? len - 1 : sizeof number - 1);
    p->pair = (uint32_t)strtoul(number, NULL, 10) % PAIRS_MAX;
    p->joined = 1;
    p->partner = waiting[p->pair];
    waiting[p->pair] = p->partner ? NULL : p->wsi;
    if (p->partner) ((struct peer *)lws_wsi_user(p->partner))->partner = p->wsi;
    text_send(p->wsi, "J", 1);
}

static void message_take(struct peer *p, const char *message, size_t len) {
    if (!p->joined) {
        if (len > 1) peer_join(p, message, len);
        return;
    }
    if (p->partner) text_send(p->partner, message, len);
    text_send(p->wsi, "A", 1);
}

// Most messages come whole; pieces are put together. False: too long.
static int piece_take(struct peer *p, const char *bytes, size_t len) {
    int whole = lws_is_final_fragment(p->wsi) && !lws_remaining_packet_payload(p->wsi);
    if (p->len + len > MESSAGE_MAX) return 0;
    if (whole && !p->len) {
        message_take(p, bytes, len);
        return 1;
    }
    p->kept = realloc(p->kept, p->len + len + 1);
    if (!p->kept) return 0;
    memcpy(p->kept + p->len, bytes, len);
    p->len += (uint32_t)len;
    if (!whole) return 1;
    message_take(p, p->kept, p->len);
    free(p->kept);
    p->kept = NULL;
    p->len = 0;
    return 1;
}

static void peer_gone(struct peer *p) {
    if (p->partner) ((struct peer *)lws_wsi_user(p->partner))->partner = NULL;
    if (waiting[p->pair] == p->wsi) waiting[p->pair] = NULL;
    free(p->kept);
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                    size_t len) {
    struct peer *p = user;
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED: p->wsi = wsi; return 0;
    case LWS_CALLBACK_RECEIVE: return piece_take(p, in, len) ? 0 : -1;
    case LWS_CALLBACK_CLOSED: peer_gone(p); return 0;
    default: return lws_callback_http_dummy(wsi, reason, user, in, len);
    }
}

static const struct lws_protocols protocols[] = {
    { .name = "relay",
      .callback = on_event,
      .per_session_data_size = sizeof(struct peer),
      .rx_buffer_size = RX_BUFFER },
    { 0 },
};

static const lws_retry_bo_t no_retry = { 0 };

int main(int argc, char **argv) {
    uv_loop_t *loop = uv_default_loop();
    void *loops[] = { loop };
    if (argc != 2) return 2;
    struct lws_context_creation_info info = {
        .port = atoi(argv[1]),
        .iface = "127.0.0.1",
        .protocols = protocols,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_VALIDATE_UTF8,
        .foreign_loops = loops,
        .fd_limit_per_thread = DESCRIPTORS,
        .max_http_header_data = 4096,
        .max_http_header_pool = 2048,
        .retry_and_idle_policy = &no_retry,
    };
    lws_set_log_level(LLL_ERR, NULL);
    struct lws_context *context = lws_create_context(&info);
    if (!context) {
        fprintf(stderr, "port %s can't be listened on\n", argv[1]);
        return 1;
    }
    return uv_run(loop, UV_RUN_DEFAULT);
}
