// Forgetting as a job of the writer: first in the database, then in each backup, then in the WAL.
//
// A row of `deletion` is there from the first slice until no copy is left, so a start after a crash
// finds what to go on with.
#include "store/erase.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/id.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/keys.h"
#include "store/schema.h"
#include "store/target.h"
#include "store/walk.h"

#define BACKUPS_MAX 1000
#define RESUMES_MAX 1000 // of one start; the rest waits for the next one
#define DAY_MS      "86400000"

struct erase_job {
    struct job job;
    struct store *store;
    struct target target;
    struct progress progress; // in the database
    struct str replacement;   // of one text

    char (*backups)[NAME_MAX + 16]; // in the arena
    uint32_t backup_count, backup_next;
    struct progress backup_progress; // in backups[backup_next]
    bool is_backup_left;             // one could not be written

    bool pending;
    erase_on_done on_done; // NULL: resumed at a start
    void *ctx;
};

static struct erase_job *erase_of(struct job *job) {
    return (struct erase_job *)job;
}

// ── the backups ──

// Adds to DIR/backups/erasures what must also be forgotten by copies that are kept elsewhere: a
// line "first last person seq at_ms". store_open applies it to a database that somebody brought
// back.
static enum err record_append(struct erase_job *e) {
    char path[STORE_PATH], line[128];
    store_path(e->store, STORE_ERASURES, path);
    const struct target *t = &e->target;
    int len = snprintf(line, sizeof(line), "%" PRIu64 " %" PRIu64 " %u %u %" PRId64 "\n", t->first,
                       t->last, t->person, t->seq, t->at_ms);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return ERR_IO;
    bool is_kept = write(fd, line, (size_t)len) == len && fsync(fd) == 0;
    close(fd);
    return is_kept ? backup_sync_folder(path) : ERR_IO;
}

static bool name_is_backup(const char *name) {
    size_t len = strlen(name);
    return len > 3 && strcmp(name + len - 3, ".db") == 0;
}

static enum err backups_list(struct erase_job *e) {
    char path[STORE_PATH];
    store_path(e->store, STORE_BACKUPS, path);
    DIR *dir = opendir(path);
    if (!dir) return ERR_IO;
    e->backups = arena_alloc_array(&e->job.arena, BACKUPS_MAX, sizeof(*e->backups));
    for (struct dirent *entry; (entry = readdir(dir)) && e->backup_count < BACKUPS_MAX;) {
        if (!name_is_backup(entry->d_name)) continue;
        snprintf(e->backups[e->backup_count++], sizeof(*e->backups), STORE_BACKUPS "/%s",
                 entry->d_name);
    }
    closedir(dir);
    return OK;
}

// A copy that an earlier version made is migrated first: only the present form can forget surely.
static enum err backup_bring(struct db *backup) {
    struct schema schema = schema_current();
    enum schema_state state;
    enum err err = schema_read(backup, &schema, &state);
    if (err || state == SCHEMA_CURRENT) return err;
    return state == SCHEMA_OLDER ? schema_apply(backup, &schema) : ERR_STALE;
}

// One slice of one backup. It is opened for each, so that a job that is dropped holds nothing.
static enum err backup_slice(struct erase_job *e, struct db *backup, bool *is_over) {
    enum err err = db_run(backup, "BEGIN IMMEDIATE");
    if (!err) err = target_begin(backup, &e->target);
    if (!err) err = target_slice(backup, &e->target, &e->backup_progress, is_over);
    if (!err && *is_over) err = target_end(backup, &e->target);
    return err ? err : db_run(backup, "COMMIT");
}

static enum err backup_work(struct erase_job *e, bool *is_over) {
    char path[STORE_PATH];
    struct db backup;
    store_path(e->store, e->backups[e->backup_next], path);
    enum err err = db_open(&backup, path, DB_WRITE);
    if (err) return err;
    err = backup_bring(&backup);
    if (!err) err = backup_slice(e, &backup, is_over);
    db_close(&backup); // rolls back what did not commit
    return err;
}

