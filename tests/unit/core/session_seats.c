// Who is there: dropping, returning, leaving, choosing, stepping in, and the server's own absence.
#include "stage.h"

#define DROP(st, who)   DO(st, ENGINE, DROP, .drop = { who })
#define RETURN(st, who) DO(st, ENGINE, RETURN, .return_ = { who })

static void a_dropped_seat_has_half_a_minute_to_return(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    stage_pass(&st, SECONDS(5));
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DROP(&st, CUSTOMER), REFUSAL_NONE);
    assert_events(&st, "typing_changed dropped");
    assert_int_equal(st.out[1].dropped.until, SECONDS(35));
    assert_int_equal(DROP(&st, CUSTOMER), REFUSAL_NONE);
    stage_pass(&st, SECONDS(29));
    assert_int_equal(DO(&st, CSR, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NOT_NOW);
    assert_int_equal(RETURN(&st, CUSTOMER), REFUSAL_NONE);
    assert_int_equal(RETURN(&st, CUSTOMER), REFUSAL_NONE);
    stage_pass(&st, SECONDS(60));
    assert_events(&st, "returned");
    assert_int_equal(session_play_at(&st.s, st.now), SECONDS(94));
    stage_end(&st);
}

static void after_the_grace_the_partner_may_wait_on(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DROP(&st, CSR);
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "dropped grace_ended");
    assert_true(st.s.csr.may_choose);
    stage_pass(&st, SECONDS(10));
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_WAIT }), REFUSAL_NONE);
    assert_int_equal(st.out[0].chosen.until, SECONDS(70));
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_WAIT }), REFUSAL_NOT_NOW);
    stage_until(&st, SECONDS(70));
    assert_events(&st, "chosen grace_ended");
    RETURN(&st, CSR);
    assert_false(st.s.csr.may_choose);
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NOT_NOW);
    stage_end(&st);
}

static void after_the_grace_the_partner_may_end_the_call(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DROP(&st, CSR);
    stage_pass(&st, SECONDS(31));
    stage_forget(&st);
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NONE);
    assert_events(&st, "chosen phase_began");
    assert_int_equal(st.s.phase, PHASE_BACK);
    assert_int_equal(st.out[1].phase_began.why, WHY_CHOSEN);
    assert_false(st.s.csr.may_choose);
    stage_end(&st);
}

static void ending_a_brief_ends_the_session(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    DO(&st, CSR, LEAVE);
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NONE);
    assert_events(&st, "left chosen phase_began");
    assert_int_equal(st.s.phase, PHASE_OVER);
    assert_int_equal(st.s.over_why, WHY_CHOSEN);
    stage_end(&st);
}

static void nobody_waits_for_a_reconnect_of_who_left(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DO(&st, CUSTOMER, LEAVE), REFUSAL_NONE);
    assert_events(&st, "typing_changed left");
    assert_true(st.s.customer.may_choose);
    assert_int_equal(session_role_of(&st.s, CUSTOMER), ROLE_ENGINE);
    assert_int_equal(DO(&st, CUSTOMER, SAY, .say = { .text = STR("Wait") }), REFUSAL_NOT_YOU);
    assert_int_equal(RETURN(&st, CUSTOMER), REFUSAL_NONE);
    assert_int_equal(DROP(&st, CUSTOMER), REFUSAL_NONE);
    assert_events(&st, "");
    assert_int_equal(DO(&st, CSR, CHOOSE, .choose = { CHOICE_WAIT }), REFUSAL_NONE);
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "chosen grace_ended");
    assert_true(st.s.customer.may_choose);
    stage_end(&st);
}

static void a_call_that_both_left_is_over(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, LEAVE);
    assert_int_equal(st.s.phase, PHASE_CALL);
    DO(&st, CUSTOMER, LEAVE);
    assert_events(&st, "left left phase_began");
    assert_int_equal(st.s.over_why, WHY_LEFT);
    stage_end(&st);
}

static void a_call_that_both_dropped_is_over_at_the_later_grace_end(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DROP(&st, CSR);
    stage_pass(&st, SECONDS(20));
    DROP(&st, CUSTOMER);
    stage_until(&st, SECONDS(50) - 1);
    assert_int_equal(st.s.phase, PHASE_CALL);
    assert_events(&st, "dropped dropped grace_ended");
    stage_until(&st, SECONDS(50));
    assert_events(&st, "grace_ended phase_began");
    assert_int_equal(st.s.over_why, WHY_LEFT);
    stage_end(&st);
}

static void after_the_call_nobody_is_waited_for(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_SCORE);
    DROP(&st, CSR);
    assert_int_equal(st.out[0].dropped.until, 0);
    DO(&st, CUSTOMER, LEAVE);
    stage_pass(&st, SECONDS(119));
    assert_events(&st, "dropped left");
    stage_end(&st);
}

