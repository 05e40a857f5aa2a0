// What is forgotten, and how its rows go: the same in the database and in a backup.
#include "store/target.h"

#include "base/id.h"
#include "store/walk.h"

#define SLICE_MS   25  // deleting; committing takes about as long again
#define CHUNK_ROWS 200 // between two looks at the clock

static uint32_t target_class(const struct target *t) {
    return id_class_of(t->first);
}

static bool target_is_class(const struct target *t) {
    return t->person == 0 && t->seq == 0 && id_kind(t->first) == STREAM_CLASS;
}

struct target target_of_class(uint32_t class_id, uint16_t person, ms at_ms) {
    uint64_t first = id_class_stream(class_id);
    return (struct target){ first, first | ((1u << 26) - 1), person, 0, at_ms };
}

struct target target_of_session(uint64_t session, ms at_ms) {
    return (struct target){ session, session | ID_SCORER_MAX, 0, 0, at_ms };
}

struct target target_of_text(uint64_t stream, uint32_t seq, uint16_t subject, ms at_ms) {
    return (struct target){ stream, stream, subject, seq, at_ms };
}

// Runs a statement whose parameters are ?1 class, ?2 person, ?3 first, ?4 last, ?5 seq, ?6 at_ms,
// as far as it has them.
static struct query target_query(struct db *db, const struct target *t, const char *sql) {
    const int64_t values[] = {
        target_class(t), t->person, (int64_t)t->first, (int64_t)t->last, t->seq, t->at_ms,
    };
    struct query q = db_query(db, sql);
    for (int i = 0, count = query_parameters(&q); i < count; i++) {
        query_i64(&q, values[i]);
    }
    return q;
}

static enum err target_run(struct db *db, const struct target *t, const char *sql) {
    struct query q = target_query(db, t, sql);
    return query_run(&q);
}

static enum err person_begin(struct db *db, const struct target *t) {
    enum err err = target_run(db, t,
                              "INSERT INTO erasure (class_id, person, stream, seq, at_ms)"
                              " VALUES (?1, ?2, 0, 0, ?6) ON CONFLICT DO NOTHING");
    if (!err)
        err = target_run(db, t,
                         "UPDATE key SET bytes = zeroblob(32) WHERE id IN"
                         " (SELECT key FROM keyring WHERE class_id = ?1 AND person = ?2)");
    if (!err)
        err = target_run(db, t,
                         "UPDATE person SET nonce = NULL, name = NULL, token = NULL,"
                         " removed = 1 WHERE class_id = ?1 AND number = ?2");
    if (!err) err = target_run(db, t, "DELETE FROM handover WHERE class_id = ?1 AND person = ?2");
    if (!err)
        err = target_run(db, t, "DELETE FROM link WHERE person = ?2 AND sheet BETWEEN ?3 AND ?4");
    return err;
}

static enum err class_begin(struct db *db, const struct target *t) {
    enum err err = target_run(db, t,
                              "UPDATE key SET bytes = zeroblob(32) WHERE id IN"
                              " (SELECT key FROM keyring WHERE class_id = ?1)");
    if (!err) err = target_run(db, t, "DELETE FROM keyring WHERE class_id = ?1");
    if (!err) err = target_run(db, t, "DELETE FROM class WHERE id = ?1");
    if (!err) err = target_run(db, t, "DELETE FROM person WHERE class_id = ?1");
    if (!err) err = target_run(db, t, "DELETE FROM handover WHERE class_id = ?1");
    return err;
}

static enum err links_delete(struct db *db, const struct target *t) {
    return target_run(db, t, "DELETE FROM link WHERE sheet BETWEEN ?3 AND ?4");
}

static enum err event_run(struct db *db, const char *sql, int64_t event) {
    struct query q = db_query(db, sql);
    query_i64(&q, event);
    return query_run(&q);
}

// One text, by the event.id that it has too; what it was encrypted with goes first.
static enum err text_take(struct db *db, int64_t event) {
    enum err err = event_run(db,
                             "UPDATE nonce SET bytes = zeroblob(24)"
                             " WHERE id = (SELECT nonce FROM text WHERE id = ?)",
                             event);
    return err ? err : event_run(db, "DELETE FROM text WHERE id = ?", event);
}

