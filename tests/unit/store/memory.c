// The journal of the stories (server/store/journal_memory.c) keeps the promises of the real one.
#include "lib/test.h"

#include <poll.h>
#include <stdio.h>

#include "base/id.h"
#include "store/journal_memory.h"

struct scene {
    struct journal_memory *memory;
    struct journal *journal;
    struct journal_class class;
    struct journal_batch batch;
    struct journal_unit unit;
    struct journal_row rows[2];
    struct journal_person person;
    uint32_t done;
};

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct scene *s = ctx;
    assert_int_equal(err, OK);
    s->class = *class;
}

static void on_done(void *ctx, struct journal_batch *batch) {
    (void)batch;
    ((struct scene *)ctx)->done++;
}

// One class, and a batch with its first event and one of a session.
static void scene_begin(struct scene *s) {
    *s = (struct scene){ .memory = journal_memory_new() };
    s->journal = journal_memory_journal(s->memory);
    const struct journal_class_new what = { STR("Tuesday"), STR("lead"), 1, 30, 1000 };
    journal_create_class(s->journal, &what, on_created, s);
    assert_int_equal(s->class.id, 0); // not before the drain
    journal_drain(s->journal);
    assert_int_equal(s->class.id, 1);

    const struct journal_row row = { .seq = 1, .v = 1, .type = "said", .facts = STR("{}") };
    s->rows[0] = s->rows[1] = row;
    s->rows[0].stream = id_class_stream(s->class.id);
    s->rows[1].stream = id_session(s->class.id, 1, 1);
    s->rows[1].texts = STR("{\"text\":\"Hello\"}");
    s->unit = (struct journal_unit){ .class_id = 1, .epoch = 1, .rows = s->rows, .row_count = 2 };
    s->batch = (struct journal_batch){ 1, &s->unit, 1, on_done, s };
}

static enum err scene_commit(struct scene *s) {
    uint32_t before = s->done;
    journal_submit(s->journal, &s->batch);
    journal_drain(s->journal);
    assert_int_equal(s->done, before + 1);
    return s->unit.result;
}

static bool is_readable(struct scene *s) {
    struct pollfd p = { .fd = journal_fd(s->journal), .events = POLLIN };
    return poll(&p, 1, 0) == 1;
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct buf *b = ctx;
    buf_printf(b, "%u %s %.*s %d;", row->seq, row->type, STR_ARG(row->texts), (int)texts);
    return true;
}

static uint32_t rows_of(struct scene *s, uint64_t stream) {
    struct buf b = { 0 };
    uint32_t count = 0;
    journal_read_stream(s->journal, stream, 1, on_row, &b);
    for (uint32_t i = 0; i < b.len; i++) {
        count += b.ptr[i] == ';';
    }
    buf_deinit(&b);
    return count;
}

static void a_batch_completes_at_the_next_drain(void **state) {
    (void)state;
    struct scene s;
    struct buf b = { 0 };
    scene_begin(&s);
    assert_false(is_readable(&s));
    journal_submit(s.journal, &s.batch);
    assert_true(is_readable(&s));
    assert_int_equal(rows_of(&s, s.rows[1].stream), 0);
    journal_drain(s.journal);
    assert_int_equal(s.unit.result, OK);
    assert_int_equal(journal_read_stream(s.journal, s.rows[1].stream, 1, on_row, &b), OK);
    assert_str(buf_str(&b), "1 said {\"text\":\"Hello\"} 1;");
    buf_deinit(&b);
    journal_memory_free(s.memory);
}

static void it_refuses_what_the_disk_would(void **state) {
    (void)state;
    struct scene s;
    scene_begin(&s);
    assert_int_equal(scene_commit(&s), OK);
    assert_int_equal(scene_commit(&s), ERR_CONSTRAINT); // the same seq
    s.rows[0].seq = s.rows[1].seq = 3;
    assert_int_equal(scene_commit(&s), ERR_CONSTRAINT); // a gap
    s.rows[0].seq = s.rows[1].seq = 2;
    uint32_t epoch;
    assert_int_equal(journal_claim_class(s.journal, 1, &epoch), OK);
    assert_int_equal(scene_commit(&s), ERR_STALE);
    s.unit.epoch = epoch;
    assert_int_equal(scene_commit(&s), OK);
    assert_int_equal(journal_claim_class(s.journal, 2, &epoch), ERR_NOT_FOUND);
    journal_memory_free(s.memory);
}

