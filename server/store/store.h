// The store: one data folder, one SQLite file, and the threads that work on it.
//
// One thread owns the only connection that writes; everything that changes the file is a job in its
// queue. A second thread reads lists, two more hash passwords. Short reads by key happen at once on
// the caller's thread, on a read-only connection of its own. All functions of this floor are called
// on one thread, the loop's.
//
// Functions that take a callback and return nothing copy their arguments; the callback runs exactly
// once, in a later store_drain, or never if the store is closed first. Besides what each function
// names, its err may be ERR_BUSY (STORE_JOBS_MAX are waiting), ERR_IO or ERR_FULL. What a callback
// is handed is borrowed until it returns.
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "store/journal.h"

enum {
    STORE_WHY = 512,       // bytes for a sentence that says why a store did not open
    STORE_JOBS_MAX = 1024, // jobs that may wait: a class of 300 signing in at once three times over
};

enum store_mode {
    STORE_SERVE, // reads and writes; one at a time per data folder, kept by a lock on DIR/lock
    STORE_READ,  // only reads, also beside a running server: export, verify
};

struct store;

// Opens DIR/coolhead.db, making folder and file if they are missing (STORE_SERVE), and brings its
// schema up to date after a copy to DIR/backups/. On failure `why` holds one sentence for a person:
//  ERR_BUSY       another server has the data folder
//  ERR_IO         the folder or the file cannot be read or written
//  ERR_STALE      the database was written by a newer Coolhead
//  ERR_CORRUPT    not a database of Coolhead
//  ERR_NOT_FOUND  STORE_READ and there is none
enum err store_open(const char *dir, enum store_mode mode, struct store **store,
                    char why[STORE_WHY]);

// Finishes the jobs that are queued, then stops the threads.
void store_close(struct store *store);

// Borrowed, as long-lived as the store. Its fd and drain are the store's: one for all jobs. Its
// read calls work in both modes, the others in STORE_SERVE.
struct journal *store_journal(struct store *store);

// OK while what is written is kept; else what the disk answered last. STORE_SERVE.
enum err store_health(const struct store *store);

// Readable while callbacks wait.
int store_fd(struct store *store);
void store_drain(struct store *store);
