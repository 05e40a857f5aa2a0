// One connection to a server, with the framing that its protocol wants: messages out, messages in.
//
// Sockets are non-blocking; the caller polls them and says when there is something. A link never
// allocates while messages are whole: only what a read cut in two, and what a socket would not
// take, is kept.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum framing {
    FRAMING_LENGTH,    // two bytes of length, big-endian, before each message
    FRAMING_WEBSOCKET, // RFC 6455; begins with an upgrade
    FRAMING_HTTP,      // one request, one answer with a Content-Length: that is the message
};

enum link_state { LINK_CLOSED, LINK_OPENING, LINK_OPEN };

struct link {
    int fd; // of a link that isn't closed
    enum framing framing;
    enum link_state state;
    uint32_t wants; // what epoll was told
    struct buf in;  // the beginning of a message whose rest hasn't come
    struct buf out; // what the socket hasn't taken
};

struct link_target {
    uint16_t port;       // on 127.0.0.1
    const char *path;    // of the upgrade, or of the request
    const char *headers; // more lines for it, each with its end; "" for none
    struct str body;     // of the request: it is POSTed as JSON
};

// Gets each message of a link. Returns false when the link was closed or opened anew meanwhile.
struct link_ear {
    bool (*hear)(void *to, struct str message);
    bool (*opened)(void *to);
    void *to;
};

// Connects; `epoll` tells `to` when there is something. False: no socket could be had.
bool link_open(struct link *l, int epoll, void *to, enum framing framing,
               const struct link_target *target);

// Ends it at once, with a reset: thousands of sockets that linger would use up the ports.
void link_close(struct link *l);
void link_deinit(struct link *l);

void link_send(struct link *l, int epoll, void *to, struct str message, bool binary);

// Reads and writes what can be. False: the link has ended (LINK_CLOSED), or the ear said so.
bool link_ready(struct link *l, int epoll, uint32_t events, const struct link_ear *ear);
