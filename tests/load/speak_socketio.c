// socket.io, over its WebSocket transport: engine.io's packet type, then socket.io's, then JSON.
// Joining and lines want an acknowledgement, which the library has built in: "420[...]" is answered
// with "430[...]".
#include <stdio.h>

#include "load.h"

static bool socketio_begin(struct run *r, struct client *c) {
    struct link_target target = { .port = r->host.port,
                                  .path = "/socket.io/?EIO=4&transport=websocket",
                                  .headers = "" };
    return client_connect(r, c, FRAMING_WEBSOCKET, &target);
}

static bool socketio_opened(struct run *r, struct client *c) {
    (void)r, (void)c; // the server speaks first
    return true;
}

static void socketio_join(struct run *r, struct client *c) {
    char join[32];
    int len = snprintf(join, sizeof join, "420[\"join\",%u]", c->pair);
    client_send(r, c, str_make(join, (size_t)len), false);
}

static void hear_line(struct run *r, struct client *c, struct str packet) {
    struct str array = str_make(packet.ptr + 2, packet.len - 2), item;
    static const char before[] = "[\"line\",\"";
    if (!str_starts_with(array, STR("[\"line\",\""))) return;
    item = str_make(array.ptr + sizeof before - 1, array.len - (sizeof before - 1) - 2);
    line_heard(r, c, item);
}

static bool socketio_hear(struct run *r, struct client *c, struct str packet) {
    if (str_eq(packet, STR("2"))) client_send(r, c, STR("3"), false); // engine.io's own ping
    if (str_starts_with(packet, STR("0{"))) client_send(r, c, STR("40"), false);
    if (str_starts_with(packet, STR("40"))) socketio_join(r, c);
    if (str_starts_with(packet, STR("42"))) hear_line(r, c, packet);
    if (str_starts_with(packet, STR("43")) && c->joined) line_accepted(r, c);
    if (str_starts_with(packet, STR("43")) && !c->joined) client_joined(r, c);
    turn_take(r, c);
    return true;
}

static void socketio_say(struct run *r, struct client *c, struct str text) {
    char packet[2100];
    int len = snprintf(packet, sizeof packet, "420[\"line\",\"%.*s\"]", STR_ARG(text));
    client_send(r, c, str_make(packet, (size_t)len), false);
}

const struct speech speech_socketio = {
    .name = "socket.io",
    .about = "engine.io 4 and socket.io 5, WebSocket only",
    .framing = FRAMING_WEBSOCKET,
    .begin = socketio_begin,
    .opened = socketio_opened,
    .hear = socketio_hear,
    .say = socketio_say,
};
