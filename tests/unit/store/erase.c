// Forgetting (server/store/erase.c): what is gone, what stays, and that no file keeps a trace.
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/erase.h"
#include "store/people.h"
#include "store/read.h"
#include "store/schema.h"
#include "store/verify.h"

#define DAY ((ms)86400000)

enum { ANA = 1, BEN = 2 };

struct outcome {
    bool is_done;
    enum err err;
    struct erase_result result;
};

static void on_erased(void *ctx, enum err err, const struct erase_result *result) {
    struct outcome *o = ctx;
    o->is_done = true;
    o->err = err;
    if (result) o->result = *result;
}

// A call of Ana and Ben with enough lines that the database's pages split and merge.
static uint64_t call_play(struct world *w, const struct journal_class *class, uint32_t index) {
    static char texts[WORLD_ROWS][160];
    uint64_t call = id_session(class->id, 1, index);
    for (uint32_t from = 1; from <= 5 * (WORLD_ROWS - 4); from += WORLD_ROWS - 4) {
        struct batch *b = calloc(1, sizeof(*b));
        assert_non_null(b);
        batch_unit(b, class->id, class->epoch);
        for (uint32_t i = 0; i < WORLD_ROWS - 4; i++) {
            uint32_t seq = from + i;
            bool is_ana = seq * 7 % 3 == 0;
            snprintf(texts[i], sizeof(texts[i]), "{\"text\":\"%u %s %.*s\"}", seq,
                     is_ana ? "Ana" : "Ben", (int)(seq * 13 % 60),
                     "and some more words, so that lines differ in how long they are");
            batch_said(b, call, seq, is_ana ? ANA : BEN, texts[i]);
        }
        if (index == 1 && from == 1) {
            batch_person(b, ANA, "Ana");
            batch_person(b, BEN, "Ben");
        }
        assert_int_equal(batch_commit(w, b), OK);
        free(b);
    }
    return call;
}

static void assert_whole(struct world *w) {
    struct verify_report report;
    assert_int_equal(verify_all(w->store, &report), OK);
    if (report.damaged) print_error("%s\n", verify_finding_name(report.first));
    assert_int_equal(report.damaged, 0);
}

static void an_erased_person_leaves_no_trace_in_any_file(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    call_play(w, &class, 2);
    char backup[128], why[STORE_WHY];
    world_path(w, "backups/monday.db", backup);
    assert_int_equal(backup_make(w->dir, backup, why), OK);
    struct key_bytes ana = world_key(w, class.id, ANA), ben = world_key(w, class.id, BEN);
    assert_true(file_count(backup, str_make(ana.bytes, sizeof(ana.bytes))) > 0);

    struct outcome o = { 0 };
    erase_person(w->store, class.id, ANA, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_false(o.result.pending);
    assert_int_equal(o.result.texts, 200);
    assert_int_equal(world_count_key(w, &ana), 0);
    assert_true(file_count(backup, str_make(ben.bytes, sizeof(ben.bytes))) > 0);

    struct verify_report report;
    assert_int_equal(verify_stream(w->store, call, &report), OK);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(report.events, 300);
    assert_int_equal(report.erased, 100);
    assert_whole(w);
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    uint32_t *erased = ctx;
    assert_int_equal(texts, row->subject == ANA ? TEXT_ERASED : TEXT_PRESENT);
    assert_true(row->subject == BEN || row->texts.len == 0);
    assert_true(row->facts.len > 0);
    *erased += texts == TEXT_ERASED;
    return true;
}

static void the_partners_session_stays_readable(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    struct outcome o = { 0 };
    erase_person(w->store, class.id, ANA, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    uint32_t erased = 0;
    assert_int_equal(journal_read_stream(w->journal, call, 1, on_row, &erased), OK);
    assert_int_equal(erased, 100);
}

static void a_text_about_somebody_erased_is_not_kept(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    struct outcome o = { 0 };
    erase_person(w->store, class.id, ANA, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch);
    batch_said(b, call, 301, ANA, "{\"text\":\"a late word\"}");
    batch_said(b, call, 302, BEN, "{\"text\":\"another\"}");
    assert_int_equal(batch_commit(w, b), OK);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 301), OK);
    assert_int_equal(h.texts[0], TEXT_ERASED);
    assert_int_equal(h.texts[1], TEXT_PRESENT);
    heard_deinit(&h);
    assert_whole(w);
    free(b);
}

