// The library: scenarios, rubrics, lexicons and doctrines, kept by the hash of their bytes.
//
// A round pins hashes, so nothing here is ever changed or removed: a recording of last year is read
// with the rubric of last year.
#pragma once

#include "base/time.h"
#include "store/store.h"

enum {
    LIBRARY_HASH = 32,           // hex digits of a BLAKE2b-128
    LIBRARY_BYTES_MAX = 1 << 20, // the same limit as for imports (scan_limits_import)
};

enum library_kind {
    LIBRARY_SCENARIO = 1,
    LIBRARY_RUBRIC,
    LIBRARY_LEXICON,
    LIBRARY_DOCTRINE,
};

struct library_entry {
    char hash[LIBRARY_HASH + 1];
    enum library_kind kind;
    struct str name; // of the file or the import, for people; not unique
    ms added_ms;     // wall clock
};

// The name these bytes are kept under. Reads nothing.
void library_hash(struct str bytes, char hash[LIBRARY_HASH + 1]);

typedef void (*library_on_put)(void *ctx, enum err err, const char *hash);

// Keeps a copy of `bytes`; bytes that are there already are OK and change nothing. Jobs are done in
// order, so a batch submitted afterwards may name the hash. ERR_INPUT: empty, or over
// LIBRARY_BYTES_MAX.
void library_put(struct store *store, enum library_kind kind, struct str name, struct str bytes,
                 ms added_ms, library_on_put on_put, void *ctx);

// The same, done when it returns. Waits for the disk: for the start, not for a turn.
enum err library_put_now(struct store *store, enum library_kind kind, struct str name,
                         struct str bytes, ms added_ms, char hash[LIBRARY_HASH + 1]);

typedef void (*library_on_bytes)(void *ctx, const struct library_entry *entry, struct str bytes);

// Calls on_bytes once, before it returns. ERR_NOT_FOUND; ERR_CORRUPT: the bytes are no longer those
// of the hash.
enum err library_get(struct store *store, const char *hash, library_on_bytes on_bytes, void *ctx);

typedef void (*library_on_entry)(void *ctx, const struct library_entry *entry);

// Entries of one kind, latest first, before it returns.
enum err library_list(struct store *store, enum library_kind kind, library_on_entry on_entry,
                      void *ctx);
