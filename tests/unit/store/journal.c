// The journal on disk (server/store/journal_sqlite.c), as its caller meets it.
#include "world.h"

#include <stdlib.h>

#define NEW_BATCH(name) struct batch *name = new_batch()

static struct batch *new_batch(void) {
    struct batch *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    return b;
}

static void what_was_appended_is_read_back(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, call, 1);
    batch_said(b, call, 2, 7, "{\"text\":\"Where is it?\"}");
    assert_int_equal(batch_commit(w, b), OK);

    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), OK);
    assert_int_equal(h.count, 2);
    assert_int_equal(h.texts[0], TEXT_NONE);
    assert_int_equal(h.texts[1], TEXT_PRESENT);
    const struct journal_row *said = &h.rows[1];
    assert_int_equal(said->seq, 2);
    assert_int_equal(said->v, 1);
    assert_int_equal(said->subject, 7);
    assert_int_equal(said->play_ms, 20);
    assert_int_equal(said->up_ms, 40);
    assert_int_equal(said->wall_ms, 1000002);
    assert_string_equal(said->type, "said");
    assert_str(said->facts, "{\"type\":\"said\",\"by\":\"csr\"}");
    assert_str(said->texts, "{\"text\":\"Where is it?\"}");
    heard_deinit(&h);
    free(b);
}

static void reading_starts_where_it_is_told_to(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    for (uint32_t seq = 1; seq <= 5; seq++) {
        batch_event(b, call, seq);
    }
    batch_commit(w, b);

    struct heard h;
    heard_read(&h, w->journal, call, 4);
    assert_int_equal(h.count, 2);
    assert_int_equal(h.rows[0].seq, 4);
    heard_deinit(&h);
    assert_int_equal(heard_read(&h, w->journal, call, 6), OK);
    assert_int_equal(h.count, 0);
    heard_deinit(&h);
    assert_int_equal(heard_read(&h, w->journal, call + 1, 1), ERR_NOT_FOUND);
    free(b);
}

struct found {
    uint32_t count;
    struct journal_person people[4];
    char names[4][32];
};

static void on_person(void *ctx, const struct journal_person *person) {
    struct found *f = ctx;
    f->people[f->count] = *person;
    memcpy(f->names[f->count++], person->name.ptr, person->name.len);
}

static void a_constraint_in_one_unit_leaves_the_others(void **state) {
    struct world *w = *state;
    struct journal_class a = world_class(w), c = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, a.id, a.epoch);
    batch_event(b, id_class_stream(a.id), 1);
    batch_event(b, id_class_stream(a.id), 3); // a gap
    batch_person(b, 1, "Ana");
    batch_unit(b, c.id, c.epoch);
    batch_event(b, id_class_stream(c.id), 1);
    batch_commit(w, b);

    assert_int_equal(b->units[0].result, ERR_CONSTRAINT);
    assert_int_equal(b->units[1].result, OK);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, id_class_stream(a.id), 1), ERR_NOT_FOUND);
    assert_int_equal(heard_read(&h, w->journal, id_class_stream(c.id), 1), OK);
    assert_int_equal(h.count, 1);
    heard_deinit(&h);
    struct found f = { 0 };
    assert_int_equal(journal_list_people(w->journal, a.id, on_person, &f), OK);
    assert_int_equal(f.count, 0);
    free(b);
}

static void the_same_seq_twice_is_refused(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    assert_int_equal(batch_commit(w, b), OK);
    assert_int_equal(batch_commit(w, b), ERR_CONSTRAINT);
    free(b);
}

static void a_claim_fences_the_owner_before(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint32_t epoch = 0;
    assert_int_equal(journal_claim_class(w->journal, class.id, &epoch), OK);
    assert_int_equal(epoch, class.epoch + 1);

    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    assert_int_equal(batch_commit(w, b), ERR_STALE);
    b->units[0].epoch = epoch;
    assert_int_equal(batch_commit(w, b), OK);
    assert_int_equal(journal_claim_class(w->journal, class.id ^ 1, &epoch), ERR_NOT_FOUND);
    free(b);
}

static void unrecorded_rows_are_read_but_never_written(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 2);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    batch_said(b, call, 1, 3, "{\"text\":\"canary-unrecorded\"}")->memory_only = true;
    assert_int_equal(batch_commit(w, b), OK);

    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), OK);
    assert_int_equal(h.count, 1);
    assert_true(h.rows[0].memory_only);
    assert_str(h.rows[0].texts, "{\"text\":\"canary-unrecorded\"}");
    heard_deinit(&h);
    assert_int_equal(world_count(w, STR("canary-unrecorded")), 0);

    journal_forget_stream(w->journal, call);
    assert_int_equal(heard_read(&h, w->journal, call, 1), ERR_NOT_FOUND);
    free(b);
}

static void unrecorded_rows_fail_with_their_unit(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 2);
    struct heard h;
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, call, 1)->memory_only = true;
    batch_event(b, id_class_stream(class.id), 2); // a gap on disk
    assert_int_equal(batch_commit(w, b), ERR_CONSTRAINT);
    assert_int_equal(heard_read(&h, w->journal, call, 1), ERR_NOT_FOUND);

    b->rows[0][0].seq = 2; // a gap in memory
    b->rows[0][1].seq = 1;
    assert_int_equal(batch_commit(w, b), ERR_CONSTRAINT);
    assert_int_equal(heard_read(&h, w->journal, id_class_stream(class.id), 1), ERR_NOT_FOUND);
    free(b);
}

static void unrecorded_rows_end_with_the_process(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 2);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, call, 1)->memory_only = true;
    batch_commit(w, b);
    world_close(w);
    world_open(w);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), ERR_NOT_FOUND);
    free(b);
}

