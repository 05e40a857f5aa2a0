// Lists (server/store/read.c) and the library (server/store/library.c).
#include "world.h"

#include <stdlib.h>

#include "store/library.h"
#include "store/read.h"

struct answer {
    bool is_done;
    enum err err;
    uint32_t count;
    bool more;
    uint64_t ids[8];
    struct read_class class;
    struct read_stream stream;
    struct buf text;
};

static void answer_take(struct answer *a, enum err err, uint32_t count, bool more) {
    a->is_done = true;
    a->err = err;
    a->count = count;
    a->more = more;
}

static void on_classes(void *ctx, enum err err, const struct read_classes *classes) {
    struct answer *a = ctx;
    answer_take(a, err, classes->count, classes->more);
    for (uint32_t i = 0; i < classes->count; i++) {
        a->ids[i] = classes->entries[i].class.id;
        assert_str(classes->entries[i].class.name, "Tuesday");
    }
    if (classes->count > 0) a->class = classes->entries[classes->count - 1];
}

static void on_streams(void *ctx, enum err err, const struct read_streams *streams) {
    struct answer *a = ctx;
    answer_take(a, err, streams->count, streams->more);
    for (uint32_t i = 0; i < streams->count; i++) {
        a->ids[i] = streams->entries[i].stream;
    }
    if (streams->count == 0) return;
    a->stream = streams->entries[0];
    buf_append_str(&a->text, a->stream.opening);
}

static void on_events(void *ctx, enum err err, const struct read_events *events) {
    struct answer *a = ctx;
    answer_take(a, err, events->count, events->more);
    for (uint32_t i = 0; i < events->count; i++) {
        const struct read_event *e = &events->entries[i];
        buf_printf(&a->text, "%u %s %.*s;", e->row.seq, e->row.type, STR_ARG(e->row.texts));
    }
}

static void on_people(void *ctx, enum err err, const struct read_people *people) {
    struct answer *a = ctx;
    answer_take(a, err, people->count, false);
    for (uint32_t i = 0; i < people->count; i++) {
        buf_printf(&a->text, "%u %.*s;", people->entries[i].number,
                   STR_ARG(people->entries[i].name));
    }
}

// A class with two recorded sessions, an unrecorded one, and two sheets of the first.
static struct journal_class class_play(struct world *w) {
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    uint64_t call = id_session(class.id, 1, 1);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    batch_event(b, call, 1)->facts = STR("{\"opened\":1}");
    batch_said(b, call, 2, 4, "{\"text\":\"Hello\"}");
    batch_said(b, call, 3, 2, "{\"text\":\"Hm\"}");
    batch_said(b, call, 4, 4, "{\"text\":\"Well\"}");
    batch_event(b, id_sheet(call, 4), 1);
    batch_event(b, id_sheet(call, 481), 1);
    batch_event(b, id_session(class.id, 1, 2), 1)->memory_only = true;
    batch_event(b, id_session(class.id, 2, 1), 1);
    batch_person(b, 4, "Dana");
    batch_person(b, 2, "Ben");
    batch_person(b, 481, "");
    assert_int_equal(batch_commit(w, b), OK);
    free(b);
    return class;
}

