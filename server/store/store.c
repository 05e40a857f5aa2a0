// Opening and closing: the folder, its lock, the database, the threads.
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/schema.h"

// Room that names below the data folder take.
enum { DIR_MAX = STORE_PATH - 256 };

enum err store_because(enum err err, char why[STORE_WHY], const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(why, STORE_WHY, format, args);
    va_end(args);
    return err;
}

void store_path(const struct store *store, const char *name, char path[STORE_PATH]) {
    CHECK(snprintf(path, STORE_PATH, "%s/%s", store->dir, name) < STORE_PATH);
}

// ── the folder ──

static enum err folder_make(const char *path, char why[STORE_WHY]) {
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return store_because(ERR_IO, why, "The data folder %s cannot be made: %s.", path,
                             strerror(errno));
    if (backup_sync_folder(path)) log_warn("folder_not_synced", "path", path);
    return OK;
}

static enum err folder_prepare(struct store *store, char why[STORE_WHY]) {
    char backups[STORE_PATH];
    store_path(store, STORE_BACKUPS, backups);
    enum err err = folder_make(store->dir, why);
    return err ? err : folder_make(backups, why);
}

// The lock ends with the process, however it ends; the number inside is for the message only.
enum err store_lock(const char *dir, int *lock, char why[STORE_WHY]) {
    char path[STORE_PATH], pid[32] = "";
    snprintf(path, sizeof(path), "%s/" STORE_LOCK, dir);
    *lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*lock < 0)
        return store_because(ERR_IO, why, "The data folder %s cannot be written: %s.", dir,
                             strerror(errno));
    if (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
        ssize_t len = read(*lock, pid, sizeof(pid) - 1);
        return store_because(ERR_BUSY, why, "Another Coolhead server (process %.*s) uses %s.",
                             len > 0 ? (int)len : 1, len > 0 ? pid : "?", dir);
    }
    int len = snprintf(pid, sizeof(pid), "%d", (int)getpid());
    if (ftruncate(*lock, 0) != 0 || pwrite(*lock, pid, (size_t)len, 0) != len)
        return store_because(ERR_IO, why, "The data folder %s cannot be written: %s.", dir,
                             strerror(errno));
    return OK;
}

// SQLite gives a new file the rights of the umask, and its WAL those of the file; here only the
// owner may read what people wrote.
static enum err database_make(const char *path, char why[STORE_WHY]) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return store_because(ERR_IO, why, "%s cannot be written: %s.", path, strerror(errno));
    close(fd);
    return OK;
}

// ── the database ──

static enum err database_failed(enum err err, const char *path, char why[STORE_WHY]) {
    switch (err) {
    case ERR_NOT_FOUND: return store_because(err, why, "There is no database at %s.", path);
    case ERR_CORRUPT:
        return store_because(err, why, "%s is damaged, or not a database of Coolhead.", path);
    case ERR_BUSY: return store_because(err, why, "Another program has locked %s.", path);
    default:
        return store_because(ERR_IO, why, "%s cannot be read or written (%s).", path,
                             err_name(err));
    }
}

static enum err schema_migrate(struct store *store, char why[STORE_WHY]) {
    struct schema schema = schema_current();
    char name[64], copy[STORE_PATH];
    snprintf(name, sizeof(name), STORE_BACKUPS "/before-version-%u.db", schema.version);
    store_path(store, name, copy);
    enum err err = access(copy, F_OK) == 0 ? OK : backup_make(store->dir, copy, why);
    if (err) return err;
    err = schema_apply(&store->writer.db, &schema);
    if (!err) log_info("database_migrated", "version", LOG_NUM(schema.version));
    return err ? database_failed(err, store->dir, why) : OK;
}

static enum err schema_bring(struct store *store, struct db *db, const char *path,
                             char why[STORE_WHY]) {
    struct schema schema = schema_current();
    enum schema_state state;
    enum err err = schema_read(db, &schema, &state);
    if (err) return database_failed(err, path, why);
    switch (state) {
    case SCHEMA_CURRENT: return OK;
    case SCHEMA_NEWER:
        return store_because(
            ERR_STALE, why,
            "%s was written by a newer Coolhead; start that one, or restore a backup.", path);
    case SCHEMA_STRANGE: return database_failed(ERR_CORRUPT, path, why);
    case SCHEMA_EMPTY:
        if (store->mode == STORE_READ) return database_failed(ERR_CORRUPT, path, why);
        err = schema_apply(db, &schema);
        return err ? database_failed(err, path, why) : OK;
    case SCHEMA_OLDER:
        if (store->mode == STORE_SERVE) return schema_migrate(store, why);
        return store_because(
            ERR_STALE, why,
            "%s was written by an older Coolhead; start the server once to bring it up "
            "to date.",
            path);
    }
    CHECK_UNREACHABLE();
}

