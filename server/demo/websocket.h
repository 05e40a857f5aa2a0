// A WebSocket client on a non-blocking socket: RFC 6455 without extensions, over plain TCP.
//
// The caller polls websocket_fd for websocket_wants, hands what poll said to websocket_ready, then
// takes messages with websocket_next until there are none. Nothing blocks and nothing calls back.
// Pings are answered, a close is answered, by websocket_next itself.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "demo/address.h"

struct websocket;

enum websocket_state {
    WEBSOCKET_OPENING, // TCP or the upgrade is under way
    WEBSOCKET_OPEN,
    WEBSOCKET_CLOSING, // a close frame went out; its answer is awaited
    WEBSOCKET_CLOSED,  // over; websocket_why says why. Only websocket_free is left
};

// Begins to connect; a failure shows as WEBSOCKET_CLOSED. protocol: the sub-protocol to ask for.
// cookie: the value of a Cookie header, empty for none. Both are copied.
struct websocket *websocket_new(const struct address *address, const char *protocol,
                                struct str cookie);
void websocket_free(struct websocket *w); // hangs up without a word if it is still open

int websocket_fd(const struct websocket *w); // -1 once it is closed
short websocket_wants(const struct websocket *w);
enum websocket_state websocket_state(const struct websocket *w);
const char *websocket_why(const struct websocket *w); // one sentence; lives as long as `w`

// Reads and writes as far as the socket goes without waiting. revents: what poll said.
void websocket_ready(struct websocket *w, short revents);

// The next whole text message; borrowed until the next call on `w`. False: none is here yet.
bool websocket_next(struct websocket *w, struct str *text);

// Queues one text message and writes what the socket takes. It is dropped unless the state is OPEN:
// whoever resumes sends again.
void websocket_send(struct websocket *w, struct str text);

// Says goodbye (1000). The server's answer, or the end of the socket, makes it CLOSED.
void websocket_close(struct websocket *w);