static void nobody_is_erased_twice_or_by_mistake(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct outcome o = { 0 };
    erase_person(w->store, class.id, 7, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);
    o.is_done = false;
    erase_class(w->store, class.id ^ 1, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);
}

static void a_redacted_text_says_so_and_verifies(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    uint64_t call = id_session(class.id, 1, 1);
    batch_unit(b, class.id, class.epoch);
    batch_said(b, call, 1, ANA, "{\"text\":\"my number is 0611\"}");
    batch_said(b, call, 2, ANA, "{\"text\":\"thank you\"}");
    batch_person(b, ANA, "Ana");
    batch_commit(w, b);

    struct outcome o = { 0 };
    erase_text(w->store, call, 1, STR("{\"text\":\"(a number)\"}"), 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    struct heard h;
    heard_read(&h, w->journal, call, 1);
    assert_int_equal(h.texts[0], TEXT_REDACTED);
    assert_str(h.rows[0].texts, "{\"text\":\"(a number)\"}");
    assert_int_equal(h.texts[1], TEXT_PRESENT);
    heard_deinit(&h);

    struct verify_report report;
    verify_stream(w->store, call, &report);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(report.redacted, 1);

    o.is_done = false; // and the replacement goes with the person
    erase_person(w->store, class.id, ANA, 2000001, on_erased, &o);
    world_wait(w, &o.is_done);
    verify_stream(w->store, call, &report);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(report.erased, 2);
    free(b);
}

// Redacting moves the texts around it between pages, and those are redacted next: without their
// nonces, whatever is left of them in the file is noise.
static void a_redacted_text_leaves_no_trace_in_any_file(void **state) {
    enum { REDACTED = 40 };
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    char backup[128], why[STORE_WHY];
    world_path(w, "backups/monday.db", backup);
    assert_int_equal(backup_make(w->dir, backup, why), OK);
    struct nonce_bytes gone[REDACTED], stays = world_nonce(w, call, 1);
    for (uint32_t i = 0; i < REDACTED; i++) {
        uint32_t seq = 2 + i * 7;
        gone[i] = world_nonce(w, call, seq);
        assert_true(world_count_nonce(w, &gone[i]) > 0);
        struct outcome o = { 0 };
        erase_text(w->store, call, seq, STR("{\"text\":\"(what was here is gone)\"}"), 2000000,
                   on_erased, &o);
        world_wait(w, &o.is_done);
        assert_int_equal(o.err, OK);
        assert_false(o.result.pending);
    }
    for (uint32_t i = 0; i < REDACTED; i++)
        assert_int_equal(world_count_nonce(w, &gone[i]), 0);
    assert_true(world_count_nonce(w, &stays) > 0);
    assert_whole(w);
}

static void a_text_that_is_not_there_cannot_be_redacted(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct outcome o = { 0 };
    erase_text(w->store, id_session(class.id, 1, 1), 1, STR("{}"), 1, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);
}

static void a_deleted_class_takes_all_with_it_and_leaves_the_others(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w), other = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, other.id, other.epoch);
    batch_said(b, id_session(other.id, 1, 1), 1, BEN, "{\"text\":\"stays\"}");
    batch_commit(w, b);
    char backup[128], why[STORE_WHY];
    world_path(w, "backups/monday.db", backup);
    assert_int_equal(backup_make(w->dir, backup, why), OK);
    struct key_bytes gone = world_key(w, class.id, BEN), stays = world_key(w, other.id, BEN);

    struct outcome o = { 0 };
    erase_class(w->store, class.id, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_int_equal(o.result.events, 300);
    assert_int_equal(o.result.texts, 300);
    assert_true(o.result.stream == id_class_stream(class.id));
    assert_int_equal(world_count_key(w, &gone), 0);
    assert_int_equal(world_count_key(w, &stays), 2); // in the database and in the backup

    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), ERR_NOT_FOUND);
    b->units[0].class_id = class.id;
    b->rows[0][0].stream = id_class_stream(class.id);
    assert_int_equal(batch_commit(w, b), ERR_STALE);
    assert_whole(w);
    free(b);
}