static void a_pause_costs_nobody_their_call(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, TRAINER, FREEZE);
    DROP(&st, CSR);
    DROP(&st, CUSTOMER);
    stage_pass(&st, 5 * MS_MINUTE);
    assert_events(&st, "frozen dropped dropped grace_ended grace_ended");
    assert_int_equal(st.s.phase, PHASE_CALL);
    DO(&st, TRAINER, UNFREEZE);
    assert_events(&st, "unfrozen dropped dropped");
    stage_pass(&st, SECONDS(10));
    RETURN(&st, CSR);
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "returned grace_ended");
    assert_int_equal(st.s.phase, PHASE_CALL);
    stage_end(&st);
}

static void after_a_restart_play_waits_for_both_seats(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    stage_pass(&st, SECONDS(5));
    DO(&st, CSR, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DO(&st, ENGINE, INTERRUPT), REFUSAL_NONE);
    assert_events(&st, "typing_changed interrupted");
    assert_int_equal(st.out[1].interrupted.until, SECONDS(35));
    stage_pass(&st, SECONDS(10));
    RETURN(&st, CSR);
    assert_int_equal(DO(&st, CSR, SAY, .say = { .text = STR("Hello?") }),
                     REFUSAL_WAITING_FOR_PARTNER);
    stage_pass(&st, SECONDS(10));
    RETURN(&st, CUSTOMER);
    assert_events(&st, "returned returned resumed");
    assert_int_equal(session_play_at(&st.s, st.now), SECONDS(5));
    assert_true(session_runs(&st.s));
    stage_end(&st);
}

static void who_is_missing_after_a_restart_may_be_waited_for(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, ENGINE, INTERRUPT);
    RETURN(&st, CSR);
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "interrupted returned grace_ended");
    assert_false(session_runs(&st.s));
    assert_int_equal(DO(&st, CSR, CHOOSE, .choose = { CHOICE_WAIT }), REFUSAL_NONE);
    assert_events(&st, "resumed chosen dropped");
    assert_int_equal(st.out[2].dropped.until, SECONDS(60));
    assert_int_equal(session_play_at(&st.s, st.now + SECONDS(1)), SECONDS(1));
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "grace_ended");
    assert_int_equal(DO(&st, CSR, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NONE);
    assert_events(&st, "chosen phase_began");
    stage_end(&st);
}

static void a_restart_that_nobody_survives_waits_for_the_first(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, ENGINE, INTERRUPT);
    stage_pass(&st, MS_HOUR);
    assert_events(&st, "interrupted grace_ended grace_ended");
    assert_int_equal(st.s.phase, PHASE_CALL);
    assert_true(session_deadline(&st.s, &st.scenario) == MS_NEVER);
    RETURN(&st, CUSTOMER);
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NONE);
    assert_events(&st, "returned resumed chosen phase_began dropped");
    assert_int_equal(st.out[3].dropped.until, 0);
    stage_end(&st);
}

static void the_trainer_can_end_a_call_that_waits(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, ENGINE, INTERRUPT);
    stage_pass(&st, MS_MINUTE);
    stage_forget(&st);
    assert_int_equal(DO(&st, TRAINER, END_CALL), REFUSAL_NONE);
    assert_events(&st, "resumed phase_began dropped dropped");
    stage_pass(&st, MS_MINUTE);
    assert_int_equal(st.s.phase, PHASE_SCORE);
    stage_end(&st);
}

static void a_debrief_goes_on_without_who_is_missing(void **state) {
    (void)state;
    struct stage st;
    stage_phase(&st, PHASE_TALK);
    DO(&st, ENGINE, INTERRUPT);
    RETURN(&st, CSR);
    stage_pass(&st, SECONDS(30));
    assert_events(&st, "interrupted returned resumed dropped");
    stage_pass(&st, SECONDS(300));
    assert_int_equal(st.s.phase, PHASE_OVER);
    stage_end(&st);
}

static void a_second_restart_begins_a_new_wait(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, ENGINE, INTERRUPT);
    stage_pass(&st, SECONDS(20));
    DO(&st, ENGINE, INTERRUPT);
    assert_int_equal(st.s.resume_wait_ends, SECONDS(50));
    stage_end(&st);
}

static void who_left_before_a_restart_is_not_waited_for(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, LEAVE);
    DO(&st, ENGINE, INTERRUPT);
    RETURN(&st, CUSTOMER);
    assert_events(&st, "left interrupted returned resumed");
    assert_true(st.s.csr.may_choose);
    stage_end(&st);
}

static void a_wait_for_a_spare_ends_with_a_restart(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, LEAVE);
    DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_WAIT });
    DO(&st, ENGINE, INTERRUPT);
    RETURN(&st, CUSTOMER);
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NONE);
    stage_end(&st);
}

static void nobody_is_left_on_hold(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("A moment"), 60 });
    stage_forget(&st);
    DO(&st, CSR, LEAVE);
    assert_events(&st, "hold_ended left");
    stage_end(&st);
}

