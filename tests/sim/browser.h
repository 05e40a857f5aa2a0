// A reference client: what the protocol asks of a page, and no more. It follows its streams from
// the n-th event that it has seen, drops what it has seen before, keeps commands until they are
// answered and sends them again, in order, on a new connection or after "not saved".
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "mark.h"

enum {
    TRACKS_MAX = 3,
    OPEN_MAX = 4,  // BOOK_LAST in limits.txt is as many
    SENT_MAX = 64, // the latest commands, for the judge
    PAIRS_SEEN = 16,
    ANSWER_MS = 10000, // without an answer for so long, the connection counts as dead
};

struct sim;
struct wire;

struct track {       // a stream that is followed
    uint64_t stream; // 0: free
    uint32_t n;
    unsigned roles; // for which all that was heard since n = 0 was right
    bool caught_up;
};

struct sent {
    uint32_t id, instance;
    struct mark mark; // the canary in it; number 0: none
    int copies;
};

struct browser {
    struct sim *sim;
    char name[12];
    char token[44];
    uint32_t account; // of a trainer; 0: a trainee
    int class_index;
    bool recorded;

    struct wire *wire; // NULL: no connection
    ms back_at;        // opens one then; MS_NEVER: not by itself
    bool away;         // somebody has closed the page, or it was told to go
    bool welcomed, joins;
    uint32_t instance, counter;
    uint16_t person;
    char seat[12];
    uint64_t session, sheet;
    struct buf place; // the latest; empty: none yet
    struct track tracks[TRACKS_MAX];
    struct {
        uint32_t id;
        struct str text; // owned
        ms sent_at;
    } open[OPEN_MAX];
    int open_count;
    ms again_at; // sends what is open again; MS_NEVER
    struct sent sent[SENT_MAX];

    // what the page shows, and what whoever sits at it goes by
    int phase; // 0 brief .. 5 over
    bool typing;
    int offers;
    int tells; // of the session, by its own n: how many
    // a trainer
    struct buf room;
    struct buf tiles[PAIRS_SEEN];
    int round_phase, round, pairs; // 0 none, 1 proposed, 2 briefing, 3 running
};

void browser_init(struct browser *browser, struct sim *sim, const char *name);
void browser_deinit(struct browser *browser);

void browser_open(struct browser *browser, bool anew); // anew: without an instance
void browser_close(struct browser *browser, bool for_good, ms server_knows_after);
void browser_on_lost(struct browser *browser); // the other end of its connection is gone

// Sends a command; fields: members without braces. mark: the canary in them.
void browser_command(struct browser *browser, const char *type, uint64_t stream, struct mark mark,
                     const char *fields);
void browser_send(struct browser *browser, const char *text);  // whatever it is
void browser_send_again(struct browser *browser);              // what is open
void browser_follow(struct browser *browser, uint64_t stream); // from what it has
void browser_forget(struct browser *browser, uint64_t stream);

void browser_hear(struct browser *browser, struct str text);

ms browser_due(const struct browser *browser);
void browser_run(struct browser *browser); // what its own timers ask for

struct track *browser_track(struct browser *browser, uint64_t stream); // NULL: doesn't follow it
struct sent *browser_sent(struct browser *browser, uint32_t id);       // NULL: long ago, or never