static enum err database_open(struct store *store, char why[STORE_WHY]) {
    char path[STORE_PATH];
    store_path(store, STORE_DATABASE, path);
    bool serve = store->mode == STORE_SERVE;
    enum err err = serve ? database_make(path, why) : OK;
    if (err) return err;

    if (serve) err = db_open(&store->writer.db, path, DB_CREATE);
    if (!err && serve) err = schema_bring(store, &store->writer.db, path, why);
    if (!err && serve) err = people_secret_prepare(&store->writer.db, store->link_secret);
    if (err) return *why ? err : database_failed(err, path, why);

    err = db_open(&store->here, path, DB_READ);
    if (!err) err = db_open(&store->there, path, DB_READ);
    if (err) return database_failed(err, path, why);
    return serve ? OK : schema_bring(store, &store->here, path, why);
}

// ── the threads ──

// A list is read in one transaction, so that its parts fit together.
static enum job_next reader_work(void *ctx, struct job *job) {
    struct store *store = ctx;
    job->err = db_run(&store->there, "BEGIN");
    if (!job->err) job->run(job, &store->there);
    db_run(&store->there, "ROLLBACK");
    return JOB_DONE;
}

static enum job_next hasher_work(void *ctx, struct job *job) {
    (void)ctx;
    return job->run(job, NULL);
}

// Two, so that a class of trainers signing in leaves a core for the calls of the others.
enum { HASHER_THREADS = 2 };

static void threads_start(struct store *store) {
    store->reader.work = reader_work;
    store->reader.ctx = store;
    lane_start(&store->reader, 1, &store->done);
    if (store->mode == STORE_READ) return;
    writer_start(&store->writer, &store->done);
    store->hasher.work = hasher_work;
    lane_start(&store->hasher, HASHER_THREADS, &store->done);
}

// The hasher first: its jobs go on to the writer.
static void threads_stop(struct store *store) {
    if (store->mode == STORE_SERVE) {
        lane_stop(&store->hasher);
        lane_stop(&store->writer.lane);
    }
    lane_stop(&store->reader);
}

// ── a store ──

// What store_open got, as far as it came.
static void store_release(struct store *store) {
    db_close(&store->there);
    db_close(&store->here);
    memo_deinit(&store->writer.memo);
    db_close(&store->writer.db); // last: it alone may checkpoint
    if (store->lock >= 0) close(store->lock);
    free(store);
}

static enum err store_begin(struct store *store, char why[STORE_WHY]) {
    enum err err = OK;
    if (store->mode == STORE_SERVE) err = folder_prepare(store, why);
    if (!err && store->mode == STORE_SERVE) err = store_lock(store->dir, &store->lock, why);
    if (!err) err = database_open(store, why);
    if (!err && done_init(&store->done))
        err = store_because(ERR_IO, why, "No file descriptor is left for %s.", store->dir);
    return err;
}

enum err store_open(const char *dir, enum store_mode mode, struct store **opened,
                    char why[STORE_WHY]) {
    why[0] = '\0';
    if (strlen(dir) > DIR_MAX)
        return store_because(ERR_IO, why, "The name of the data folder is longer than %d bytes.",
                             DIR_MAX);
    CHECK(sodium_init() >= 0);
    struct store *store = calloc(1, sizeof(*store));
    CHECK(store);
    store->mode = mode;
    store->lock = -1;
    snprintf(store->dir, sizeof(store->dir), "%s", dir);
    enum err err = store_begin(store, why);
    if (err) {
        store_release(store);
        return err;
    }
    journal_sqlite_init(&store->journal, store);
    threads_start(store);
    err = mode == STORE_SERVE ? erase_resume(store) : OK;
    if (err) {
        store_close(store);
        return store_because(err, why, "What was erased from %s cannot be read (%s).", dir,
                             err_name(err));
    }
    *opened = store;
    return OK;
}

void store_close(struct store *store) {
    threads_stop(store);
    done_deinit(&store->done);
    journal_sqlite_deinit(&store->journal);
    store_release(store);
}

struct journal *store_journal(struct store *store) {
    return &store->journal.journal;
}

enum err store_health(const struct store *store) {
    return atomic_load(&store->writer.sick);
}

int store_fd(struct store *store) {
    return store->done.fd;
}

void store_drain(struct store *store) {
    store->waiting -= done_drain(&store->done);
}

void store_push(struct store *store, struct lane *lane, struct job *job) {
    CHECK(store->mode == STORE_SERVE || lane == &store->reader);
    if (++store->waiting <= STORE_JOBS_MAX) {
        lane_push(lane, job);
        return;
    }
    job->err = ERR_BUSY;
    done_push(&store->done, job);
}

enum err store_await(struct store *store, struct job *job) {
    CHECK(store->mode == STORE_SERVE);
    job->is_awaited = true;
    lane_push(&store->writer.lane, job);
    done_await(&store->done, job);
    return job->err;
}
