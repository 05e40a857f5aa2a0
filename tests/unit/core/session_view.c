// Who sees what: the whole table once more, by hand, and a call searched for other people's
// secrets.
#include "stage.h"

#include <string.h>

#include "protocol/generated/shapes.h"

#define NO "-" // hidden; a list of names: shown with these fields

// Written down here a second time, on purpose: what `view.c` shows is compared with what was meant.
// Events that name a seat are those of the CSR.
static const struct expected {
    const char *event, *csr, *customer, *observer;
} table[] = {
    { "opened", "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s focus",
      "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s dial focus",
      "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s dial focus" },
    { "kit_dealt", "seat kit", NO, NO },
    { "phase_began", "phase ends why", "phase ends why", "phase ends why" },
    { "became_ready", "by", "by", "by" },
    { "said", "by act text", "by act text", "by act text" },
    { "typing_changed", "by on", "by on", "by on" },
    { "dial_set", NO, "value", "value" },
    { "story_finished", NO, "", "" },
    { "fact_revealed", "fact title text", "fact title text", "fact title text" },
    { "desk_asked", "desk name due", NO, "desk name due" },
    { "desk_answered", "desk name text", NO, "desk name text" },
    { "held", "kind reason seconds until", "kind reason seconds until",
      "kind reason seconds until" },
    { "hold_ended", "over_s", "over_s", "over_s" },
    { "offered", "number offer title text", "number offer title text", "number offer title text" },
    { "offer_answered", "number accepted", "number accepted", "number accepted" },
    { "promised", "number what due", "number what due", "number what due" },
    { "supervisor_asked", "reason due", NO, "reason due" },
    { "supervisor_answered", "text", NO, "text" },
    { "breathed", "", NO, "" },
    { "help_asked", "by text", NO, NO },
    { "help_answered", NO, NO, NO },
    { "stepped_out", "by", "by", "by" },
    { "left", "by", "by", "by" },
    { "chosen", "by choice until", "by choice until", "by choice until" },
    { "slept", NO, NO, NO },
    { "marked", NO, NO, NO },
    { "frozen", "by", "by", "by" },
    { "unfrozen", "", "", "" },
    { "extended", "seconds ends", "seconds ends", "seconds ends" },
    { "twist_fired", NO, NO, NO },
    { "card_shown", "seat twist title text line", NO, NO },
    { "whispered", NO, NO, NO },
    { "seat_taken", "seat", "seat", "seat" },
    { "dropped", "by until", "by until", "by until" },
    { "returned", "by", "by", "by" },
    { "grace_ended", "by", "by", "by" },
    { "interrupted", "until", "until", "until" },
    { "resumed", "", "", "" },
    { "ticked", NO, NO, NO },
    { "sheet_in", "kind", "kind", "kind" },
    { "sheets_opened", "self customer observer", "self customer observer",
      "self customer observer" },
};

static void assert_view(const struct session *s, const struct session_event *event, enum role role,
                        const char *expected) {
    const struct shape *shape = &session_event_shapes[event->type];
    uint32_t view = session_view(s, event, role);
    struct buf got = { 0 };
    if (view == 0) buf_append_lit(&got, NO);
    for (int i = 0; i < shape->count; i++)
        if (view & 1u << i) buf_printf(&got, "%s%s", got.len ? " " : "", shape->fields[i].name);
    if (!str_eq(buf_str(&got), str_from(expected)))
        print_error("%s for %s:\n", shape->name, shape_enum_role.values[role]);
    assert_str(buf_str(&got), expected);
    buf_deinit(&got);
}

static void each_seat_sees_what_is_listed_and_nothing_else(void **state) {
    (void)state;
    struct session s;
    session_init(&s);
    for (int type = 0; type < SESSION_EVENT_COUNT; type++) {
        struct session_event event = { .type = (enum session_event_type)type };
        assert_int_equal(sizeof table / sizeof table[0], SESSION_EVENT_COUNT);
        assert_string_equal(table[type].event, session_event_shapes[type].name);
        assert_view(&s, &event, ROLE_CSR, table[type].csr);
        assert_view(&s, &event, ROLE_CUSTOMER, table[type].customer);
        assert_view(&s, &event, ROLE_OBSERVER, table[type].observer);
    }
}

static void the_trainer_sees_all_but_scores_before_they_open(void **state) {
    (void)state;
    struct session s;
    session_init(&s);
    for (int type = 0; type < SESSION_EVENT_COUNT; type++) {
        struct session_event event = { .type = (enum session_event_type)type };
        uint32_t all = (1u << session_event_shapes[type].count) - 1;
        uint32_t view = session_view(&s, &event, ROLE_TRAINER);
        assert_true(view & SHAPE_SEEN);
        if (type == SESSION_EVENT_SHEET_IN) all &= ~(uint32_t)SEE_SHEET_IN_SCORES;
        assert_int_equal(view & (type == SESSION_EVENT_SHEET_IN ? SHAPE_ALL : all), all);
        assert_int_equal(session_view(&s, &event, ROLE_ENGINE), 0);
    }
}