// ── one job, step by step, from the last to the first ──

static enum job_next next_step(struct job *job,
                               enum job_next (*run)(struct job *job, struct db *db), bool is_bare) {
    job->run = run;
    job->is_bare = is_bare;
    return JOB_AGAIN;
}

static enum job_next truncate_run(struct job *job, struct db *db) {
    (void)db;
    struct erase_job *e = erase_of(job);
    e->pending = !writer_truncate(&e->store->writer) || e->is_backup_left;
    return JOB_DONE;
}

// The row stays when a backup could not be written: the next start tries again.
static enum job_next end_run(struct job *job, struct db *db) {
    struct erase_job *e = erase_of(job);
    if (!e->is_backup_left) job->err = target_end(db, &e->target);
    return next_step(job, truncate_run, true);
}

static enum job_next backup_run(struct job *job, struct db *db) {
    (void)db;
    struct erase_job *e = erase_of(job);
    if (e->backup_next == e->backup_count) return next_step(job, end_run, false);
    bool is_over = false;
    enum err err = backup_work(e, &is_over);
    if (err) {
        log_warn("backup_keeps_erased", "err", err_name(err));
        e->is_backup_left = true;
    }
    if (err || is_over) {
        e->backup_next++;
        e->backup_progress = (struct progress){ 0 };
    }
    return JOB_AGAIN;
}

static enum job_next record_run(struct job *job, struct db *db) {
    (void)db;
    struct erase_job *e = erase_of(job);
    job->err = record_append(e);
    if (!job->err) job->err = backups_list(e);
    return job->err ? JOB_DONE : next_step(job, backup_run, true);
}

static enum job_next slices_run(struct job *job, struct db *db) {
    struct erase_job *e = erase_of(job);
    bool is_over = false;
    job->err = target_slice(db, &e->target, &e->progress, &is_over);
    return is_over ? next_step(job, record_run, true) : JOB_AGAIN;
}

static enum job_next begin_run(struct job *job, struct db *db) {
    job->err = target_begin(db, &erase_of(job)->target);
    return next_step(job, slices_run, false);
}

// ── the four questions ──

static void on_erase_done(struct job *job) {
    struct erase_job *e = erase_of(job);
    struct erase_result result = { e->target.first, e->progress.events, e->progress.texts,
                                   e->pending };
    if (e->on_done) e->on_done(e->ctx, job->err, job->err ? NULL : &result);
}

static struct erase_job *erase_new(struct store *store, struct target target,
                                   enum job_next (*run)(struct job *job, struct db *db),
                                   erase_on_done on_done, void *ctx) {
    struct erase_job *e = JOB_NEW(struct erase_job, run, on_erase_done);
    e->store = store;
    e->target = target;
    e->on_done = on_done;
    e->ctx = ctx;
    return e;
}

static void erase_push(struct erase_job *e) {
    store_push(e->store, &e->store->writer.lane, &e->job);
}

static enum err row_check(struct db *db, const char *sql, uint64_t a, uint64_t b) {
    struct query q = db_query(db, sql);
    query_i64(&q, (int64_t)a);
    query_i64(&q, (int64_t)b);
    if (!query_next(&q) && !q.err) q.err = ERR_NOT_FOUND;
    return query_end(&q);
}

static enum job_next person_run(struct job *job, struct db *db) {
    const struct target *t = &erase_of(job)->target;
    job->err = row_check(db, "SELECT 1 FROM person WHERE class_id = ? AND number = ?",
                         id_class_of(t->first), t->person);
    return job->err ? JOB_DONE : begin_run(job, db);
}

void erase_person(struct store *store, uint32_t class_id, uint16_t person, ms at_ms,
                  erase_on_done on_done, void *ctx) {
    struct target target = target_of_class(class_id, person, at_ms);
    erase_push(erase_new(store, target, person_run, on_done, ctx));
}

