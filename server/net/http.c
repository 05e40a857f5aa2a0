// Requests. Written for HTTP/1.1 only: ALPN is pinned to it and h2c is refused.
//
// While a question is with the engine its socket isn't read, since libwebsockets would otherwise
// spin on whatever the client sends next.
#include "net/http.h"

#include <stdlib.h>

#include "base/check.h"
#include "net/api.h"
#include "net/assets.h"
#include "net/headers.h"
#include "net/limits.h"
#include "net/net.h"
#include "net/request.h"
#include "net/ws.h"

#define COOKIE_NAME "coolhead"

// A trainer's day, and the evening's review. The engine may end a session earlier.
#define COOKIE_SECONDS (16 * 60 * 60)

void http_init(struct http *h) {
    *h = (struct http){ .next_id = 1 };
}

void http_deinit(struct http *h) {
    CHECK(h->by_id.count == 0);
    map_deinit(&h->by_id);
    buf_deinit(&h->scratch);
}

static struct net *net_of(struct lws *wsi) {
    return lws_context_user(lws_get_context(wsi));
}

// ---- what came

bool http_host_is_ours(struct net *net, struct lws *wsi) {
    char room[NET_HOST_MAX];
    struct str host;
    return header_read(wsi, WSI_TOKEN_HOST, room, sizeof room, &host) == HEADER_PRESENT &&
           origins_allow_host(&net->origins, host);
}

bool http_origin_is_ours(struct net *net, struct lws *wsi) {
    char room[NET_ORIGIN_MAX];
    struct str origin;
    return header_read(wsi, WSI_TOKEN_ORIGIN, room, sizeof room, &origin) == HEADER_PRESENT &&
           origins_allow(&net->origins, origin);
}

struct str http_cookie(struct lws *wsi, char *room) {
    struct str cookies;
    header_read(wsi, WSI_TOKEN_HTTP_COOKIE, room, NET_COOKIE_MAX, &cookies);
    struct str token = cookie_find(cookies, STR(COOKIE_NAME));
    return token.len < NET_TOKEN_MAX ? token : (struct str){ 0 };
}

static bool type_is_json(struct lws *wsi) {
    char room[64];
    struct str type;
    header_read(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, room, sizeof room, &type);
    return str_eq(str_cut(&type, ';'), STR("application/json"));
}

// The declared length of a body; -1 when it isn't a plain number.
static int64_t body_length(struct lws *wsi) {
    char room[16];
    struct str text;
    int64_t length;
    if (header_read(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH, room, sizeof room, &text) != HEADER_PRESENT)
        return -1;
    return str_to_i64(text, &length) ? length : -1;
}

static struct request *request_new(struct net *net, struct lws *wsi) {
    struct request *r = calloc(1, sizeof *r);
    CHECK(r);
    char address[NET_ADDRESS_MAX], room[NET_COOKIE_MAX];
    r->id = net->http.next_id++;
    r->began = turn_begin(&net->turn);
    r->net = net;
    r->wsi = wsi;
    r->ask = -1;
    address_read(wsi, &net->settings, address, sizeof address);
    r->address = failures_key(address);
    buf_append_str(&r->token, http_cookie(wsi, room));
    map_put(&net->http.by_id, r->id, r);
    return r;
}

static void request_free(struct http_session *session) {
    struct request *r = session ? session->request : NULL;
    if (!r) return;
    session->request = NULL;
    map_remove(&r->net->http.by_id, r->id);
    buf_deinit(&r->token);
    buf_deinit(&r->body);
    buf_deinit(&r->head_text);
    buf_deinit(&r->owned);
    free(r);
}

// ---- what goes out

static const char *reason_of(int status) {
    switch (status) {
    case 200: return "OK";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    default: return status < 500 ? "Refused" : "Failed";
    }
}

// What every answer says about itself. Scripts and styles come from files of ours only; the one
// policy that Svelte may ask for is named, so that its runtime starts even where no template needs
// it.
static const char security_headers[] =
    "Content-Security-Policy: default-src 'none'; "
    "script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

static void head_begin(struct buf *head, int status, const char *type, uint32_t length) {
    buf_reset(head);
    buf_printf(head, "HTTP/1.1 %d %s\r\n", status, reason_of(status));
    if (type) buf_printf(head, "Content-Type: %s\r\n", type);
    if (status != 304) buf_printf(head, "Content-Length: %u\r\n", length);
    buf_append_str(head, str_from(security_headers));
}

static bool write_all(struct lws *wsi, struct buf *scratch, struct str bytes,
                      enum lws_write_protocol how) {
    buf_reset(scratch);
    char *at = buf_reserve(scratch, LWS_PRE + bytes.len) + LWS_PRE;
    memcpy(at, bytes.ptr, bytes.len);
    return lws_write(wsi, (unsigned char *)at, bytes.len, how) >= (int)bytes.len;
}

