// libwebsockets on our loop, with a listening socket of ours.
#include "net/listen.h"

#include <stdio.h>
#include <sys/resource.h>

#include "base/log.h"
#include "net/http.h"
#include "net/limits.h"
#include "net/net.h"
#include "net/rate.h"
#include "net/ws.h"

// A line for each bad handshake would let anybody fill the disk.
static const struct settings_rate lines = { .burst = 20, .per_minute = 20 };
static struct bucket lines_left;

static void on_lws_log(int level, const char *line) {
    if (!bucket_take(&lines_left, lines, time_monotonic())) return;
    size_t length = strlen(line);
    char text[200];
    snprintf(text, sizeof text, "%.*s",
             (int)(length && line[length - 1] == '\n' ? length - 1 : length), line);
    if (level == LLL_ERR)
        log_error("libwebsockets", "says", text);
    else
        log_warn("libwebsockets", "says", text);
}

// How many descriptors sockets may use. The soft limit is raised first: 1,024 is what most systems
// give, and a thousand phones want more.
static int descriptors_max(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) return NET_DESCRIPTORS_MAX;
    limit.rlim_cur = limit.rlim_max < NET_DESCRIPTORS_MAX ? limit.rlim_max : NET_DESCRIPTORS_MAX;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    bool few = limit.rlim_cur <= 2 * NET_DESCRIPTORS_RESERVED;
    return (int)(few ? limit.rlim_cur / 2 : limit.rlim_cur - NET_DESCRIPTORS_RESERVED);
}

// No timers of its own: each validity timer sits in one sorted list and makes joins O(N). conn.c
// pings in a sweep.
static const lws_retry_bo_t no_retry = { 0 };

// Both the context and the vhost want to be told; one alone serves plain HTTP without a word.
static uint64_t tls_option(const struct settings *s) {
    return s->tls_cert.len ? LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT : 0;
}

static struct lws_context *context_new(uv_loop_t *loop, struct net *net, const struct settings *s) {
    void *loops[] = { loop };
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS | tls_option(s),
        .foreign_loops = loops,
        .user = net,
        .max_http_header_data = NET_HEADERS_MAX,
        .max_http_header_pool = NET_HEADER_POOL,
        .timeout_secs = (unsigned)s->request_seconds_max,
        .retry_and_idle_policy = &no_retry,
    };
    return lws_create_context(&info);
}

static void protocols_fill(struct lws_protocols protocols[3], const struct settings *s) {
    size_t rx = (size_t)s->rx_buffer_bytes;
    protocols[0] = (struct lws_protocols){ .name = "http",
                                           .callback = http_callback,
                                           .per_session_data_size = sizeof(struct http_session),
                                           .tx_packet_size = NET_WRITE_MAX };
    protocols[1] = (struct lws_protocols){ .name = WS_PROTOCOL,
                                           .callback = ws_callback,
                                           .per_session_data_size = sizeof(struct ws_session),
                                           .rx_buffer_size = rx,
                                           .tx_packet_size = NET_WRITE_MAX };
    protocols[2] = (struct lws_protocols){ 0 };
}

static const char *text_or_null(struct str s) {
    return s.len ? s.ptr : NULL;
}

static struct lws_vhost *vhost_new(struct listener *l, const struct settings *s) {
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .protocols = l->protocols,
        .extensions = NULL, // permessage-deflate stalls the server on messages of 5 kB
        .alpn = "http/1.1", // over h2 a WebSocket never opens
        .keepalive_timeout = NET_KEEPALIVE_SECONDS,
        .timeout_secs_ah_idle = (unsigned)s->request_seconds_max,
        .retry_and_idle_policy = &no_retry,
        .ssl_cert_filepath = text_or_null(s->tls_cert),
        .ssl_private_key_filepath = text_or_null(s->tls_key),
        .options = (l->acceptor.is_ipv6 ? 0 : LWS_SERVER_OPTION_DISABLE_IPV6) | tls_option(s),
    };
    return lws_create_vhost(l->context, &info);
}

void listener_init(struct listener *l) {
    *l = (struct listener){ .acceptor = { .fd = -1 } };
}

enum err listener_open(struct listener *l, uv_loop_t *loop, struct net *net,
                       const struct settings *s) {
    bucket_init(&lines_left, lines, time_monotonic());
    lws_set_log_level(LLL_ERR | LLL_WARN, on_lws_log);
    int descriptors = descriptors_max();
    enum err err = acceptor_open(&l->acceptor, s->bind, s->port);
    if (err) return err;
    l->context = context_new(loop, net, s);
    if (!l->context) return ERR_IO;
    protocols_fill(l->protocols, s);
    l->vhost = vhost_new(l, s);
    if (!l->vhost) return ERR_IO;
    return acceptor_start(&l->acceptor, loop, l->vhost, descriptors);
}

void listener_shut(struct listener *l) {
    acceptor_close(&l->acceptor);
}

void listener_begin_close(struct listener *l) {
    acceptor_close(&l->acceptor);
    if (l->context) lws_context_destroy(l->context);
}

void listener_close(struct listener *l) {
    if (l->context) lws_context_destroy(l->context);
    l->context = NULL;
}
