// Lists. Each question is a job of the reader's thread that fills an array in its own arena.
#include "store/read.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/id.h"
#include "store/chain.h"
#include "store/inside.h"
#include "store/rows.h"
#include "store/walk.h"

_Static_assert((int)READ_HASH == (int)CHAIN_HASH, "a head is a hash of the chain");

// One kind of job for all lists: what differs is the element and the query.
struct list_job {
    struct job job;
    struct store *store;
    uint64_t key;   // class, stream or owner
    uint64_t after; // or a person
    size_t size;    // of an entry
    char *entries;
    uint32_t count, cap;
    bool more;
    union {
        read_on_classes classes;
        read_on_streams streams;
        read_on_sessions sessions;
        read_on_events events;
        read_on_people people;
    } on;
    void *ctx;
};

static struct list_job *list_of(struct job *job) {
    return (struct list_job *)job;
}

static struct list_job *list_new(struct store *store, size_t size, uint64_t key, uint64_t after,
                                 enum job_next (*run)(struct job *job, struct db *db),
                                 void (*on_done)(struct job *job), void *ctx) {
    struct list_job *list = JOB_NEW(struct list_job, run, on_done);
    list->store = store;
    list->size = size;
    list->key = key;
    list->after = after;
    list->ctx = ctx;
    return list;
}

// Room for one more entry; NULL: the answer is full, `more` says so. The array doubles within the
// arena, which then holds twice the entries at most.
static void *list_room(struct list_job *list) {
    if (list->count == READ_MAX || list->job.arena.total > READ_BYTES_MAX) {
        list->more = true;
        return NULL;
    }
    if (list->count == list->cap) {
        uint32_t cap = list->cap ? list->cap * 2 : 16;
        char *entries = arena_alloc_array(&list->job.arena, cap, list->size);
        if (list->count > 0) memcpy(entries, list->entries, list->count * list->size);
        list->entries = entries;
        list->cap = cap;
    }
    return list->entries + list->count++ * list->size;
}

static struct str list_keep(struct list_job *list, struct str s) {
    return arena_copy(&list->job.arena, s);
}

// ── classes ──

static enum job_next classes_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    struct query q =
        db_query(db, "SELECT " CLASS_COLUMNS ","
                     " (WITH RECURSIVE s (session) AS ("
                     "   SELECT min(id) FROM stream WHERE id > (class.id << 26) + 262143"
                     "    AND id < (class.id + 1) << 26"
                     "   UNION ALL"
                     "   SELECT (SELECT min(id) FROM stream WHERE id > (session | 511)"
                     "    AND id < (class.id + 1) << 26) FROM s WHERE session IS NOT NULL)"
                     "  SELECT count(session) FROM s),"
                     " (SELECT count(*) FROM person WHERE class_id = class.id AND number < 481)"
                     " FROM class WHERE owner = ? AND (created_ms < ? OR ? = 0)"
                     " ORDER BY created_ms DESC, id");
    query_i64(&q, (int64_t)list->key);
    query_i64(&q, (int64_t)list->after);
    query_i64(&q, (int64_t)list->after);
    for (struct read_class *entry; query_next(&q) && (entry = list_room(list));) {
        entry->class = class_get(&q);
        entry->class.name = list_keep(list, entry->class.name);
        entry->class.doctrine = list_keep(list, entry->class.doctrine);
        entry->session_count = (uint32_t)query_get_i64(&q, 9);
        entry->person_count = (uint32_t)query_get_i64(&q, 10);
    }
    job->err = query_end(&q);
    return JOB_DONE;
}

static void on_classes_done(struct job *job) {
    struct list_job *list = list_of(job);
    struct read_classes classes = { (struct read_class *)list->entries, list->count, list->more };
    list->on.classes(list->ctx, job->err, &classes);
}

void read_classes(struct store *store, uint32_t owner, ms before_ms, read_on_classes on_classes,
                  void *ctx) {
    struct list_job *list = list_new(store, sizeof(struct read_class), owner, (uint64_t)before_ms,
                                     classes_run, on_classes_done, ctx);
    list->on.classes = on_classes;
    store_push(store, &store->reader, &list->job);
}

