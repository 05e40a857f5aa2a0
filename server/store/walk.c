// A stretch of ids at a time: found backwards, handed out forwards.
#include "store/walk.h"

enum err walk_begin(struct walk *walk, struct db *db, uint64_t stream, uint32_t seq) {
    walk->db = db;
    walk->stream = stream;
    walk->seq = seq ? seq : 1;
    walk->at = walk->count = 0;
    struct query q = db_query(db, "SELECT seq, last FROM stream WHERE id = ?");
    query_i64(&q, (int64_t)stream);
    if (query_next(&q)) {
        walk->last = (uint32_t)query_get_i64(&q, 0);
        walk->last_id = query_get_i64(&q, 1);
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    return query_end(&q);
}

// One id, which must be there.
static enum err id_read(struct query *q, int64_t *id) {
    *id = query_next(q) ? query_get_i64(q, 0) : 0;
    if (!*id && !q->err) q->err = ERR_CORRUPT;
    return query_end(q);
}

static enum err milestone_read(const struct walk *walk, uint32_t seq, int64_t *id) {
    struct query q = db_query(walk->db, "SELECT event FROM milestone WHERE stream = ? AND seq = ?");
    query_i64(&q, (int64_t)walk->stream);
    query_i64(&q, seq);
    return id_read(&q, id);
}

static enum err before_read(const struct walk *walk, int64_t event, int64_t *id) {
    struct query q = db_query(walk->db, "SELECT before FROM event WHERE id = ?");
    query_i64(&q, event);
    return id_read(&q, id);
}

// Fills `ids` with the stretch from `seq` to the next milestone or the end.
static enum err stretch_read(struct walk *walk) {
    uint32_t milestone = (walk->seq + MILESTONE_EVERY - 1) / MILESTONE_EVERY * MILESTONE_EVERY;
    uint32_t last = milestone < walk->last ? milestone : walk->last;
    int64_t id = walk->last_id;
    enum err err = last == walk->last ? OK : milestone_read(walk, last, &id);
    walk->at = walk->count = 0;
    if (err) walk->seq = last;
    if (err) return err;
    walk->count = last - walk->seq + 1;
    for (uint32_t i = walk->count; !err && i-- > 0;) {
        walk->ids[i] = id;
        if (i > 0) err = before_read(walk, id, &id);
        if (err) walk->seq += i;
    }
    if (err) walk->count = 0;
    return err;
}

enum err walk_next(struct walk *walk, int64_t *id) {
    *id = 0;
    if (walk->seq > walk->last) return OK;
    if (walk->at == walk->count) {
        enum err err = stretch_read(walk);
        if (err) return err;
    }
    *id = walk->ids[walk->at++];
    walk->seq++;
    return OK;
}

enum err walk_find(struct db *db, uint64_t stream, uint32_t seq, int64_t *id) {
    struct walk walk;
    enum err err = walk_begin(&walk, db, stream, seq);
    if (!err) err = walk_next(&walk, id);
    return err || *id ? err : ERR_NOT_FOUND;
}
