// What the writer remembers from one batch to the next: where streams end, people's keys, who owns
// a class. Without it a line of chat asks the database five times before it is written.
//
// The writer's thread is the only one that changes these rows, so what is remembered is true until
// a job that isn't a batch runs, or a transaction is rolled back; then all of it is forgotten.
#pragma once

#include "base/map.h"
#include "store/chain.h"
#include "store/keys.h"

// Where a stream ends: the next row goes on from here.
struct head {
    uint64_t stream;
    uint32_t seq;        // of the last event; 0: there is none
    uint32_t checked;    // of the last row that was found to follow; `seq` again when it is written
    int64_t first, last; // event.id
    struct chain_hash hash;
    struct head *next_changed;
};

enum { MEMO_NONCES = 64 };

struct memo {
    struct map heads;     // stream → struct head
    struct map keys;      // class and person → struct person_key
    struct map epochs;    // class → its epoch + 1
    struct head *changed; // heads that the database has yet to be told
    int64_t next_event;   // event.id that the next event gets; 0: not known
    struct buf bodies;    // encrypted texts, one behind the other, until they are written
    struct key_nonce nonces[MEMO_NONCES];
    uint32_t nonces_left;
};

// All of these borrow what they return until memo_forget.

// A stream without events has a head with seq 0.
enum err memo_head(struct memo *memo, struct db *db, uint64_t stream, struct head **head);

// Notes that the head moved on; memo_write tells the database.
void memo_changed(struct memo *memo, struct head *head);
enum err memo_write(struct memo *memo, struct db *db);

// The id that SQLite will give to the next event.
enum err memo_event(struct memo *memo, struct db *db, int64_t *id);

// Makes the key if there is none.
enum err memo_key(struct memo *memo, struct db *db, uint32_t class_id, uint16_t person,
                  const struct person_key **key);

// -1: there is no such class.
enum err memo_epoch(struct memo *memo, struct db *db, uint32_t class_id, int64_t *epoch);

// Random bytes are asked of the kernel for many texts at once.
struct key_nonce memo_nonce(struct memo *memo);

// Before a batch: keeps what is remembered within bounds.
void memo_trim(struct memo *memo);
void memo_forget(struct memo *memo);
void memo_deinit(struct memo *memo);
