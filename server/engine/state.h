// What the engine remembers. Inside this floor only.
//
// Ownership: the engine owns rooms (loaded classes), clients (connections) and two batches. A room
// owns its people, calls (sessions) and papers (sheets). A client points to its room and person,
// and owns its watches, which hang in the list of what they watch. Whoever frees one end unhooks
// the other.
//
// Memory runs ahead of the disk by at most two batches: one in flight and one being staged. What a
// screen sees is made while staging and handed out at commit, so it is never ahead.
#pragma once

#include "base/arena.h"
#include "base/id.h"
#include "base/list.h"
#include "base/map.h"
#include "core/class.h"
#include "core/session.h"
#include "core/sheet.h"
#include "engine/engine.h"
#include "engine/shelf.h"
#include "engine/strain.h"
#include "store/journal.h"

enum {
    WATCHES_MAX = 12,          // of one connection: a class, its open pair, a few sheets
    OBSERVER_LINES = 2,        // last lines on a tile
    CURVE_POINTS = 32,         // of a tile's dial curve
    TILE_TEXT = 120 * 4 + 4,   // 120 code points and an ellipsis
    CATCH_UP_BYTES = 64 << 10, // a page of catch-up; the next waits for the socket to drain
    ROOM_EVERY_MS = 250,       // snapshots of a room, at most
    TILES_EVERY_MS = 500,      // tiles, at most
};

struct client;
struct due;
struct fragment;
struct held;
struct room;
struct call;
struct paper;

// What somebody follows: exactly one of room, call and paper is set, or none for a stream of the
// past, which is only caught up.
struct watch {
    struct client *client;
    uint64_t stream;
    enum role role;
    bool live;            // frames of commits go out; before that it is being caught up
    uint32_t n;           // the last position sent
    uint32_t seq;         // catch-up: the last seq folded
    struct session *past; // catch-up of a session: its state at seq; owned
    struct room *room;
    struct call *call;
    struct paper *paper;
    struct list in_topic;
};

struct client {
    uint64_t conn;
    uint32_t trainer; // account; 0: a trainee, or nobody yet
    bool welcomed;
    bool ended;                      // sink.end was called
    bool pressing;                   // while publishing: something in `out` can't wait
    uint8_t behind;                  // watches that are being caught up, in pages
    struct room *room;               // trainees: the class they are in
    struct fragment *out, *out_last; // while publishing: what it gets, in the arena `outgoing`
    struct list in_out;
    struct held *held; // owned; what it was not sent at once; NULL: nothing
    uint32_t out_bytes;
    uint16_t person;
    uint32_t instance;
    uint32_t not_saved; // the first command that was not and has not come again; 0: none
    struct watch *watches[WATCHES_MAX]; // owned; NULL: a free slot. Most clients need one or two
    uint64_t place_sent;                // digest of the last place
    struct list in_person;              // sockets of one trainee
};

// A person of a class. The name is kept here and in the people row, nowhere else; an unrecorded
// person's name is kept here alone.
struct person {
    struct room *room;
    uint16_t number;
    bool recorded, removed;
    struct token_digest token;
    char *name; // owned; set by person_set_name
    ms joined_ms;
    uint32_t instance; // the newest
    struct list clients;
    bool known;          // while reloading: the journal has them
    bool here;           // as the class and its session were told
    ms changed;          // wall: since when here or gone
    ms gone_at;          // monotonic: when the last socket went
    struct list in_gone; // while `here` without a socket
};

struct tile {
    bool dirty;
    struct {
        enum role by;
        char text[TILE_TEXT];
    } lines[OBSERVER_LINES]; // a ring: nothing is moved for a new one
    int lines_count, lines_next;
    int16_t curve[CURVE_POINTS * 2];
    int curve_count;
    ms help_since[ROLE_COUNT], out_since[ROLE_COUNT], left_since[ROLE_COUNT],
        dropped_since[ROLE_COUNT], asleep_since[ROLE_COUNT], abuse_since[ROLE_COUNT];
    ms supervisor_since; // play, as are those before; MS_NEVER: not so
    int said, twists;
    char twist_last[TILE_TEXT];
    ms quiet_since;
};

// A session in memory. What every event asks for stands together: with thousands of sessions it is
// in no cache.
struct call {
    struct room *room;
    uint64_t stream;
    const struct script *script;
    ms anchor_now, anchor_up; // up clock = anchor_up + now - anchor_now
    struct list watches;
    ms due;             // monotonic: next tick
    int heap;           // place in the engine's heap of due calls; -1: none
    uint32_t committed; // seq on disk
    int pair;
    bool memory_only;
    struct session state;
    struct tile tile;
};

