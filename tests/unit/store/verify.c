// The hash chain (server/store/chain.c, verify.c): every change of a bit shows.
#include "world.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/figure.h"
#include "store/chain.h"
#include "store/library.h"
#include "store/verify.h"

enum { EVENTS = 12, MANY = 70 }; // MANY: behind the first milestone

// The only events of their database: the id of each row is its seq.
static void events_append(struct world *w, const struct journal_class *class, uint64_t call,
                          uint32_t from, uint32_t to) {
    struct batch *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    batch_unit(b, class->id, class->epoch);
    for (uint32_t seq = from; seq <= to; seq++) {
        if (seq % 3)
            batch_said(b, call, seq, 4, "{\"text\":\"Where is my parcel?\"}");
        else
            batch_event(b, call, seq);
    }
    assert_int_equal(batch_commit(w, b), OK);
    free(b);
}

static uint64_t events_play(struct world *w, uint32_t count) {
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    for (uint32_t seq = 1; seq <= count; seq += EVENTS) {
        events_append(w, &class, call, seq, seq + EVENTS > count ? count : seq + EVENTS - 1);
    }
    return call;
}

static uint64_t call_play(struct world *w) {
    return events_play(w, EVENTS);
}

static struct verify_report verify(struct world *w) {
    struct verify_report report;
    assert_int_equal(verify_all(w->store, &report), OK);
    return report;
}

// A small generator, so that a failing seed can be named.
static uint32_t next_random(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static sqlite3 *forge_open(struct world *w) {
    char path[128];
    sqlite3 *db;
    world_path(w, "coolhead.db", path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA synchronous = OFF; DROP TRIGGER event_stays; DROP TRIGGER text_stays",
                 NULL, NULL, NULL);
    return db;
}

static void forge_bind(sqlite3_stmt *s, int type, int64_t number, const char *bytes, int len) {
    if (type == SQLITE_INTEGER)
        sqlite3_bind_int64(s, 1, number);
    else if (type == SQLITE_TEXT)
        sqlite3_bind_text(s, 1, bytes, len, SQLITE_TRANSIENT);
    else
        sqlite3_bind_blob(s, 1, bytes, len, SQLITE_TRANSIENT);
}

static void forge_write(sqlite3 *db, const char *table, const char *column, uint32_t seq, int type,
                        int64_t number, const char *bytes, int len) {
    char sql[160];
    sqlite3_stmt *s;
    snprintf(sql, sizeof(sql), "UPDATE %s SET %s = ? WHERE id = %u", table, column, seq);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    forge_bind(s, type, number, bytes, len);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
}

// Flips one bit of one value, looks whether verify sees it, and puts the value back.
static bool flip_is_found(struct world *w, sqlite3 *db, const char *table, const char *column,
                          uint32_t seq, uint32_t bit) {
    char sql[160], bytes[256];
    sqlite3_stmt *s;
    snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE id = %u AND %s IS NOT NULL", column, table,
             seq, column);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    bool there = sqlite3_step(s) == SQLITE_ROW;
    int type = sqlite3_column_type(s, 0), len = sqlite3_column_bytes(s, 0);
    int64_t number = type == SQLITE_INTEGER ? sqlite3_column_int64(s, 0) : 0;
    if (there) memcpy(bytes, sqlite3_column_blob(s, 0), (size_t)len);
    sqlite3_finalize(s);
    assert_true(there);

    uint32_t at = bit / 8 % (uint32_t)len, mask = 1u << bit % 7;
    if (bytes[at] == (char)mask) mask <<= 1; // SQLite's texts hold no zero byte
    bytes[at] ^= (char)mask;
    forge_write(db, table, column, seq, type, number ^ INT64_C(1) << bit % 63, bytes, len);
    bool found = verify(w).damaged > 0;
    bytes[at] ^= (char)mask;
    forge_write(db, table, column, seq, type, number, bytes, len);
    return found || (print_error("%s.%s of %u, bit %u\n", table, column, seq, bit), false);
}

