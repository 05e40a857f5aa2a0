#include "stage.h"

#include <stdlib.h>

#include "protocol/generated/shapes.h"

static const struct desk desks[] = {
    { .id = STR("production"),
      .name = STR("Production"),
      .answers = { STR("It is on the press."), STR("It is not on the press.") },
      .seconds = 20 },
    { .id = STR("billing"),
      .name = STR("Billing"),
      .answers = { STR("Paid in full.") },
      .seconds = 5 },
};
static const struct offer offers[] = {
    { .id = STR("courier"), .title = STR("A courier tonight"), .authority = AUTHORITY_OWN },
    { .id = STR("refund"), .title = STR("All money back"), .authority = AUTHORITY_SUPERVISOR },
};
static const struct fact facts[] = {
    { .id = STR("event"), .title = STR("The event"), .text = STR("Two hundred guests on Friday.") },
    { .id = STR("boss"), .title = STR("The boss"), .text = STR("He is standing here.") },
};

void stage_init(struct stage *st) {
    *st = (struct stage){ .path = "" };
    session_init(&st->s);
    const uint16_t persons[] = { CSR, CUSTOMER, OBSERVER, TRAINER, 0 };
    memcpy(st->persons, persons, sizeof persons);
    struct scenario *scenario = &st->scenario;
    memcpy(scenario->desks, desks, sizeof desks);
    memcpy(scenario->offers, offers, sizeof offers);
    memcpy(scenario->facts, facts, sizeof facts);
    scenario->desks_count = scenario->offers_count = scenario->facts_count = 2;
    scenario->supervisor_text = STR("Give her the courier.");
    scenario->supervisor_s = 30;
    scenario->acknowledgement = 1;
}

struct session_command stage_opening(void) {
    return (struct session_command){
        .type = SESSION_COMMAND_OPEN,
        .open = { .csr = CSR,
                  .customer = CUSTOMER,
                  .observers = { 1, { OBSERVER } },
                  .recorded = true,
                  .ready_starts = true,
                  .scenario = STR("0123456789abcdef0123456789abcdef"),
                  .variant = STR("forgotten"),
                  .doctrine = STR("s1"),
                  .brief_s = 120,
                  .call_s = 600,
                  .back_s = 60,
                  .score_s = 120,
                  .talk_s = 300,
                  .dial = 4,
                  .focus = { 2, { 0, 5 } },
                  .csr_kit = STR("{\"seat\":\"csr\"}"),
                  .customer_kit = STR("{\"seat\":\"customer\"}"),
                  .observer_kit = STR("{\"seat\":\"observer\"}") },
    };
}

void stage_open(struct stage *st) {
    stage_init(st);
    struct session_command open = stage_opening();
    assert_int_equal(stage_do(st, ROLE_ENGINE, &open), REFUSAL_NONE);
    stage_forget(st);
}

void stage_call(struct stage *st) {
    stage_open(st);
    assert_int_equal(DO(st, TRAINER, START), REFUSAL_NONE);
    stage_forget(st);
}

static void both_ready(struct stage *st) {
    assert_int_equal(DO(st, CSR, READY), REFUSAL_NONE);
    assert_int_equal(DO(st, CUSTOMER, READY), REFUSAL_NONE);
}

static void both_hand_in(struct stage *st) {
    assert_int_equal(
        DO(st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { SCORE_3, SCORE_NA } } }),
        REFUSAL_NONE);
    assert_int_equal(DO(st, ENGINE, HAND_IN,
                        .hand_in = { CUSTOMER, SHEET_KIND_CUSTOMER, { 2, { SCORE_4, SCORE_1 } } }),
                     REFUSAL_NONE);
}

void stage_phase(struct stage *st, enum phase phase) {
    stage_open(st);
    if (phase >= PHASE_CALL) both_ready(st);
    if (phase >= PHASE_BACK) assert_int_equal(DO(st, TRAINER, END_CALL), REFUSAL_NONE);
    if (phase >= PHASE_SCORE) both_ready(st);
    if (phase >= PHASE_TALK) both_hand_in(st);
    if (phase >= PHASE_OVER) both_ready(st);
    assert_int_equal(st->s.phase, phase);
    stage_forget(st);
}