// What a session was opened with, read from its first event.
struct opening {
    uint64_t stream;
    uint16_t csr, customer;
    uint16_t observers[OBSERVERS_MAX];
    int observers_count;
    bool recorded;
    char scenario[33], rubric[33], lexicon[33], variant[41], doctrine[41];
    uint8_t focus[FOCUS_MAX]; // places in the rubric
    int focus_count;
    ms wall_ms;
};

// A sheet in memory, with its texts: state holds none.
struct paper {
    struct opening opening;                               // of its session
    struct buf comments[CRITERIA_MAX], praise[3], advice; // owned; praise and advice of the trainer
    uint32_t praise_moment[3];                            // seq in the session; 0: none
    struct room *room;
    uint64_t stream;
    struct sheet state;
    uint32_t committed;
    bool memory_only;
    struct list watches;
};

// A loaded class.
struct room {
    struct engine *engine;
    uint32_t id;
    uint32_t epoch, owner;
    uint32_t retention_days;
    char code[JOURNAL_CODE + 1];
    char name[324];
    struct class_state state;
    ms anchor_now, anchor_up;
    struct person *people[PERSON_MAX + 1]; // owned; NULL: nobody
    struct map calls;                      // stream → struct call
    struct map papers;                     // stream → struct paper
    struct list watches;
    bool room_dirty, tiles_dirty, places_dirty;
    ms room_sent, tiles_sent;
    int unit; // its place in the batch whose units are being made
};

enum outgoing_kind {
    OUT_EVENT, // an event, to all who watch its stream
    OUT_TEXT,  // one message for one connection
    OUT_REPLY, // accepted or refused, for one connection
    OUT_WATCH, // begin catching up
    OUT_ROOM,  // one message for all who watch the class
    OUT_END,   // end a connection
    OUT_CALL,  // run a function: an answer that waits for the disk
};

// One thing that goes out when the batch is on disk, in order.
struct outgoing {
    enum outgoing_kind kind;
    struct room *room; // whose unit it depends on; NULL: only on the disk
    bool greeting;     // OUT_TEXT: answers hello; not saved, the connection ends in its place
    uint64_t conn;
    uint64_t stream;
    struct outgoing *next;
    union { // by kind
        struct {
            void *event; // struct session_event or sheet_event, in the arena
            uint32_t seq;
            uint32_t see[ROLE_COUNT], n[ROLE_COUNT]; // of a session's
        } happened;
        struct {
            uint32_t id;
            enum refusal code;
            struct str path, text;
        } reply;
        struct str text;
        struct {
            void (*function)(void *ctx, bool saved);
            void *ctx;
        } call;
    };
};

// One batch: what a turn, or several while another was in flight, has staged.
struct batch {
    struct journal_batch journal;
    struct arena arena;
    struct staged_row *first_row, **last_row;
    struct staged_person *first_person, **last_person;
    struct room **rooms;
    uint32_t room_count, room_cap;
    struct outgoing *first, **last;
    bool any; // something is in it
    ms submitted;
};

struct staged_row {
    struct journal_row row;
    struct room *room;
    struct staged_row *next;
};

struct staged_person {
    struct journal_person person;
    struct room *room;
    struct staged_person *next;
};

struct engine {
    struct engine_config config;
    struct journal *journal;
    struct store *store;
    struct engine_sink sink;
    struct shelf *shelf;
    struct schema_set *schemas;
    ms now, wall;
    ms unwell_since; // MS_NEVER: the store can write
    uint32_t instance_last,
        instance_earlier; // the newest; the highest that an earlier run may have given
    struct map rooms;     // class id → struct room
    struct map clients;   // conn → struct client
    struct map tokens;    // first half of a trainee's token digest → struct person
    struct list gone;     // people without a socket that still count as here, longest gone first
    struct due *heap;     // of calls, by when they are due
    int heap_count, heap_cap;
    struct batch batches[2];
    int staging;    // index of the batch being staged
    bool in_flight; // the other one is with the journal
    struct strain strain;
    ms turn_worked;            // of the last turn: not a time in which the loop was away
    ms turn_took, commit_took; // of the last turn, and of a batch that came back in it
    struct list outs;          // clients with something in `out`
    struct list held;          // what clients were not sent at once, the oldest first
    bool held_now;             // in this turn: there may be more to come with it in the next
    struct buf scratch;
    struct arena outgoing; // while publishing: what clients get
    struct buf message;    // and one of their messages, put together
    struct engine_health counts;
    bool needs_setup; // there is no trainer yet
    bool expiring;    // the store is looking for what is past its days
    ms expire_at;     // monotonic: when to look again
};

static inline struct batch *engine_staging(struct engine *e) {
    return &e->batches[e->staging];
}
