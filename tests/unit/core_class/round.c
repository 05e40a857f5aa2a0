// A round that is on: briefs, calls, latecomers, spares, and what it leaves behind
// (server/core/class_decide.c, class_fold.c).
#include "school.h"

static struct school *running(int people, const char *plan) {
    struct school *s = school_new(people);
    assert_int_equal(school_propose(s, 7), REFUSAL_NONE);
    school_arrange(s, plan);
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_BEGIN), REFUSAL_NONE);
    return s;
}

static void done(struct school *s) {
    school_replay(s);
    school_free(s);
}

static void a_round_goes_from_the_lobby_to_the_lobby(void **state) {
    (void)state;
    struct school *s = school_new(4);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(s->state.phase, ROUND_PHASE_PROPOSED);
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_int_equal(s->last[0].briefs_handed_out.round, 1);
    assert_int_equal(s->state.phase, ROUND_PHASE_BRIEFING);
    assert_int_equal(school_plain(s, CLASS_COMMAND_BEGIN), REFUSAL_NONE);
    assert_int_equal(s->state.phase, ROUND_PHASE_RUNNING);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_CALLS), REFUSAL_NONE);
    assert_int_equal(s->last[0].type, CLASS_EVENT_CALLS_ENDED);
    assert_int_equal(s->state.phase, ROUND_PHASE_RUNNING); // the debrief is part of it
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_int_equal(s->state.phase, ROUND_PHASE_NONE);
    assert_int_equal(s->state.rounds, 1);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(s->state.round, 2);
    done(s);
}

static void a_round_counts_once_when_it_ends(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a(5) 3-4b");
    assert_int_equal(class_times_met(&s->state, 1, 2), 0);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_int_equal(class_times_met(&s->state, 2, 1), 1);
    assert_int_equal(class_times_met(&s->state, 1, 3), 0);
    assert_int_equal(class_times_met(&s->state, 1, 5), 0);
    const struct member *people = s->state.people;
    assert_int_equal(people[1].times[SEAT_CSR], 1);
    assert_int_equal(people[2].times[SEAT_CUSTOMER], 1);
    assert_int_equal(people[5].times[SEAT_OBSERVER], 1);
    assert_int_equal(people[1].last_partner, 2);
    assert_int_equal(people[5].last_partner, 0);
    assert_int_equal(people[5].last_seat, SEAT_OBSERVER);
    done(s);
}

static void a_cancelled_round_counts_for_nothing_but_the_truth_is_out(void **state) {
    (void)state;
    struct school *s = school_new(4);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    school_arrange(s, "1-2a 3-4b");
    assert_int_equal(class_scenario(&s->state, STR("late")), -1);
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_CANCEL), REFUSAL_NONE);
    assert_int_equal(class_times_met(&s->state, 1, 2), 0);
    int late = class_scenario(&s->state, STR("late"));
    assert_int_equal(late, 0);
    assert_int_equal(s->state.people[1].truths[late], 1);
    assert_int_equal(s->state.people[4].truths[late], 2);
    done(s);
}

static void the_oldest_scenario_is_forgotten_first(void **state) {
    (void)state;
    static char names[SCENARIOS_MAX + 1][8];
    struct school *s = school_new(2);
    for (int i = 0; i <= SCENARIOS_MAX; i++) {
        struct class_command propose = school_proposal(s);
        names[i][0] = (char)('a' + i);
        propose.propose.scenario = str_from(names[i]);
        assert_int_equal(school_give(s, &propose), REFUSAL_NONE);
        assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
        assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    }
    assert_int_equal(class_scenario(&s->state, STR("a")), -1);
    assert_int_equal(class_scenario(&s->state, STR("b")), 1);
    assert_int_equal(class_scenario(&s->state, str_from(names[SCENARIOS_MAX])), 0);
    done(s);
}

static void the_pairs_can_be_found_until_the_next_proposal(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    enum seat seat;
    assert_int_equal(class_pair_of(&s->state, 4, &seat), 2);
    assert_int_equal(seat, SEAT_CUSTOMER);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_int_equal(class_pair_of(&s->state, 4, &seat), 0);
    assert_int_equal(s->state.pairs_count, 2);
    done(s);
}

static void a_word_to_all_is_an_event_each_time(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(school_plain(s, CLASS_COMMAND_FREEZE_ALL), REFUSAL_NONE);
        assert_int_equal(s->count, 1);
        assert_true(s->state.all_frozen);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(school_plain(s, CLASS_COMMAND_UNFREEZE_ALL), REFUSAL_NONE);
        assert_int_equal(s->count, 1);
        assert_false(s->state.all_frozen);
    }
    struct class_command extend = school_command(s, CLASS_COMMAND_EXTEND_ALL);
    extend.extend_all.seconds = 120;
    assert_int_equal(school_give(s, &extend), REFUSAL_NONE);
    assert_int_equal(s->last[0].all_extended.seconds, 120);
    struct class_command twist = school_command(s, CLASS_COMMAND_FIRE_TWIST_ALL);
    twist.fire_twist_all.twist = STR("boss-listens");
    assert_int_equal(school_give(s, &twist), REFUSAL_NONE);
    assert_str(s->last[0].twist_fired_at_all.twist, "boss-listens");
    done(s);
}

