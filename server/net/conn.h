// Connections: the bytes of WebSockets. What they mean is gate.h's and the engine's.
//
// Everything elsewhere holds connection ids, which are never used twice; `struct lws` doesn't leave
// this file and ws.c. A connection goes through three states:
//
//   open    known to the engine
//   ending  the engine has forgotten it; what is queued still goes out, then the close frame, and
//           what comes in is read but doesn't count until the peer has answered that
//   dead    its socket is shut; libwebsockets is about to say so
//
// Publishing only marks; marked connections are swept at the end of the turn, before the flush, so
// that the engine hears of them where it may act.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "base/map.h"
#include "base/str.h"
#include "net/failures.h"
#include "net/inbox.h"
#include "net/outbox.h"
#include "net/rate.h"
#include "net/settings.h"
#include "net/turn.h"

struct lws;
struct contract;

enum conn_state { CONN_OPEN, CONN_ENDING, CONN_DEAD };

struct conn {
    uint64_t id;
    struct conns *home;
    struct lws *wsi;
    struct outbox outbox;
    enum conn_state state;
    uint32_t unsent; // bytes of the last direct write while libwebsockets still holds some of them
    bool guessed_wrong;  // a join failed and its refusal is held until failures names it
    bool close_sent;     // or the close frame isn't to be sent any more
    uint16_t close_code; // sent when it ends

    struct inbox inbox;
    struct list in_all;    // conns.all
    struct list in_marked; // conns.marked, while it waits for the sweep

    ms heard;       // when a message or a pong last came
    ms ponged;      // when a pong last came: it reads what it is sent
    ms pinged;      // when it was last pinged, if that was after `ponged`
    ms ends_by;     // ending: when it is cut all the same
    ms muted_until; // its socket isn't read until then; 0: it is

    uint64_t taken;         // bytes of messages that came
    uint64_t taken_then;    // the same, and all bytes that its kernel had counted, when the sweep
    uint64_t received_then; // last looked

    struct rate rate;
    uint64_t address;   // failures_key of where it comes from
    bool vouches;       // it is a trainer's: failures_vouch
    struct buf refusal; // the text that is held, once the engine has sent it
};

// All connections of a server.
struct conns {
    const struct settings *settings; // borrowed, as are the next three
    const struct contract *contract;
    struct turn *turn;
    struct failures *failures;
    struct map by_id; // open ones
    struct list all;
    struct list marked;
    uint64_t next_id;
    uint64_t sweeps;
    struct buf scratch; // a frame on its way out, behind libwebsockets' room for a header
};

void conns_init(struct conns *cs, const struct settings *settings, const struct contract *contract,
                struct turn *turn, struct failures *failures);
void conns_deinit(struct conns *cs); // after the last conn_closed

// A socket whose upgrade was admitted. trainer: the account that its cookie proves, 0 for none.
// Lives until conn_closed.
struct conn *conn_open(struct conns *cs, struct lws *wsi, uint32_t trainer, uint64_t address);

// The next piece of a message.
void conn_receive(struct conn *c, struct str piece, bool last);

// A pong came.
void conn_heard(struct conn *c);

// The socket takes bytes again: writes one frame. False: it can't be written to any more.
bool conn_write_one(struct conn *c);

// A close frame came: nothing more may be written. False: it was the answer to ours, the socket can
// go.
bool conn_leaving(struct conn *c);

// A close frame came that isn't one: says 1002. The socket can go.
void conn_protest(struct conn *c);

// libwebsockets has closed the socket. Frees.
void conn_closed(struct conn *c);

// The engine's sink: its functions with a struct conns as ctx.
uint32_t conns_send(void *ctx, uint64_t id, struct str text);
void conns_wrong_code(void *ctx, uint64_t id);
void conns_end(void *ctx, uint64_t id);

// The time of a held refusal has come.
void conns_release(struct conns *cs, uint64_t id);

// Lets go of a connection: it is told with `code` once all that is queued has gone out. Any time.
void conn_end(struct conn *c, uint16_t code);

// End of each turn, before the flush.
void conns_sweep_marked(struct conns *cs);

// Once a second: pings, and cuts who is silent, stalled or never ends a message.
void conns_sweep(struct conns *cs);

// Tells everybody that the server goes away.
void conns_end_all(struct conns *cs);
bool conns_is_empty(const struct conns *cs);