static void a_spare_steps_in_for_who_left(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, LEAVE);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_CSR, SPARE }), REFUSAL_NONE);
    assert_int_equal(st.out[0].seat_taken.before, CSR);
    st.persons[ROLE_CSR] = SPARE;
    assert_int_equal(DO(&st, CUSTOMER, CHOOSE, .choose = { CHOICE_END }), REFUSAL_NOT_NOW);
    assert_int_equal(DO(&st, CSR, SAY, .say = { .text = STR("I take over.") }), REFUSAL_NONE);
    assert_events(&st, "left seat_taken said");
    assert_int_equal(session_role_of(&st.s, SPARE), ROLE_CSR);
    stage_end(&st);
}

static void an_observer_who_steps_in_observes_no_more(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    stage_forget(&st);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_CUSTOMER, OBSERVER }),
                     REFUSAL_NONE);
    assert_events(&st, "typing_changed seat_taken");
    assert_int_equal(session_role_of(&st.s, OBSERVER), ROLE_CUSTOMER);
    assert_int_equal(session_role_of(&st.s, CUSTOMER), ROLE_ENGINE);
    assert_int_equal(st.s.observers[0].person, 0);
    stage_end(&st);
}

static void a_seat_is_taken_once_and_not_by_who_plays(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_CSR, CSR }),
                     REFUSAL_ALREADY_DONE);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, OBSERVER }),
                     REFUSAL_ALREADY_DONE);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, CSR }),
                     REFUSAL_NOT_NOW);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, 0 }),
                     REFUSAL_BAD_MESSAGE);
    for (int32_t person = 10; person < 10 + OBSERVERS_MAX - 1; person++)
        assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, person }),
                         REFUSAL_NONE);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, 50 }),
                     REFUSAL_TOO_MANY);
    assert_int_equal(DO(&st, OBSERVER, LEAVE), REFUSAL_NONE);
    assert_int_equal(DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_OBSERVER, 50 }), REFUSAL_NONE);
    stage_end(&st);
}

static void a_seat_that_a_spare_takes_after_a_restart_counts_as_back(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, ENGINE, INTERRUPT);
    RETURN(&st, CUSTOMER);
    DO(&st, ENGINE, TAKE_SEAT, .take_seat = { SEAT_CSR, SPARE });
    assert_events(&st, "interrupted returned seat_taken resumed");
    stage_end(&st);
}

static void observers_come_and_go_and_nobody_waits(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DROP(&st, OBSERVER);
    assert_int_equal(st.out[0].dropped.until, 0);
    RETURN(&st, OBSERVER);
    DO(&st, OBSERVER, LEAVE);
    assert_events(&st, "dropped returned left");
    stage_pass(&st, MS_MINUTE);
    assert_events(&st, "");
    DROP(&st, 77);
    DROP(&st, -1);
    assert_events(&st, "");
    stage_end(&st);
}

static void a_dark_screen_ends_typing_and_is_told_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, TYPING, .typing = { true });
    stage_forget(&st);
    DO(&st, CSR, SLEEP, .sleep = { true });
    DO(&st, CSR, SLEEP, .sleep = { true });
    DO(&st, OBSERVER, SLEEP, .sleep = { true });
    assert_events(&st, "typing_changed slept");
    DO(&st, CSR, SLEEP, .sleep = { false });
    assert_events(&st, "slept");
    stage_end(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dropped_seat_has_half_a_minute_to_return),
        cmocka_unit_test(after_the_grace_the_partner_may_wait_on),
        cmocka_unit_test(after_the_grace_the_partner_may_end_the_call),
        cmocka_unit_test(ending_a_brief_ends_the_session),
        cmocka_unit_test(nobody_waits_for_a_reconnect_of_who_left),
        cmocka_unit_test(a_call_that_both_left_is_over),
        cmocka_unit_test(a_call_that_both_dropped_is_over_at_the_later_grace_end),
        cmocka_unit_test(after_the_call_nobody_is_waited_for),
        cmocka_unit_test(a_pause_costs_nobody_their_call),
        cmocka_unit_test(after_a_restart_play_waits_for_both_seats),
        cmocka_unit_test(who_is_missing_after_a_restart_may_be_waited_for),
        cmocka_unit_test(a_restart_that_nobody_survives_waits_for_the_first),
        cmocka_unit_test(the_trainer_can_end_a_call_that_waits),
        cmocka_unit_test(a_debrief_goes_on_without_who_is_missing),
        cmocka_unit_test(a_second_restart_begins_a_new_wait),
        cmocka_unit_test(who_left_before_a_restart_is_not_waited_for),
        cmocka_unit_test(a_wait_for_a_spare_ends_with_a_restart),
        cmocka_unit_test(nobody_is_left_on_hold),
        cmocka_unit_test(a_spare_steps_in_for_who_left),
        cmocka_unit_test(an_observer_who_steps_in_observes_no_more),
        cmocka_unit_test(a_seat_is_taken_once_and_not_by_who_plays),
        cmocka_unit_test(a_seat_that_a_spare_takes_after_a_restart_counts_as_back),
        cmocka_unit_test(observers_come_and_go_and_nobody_waits),
        cmocka_unit_test(a_dark_screen_ends_typing_and_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
