// Checks what is stored against the hashes that were stored with it.
#include "store/verify.h"

#include "base/check.h"
#include "store/chain.h"
#include "store/inside.h"
#include "store/library.h"
#include "store/rows.h"
#include "store/walk.h"

const char *verify_finding_name(enum verify_finding finding) {
    switch (finding) {
    case VERIFY_OK: return "ok";
    case VERIFY_GAP: return "an event is missing";
    case VERIFY_EVENT: return "an event was changed";
    case VERIFY_TEXT: return "a text was changed";
    case VERIFY_TEXT_MISSING: return "a text is missing";
    case VERIFY_TEXT_ADDED: return "a text was added";
    case VERIFY_STRAY: return "an event belongs to no stream";
    case VERIFY_PLACE: return "the place of an event was changed";
    case VERIFY_LIBRARY: return "a file of the library was changed";
    case VERIFY_FILE: return "the database file is damaged";
    }
    CHECK_UNREACHABLE();
}

static void report_add(struct verify_report *report, enum verify_finding finding, uint64_t stream,
                       uint32_t seq) {
    if (report->damaged++ > 0) return;
    report->first = finding;
    report->first_stream = stream;
    report->first_seq = seq;
}

// The erasures of a text are those of its event or of its subject; or its whole stream is about to
// go, whose keys go first.
#define CHAIN_QUERY                                                                                \
    "SELECT " ROW_COLUMNS ", e.hash, t.subject,"                                                   \
    " (SELECT digest FROM erasure WHERE class_id = e.stream >> 26 AND person = e.subject"          \
    "   AND stream = e.stream AND seq = e.seq),"                                                   \
    " EXISTS (SELECT 1 FROM erasure WHERE class_id = e.stream >> 26 AND person = e.subject"        \
    "   AND (stream = 0 OR (stream = e.stream AND seq = e.seq)))"                                  \
    " OR EXISTS (SELECT 1 FROM deletion WHERE person = 0 AND seq = 0"                              \
    "   AND e.stream BETWEEN first AND last)"                                                      \
    ", e.stream, e.before FROM " ROW_TABLES " WHERE e.id = ?"

enum { HASH = ROW_COUNT, TEXT_SUBJECT, ERASURE_DIGEST, IS_ERASED, STREAM, BEFORE };

static bool hash_get(struct query *q, int column, struct chain_hash *hash) {
    return query_get_blob(q, column, hash->bytes, sizeof(hash->bytes));
}

static enum verify_finding text_check(struct query *q, const struct journal_row *row,
                                      enum text_state state, struct verify_report *report) {
    struct chain_hash expected;
    struct person_key key;
    struct key_nonce nonce;
    if (state == TEXT_NONE) return query_is_null(q, TEXT_SUBJECT) ? VERIFY_OK : VERIFY_TEXT_ADDED;
    if (state == TEXT_ERASED) {
        if (!query_get_i64(q, IS_ERASED)) return VERIFY_TEXT_MISSING;
        report->erased++;
        return VERIFY_OK;
    }
    bool is_redacted = state == TEXT_REDACTED;
    if (!hash_get(q, is_redacted ? ERASURE_DIGEST : ROW_TEXT_DIGEST, &expected) ||
        !row_key(q, &key, &nonce) || query_get_i64(q, TEXT_SUBJECT) != row->subject)
        return VERIFY_TEXT;
    struct chain_hash found = chain_texts(key_salt(&key, &nonce), row->texts);
    if (!chain_hash_eq(&found, &expected)) return VERIFY_TEXT;
    report->redacted += is_redacted;
    return VERIFY_OK;
}

// `before` becomes the hash that the event claims, so that one damaged event is one finding.
static enum verify_finding event_check(struct query *q, const struct journal_row *row,
                                       struct chain_hash *before) {
    struct chain_hash digest, claimed;
    bool has_digest = !query_is_null(q, ROW_TEXT_DIGEST);
    bool is_whole =
        (!has_digest || hash_get(q, ROW_TEXT_DIGEST, &digest)) && hash_get(q, HASH, &claimed);
    bool is_in_range = query_get_i64(q, ROW_SEQ) == row->seq && query_get_i64(q, ROW_V) == row->v &&
                       query_get_i64(q, ROW_SUBJECT) == row->subject;
    if (!is_whole || !is_in_range) return VERIFY_EVENT;
    struct chain_hash found = chain_event(before, row, has_digest ? &digest : NULL);
    *before = claimed;
    return chain_hash_eq(&found, &claimed) ? VERIFY_OK : VERIFY_EVENT;
}

// Where the walk through a stream is.
struct place {
    uint32_t seq;           // that the event should have
    int64_t id, before;     // of the event, and of the one before it
    struct chain_hash hash; // of the one before it
};

static bool place_is_right(struct query *q, const struct walk *walk, const struct place *place) {
    return query_get_i64(q, ROW_SEQ) == place->seq &&
           (uint64_t)query_get_i64(q, STREAM) == walk->stream &&
           query_get_i64(q, BEFORE) == place->before;
}

static enum err place_check(struct db *db, const struct walk *walk, struct place *place,
                            struct verify_report *report) {
    uint32_t seq = place->seq;
    struct buf plain = { 0 };
    struct query q = db_query(db, CHAIN_QUERY);
    query_i64(&q, place->id);
    if (query_next(&q)) {
        enum text_state state;
        struct journal_row row = row_get(&q, walk->stream, &plain, &state);
        enum verify_finding event = event_check(&q, &row, &place->hash);
        enum verify_finding text = text_check(&q, &row, state, report);
        if (!place_is_right(&q, walk, place)) event = VERIFY_EVENT;
        if (event) report_add(report, event, walk->stream, seq);
        if (text) report_add(report, text, walk->stream, seq);
        report->events++;
    } else if (!q.err) {
        report_add(report, VERIFY_GAP, walk->stream, seq);
    }
    buf_deinit(&plain);
    return query_end(&q);
}

