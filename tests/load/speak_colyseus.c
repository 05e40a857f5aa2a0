// Colyseus: a room is reserved over HTTP, then joined by WebSocket; from there on binary messages
// of a type and a value, both in MessagePack. As its own client does it, with the least that the
// server takes.
#include <stdio.h>

#include "json.h"
#include "load.h"

enum { JOIN_ROOM = 10, ROOM_DATA = 13 };

static bool colyseus_begin(struct run *r, struct client *c) {
    char body[32];
    int len = snprintf(body, sizeof body, "{\"pair\":%u}", c->pair);
    struct link_target target = { .port = r->host.port,
                                  .path = "/matchmake/joinOrCreate/pair",
                                  .headers = "",
                                  .body = str_make(body, (size_t)len) };
    c->address[0] = 0;
    return client_connect(r, c, FRAMING_HTTP, &target);
}

// The answer names process, room and session; the socket goes there.
static bool room_enter(struct run *r, struct client *c, struct str answer) {
    struct str room = json_member(answer, "room");
    struct str where = room.len ? room : answer;
    struct str session = json_text(answer, "sessionId");
    snprintf(c->address, sizeof c->address, "/%.*s/%.*s?sessionId=%.*s",
             STR_ARG(json_text(where, "processId")), STR_ARG(json_text(where, "roomId")),
             STR_ARG(session));
    struct link_target target = { .port = r->host.port, .path = c->address, .headers = "" };
    if (session.len && client_connect(r, c, FRAMING_WEBSOCKET, &target)) return false;
    r->faults.refused++;
    return true;
}

static bool colyseus_opened(struct run *r, struct client *c) {
    (void)r, (void)c; // the server speaks first
    return true;
}

// A text as MessagePack: up to 31 bytes, up to 255, or more.
static struct str text_read(struct str bytes) {
    const uint8_t *b = (const uint8_t *)bytes.ptr;
    uint32_t head = 1, len = 0;
    if (bytes.len > 3 && b[0] == 0xda) head = 3, len = (uint32_t)b[1] << 8 | b[2];
    if (bytes.len > 2 && b[0] == 0xd9) head = 2, len = b[1];
    if (bytes.len > 1 && b[0] >> 5 == 5) len = b[0] & 31;
    return len && head + len <= bytes.len ? str_make(bytes.ptr + head, len) : (struct str){ 0 };
}

// A type of one letter: 'l' a line, 'a' its acknowledgement.
static void hear_data(struct run *r, struct client *c, struct str message) {
    struct str type = text_read(str_make(message.ptr + 1, message.len - 1));
    if (type.len != 1) return;
    if (*type.ptr == 'a') line_accepted(r, c);
    if (*type.ptr == 'l') line_heard(r, c, text_read(str_make(message.ptr + 3, message.len - 3)));
}

static bool colyseus_hear(struct run *r, struct client *c, struct str message) {
    static const char joined[] = { JOIN_ROOM };
    if (!c->address[0]) return room_enter(r, c, message);
    if (message.len && *message.ptr == JOIN_ROOM && !c->joined) {
        client_send(r, c, str_make(joined, sizeof joined), true);
        client_joined(r, c);
    }
    if (message.len > 2 && *message.ptr == ROOM_DATA) hear_data(r, c, message);
    turn_take(r, c);
    return true;
}

static void colyseus_say(struct run *r, struct client *c, struct str text) {
    char message[2100] = { ROOM_DATA,     (char)0xa1, 'l', (char)0xda, (char)(text.len >> 8),
                           (char)text.len };
    memcpy(message + 6, text.ptr, text.len);
    client_send(r, c, str_make(message, text.len + 6), true);
}

const struct speech speech_colyseus = {
    .name = "colyseus",
    .about = "a room for each pair",
    .framing = FRAMING_WEBSOCKET,
    .begin = colyseus_begin,
    .opened = colyseus_opened,
    .hear = colyseus_hear,
    .say = colyseus_say,
};