struct listed {
    uint32_t count;
    uint64_t ids[8];
    uint32_t seqs[8];
    bool memory_only[8];
};

static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    struct listed *l = ctx;
    l->ids[l->count] = stream;
    l->seqs[l->count] = last_seq;
    l->memory_only[l->count++] = memory_only;
}

static void streams_of_a_class_are_listed_in_order(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w), other = world_class(w);
    uint64_t call = id_session(class.id, 1, 1), unrecorded = id_session(class.id, 1, 2);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, unrecorded, 1)->memory_only = true;
    batch_event(b, id_sheet(call, 481), 1);
    batch_event(b, call, 1);
    batch_event(b, call, 2);
    batch_event(b, id_class_stream(class.id), 1);
    batch_unit(b, other.id, other.epoch);
    batch_event(b, id_class_stream(other.id), 1);
    batch_commit(w, b);

    struct listed l = { 0 };
    assert_int_equal(journal_list_streams(w->journal, class.id, on_stream, &l), OK);
    assert_int_equal(l.count, 4);
    assert_true(l.ids[0] == id_class_stream(class.id) && l.ids[1] == call);
    assert_true(l.ids[2] == id_sheet(call, 481) && l.ids[3] == unrecorded);
    assert_int_equal(l.seqs[1], 2);
    assert_false(l.memory_only[2]);
    assert_true(l.memory_only[3]);

    l.count = 0;
    assert_int_equal(journal_list_streams(w->journal, class.id ^ 1, on_stream, &l), OK);
    assert_int_equal(l.count, 0);
    free(b);
}

static void what_people_write_is_encrypted_on_disk(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_said(b, id_session(class.id, 1, 1), 1, 1, "{\"text\":\"canary-text\"}");
    batch_person(b, 1, "canary-name");
    assert_int_equal(batch_commit(w, b), OK);
    assert_int_equal(world_count(w, STR("canary")), 0);
    free(b);
}

static void people_come_and_change_with_a_unit(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_person(b, 2, "Ben");
    batch_person(b, 1, "Ana");
    assert_int_equal(batch_commit(w, b), OK);

    b->people[0][0].removed = true; // Ben
    memset(&b->people[0][0].token, 0, sizeof(struct token_digest));
    assert_int_equal(batch_commit(w, b), OK);

    struct found f = { 0 };
    assert_int_equal(journal_list_people(w->journal, class.id, on_person, &f), OK);
    assert_int_equal(f.count, 2);
    assert_string_equal(f.names[0], "Ana");
    assert_string_equal(f.names[1], "Ben");
    assert_true(f.people[1].removed && !f.people[0].removed && f.people[0].recorded);
    assert_int_equal(f.people[0].token.bytes[31], 1);
    assert_int_equal(f.people[1].token.bytes[0], 0);
    free(b);
}

static void a_token_used_twice_discards_the_unit(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_person(b, 1, "Ana");
    batch_person(b, 2, "Ben")->token = b->people[0][0].token;
    assert_int_equal(batch_commit(w, b), ERR_CONSTRAINT);
    free(b);
}

static void on_class(void *ctx, const struct journal_class *class) {
    struct journal_class *found = ctx;
    assert_int_equal(found->id, 0);
    *found = *class;
}

static void open_classes_come_back_after_a_restart(void **state) {
    struct world *w = *state;
    struct journal_class open = world_class(w), closed = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, closed.id, closed.epoch)->closed_ms = 9000;
    batch_event(b, id_class_stream(closed.id), 1);
    assert_int_equal(batch_commit(w, b), OK);
    world_close(w);
    world_open(w);

    struct journal_class found = { 0 };
    assert_int_equal(journal_list_open_classes(w->journal, on_class, &found), OK);
    assert_int_equal(found.id, open.id);
    assert_string_equal(found.code, open.code);
    assert_int_equal(strlen(found.code), JOURNAL_CODE);
    assert_int_equal(found.retention_days, 30);
    assert_int_equal(found.created_ms, 1000);
    free(b);
}

struct nested {
    struct journal *journal;
    uint64_t stream;
    uint32_t rows;
};

static bool on_inner(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)row, (void)texts;
    (*(uint32_t *)ctx)++;
    return true;
}

static bool on_outer(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)row, (void)texts;
    struct nested *n = ctx;
    assert_int_equal(journal_read_stream(n->journal, n->stream, 1, on_inner, &n->rows), OK);
    return true;
}

static void a_stream_can_be_read_while_another_is(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    NEW_BATCH(b);
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    batch_event(b, id_class_stream(class.id), 2);
    batch_commit(w, b);
    struct nested n = { w->journal, id_class_stream(class.id), 0 };
    assert_int_equal(journal_read_stream(w->journal, n.stream, 1, on_outer, &n), OK);
    assert_int_equal(n.rows, 4);
    free(b);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(what_was_appended_is_read_back),
        STORY(reading_starts_where_it_is_told_to),
        STORY(a_constraint_in_one_unit_leaves_the_others),
        STORY(the_same_seq_twice_is_refused),
        STORY(a_claim_fences_the_owner_before),
        STORY(unrecorded_rows_are_read_but_never_written),
        STORY(unrecorded_rows_fail_with_their_unit),
        STORY(unrecorded_rows_end_with_the_process),
        STORY(streams_of_a_class_are_listed_in_order),
        STORY(what_people_write_is_encrypted_on_disk),
        STORY(people_come_and_change_with_a_unit),
        STORY(a_token_used_twice_discards_the_unit),
        STORY(open_classes_come_back_after_a_restart),
        STORY(a_stream_can_be_read_while_another_is),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
