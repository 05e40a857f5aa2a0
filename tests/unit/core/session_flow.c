// The phases of a session, standing still, and the opening of the sheets.
#include "stage.h"

static void opening_deals_a_kit_to_each_seat_and_begins_the_brief(void **state) {
    (void)state;
    struct stage st;
    stage_init(&st);
    struct session_command open = stage_opening();
    assert_int_equal(stage_do(&st, ROLE_ENGINE, &open), REFUSAL_NONE);
    assert_events(&st, "opened kit_dealt kit_dealt kit_dealt phase_began");
    assert_int_equal(st.out[1].kit_dealt.seat, SEAT_CSR);
    assert_str(st.out[2].kit_dealt.kit, "{\"seat\":\"customer\"}");
    assert_int_equal(st.s.phase, PHASE_BRIEF);
    assert_int_equal(st.out[4].phase_began.ends, SECONDS(120));
    assert_int_equal(stage_do(&st, ROLE_ENGINE, &open), REFUSAL_ALREADY_DONE);
    stage_end(&st);
}

static void opening_needs_two_people_that_can_be(void **state) {
    (void)state;
    struct stage st;
    stage_init(&st);
    struct session_command open = stage_opening();
    open.open.customer = CSR;
    assert_int_equal(stage_do(&st, ROLE_ENGINE, &open), REFUSAL_TOO_FEW_PEOPLE);
    open.open.customer = PERSON_MAX + 1;
    assert_int_equal(stage_do(&st, ROLE_ENGINE, &open), REFUSAL_BAD_MESSAGE);
    assert_string_equal(st.path, "/customer");
    open = stage_opening();
    open.open.dial = 11;
    assert_int_equal(stage_do(&st, ROLE_ENGINE, &open), REFUSAL_BAD_MESSAGE);
    assert_string_equal(st.path, "/dial");
    stage_end(&st);
}

static void nothing_happens_before_the_opening(void **state) {
    (void)state;
    struct stage st;
    stage_init(&st);
    assert_int_equal(DO(&st, TRAINER, START), REFUSAL_NOT_NOW);
    assert_int_equal(DO(&st, CSR, READY), REFUSAL_NOT_YOU);
    assert_int_equal(DO(&st, ENGINE, TICK), REFUSAL_NONE);
    assert_events(&st, "");
    stage_end(&st);
}

static void the_call_begins_when_both_are_ready(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    assert_int_equal(DO(&st, CSR, READY), REFUSAL_NONE);
    assert_int_equal(DO(&st, CSR, READY), REFUSAL_NONE);
    assert_events(&st, "became_ready");
    stage_pass(&st, SECONDS(3));
    assert_int_equal(DO(&st, CUSTOMER, READY), REFUSAL_NONE);
    assert_events(&st, "became_ready phase_began");
    assert_int_equal(st.out[1].phase_began.why, WHY_READY);
    assert_int_equal(st.out[1].phase_began.ends, SECONDS(603));
    assert_false(st.s.csr.ready);
    stage_end(&st);
}

static void where_ready_does_not_start_the_trainer_does(void **state) {
    (void)state;
    struct stage st;
    stage_init(&st);
    struct session_command open = stage_opening();
    open.open.ready_starts = false;
    stage_do(&st, ROLE_ENGINE, &open);
    DO(&st, CSR, READY);
    DO(&st, CUSTOMER, READY);
    assert_int_equal(st.s.phase, PHASE_BRIEF);
    assert_int_equal(DO(&st, TRAINER, START), REFUSAL_NONE);
    assert_int_equal(st.s.phase, PHASE_CALL);
    stage_end(&st);
}

static void a_brief_that_runs_over_goes_on_and_falls_silent(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    stage_pass(&st, 12 * MS_HOUR);
    assert_int_equal(st.s.phase, PHASE_BRIEF);
    assert_events(&st, "");
    assert_true(st.history_count < 30);
    assert_int_equal(DO(&st, TRAINER, START), REFUSAL_NONE);
    assert_int_equal(st.s.call_began, 12 * MS_HOUR);
    stage_end(&st);
}

