// Rows of many units in one batch (server/store/append.c): written together, and each where it
// belongs.
#include "world.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/erase.h"
#include "store/verify.h"

static struct batch *new_batch(void) {
    struct batch *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    return b;
}

static void batch_clear(struct batch *b) {
    *b = (struct batch){ 0 };
}

static void assert_verifies(struct world *w, uint32_t events) {
    struct verify_report report;
    assert_int_equal(verify_all(w->store, &report), OK);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(report.events, events);
}

// The text of each place is its own, so that one in the place of another is seen.
static const char *text_of(uint64_t stream, uint32_t seq) {
    static char texts[WORLD_UNITS * WORLD_ROWS][64];
    static uint32_t next;
    char *text = texts[next++ % (WORLD_UNITS * WORLD_ROWS)];
    snprintf(text, sizeof(texts[0]), "{\"text\":\"%llu.%u\"}", (unsigned long long)stream, seq);
    return text;
}

// Every third event has no text.
static void batch_mixed(struct batch *b, uint64_t stream, uint32_t seq) {
    if (seq % 3 == 0)
        batch_event(b, stream, seq);
    else
        batch_said(b, stream, seq, (uint16_t)(1 + seq % 2), text_of(stream, seq));
}

static void assert_mixed(struct world *w, uint64_t stream, uint32_t count) {
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, stream, 1), OK);
    assert_int_equal(h.count, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t seq = i + 1;
        assert_int_equal(h.rows[i].seq, seq);
        assert_int_equal(h.texts[i], seq % 3 == 0 ? TEXT_NONE : TEXT_PRESENT);
        if (seq % 3 != 0) assert_str(h.rows[i].texts, text_of(stream, seq));
    }
    heard_deinit(&h);
}

static void rows_of_all_numbers_come_back_as_they_were(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = new_batch();
    uint32_t events = 0;
    for (uint32_t count = 1; count <= 40; count++) {
        uint64_t call = id_session(class.id, 1, count);
        batch_clear(b);
        batch_unit(b, class.id, class.epoch);
        for (uint32_t seq = 1; seq <= count; seq++) {
            batch_mixed(b, call, seq);
        }
        assert_int_equal(batch_commit(w, b), OK);
        assert_mixed(w, call, count);
        events += count;
    }
    assert_verifies(w, events);
    free(b);
}

static void streams_may_take_turns_within_a_batch(void **state) {
    enum { CLASSES = 3, CALLS = 5, EVENTS = 9, BATCHES = 8 };
    struct world *w = *state;
    struct journal_class classes[CLASSES] = { world_class(w), world_class(w), world_class(w) };
    struct batch *b = new_batch();
    for (uint32_t i = 0; i < BATCHES; i++) {
        batch_clear(b);
        for (int c = 0; c < CLASSES; c++) {
            batch_unit(b, classes[c].id, classes[c].epoch);
            for (uint32_t e = 1; e <= EVENTS; e++) {
                for (uint16_t call = 1; call <= CALLS; call++) {
                    batch_mixed(b, id_session(classes[c].id, 1, call), i * EVENTS + e);
                }
            }
        }
        assert_int_equal(batch_commit(w, b), OK);
    }
    assert_verifies(w, CLASSES * CALLS * EVENTS * BATCHES);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, id_session(classes[2].id, 1, 5), 40), OK);
    assert_int_equal(h.count, EVENTS * BATCHES - 39);
    assert_int_equal(h.rows[0].seq, 40);
    heard_deinit(&h);
    free(b);
}

static void a_unit_that_is_undone_takes_no_other_with_it(void **state) {
    struct world *w = *state;
    struct journal_class a = world_class(w), b = world_class(w), c = world_class(w);
    uint64_t calls[] = { id_session(a.id, 1, 1), id_session(b.id, 1, 1), id_session(c.id, 1, 1) };
    struct batch *batch = new_batch();
    batch_unit(batch, a.id, a.epoch);
    for (uint32_t seq = 1; seq <= 5; seq++) {
        batch_mixed(batch, calls[0], seq);
    }
    batch_unit(batch, b.id, b.epoch);
    for (uint32_t seq = 1; seq <= 20; seq++) {
        batch_mixed(batch, calls[1], seq);
    }
    batch_person(batch, 1, "Ana");
    batch_person(batch, 2, "Ben")->token = batch->people[1][0].token;
    batch_unit(batch, c.id, c.epoch);
    for (uint32_t seq = 1; seq <= 7; seq++) {
        batch_mixed(batch, calls[2], seq);
    }
    batch_commit(w, batch);
    assert_int_equal(batch->units[0].result, OK);
    assert_int_equal(batch->units[1].result, ERR_CONSTRAINT);
    assert_int_equal(batch->units[2].result, OK);
    assert_verifies(w, 12);

    batch_clear(batch);
    batch_unit(batch, a.id, a.epoch);
    batch_mixed(batch, calls[0], 6);
    batch_unit(batch, b.id, b.epoch);
    batch_mixed(batch, calls[1], 1);
    batch_unit(batch, c.id, c.epoch);
    batch_mixed(batch, calls[2], 8);
    assert_int_equal(batch_commit(w, batch), OK);
    assert_mixed(w, calls[0], 6);
    assert_mixed(w, calls[1], 1);
    assert_mixed(w, calls[2], 8);
    assert_verifies(w, 15);
    free(batch);
}

