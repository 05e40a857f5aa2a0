// What is forgotten, and how its rows go: the same in the database and in a backup.
#include "store/target.h"

#include "base/id.h"

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

static enum err text_delete(struct db *db, const struct target *t) {
    enum err err = target_run(db, t,
                              "INSERT INTO erasure (class_id, person, stream, seq, at_ms)"
                              " VALUES (?1, ?2, ?3, ?5, ?6) ON CONFLICT DO NOTHING");
    if (!err)
        err = target_run(db, t,
                         "UPDATE nonce SET bytes = zeroblob(24) WHERE id = (SELECT nonce FROM text"
                         " WHERE id = (SELECT id FROM event WHERE stream = ?3 AND seq = ?5))");
    if (!err)
        err = target_run(db, t,
                         "DELETE FROM text WHERE id ="
                         " (SELECT id FROM event WHERE stream = ?3 AND seq = ?5)");
    return err;
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

// Deletes the texts about the person in the next stream; whole streams, because looking for the
// next of a few texts over and over would cost more than deleting them.
static enum err person_chunk(struct db *db, const struct target *t, struct progress *p,
                             bool *is_over) {
    struct query q = db_query(db, "SELECT min(stream) FROM event WHERE stream > ? AND stream <= ?");
    uint64_t after = p->cursor ? p->cursor : t->first - 1; // the class stream has texts too
    query_i64(&q, (int64_t)after);
    query_i64(&q, (int64_t)t->last);
    uint64_t stream = query_next(&q) ? (uint64_t)query_get_i64(&q, 0) : 0;
    enum err err = query_end(&q);
    *is_over = !stream;
    if (err || !stream) return err;

    q = db_query(db, "DELETE FROM text WHERE id IN"
                     " (SELECT id FROM event WHERE stream = ? AND subject = ?)");
    query_i64(&q, (int64_t)stream);
    query_i64(&q, t->person);
    err = query_run(&q);
    p->texts += err ? 0 : db_changes(db);
    p->cursor = stream;
    return err;
}

static enum err rows_change(struct db *db, const char *sql, uint64_t stream, uint32_t from_seq,
                            uint32_t *count) {
    struct query q = db_query(db, sql);
    query_i64(&q, (int64_t)stream);
    query_i64(&q, from_seq);
    enum err err = query_run(&q);
    *count += err ? 0 : db_changes(db);
    return err;
}

static enum err stream_chunk(struct db *db, const struct target *t, struct progress *p,
                             bool *is_over) {
    struct query q = db_query(db, "SELECT stream, seq FROM event WHERE stream BETWEEN ? AND ?"
                                  " ORDER BY stream DESC, seq DESC LIMIT 1");
    query_i64(&q, (int64_t)t->first);
    query_i64(&q, (int64_t)t->last);
    *is_over = !query_next(&q);
    uint64_t stream = *is_over ? 0 : (uint64_t)query_get_i64(&q, 0);
    uint32_t last = *is_over ? 0 : (uint32_t)query_get_i64(&q, 1);
    enum err err = query_end(&q);
    if (err || *is_over) return err;

    uint32_t from = last > CHUNK_ROWS ? last - CHUNK_ROWS + 1 : 1;
    uint32_t nonces = 0;
    err = rows_change(db,
                      "UPDATE nonce SET bytes = zeroblob(24) WHERE id IN (SELECT nonce FROM text"
                      " WHERE id IN (SELECT id FROM event WHERE stream = ? AND seq >= ?))",
                      stream, from, &nonces);
    if (!err)
        err = rows_change(db,
                          "DELETE FROM text WHERE id IN"
                          " (SELECT id FROM event WHERE stream = ? AND seq >= ?)",
                          stream, from, &p->texts);
    if (err) return err;
    return rows_change(db, "DELETE FROM event WHERE stream = ? AND seq >= ?", stream, from,
                       &p->events);
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

bool target_is_needed(struct db *db, const struct target *t, enum err *err) {
    const char *sql = "SELECT 1 FROM event WHERE stream = ?3 AND seq = 1 AND wall_ms <= ?6";
    if (target_is_class(t)) sql = "SELECT 1 FROM class WHERE id = ?1 AND created_ms <= ?6";
    if (t->seq)
        sql = "SELECT 1 FROM event e JOIN text t ON t.id = e.id"
              " WHERE e.stream = ?3 AND e.seq = ?5 AND t.redacted = 0";
    else if (t->person)
        sql = "SELECT 1 FROM person WHERE class_id = ?1 AND number = ?2 AND joined_ms <= ?6"
              " AND (name IS NOT NULL OR token IS NOT NULL)";
    struct query q = target_query(db, t, sql);
    bool is_needed = query_next(&q);
    *err = query_end(&q);
    return is_needed;
}
