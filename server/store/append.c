// How a unit becomes rows.
#include "store/append.h"

#include <sodium.h>

#include "base/id.h"
#include "store/keys.h"

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
static enum err text_insert(struct db *db, const struct journal_row *row,
                            const struct person_key *key, const struct key_nonce *nonce) {
    int64_t id = db_last_id(db), nonce_id;
    enum err err = nonce_insert(db, nonce, &nonce_id);
    if (err) return err;
    struct buf body = { 0 };
    key_apply(key, nonce, row->texts, &body);
    struct query q = db_query(db, "INSERT INTO text (id, subject, redacted, key, nonce, body)"
                                  " VALUES (?, ?, 0, ?, ?, ?)");
    query_i64(&q, id);
    query_i64(&q, row->subject);
    query_i64(&q, key->id);
    query_i64(&q, nonce_id);
    query_blob(&q, body.ptr, body.len);
    err = query_run(&q);
    buf_deinit(&body);
    return err;
}

// What is written about somebody who is erased already is erased as it is written: the event is
// kept, its text is not.
static enum err texts_append(struct db *db, const struct journal_row *row, struct head *head) {
    struct person_key key;
    enum err err = key_of(db, id_class_of(row->stream), row->subject, &key);
    if (err) return err;
    struct key_nonce nonce = key_nonce_make();
    struct chain_hash digest = chain_texts(key_salt(&key, &nonce), row->texts);
    head->hash = chain_event(&head->hash, row, &digest);
    err = event_insert(db, row, &digest, &head->hash);
    if (err || key_is_forgotten(&key)) return err;
    return text_insert(db, row, &key, &nonce);
}

// A gap is refused as well as a seq that exists: both mean that the caller's state isn't the
// disk's.
static enum err row_append(struct db *db, const struct journal_row *row, struct head *head) {
    enum err err = OK;
    if (head->stream != row->stream) err = head_read(db, row->stream, head);
    if (err) return err;
    if (row->seq != head->seq + 1) return ERR_CONSTRAINT;

    head->seq = row->seq;
    if (row->texts.len > 0) return texts_append(db, row, head);
    head->hash = chain_event(&head->hash, row, NULL);
    return event_insert(db, row, NULL, &head->hash);
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

static enum err person_put(struct db *db, uint32_t class_id, const struct journal_person *person) {
    struct person_key key;
    enum err err = key_of(db, class_id, person->number, &key);
    if (err) return err;
    struct key_nonce nonce = key_nonce_make();
    struct buf name = { 0 };
    if (!key_is_forgotten(&key)) key_apply(&key, &nonce, person->name, &name);
    struct query q = db_query(
        db, "INSERT INTO person (class_id, number, nonce, name, recorded, removed, joined_ms,"
            " token) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (class_id, number) DO UPDATE SET nonce = excluded.nonce,"
            " name = excluded.name, recorded = excluded.recorded, removed = excluded.removed,"
            " joined_ms = excluded.joined_ms, token = excluded.token");
    query_i64(&q, class_id);
    query_i64(&q, person->number);
    name_bind(&q, &nonce, &name);
    query_i64(&q, person->recorded);
    query_i64(&q, person->removed);
    query_i64(&q, person->joined_ms);
    token_bind(&q, &person->token);
    err = query_run(&q);
    buf_deinit(&name);
    return err;
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

enum err unit_append(struct db *db, struct journal_unit *unit) {
    enum err err = db_run(db, "SAVEPOINT unit");
    if (err) return err;
    err = unit_write(db, unit);
    if (err && !err_is_of_unit(err)) return err;
    unit->result = err;
    if (err) err = db_run(db, "ROLLBACK TO unit");
    return err ? err : db_run(db, "RELEASE unit");
}