static void texts_lie_right_behind_a_unit_with_people(void **state) {
    struct world *w = *state;
    struct journal_class a = world_class(w), b = world_class(w);
    uint64_t call = id_session(b.id, 1, 1);
    struct batch *batch = new_batch();
    batch_unit(batch, a.id, a.epoch);
    batch_person(batch, 1, "Ana");
    batch_unit(batch, b.id, b.epoch);
    batch_mixed(batch, call, 1);
    batch_mixed(batch, call, 2);
    assert_int_equal(batch_commit(w, batch), OK);
    assert_mixed(w, call, 2);
    assert_verifies(w, 2);
    free(batch);
}

static void a_refused_unit_leaves_the_one_before_of_its_class(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    struct batch *b = new_batch();
    batch_unit(b, class.id, class.epoch);
    batch_mixed(b, call, 1);
    batch_unit(b, class.id, class.epoch);
    batch_mixed(b, call, 2);
    batch_mixed(b, call, 4); // a gap
    batch_commit(w, b);
    assert_int_equal(b->units[0].result, OK);
    assert_int_equal(b->units[1].result, ERR_CONSTRAINT);
    assert_verifies(w, 1);

    batch_clear(b);
    batch_unit(b, class.id, class.epoch);
    batch_mixed(b, call, 2);
    assert_int_equal(batch_commit(w, b), OK);
    assert_mixed(w, call, 2);
    assert_verifies(w, 2);
    free(b);
}

static void on_erased(void *ctx, enum err err, const struct erase_result *result) {
    assert_int_equal(err, OK);
    assert_non_null(result);
    *(bool *)ctx = true;
}

static void texts_of_somebody_erased_are_left_out_among_others(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    struct batch *b = new_batch();
    batch_unit(b, class.id, class.epoch);
    batch_person(b, 1, "Ana");
    batch_person(b, 2, "Ben");
    assert_int_equal(batch_commit(w, b), OK);
    bool is_done = false;
    erase_person(w->store, class.id, 2, 1000, on_erased, &is_done);
    world_wait(w, &is_done);

    batch_clear(b);
    batch_unit(b, class.id, class.epoch);
    for (uint32_t seq = 1; seq <= 18; seq++) {
        batch_said(b, call, seq, (uint16_t)(1 + seq % 2), text_of(call, seq));
    }
    assert_int_equal(batch_commit(w, b), OK);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), OK);
    assert_int_equal(h.count, 18);
    for (uint32_t i = 0; i < h.count; i++) {
        bool is_bens = h.rows[i].seq % 2 == 1;
        assert_int_equal(h.texts[i], is_bens ? TEXT_ERASED : TEXT_PRESENT);
        if (!is_bens) assert_str(h.rows[i].texts, text_of(call, h.rows[i].seq));
    }
    heard_deinit(&h);
    assert_verifies(w, 18);
    free(b);
}

// A stranger's hand in the file, which the locks keep no one from: what the writer counted is not
// what SQLite gives, so nothing of the batch is kept, and the next one starts from what is there.
static void an_id_that_was_not_counted_fails_the_batch(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint64_t call = id_session(class.id, 1, 1);
    struct batch *b = new_batch();
    batch_unit(b, class.id, class.epoch);
    batch_mixed(b, call, 1);
    assert_int_equal(batch_commit(w, b), OK);
    world_sql(w,
              "INSERT INTO event (id, stream, seq, before, v, type, subject, play_ms, up_ms,"
              " wall_ms, facts, hash) VALUES (900, 1, 1, 0, 1, 'ticked', 0, 0, 0, 0, '{}', x'')");
    batch_clear(b);
    batch_unit(b, class.id, class.epoch);
    batch_mixed(b, call, 2);
    assert_int_equal(batch_commit(w, b), ERR_IO);
    while (!journal_is_well(w->journal)) {
        struct pollfd p = { .fd = store_fd(w->store), .events = POLLIN };
        assert_int_equal(poll(&p, 1, -1), 1);
        store_drain(w->store);
    }
    assert_int_equal(batch_commit(w, b), OK);
    assert_mixed(w, call, 2);
    free(b);
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(rows_of_all_numbers_come_back_as_they_were),
        STORY(streams_may_take_turns_within_a_batch),
        STORY(a_unit_that_is_undone_takes_no_other_with_it),
        STORY(texts_lie_right_behind_a_unit_with_people),
        STORY(a_refused_unit_leaves_the_one_before_of_its_class),
        STORY(texts_of_somebody_erased_are_left_out_among_others),
        STORY(an_id_that_was_not_counted_fails_the_batch),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
