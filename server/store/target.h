// What is forgotten, and how its rows go: the same in the database and in a backup of it.
//
// `begin` takes away at once what gives access: keys (so that no text can be read any more),
// tokens, links, the class itself. Slices take the bulk behind it. Events go from the end of a
// stream, so what is left of it meanwhile is a whole recording of its beginning. All of it may be
// done again on rows that are gone.
#pragma once

#include "base/time.h"
#include "store/db.h"

// Streams from first to last: all of them, or the texts in them about a person, or (with seq) one
// text, whose subject is the person.
struct target {
    uint64_t first, last;
    uint16_t person;
    uint32_t seq;
    ms at_ms;
};

// person 0: the whole class.
struct target target_of_class(uint32_t class_id, uint16_t person, ms at_ms);
struct target target_of_session(uint64_t session, ms at_ms); // and its sheets
struct target target_of_text(uint64_t stream, uint32_t seq, uint16_t subject, ms at_ms);

// How far the slices have come; all zero at first.
struct progress {
    uint64_t cursor; // last stream whose texts about the person are gone
    uint32_t events, texts;
};

// These run in a transaction of the caller. From begin to end a row of `deletion` names the target.
enum err target_begin(struct db *db, const struct target *target);
enum err target_slice(struct db *db, const struct target *target, struct progress *progress,
                      bool *is_over);
enum err target_end(struct db *db, const struct target *target);

// Whether the database still has, from the time of the erasure or before, what it took away.
bool target_is_needed(struct db *db, const struct target *target, enum err *err);
