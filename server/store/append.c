// How a unit becomes rows.
#include "store/append.h"

#include <sodium.h>

#include "base/id.h"
#include "store/keys.h"
#include "store/walk.h"

// The event goes behind the stream's last, and becomes it.
static enum err event_insert(struct db *db, struct memo *memo, struct head *head,
                             const struct journal_row *row, const struct chain_hash *texts) {
    head->hash = chain_event(&head->hash, row, texts);
    struct query q = db_query(
        db, "INSERT INTO event (stream, seq, before, v, type, subject, play_ms, up_ms, wall_ms,"
            " facts, text_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query_i64(&q, (int64_t)row->stream);
    query_i64(&q, row->seq);
    query_i64(&q, head->last);
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
    query_blob(&q, head->hash.bytes, sizeof(head->hash.bytes));
    enum err err = query_run(&q);
    head->last = db_last_id(db);
    if (row->seq == 1) head->first = head->last;
    memo_changed(memo, head);
    return err;
}

static enum err text_insert(struct db *db, struct memo *memo, int64_t event,
                            const struct journal_row *row, const struct person_key *key,
                            const struct key_nonce *nonce) {
    int64_t nonce_id;
    enum err err = nonce_insert(db, nonce, &nonce_id);
    if (err) return err;
    struct buf *body = &memo->secret;
    buf_reset(body);
    key_apply(key, nonce, row->texts, body);
    struct query q = db_query(db, "INSERT INTO text (id, subject, redacted, key, nonce, body)"
                                  " VALUES (?, ?, 0, ?, ?, ?)");
    query_i64(&q, event);
    query_i64(&q, row->subject);
    query_i64(&q, key->id);
    query_i64(&q, nonce_id);
    query_blob(&q, body->ptr, body->len);
    return query_run(&q);
}

// What is written about somebody who is erased already is erased as it is written: the event is
// kept, its text is not.
static enum err texts_append(struct db *db, struct memo *memo, struct head *head,
                             const struct journal_row *row) {
    const struct person_key *key;
    enum err err = memo_key(memo, db, id_class_of(row->stream), row->subject, &key);
    if (err) return err;
    struct key_nonce nonce = memo_nonce(memo);
    struct chain_hash digest = chain_texts(key_salt(key, &nonce), row->texts);
    err = event_insert(db, memo, head, row, &digest);
    if (err || key_is_forgotten(key)) return err;
    return text_insert(db, memo, head->last, row, key, &nonce);
}

static enum err milestone_insert(struct db *db, const struct head *head, uint32_t seq) {
    struct query q = db_query(db, "INSERT INTO milestone (stream, seq, event) VALUES (?, ?, ?)");
    query_i64(&q, (int64_t)head->stream);
    query_i64(&q, seq);
    query_i64(&q, head->last);
    return query_run(&q);
}

static enum err row_append(struct db *db, struct memo *memo, const struct journal_row *row) {
    struct head *head;
    enum err err = memo_head(memo, db, row->stream, &head);
    if (err) return err;
    err = row->texts.len > 0 ? texts_append(db, memo, head, row)
                             : event_insert(db, memo, head, row, NULL);
    if (!err && row->seq % MILESTONE_EVERY == 0) err = milestone_insert(db, head, row->seq);
    return err;
}

// A gap is refused as well as a seq that exists: both mean that the caller's state isn't the
// disk's. All rows are looked at before the first is written, so that nothing has to be undone.
static enum err rows_check(struct db *db, struct memo *memo, const struct journal_unit *unit) {
    enum err err = OK;
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        const struct journal_row *row = &unit->rows[i];
        struct head *head;
        if (row->memory_only) continue;
        err = memo_head(memo, db, row->stream, &head);
        if (!err && row->seq != head->seq + 1) err = ERR_CONSTRAINT;
        if (!err) head->seq = row->seq;
    }
    return err;
}