static void each_of_a_thousand_flipped_bits_is_found(void **state) {
    static const char *const places[][2] = {
        { "event", "v" },       { "event", "type" },   { "event", "subject" },
        { "event", "play_ms" }, { "event", "up_ms" },  { "event", "wall_ms" },
        { "event", "facts" },   { "event", "hash" },   { "event", "text_digest" },
        { "event", "seq" },     { "event", "before" }, { "event", "stream" },
        { "text", "body" },     { "text", "nonce" },   { "text", "subject" },
        { "text", "redacted" }, { "text", "key" },     { "key", "bytes" },
        { "nonce", "bytes" },
    };
    enum { PLACES = sizeof(places) / sizeof(*places), FLIPS = 1000, TEXTS = EVENTS * 2 / 3 };
    struct world *w = *state;
    call_play(w);
    sqlite3 *db = forge_open(w);
    uint64_t seed = 7;
    int found = 0;
    ms began = time_monotonic();
    for (int flips = 0; flips < FLIPS; flips++) {
        const char *const *place = places[next_random(&seed) % PLACES];
        uint32_t seq = 1 + next_random(&seed) % EVENTS, bit = next_random(&seed);
        if (place[0][0] == 't' || place[1][0] == 't') seq -= seq % 3 == 0; // one that has texts
        if (place[0][0] == 'k') seq = 1;                                   // theirs is the only key
        if (place[0][0] == 'n') seq = 1 + seq % TEXTS;
        bool is_flag = strcmp(place[1], "redacted") == 0;
        found += flip_is_found(w, db, place[0], place[1], seq, is_flag ? 0 : bit);
    }
    sqlite3_close(db);
    char reached[32];
    snprintf(reached, sizeof(reached), "%d of %d", found, FLIPS);
    figure_report(&(struct figure){
        19, "flipped bits of the record that verify found", reached, "1000 of 1000", FLIPS,
        (double)(time_monotonic() - began) / MS_SECOND, found == FLIPS });
    assert_int_equal(found, FLIPS);
    assert_int_equal(verify(w).damaged, 0);
}

static void assert_first(struct world *w, enum verify_finding finding, uint32_t seq) {
    struct verify_report report = verify(w);
    assert_string_equal(verify_finding_name(report.first), verify_finding_name(finding));
    assert_int_equal(report.first_seq, seq);
}

static void an_event_that_is_missing_is_found(void **state) {
    struct world *w = *state;
    uint64_t call = call_play(w);
    sqlite3 *db = forge_open(w);
    sqlite3_exec(db, "DROP TRIGGER event_leaves; DROP TRIGGER text_leaves", NULL, NULL, NULL);
    sqlite3_exec(db, "DELETE FROM event WHERE seq = 6", NULL, NULL, NULL);
    assert_first(w, VERIFY_GAP, 6);
    struct verify_report report;
    assert_int_equal(verify_stream(w->store, call, &report), OK);
    assert_int_equal(report.damaged, 1);
    sqlite3_close(db);
}

static void an_event_that_was_moved_is_found(void **state) {
    struct world *w = *state;
    call_play(w);
    sqlite3 *db = forge_open(w);
    sqlite3_exec(db, "UPDATE event SET seq = 6 WHERE seq = 12", NULL, NULL, NULL);
    assert_first(w, VERIFY_EVENT, 12);
    sqlite3_close(db);
}