// SQLite moves cells between pages and leaves copies of them behind; those of keys must not be.
static void no_key_survives_the_deletions_of_many_classes(void **state) {
    struct world *w = *state;
    enum { CLASSES = 40 };
    struct journal_class classes[CLASSES];
    struct key_bytes keys[CLASSES];
    for (uint32_t i = 0; i < CLASSES; i++) {
        classes[i] = world_class(w);
    }
    for (uint16_t person = 1; person <= 100; person++) { // all classes fill side by side
        struct batch *b = calloc(1, sizeof(*b));
        for (uint32_t i = person % 5; i < CLASSES; i += CLASSES / WORLD_UNITS) {
            batch_unit(b, classes[i].id, classes[i].epoch);
            batch_person(b, person, "Somebody");
        }
        assert_int_equal(batch_commit(w, b), OK);
        free(b);
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        keys[i] = world_key(w, classes[i].id, (uint16_t)(50 + i % 5));
    }
    for (uint32_t i = 0; i < CLASSES; i += 2) {
        struct outcome o = { 0 };
        erase_class(w->store, classes[i].id, 2000000, on_erased, &o);
        world_wait(w, &o.is_done);
        assert_int_equal(o.err, OK);
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        assert_int_equal(world_count_key(w, &keys[i]), i % 2);
    }
}

static void a_session_past_its_days_goes_with_its_sheets(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w); // keeps for 30 days
    uint64_t old = id_session(class.id, 1, 1), young = id_session(class.id, 1, 2);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1)->wall_ms = 0;
    batch_event(b, old, 1)->wall_ms = DAY;
    batch_event(b, id_sheet(old, 481), 1)->wall_ms = 20 * DAY;
    batch_event(b, young, 1)->wall_ms = 2 * DAY;
    batch_said(b, old, 2, ANA, "{\"text\":\"old words\"}")->wall_ms = DAY;
    batch_said(b, young, 2, ANA, "{\"text\":\"young words\"}")->wall_ms = 2 * DAY;
    batch_commit(w, b);
    struct nonce_bytes gone = world_nonce(w, old, 2), stays = world_nonce(w, young, 2);

    struct outcome o = { 0 };
    erase_expired(w->store, 31 * DAY, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_true(o.result.stream == old);
    assert_int_equal(o.result.events, 3);
    assert_int_equal(world_count_nonce(w, &gone), 0); // Ana's key goes on with the class
    assert_int_equal(world_count_nonce(w, &stays), 1);
    o.is_done = false;
    erase_expired(w->store, 31 * DAY, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);

    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, old, 1), ERR_NOT_FOUND);
    assert_int_equal(heard_read(&h, w->journal, young, 1), OK);
    heard_deinit(&h);
    free(b);
}

static void a_closed_class_goes_when_its_days_are_over(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch)->closed_ms = DAY;
    batch_event(b, id_class_stream(class.id), 1);
    batch_commit(w, b);
    struct outcome o = { 0 };
    erase_expired(w->store, 31 * DAY - 1, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);
    o.is_done = false;
    erase_expired(w->store, 31 * DAY, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_true(o.result.stream == id_class_stream(class.id));
    free(b);
}

static bool on_any_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)ctx, (void)row, (void)texts;
    return false;
}

// A job of the writer, there and back: what was resumed at the start has nobody to tell.
static void writer_visit(struct world *w) {
    struct outcome o = { 0 };
    erase_expired(w->store, 1, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, ERR_NOT_FOUND);
}

