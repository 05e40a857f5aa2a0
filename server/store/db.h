// One SQLite connection and its statements: what the rest of this floor says instead of sqlite3_*.
//
//   struct query q = db_query(db, "SELECT name FROM trainer WHERE id = ?");
//   query_i64(&q, id);
//   if (query_next(&q)) name = query_get_str(&q, 0);
//   enum err err = query_end(&q);
//
// Errors stick to the query: nothing after one does anything, and query_end returns it. A
// connection belongs to one thread at a time.
//
// A reader that lacks memory ends the process: who asked could not tell the answer from a shorter
// one. The writer gets ERR_NOMEM, and its transaction fails as a whole.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"

struct sqlite3;
struct sqlite3_stmt;

// A stranger with an sqlite3 shell may hold the lock for a moment; a live class can wait this long.
enum { DB_BUSY_TIMEOUT_MS = 2000 };

enum db_mode {
    DB_CREATE, // the writer: WAL, synchronous=FULL, checkpoints only when told to
    DB_WRITE,  // a backup: one file without a WAL
    DB_READ,   // cannot write, never checkpoints
};

struct db {
    struct sqlite3 *handle;
    bool reads;            // DB_READ
    struct map statements; // address of the SQL text → prepared statement, kept until db_close
};

// ERR_NOT_FOUND: no such file (DB_WRITE, DB_READ). The struct is zeroed on failure.
enum err db_open(struct db *db, const char *path, enum db_mode mode);
void db_close(struct db *db);

// What SQLite last said, for a person; borrowed until the next call.
const char *db_message(const struct db *db);

// Runs a text of several statements, once.
enum err db_execute(struct db *db, const char *sql);

// Turns a result code into an error. A failed fsync ends the process here: after one, the kernel
// may have dropped the pages, so neither a retry nor going on can be trusted.
enum err db_err(int sqlite_code);

struct query {
    struct db *db;
    struct sqlite3_stmt *statement;
    int bound;    // parameters so far
    bool is_kept; // false: prepared for this once, because the kept one is in use further up
    enum err err;
};

// `sql` is a literal: its statement is prepared once and kept under its address.
struct query db_query(struct db *db, const char *sql);

// These bind the next parameter. Texts and blobs are borrowed until query_end.
void query_i64(struct query *q, int64_t value);
void query_str(struct query *q, struct str text);
void query_blob(struct query *q, const void *bytes, size_t len);
void query_null(struct query *q);

// How many parameters the statement has.
int query_parameters(const struct query *q);

// True while there is a row. Texts and blobs of a row are valid until the next call.
bool query_next(struct query *q);
int64_t query_get_i64(struct query *q, int column);
struct str query_get_str(struct query *q, int column); // text or blob; followed by a zero byte
bool query_get_blob(struct query *q, int column, void *bytes, size_t len); // false: not that long
bool query_is_null(struct query *q, int column);

// Ends the query; OK, or what went wrong since db_query.
enum err query_end(struct query *q);

// For statements that bring no rows: one step and the end.
enum err query_run(struct query *q);

// The same for a literal without parameters.
enum err db_run(struct db *db, const char *sql);

// The rowid of the last row inserted.
int64_t db_last_id(const struct db *db);

// Rows that the last finished statement changed.
uint32_t db_changes(const struct db *db);