// An event that was written beside all streams, and streams and milestones that lie.
static void a_place_that_was_changed_is_found(void **state) {
    static const struct {
        const char *forge, *mend;
        enum verify_finding finding;
        uint32_t seq;
    } forgeries[] = {
        { "INSERT INTO event SELECT 999, stream, 2, 1, v, type, subject, play_ms, up_ms, wall_ms,"
          " facts, text_digest, hash FROM event WHERE id = 3",
          "DELETE FROM event WHERE id = 999", VERIFY_STRAY, 0 },
        { "UPDATE stream SET hash = zeroblob(32)",
          "UPDATE stream SET hash = (SELECT hash FROM event WHERE id = last)", VERIFY_PLACE, MANY },
        { "UPDATE stream SET first = 2", "UPDATE stream SET first = 1", VERIFY_PLACE, MANY },
        { "UPDATE event SET before = 3 WHERE id = 70", "UPDATE event SET before = 69 WHERE id = 70",
          VERIFY_GAP, 67 },
        { "UPDATE milestone SET event = 63", "UPDATE milestone SET event = 64", VERIFY_GAP, 2 },
        { "UPDATE milestone SET seq = 63", "UPDATE milestone SET seq = 64", VERIFY_GAP, 64 },
        { "INSERT INTO milestone SELECT stream, 65, 65 FROM milestone",
          "DELETE FROM milestone WHERE seq = 65", VERIFY_PLACE, MANY },
        { "INSERT INTO milestone VALUES (7, 64, 64)", "DELETE FROM milestone WHERE stream = 7",
          VERIFY_PLACE, 0 },
    };
    struct world *w = *state;
    events_play(w, MANY);
    sqlite3 *db = forge_open(w);
    sqlite3_exec(db, "DROP TRIGGER event_leaves", NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof(forgeries) / sizeof(*forgeries); i++) {
        assert_int_equal(sqlite3_exec(db, forgeries[i].forge, NULL, NULL, NULL), SQLITE_OK);
        assert_first(w, forgeries[i].finding, forgeries[i].seq);
        assert_int_equal(sqlite3_exec(db, forgeries[i].mend, NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(verify(w).damaged, 0);
    }
    sqlite3_close(db);
}

static void a_text_that_is_missing_or_added_is_found(void **state) {
    struct world *w = *state;
    call_play(w);
    sqlite3 *db = forge_open(w);
    sqlite3_exec(db, "DROP TRIGGER text_leaves; DELETE FROM text WHERE id = 4", NULL, NULL, NULL);
    assert_first(w, VERIFY_TEXT_MISSING, 4);
    sqlite3_exec(db, "UPDATE text SET id = 3 WHERE id = 2", NULL, NULL, NULL);
    assert_first(w, VERIFY_TEXT_MISSING, 2);
    sqlite3_close(db);
}

static void a_text_without_an_event_is_found(void **state) {
    struct world *w = *state;
    call_play(w);
    world_sql(w, "INSERT INTO text SELECT 99, subject, 0, key, nonce, body FROM text LIMIT 1");
    assert_first(w, VERIFY_TEXT_ADDED, 0);
}

static void a_changed_file_of_the_library_is_found(void **state) {
    struct world *w = *state;
    char hash[LIBRARY_HASH + 1];
    assert_int_equal(library_put_now(w->store, LIBRARY_RUBRIC, STR("r"), STR("{}"), 1, hash), OK);
    assert_int_equal(verify(w).damaged, 0);
    world_sql(w, "UPDATE library SET bytes = CAST('[]' AS BLOB)");
    assert_first(w, VERIFY_LIBRARY, 0);
}

static void a_stream_that_is_not_there_is_not_found(void **state) {
    struct world *w = *state;
    struct verify_report report;
    assert_int_equal(verify_stream(w->store, id_session(3, 1, 1), &report), ERR_NOT_FOUND);
}

// These values were computed apart from this code, with Python's hashlib.blake2b, from the
// description in chain.c. They never change: every database holds hashes made so.
#define GOLD_TEXTS   "a413e145a6db882a264a94604c76d6e3eb092848c9d28a94ca1516e91d843500"
#define GOLD_WITH    "83f776da25a6f72fcf4ce3c306237bff7e655299f342efbc7c018d33c28881a4"
#define GOLD_WITHOUT "c1201d2ce714eb869baa67e35ae851c57e946b84f0cb858c1b366cd713f72a03"

static void the_hashes_are_what_they_always_were(void **state) {
    (void)state;
    struct chain_salt salt;
    memset(salt.bytes, 7, sizeof(salt.bytes));
    struct chain_hash before;
    memset(before.bytes, 1, sizeof(before.bytes));
    const struct journal_row row = {
        .stream = id_session(5, 2, 3),
        .seq = 4,
        .v = 1,
        .subject = 9,
        .type = "said",
        .play_ms = 81234,
        .up_ms = 90000,
        .wall_ms = 1760000000000,
        .facts = STR("{\"type\":\"said\",\"by\":\"csr\"}"),
    };
    struct chain_hash texts = chain_texts(salt, STR("{\"text\":\"Hello\"}"));
    struct chain_hash with = chain_event(&before, &row, &texts);
    struct chain_hash without = chain_event(&before, &row, NULL);
    char hex[2 * CHAIN_HASH + 1];
    assert_string_equal(sodium_bin2hex(hex, sizeof(hex), texts.bytes, CHAIN_HASH), GOLD_TEXTS);
    assert_string_equal(sodium_bin2hex(hex, sizeof(hex), with.bytes, CHAIN_HASH), GOLD_WITH);
    assert_string_equal(sodium_bin2hex(hex, sizeof(hex), without.bytes, CHAIN_HASH), GOLD_WITHOUT);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(each_of_a_thousand_flipped_bits_is_found),
        STORY(an_event_that_is_missing_is_found),
        STORY(an_event_that_was_moved_is_found),
        STORY(a_place_that_was_changed_is_found),
        STORY(a_text_that_is_missing_or_added_is_found),
        STORY(a_text_without_an_event_is_found),
        STORY(a_changed_file_of_the_library_is_found),
        STORY(a_stream_that_is_not_there_is_not_found),
        STORY(the_hashes_are_what_they_always_were),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