static void what_is_for_one_seat_is_seen_by_that_seat(void **state) {
    (void)state;
    struct session s;
    session_init(&s);
    struct session_event kit = { .type = SESSION_EVENT_KIT_DEALT,
                                 .kit_dealt = { .seat = SEAT_CUSTOMER } };
    assert_view(&s, &kit, ROLE_CSR, NO);
    assert_view(&s, &kit, ROLE_CUSTOMER, "seat kit");
    kit.kit_dealt.seat = SEAT_OBSERVER;
    assert_view(&s, &kit, ROLE_OBSERVER, "seat kit");
    assert_view(&s, &kit, ROLE_CSR, NO);
    struct session_event card = { .type = SESSION_EVENT_CARD_SHOWN,
                                  .card_shown = { .seat = SEAT_CUSTOMER } };
    assert_view(&s, &card, ROLE_CSR, NO);
    assert_view(&s, &card, ROLE_CUSTOMER, "seat twist title text line");
    struct session_event help = { .type = SESSION_EVENT_HELP_ASKED,
                                  .help_asked = { .by = ROLE_CUSTOMER } };
    assert_view(&s, &help, ROLE_CSR, NO);
    assert_view(&s, &help, ROLE_CUSTOMER, "by text");
    help.help_asked.by = ROLE_OBSERVER;
    assert_view(&s, &help, ROLE_OBSERVER, "by");
}

static void a_whisper_reaches_whom_it_names(void **state) {
    (void)state;
    struct session s;
    session_init(&s);
    struct session_event whisper = { .type = SESSION_EVENT_WHISPERED,
                                     .whispered = { .to_csr = true } };
    assert_view(&s, &whisper, ROLE_CSR, "text");
    assert_view(&s, &whisper, ROLE_CUSTOMER, NO);
    assert_view(&s, &whisper, ROLE_OBSERVER, NO);
    whisper.whispered = (struct session_event_whispered){ .to_csr = true, .to_customer = true };
    assert_view(&s, &whisper, ROLE_CUSTOMER, "text");
}

static void an_answered_call_for_help_is_seen_by_who_called(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, ASK_HELP, .ask_help = { STR("He shouts") });
    DO(&st, TRAINER, ANSWER_HELP);
    assert_view(&st.s, &st.out[0], ROLE_CUSTOMER, "");
    assert_view(&st.s, &st.out[0], ROLE_CSR, NO);
    DO(&st, CSR, ASK_HELP, .ask_help = { STR("") });
    DO(&st, TRAINER, ANSWER_HELP);
    assert_view(&st.s, &st.out[0], ROLE_CUSTOMER, NO);
    assert_view(&st.s, &st.out[0], ROLE_CSR, "");
    stage_end(&st);
}

static void the_pair_does_not_see_observers_come_and_go(void **state) {
    (void)state;
    struct session s;
    session_init(&s);
    struct session_event dropped = { .type = SESSION_EVENT_DROPPED,
                                     .dropped = { .by = ROLE_OBSERVER } };
    struct session_event returned = { .type = SESSION_EVENT_RETURNED,
                                      .returned = { .by = ROLE_OBSERVER } };
    struct session_event left = { .type = SESSION_EVENT_LEFT, .left = { .by = ROLE_OBSERVER } };
    assert_view(&s, &dropped, ROLE_CSR, NO);
    assert_view(&s, &returned, ROLE_CUSTOMER, NO);
    assert_view(&s, &left, ROLE_CSR, NO);
    struct session_event sheet = { .type = SESSION_EVENT_SHEET_IN,
                                   .sheet_in = { .kind = SHEET_KIND_TRAINER } };
    assert_view(&s, &sheet, ROLE_CSR, NO);
    assert_view(&s, &sheet, ROLE_TRAINER, "person kind");
}

// All that a role was sent, as JSON.
static struct buf sent_to(const struct stage *st, enum role role) {
    struct buf sent = { 0 };
    struct session s;
    session_init(&s);
    for (int i = 0; i < st->history_count; i++) {
        const struct session_event *event = &st->history[i];
        session_fold(&s, event);
        uint32_t view = session_view(&s, event, role);
        if (view != 0) shape_write(&sent, &session_event_shapes[event->type], event, view);
    }
    buf_append_char(&sent, '\0');
    return sent;
}

