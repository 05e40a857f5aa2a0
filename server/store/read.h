// Lists for pages: read on a thread of their own, on a connection that cannot write.
//
// An answer is what was on disk at one moment between the question and the answer. Sessions that
// nobody may record are in no list. Lists are cut at READ_MAX entries, because an answer is held in
// memory; `more` says so and the next question starts after the last entry.
#pragma once

#include "store/store.h"

enum {
    READ_MAX = 5000,          // entries of one answer: a long session, or a class of many rounds
    READ_BYTES_MAX = 4 << 20, // and their bytes: ten times what a long session holds
    READ_HASH = 32,           // bytes of a chain's head
};

// ── classes ──

struct read_class {
    struct journal_class class;
    uint32_t session_count;
    uint32_t person_count; // trainees, removed ones too
};

struct read_classes {
    const struct read_class *entries; // latest first
    uint32_t count;
    bool more;
};

typedef void (*read_on_classes)(void *ctx, enum err err, const struct read_classes *classes);

// Classes of one trainer, closed ones too. `before_ms`: only those made before (0: all).
void read_classes(struct store *store, uint32_t owner, ms before_ms, read_on_classes on_classes,
                  void *ctx);

// One class by id: on_class is called before it returns. ERR_NOT_FOUND.
enum err read_class_now(struct store *store, uint32_t class_id, journal_on_class on_class,
                        void *ctx);

// All classes, closed ones too, in order of id: on_class is called before it returns.
enum err read_all_classes_now(struct store *store, journal_on_class on_class, void *ctx);

// ── sessions and sheets: the streams of a class ──

struct read_stream {
    uint64_t stream;
    uint32_t events; // also its last seq
    ms first_wall_ms;
    ms last_wall_ms;
    ms play_ms;              // of the last event: how long was played
    uint8_t head[READ_HASH]; // hash of the last event
    struct str opening;      // facts of event 1: who sits where, under which scenario
};

struct read_streams {
    const struct read_stream *entries; // by round, then by index, then by scorer
    uint32_t count;
    bool more;
};

typedef void (*read_on_streams)(void *ctx, enum err err, const struct read_streams *streams);

// Recorded sessions of a class after stream `after` (0: from the first).
void read_sessions(struct store *store, uint32_t class_id, uint64_t after,
                   read_on_streams on_streams, void *ctx);

// Recorded sessions in which somebody wrote something, or about which they did in a sheet; rising.
// Looks at every text of the database: for what is asked rarely.
typedef void (*read_on_sessions)(void *ctx, enum err err, const uint64_t *sessions, uint32_t count);
void read_sessions_of(struct store *store, uint32_t class_id, uint16_t person,
                      read_on_sessions on_sessions, void *ctx);

// All sheets of one session.
void read_sheets(struct store *store, uint64_t session, read_on_streams on_streams, void *ctx);

// ── events ──

struct read_event {
    struct journal_row row;
    enum text_state texts;
};

struct read_events {
    const struct read_event *entries; // in order of seq
    uint32_t count;
    bool more;
};

typedef void (*read_on_events)(void *ctx, enum err err, const struct read_events *events);

// Events of a stream from a seq on. ERR_NOT_FOUND: no such stream.
void read_events(struct store *store, uint64_t stream, uint32_t from_seq, read_on_events on_events,
                 void *ctx);

// ── people ──

struct read_people {
    const struct journal_person *entries; // in order of number
    uint32_t count;
};

typedef void (*read_on_people)(void *ctx, enum err err, const struct read_people *people);

void read_people(struct store *store, uint32_t class_id, read_on_people on_people, void *ctx);
