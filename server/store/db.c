// SQLite connections with the settings that the promises of this floor rest on.
#include "store/db.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"

#define WRITER_SETTINGS                                                                            \
    "PRAGMA journal_mode = WAL;"                                                                   \
    "PRAGMA synchronous = FULL;"                                                                   \
    "PRAGMA wal_autocheckpoint = 0;"                                                               \
    "PRAGMA journal_size_limit = 16777216;"                                                        \
    "PRAGMA secure_delete = ON;"
#define BACKUP_SETTINGS                                                                            \
    "PRAGMA journal_mode = DELETE;"                                                                \
    "PRAGMA synchronous = FULL;"                                                                   \
    "PRAGMA secure_delete = ON;"
#define READER_SETTINGS "PRAGMA query_only = ON;"

// mmap stays off: with it an I/O error is a SIGBUS instead of an answer. 1 MiB of pages for each of
// the three connections: a batch of a thousand lines fits, and with 4 MiB reading is no faster.
#define COMMON_SETTINGS                                                                            \
    "PRAGMA mmap_size = 0;"                                                                        \
    "PRAGMA temp_store = MEMORY;"                                                                  \
    "PRAGMA cache_size = -1024;"                                                                   \
    "PRAGMA trusted_schema = OFF;"

static int open_flags(enum db_mode mode) {
    switch (mode) {
    case DB_CREATE: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    case DB_WRITE: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    case DB_READ: return SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    }
    CHECK_UNREACHABLE();
}

static const char *mode_settings(enum db_mode mode) {
    switch (mode) {
    case DB_CREATE: return WRITER_SETTINGS;
    case DB_WRITE: return BACKUP_SETTINGS;
    case DB_READ: return READER_SETTINGS;
    }
    CHECK_UNREACHABLE();
}

// Nobody asks how much memory SQLite has; counting takes a mutex at each allocation.
static void memory_uncounted(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err db_open(struct db *db, const char *path, enum db_mode mode) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, memory_uncounted);
    *db = (struct db){ .reads = mode == DB_READ };
    if (mode != DB_CREATE && access(path, F_OK) != 0) return ERR_NOT_FOUND;
    enum err err = db_err(sqlite3_open_v2(path, &db->handle, open_flags(mode), NULL));
    if (!err) {
        sqlite3_extended_result_codes(db->handle, 1);
        sqlite3_busy_timeout(db->handle, DB_BUSY_TIMEOUT_MS);
        // Only the writer checkpoints; a reader that closes last must not.
        sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == DB_READ, NULL);
        err = db_execute(db, COMMON_SETTINGS);
    }
    if (!err) err = db_execute(db, mode_settings(mode));
    if (err) db_close(db);
    return err;
}

void db_close(struct db *db) {
    uint32_t cursor = 0;
    for (sqlite3_stmt *s; (s = map_next(&db->statements, &cursor));) {
        sqlite3_finalize(s);
    }
    map_deinit(&db->statements);
    CHECK(sqlite3_close(db->handle) == SQLITE_OK);
    *db = (struct db){ 0 };
}

const char *db_message(const struct db *db) {
    return sqlite3_errmsg(db->handle);
}

enum err db_execute(struct db *db, const char *sql) {
    return db_err(sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

int64_t db_last_id(const struct db *db) {
    return sqlite3_last_insert_rowid(db->handle);
}

uint32_t db_changes(const struct db *db) {
    return (uint32_t)sqlite3_changes(db->handle);
}

static void end_on_failed_fsync(int code) {
    if (code != SQLITE_IOERR_FSYNC && code != SQLITE_IOERR_DIR_FSYNC) return;
    log_error("fsync_failed", "what",
              "the disk did not take what was written; the server stops, because it can no longer "
              "promise to record");
    _exit(1);
}

enum err db_err(int code) {
    end_on_failed_fsync(code);
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return OK;
    case SQLITE_CONSTRAINT: return ERR_CONSTRAINT;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_NOMEM: return ERR_NOMEM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_TOOBIG: return ERR_INPUT;
    case SQLITE_MISUSE: CHECK_UNREACHABLE();
    case SQLITE_ERROR: // SQL that this schema doesn't know: not the schema that we made
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERR_CORRUPT;
    default: return code == SQLITE_IOERR_NOMEM ? ERR_NOMEM : ERR_IO;
    }
}

static void query_fail(struct query *q, int code) {
    if (!q->err) q->err = db_err(code);
    CHECK(q->err != ERR_NOMEM || !q->db->reads);
}

static inline void query_note(struct query *q, int code) {
    if (code != SQLITE_OK) query_fail(q, code);
}

struct query db_query(struct db *db, const char *sql) {
    struct query q = { .db = db };
    sqlite3_stmt *kept = map_get(&db->statements, (uintptr_t)sql);
    if (kept && !sqlite3_stmt_busy(kept)) {
        q.statement = kept;
        q.is_kept = true;
        return q;
    }
    query_note(
        &q, sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &q.statement, NULL));
    if (!q.err && !kept) {
        map_put(&db->statements, (uintptr_t)sql, q.statement);
        q.is_kept = true;
    }
    return q;
}

void query_i64(struct query *q, int64_t value) {
    q->bound++;
    if (!q->err) query_note(q, sqlite3_bind_int64(q->statement, q->bound, value));
}

// An empty text is a text, not NULL, whatever its pointer.
void query_str(struct query *q, struct str text) {
    q->bound++;
    if (q->err) return;
    query_note(q, sqlite3_bind_text(q->statement, q->bound, text.len ? text.ptr : "", (int)text.len,
                                    SQLITE_STATIC));
}

void query_blob(struct query *q, const void *bytes, size_t len) {
    q->bound++;
    if (!q->err)
        query_note(q, sqlite3_bind_blob(q->statement, q->bound, bytes, (int)len, SQLITE_STATIC));
}

void query_null(struct query *q) {
    q->bound++;
    if (!q->err) query_note(q, sqlite3_bind_null(q->statement, q->bound));
}

int query_parameters(const struct query *q) {
    return q->err ? 0 : sqlite3_bind_parameter_count(q->statement);
}

bool query_next(struct query *q) {
    if (q->err) return false;
    int code = sqlite3_step(q->statement);
    query_note(q, code);
    return code == SQLITE_ROW;
}

int64_t query_get_i64(struct query *q, int column) {
    return sqlite3_column_int64(q->statement, column);
}

struct str query_get_str(struct query *q, int column) {
    bool is_null = query_is_null(q, column); // asked before: for want of memory it becomes one
    const char *ptr = (const char *)sqlite3_column_text(q->statement, column);
    CHECK(ptr || is_null); // there was memory for the zero byte
    return str_make(ptr, (size_t)sqlite3_column_bytes(q->statement, column));
}

bool query_get_blob(struct query *q, int column, void *bytes, size_t len) {
    const void *blob = sqlite3_column_blob(q->statement, column);
    if (!blob || (size_t)sqlite3_column_bytes(q->statement, column) != len) return false;
    memcpy(bytes, blob, len);
    return true;
}

bool query_is_null(struct query *q, int column) {
    return sqlite3_column_type(q->statement, column) == SQLITE_NULL;
}

enum err query_end(struct query *q) {
    if (q->is_kept) {
        sqlite3_reset(q->statement); // who uses it next binds all parameters anew
    } else {
        sqlite3_finalize(q->statement);
    }
    q->statement = NULL;
    return q->err;
}

enum err query_run(struct query *q) {
    query_next(q);
    return query_end(q);
}

enum err db_run(struct db *db, const char *sql) {
    struct query q = db_query(db, sql);
    return query_run(&q);
}
