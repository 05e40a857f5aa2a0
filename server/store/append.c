// How a unit becomes rows.
#include "store/append.h"

#include <sodium.h>

#include "base/id.h"
#include "store/keys.h"
#include "store/walk.h"

static void event_bind(struct query *q, const void *bound) {
    const struct event_row *event = bound;
    const struct journal_row *row = event->row;
    query_i64(q, (int64_t)row->stream);
    query_i64(q, row->seq);
    query_i64(q, event->before);
    query_i64(q, row->v);
    query_str(q, str_from(row->type));
    query_i64(q, row->subject);
    query_i64(q, row->play_ms);
    query_i64(q, row->up_ms);
    query_i64(q, row->wall_ms);
    query_str(q, row->facts);
    if (row->texts.len > 0)
        query_blob(q, event->texts.bytes, sizeof(event->texts.bytes));
    else
        query_null(q);
    query_blob(q, event->hash.bytes, sizeof(event->hash.bytes));
}

static const struct bulk event_bulk =
    BULK(struct event_row,
         "INSERT OR FAIL INTO event (stream, seq, before, v, type, subject, play_ms, up_ms,"
         " wall_ms, facts, text_digest, hash)",
         "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", event_bind);

static void text_bind(struct query *q, const void *bound) {
    const struct text_row *text = bound;
    query_i64(q, text->event);
    query_i64(q, text->subject);
    query_i64(q, text->key);
    query_i64(q, text->nonce);
    query_blob(q, text->body.ptr, text->body.len);
}

static const struct bulk text_bulk =
    BULK(struct text_row, "INSERT OR FAIL INTO text (id, subject, redacted, key, nonce, body)",
         "(?, ?, 0, ?, ?, ?)", text_bind);

static enum err events_write(struct append *append) {
    if (append->event_count == 0) return OK;
    enum err err = bulk_insert(append->db, &event_bulk, append->events, append->event_count);
    append->event_count = 0;
    if (err) return err;
    // Texts and the next events name these rows by ids that were counted, not asked for.
    return db_last_id(append->db) == append->memo->next_event - 1 ? OK : ERR_CORRUPT;
}

static enum err texts_write(struct append *append) {
    int64_t nonce;
    const char *body = append->memo->bodies.ptr;
    enum err err = nonces_insert(append->db, append->nonces, append->text_count, &nonce);
    for (uint32_t i = 0; i < append->text_count; i++) {
        append->texts[i].nonce = nonce + i;
        append->texts[i].body.ptr = body;
        body += append->texts[i].body.len;
    }
    if (!err) err = bulk_insert(append->db, &text_bulk, append->texts, append->text_count);
    append->text_count = 0;
    buf_reset(&append->memo->bodies);
    return err;
}

static enum err rows_write(struct append *append) {
    enum err err = events_write(append);
    return err || append->text_count == 0 ? err : texts_write(append);
}

// What is written about somebody who is erased already is erased as it is written: the event is
// kept, its text is not.
static enum err text_stage(struct append *append, const struct journal_row *row, int64_t event,
                           struct chain_hash *digest) {
    const struct person_key *key;
    struct memo *memo = append->memo;
    enum err err = memo_key(memo, append->db, id_class_of(row->stream), row->subject, &key);
    if (err) return err;
    struct key_nonce nonce = memo_nonce(memo);
    *digest = chain_texts(key_salt(key, &nonce), row->texts);
    if (key_is_forgotten(key)) return OK;
    key_apply(key, &nonce, row->texts, &memo->bodies);
    append->nonces[append->text_count] = nonce;
    append->texts[append->text_count++] =
        (struct text_row){ event, key->id, 0, row->subject, { NULL, row->texts.len } };
    return OK;
}

static enum err milestone_insert(struct db *db, const struct head *head) {
    struct query q = db_query(db, "INSERT INTO milestone (stream, seq, event) VALUES (?, ?, ?)");
    query_i64(&q, (int64_t)head->stream);
    query_i64(&q, head->seq);
    query_i64(&q, head->last);
    return query_run(&q);
}

