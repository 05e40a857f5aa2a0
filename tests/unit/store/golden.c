// Databases of earlier versions: each opens, verifies, and reads as it always did.
//
// tests/golden/database/N.db is what `test_store_golden --make FILE` of the first release with
// schema version N wrote. It is never made again.
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/backup.h"
#include "store/db.h"
#include "store/erase.h"
#include "store/library.h"
#include "store/schema.h"
#include "store/verify.h"

enum { CALL_EVENTS = 4 };

static void on_erased(void *ctx, enum err err, const struct erase_result *result) {
    (void)result;
    assert_int_equal(err, OK);
    *(bool *)ctx = true;
}

// What a golden database holds: a call with a text of each state, a sheet, and a rubric.
static void golden_play(struct world *w) {
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    struct batch *b = calloc(1, sizeof(*b));
    char hash[LIBRARY_HASH + 1];
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    batch_event(b, call, 1);
    batch_said(b, call, 2, 1, "{\"text\":\"Where is my parcel? Zażółć \U0001F4E6\"}");
    batch_said(b, call, 3, 1, "{\"text\":\"my number is 0611\"}");
    batch_said(b, call, 4, 2, "{\"text\":\"gone\"}");
    batch_event(b, id_sheet(call, 481), 1);
    batch_person(b, 1, "Ana");
    batch_person(b, 2, "Ben");
    assert_int_equal(batch_commit(w, b), OK);
    library_put_now(w->store, LIBRARY_RUBRIC, STR("rubric"), STR("{\"criteria\":[]}"), 5, hash);
    bool is_redacted = false, is_erased = false;
    erase_text(w->store, call, 3, STR("{\"text\":\"(a number)\"}"), 2000000, on_erased,
               &is_redacted);
    world_wait(w, &is_redacted);
    erase_person(w->store, class.id, 2, 2000001, on_erased, &is_erased);
    world_wait(w, &is_erased);
    free(b);
}

static int golden_make(const char *file) {
    void *state;
    char why[STORE_WHY];
    world_up(&state);
    golden_play(state);
    enum err err = backup_make(((struct world *)state)->dir, file, why);
    if (err) print_error("%s\n", why);
    world_down(&state);
    return err != OK;
}

static void on_class(void *ctx, const struct journal_class *class) {
    assert_str(class->name, "Tuesday");
    *(uint32_t *)ctx = class->id;
}

static void on_person(void *ctx, const struct journal_person *person) {
    buf_printf(ctx, "%u %.*s%s;", person->number, STR_ARG(person->name),
               person->removed ? "(removed)" : "");
}

static void assert_reads(struct world *w) {
    uint32_t class_id = 0;
    struct buf people = { 0 };
    struct heard h;
    assert_int_equal(journal_list_open_classes(w->journal, on_class, &class_id), OK);
    assert_int_equal(journal_list_people(w->journal, class_id, on_person, &people), OK);
    assert_str(buf_str(&people), "1 Ana;2 (removed);");
    buf_deinit(&people);

    assert_int_equal(heard_read(&h, w->journal, id_session(class_id, 1, 1), 1), OK);
    assert_int_equal(h.count, CALL_EVENTS);
    assert_int_equal(h.texts[0], TEXT_NONE);
    assert_str(h.rows[1].texts, "{\"text\":\"Where is my parcel? Zażółć \U0001F4E6\"}");
    assert_int_equal(h.texts[2], TEXT_REDACTED);
    assert_str(h.rows[2].texts, "{\"text\":\"(a number)\"}");
    assert_int_equal(h.texts[3], TEXT_ERASED);
    heard_deinit(&h);
}

static void assert_verifies(struct world *w) {
    struct verify_report report;
    assert_int_equal(verify_all(w->store, &report), OK);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(report.streams, 3);
    assert_int_equal(report.events, CALL_EVENTS + 2);
    assert_int_equal(report.redacted, 1);
    assert_int_equal(report.erased, 1);
}

static void each_version_of_the_database_reads_as_ever(void **state) {
    struct world *w = *state;
    for (uint32_t version = 1; version <= schema_current().version; version++) {
        world_close(w);
        golden_bring(w, "coolhead.db", version);
        world_open(w);
        assert_reads(w);
        assert_verifies(w);
    }
}

// All that sqlite_schema has of a database, in one text.
static void shape_read(const char *path, struct buf *shape) {
    struct db db;
    assert_int_equal(db_open(&db, path, DB_READ), OK);
    struct query q = db_query(&db, "SELECT type || ' ' || name || ' ' || ifnull(sql, '')"
                                   " FROM sqlite_schema ORDER BY type, name");
    while (query_next(&q))
        buf_printf(shape, "%.*s\n", STR_ARG(query_get_str(&q, 0)));
    assert_int_equal(query_end(&q), OK);
    buf_append_char(shape, '\0');
    db_close(&db);
}

// Who changes schema.sql makes a new version, with a migration that leads to the very same shape
// and a golden database that was written with it.
static void each_version_is_brought_to_the_shape_of_a_new_database(void **state) {
    struct world *w = *state;
    char path[128];
    struct buf new = { 0 }, brought = { 0 };
    world_path(w, "coolhead.db", path);
    shape_read(path, &new);
    for (uint32_t version = 1; version <= schema_current().version; version++) {
        world_close(w);
        golden_bring(w, "coolhead.db", version);
        world_open(w);
        buf_reset(&brought);
        shape_read(path, &brought);
        assert_string_equal(brought.ptr, new.ptr);
    }
    buf_deinit(&new);
    buf_deinit(&brought);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--make") == 0) return golden_make(argv[2]);
    const struct CMUnitTest stories[] = {
        cmocka_unit_test_setup_teardown(each_version_of_the_database_reads_as_ever, world_up,
                                        world_down),
        cmocka_unit_test_setup_teardown(each_version_is_brought_to_the_shape_of_a_new_database,
                                        world_up, world_down),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