static void classes_are_listed_for_their_owner(void **state) {
    struct world *w = *state;
    struct journal_class class = class_play(w), empty = world_class(w);
    struct answer a = { 0 };
    read_classes(w->store, 1, 0, on_classes, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_int_equal(a.count, 2);
    assert_true(a.ids[0] == class.id || a.ids[1] == class.id);
    assert_true(a.ids[0] == empty.id || a.ids[1] == empty.id);
    const struct read_class *entry = &a.class;
    bool is_empty = entry->class.id == empty.id;
    assert_int_equal(entry->session_count, is_empty ? 0 : 2);
    assert_int_equal(entry->person_count, is_empty ? 0 : 2);

    a = (struct answer){ 0 };
    read_classes(w->store, 2, 0, on_classes, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.count, 0);
}

static void only_recorded_sessions_are_listed(void **state) {
    struct world *w = *state;
    struct journal_class class = class_play(w);
    uint64_t first = id_session(class.id, 1, 1), second = id_session(class.id, 2, 1);
    struct answer a = { 0 };
    read_sessions(w->store, class.id, 0, on_streams, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.count, 2);
    assert_true(a.ids[0] == first && a.ids[1] == second);
    assert_int_equal(a.stream.events, 4);
    assert_int_equal(a.stream.first_wall_ms, 1000001);
    assert_int_equal(a.stream.last_wall_ms, 1000004);
    assert_int_equal(a.stream.play_ms, 40);
    assert_str(buf_str(&a.text), "{\"opened\":1}");
    buf_deinit(&a.text);

    a = (struct answer){ 0 };
    read_sessions(w->store, class.id, first, on_streams, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.count, 1);
    assert_true(a.ids[0] == second);
    buf_deinit(&a.text);
}

static void sheets_are_listed_for_their_session(void **state) {
    struct world *w = *state;
    struct journal_class class = class_play(w);
    uint64_t call = id_session(class.id, 1, 1);
    struct answer a = { 0 };
    read_sheets(w->store, call, on_streams, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.count, 2);
    assert_true(a.ids[0] == id_sheet(call, 4) && a.ids[1] == id_sheet(call, 481));
    buf_deinit(&a.text);
}

static void events_are_read_on_the_readers_thread(void **state) {
    struct world *w = *state;
    struct journal_class class = class_play(w);
    struct answer a = { 0 };
    read_events(w->store, id_session(class.id, 1, 1), 2, on_events, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_false(a.more);
    assert_str(buf_str(&a.text), "2 said {\"text\":\"Hello\"};3 said {\"text\":\"Hm\"};"
                                 "4 said {\"text\":\"Well\"};");
    buf_deinit(&a.text);

    a = (struct answer){ 0 };
    read_events(w->store, id_session(class.id, 3, 1), 1, on_events, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND);
}

static void people_are_listed_by_number(void **state) {
    struct world *w = *state;
    struct journal_class class = class_play(w);
    struct answer a = { 0 };
    read_people(w->store, class.id, on_people, &a);
    world_wait(w, &a.is_done);
    assert_str(buf_str(&a.text), "2 Ben;4 Dana;481 ;");
    buf_deinit(&a.text);
}

static void on_class(void *ctx, const struct journal_class *class) {
    assert_str(class->doctrine, "lead");
    *(uint32_t *)ctx = class->id;
}

static void a_class_is_found_by_id(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint32_t found = 0;
    assert_int_equal(read_class_now(w->store, class.id, on_class, &found), OK);
    assert_int_equal(found, class.id);
    assert_int_equal(read_class_now(w->store, class.id ^ 1, on_class, &found), ERR_NOT_FOUND);
}

// Too many questions: the surplus is told so, and the others are answered.
static void the_queue_has_an_end(void **state) {
    struct world *w = *state;
    enum { SURPLUS = 3 };
    struct answer *answers = calloc(STORE_JOBS_MAX + SURPLUS, sizeof(*answers));
    assert_non_null(answers);
    for (int i = 0; i < STORE_JOBS_MAX + SURPLUS; i++) {
        read_people(w->store, 1, on_people, &answers[i]);
    }
    uint32_t busy = 0;
    for (int i = 0; i < STORE_JOBS_MAX + SURPLUS; i++) {
        world_wait(w, &answers[i].is_done);
        busy += answers[i].err == ERR_BUSY;
    }
    assert_int_equal(busy, SURPLUS);
    free(answers);
}

// ── the library ──

static void on_bytes(void *ctx, const struct library_entry *entry, struct str bytes) {
    buf_printf(ctx, "%.*s: %.*s", STR_ARG(entry->name), STR_ARG(bytes));
}

static void on_put(void *ctx, enum err err, const char *hash) {
    struct answer *a = ctx;
    a->is_done = true;
    a->err = err;
    buf_append_str(&a->text, str_from(hash));
}

static void on_entry(void *ctx, const struct library_entry *entry) {
    buf_printf(ctx, "%.*s;", STR_ARG(entry->name));
}

static void bytes_are_kept_by_their_hash(void **state) {
    struct world *w = *state;
    char hash[LIBRARY_HASH + 1], again[LIBRARY_HASH + 1];
    struct buf found = { 0 };
    assert_int_equal(
        library_put_now(w->store, LIBRARY_SCENARIO, STR("late-parcel"), STR("{\"a\":1}"), 10, hash),
        OK);
    assert_int_equal(
        library_put_now(w->store, LIBRARY_SCENARIO, STR("other name"), STR("{\"a\":1}"), 20, again),
        OK);
    assert_string_equal(hash, again);
    library_hash(STR("{\"a\":1}"), again);
    assert_string_equal(hash, again);
    assert_int_equal(library_get(w->store, hash, on_bytes, &found), OK);
    assert_str(buf_str(&found), "late-parcel: {\"a\":1}");

    again[0] = again[0] == '0' ? '1' : '0';
    assert_int_equal(library_get(w->store, again, on_bytes, &found), ERR_NOT_FOUND);
    world_sql(w, "UPDATE library SET bytes = CAST('{\"a\":2}' AS BLOB)");
    assert_int_equal(library_get(w->store, hash, on_bytes, &found), ERR_CORRUPT);
    buf_deinit(&found);
}

static void the_latest_of_a_kind_come_first(void **state) {
    struct world *w = *state;
    char hash[LIBRARY_HASH + 1];
    struct buf found = { 0 };
    library_put_now(w->store, LIBRARY_SCENARIO, STR("old"), STR("{}"), 10, hash);
    library_put_now(w->store, LIBRARY_RUBRIC, STR("rubric"), STR("{\"r\":1}"), 15, hash);
    struct answer a = { 0 };
    library_put(w->store, LIBRARY_SCENARIO, STR("new"), STR("{\"n\":1}"), 20, on_put, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_int_equal(a.text.len, LIBRARY_HASH);
    assert_int_equal(library_list(w->store, LIBRARY_SCENARIO, on_entry, &found), OK);
    assert_str(buf_str(&found), "new;old;");
    buf_deinit(&found);
    buf_deinit(&a.text);
}

static void what_is_empty_or_too_large_is_refused(void **state) {
    struct world *w = *state;
    char hash[LIBRARY_HASH + 1];
    char *large = malloc(LIBRARY_BYTES_MAX + 1);
    assert_non_null(large);
    memset(large, ' ', LIBRARY_BYTES_MAX + 1);
    struct str bytes = str_make(large, LIBRARY_BYTES_MAX + 1);
    assert_int_equal(library_put_now(w->store, LIBRARY_RUBRIC, STR("r"), bytes, 1, hash),
                     ERR_INPUT);
    assert_int_equal(library_put_now(w->store, LIBRARY_RUBRIC, STR("r"), STR(""), 1, hash),
                     ERR_INPUT);
    bytes.len--;
    assert_int_equal(library_put_now(w->store, LIBRARY_RUBRIC, STR("r"), bytes, 1, hash), OK);
    free(large);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(classes_are_listed_for_their_owner),
        STORY(only_recorded_sessions_are_listed),
        STORY(sheets_are_listed_for_their_session),
        STORY(events_are_read_on_the_readers_thread),
        STORY(people_are_listed_by_number),
        STORY(a_class_is_found_by_id),
        STORY(the_queue_has_an_end),
        STORY(bytes_are_kept_by_their_hash),
        STORY(the_latest_of_a_kind_come_first),
        STORY(what_is_empty_or_too_large_is_refused),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