enum err read_class_now(struct store *store, uint32_t class_id, journal_on_class on_class,
                        void *ctx) {
    struct query q = db_query(&store->here, "SELECT " CLASS_COLUMNS " FROM class WHERE id = ?");
    query_i64(&q, class_id);
    if (query_next(&q)) {
        struct journal_class class = class_get(&q);
        on_class(ctx, &class);
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    return query_end(&q);
}

enum err read_all_classes_now(struct store *store, journal_on_class on_class, void *ctx) {
    struct query q = db_query(&store->here, "SELECT " CLASS_COLUMNS " FROM class ORDER BY id");
    while (query_next(&q)) {
        struct journal_class class = class_get(&q);
        on_class(ctx, &class);
    }
    return query_end(&q);
}

// ── sessions and sheets ──

// Both ends of a stream, from its first and its last event.
static enum err ends_read(struct db *db, struct list_job *list, struct read_stream *entry) {
    struct query q = db_query(db, "SELECT s.seq, s.hash, f.wall_ms, f.facts, l.wall_ms, l.play_ms"
                                  " FROM stream s JOIN event f ON f.id = s.first"
                                  " JOIN event l ON l.id = s.last WHERE s.id = ?");
    query_i64(&q, (int64_t)entry->stream);
    if (query_next(&q)) {
        entry->events = (uint32_t)query_get_i64(&q, 0);
        if (!query_get_blob(&q, 1, entry->head, READ_HASH)) q.err = ERR_CORRUPT;
        entry->first_wall_ms = query_get_i64(&q, 2);
        entry->opening = list_keep(list, query_get_str(&q, 3));
        entry->last_wall_ms = query_get_i64(&q, 4);
        entry->play_ms = query_get_i64(&q, 5);
    }
    return query_end(&q);
}

// The next stream that is asked for after `stream`; 0: there is none.
static enum err stream_next(struct db *db, const char *sql, uint64_t stream, uint64_t last,
                            uint64_t *next) {
    struct query q = db_query(db, sql);
    query_i64(&q, (int64_t)stream);
    query_i64(&q, (int64_t)last);
    *next = query_next(&q) ? (uint64_t)query_get_i64(&q, 0) : 0;
    return query_end(&q);
}

static enum err streams_read(struct db *db, struct list_job *list, const char *next_sql,
                             uint64_t stream, uint64_t last) {
    for (;;) {
        enum err err = stream_next(db, next_sql, stream, last, &stream);
        if (err || !stream) return err;
        struct read_stream *entry = list_room(list);
        if (!entry) return OK;
        entry->stream = stream;
        err = ends_read(db, list, entry);
        if (err) return err;
    }
}

// From one session to the next: over the sheets, which have the same bits above the scorer's nine.
static enum job_next sessions_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    uint64_t class_stream = id_class_stream((uint32_t)list->key);
    uint64_t from = list->after > class_stream ? list->after : class_stream;
    job->err =
        streams_read(db, list, "SELECT min(id) FROM stream WHERE id > (?1 | 511) AND id <= ?2",
                     from, class_stream | ((1u << 26) - 1));
    return JOB_DONE;
}

static enum job_next sheets_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    job->err = streams_read(db, list, "SELECT min(id) FROM stream WHERE id > ?1 AND id <= ?2",
                            list->key, list->key | ID_SCORER_MAX);
    return JOB_DONE;
}

static void on_streams_done(struct job *job) {
    struct list_job *list = list_of(job);
    struct read_streams streams = { (struct read_stream *)list->entries, list->count, list->more };
    list->on.streams(list->ctx, job->err, &streams);
}

static void streams_ask(struct store *store, uint64_t key, uint64_t after,
                        enum job_next (*run)(struct job *job, struct db *db),
                        read_on_streams on_streams, void *ctx) {
    struct list_job *list =
        list_new(store, sizeof(struct read_stream), key, after, run, on_streams_done, ctx);
    list->on.streams = on_streams;
    store_push(store, &store->reader, &list->job);
}

void read_sessions(struct store *store, uint32_t class_id, uint64_t after,
                   read_on_streams on_streams, void *ctx) {
    streams_ask(store, class_id, after, sessions_run, on_streams, ctx);
}

