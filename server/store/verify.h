// Is the record as it was written? Recomputes the hash chain of each stream.
//
// It finds damage: a flipped bit, a missing, added or moved event or text. It cannot find an end
// that was cut off, nor somebody who rewrites a whole chain; for that, compare head hashes with
// those printed at the end of the class.
#pragma once

#include "store/store.h"

enum verify_finding {
    VERIFY_OK,
    VERIFY_GAP,          // an event is missing
    VERIFY_EVENT,        // an event is not what was written
    VERIFY_TEXT,         // a text is not what was written
    VERIFY_TEXT_MISSING, // a text is gone and no erasure says why
    VERIFY_TEXT_ADDED,   // a text that no event has
    VERIFY_STRAY,        // an event that no stream leads to
    VERIFY_PLACE,        // what leads to an event is not what was written
    VERIFY_LIBRARY,      // a scenario, rubric, lexicon or doctrine is not what its hash says
    VERIFY_FILE,         // SQLite finds the file itself damaged
};

// A word for it, for people.
const char *verify_finding_name(enum verify_finding finding);

struct verify_report {
    uint64_t streams, events;
    uint64_t erased, redacted; // texts that are gone or replaced, with a record of it: not damage
    uint64_t damaged;          // findings in all; the first of them, and where (0, 0: no event):
    enum verify_finding first;
    uint64_t first_stream;
    uint32_t first_seq;
};

// One stream. OK also when it is damaged: the report tells. ERR_NOT_FOUND; ERR_CORRUPT: the file
// cannot be read as a database any more. Reads at once, on the caller's thread.
enum err verify_stream(struct store *store, uint64_t stream, struct verify_report *report);

// All streams and the library, plus SQLite's own check of the file. Takes seconds per gigabyte: for
// the command line.
enum err verify_all(struct store *store, struct verify_report *report);