// From the first event to the last. A gap ends it, since what lies before a gap can't be found.
// Returns the hash of the last event.
static enum err places_check(struct db *db, struct walk *walk, struct chain_hash *last,
                             struct verify_report *report) {
    struct place place = { .seq = walk->seq };
    enum err err = walk_next(walk, &place.id);
    while (!err && place.id) {
        err = place_check(db, walk, &place, report);
        place.before = place.id;
        place.seq = walk->seq;
        if (!err) err = walk_next(walk, &place.id);
    }
    *last = place.hash;
    if (err != ERR_CORRUPT) return err;
    report_add(report, VERIFY_GAP, walk->stream, walk->seq);
    return OK;
}

// What the stream's own row says of its ends, and how many milestones it must have.
#define ENDS_QUERY                                                                                 \
    "SELECT s.hash, (SELECT seq FROM event WHERE id = s.first),"                                   \
    " (SELECT count(*) FROM milestone WHERE stream = s.id AND seq BETWEEN 1 AND s.seq),"           \
    " (SELECT count(*) FROM milestone WHERE stream = s.id)"                                        \
    " FROM stream s WHERE s.id = ?"

static enum err ends_check(struct db *db, const struct walk *walk, const struct chain_hash *last,
                           struct verify_report *report) {
    uint32_t milestones = walk->last / MILESTONE_EVERY;
    struct chain_hash claimed;
    struct query q = db_query(db, ENDS_QUERY);
    query_i64(&q, (int64_t)walk->stream);
    bool is_right = query_next(&q) && hash_get(&q, 0, &claimed) && chain_hash_eq(&claimed, last) &&
                    query_get_i64(&q, 1) == 1 && query_get_i64(&q, 2) == milestones &&
                    query_get_i64(&q, 3) == milestones;
    if (!is_right) report_add(report, VERIFY_PLACE, walk->stream, walk->last);
    return query_end(&q);
}

static enum err chain_check(struct db *db, uint64_t stream, struct verify_report *report) {
    struct chain_hash before = { 0 };
    struct walk walk;
    uint32_t damaged = report->damaged;
    enum err err = walk_begin(&walk, db, stream, 1);
    if (!err) err = places_check(db, &walk, &before, report);
    if (!err && report->damaged == damaged) err = ends_check(db, &walk, &before, report);
    report->streams++;
    return err;
}

// Milestones that no stream has, and events that no stream led to. Behind a gap there are such
// events, and they are no finding of their own.
static enum err strays_check(struct db *db, struct verify_report *report) {
    struct query q = db_query(db, "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM"
                                  " milestone WHERE stream NOT IN (SELECT id FROM stream))");
    if (query_next(&q)) {
        if (!report->damaged && (uint64_t)query_get_i64(&q, 0) != report->events)
            report_add(report, VERIFY_STRAY, 0, 0);
        if (query_get_i64(&q, 1) > 0) report_add(report, VERIFY_PLACE, 0, 0);
    }
    return query_end(&q);
}

// Texts that no event has.
static enum err orphans_check(struct db *db, struct verify_report *report) {
    struct query q =
        db_query(db, "SELECT 1 FROM text t WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = t.id)");
    while (query_next(&q)) {
        report_add(report, VERIFY_TEXT_ADDED, 0, 0);
    }
    return query_end(&q);
}

static enum err snapshot_begin(struct store *store, struct verify_report *report) {
    *report = (struct verify_report){ 0 };
    return db_run(&store->here, "BEGIN");
}

enum err verify_stream(struct store *store, uint64_t stream, struct verify_report *report) {
    enum err err = snapshot_begin(store, report);
    if (!err) err = chain_check(&store->here, stream, report);
    db_run(&store->here, "ROLLBACK");
    return err;
}

static enum err chains_check(struct db *db, struct verify_report *report) {
    enum err err = OK;
    for (uint64_t stream = 0; !err;) {
        struct query q = db_query(db, "SELECT min(id) FROM stream WHERE id > ?");
        query_i64(&q, (int64_t)stream);
        stream = query_next(&q) ? (uint64_t)query_get_i64(&q, 0) : 0;
        err = query_end(&q);
        if (err || !stream) break;
        err = chain_check(db, stream, report);
    }
    if (!err) err = strays_check(db, report);
    return err ? err : orphans_check(db, report);
}

static enum err library_check(struct db *db, struct verify_report *report) {
    struct query q = db_query(db, "SELECT hash, bytes FROM library");
    while (query_next(&q)) {
        char hash[LIBRARY_HASH + 1];
        library_hash(query_get_str(&q, 1), hash);
        if (!str_eq(query_get_str(&q, 0), str_from(hash))) report_add(report, VERIFY_LIBRARY, 0, 0);
    }
    return query_end(&q);
}

static enum err file_check(struct db *db, struct verify_report *report) {
    struct query q = db_query(db, "PRAGMA integrity_check");
    while (query_next(&q)) {
        if (!str_eq(query_get_str(&q, 0), STR("ok"))) report_add(report, VERIFY_FILE, 0, 0);
    }
    return query_end(&q);
}

enum err verify_all(struct store *store, struct verify_report *report) {
    enum err err = snapshot_begin(store, report);
    if (!err) err = chains_check(&store->here, report);
    if (!err) err = library_check(&store->here, report);
    if (!err) err = file_check(&store->here, report);
    db_run(&store->here, "ROLLBACK");
    return err;
}