int http_refuse(struct lws *wsi, int status, const char *sentence) {
    struct buf text = { 0 };
    head_begin(&text, status, "text/plain; charset=utf-8", (uint32_t)strlen(sentence) + 1);
    if (status == 426) buf_append_lit(&text, "Sec-WebSocket-Version: 13\r\n");
    buf_printf(&text, "Cache-Control: no-store\r\nConnection: close\r\n\r\n%s\n", sentence);
    write_all(wsi, &net_of(wsi)->http.scratch, buf_str(&text), LWS_WRITE_HTTP_HEADERS);
    buf_deinit(&text);
    return -1;
}

// The answer is complete: its head goes out with the first WRITEABLE, the body follows.
static void request_answered(struct request *r) {
    r->state = REQUEST_ANSWERED;
    lws_rx_flow_control(r->wsi, 1);
    lws_callback_on_writable(r->wsi);
}

static void request_finish(struct request *r) {
    buf_append_lit(&r->head_text, "\r\n");
    if (r->head) r->answer.len = 0;
    struct guesser who = { .request = true, .id = r->id };
    bool held = r->failed && !failures_add(&r->net->failures, r->address, who, 0, r->net->turn.now);
    if (!held) request_answered(r);
}

static bool is_https(const struct settings *s) {
    return s->tls_cert.len || str_starts_with(s->public_url, STR("https://"));
}

static void head_cookie(struct request *r, struct str cookie) {
    bool clear = str_eq(cookie, STR("-"));
    buf_printf(&r->head_text,
               "Set-Cookie: " COOKIE_NAME
               "=%.*s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s\r\n",
               clear ? 0 : (int)cookie.len, cookie.ptr, clear ? 0 : COOKIE_SECONDS,
               is_https(&r->net->settings) ? "; Secure" : "");
}

void request_answer_json(struct request *r, int status, struct str json, struct str cookie) {
    buf_append_str(&r->owned, json);
    r->answer = buf_str(&r->owned);
    head_begin(&r->head_text, status, "application/json", json.len);
    buf_append_lit(&r->head_text, "Cache-Control: no-store\r\n");
    if (cookie.len) head_cookie(r, cookie);
    request_finish(r);
}

void request_answer_text(struct request *r, int status, const char *sentence) {
    buf_printf(&r->owned, "%s\n", sentence);
    r->answer = buf_str(&r->owned);
    head_begin(&r->head_text, status, "text/plain; charset=utf-8", r->answer.len);
    buf_append_lit(&r->head_text, "Cache-Control: no-store\r\n");
    request_finish(r);
}

static const char *asset_pick(struct request *r, const struct asset *asset) {
    char room[256];
    struct str accept;
    header_read(r->wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, room, sizeof room, &accept);
    switch (asset_choose(asset, accept)) {
    case ASSET_BROTLI: r->answer = asset->brotli; return "Content-Encoding: br\r\n";
    case ASSET_GZIP: r->answer = asset->gzip; return "Content-Encoding: gzip\r\n";
    default: r->answer = asset->raw; return "";
    }
}

static bool etag_matches(struct request *r, const struct asset *asset) {
    char room[128];
    struct str tags;
    header_read(r->wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, room, sizeof room, &tags);
    return header_list_has(tags, str_from(asset->etag));
}

