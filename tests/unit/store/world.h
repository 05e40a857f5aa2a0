// A data folder of one test, a store in it, and short words for what the stories do with them.
#pragma once

#include "lib/test.h"

#include "base/id.h"
#include "store/store.h"

enum { WORLD_ROWS = 64, WORLD_PEOPLE = 8, WORLD_UNITS = 8 };

// A batch under construction, and what became of it.
struct batch {
    struct journal_batch batch;
    struct journal_unit units[WORLD_UNITS];
    struct journal_row rows[WORLD_UNITS][WORLD_ROWS];
    struct journal_person people[WORLD_UNITS][WORLD_PEOPLE];
    bool is_done;
};

struct world {
    char dir[64];
    struct store *store;
    struct journal *journal;
};

// cmocka set-up and tear-down: an open store in a new folder.
int world_up(void **state);
int world_down(void **state);

void world_open(struct world *w);
void world_close(struct world *w);
void world_path(const struct world *w, const char *name, char path[128]);

// Drains until *flag: blocks on the store's descriptor, fails after a minute.
void world_wait(struct world *w, const bool *flag);

// Makes a class and waits for it.
struct journal_class world_class(struct world *w);

// ── batches ──

// Adds a unit for a class; rows and people that follow go into it.
struct journal_unit *batch_unit(struct batch *b, uint32_t class_id, uint32_t epoch);

// An event without texts, and one that somebody wrote. `text` is a literal.
struct journal_row *batch_event(struct batch *b, uint64_t stream, uint32_t seq);
struct journal_row *batch_said(struct batch *b, uint64_t stream, uint32_t seq, uint16_t subject,
                               const char *text);
struct journal_person *batch_person(struct batch *b, uint16_t number, const char *name);

// Submits and waits; returns the first unit's result.
enum err batch_commit(struct world *w, struct batch *b);

// ── reading back ──

struct heard {
    uint32_t count;
    uint32_t last_seq;
    struct journal_row rows[WORLD_ROWS];
    enum text_state texts[WORLD_ROWS];
    struct buf bytes; // what the rows point to
};

// Reads a stream. Free with heard_deinit.
enum err heard_read(struct heard *h, struct journal *journal, uint64_t stream, uint32_t from_seq);
void heard_deinit(struct heard *h);

// Puts a golden database in the place of a file of the data folder.
void golden_bring(const struct world *w, const char *name, uint32_t version);

// Runs SQL behind the store's back, on a connection without its rules.
void world_sql(struct world *w, const char *sql);

// A reader that stays: holds the database as it is now until it is closed.
struct sqlite3;
struct sqlite3 *snapshot_open(const struct world *w);
void snapshot_close(struct sqlite3 *db);

// How often `needle` occurs in the bytes of a file; a missing file has none.
uint32_t file_count(const char *path, struct str needle);

// The same in all files of the data folder and its backups.
uint32_t world_count(const struct world *w, struct str needle);

// The key under which texts about a person are encrypted, as it lies in the database.
struct key_bytes {
    char bytes[32];
};
struct key_bytes world_key(const struct world *w, uint32_t class_id, uint16_t person);

// How many copies of a key there are in all files.
uint32_t world_count_key(const struct world *w, const struct key_bytes *key);

// The nonce that a text is encrypted with, and how many copies of it there are.
struct nonce_bytes {
    char bytes[24];
};
struct nonce_bytes world_nonce(const struct world *w, uint64_t stream, uint32_t seq);
uint32_t world_count_nonce(const struct world *w, const struct nonce_bytes *nonce);