static void left_alone_a_call_goes_all_the_way_by_its_deadlines(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    stage_until(&st, SECONDS(600) - 1);
    assert_int_equal(st.s.phase, PHASE_CALL);
    stage_until(&st, SECONDS(600));
    assert_events(&st, "phase_began");
    assert_int_equal(st.s.phase, PHASE_BACK);
    stage_until(&st, SECONDS(660));
    assert_int_equal(st.s.phase, PHASE_SCORE);
    stage_until(&st, SECONDS(780));
    assert_events(&st, "phase_began sheets_opened phase_began");
    assert_int_equal(stage_last(&st, SESSION_EVENT_PHASE_BEGAN)->phase_began.why, WHY_TIME);
    assert_int_equal(stage_last(&st, SESSION_EVENT_SHEETS_OPENED)->sheets_opened.self.count, 0);
    stage_until(&st, SECONDS(1080));
    assert_int_equal(st.s.phase, PHASE_OVER);
    assert_int_equal(st.s.over_why, WHY_TIME);
    assert_true(session_deadline(&st.s, &st.scenario) == MS_NEVER);
    stage_end(&st);
}

static void a_late_tick_catches_up_moment_by_moment(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    st.now = SECONDS(700);
    struct session_command tick = {
        .type = SESSION_COMMAND_TICK,
        .meta = { .from = ROLE_ENGINE, .up_ms = st.now, .wall_ms = 5000000 }
    };
    struct session_event out[SESSION_EVENTS];
    struct session s = st.s;
    ms back = 0, score = 0, score_wall = 0;
    for (int turns = 0; session_deadline(&s, &st.scenario) <= st.now; turns++) {
        assert_true(turns < 20);
        int count;
        const char *path;
        assert_int_equal(session_decide(&s, &st.scenario, &tick, out, &count, &path), REFUSAL_NONE);
        for (int i = 0; i < count; i++) {
            session_fold(&s, &out[i]);
            if (out[i].type != SESSION_EVENT_PHASE_BEGAN) continue;
            if (out[i].phase_began.phase == PHASE_BACK) back = out[i].meta.play_ms;
            if (out[i].phase_began.phase != PHASE_SCORE) continue;
            score = out[i].meta.up_ms;
            score_wall = out[i].meta.wall_ms;
        }
    }
    assert_int_equal(back, SECONDS(600));
    assert_int_equal(score, SECONDS(660));
    assert_int_equal(score_wall, 5000000 - SECONDS(40));
    stage_end(&st);
}

static void a_phase_without_length_ends_when_somebody_says_so(void **state) {
    (void)state;
    struct stage st;
    stage_init(&st);
    struct session_command open = stage_opening();
    open.open.call_s = 0;
    stage_do(&st, ROLE_ENGINE, &open);
    DO(&st, TRAINER, START);
    assert_int_equal(st.out[0].phase_began.ends, 0);
    stage_pass(&st, MS_HOUR);
    assert_int_equal(st.s.phase, PHASE_CALL);
    assert_int_equal(DO(&st, TRAINER, EXTEND, .extend = { 60 }), REFUSAL_NOT_NOW);
    assert_int_equal(DO(&st, TRAINER, END_CALL), REFUSAL_NONE);
    assert_int_equal(st.s.phase, PHASE_BACK);
    stage_end(&st);
}

static void what_a_call_has_open_ends_with_it(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("I ask the press"), 30 });
    DO(&st, CSR, ASK_DESK, .ask_desk = { STR("production") });
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    DO(&st, CSR, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DO(&st, TRAINER, END_CALL), REFUSAL_NONE);
    assert_events(&st, "typing_changed typing_changed hold_ended phase_began");
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "");
    stage_end(&st);
}

static void ending_a_call_that_has_not_begun_ends_the_session(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    assert_int_equal(DO(&st, TRAINER, END_CALL), REFUSAL_NONE);
    assert_int_equal(st.s.phase, PHASE_OVER);
    assert_int_equal(st.s.over_why, WHY_TRAINER);
    stage_end(&st);
}

static void a_round_that_ends_finishes_any_phase(void **state) {
    (void)state;
    for (enum phase phase = PHASE_BRIEF; phase < PHASE_OVER; phase++) {
        struct stage st;
        stage_phase(&st, phase);
        DO(&st, TRAINER, FREEZE);
        assert_int_equal(DO(&st, ENGINE, FINISH), REFUSAL_NONE);
        assert_int_equal(st.s.over_why, WHY_ROUND_ENDED);
        assert_int_equal(DO(&st, ENGINE, FINISH), REFUSAL_NOT_NOW);
        stage_end(&st);
    }
}

static void two_minutes_more_move_the_end_of_this_phase_only(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, TRAINER, EXTEND, .extend = { 120 }), REFUSAL_NONE);
    assert_int_equal(st.out[0].extended.ends, SECONDS(720));
    stage_until(&st, SECONDS(719));
    assert_int_equal(st.s.phase, PHASE_CALL);
    stage_until(&st, SECONDS(720));
    assert_int_equal(st.s.phase_ends, SECONDS(780));
    assert_int_equal(DO(&st, TRAINER, EXTEND, .extend = { -5 }), REFUSAL_BAD_MESSAGE);
    stage_end(&st);
}