static void a_freeze_ends_with_its_round(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_plain(s, CLASS_COMMAND_FREEZE_ALL), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_false(s->state.all_frozen);
    done(s);
}

static void closing_ends_the_round_first(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_plain(s, CLASS_COMMAND_CLOSE), REFUSAL_NONE);
    assert_int_equal(s->count, 2);
    assert_int_equal(s->last[0].type, CLASS_EVENT_ROUND_ENDED);
    assert_int_equal(s->last[1].type, CLASS_EVENT_CLASS_CLOSED);
    assert_int_equal(s->state.rounds, 1);
    done(s);
}

// ---- latecomers ----

static void a_latecomer_to_a_round_observes(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a(5) 3-4b");
    assert_int_equal(school_enter(s, 6, true), REFUSAL_NONE);
    assert_int_equal(s->count, 2);
    assert_int_equal(s->last[1].type, CLASS_EVENT_SEAT_GIVEN);
    assert_string_equal(school_plan(s), "1-2a(5) 3-4b(6)");
    assert_int_equal(s->state.people[6].truths[0], 2); // and hears that truth
    done(s);
}

static void whose_phone_slept_observes_when_they_are_back(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a 3-4b");
    assert_int_equal(school_enter(s, 5, true), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(s->last[0].type, CLASS_EVENT_SEAT_GIVEN);
    assert_string_equal(school_plan(s), "1-2a(5) 3-4b");
    assert_int_equal(school_enter(s, 5, true), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    done(s);
}

static void a_latecomer_who_is_not_recorded_stays_out_of_recordings(void **state) {
    (void)state;
    struct school *s = school_new(3);
    assert_int_equal(school_enter(s, 4, false), REFUSAL_NONE);
    assert_int_equal(school_propose(s, 7), REFUSAL_NONE);
    school_arrange(s, "1-2a 3-4b");
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_true(s->state.pairs[0].recorded);
    assert_false(s->state.pairs[1].recorded);
    for (int person = 5; person < 5 + OBSERVERS_MAX; person++) {
        assert_int_equal(school_enter(s, person, false), REFUSAL_NONE);
        assert_int_equal(s->last[1].seat_given.pair, 2);
    }
    assert_int_equal(school_enter(s, 20, false), REFUSAL_NONE);
    assert_int_equal(s->count, 1); // in, but nowhere to watch
    assert_int_equal(class_pair_of(&s->state, 20, NULL), 0);
    assert_int_equal(school_enter(s, 21, true), REFUSAL_NONE);
    assert_int_equal(s->last[1].seat_given.pair, 1);
    done(s);
}

static void nobody_is_sent_to_a_session_that_was_lost(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    struct class_command lose = school_command(s, CLASS_COMMAND_LOSE_SESSION);
    lose.lose_session.pair = 1;
    assert_int_equal(school_give(s, &lose), REFUSAL_NONE);
    assert_true(s->state.pairs[0].lost);
    assert_int_equal(school_give(s, &lose), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    lose.lose_session.pair = 3;
    assert_int_equal(school_give(s, &lose), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(school_enter(s, 5, true), REFUSAL_NONE);
    assert_int_equal(s->last[1].seat_given.pair, 2);
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 5), REFUSAL_NOT_NOW);
    done(s);
}

// ---- who leaves, and spares ----

static void who_leaves_a_round_keeps_their_place_until_a_spare_takes_it(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a(5) 3-4b");
    assert_int_equal(school_remove(s, 3), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(class_pair_of(&s->state, 3, NULL), 2);
    assert_int_equal(school_substitute(s, 2, SEAT_CSR, 5), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-2a 5-4b"); // 3 is gone for good
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_int_equal(class_times_met(&s->state, 4, 5), 1);
    assert_int_equal(class_times_met(&s->state, 3, 4), 0);
    done(s);
}

static void who_is_replaced_and_still_in_sits_out(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a(5) 3-4b");
    assert_int_equal(school_substitute(s, 1, SEAT_CUSTOMER, 5), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-5a 3-4b | 2");
    assert_int_equal(school_substitute(s, 2, SEAT_OBSERVER, 2), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-5a 3-4b(2)");
    assert_int_equal(s->state.people[2].truths[0], 3); // was in one pair, watches the other
    done(s);
}

static void who_comes_back_observes(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_remove(s, 1), REFUSAL_NONE);
    assert_int_equal(school_enter(s, 1, true), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "0-2a(1) 3-4b");
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 1), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-2a 3-4b");
    done(s);
}

static void who_comes_back_unrecorded_is_out_of_the_recording(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_remove(s, 1), REFUSAL_NONE);
    assert_int_equal(school_enter(s, 1, false), REFUSAL_NONE);
    assert_int_equal(s->count, 1); // both sessions are recorded
    assert_int_equal(class_pair_of(&s->state, 1, NULL), 0);
    done(s);
}

static void a_seat_that_stays_empty_counts_for_the_partner_alone(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_remove(s, 1), REFUSAL_NONE);
    assert_int_equal(school_enter(s, 1, true), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
    assert_int_equal(class_times_met(&s->state, 1, 2), 0);
    assert_int_equal(s->state.people[2].times[SEAT_CUSTOMER], 1);
    assert_int_equal(s->state.people[2].last_partner, 0);
    assert_int_equal(s->state.people[1].times[SEAT_OBSERVER], 1);
    done(s);
}

static void a_spare_must_be_free_in_and_welcome(void **state) {
    (void)state;
    struct school *s = running(5, "1-2a(5) 3-4b");
    assert_int_equal(school_substitute(s, 3, SEAT_CSR, 5), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/pair");
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 9), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/person");
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 3), REFUSAL_NOT_NOW); // 4 would sit alone
    assert_string_equal(s->path, "/person");
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 1), REFUSAL_ALREADY_DONE);
    assert_int_equal(school_substitute(s, 1, SEAT_OBSERVER, 5), REFUSAL_ALREADY_DONE);
    done(s);
}

