// The writer thread: transactions, well-being, checkpoints.
#include "store/writer.h"

#include <sqlite3.h>

#include "base/log.h"

// 4 MiB of WAL: large enough that pages written again and again (the ends of live streams) are
// copied once, small enough that a checkpoint is over in some 30 ms and a restart has little to
// recover.
#define CHECKPOINT_PAGES 1024

// Enough that the probe fails on a disk on which a batch would.
#define PROBE "REPLACE INTO probe (only, bytes) VALUES (1, zeroblob(65536))"

bool writer_is_well(struct writer *writer) {
    return atomic_load(&writer->sick) == OK;
}

// The errors that say something about the disk, not about the job.
static bool err_is_sickness(enum err err) {
    return err == ERR_IO || err == ERR_FULL || err == ERR_NOMEM || err == ERR_BUSY ||
           err == ERR_CORRUPT;
}

static void writer_sicken(struct writer *writer, enum err err) {
    log_error("store_unwell", "err", err_name(err), "what", db_message(&writer->db));
    atomic_store(&writer->sick, err == ERR_FULL ? ERR_FULL : ERR_IO);
    writer->probe_at = time_monotonic() + MS_SECOND;
    done_wake(writer->lane.done);
}

// SQLite itself rolls back after some errors; then there is nothing left to roll back.
static void writer_rollback(struct writer *writer) {
    memo_forget(&writer->memo);
    if (!sqlite3_get_autocommit(writer->db.handle)) db_run(&writer->db, "ROLLBACK");
}

static enum job_next writer_transact(struct writer *writer, struct job *job) {
    job->err = db_run(&writer->db, "BEGIN IMMEDIATE");
    if (job->err) return JOB_DONE;
    enum job_next next = job->run(job, &writer->db);
    if (!job->err) job->err = db_run(&writer->db, "COMMIT");
    if (!job->err) return next;
    if (err_is_sickness(job->err)) writer_sicken(writer, job->err);
    writer_rollback(writer);
    return JOB_DONE;
}

static enum job_next writer_work(void *ctx, struct job *job) {
    struct writer *writer = ctx;
    if (!job->is_batch) memo_forget(&writer->memo);
    if (job->is_bare) return job->run(job, &writer->db);
    job->err = atomic_load(&writer->sick);
    return job->err ? JOB_DONE : writer_transact(writer, job);
}

static void writer_probe(struct writer *writer) {
    writer->probe_at = time_monotonic() + MS_SECOND;
    enum err err = db_run(&writer->db, "BEGIN IMMEDIATE");
    if (!err) err = db_run(&writer->db, PROBE);
    if (!err) err = db_run(&writer->db, "COMMIT");
    if (err) {
        writer_rollback(writer);
        return;
    }
    log_info("store_well");
    atomic_store(&writer->sick, OK);
    done_wake(writer->lane.done);
}

// After one that readers kept from finishing, the next comes a full measure later: each costs two
// fsyncs.
static void writer_checkpoint(struct writer *writer) {
    int in_wal = 0, copied = 0;
    int code = sqlite3_wal_checkpoint_v2(writer->db.handle, NULL, SQLITE_CHECKPOINT_PASSIVE,
                                         &in_wal, &copied);
    enum err err = db_err(code);
    if (err) log_warn("checkpoint_failed", "err", err_name(err));
    writer->checkpoint_at = CHECKPOINT_PAGES;
    if (err || copied < in_wal) writer->checkpoint_at += writer->wal_pages;
}

// SQLite leaves it to the next commit; until then a power cut could bring the old WAL back, with
// what was erased in it.
static int wal_sync(sqlite3 *handle) {
    sqlite3_file *wal = NULL;
    int code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    bool is_open = code == SQLITE_OK && wal && wal->pMethods;
    return is_open ? wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL) : code;
}

// Waits for no reader: the next try is a second away, and a live class is not.
bool writer_truncate(struct writer *writer) {
    sqlite3_busy_timeout(writer->db.handle, 0);
    int code =
        sqlite3_wal_checkpoint_v2(writer->db.handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(writer->db.handle, DB_BUSY_TIMEOUT_MS);
    if (code == SQLITE_OK) code = wal_sync(writer->db.handle);
    writer->is_trace_left = db_err(code) != OK;
    writer->truncate_at = time_monotonic() + MS_SECOND;
    if (!writer->is_trace_left) writer->checkpoint_at = CHECKPOINT_PAGES;
    return !writer->is_trace_left;
}

static ms writer_rest(void *ctx) {
    struct writer *writer = ctx;
    if (!writer_is_well(writer) && time_monotonic() >= writer->probe_at) writer_probe(writer);
    if (writer->wal_pages >= writer->checkpoint_at) writer_checkpoint(writer);
    if (writer->is_trace_left && time_monotonic() >= writer->truncate_at) writer_truncate(writer);
    return writer_is_well(writer) && !writer->is_trace_left ? 0 : MS_SECOND;
}

static int on_commit(void *ctx, sqlite3 *handle, const char *name, int pages) {
    (void)handle, (void)name;
    struct writer *writer = ctx;
    writer->wal_pages = (uint32_t)pages;
    return SQLITE_OK;
}

void writer_start(struct writer *writer, struct done *done) {
    writer->checkpoint_at = CHECKPOINT_PAGES;
    sqlite3_wal_hook(writer->db.handle, on_commit, writer);
    writer->lane.work = writer_work;
    writer->lane.rest = writer_rest;
    writer->lane.ctx = writer;
    lane_start(&writer->lane, 1, done);
}