static void history_add(struct stage *st, const struct session_event *event) {
    if (st->history_count == st->history_cap) {
        st->history_cap = st->history_cap ? 2 * st->history_cap : 64;
        st->history = realloc(st->history, (size_t)st->history_cap * sizeof *st->history);
        assert_non_null(st->history);
    }
    st->history[st->history_count++] = *event;
}

// One event into a state; positions rise by one for each role that sees it, and for no other.
static void event_take(struct session *s, const struct session_event *event) {
    struct session before = *s;
    session_fold(s, event);
    assert_int_equal(s->seq, before.seq + 1);
    assert_true(s->play_ms >= before.play_ms && s->up_ms >= before.up_ms);
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool sees = session_view(s, event, (enum role)role) != 0;
        assert_int_equal(s->n[role], before.n[role] + sees);
    }
}

static enum refusal decide(struct stage *st, const struct session_command *command) {
    struct session before = st->s;
    enum refusal refusal =
        session_decide(&st->s, &st->scenario, command, st->out, &st->count, &st->path);
    assert_memory_equal(&before, &st->s, sizeof before);
    if (refusal != REFUSAL_NONE) assert_int_equal(st->count, 0);
    for (int i = 0; i < st->count; i++) {
        event_take(&st->s, &st->out[i]);
        history_add(st, &st->out[i]);
    }
    return refusal;
}

static void tick(struct stage *st, ms up_ms) {
    struct session_command command = {
        .type = SESSION_COMMAND_TICK,
        .meta = { .from = ROLE_ENGINE, .up_ms = up_ms, .wall_ms = up_ms }
    };
    assert_int_equal(decide(st, &command), REFUSAL_NONE);
    bool had_room = st->count + MOMENT_EVENTS <= SESSION_EVENTS;
    assert_true(st->count > 0);
    if (had_room) assert_true(session_deadline(&st->s, &st->scenario) > up_ms);
}

void stage_until(struct stage *st, ms up_ms) {
    for (;;) {
        ms due = session_deadline(&st->s, &st->scenario);
        if (due > up_ms) break;
        tick(st, due);
    }
    st->now = up_ms;
}

void stage_pass(struct stage *st, ms span) {
    stage_until(st, st->now + span);
}

enum refusal stage_do(struct stage *st, enum role from, const struct session_command *command) {
    stage_until(st, st->now);
    struct session_command with_meta = *command;
    with_meta.meta = (struct command_meta){
        .from = (uint8_t)from, .person = st->persons[from], .up_ms = st->now, .wall_ms = st->now
    };
    if (from != ROLE_ENGINE && !st->off_book) {
        with_meta.meta.instance = 1;
        with_meta.meta.counter = ++st->counters[from];
    }
    return decide(st, &with_meta);
}

void stage_forget(struct stage *st) {
    st->shown = st->history_count;
}

void stage_assert_events(struct stage *st, const char *expected, const char *file, int line) {
    struct buf got = { 0 };
    for (; st->shown < st->history_count; st->shown++) {
        enum session_event_type type = st->history[st->shown].type;
        if (type == SESSION_EVENT_TICKED) continue;
        buf_printf(&got, "%s%s", got.len ? " " : "", session_event_shapes[type].name);
    }
    test_assert_str(buf_str(&got), expected, file, line);
    buf_deinit(&got);
}

const struct session_event *stage_last(const struct stage *st, enum session_event_type type) {
    for (int i = st->history_count - 1; i >= 0; i--)
        if (st->history[i].type == type) return &st->history[i];
    fail_msg("no event %s", session_event_shapes[type].name);
    return NULL;
}

struct twist *stage_twist(struct stage *st, const char *id) {
    struct twist *twist = &st->scenario.twists[st->scenario.twists_count++];
    *twist =
        (struct twist){ .id = str_from(id),
                        .item = item_of(str_from(id)),
                        .title = str_from(id),
                        .csr = { .title = STR("For the CSR"), .text = STR("Something changed.") },
                        .customer = { .title = STR("For the customer"),
                                      .line = STR("And now this!") } };
    return twist;
}

void stage_end(struct stage *st) {
    struct session again;
    session_init(&again);
    for (int i = 0; i < st->history_count; i++)
        event_take(&again, &st->history[i]);
    assert_true(session_digest(&again) == session_digest(&st->s));
    free(st->history);
}
