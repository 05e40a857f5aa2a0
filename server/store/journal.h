// The journal: where events go before anybody sees them, and where they come back from.
//
// A caller stages one batch, submits it and goes on; when the file descriptor becomes readable it
// drains, and the batch's `on_done` runs with a result in each unit. Everything here is called on
// one thread, the loop's; `on_done` and all other callbacks run on that thread too, inside drain or
// inside the call that takes them.
//
// One batch at a time: between `submit` and `on_done` the batch and all it points to are borrowed
// and must not change. The caller stages the next batch in a second buffer meanwhile and submits it
// from `on_done` at the earliest. A second batch in flight is a bug (CHECK).
//
// `struct journal_ops` is the one table of function pointers of the store. Two implementations:
// store_journal() (store.h; SQLite, a writer thread) and journal_memory.h (no thread, faults on
// demand, for stories).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "store/token.h"

enum { JOURNAL_CODE = 6 }; // symbols of a join code

// One event of one stream. Its facts are chained and stay; its texts can be erased later without
// breaking the chain.
struct journal_row {
    uint64_t stream;  // base/id.h
    uint32_t seq;     // dense from 1 within the stream
    uint8_t v;        // version of the event's shape
    bool memory_only; // a session nobody may record: never written, forgotten when the process ends
    uint16_t subject; // number of the person the texts are about, 0: nobody
    const char *type; // the event's name in the schema
    ms play_ms, up_ms; // never falling within a stream
    ms wall_ms;        // a label
    struct str facts;  // bytes of a JSON object, never empty
    struct str texts;  // bytes of a JSON object, or empty
};

// One person of a class: the only place where a name is kept.
struct journal_person {
    uint16_t number; // 1..320 trainees, 481..511 trainers
    bool recorded;   // what they chose; false: the name must be empty
    bool removed;
    struct str name;           // may be empty
    ms joined_ms;              // wall clock
    struct token_digest token; // all zero: nobody comes back by token (trainers, erased people)
};

// All that one class appends in one turn: committed or discarded as a whole, memory-only rows
// included.
struct journal_unit {
    uint32_t class_id;
    uint32_t epoch; // of the claim that this caller holds

    const struct journal_row *rows; // in order of seq within each stream; streams may be mixed
    uint32_t row_count;

    const struct journal_person *people; // inserted, or replaced by number
    uint32_t people_count;

    ms closed_ms; // not 0: the class closes with this unit and its join code becomes free

    // Written by the journal before on_done:
    //   OK              all of it is on disk (memory-only rows: readable)
    //   ERR_CONSTRAINT  this unit alone was discarded: a seq that exists already or leaves a gap,
    //                   a token used twice
    //   ERR_STALE       somebody else has claimed the class, or it was deleted: give it up
    //   ERR_FULL/_IO    nothing of the whole batch was written; the same value in every unit
    enum err result;
};

struct journal_batch {
    uint64_t number; // the caller's, rising; used in log lines
    struct journal_unit *units;
    uint32_t unit_count; // may be 0
    void (*on_done)(void *ctx, struct journal_batch *batch);
    void *ctx;
};

enum text_state {
    TEXT_NONE,     // the event never had texts
    TEXT_PRESENT,  // row.texts are the original bytes
    TEXT_ERASED,   // had texts; row.texts is empty
    TEXT_REDACTED, // row.texts is what a trainer put in their place
};

// Called for each row in order of seq. The row is borrowed until it returns; false ends the
// reading.
typedef bool (*journal_on_row)(void *ctx, const struct journal_row *row, enum text_state texts);

// One stream of a class and its last seq. Memory-only streams are reported too, while the process
// lives.
typedef void (*journal_on_stream)(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only);

typedef void (*journal_on_person)(void *ctx, const struct journal_person *person);

struct journal_class {
    uint32_t id;    // 24 bit, random, never 0
    uint32_t epoch; // of the present owner
    uint32_t owner; // trainer account (people.h), 0: a practice room
    uint32_t retention_days;
    char code[JOURNAL_CODE + 1]; // unique among open classes
    struct str name;
    struct str doctrine;
    ms created_ms, closed_ms; // wall clock; closed_ms is 0 while open
};

typedef void (*journal_on_class)(void *ctx, const struct journal_class *class);