// The process ended between two slices: the row of `deletion` is there, some events still are.
static void a_deletion_goes_on_after_a_crash(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = call_play(w, &class, 1);
    char sql[256];
    snprintf(sql, sizeof(sql),
             "INSERT INTO deletion VALUES (%llu, %llu, 0, 0, 2000000);"
             "DELETE FROM class WHERE id = %u; DELETE FROM person",
             (unsigned long long)id_class_stream(class.id),
             (unsigned long long)id_class_stream(class.id + 1) - 1, class.id);
    world_sql(w, sql);
    world_close(w);
    world_open(w);

    uint32_t erased = 0;
    while (journal_read_stream(w->journal, call, 1, on_any_row, &erased) == OK) {
        writer_visit(w);
    }
    assert_whole(w);
}

static void a_backup_brought_back_is_purged_again(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    call_play(w, &class, 1);
    char away[128], database[128], why[STORE_WHY];
    world_path(w, "away.copy", away); // not among the backups, so nobody purges it
    assert_int_equal(backup_make(w->dir, away, why), OK);
    struct key_bytes ana = world_key(w, class.id, ANA);
    struct outcome o = { 0 };
    erase_person(w->store, class.id, ANA, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    world_close(w);

    world_path(w, "coolhead.db", database);
    assert_int_equal(rename(away, database), 0);
    assert_true(world_count_key(w, &ana) > 0);
    world_open(w);
    while (world_count_key(w, &ana) > 0) {
        writer_visit(w);
    }
    assert_whole(w);
}

static void on_golden_class(void *ctx, const struct journal_class *class) {
    *(uint32_t *)ctx = class->id;
}

// Copies of an earlier version are migrated before they forget: the present form does it surely.
static void a_backup_of_an_earlier_version_forgets_too(void **state) {
    struct world *w = *state;
    world_close(w);
    golden_bring(w, "coolhead.db", 1);
    world_open(w); // migrated, after a copy to backups/before-version-N.db
    char before[128], sql[128];
    snprintf(sql, sizeof(sql), "backups/before-version-%u.db", schema_current().version);
    world_path(w, sql, before);
    uint32_t class_id = 0;
    assert_int_equal(journal_list_open_classes(w->journal, on_golden_class, &class_id), OK);
    struct key_bytes ana = world_key(w, class_id, ANA);
    assert_true(file_count(before, str_make(ana.bytes, sizeof(ana.bytes))) > 0);
    struct outcome o = { 0 };
    erase_person(w->store, class_id, ANA, 3000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_false(o.result.pending);
    assert_int_equal(world_count_key(w, &ana), 0);
}

static void a_reader_in_the_way_makes_it_pending_until_it_ends(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    call_play(w, &class, 1);
    char wal[128];
    world_path(w, "coolhead.db-wal", wal);
    struct key_bytes ana = world_key(w, class.id, ANA);
    struct sqlite3 *reader = snapshot_open(w);

    struct outcome o = { 0 };
    erase_person(w->store, class.id, ANA, 2000000, on_erased, &o);
    world_wait(w, &o.is_done);
    assert_int_equal(o.err, OK);
    assert_true(o.result.pending);
    assert_true(file_count(wal, str_make(ana.bytes, sizeof(ana.bytes))) > 0);
    snapshot_close(reader);
    while (world_count_key(w, &ana) > 0) {
        writer_visit(w);
    }
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(an_erased_person_leaves_no_trace_in_any_file),
        STORY(the_partners_session_stays_readable),
        STORY(a_text_about_somebody_erased_is_not_kept),
        STORY(nobody_is_erased_twice_or_by_mistake),
        STORY(no_key_survives_the_deletions_of_many_classes),
        STORY(a_redacted_text_says_so_and_verifies),
        STORY(a_redacted_text_leaves_no_trace_in_any_file),
        STORY(a_text_that_is_not_there_cannot_be_redacted),
        STORY(a_deleted_class_takes_all_with_it_and_leaves_the_others),
        STORY(a_session_past_its_days_goes_with_its_sheets),
        STORY(a_closed_class_goes_when_its_days_are_over),
        STORY(a_deletion_goes_on_after_a_crash),
        STORY(a_backup_brought_back_is_purged_again),
        STORY(a_backup_of_an_earlier_version_forgets_too),
        STORY(a_reader_in_the_way_makes_it_pending_until_it_ends),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
