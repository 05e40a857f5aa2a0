// The journal on disk: how a batch becomes rows, and how rows are read back.
//
// Memory-only rows ride along: whether they fit is decided when the batch is submitted, and they
// are kept when the drain learns that their unit is on disk. So they commit or fail with it, and
// are touched by the loop's thread alone.
#include "store/journal_sqlite.h"

#include <sodium.h>

#include "base/check.h"
#include "base/id.h"
#include "store/chain.h"
#include "store/code.h"
#include "store/inside.h"

static struct journal_sqlite *sqlite_of(struct journal *journal) {
    return (struct journal_sqlite *)journal;
}

// ── append: on the writer's thread ──

// Where a stream ends: the next row goes on from here.
struct head {
    uint64_t stream;
    uint32_t seq;
    struct chain_hash hash;
};

static enum err head_read(struct db *db, uint64_t stream, struct head *head) {
    *head = (struct head){ .stream = stream };
    struct query q =
        db_query(db, "SELECT seq, hash FROM event WHERE stream = ? ORDER BY seq DESC LIMIT 1");
    query_i64(&q, (int64_t)stream);
    if (query_next(&q)) {
        head->seq = (uint32_t)query_get_i64(&q, 0);
        if (!query_get_blob(&q, 1, head->hash.bytes, sizeof(head->hash.bytes))) q.err = ERR_CORRUPT;
    }
    return query_end(&q);
}

static enum err event_insert(struct db *db, const struct journal_row *row,
                             const struct chain_hash *texts, const struct chain_hash *hash) {
    struct query q = db_query(
        db, "INSERT INTO event (stream, seq, v, type, subject, play_ms, up_ms, wall_ms, facts,"
            " text_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_i64(&q, (int64_t)row->stream);
    query_i64(&q, row->seq);
    query_i64(&q, row->v);
    query_str(&q, str_from(row->type));
    query_i64(&q, row->subject);
    query_i64(&q, row->play_ms);
    query_i64(&q, row->up_ms);
    query_i64(&q, row->wall_ms);
    query_str(&q, row->facts);
    if (texts)
        query_blob(&q, texts->bytes, sizeof(texts->bytes));
    else
        query_null(&q);
    query_blob(&q, hash->bytes, sizeof(hash->bytes));
    return query_run(&q);
}

// Under the id that its event has just got.
static enum err text_insert(struct db *db, const struct journal_row *row, struct chain_salt salt) {
    struct query q = db_query(db, "INSERT INTO text (id, subject, redacted, salt, body)"
                                  " VALUES (last_insert_rowid(), ?, 0, ?, ?)");
    query_i64(&q, row->subject);
    query_blob(&q, salt.bytes, sizeof(salt.bytes));
    query_str(&q, row->texts);
    return query_run(&q);
}

// A gap is refused as well as a seq that exists: both mean that the caller's state isn't the
// disk's.
static enum err row_append(struct db *db, const struct journal_row *row, struct head *head) {
    enum err err = OK;
    if (head->stream != row->stream) err = head_read(db, row->stream, head);
    if (err) return err;
    if (row->seq != head->seq + 1) return ERR_CONSTRAINT;

    struct chain_salt salt;
    struct chain_hash digest;
    const struct chain_hash *texts = NULL;
    if (row->texts.len > 0) {
        salt = chain_salt_make();
        digest = chain_texts(salt, row->texts);
        texts = &digest;
    }
    struct chain_hash hash = chain_event(&head->hash, row, texts);
    err = event_insert(db, row, texts, &hash);
    if (!err && texts) err = text_insert(db, row, salt);
    head->seq = row->seq;
    head->hash = hash;
    return err;
}

static enum err person_put(struct db *db, uint32_t class_id, const struct journal_person *person) {
    struct query q = db_query(
        db, "INSERT INTO person (class_id, number, name, recorded, removed, joined_ms, token)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (class_id, number) DO UPDATE SET name = excluded.name,"
            " recorded = excluded.recorded, removed = excluded.removed,"
            " joined_ms = excluded.joined_ms, token = excluded.token");
    query_i64(&q, class_id);
    query_i64(&q, person->number);
    query_str(&q, person->name);
    query_i64(&q, person->recorded);
    query_i64(&q, person->removed);
    query_i64(&q, person->joined_ms);
    if (sodium_is_zero(person->token.bytes, sizeof(person->token.bytes)))
        query_null(&q);
    else
        query_blob(&q, person->token.bytes, sizeof(person->token.bytes));
    return query_run(&q);
}

static enum err class_close(struct db *db, uint32_t class_id, ms closed_ms) {
    struct query q = db_query(db, "UPDATE class SET closed_ms = ? WHERE id = ?");
    query_i64(&q, closed_ms);
    query_i64(&q, class_id);
    return query_run(&q);
}

// A class that was deleted is as good as one that somebody else owns.
static enum err epoch_check(struct db *db, const struct journal_unit *unit) {
    struct query q = db_query(db, "SELECT epoch FROM class WHERE id = ?");
    query_i64(&q, unit->class_id);
    bool is_owned = query_next(&q) && query_get_i64(&q, 0) == unit->epoch;
    enum err err = query_end(&q);
    if (err) return err;
    return is_owned ? OK : ERR_STALE;
}

static enum err unit_write(struct db *db, const struct journal_unit *unit) {
    enum err err = epoch_check(db, unit);
    struct head head = { 0 };
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        if (!unit->rows[i].memory_only) err = row_append(db, &unit->rows[i], &head);
    }
    for (uint32_t i = 0; !err && i < unit->people_count; i++) {
        err = person_put(db, unit->class_id, &unit->people[i]);
    }
    if (!err && unit->closed_ms) err = class_close(db, unit->class_id, unit->closed_ms);
    return err;
}

