// A connection: two queues with a delay, either end of which may die without the other knowing.
// What the server puts on it is checked here, before anybody waits for it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

enum {
    CURSORS_MAX = 16,
    WAITING_MAX = 64 << 10, // of a queue to a page; over it the server cuts the connection
};

struct browser;
struct sim;

struct packet {
    ms due;
    struct str text;
    struct packet *next;
};

struct lane {
    struct packet *first, **last;
    ms last_due; // nothing overtakes
};

// What a page has asked to follow on this connection, and how far it has come.
struct cursor {
    uint64_t stream; // 0: free
    uint32_t n;
    uint32_t from;  // rows on the disk when it asked
    unsigned roles; // that all since then were right for
};

struct wire {
    uint64_t conn;           // 0: free
    struct browser *browser; // NULL: no page is at its end any more
    bool greeted;            // the engine knows it
    bool closing;            // by the server, when all has gone down
    struct lane up, down;
    uint32_t waiting; // bytes that have not gone down
    ms dead_at;       // the server finds out that it is dead; MS_NEVER: it is not
    ms stalled_until; // nothing goes down before
    ms slowest;       // a packet takes at most that long
    struct cursor cursors[CURSORS_MAX];
    uint32_t account; // of the cookie
    uint16_t person;  // as the welcome said
    uint32_t class_id;
};

struct wire *wire_open(struct sim *sim, struct browser *browser, uint32_t account);
// The page's end is gone. Packets on the way up may still arrive; the server finds out later.
void wire_leave(struct sim *sim, struct wire *wire, ms server_knows_after);
void wire_free(struct wire *wire);
// The server's process is gone; what it had sent may still arrive.
void wire_break(struct sim *sim, struct wire *wire, bool delivers);

void wire_send(struct sim *sim, struct wire *wire, struct str text); // from the page

ms wire_due(const struct wire *wire);
void wire_run_up(struct sim *sim, struct wire *wire);   // what has arrived at the server
void wire_run_down(struct sim *sim, struct wire *wire); // and at the page

// The engine's sink.
uint32_t wire_on_send(void *ctx, uint64_t conn, struct str text);
void wire_on_end(void *ctx, uint64_t conn);
void wire_on_wrong_code(void *ctx, uint64_t conn);