static void assert_never_sent(const struct stage *st, enum role role, const char *const *secrets) {
    struct buf sent = sent_to(st, role);
    for (; *secrets; secrets++)
        if (strstr(sent.ptr, *secrets))
            fail_msg("%s got '%s'", shape_enum_role.values[role], *secrets);
    buf_deinit(&sent);
}

static void play_a_call_full_of_secrets(struct stage *st) {
    stage_open(st);
    struct twist *twist = stage_twist(st, "twist-id");
    twist->title = STR("twist-title");
    twist->csr = (struct twist_card){ .title = STR("card-of-csr"), .text = STR("card-of-csr") };
    twist->customer =
        (struct twist_card){ .title = STR("card-of-customer"), .line = STR("card-of-customer") };
    DO(st, CSR, ASK_HELP, .ask_help = { STR("help-of-csr") });
    DO(st, CUSTOMER, ASK_HELP, .ask_help = { STR("help-of-customer") });
    DO(st, TRAINER, START);
    DO(st, CUSTOMER, DIAL, .dial = { 9 });
    DO(st, CUSTOMER, FINISH_STORY);
    DO(st, CSR, SAY, .say = { .text = STR("Hello"), .classes = 77777, .words = 1 });
    DO(st, CSR, ASK_DESK, .ask_desk = { STR("billing") });
    DO(st, CSR, ASK_SUPERVISOR, .ask_supervisor = { STR("supervisor-reason") });
    DO(st, CSR, OFFER, .offer = { STR("refund"), STR("") });
    DO(st, TRAINER, FIRE_TWIST, .fire_twist = { STR("twist-id") });
    DO(st, TRAINER, WHISPER, .whisper = { true, false, STR("whisper-to-csr") });
    DO(st, TRAINER, WHISPER, .whisper = { false, true, STR("whisper-to-customer") });
    DO(st, TRAINER, MARK, .mark = { STR("mark-of-trainer") });
    DO(st, OBSERVER, MARK, .mark = { STR("mark-of-observer") });
    DO(st, CSR, SLEEP, .sleep = { true });
    stage_pass(st, SECONDS(60));
    DO(st, TRAINER, END_CALL);
    DO(st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { SCORE_5, SCORE_NA } } });
    DO(st, ENGINE, HAND_IN,
       .hand_in = { TRAINER, SHEET_KIND_TRAINER, { 2, { SCORE_2, SCORE_2 } } });
}

static void nobody_is_sent_what_is_not_theirs(void **state) {
    (void)state;
    static const char *const not_csr[] = { "dial",
                                           "story_finished",
                                           "\"customer\"}",
                                           "card-of-customer",
                                           "help-of-customer",
                                           "twist_fired",
                                           "twist-title",
                                           "whisper-to-customer",
                                           "mark-of",
                                           "classes",
                                           "77777",
                                           "words",
                                           "interrupts",
                                           "authority",
                                           "\"scores\"",
                                           "forgotten",
                                           "slept",
                                           "\"person\"",
                                           NULL };
    static const char *const not_customer[] = { "\"csr\"}",     "card-of-csr", "help-of-csr",
                                                "twist_fired",  "twist-title", "whisper-to-csr",
                                                "mark-of",      "classes",     "words",
                                                "authority",    "supervisor",  "courier",
                                                "Paid in full", "desk",        "\"scores\"",
                                                "forgotten",    "slept",       NULL };
    static const char *const not_observer[] = {
        "\"csr\"}",   "\"customer\"}", "card-of", "help-of",   "twist",
        "whisper-to", "mark-of",       "classes", "\"words\"", "authority",
        "\"scores\"", "forgotten",     "slept",   NULL
    };
    static const char *const not_trainer[] = { "\"scores\"", NULL };
    static const char *const not_engine[] = { "{", NULL };
    struct stage st;
    play_a_call_full_of_secrets(&st);
    assert_never_sent(&st, ROLE_CSR, not_csr);
    assert_never_sent(&st, ROLE_CUSTOMER, not_customer);
    assert_never_sent(&st, ROLE_OBSERVER, not_observer);
    assert_never_sent(&st, ROLE_TRAINER, not_trainer);
    assert_never_sent(&st, ROLE_ENGINE, not_engine);
    stage_end(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_seat_sees_what_is_listed_and_nothing_else),
        cmocka_unit_test(the_trainer_sees_all_but_scores_before_they_open),
        cmocka_unit_test(what_is_for_one_seat_is_seen_by_that_seat),
        cmocka_unit_test(a_whisper_reaches_whom_it_names),
        cmocka_unit_test(an_answered_call_for_help_is_seen_by_who_called),
        cmocka_unit_test(the_pair_does_not_see_observers_come_and_go),
        cmocka_unit_test(nobody_is_sent_what_is_not_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