// `class` is borrowed, and NULL unless err is OK. Its epoch is the creator's: no claim is needed.
typedef void (*journal_on_created)(void *ctx, enum err err, const struct journal_class *class);

struct journal_class_new {
    struct str name;
    struct str doctrine;
    uint32_t owner;
    uint32_t retention_days;
    ms created_ms;
};

struct journal;

struct journal_ops {
    void (*submit)(struct journal *journal, struct journal_batch *batch);

    // Runs the callbacks of all that has completed. Calling it with nothing completed is fine.
    void (*drain)(struct journal *journal);

    // Readable while completions wait, and after is_well changed. Owned by the journal.
    int (*fd)(struct journal *journal);

    // False from the first ERR_IO or ERR_FULL until a probe (once a second) could write again.
    bool (*is_well)(struct journal *journal);

    // Rows with seq >= from_seq. What is on disk may run ahead of what was drained by the batch in
    // flight, so a caller who shows rows stops at the head it knows. ERR_NOT_FOUND: no such stream.
    enum err (*read_stream)(struct journal *journal, uint64_t stream, uint32_t from_seq,
                            journal_on_row on_row, void *ctx);

    // In order of stream id: the class stream first. A class without events is OK and calls
    // nothing.
    enum err (*list_streams)(struct journal *journal, uint32_t class_id,
                             journal_on_stream on_stream, void *ctx);

    // In order of number.
    enum err (*list_people)(struct journal *journal, uint32_t class_id, journal_on_person on_person,
                            void *ctx);

    // Classes that are not closed, in order of id.
    enum err (*list_open_classes)(struct journal *journal, journal_on_class on_class, void *ctx);

    // Takes a class over: its epoch rises by one and is returned; whoever held it gets ERR_STALE.
    // Waits for the disk, so it belongs to the start and to take-over, not to a turn.
    // ERR_NOT_FOUND, ERR_IO, ERR_FULL.
    enum err (*claim_class)(struct journal *journal, uint32_t class_id, uint32_t *epoch);

    // Makes a class with a random id and a fresh code; the strings are copied. on_created runs in a
    // later drain.
    void (*create_class)(struct journal *journal, const struct journal_class_new *what,
                         journal_on_created on_created, void *ctx);

    // Frees the rows of a memory-only stream that nobody will read again.
    void (*forget_stream)(struct journal *journal, uint64_t stream);
};

// First member of each implementation.
struct journal {
    const struct journal_ops *ops;
};

static inline void journal_submit(struct journal *journal, struct journal_batch *batch) {
    journal->ops->submit(journal, batch);
}

static inline void journal_drain(struct journal *journal) {
    journal->ops->drain(journal);
}

static inline int journal_fd(struct journal *journal) {
    return journal->ops->fd(journal);
}

static inline bool journal_is_well(struct journal *journal) {
    return journal->ops->is_well(journal);
}

static inline enum err journal_read_stream(struct journal *journal, uint64_t stream,
                                           uint32_t from_seq, journal_on_row on_row, void *ctx) {
    return journal->ops->read_stream(journal, stream, from_seq, on_row, ctx);
}

static inline enum err journal_list_streams(struct journal *journal, uint32_t class_id,
                                            journal_on_stream on_stream, void *ctx) {
    return journal->ops->list_streams(journal, class_id, on_stream, ctx);
}

static inline enum err journal_list_people(struct journal *journal, uint32_t class_id,
                                           journal_on_person on_person, void *ctx) {
    return journal->ops->list_people(journal, class_id, on_person, ctx);
}

static inline enum err journal_list_open_classes(struct journal *journal, journal_on_class on_class,
                                                 void *ctx) {
    return journal->ops->list_open_classes(journal, on_class, ctx);
}

static inline enum err journal_claim_class(struct journal *journal, uint32_t class_id,
                                           uint32_t *epoch) {
    return journal->ops->claim_class(journal, class_id, epoch);
}

static inline void journal_create_class(struct journal *journal,
                                        const struct journal_class_new *what,
                                        journal_on_created on_created, void *ctx) {
    journal->ops->create_class(journal, what, on_created, ctx);
}

static inline void journal_forget_stream(struct journal *journal, uint64_t stream) {
    journal->ops->forget_stream(journal, stream);
}