static void faults_come_when_they_are_ordered(void **state) {
    (void)state;
    struct scene s;
    scene_begin(&s);
    journal_memory_fail_next(s.memory, ERR_CONSTRAINT, 2); // another class: nobody here
    assert_int_equal(scene_commit(&s), OK);
    s.rows[0].seq = s.rows[1].seq = 2;
    journal_memory_fail_next(s.memory, ERR_STALE, 1);
    assert_int_equal(scene_commit(&s), ERR_STALE);
    journal_memory_fail_next(s.memory, ERR_FULL, 0);
    assert_int_equal(scene_commit(&s), ERR_FULL);
    assert_false(journal_is_well(s.journal));
    assert_int_equal(scene_commit(&s), ERR_FULL); // until it heals
    journal_memory_heal(s.memory);
    assert_true(journal_is_well(s.journal) && is_readable(&s));
    assert_int_equal(scene_commit(&s), OK);
    assert_int_equal(rows_of(&s, s.rows[1].stream), 2);
    journal_memory_free(s.memory);
}

static void a_held_batch_waits(void **state) {
    (void)state;
    struct scene s;
    scene_begin(&s);
    journal_memory_hold(s.memory, true);
    journal_submit(s.journal, &s.batch);
    assert_false(is_readable(&s));
    journal_drain(s.journal);
    assert_int_equal(s.done, 0);
    journal_memory_hold(s.memory, false);
    assert_true(is_readable(&s));
    journal_drain(s.journal);
    assert_int_equal(s.done, 1);
    journal_memory_free(s.memory);
}

static void a_crash_forgets_what_was_in_flight_and_in_memory(void **state) {
    (void)state;
    struct scene s;
    scene_begin(&s);
    s.rows[1].memory_only = true;
    assert_int_equal(scene_commit(&s), OK);
    assert_int_equal(rows_of(&s, s.rows[1].stream), 1);
    s.rows[0].seq = s.rows[1].seq = 2;
    journal_submit(s.journal, &s.batch);
    journal_memory_crash(s.memory);
    journal_drain(s.journal);
    assert_int_equal(s.done, 1);
    assert_int_equal(rows_of(&s, s.rows[0].stream), 1);
    assert_int_equal(rows_of(&s, s.rows[1].stream), 0);
    journal_memory_free(s.memory);
}

static void on_person(void *ctx, const struct journal_person *person) {
    buf_printf(ctx, "%u %.*s;", person->number, STR_ARG(person->name));
}

static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    buf_printf(ctx, "%u/%u to %u%s;", id_round_of(stream), id_index_of(stream), last_seq,
               memory_only ? " (memory)" : "");
}

static void on_class(void *ctx, const struct journal_class *class) {
    buf_printf(ctx, "%u %s %.*s;", class->id, class->code, STR_ARG(class->name));
}

static void a_new_engine_finds_all_again(void **state) {
    (void)state;
    struct scene s;
    struct buf b = { 0 };
    scene_begin(&s);
    s.rows[1].memory_only = true;
    s.person = (struct journal_person){ .number = 12, .recorded = true, .name = STR("Ana") };
    memset(s.person.token.bytes, 5, sizeof(s.person.token.bytes));
    s.unit.people = &s.person;
    s.unit.people_count = 1;
    assert_int_equal(scene_commit(&s), OK);

    assert_int_equal(journal_list_open_classes(s.journal, on_class, &b), OK);
    assert_int_equal(journal_list_people(s.journal, 1, on_person, &b), OK);
    assert_int_equal(journal_list_streams(s.journal, 1, on_stream, &b), OK);
    assert_str(buf_str(&b), "1 222223 Tuesday;12 Ana;0/0 to 1;1/1 to 1 (memory);");

    s.rows[0].seq = s.rows[1].seq = 2;
    s.person.number = 13; // with Ana's token
    assert_int_equal(scene_commit(&s), ERR_CONSTRAINT);
    s.person.number = 12;
    s.unit.closed_ms = 9000;
    assert_int_equal(scene_commit(&s), OK);
    buf_reset(&b);
    journal_list_open_classes(s.journal, on_class, &b);
    assert_int_equal(b.len, 0);
    buf_deinit(&b);
    journal_memory_free(s.memory);
}

static void submit_twice(void *arg) {
    struct scene *s = arg;
    journal_submit(s->journal, &s->batch);
    journal_submit(s->journal, &s->batch);
}

static void a_second_batch_in_flight_is_a_bug(void **state) {
    (void)state;
    struct scene s;
    scene_begin(&s);
    assert_check_fails(submit_twice, &s);
    journal_memory_free(s.memory);
}

int main(void) {
    const struct CMUnitTest stories[] = {
        cmocka_unit_test(a_batch_completes_at_the_next_drain),
        cmocka_unit_test(it_refuses_what_the_disk_would),
        cmocka_unit_test(faults_come_when_they_are_ordered),
        cmocka_unit_test(a_held_batch_waits),
        cmocka_unit_test(a_crash_forgets_what_was_in_flight_and_in_memory),
        cmocka_unit_test(a_new_engine_finds_all_again),
        cmocka_unit_test(a_second_batch_in_flight_is_a_bug),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