static bool err_is_of_unit(enum err err) {
    return err == ERR_CONSTRAINT || err == ERR_STALE;
}

// Sets the unit's result when it is the unit's own; returns only what concerns the whole batch.
static enum err unit_append(struct db *db, struct journal_unit *unit) {
    enum err err = db_run(db, "SAVEPOINT unit");
    if (err) return err;
    err = unit_write(db, unit);
    if (err && !err_is_of_unit(err)) return err;
    unit->result = err;
    if (err) err = db_run(db, "ROLLBACK TO unit");
    return err ? err : db_run(db, "RELEASE unit");
}

struct batch_job {
    struct job job;
    struct journal_sqlite *journal;
    struct journal_batch *batch;
};

// Units that were refused at submit keep that result.
static enum job_next batch_run(struct job *job, struct db *db) {
    struct journal_batch *batch = ((struct batch_job *)job)->batch;
    for (uint32_t i = 0; !job->err && i < batch->unit_count; i++) {
        if (!batch->units[i].result) job->err = unit_append(db, &batch->units[i]);
    }
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

struct journal_class class_get(struct query *q) {
    struct journal_class class = {
        .id = (uint32_t)query_get_i64(q, 0),
        .epoch = (uint32_t)query_get_i64(q, 1),
        .owner = (uint32_t)query_get_i64(q, 2),
        .retention_days = (uint32_t)query_get_i64(q, 3),
        .name = query_get_str(q, 5),
        .doctrine = query_get_str(q, 6),
        .created_ms = query_get_i64(q, 7),
        .closed_ms = query_get_i64(q, 8),
    };
    struct str code = query_get_str(q, 4);
    if (code.len == JOURNAL_CODE) memcpy(class.code, code.ptr, JOURNAL_CODE);
    return class;
}

struct journal_person person_get(struct query *q) {
    struct journal_person person = {
        .number = (uint16_t)query_get_i64(q, 0),
        .recorded = query_get_i64(q, 1) != 0,
        .removed = query_get_i64(q, 2) != 0,
        .name = query_get_str(q, 3),
        .joined_ms = query_get_i64(q, 4),
    };
    if (!query_is_null(q, 5) && !query_get_blob(q, 5, person.token.bytes, TOKEN_BYTES))
        q->err = ERR_CORRUPT;
    return person;
}

struct journal_row row_get(struct query *q, uint64_t stream, enum text_state *texts) {
    bool had_texts = query_get_i64(q, 8) != 0, has_texts = !query_is_null(q, 9);
    if (!had_texts)
        *texts = TEXT_NONE;
    else if (!has_texts)
        *texts = TEXT_ERASED;
    else
        *texts = query_get_i64(q, 10) ? TEXT_REDACTED : TEXT_PRESENT;
    return (struct journal_row){
        .stream = stream,
        .seq = (uint32_t)query_get_i64(q, 0),
        .v = (uint8_t)query_get_i64(q, 1),
        .subject = (uint16_t)query_get_i64(q, 2),
        .type = query_get_str(q, 3).ptr,
        .play_ms = query_get_i64(q, 4),
        .up_ms = query_get_i64(q, 5),
        .wall_ms = query_get_i64(q, 6),
        .facts = query_get_str(q, 7),
        .texts = had_texts && has_texts ? query_get_str(q, 9) : (struct str){ NULL, 0 },
    };
}

static enum err sqlite_read_stream(struct journal *journal, uint64_t stream, uint32_t from_seq,
                                   journal_on_row on_row, void *ctx) {
    struct journal_sqlite *j = sqlite_of(journal);
    if (rowlog_last_seq(&j->unrecorded, stream) > 0)
        return rowlog_read(&j->unrecorded, stream, from_seq, on_row, ctx);

    struct head head;
    enum err err = head_read(&j->store->here, stream, &head);
    if (err || head.seq == 0) return err ? err : ERR_NOT_FOUND;
    struct query q = db_query(&j->store->here, ROW_QUERY);
    query_i64(&q, (int64_t)stream);
    query_i64(&q, from_seq);
    for (bool more = true; more && query_next(&q);) {
        enum text_state texts;
        struct journal_row row = row_get(&q, stream, &texts);
        more = on_row(ctx, &row, texts);
    }
    return query_end(&q);
}

// From one stream's end to the next one's start: the table is walked by its heads, not its rows.
static enum err sqlite_list_streams(struct journal *journal, uint32_t class_id,
                                    journal_on_stream on_stream, void *ctx) {
    struct journal_sqlite *j = sqlite_of(journal);
    struct query q = db_query(
        &j->store->here,
        "WITH RECURSIVE s (found) AS ("
        "  SELECT min(stream) FROM event WHERE stream BETWEEN ?1 AND ?1 + 67108863"
        "  UNION ALL"
        "  SELECT (SELECT min(stream) FROM event WHERE stream > found AND stream <= ?1 + 67108863)"
        "  FROM s WHERE found IS NOT NULL)"
        "SELECT found, (SELECT max(seq) FROM event WHERE stream = found) FROM s"
        " WHERE found IS NOT NULL");
    query_i64(&q, (int64_t)id_class_stream(class_id));
    while (query_next(&q)) {
        on_stream(ctx, (uint64_t)query_get_i64(&q, 0), (uint32_t)query_get_i64(&q, 1), false);
    }
    rowlog_list(&j->unrecorded, class_id, on_stream, ctx);
    return query_end(&q);
}

static enum err sqlite_list_people(struct journal *journal, uint32_t class_id,
                                   journal_on_person on_person, void *ctx) {
    struct query q =
        db_query(&sqlite_of(journal)->store->here,
                 "SELECT " PERSON_COLUMNS " FROM person WHERE class_id = ? ORDER BY number");
    query_i64(&q, class_id);
    while (query_next(&q)) {
        struct journal_person person = person_get(&q);
        on_person(ctx, &person);
    }
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