static enum job_next class_run(struct job *job, struct db *db) {
    const struct target *t = &erase_of(job)->target;
    job->err =
        row_check(db, "SELECT 1 FROM class WHERE id = ? AND ? = 0", id_class_of(t->first), 0);
    return job->err ? JOB_DONE : begin_run(job, db);
}

void erase_class(struct store *store, uint32_t class_id, ms at_ms, erase_on_done on_done,
                 void *ctx) {
    struct target target = target_of_class(class_id, 0, at_ms);
    erase_push(erase_new(store, target, class_run, on_done, ctx));
}

static enum err subject_read(struct db *db, int64_t event, struct target *t) {
    struct query q = db_query(db, "SELECT subject FROM text WHERE id = ?");
    query_i64(&q, event);
    if (query_next(&q))
        t->person = (uint16_t)query_get_i64(&q, 0);
    else if (!q.err)
        q.err = ERR_NOT_FOUND;
    return query_end(&q);
}

// The digest goes where the erasure is recorded, since the chain has the original's.
static enum err replacement_record(struct db *db, const struct target *t,
                                   const struct chain_hash *digest) {
    struct query q = db_query(db, "UPDATE erasure SET digest = ? WHERE class_id = ? AND person = ?"
                                  " AND stream = ? AND seq = ?");
    query_blob(&q, digest->bytes, sizeof(digest->bytes));
    query_i64(&q, id_class_of(t->first));
    query_i64(&q, t->person);
    query_i64(&q, (int64_t)t->first);
    query_i64(&q, t->seq);
    return query_run(&q);
}

static enum err replacement_insert(struct db *db, const struct erase_job *e, int64_t event,
                                   const struct person_key *key, const struct key_nonce *nonce) {
    int64_t nonce_id;
    enum err err = nonces_insert(db, nonce, 1, &nonce_id);
    if (err) return err;
    struct buf body = { 0 };
    key_apply(key, nonce, e->replacement, &body);
    struct query q = db_query(db, "INSERT INTO text (id, subject, redacted, key, nonce, body)"
                                  " VALUES (?, ?, 1, ?, ?, ?)");
    query_i64(&q, event);
    query_i64(&q, e->target.person);
    query_i64(&q, key->id);
    query_i64(&q, nonce_id);
    query_blob(&q, body.ptr, body.len);
    err = query_run(&q);
    buf_deinit(&body);
    return err;
}

static enum err text_replace(struct db *db, const struct erase_job *e, int64_t event) {
    struct person_key key;
    const struct target *t = &e->target;
    enum err err = key_of(db, id_class_of(t->first), t->person, &key);
    if (err) return err;
    struct key_nonce nonce = key_nonce_make();
    struct chain_hash digest = chain_texts(key_salt(&key, &nonce), e->replacement);
    err = replacement_record(db, t, &digest);
    return err ? err : replacement_insert(db, e, event, &key, &nonce);
}

static enum job_next text_run(struct job *job, struct db *db) {
    struct erase_job *e = erase_of(job);
    int64_t event;
    job->err = walk_find(db, e->target.first, e->target.seq, &event);
    if (!job->err) job->err = subject_read(db, event, &e->target);
    if (!job->err) job->err = target_begin(db, &e->target);
    if (!job->err) job->err = text_replace(db, e, event);
    return next_step(job, record_run, true);
}

void erase_text(struct store *store, uint64_t stream, uint32_t seq, struct str replacement,
                ms at_ms, erase_on_done on_done, void *ctx) {
    struct target target = target_of_text(stream, seq, 0, at_ms);
    struct erase_job *e = erase_new(store, target, text_run, on_done, ctx);
    e->replacement = arena_copy(&e->job.arena, replacement);
    e->progress.texts = 1;
    erase_push(e);
}