static void a_brief_that_ran_over_is_extended_from_now(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    stage_pass(&st, SECONDS(200));
    DO(&st, TRAINER, EXTEND, .extend = { 60 });
    assert_int_equal(st.out[0].extended.ends, SECONDS(260));
    stage_end(&st);
}

static void freezing_stops_the_play_clock_and_typing(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    stage_pass(&st, SECONDS(10));
    DO(&st, CSR, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DO(&st, TRAINER, FREEZE), REFUSAL_NONE);
    assert_int_equal(DO(&st, TRAINER, FREEZE), REFUSAL_NONE);
    assert_events(&st, "typing_changed frozen");
    stage_pass(&st, MS_HOUR);
    assert_int_equal(session_play_at(&st.s, st.now), SECONDS(10));
    assert_int_equal(DO(&st, CSR, SAY, .say = { .text = STR("Hello") }), REFUSAL_FROZEN);
    assert_int_equal(DO(&st, TRAINER, UNFREEZE), REFUSAL_NONE);
    assert_int_equal(DO(&st, TRAINER, UNFREEZE), REFUSAL_NONE);
    assert_events(&st, "unfrozen");
    stage_pass(&st, SECONDS(590));
    assert_int_equal(st.s.phase, PHASE_BACK);
    stage_end(&st);
}

static void stepping_out_of_role_freezes_and_unfreezing_steps_in_again(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CUSTOMER, STEP_OUT), REFUSAL_NONE);
    assert_events(&st, "stepped_out frozen");
    assert_int_equal(st.out[1].frozen.by, ROLE_CUSTOMER);
    assert_int_equal(DO(&st, CUSTOMER, STEP_OUT), REFUSAL_NONE);
    assert_events(&st, "");
    DO(&st, CSR, STEP_OUT);
    assert_events(&st, "stepped_out");
    DO(&st, TRAINER, UNFREEZE);
    assert_false(st.s.stepped_out[SEAT_CSR] || st.s.stepped_out[SEAT_CUSTOMER]);
    stage_end(&st);
}

static void sheets_open_when_both_are_in(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_SCORE);
    DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { SCORE_3, SCORE_NA } } });
    DO(&st, ENGINE, HAND_IN,
       .hand_in = { OBSERVER, SHEET_KIND_OBSERVER, { 2, { SCORE_2, SCORE_2 } } });
    assert_events(&st, "sheet_in sheet_in");
    DO(&st, ENGINE, HAND_IN,
       .hand_in = { CUSTOMER, SHEET_KIND_CUSTOMER, { 2, { SCORE_4, SCORE_1 } } });
    assert_events(&st, "sheet_in sheets_opened phase_began");
    const struct session_event_sheets_opened *opened = &st.out[1].sheets_opened;
    assert_int_equal(opened->self.items[0], SCORE_3);
    assert_int_equal(opened->customer.items[1], SCORE_1);
    assert_int_equal(opened->observer.count, 2);
    assert_int_equal(opened->trainer.count, 0);
    assert_int_equal(st.out[2].phase_began.why, WHY_SHEETS);
    assert_int_equal(DO(&st, ENGINE, HAND_IN,
                        .hand_in = { TRAINER, SHEET_KIND_TRAINER, { 2, { SCORE_5, SCORE_5 } } }),
                     REFUSAL_NOT_NOW);
    stage_end(&st);
}

static void sheets_that_came_in_the_minute_before_open_at_once(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_BACK);
    DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { SCORE_3, SCORE_3 } } });
    DO(&st, ENGINE, HAND_IN,
       .hand_in = { CUSTOMER, SHEET_KIND_CUSTOMER, { 2, { SCORE_3, SCORE_3 } } });
    DO(&st, CSR, READY);
    stage_forget(&st);
    DO(&st, CUSTOMER, READY);
    assert_events(&st, "became_ready phase_began sheets_opened phase_began");
    assert_int_equal(st.s.phase, PHASE_TALK);
    stage_end(&st);
}

