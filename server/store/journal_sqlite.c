// The journal on disk, as seen from the loop: batches go to the writer (append.c writes them),
// reads are done at once.
//
// Memory-only rows ride along: whether they fit is decided when the batch is submitted, and they
// are kept when the drain learns that their unit is on disk. So they commit or fail with it, and
// are touched by the loop's thread alone.
#include "store/journal_sqlite.h"

#include <sodium.h>

#include "base/check.h"
#include "base/id.h"
#include "store/append.h"
#include "store/code.h"
#include "store/inside.h"
#include "store/rows.h"
#include "store/walk.h"

static struct journal_sqlite *sqlite_of(struct journal *journal) {
    return (struct journal_sqlite *)journal;
}

struct batch_job {
    struct job job;
    struct journal_sqlite *journal;
    struct journal_batch *batch;
};

// Units that were refused at submit keep that result.
static enum job_next batch_run(struct job *job, struct db *db) {
    struct journal_batch *batch = ((struct batch_job *)job)->batch;
    struct memo *memo = &((struct batch_job *)job)->journal->store->writer.memo;
    struct append append;
    memo_trim(memo);
    append_begin(&append, db, memo);
    for (uint32_t i = 0; !job->err && i < batch->unit_count; i++) {
        if (!batch->units[i].result) job->err = unit_append(&append, &batch->units[i]);
    }
    if (!job->err) job->err = append_end(&append);
    return JOB_DONE;
}

// ── submit and drain: on the loop's thread ──

static void unit_keep_unrecorded(struct journal_sqlite *j, const struct journal_unit *unit) {
    for (uint32_t i = 0; i < unit->row_count; i++) {
        if (unit->rows[i].memory_only) rowlog_append(&j->unrecorded, &unit->rows[i]);
    }
}

static void on_batch_done(struct job *job) {
    struct journal_sqlite *j = ((struct batch_job *)job)->journal;
    struct journal_batch *batch = ((struct batch_job *)job)->batch;
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        struct journal_unit *unit = &batch->units[i];
        if (job->err) unit->result = job->err == ERR_FULL ? ERR_FULL : ERR_IO;
        if (!unit->result) unit_keep_unrecorded(j, unit);
    }
    j->is_in_flight = false;
    batch->on_done(batch->ctx, batch);
}

// The batch goes past the limit on waiting jobs: there is only ever one.
static void sqlite_submit(struct journal *journal, struct journal_batch *batch) {
    struct journal_sqlite *j = sqlite_of(journal);
    CHECK(!j->is_in_flight && j->store->mode == STORE_SERVE);
    j->is_in_flight = true;
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        struct journal_unit *unit = &batch->units[i];
        bool fits = rowlog_fits(&j->unrecorded, unit->rows, unit->row_count, true);
        unit->result = fits ? OK : ERR_CONSTRAINT;
    }
    struct batch_job *job = JOB_NEW(struct batch_job, batch_run, on_batch_done);
    job->job.is_batch = true;
    job->journal = j;
    job->batch = batch;
    j->store->waiting++;
    lane_push(&j->store->writer.lane, &job->job);
}

static void sqlite_drain(struct journal *journal) {
    store_drain(sqlite_of(journal)->store);
}

static int sqlite_fd(struct journal *journal) {
    return store_fd(sqlite_of(journal)->store);
}

static bool sqlite_is_well(struct journal *journal) {
    return writer_is_well(&sqlite_of(journal)->store->writer);
}

// ── classes ──

struct claim_job {
    struct job job;
    uint32_t class_id;
    uint32_t epoch;
};

static enum job_next claim_run(struct job *job, struct db *db) {
    struct claim_job *claim = (struct claim_job *)job;
    struct query q =
        db_query(db, "UPDATE class SET epoch = epoch + 1 WHERE id = ? RETURNING epoch");
    query_i64(&q, claim->class_id);
    if (query_next(&q))
        claim->epoch = (uint32_t)query_get_i64(&q, 0);
    else if (!q.err)
        q.err = ERR_NOT_FOUND;
    job->err = query_end(&q);
    return JOB_DONE;
}

static enum err sqlite_claim_class(struct journal *journal, uint32_t class_id, uint32_t *epoch) {
    struct claim_job *claim = JOB_NEW(struct claim_job, claim_run, NULL);
    claim->class_id = class_id;
    enum err err = store_await(sqlite_of(journal)->store, &claim->job);
    if (!err) *epoch = claim->epoch;
    job_free(&claim->job);
    return err;
}

struct create_job {
    struct job job;
    struct journal_class class;
    journal_on_created on_created;
    void *ctx;
};

// With 1,000 open classes a random id or code is taken once in ten thousand times.
enum { CREATE_TRIES = 8 };

// Nor is an id good whose last class is still being deleted.
static enum err class_insert(struct db *db, const struct journal_class *class) {
    struct query q = db_query(
        db, "INSERT INTO class (" CLASS_COLUMNS ") SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0"
            " WHERE NOT EXISTS (SELECT 1 FROM deletion WHERE first = ?1 << 26)"
            " ON CONFLICT DO NOTHING");
    query_i64(&q, class->id);
    query_i64(&q, class->epoch);
    query_i64(&q, class->owner);
    query_i64(&q, class->retention_days);
    query_str(&q, str_from(class->code));
    query_str(&q, class->name);
    query_str(&q, class->doctrine);
    query_i64(&q, class->created_ms);
    return query_run(&q);
}

