// The events of one stream, in order of seq.
//
// Each event names the one before it, so a stream is read backwards: from the next milestone (or
// the stream's end) back to where the reader stands, at most MILESTONE_EVERY events at a time. All
// of a walk belongs into one transaction, since an erasure may take the end of a stream away.
#pragma once

#include "store/db.h"

enum { MILESTONE_EVERY = 64 }; // a page of the milestone table serves some 10,000 events

struct walk {
    struct db *db;
    uint64_t stream;
    uint32_t seq;    // of the next event
    uint32_t last;   // of the stream
    int64_t last_id; // event.id
    uint32_t at, count;
    int64_t ids[MILESTONE_EVERY];
};

// Stands before the event with this seq. ERR_NOT_FOUND: no such stream.
enum err walk_begin(struct walk *walk, struct db *db, uint64_t stream, uint32_t seq);

// The event.id of the next event; 0 behind the last. ERR_CORRUPT: an event is
// missing; `walk->seq` is its place, or that of the milestone that is.
enum err walk_next(struct walk *walk, int64_t *id);

// The event.id of one event. ERR_NOT_FOUND.
enum err walk_find(struct db *db, uint64_t stream, uint32_t seq, int64_t *id);
