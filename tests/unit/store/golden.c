// Databases of earlier versions: each opens, verifies, and reads as it always did.
//
// golden/N.db is what `test_store_golden --make FILE` of the first release with schema version N
// wrote. It is never made again.
#include "world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/erase.h"
#include "store/library.h"
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

// The tests run from the repository's root.
static void golden_bring(const struct world *w, int version) {
    char from[64], to[128];
    snprintf(from, sizeof(from), "tests/unit/store/golden/%d.db", version);
    world_path(w, "coolhead.db", to);
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(in >= 0 && out >= 0);
    while (sendfile(out, in, NULL, 1 << 20) > 0) {
    }
    close(in);
    close(out);
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

static void the_database_of_version_1_reads_as_ever(void **state) {
    struct world *w = *state;
    world_close(w);
    golden_bring(w, 1);
    world_open(w);
    assert_reads(w);
    assert_verifies(w);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--make") == 0) return golden_make(argv[2]);
    const struct CMUnitTest stories[] = {
        cmocka_unit_test_setup_teardown(the_database_of_version_1_reads_as_ever, world_up,
                                        world_down),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
