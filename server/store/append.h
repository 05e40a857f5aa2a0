// Writing: the units of one batch, in its transaction. On the writer's thread.
//
// Rows that were checked, chained and encrypted wait here for others of the batch: many at once
// cost SQLite less than as many alone.
#pragma once

#include "store/bulk.h"
#include "store/journal.h"
#include "store/memo.h"

// A row of table `event`.
struct event_row {
    const struct journal_row *row; // borrowed from the batch
    int64_t before;
    struct chain_hash texts; // their digest, if there are any
    struct chain_hash hash;
};

// A row of table `text`.
struct text_row {
    int64_t event, key, nonce;
    uint16_t subject;
    struct str body;
};

struct append {
    struct db *db;
    struct memo *memo;
    uint32_t event_count, text_count;
    struct event_row events[BULK_ROWS];
    struct text_row texts[BULK_ROWS];
    struct key_nonce nonces[BULK_ROWS]; // of the texts
};

void append_begin(struct append *append, struct db *db, struct memo *memo);

// Takes the unit, all of it or nothing, and sets its result: OK, ERR_CONSTRAINT or ERR_STALE.
// Returns only what concerns the whole batch: the disk's errors.
enum err unit_append(struct append *append, struct journal_unit *unit);

// Writes what waits.
enum err append_end(struct append *append);
