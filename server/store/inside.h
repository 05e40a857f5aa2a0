// What the files of this floor share of a store. Not for other floors.
#pragma once

#include "store/db.h"
#include "store/journal_sqlite.h"
#include "store/lane.h"
#include "store/store.h"
#include "store/writer.h"

enum { STORE_PATH = 4096 };

struct store {
    enum store_mode mode;
    char dir[STORE_PATH];
    int lock;             // descriptor that holds the flock; -1 in STORE_READ
    struct db here;       // read-only, for the caller's thread
    struct db there;      // read-only, for the reader's thread
    struct done done;     // finished jobs of all lanes
    uint32_t waiting;     // jobs pushed and not drained; the caller's thread only
    struct writer writer; // STORE_SERVE
    struct lane reader;
    struct lane hasher;               // argon2id; STORE_SERVE
    uint8_t link_secret[TOKEN_BYTES]; // STORE_SERVE
    struct journal_sqlite journal;
};

// Counts the job and pushes it; with too many waiting it comes back as ERR_BUSY. Caller's thread.
void store_push(struct store *store, struct lane *lane, struct job *job);

// Runs a job on the writer's thread and waits for it. The caller frees it. Returns its err.
enum err store_await(struct store *store, struct job *job);

// Keeps servers out of a data folder until `lock` is closed. It is -1 or to be closed also on
// failure.
enum err store_lock(const char *dir, int *lock, char why[STORE_WHY]);

// Writes the sentence and returns `err`.
enum err store_because(enum err err, char why[STORE_WHY], const char *format, ...)
    __attribute__((format(__printf__, 3, 4)));

// Makes the secret that page links are derived with, or reads it.
enum err people_secret_prepare(struct db *db, uint8_t secret[TOKEN_BYTES]);

// Pushes what an earlier process left half erased, and what a restored backup brought back.
enum err erase_resume(struct store *store);

// A path in the data folder. CHECKs that it fits; store_open refuses folders that are too long.
void store_path(const struct store *store, const char *name, char path[STORE_PATH]);

#define STORE_DATABASE "coolhead.db"
#define STORE_LOCK     "lock"
#define STORE_BACKUPS  "backups"
#define STORE_ERASURES "backups/erasures"