static void a_sheet_is_handed_in_once_by_who_sits_there(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_SCORE);
    assert_int_equal(
        DO(&st, ENGINE, HAND_IN, .hand_in = { CUSTOMER, SHEET_KIND_SELF, { 2, { 0 } } }),
        REFUSAL_NOT_YOU);
    assert_string_equal(st.path, "/person");
    assert_int_equal(
        DO(&st, ENGINE, HAND_IN, .hand_in = { SPARE, SHEET_KIND_OBSERVER, { 2, { 0 } } }),
        REFUSAL_NOT_YOU);
    assert_int_equal(DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_TRAINER, { 2, { 0 } } }),
                     REFUSAL_NOT_YOU);
    assert_int_equal(DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 1, { 0 } } }),
                     REFUSAL_BAD_MESSAGE);
    assert_string_equal(st.path, "/scores");
    assert_int_equal(DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { 0 } } }),
                     REFUSAL_NONE);
    assert_int_equal(DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { 0 } } }),
                     REFUSAL_ALREADY_DONE);
    stage_end(&st);
}

static void a_trainer_who_hands_in_again_corrects_the_sheet(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_SCORE);
    DO(&st, ENGINE, HAND_IN,
       .hand_in = { TRAINER, SHEET_KIND_TRAINER, { 2, { SCORE_2, SCORE_2 } } });
    DO(&st, ENGINE, HAND_IN,
       .hand_in = { TRAINER, SHEET_KIND_TRAINER, { 2, { SCORE_4, SCORE_4 } } });
    stage_pass(&st, SECONDS(120));
    assert_int_equal(stage_last(&st, SESSION_EVENT_SHEETS_OPENED)->sheets_opened.trainer.items[0],
                     SCORE_4);
    stage_end(&st);
}

static void who_left_is_not_waited_for_in_the_debrief(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_BACK);
    DO(&st, CSR, READY);
    stage_forget(&st);
    assert_int_equal(DO(&st, CUSTOMER, LEAVE), REFUSAL_NONE);
    assert_events(&st, "left phase_began");
    DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { 0 } } });
    assert_events(&st, "sheet_in sheets_opened phase_began");
    DO(&st, CSR, LEAVE);
    assert_events(&st, "left");
    stage_pass(&st, SECONDS(300));
    assert_events(&st, "phase_began");
    stage_end(&st);
}

static void a_frozen_debrief_waits_for_the_trainer(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_SCORE);
    DO(&st, TRAINER, FREEZE);
    DO(&st, ENGINE, HAND_IN, .hand_in = { CSR, SHEET_KIND_SELF, { 2, { 0 } } });
    DO(&st, ENGINE, HAND_IN, .hand_in = { CUSTOMER, SHEET_KIND_CUSTOMER, { 2, { 0 } } });
    assert_int_equal(st.s.phase, PHASE_SCORE);
    stage_forget(&st);
    DO(&st, TRAINER, UNFREEZE);
    assert_events(&st, "unfrozen sheets_opened phase_began");
    stage_end(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_deals_a_kit_to_each_seat_and_begins_the_brief),
        cmocka_unit_test(opening_needs_two_people_that_can_be),
        cmocka_unit_test(nothing_happens_before_the_opening),
        cmocka_unit_test(the_call_begins_when_both_are_ready),
        cmocka_unit_test(where_ready_does_not_start_the_trainer_does),
        cmocka_unit_test(a_brief_that_runs_over_goes_on_and_falls_silent),
        cmocka_unit_test(left_alone_a_call_goes_all_the_way_by_its_deadlines),
        cmocka_unit_test(a_late_tick_catches_up_moment_by_moment),
        cmocka_unit_test(a_phase_without_length_ends_when_somebody_says_so),
        cmocka_unit_test(what_a_call_has_open_ends_with_it),
        cmocka_unit_test(ending_a_call_that_has_not_begun_ends_the_session),
        cmocka_unit_test(a_round_that_ends_finishes_any_phase),
        cmocka_unit_test(two_minutes_more_move_the_end_of_this_phase_only),
        cmocka_unit_test(a_brief_that_ran_over_is_extended_from_now),
        cmocka_unit_test(freezing_stops_the_play_clock_and_typing),
        cmocka_unit_test(stepping_out_of_role_freezes_and_unfreezing_steps_in_again),
        cmocka_unit_test(sheets_open_when_both_are_in),
        cmocka_unit_test(sheets_that_came_in_the_minute_before_open_at_once),
        cmocka_unit_test(a_sheet_is_handed_in_once_by_who_sits_there),
        cmocka_unit_test(a_trainer_who_hands_in_again_corrects_the_sheet),
        cmocka_unit_test(who_left_is_not_waited_for_in_the_debrief),
        cmocka_unit_test(a_frozen_debrief_waits_for_the_trainer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