// One row at most: a stream id, and nothing else.
static enum err expired_read(struct db *db, const char *sql, ms now_ms, uint64_t *found) {
    struct query q = db_query(db, sql);
    query_i64(&q, now_ms);
    *found = query_next(&q) ? (uint64_t)query_get_i64(&q, 0) : 0;
    return query_end(&q);
}

static enum err expired_find(struct db *db, struct target *t) {
    uint64_t class_id = 0, session = 0;
    enum err err = expired_read(db,
                                "SELECT id FROM class WHERE closed_ms > 0"
                                " AND retention_days > 0"
                                " AND closed_ms + retention_days * " DAY_MS " <= ? LIMIT 1",
                                t->at_ms, &class_id);
    if (!err && !class_id)
        err = expired_read(
            db,
            "WITH RECURSIVE s (session, days) AS ("
            " SELECT (SELECT min(id) FROM stream WHERE id > (class.id << 26) + 262143"
            "  AND id < (class.id + 1) << 26), retention_days"
            " FROM class WHERE retention_days > 0"
            " UNION ALL"
            " SELECT (SELECT min(id) FROM stream WHERE id > (session | 511)"
            "  AND id < ((session >> 26) + 1) << 26), days"
            " FROM s WHERE session IS NOT NULL)"
            "SELECT session FROM s WHERE session IS NOT NULL AND (SELECT e.wall_ms"
            "  FROM stream JOIN event e ON e.id = stream.last WHERE stream.id = session)"
            "  + days * " DAY_MS " <= ?"
            " LIMIT 1",
            t->at_ms, &session);
    if (err) return err;
    if (!class_id && !session) return ERR_NOT_FOUND;
    *t = class_id ? target_of_class((uint32_t)class_id, 0, t->at_ms)
                  : target_of_session(session, t->at_ms);
    return OK;
}

static enum job_next expired_run(struct job *job, struct db *db) {
    job->err = expired_find(db, &erase_of(job)->target);
    return job->err ? JOB_DONE : begin_run(job, db);
}

void erase_expired(struct store *store, ms now_ms, erase_on_done on_done, void *ctx) {
    struct target any = { .at_ms = now_ms };
    erase_push(erase_new(store, any, expired_run, on_done, ctx));
}

// ── at the start: what a crash or an old backup left ──

static enum err begun_resume(struct store *store) {
    struct query q = db_query(&store->here, "SELECT first, last, person, seq, at_ms FROM deletion"
                                            " LIMIT ?");
    query_i64(&q, RESUMES_MAX);
    while (query_next(&q)) {
        struct target target = {
            .first = (uint64_t)query_get_i64(&q, 0),
            .last = (uint64_t)query_get_i64(&q, 1),
            .person = (uint16_t)query_get_i64(&q, 2),
            .seq = (uint32_t)query_get_i64(&q, 3),
            .at_ms = query_get_i64(&q, 4),
        };
        erase_push(erase_new(store, target, slices_run, NULL, NULL));
    }
    return query_end(&q);
}

static bool line_read(FILE *file, struct target *t) {
    return fscanf(file, "%" SCNu64 " %" SCNu64 " %" SCNu16 " %" SCNu32 " %" SCNd64, &t->first,
                  &t->last, &t->person, &t->seq, &t->at_ms) == 5 &&
           id_is_valid(t->first);
}

static enum err recorded_resume(struct store *store) {
    char path[STORE_PATH];
    store_path(store, STORE_ERASURES, path);
    FILE *file = fopen(path, "re");
    if (!file) return OK; // nothing was ever erased
    enum err err = OK;
    uint32_t count = 0;
    for (struct target t; !err && count < RESUMES_MAX && line_read(file, &t);) {
        if (!target_is_needed(&store->here, &t, &err)) continue;
        log_info("erasure_repeated", "stream", LOG_NUM(t.first));
        erase_push(erase_new(store, t, begin_run, NULL, NULL));
        count++;
    }
    fclose(file);
    return err;
}

enum err erase_resume(struct store *store) {
    enum err err = begun_resume(store);
    return err ? err : recorded_resume(store);
}
