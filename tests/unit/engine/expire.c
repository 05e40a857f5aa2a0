// Retention (server/engine/expire.c): the engine's clock goes on by days, the store is real, and
// what is past its days goes by itself.
#include "lib/test.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/id.h"
#include "engine/engine.h"
#include "store/store.h"

#define DAY   ((ms)24 * MS_HOUR)
#define START ((ms)1760000000000)

struct school {
    char dir[64];
    struct store *store;
    struct engine *engine;
    ms now; // of both clocks, since START
};

static uint32_t send_nothing(void *ctx, uint64_t conn, struct str text) {
    (void)ctx, (void)conn, (void)text;
    return 0;
}

static void ignore(void *ctx, uint64_t conn) {
    (void)ctx, (void)conn;
}

static int school_up(void **state) {
    char why[STORE_WHY];
    const char *reason = NULL;
    struct school *s = calloc(1, sizeof *s);
    assert_non_null(s);
    snprintf(s->dir, sizeof s->dir, "/tmp/coolhead-expire-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    assert_int_equal(store_open(s->dir, STORE_SERVE, &s->store, why), OK);
    const struct engine_config config = { .server = STR("test"),
                                          .join_url = STR("http://x"),
                                          .presence_ms = 2000,
                                          .absence_ms = 400 * DAY };
    const struct engine_sink sink = { NULL, send_nothing, ignore, ignore };
    assert_int_equal(engine_open(&config, store_journal(s->store), s->store, sink, 1000, START,
                                 &s->engine, &reason),
                     OK);
    *state = s;
    return 0;
}

static int school_down(void **state) {
    struct school *s = *state;
    char command[96];
    engine_close(s->engine);
    store_close(s->store);
    snprintf(command, sizeof command, "rm -rf %s", s->dir);
    int status = system(command);
    free(s);
    return status;
}

// A turn of the loop after so long; then whatever the store has to say.
static void turn(struct school *s, ms later) {
    s->now += later;
    engine_advance(s->engine, 1000 + s->now, START + s->now);
    engine_flush(s->engine);
    struct pollfd ready = { .fd = engine_fd(s->engine), .events = POLLIN };
    if (poll(&ready, 1, 50) > 0) engine_drain(s->engine);
}

struct made {
    struct journal_class class;
    bool is_done;
};

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct made *made = ctx;
    assert_int_equal(err, OK);
    made->class = *class;
    made->is_done = true;
}

static void on_done(void *ctx, struct journal_batch *batch) {
    (void)ctx;
    assert_int_equal(batch->units[0].result, OK);
    batch->unit_count = 0;
}

// Behind the engine's back, as an earlier run would have left it: a class of 30 days with a session
// of the first day.
static uint64_t session_record(struct school *s) {
    struct made made = { 0 };
    const struct journal_class_new what = { STR("Tuesday"), STR("own_it"), 1, 30, START };
    journal_create_class(store_journal(s->store), &what, on_created, &made);
    while (!made.is_done)
        turn(s, 0);
    uint64_t session = id_session(made.class.id, 1, 1);
    const struct journal_row row = {
        .stream = session, .seq = 1, .v = 1, .type = "opened", .wall_ms = START, .facts = STR("{}")
    };
    struct journal_unit unit = {
        .class_id = made.class.id, .epoch = made.class.epoch, .rows = &row, .row_count = 1
    };
    struct journal_batch batch = { .units = &unit, .unit_count = 1, .on_done = on_done };
    journal_submit(store_journal(s->store), &batch);
    while (batch.unit_count)
        turn(s, 0);
    return session;
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)ctx, (void)row, (void)texts;
    return false;
}

static bool is_there(const struct school *s, uint64_t session) {
    return journal_read_stream(store_journal(s->store), session, 1, on_row, NULL) == OK;
}

static void hours_pass(struct school *s, int hours) {
    for (int hour = 0; hour < hours; hour++)
        turn(s, MS_HOUR); // each has something to say: the engine asks the store once an hour
}

static void a_session_stays_for_its_days_and_goes_within_the_hour_after(void **state) {
    struct school *s = *state;
    uint64_t session = session_record(s);
    hours_pass(s, 30 * 24 - 1);
    assert_true(is_there(s, session));
    hours_pass(s, 2);
    for (int turns = 0; turns < 100 && is_there(s, session); turns++)
        turn(s, 0);
    assert_false(is_there(s, session));
}

int main(void) {
    const struct CMUnitTest stories[] = {
        cmocka_unit_test_setup_teardown(a_session_stays_for_its_days_and_goes_within_the_hour_after,
                                        school_up, school_down),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
