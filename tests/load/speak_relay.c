// The bare relays: over TCP with a length before each message, or over WebSocket. "J" and the
// number of the pair joins and is answered with "J"; from then on every message goes to the partner
// as it is, and the sender gets "A".
#include <stdio.h>

#include "load.h"

static bool relay_begin(struct run *r, struct client *c) {
    struct link_target target = { .port = r->host.port, .path = "/", .headers = "" };
    return client_connect(r, c, r->settings.speech->framing, &target);
}

static bool relay_opened(struct run *r, struct client *c) {
    char join[16];
    int len = snprintf(join, sizeof join, "J%u", c->pair);
    client_send(r, c, str_make(join, (size_t)len), false);
    return true;
}

static bool relay_hear(struct run *r, struct client *c, struct str message) {
    if (message.len > 1)
        line_heard(r, c, message);
    else if (message.len == 1 && *message.ptr == 'A')
        line_accepted(r, c);
    else
        client_joined(r, c);
    turn_take(r, c);
    return true;
}

static void relay_say(struct run *r, struct client *c, struct str text) {
    client_send(r, c, text, false);
}

const struct speech speech_tcp = {
    .name = "tcp",
    .about = "a bare relay, two bytes of length before each message",
    .framing = FRAMING_LENGTH,
    .begin = relay_begin,
    .opened = relay_opened,
    .hear = relay_hear,
    .say = relay_say,
};

const struct speech speech_websocket = {
    .name = "websocket",
    .about = "a bare relay over WebSocket",
    .framing = FRAMING_WEBSOCKET,
    .begin = relay_begin,
    .opened = relay_opened,
    .hear = relay_hear,
    .say = relay_say,
};