// The event goes behind the stream's last, and becomes it.
static enum err event_stage(struct append *append, const struct journal_row *row,
                            struct head *head) {
    int64_t id;
    bool has_texts = row->texts.len > 0;
    struct event_row *event = &append->events[append->event_count];
    enum err err = memo_event(append->memo, append->db, &id);
    if (!err && has_texts) err = text_stage(append, row, id, &event->texts);
    if (err) return err;
    append->event_count++;
    event->row = row;
    event->before = head->last;
    event->hash = chain_event(&head->hash, row, has_texts ? &event->texts : NULL);
    head->hash = event->hash;
    head->last = id;
    head->seq = row->seq;
    if (row->seq == 1) head->first = id;
    memo_changed(append->memo, head);
    return row->seq % MILESTONE_EVERY == 0 ? milestone_insert(append->db, head) : OK;
}

static enum err row_append(struct append *append, const struct journal_row *row) {
    struct head *head;
    enum err err = memo_head(append->memo, append->db, row->stream, &head);
    if (!err && append->event_count == BULK_ROWS) err = rows_write(append);
    return err ? err : event_stage(append, row, head);
}

// A gap is refused as well as a seq that exists: both mean that the caller's state isn't the
// disk's. All rows are looked at before the first is written, so that nothing has to be undone.
static enum err rows_check(struct append *append, const struct journal_unit *unit) {
    enum err err = OK;
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        const struct journal_row *row = &unit->rows[i];
        struct head *head;
        if (row->memory_only) continue;
        err = memo_head(append->memo, append->db, row->stream, &head);
        if (!err && row->seq != head->checked + 1) err = ERR_CONSTRAINT;
        if (!err) head->checked = row->seq;
    }
    return err;
}

// The rows will not be written: the next ones are checked against what is.
static enum err rows_uncheck(struct append *append, const struct journal_unit *unit) {
    enum err err = OK;
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        struct head *head;
        if (unit->rows[i].memory_only) continue;
        err = memo_head(append->memo, append->db, unit->rows[i].stream, &head);
        if (!err) head->checked = head->seq;
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
    struct buf name = { 0 };
    if (!key_is_forgotten(key)) key_apply(key, &nonce, person->name, &name);
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
static enum err epoch_check(struct append *append, const struct journal_unit *unit) {
    int64_t epoch;
    enum err err = memo_epoch(append->memo, append->db, unit->class_id, &epoch);
    if (err) return err;
    return epoch == unit->epoch ? OK : ERR_STALE;
}

static enum err rows_append(struct append *append, const struct journal_unit *unit) {
    enum err err = OK;
    for (uint32_t i = 0; !err && i < unit->row_count; i++) {
        if (!unit->rows[i].memory_only) err = row_append(append, &unit->rows[i]);
    }
    return err;
}

static void rows_forget(struct append *append) {
    append->event_count = append->text_count = 0;
    buf_reset(&append->memo->bodies);
}

static enum err people_append(struct append *append, const struct journal_unit *unit) {
    enum err err = rows_append(append, unit);
    if (!err) err = append_end(append);
    for (uint32_t i = 0; !err && i < unit->people_count; i++) {
        err = person_put(append->db, append->memo, unit->class_id, &unit->people[i]);
    }
    return err;
}

// A token that is used twice is found by SQLite only, when the unit is half written. What waits
// from other units is written before, so that it isn't undone with this one.
static enum err people_append_or_undo(struct append *append, struct journal_unit *unit) {
    enum err err = append_end(append);
    if (!err) err = db_run(append->db, "SAVEPOINT unit");
    if (err) return err;
    err = people_append(append, unit);
    if (err && err != ERR_CONSTRAINT) return err;
    unit->result = err;
    if (err) {
        rows_forget(append);
        memo_forget(append->memo);
        err = db_run(append->db, "ROLLBACK TO unit");
    }
    return err ? err : db_run(append->db, "RELEASE unit");
}

enum err unit_append(struct append *append, struct journal_unit *unit) {
    enum err err = epoch_check(append, unit);
    if (!err) err = rows_check(append, unit);
    if (err == ERR_CONSTRAINT || err == ERR_STALE) unit->result = err;
    if (err == ERR_CONSTRAINT) return rows_uncheck(append, unit);
    if (err) return err == ERR_STALE ? OK : err;
    err = unit->people_count ? people_append_or_undo(append, unit) : rows_append(append, unit);
    if (!err && !unit->result && unit->closed_ms)
        err = class_close(append->db, unit->class_id, unit->closed_ms);
    return err;
}

void append_begin(struct append *append, struct db *db, struct memo *memo) {
    append->db = db;
    append->memo = memo;
    rows_forget(append);
}

enum err append_end(struct append *append) {
    enum err err = rows_write(append);
    return err ? err : memo_write(append->memo, append->db);
}
