// The fake libwebsockets. Its functions keep to what the real ones promise, cuts and joins
// included.
#include "fuzz_lws.h"

#include <stdio.h>

#include "base/check.h"
#include "base/log.h"
#include "protocol/command.h"

static struct net the_net;

struct net *fake_net(void) {
    struct net *net = &the_net;
    const char *why;
    if (net->turn.engine) {
        failures_deinit(&net->failures);
        failures_init(&net->failures, &net->settings, net->turn.now);
        return net;
    }
    log_to(-1);
    settings_init(&net->settings);
    net->settings.public_url = STR("https://coolhead.example");
    net->settings.trusted_proxies.items[net->settings.trusted_proxies.count++] = STR("192.0.2.1");
    failures_init(&net->failures, &net->settings, 0);
    conns_init(&net->conns, &net->settings, contract_new(), &net->turn, &net->failures);
    http_init(&net->http);
    origins_init(&net->origins, &net->settings, 8080);
    struct engine_sink sink = {
        .ctx = &net->conns, .send = conns_send, .wrong_code = conns_wrong_code, .end = conns_end
    };
    CHECK(engine_open(NULL, NULL, NULL, sink, 0, 0, &net->turn.engine, &why) == OK);
    return net;
}

void fake_turn(struct net *net) {
    conns_sweep_marked(&net->conns);
    engine_flush(net->turn.engine);
    engine_drain(net->turn.engine);
    conns_sweep_marked(&net->conns);
}

void fake_header(struct lws *wsi, enum lws_token_indexes token, struct str value) {
    CHECK(wsi->headers_count < FAKE_HEADERS);
    wsi->headers[wsi->headers_count].token = token;
    wsi->headers[wsi->headers_count++].value = value;
}

// ── what libwebsockets would say of the request ──

static struct str header_of(const struct lws *wsi, enum lws_token_indexes token) {
    if (token == WSI_TOKEN_GET_URI && wsi->method == LWSHUMETH_GET) return wsi->path;
    for (int i = 0; i < wsi->headers_count; i++)
        if (wsi->headers[i].token == token) return wsi->headers[i].value;
    return (struct str){ 0 };
}

int lws_hdr_total_length(struct lws *wsi, enum lws_token_indexes token) {
    return (int)header_of(wsi, token).len;
}

static int text_copy(char *room, int size, struct str text) {
    if ((int)text.len >= size) return -1;
    if (text.len) memcpy(room, text.ptr, text.len);
    room[text.len] = '\0';
    return (int)text.len;
}

int lws_hdr_copy(struct lws *wsi, char *room, int size, enum lws_token_indexes token) {
    return text_copy(room, size, header_of(wsi, token));
}

int lws_hdr_copy_fragment(struct lws *wsi, char *room, int size, enum lws_token_indexes token,
                          int fragment) {
    CHECK(token == WSI_TOKEN_HTTP_URI_ARGS);
    return fragment < wsi->query_count ? text_copy(room, size, wsi->query[fragment]) : -1;
}

int lws_http_get_uri_and_method(struct lws *wsi, char **uri, int *length) {
    *uri = (char *)(uintptr_t)wsi->path.ptr;
    *length = (int)wsi->path.len;
    return wsi->method;
}

const char *lws_get_peer_simple(struct lws *wsi, char *room, size_t size) {
    text_copy(room, (int)size, wsi->peer);
    return room;
}

struct lws_context *lws_get_context(const struct lws *wsi) {
    return (struct lws_context *)(uintptr_t)wsi;
}

void *lws_context_user(struct lws_context *context) {
    return ((struct lws *)(void *)context)->net;
}

// ── what is done to the socket ──

int lws_write(struct lws *wsi, unsigned char *bytes, size_t len, enum lws_write_protocol how) {
    if (how != LWS_WRITE_PING) buf_append(&wsi->written, bytes, len);
    return (int)len;
}

int lws_callback_on_writable(struct lws *wsi) {
    (void)wsi;
    return 1;
}

int lws_partial_buffered(struct lws *wsi) {
    (void)wsi;
    return 0;
}

int lws_rx_flow_control(struct lws *wsi, int enable) {
    (void)wsi, (void)enable;
    return 0;
}

void lws_set_timeout(struct lws *wsi, enum pending_timeout reason, int seconds) {
    (void)wsi, (void)reason, (void)seconds;
}

int lws_http_transaction_completed(struct lws *wsi) {
    (void)wsi;
    return 0;
}

lws_sockfd_type lws_get_socket_fd(struct lws *wsi) {
    (void)wsi;
    return -1;
}

void lws_close_reason(struct lws *wsi, enum lws_close_status status, unsigned char *text,
                      size_t len) {
    (void)text;
    buf_printf(&wsi->written, "close %d %zu", (int)status, len);
}

int lws_frame_is_binary(struct lws *wsi) {
    return wsi->binary;
}

int lws_is_final_fragment(struct lws *wsi) {
    return !wsi->partial;
}

size_t lws_remaining_packet_payload(struct lws *wsi) {
    (void)wsi;
    return 0;
}