static enum job_next create_run(struct job *job, struct db *db) {
    struct journal_class *class = &((struct create_job *)job)->class;
    for (int i = 0; i < CREATE_TRIES; i++) {
        class->id = 1 + randombytes_uniform(ID_CLASS_MAX);
        code_from(randombytes_uniform(CODE_COUNT), class->code);
        job->err = class_insert(db, class);
        if (job->err || db_changes(db) == 1) return JOB_DONE;
    }
    job->err = ERR_EXISTS;
    return JOB_DONE;
}

static void on_create_done(struct job *job) {
    struct create_job *create = (struct create_job *)job;
    create->on_created(create->ctx, job->err, job->err ? NULL : &create->class);
}

static void sqlite_create_class(struct journal *journal, const struct journal_class_new *what,
                                journal_on_created on_created, void *ctx) {
    struct store *store = sqlite_of(journal)->store;
    struct create_job *create = JOB_NEW(struct create_job, create_run, on_create_done);
    create->on_created = on_created;
    create->ctx = ctx;
    create->class = (struct journal_class){
        .epoch = 1,
        .owner = what->owner,
        .retention_days = what->retention_days,
        .name = arena_copy(&create->job.arena, what->name),
        .doctrine = arena_copy(&create->job.arena, what->doctrine),
        .created_ms = what->created_ms,
    };
    store_push(store, &store->writer.lane, &create->job);
}

// ── read: on the caller's own connection ──

static enum err rows_read(struct db *db, uint64_t stream, uint32_t from_seq, journal_on_row on_row,
                          void *ctx) {
    struct walk walk;
    struct buf plain = { 0 };
    enum err err = walk_begin(&walk, db, stream, from_seq);
    for (bool more = true; !err && more;) {
        int64_t id;
        err = walk_next(&walk, &id);
        if (err || !id) break;
        struct query q = db_query(db, ROW_QUERY);
        query_i64(&q, id);
        if (query_next(&q)) {
            enum text_state texts;
            struct journal_row row = row_get(&q, stream, &plain, &texts);
            more = on_row(ctx, &row, texts);
        }
        err = query_end(&q);
    }
    buf_deinit(&plain);
    return err;
}

// Under a savepoint, not in a transaction: who is told of a row may read another stream.
static enum err sqlite_read_stream(struct journal *journal, uint64_t stream, uint32_t from_seq,
                                   journal_on_row on_row, void *ctx) {
    struct journal_sqlite *j = sqlite_of(journal);
    if (rowlog_last_seq(&j->unrecorded, stream) > 0)
        return rowlog_read(&j->unrecorded, stream, from_seq, on_row, ctx);
    enum err err = db_run(&j->store->here, "SAVEPOINT reading");
    if (err) return err;
    err = rows_read(&j->store->here, stream, from_seq, on_row, ctx);
    db_run(&j->store->here, "RELEASE reading");
    return err;
}

static enum err sqlite_list_streams(struct journal *journal, uint32_t class_id,
                                    journal_on_stream on_stream, void *ctx) {
    struct journal_sqlite *j = sqlite_of(journal);
    struct query q = db_query(&j->store->here, "SELECT id, seq FROM stream"
                                               " WHERE id BETWEEN ?1 AND ?1 + 67108863"
                                               " ORDER BY id");
    query_i64(&q, (int64_t)id_class_stream(class_id));
    while (query_next(&q)) {
        on_stream(ctx, (uint64_t)query_get_i64(&q, 0), (uint32_t)query_get_i64(&q, 1), false);
    }
    rowlog_list(&j->unrecorded, class_id, on_stream, ctx);
    return query_end(&q);
}

static enum err sqlite_list_people(struct journal *journal, uint32_t class_id,
                                   journal_on_person on_person, void *ctx) {
    struct query q = db_query(&sqlite_of(journal)->store->here, PERSON_QUERY);
    struct buf plain = { 0 };
    query_i64(&q, class_id);
    while (query_next(&q)) {
        struct journal_person person = person_get(&q, &plain);
        on_person(ctx, &person);
    }
    buf_deinit(&plain);
    return query_end(&q);
}

static enum err sqlite_list_open_classes(struct journal *journal, journal_on_class on_class,
                                         void *ctx) {
    struct query q =
        db_query(&sqlite_of(journal)->store->here,
                 "SELECT " CLASS_COLUMNS " FROM class WHERE closed_ms = 0 ORDER BY id");
    while (query_next(&q)) {
        struct journal_class class = class_get(&q);
        on_class(ctx, &class);
    }
    return query_end(&q);
}

static void sqlite_forget_stream(struct journal *journal, uint64_t stream) {
    rowlog_forget(&sqlite_of(journal)->unrecorded, stream);
}

static const struct journal_ops sqlite_ops = {
    .submit = sqlite_submit,
    .drain = sqlite_drain,
    .fd = sqlite_fd,
    .is_well = sqlite_is_well,
    .read_stream = sqlite_read_stream,
    .list_streams = sqlite_list_streams,
    .list_people = sqlite_list_people,
    .list_open_classes = sqlite_list_open_classes,
    .claim_class = sqlite_claim_class,
    .create_class = sqlite_create_class,
    .forget_stream = sqlite_forget_stream,
};

void journal_sqlite_init(struct journal_sqlite *j, struct store *store) {
    *j = (struct journal_sqlite){ .journal = { &sqlite_ops }, .store = store };
}

void journal_sqlite_deinit(struct journal_sqlite *j) {
    rowlog_deinit(&j->unrecorded);
}