// An event that is gone has no text.
static enum err text_delete(struct db *db, const struct target *t) {
    int64_t event;
    enum err err = target_run(db, t,
                              "INSERT INTO erasure (class_id, person, stream, seq, at_ms)"
                              " VALUES (?1, ?2, ?3, ?5, ?6) ON CONFLICT DO NOTHING");
    if (err) return err;
    err = walk_find(db, t->first, t->seq, &event);
    if (err) return err == ERR_NOT_FOUND ? OK : err;
    return text_take(db, event);
}

enum err target_begin(struct db *db, const struct target *t) {
    enum err err = target_run(db, t,
                              "INSERT INTO deletion (first, last, person, seq, at_ms)"
                              " VALUES (?3, ?4, ?2, ?5, ?6) ON CONFLICT DO NOTHING");
    if (err) return err;
    if (t->seq) return text_delete(db, t);
    if (t->person) return person_begin(db, t);
    if (target_is_class(t)) err = class_begin(db, t);
    return err ? err : links_delete(db, t);
}

enum err target_end(struct db *db, const struct target *t) {
    enum err err = OK;
    if (target_is_class(t)) err = target_run(db, t, "DELETE FROM erasure WHERE class_id = ?1");
    if (err) return err;
    return target_run(db, t,
                      "DELETE FROM deletion WHERE first = ?3 AND last = ?4 AND person = ?2"
                      " AND seq = ?5");
}

static enum err stream_after(struct db *db, uint64_t after, uint64_t last, uint64_t *stream) {
    struct query q = db_query(db, "SELECT min(id) FROM stream WHERE id > ? AND id <= ?");
    query_i64(&q, (int64_t)after);
    query_i64(&q, (int64_t)last);
    *stream = query_next(&q) ? (uint64_t)query_get_i64(&q, 0) : 0;
    return query_end(&q);
}

static enum err subject_forget(struct db *db, int64_t event, uint16_t person, uint32_t *count) {
    struct query q = db_query(db, "DELETE FROM text WHERE id = ? AND subject = ?");
    query_i64(&q, event);
    query_i64(&q, person);
    enum err err = query_run(&q);
    *count += err ? 0 : db_changes(db);
    return err;
}

// Deletes the texts about the person in the next stream, all of them: where they are isn't known.
static enum err person_chunk(struct db *db, const struct target *t, struct progress *p,
                             bool *is_over) {
    uint64_t stream;
    struct walk walk;
    // The class stream has texts too.
    enum err err = stream_after(db, p->cursor ? p->cursor : t->first - 1, t->last, &stream);
    *is_over = !stream;
    if (err || !stream) return err;

    err = walk_begin(&walk, db, stream, 1);
    for (int64_t event = 1; !err && event;) {
        err = walk_next(&walk, &event);
        if (!err && event) err = subject_forget(db, event, t->person, &p->texts);
    }
    p->cursor = stream;
    return err;
}

// Where a stream that is being deleted ends now.
struct end {
    uint64_t stream; // 0: none is left
    uint32_t seq;
    int64_t last;
};

static enum err end_read(struct db *db, const struct target *t, struct end *end) {
    *end = (struct end){ 0 };
    struct query q = db_query(db, "SELECT id, seq, last FROM stream WHERE id BETWEEN ? AND ?"
                                  " ORDER BY id DESC LIMIT 1");
    query_i64(&q, (int64_t)t->first);
    query_i64(&q, (int64_t)t->last);
    if (query_next(&q)) {
        end->stream = (uint64_t)query_get_i64(&q, 0);
        end->seq = (uint32_t)query_get_i64(&q, 1);
        end->last = query_get_i64(&q, 2);
    }
    return query_end(&q);
}

static enum err stream_run(struct db *db, const char *sql, uint64_t stream, uint32_t *count) {
    struct query q = db_query(db, sql);
    query_i64(&q, (int64_t)stream);
    enum err err = query_run(&q);
    *count += err ? 0 : db_changes(db);
    return err;
}