void read_sheets(struct store *store, uint64_t session, read_on_streams on_streams, void *ctx) {
    streams_ask(store, session, 0, sheets_run, on_streams, ctx);
}

static enum job_next sessions_of_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    uint64_t class_stream = id_class_stream((uint32_t)list->key);
    struct query q = db_query(db, "SELECT DISTINCT e.stream & ~511 FROM text t"
                                  " JOIN event e ON e.id = t.id"
                                  " WHERE t.subject = ? AND e.stream > ? AND e.stream < ?"
                                  " ORDER BY 1");
    query_i64(&q, (int64_t)list->after);
    query_i64(&q, (int64_t)class_stream);
    query_i64(&q, (int64_t)(class_stream + (1u << 26)));
    for (uint64_t *entry; query_next(&q) && (entry = list_room(list));)
        *entry = (uint64_t)query_get_i64(&q, 0);
    job->err = query_end(&q);
    return JOB_DONE;
}

static void on_sessions_of_done(struct job *job) {
    struct list_job *list = list_of(job);
    list->on.sessions(list->ctx, job->err, (const uint64_t *)(const void *)list->entries,
                      list->count);
}

void read_sessions_of(struct store *store, uint32_t class_id, uint16_t person,
                      read_on_sessions on_sessions, void *ctx) {
    struct list_job *list = list_new(store, sizeof(uint64_t), class_id, person, sessions_of_run,
                                     on_sessions_of_done, ctx);
    list->on.sessions = on_sessions;
    store_push(store, &store->reader, &list->job);
}

// ── events ──

static enum err event_keep(struct list_job *list, struct db *db, int64_t id, struct buf *plain) {
    struct read_event *entry = list_room(list);
    if (!entry) return OK;
    struct query q = db_query(db, ROW_QUERY);
    query_i64(&q, id);
    if (query_next(&q)) {
        entry->row = row_get(&q, list->key, plain, &entry->texts);
        entry->row.type = list_keep(list, str_from(entry->row.type)).ptr;
        entry->row.facts = list_keep(list, entry->row.facts);
        entry->row.texts = list_keep(list, entry->row.texts);
    }
    return query_end(&q);
}

static enum job_next events_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    struct walk walk;
    struct buf plain = { 0 };
    enum err err = walk_begin(&walk, db, list->key, (uint32_t)list->after);
    for (int64_t id = 1; !err && id && !list->more;) {
        err = walk_next(&walk, &id);
        if (!err && id) err = event_keep(list, db, id, &plain);
    }
    buf_deinit(&plain);
    job->err = err;
    return JOB_DONE;
}

static void on_events_done(struct job *job) {
    struct list_job *list = list_of(job);
    struct read_events events = { (struct read_event *)list->entries, list->count, list->more };
    list->on.events(list->ctx, job->err, &events);
}

void read_events(struct store *store, uint64_t stream, uint32_t from_seq, read_on_events on_events,
                 void *ctx) {
    struct list_job *list = list_new(store, sizeof(struct read_event), stream, from_seq, events_run,
                                     on_events_done, ctx);
    list->on.events = on_events;
    store_push(store, &store->reader, &list->job);
}

// ── people ──

static enum job_next people_run(struct job *job, struct db *db) {
    struct list_job *list = list_of(job);
    struct query q = db_query(db, PERSON_QUERY);
    struct buf plain = { 0 };
    query_i64(&q, (int64_t)list->key);
    for (struct journal_person *entry; query_next(&q) && (entry = list_room(list));) {
        *entry = person_get(&q, &plain);
        entry->name = list_keep(list, entry->name);
    }
    buf_deinit(&plain);
    job->err = query_end(&q);
    return JOB_DONE;
}

static void on_people_done(struct job *job) {
    struct list_job *list = list_of(job);
    struct read_people people = { (struct journal_person *)list->entries, list->count };
    list->on.people(list->ctx, job->err, &people);
}

void read_people(struct store *store, uint32_t class_id, read_on_people on_people, void *ctx) {
    struct list_job *list = list_new(store, sizeof(struct journal_person), class_id, 0, people_run,
                                     on_people_done, ctx);
    list->on.people = on_people;
    store_push(store, &store->reader, &list->job);
}