void request_answer_asset(struct request *r, int status, const struct asset *asset) {
    const char *coding = asset_pick(r, asset);
    if (etag_matches(r, asset)) {
        status = 304;
        r->answer = (struct str){ 0 };
    }
    head_begin(&r->head_text, status, asset->type, r->answer.len);
    buf_printf(&r->head_text, "%sETag: %s\r\nVary: Accept-Encoding\r\nCache-Control: %s\r\n",
               coding, asset->etag,
               asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    request_finish(r);
}

// One lws_write per WRITEABLE: the head, then the body in chunks.
static int request_write(struct http_session *session) {
    struct request *r = session->request;
    if (!r || r->state != REQUEST_ANSWERED) return 0;
    struct buf *scratch = &r->net->http.scratch;
    if (r->head_text.len) {
        if (!write_all(r->wsi, scratch, buf_str(&r->head_text), LWS_WRITE_HTTP_HEADERS)) return -1;
        buf_reset(&r->head_text);
    } else {
        uint32_t left = r->answer.len - r->sent;
        struct str chunk = { r->answer.ptr + r->sent, left < NET_CHUNK ? left : NET_CHUNK };
        if (!write_all(r->wsi, scratch, chunk, LWS_WRITE_HTTP)) return -1;
        r->sent += chunk.len;
    }
    lws_set_timeout(r->wsi, PENDING_TIMEOUT_HTTP_CONTENT, NET_KEEPALIVE_SECONDS);
    if (r->sent < r->answer.len) return lws_callback_on_writable(r->wsi) < 0 ? -1 : 0;
    struct lws *wsi = r->wsi;
    request_free(session);
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

void http_release(struct net *net, uint64_t id) {
    struct request *r = map_get(&net->http.by_id, id);
    if (r) request_answered(r);
}

// ---- the way through

static void request_ask(struct request *r) {
    lws_rx_flow_control(r->wsi, 0);
    lws_set_timeout(r->wsi, NO_PENDING_TIMEOUT, 0); // the engine answers every question
    api_ask(r);
}

static void request_get(struct request *r, struct str path) {
    const struct asset *asset = asset_find(path);
    bool change;
    r->ask = api_find(path, &change);
    if (asset) {
        request_answer_asset(r, 200, asset);
    } else if (str_eq(path, STR("/healthz"))) {
        turn_begin(&r->net->turn);
        api_health(r);
    } else if (str_eq(path, STR("/ws"))) {
        request_answer_text(r, 426, "This address speaks WebSocket: connect with " WS_PROTOCOL ".");
    } else if (r->ask < 0) {
        request_answer_text(
            r, 404, "There is nothing at this address. To join a class, go to the start page: /");
    } else if (change) {
        request_answer_text(r, 405, "Changes are made with POST.");
    } else {
        api_query(r);
        request_ask(r);
    }
}

// Everything about a POST that can be judged by its headers. 0: its body is awaited.
static int post_refuse(struct net *net, struct lws *wsi, int ask) {
    int64_t length = body_length(wsi);
    if (!http_origin_is_ours(net, wsi))
        return http_refuse(wsi, 403, "Pages of that origin may not do this.");
    if (ask < 0) return http_refuse(wsi, 404, "There is nothing to POST to at this address.");
    if (!type_is_json(wsi)) return http_refuse(wsi, 415, "Send application/json.");
    if (length < 0) return http_refuse(wsi, 411, "Send a Content-Length.");
    if (length > NET_BODY_MAX) return http_refuse(wsi, 413, "That is too long: at most 16 KiB.");
    return 0;
}

static int on_post(struct http_session *session, struct lws *wsi, struct str path) {
    struct net *net = net_of(wsi);
    bool change;
    int ask = api_find(path, &change);
    if (post_refuse(net, wsi, ask)) return -1;
    session->request = request_new(net, wsi);
    session->request->ask = ask;
    return 0;
}

static int on_request(struct http_session *session, struct lws *wsi) {
    struct net *net = net_of(wsi);
    char *uri = NULL;
    int length = 0;
    int method = lws_http_get_uri_and_method(wsi, &uri, &length);
    struct str path = str_make(uri, length > 0 ? (size_t)length : 0);
    request_free(session);
    if (!http_host_is_ours(net, wsi))
        return http_refuse(wsi, 421, "This server isn't known by that name.");
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0)
        return http_refuse(wsi, 411, "Send a Content-Length.");
    if (method == LWSHUMETH_POST) return on_post(session, wsi, path);
    if (method != LWSHUMETH_GET && method != LWSHUMETH_HEAD)
        return http_refuse(wsi, 405, "Only GET, HEAD and POST are understood here.");
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) > 0 && body_length(wsi) != 0)
        return http_refuse(wsi, 400, "A GET has no body.");
    session->request = request_new(net, wsi);
    session->request->head = method == LWSHUMETH_HEAD;
    request_get(session->request, path);
    return 0;
}

static int on_body(struct http_session *session, const char *bytes, size_t len) {
    struct request *r = session->request;
    if (!r || r->body.len + len > NET_BODY_MAX) return -1;
    // libwebsockets' timer starts anew with each byte.
    ms now = turn_begin(&r->net->turn), time_max = r->net->settings.request_seconds_max * MS_SECOND;
    if (now - r->began > time_max) return -1;
    buf_append(&r->body, bytes, len);
    return 0;
}

// Comes again, for nothing, when bytes of a next request follow the body.
static int on_body_complete(struct http_session *session) {
    struct request *r = session->request;
    if (!r || r->state != REQUEST_BODY) return -1;
    request_ask(r);
    return 0;
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                  size_t len) {
    struct http_session *session = user;
    switch (reason) {
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return ws_confirm(net_of(wsi), wsi, in);
    case LWS_CALLBACK_HTTP: return on_request(session, wsi);
    case LWS_CALLBACK_HTTP_BODY: return on_body(session, in, len);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION: return on_body_complete(session);
    case LWS_CALLBACK_HTTP_WRITEABLE: return request_write(session);
    case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
    case LWS_CALLBACK_CLOSED_HTTP: return request_free(session), 0;
    // CONNECT, and whatever else isn't HTTP.
    case LWS_CALLBACK_RAW_ADOPT:
    case LWS_CALLBACK_RAW_RX: return -1;
    default: return 0;
    }
}