static void name_bind(struct query *q, const struct key_nonce *nonce, const struct buf *name) {
    if (name->len > 0) {
        query_blob(q, nonce->bytes, sizeof(nonce->bytes));
        query_blob(q, name->ptr, name->len);
    } else {
        query_null(q);
        query_null(q);
    }
}

static void token_bind(struct query *q, const struct token_digest *token) {
    if (sodium_is_zero(token->bytes, sizeof(token->bytes)))
        query_null(q);
    else
        query_blob(q, token->bytes, sizeof(token->bytes));
}

static enum err person_put(struct db *db, struct memo *memo, uint32_t class_id,
                           const struct journal_person *person) {
    const struct person_key *key;
    enum err err = memo_key(memo, db, class_id, person->number, &key);
    if (err) return err;
    struct key_nonce nonce = memo_nonce(memo);
    struct buf *name = &memo->secret;
    buf_reset(name);
    if (!key_is_forgotten(key)) key_apply(key, &nonce, person->name, name);
    struct query q = db_query(
        db, "INSERT INTO person (class_id, number, nonce, name, recorded, removed, joined_ms,"
            " token) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (class_id, number) DO UPDATE SET nonce = excluded.nonce,"
            " name = excluded.name, recorded = excluded.recorded, removed = excluded.removed,"
            " joined_ms = excluded.joined_ms, token = excluded.token");
    query_i64(&q, class_id);
    query_i64(&q, person->number);
    name_bind(&q, &nonce, name);
    query_i64(&q, person->recorded);
    query_i64(&q, person->removed);
    query_i64(&q, person->joined_ms);
    token_bind(&q, &person->token);
    return query_run(&q);
}

static enum err class_close(struct db *db, uint32_t class_id, ms closed_ms) {
    struct query q = db_query(db, "UPDATE class SET closed_ms = ? WHERE id = ?");
    query_i64(&q, closed_ms);
    query_i64(&q, class_id);
    return query_run(&q);
}

// A class that was deleted is as good as one that somebody else owns.
static enum err epoch_check(struct db *db, struct memo *memo, const struct journal_unit *unit) {
    int64_t epoch;
    enum err err = memo_epoch(memo, db, unit->class_id, &epoch);
    if (err) return err;
    return epoch == unit->epoch ? OK : ERR_STALE;
}

static enum err unit_write(struct db *db, struct memo *memo, const struct journal_unit *unit) {
    enum err err = OK;
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        if (!unit->rows[i].memory_only) err = row_append(db, memo, &unit->rows[i]);
    }
    if (!err) err = memo_write(memo, db);
    for (uint32_t i = 0; !err && i < unit->people_count; i++) {
        err = person_put(db, memo, unit->class_id, &unit->people[i]);
    }
    if (!err && unit->closed_ms) err = class_close(db, unit->class_id, unit->closed_ms);
    return err;
}

// A token that is used twice is found by SQLite only, when the unit is half written.
static enum err unit_write_or_undo(struct db *db, struct memo *memo, struct journal_unit *unit) {
    enum err err = db_run(db, "SAVEPOINT unit");
    if (err) return err;
    err = unit_write(db, memo, unit);
    if (err && err != ERR_CONSTRAINT) return err;
    unit->result = err;
    if (err) {
        memo_forget(memo);
        err = db_run(db, "ROLLBACK TO unit");
    }
    return err ? err : db_run(db, "RELEASE unit");
}

enum err unit_append(struct db *db, struct memo *memo, struct journal_unit *unit) {
    enum err err = epoch_check(db, memo, unit);
    if (!err) err = rows_check(db, memo, unit);
    if (err == ERR_CONSTRAINT || err == ERR_STALE) {
        memo_forget(memo); // heads were moved for rows that are not written
        unit->result = err;
        return OK;
    }
    if (err) return err;
    return unit->people_count ? unit_write_or_undo(db, memo, unit) : unit_write(db, memo, unit);
}