// Where an event is missing, what lay before it is found by looking at every event there is.
static enum err damaged_take(struct db *db, struct end *end, struct progress *p) {
    uint32_t nonces = 0;
    enum err err = stream_run(db,
                              "UPDATE nonce SET bytes = zeroblob(24) WHERE id IN (SELECT nonce"
                              " FROM text JOIN event USING (id) WHERE stream = ?)",
                              end->stream, &nonces);
    if (!err)
        err = stream_run(db, "DELETE FROM text WHERE id IN (SELECT id FROM event WHERE stream = ?)",
                         end->stream, &p->texts);
    if (!err) err = stream_run(db, "DELETE FROM event WHERE stream = ?", end->stream, &p->events);
    end->seq = 0;
    return err;
}

// The stream's last event, with its text; the one before it is the last then.
static enum err event_take(struct db *db, struct end *end, struct progress *p) {
    enum err err = text_take(db, end->last);
    if (err) return err;
    p->texts += db_changes(db);
    struct query q = db_query(db, "DELETE FROM event WHERE id = ? RETURNING before");
    query_i64(&q, end->last);
    bool is_there = query_next(&q);
    end->last = is_there ? query_get_i64(&q, 0) : 0;
    err = query_end(&q);
    if (err) return err;
    if (!is_there) return damaged_take(db, end, p);
    end->seq--;
    p->events++;
    return OK;
}

static enum err milestones_take(struct db *db, const struct end *end) {
    struct query q = db_query(db, "DELETE FROM milestone WHERE stream = ? AND seq > ?");
    query_i64(&q, (int64_t)end->stream);
    query_i64(&q, end->seq);
    return query_run(&q);
}

static enum err end_take(struct db *db, const struct end *end) {
    struct query q = db_query(db, "DELETE FROM stream WHERE id = ?");
    query_i64(&q, (int64_t)end->stream);
    return query_run(&q);
}

static enum err end_write(struct db *db, const struct end *end) {
    struct query q = db_query(db, "UPDATE stream SET seq = ?2, last = ?3,"
                                  " hash = (SELECT hash FROM event WHERE id = ?3) WHERE id = ?1");
    query_i64(&q, (int64_t)end->stream);
    query_i64(&q, end->seq);
    query_i64(&q, end->last);
    return query_run(&q);
}

static enum err stream_chunk(struct db *db, const struct target *t, struct progress *p,
                             bool *is_over) {
    struct end end;
    enum err err = end_read(db, t, &end);
    *is_over = !end.stream;
    if (err || *is_over) return err;
    for (int i = 0; !err && i < CHUNK_ROWS && end.seq > 0; i++) {
        err = event_take(db, &end, p);
    }
    if (!err) err = milestones_take(db, &end);
    if (err) return err;
    return end.seq ? end_write(db, &end) : end_take(db, &end);
}

enum err target_slice(struct db *db, const struct target *t, struct progress *p, bool *is_over) {
    ms until = time_monotonic() + SLICE_MS;
    enum err err = OK;
    *is_over = t->seq != 0;
    while (!err && !*is_over && time_monotonic() < until) {
        err = t->person ? person_chunk(db, t, p, is_over) : stream_chunk(db, t, p, is_over);
    }
    return err;
}

static bool text_is_needed(struct db *db, const struct target *t, enum err *err) {
    int64_t event;
    *err = walk_find(db, t->first, t->seq, &event);
    if (*err == ERR_NOT_FOUND) *err = OK, event = 0;
    if (*err || !event) return false;
    struct query q = db_query(db, "SELECT 1 FROM text WHERE id = ? AND redacted = 0");
    query_i64(&q, event);
    bool is_needed = query_next(&q);
    *err = query_end(&q);
    return is_needed;
}

bool target_is_needed(struct db *db, const struct target *t, enum err *err) {
    if (t->seq) return text_is_needed(db, t, err);
    const char *sql = "SELECT 1 FROM stream s JOIN event e ON e.id = s.first"
                      " WHERE s.id = ?3 AND e.wall_ms <= ?6";
    if (target_is_class(t)) sql = "SELECT 1 FROM class WHERE id = ?1 AND created_ms <= ?6";
    if (t->person)
        sql = "SELECT 1 FROM person WHERE class_id = ?1 AND number = ?2 AND joined_ms <= ?6"
              " AND (name IS NOT NULL OR token IS NOT NULL)";
    struct query q = target_query(db, t, sql);
    bool is_needed = query_next(&q);
    *err = query_end(&q);
    return is_needed;
}