static void nobody_unrecorded_steps_into_a_recording(void **state) {
    (void)state;
    struct school *s = running(4, "1-2a 3-4b");
    assert_int_equal(school_enter(s, 5, false), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(school_substitute(s, 1, SEAT_CSR, 5), REFUSAL_NOT_NOW);
    assert_int_equal(school_substitute(s, 1, SEAT_OBSERVER, 5), REFUSAL_NOT_NOW);
    done(s);
}

static void a_session_has_room_for_eight_observers(void **state) {
    (void)state;
    struct school *s = running(12, "1-2a(3 4 5 6 7 8 9 10) 11-12b");
    assert_int_equal(school_enter(s, 13, true), REFUSAL_NONE);
    assert_int_equal(s->last[1].seat_given.pair, 2);
    assert_int_equal(school_substitute(s, 1, SEAT_OBSERVER, 13), REFUSAL_TOO_MANY);
    done(s);
}

static void the_numbers_of_rounds_run_out(void **state) {
    (void)state;
    struct school *s = school_new(2);
    for (int i = 0; i < ROUNDS_MAX; i++) {
        school_play_round(s, i);
    }
    assert_int_equal(s->state.rounds, ROUNDS_MAX);
    assert_int_equal(class_times_met(&s->state, 1, 2), ROUNDS_MAX);
    assert_int_equal(school_propose(s, 1), REFUSAL_TOO_MANY);
    done(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_goes_from_the_lobby_to_the_lobby),
        cmocka_unit_test(a_round_counts_once_when_it_ends),
        cmocka_unit_test(a_cancelled_round_counts_for_nothing_but_the_truth_is_out),
        cmocka_unit_test(the_oldest_scenario_is_forgotten_first),
        cmocka_unit_test(the_pairs_can_be_found_until_the_next_proposal),
        cmocka_unit_test(a_word_to_all_is_an_event_each_time),
        cmocka_unit_test(a_freeze_ends_with_its_round),
        cmocka_unit_test(closing_ends_the_round_first),
        cmocka_unit_test(a_latecomer_to_a_round_observes),
        cmocka_unit_test(whose_phone_slept_observes_when_they_are_back),
        cmocka_unit_test(a_latecomer_who_is_not_recorded_stays_out_of_recordings),
        cmocka_unit_test(nobody_is_sent_to_a_session_that_was_lost),
        cmocka_unit_test(who_leaves_a_round_keeps_their_place_until_a_spare_takes_it),
        cmocka_unit_test(who_is_replaced_and_still_in_sits_out),
        cmocka_unit_test(who_comes_back_observes),
        cmocka_unit_test(who_comes_back_unrecorded_is_out_of_the_recording),
        cmocka_unit_test(a_seat_that_stays_empty_counts_for_the_partner_alone),
        cmocka_unit_test(a_spare_must_be_free_in_and_welcome),
        cmocka_unit_test(nobody_unrecorded_steps_into_a_recording),
        cmocka_unit_test(a_session_has_room_for_eight_observers),
        cmocka_unit_test(the_numbers_of_rounds_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
