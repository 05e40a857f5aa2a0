// WebSockets as libwebsockets tells of them. What it would let through by itself (another version,
// no sub-protocol, h2c, any origin) is refused here, before the upgrade.
#include "net/ws.h"

#include "base/utf8.h"
#include "engine/ask.h"
#include "net/headers.h"
#include "net/limits.h"
#include "net/net.h"

static struct net *net_of(struct lws *wsi) {
    return lws_context_user(lws_get_context(wsi));
}

static int on_established(struct lws *wsi, struct ws_session *session) {
    struct net *net = net_of(wsi);
    char address[NET_ADDRESS_MAX], room[NET_COOKIE_MAX];
    address_read(wsi, &net->settings, address, sizeof address);
    turn_begin(&net->turn);
    uint32_t trainer = 0;
    struct str token = http_cookie(wsi, room);
    if (token.len) trainer = engine_trainer_of(net->turn.engine, token);
    session->conn = conn_open(&net->conns, wsi, trainer, failures_key(address));
    return 0;
}

static int on_receive(struct lws *wsi, struct conn *c, const char *bytes, size_t len) {
    bool last = lws_is_final_fragment(wsi) && !lws_remaining_packet_payload(wsi);
    if (lws_frame_is_binary(wsi))
        conn_end(c, LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE);
    else
        conn_receive(c, str_make(bytes, len), last);
    return 0;
}

// What a peer may say in its close frame (RFC 6455, 5.5.1 and 7.4): nothing, or a code that is free
// or known, and a reason in UTF-8.
static bool goodbye_is_right(const unsigned char *payload, size_t len) {
    if (len == 0) return true;
    if (len == 1) return false;
    int code = payload[0] << 8 | payload[1];
    bool known = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
    bool right = known || (code >= 3000 && code <= 4999);
    return right && utf8_is_valid(str_make((const char *)payload + 2, len - 2));
}

// libwebsockets answers with what came, which would be wrong twice.
static int on_leaving(struct conn *c, const void *payload, size_t len) {
    if (!goodbye_is_right(payload, len)) return conn_protest(c), -1;
    return conn_leaving(c) ? 0 : -1;
}

static int on_closed(struct ws_session *session) {
    if (session->conn) conn_closed(session->conn);
    session->conn = NULL;
    return 0;
}

int ws_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                size_t len) {
    struct ws_session *session = user;
    struct conn *conn = session ? session->conn : NULL;
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED: return on_established(wsi, session);
    case LWS_CALLBACK_RECEIVE: return on_receive(wsi, conn, in, len);
    case LWS_CALLBACK_RECEIVE_PONG: return conn_heard(conn), 0;
    case LWS_CALLBACK_SERVER_WRITEABLE: return conn_write_one(conn) ? 0 : -1;
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: return on_leaving(conn, in, len);
    case LWS_CALLBACK_CLOSED: return on_closed(session);
    default: return 0;
    }
}

// ---- who may upgrade

static bool version_is_right(struct lws *wsi) {
    char room[8];
    struct str version;
    return header_read(wsi, WSI_TOKEN_VERSION, room, sizeof room, &version) == HEADER_PRESENT &&
           str_eq(version, STR("13"));
}

static bool protocol_is_right(struct lws *wsi) {
    char room[120];
    struct str list;
    return header_read(wsi, WSI_TOKEN_PROTOCOL, room, sizeof room, &list) == HEADER_PRESENT &&
           header_list_has(list, STR(WS_PROTOCOL));
}

// 16 bytes in base64: 22 symbols, of which the last bears two bits, and two signs of equality.
static bool key_is_right(struct lws *wsi) {
    static const char symbols[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char room[32];
    struct str key;
    return header_read(wsi, WSI_TOKEN_KEY, room, sizeof room, &key) == HEADER_PRESENT &&
           key.len == 24 && strspn(room, symbols) == 22 && strchr("AQgw", room[21]) &&
           strcmp(room + 22, "==") == 0;
}

static bool http_is_right(struct lws *wsi) {
    char room[16];
    struct str version;
    return header_read(wsi, WSI_TOKEN_HTTP, room, sizeof room, &version) == HEADER_PRESENT &&
           str_eq(version, STR("HTTP/1.1"));
}

static bool path_is_right(struct lws *wsi) {
    char room[8];
    struct str path;
    return header_read(wsi, WSI_TOKEN_GET_URI, room, sizeof room, &path) == HEADER_PRESENT &&
           str_eq(path, STR("/ws"));
}

int ws_confirm(struct net *net, struct lws *wsi, const char *what) {
    // For any other word libwebsockets has answered already, and asks all the same.
    if (strcasecmp(what, "websocket") != 0 && strcasecmp(what, "h2c") != 0) return -1;
    if (strcasecmp(what, "websocket") != 0)
        return http_refuse(wsi, 400, "Only upgrades to websocket are possible here.");
    if (!path_is_right(wsi)) return http_refuse(wsi, 404, "The WebSocket is at /ws.");
    if (!http_host_is_ours(net, wsi))
        return http_refuse(wsi, 421, "This server isn't known by that name.");
    if (!http_origin_is_ours(net, wsi))
        return http_refuse(wsi, 403, "Pages of that origin may not connect here.");
    if (!http_is_right(wsi)) return http_refuse(wsi, 426, "A WebSocket begins with HTTP/1.1.");
    if (!version_is_right(wsi))
        return http_refuse(wsi, 426, "Only WebSocket version 13 is spoken here.");
    if (!key_is_right(wsi))
        return http_refuse(wsi, 400, "Sec-WebSocket-Key must be 16 bytes in base64.");
    if (!protocol_is_right(wsi))
        return http_refuse(wsi, 400, "Ask for the sub-protocol " WS_PROTOCOL ".");
    if (net->stopping)
        return http_refuse(wsi, 503, "The server is stopping. Try again in a moment.");
    return 0;
}
