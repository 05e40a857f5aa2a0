// A proposed round, and every way to change it by hand (server/core/plan.c, class_decide.c).
#include "school.h"

static struct school *proposed(int people, const char *plan) {
    struct school *s = school_new(people);
    assert_int_equal(school_propose(s, 7), REFUSAL_NONE);
    school_arrange(s, plan);
    assert_string_equal(school_plan(s), plan);
    return s;
}

static void done(struct school *s, const char *plan) {
    assert_string_equal(school_plan(s), plan);
    school_replay(s);
    school_free(s);
}

// ---- proposing ----

static void one_person_makes_no_round(void **state) {
    (void)state;
    struct school *s = school_new(1);
    assert_int_equal(school_propose(s, 1), REFUSAL_TOO_FEW_PEOPLE);
    assert_int_equal(s->state.phase, ROUND_PHASE_NONE);
    school_free(s);
}

static void only_who_is_here_is_planned(void **state) {
    (void)state;
    struct school *s = school_new(5);
    struct class_command propose = school_proposal(s);
    propose.propose.present.count = 0;
    for (int i = 0; i < 3; i++) { // one of them twice, and somebody who never came
        propose.propose.present.items[propose.propose.present.count++] = (int16_t)(i < 2 ? 4 : 2);
    }
    propose.propose.present.items[propose.propose.present.count++] = 99;
    assert_int_equal(school_give(s, &propose), REFUSAL_NONE);
    assert_int_equal(s->state.pairs_count, 1);
    assert_int_equal(class_pair_of(&s->state, 2, NULL), 1);
    assert_int_equal(class_pair_of(&s->state, 4, NULL), 1);
    assert_int_equal(class_pair_of(&s->state, 1, NULL), 0);
    school_free(s);
}

static void other_minutes_keep_the_pairs(void **state) {
    (void)state;
    struct school *s = proposed(5, "5-1b(2) 4-3a");
    struct class_command again = school_proposal(s);
    again.propose.seed = 99;
    again.propose.call_s = 600;
    again.propose.focus.count = 2;
    again.propose.focus.items[1] = 8;
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    assert_int_equal(s->last[0].round_proposed.round, 1);
    assert_int_equal(s->state.setup.call_s, 600);
    assert_int_equal(s->state.setup.focus[1], 8);
    done(s, "5-1b(2) 4-3a");
}

static void another_scenario_keeps_the_pairs_and_deals_its_own_truths(void **state) {
    (void)state;
    struct school *s = proposed(4, "1-2b 3-4b");
    struct class_command again = school_proposal(s);
    again.propose.scenario = STR("refund");
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    assert_string_equal(s->state.setup.scenario, "refund");
    assert_string_equal(school_plan(s), "1-2a 3-4b"); // neighbours apart
    again = school_proposal(s);
    again.propose.scenario = STR("refund");
    again.propose.variants = 1;
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    done(s, "1-2a 3-4a");
}

static void reshuffling_makes_other_pairs_of_the_same_round(void **state) {
    (void)state;
    struct school *s = school_new(30);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    char first[sizeof s->text];
    memcpy(first, school_plan(s), sizeof first);
    struct class_command again = school_proposal(s);
    again.propose.seed = 2;
    again.propose.reshuffle = true;
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    assert_string_not_equal(school_plan(s), first);
    assert_int_equal(s->state.round, 1);
    again = school_proposal(s);
    again.propose.seed = 1;
    again.propose.reshuffle = true;
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    done(s, first); // the seed says it all
}

static void somebody_who_went_to_sleep_leaves_the_next_plan(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a(5) 3-4b");
    struct class_command again = school_proposal(s);
    again.propose.present.count = 4; // 5 isn't here
    assert_int_equal(school_give(s, &again), REFUSAL_NONE);
    assert_int_equal(s->state.pairs_count, 2);
    assert_int_equal(class_pair_of(&s->state, 5, NULL), 0);
    school_free(s);
}

static void a_cancelled_proposal_gives_its_number_back(void **state) {
    (void)state;
    struct school *s = school_new(4);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_CANCEL), REFUSAL_NONE);
    assert_int_equal(s->state.round, 0);
    assert_int_equal(s->state.pairs_count, 0);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(s->state.round, 1);
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_CANCEL), REFUSAL_NONE);
    assert_int_equal(s->state.round, 1); // its sessions exist
    assert_int_equal(s->state.rounds, 0);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(s->state.round, 2);
    school_replay(s);
    school_free(s);
}

static void closing_drops_the_proposal(void **state) {
    (void)state;
    struct school *s = school_new(4);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_CLOSE), REFUSAL_NONE);
    assert_int_equal(s->count, 2);
    assert_int_equal(s->last[0].type, CLASS_EVENT_ROUND_CANCELLED);
    assert_int_equal(s->last[1].type, CLASS_EVENT_CLASS_CLOSED);
    school_free(s);
}

// ---- people come and go ----

static void a_latecomer_watches_where_fewest_do(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a(5) 3-4b");
    assert_int_equal(school_enter(s, 6, true), REFUSAL_NONE);
    assert_int_equal(s->count, 2);
    assert_int_equal(s->last[1].type, CLASS_EVENT_PAIRS_CHANGED);
    done(s, "1-2a(5) 3-4b(6)");
}

static void a_latecomer_who_is_not_recorded_watches_such_a_pair(void **state) {
    (void)state;
    struct school *s = school_new(3);
    assert_int_equal(school_enter(s, 4, false), REFUSAL_NONE);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    school_arrange(s, "1-2a 3-4b");
    assert_int_equal(school_enter(s, 5, false), REFUSAL_NONE);
    assert_int_equal(school_enter(s, 6, true), REFUSAL_NONE);
    done(s, "1-2a(6) 3-4b(5)");
}

static void a_latecomer_plays_with_who_sits_out(void **state) {
    (void)state;
    struct school *s = proposed(3, "1-2a | 3");
    assert_int_equal(school_enter(s, 4, true), REFUSAL_NONE);
    done(s, "1-2a 3-4b");
}

static void a_latecomer_sits_out_when_no_pair_has_room(void **state) {
    (void)state;
    struct school *s = proposed(10, "1-2a(3 4 5 6 7 8 9 10)");
    assert_int_equal(school_enter(s, 11, true), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-2a(3 4 5 6 7 8 9 10) | 11");
    assert_int_equal(school_enter(s, 12, true), REFUSAL_NONE);
    done(s, "1-2a(3 4 5 6 7 8 9 10) 11-12b");
}

static void whose_phone_slept_gets_a_place_when_they_are_back(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a 3-4b");
    assert_int_equal(school_enter(s, 5, true), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(s->last[0].type, CLASS_EVENT_PAIRS_CHANGED);
    assert_int_equal(s->state.people_in, 5);
    done(s, "1-2a(5) 3-4b");
}

static void an_observer_of_the_pair_takes_the_seat_of_who_leaves(void **state) {
    (void)state;
    struct school *s = proposed(8, "1-2a(5 6) 3-4b(7) | 8");
    assert_int_equal(school_remove(s, 2), REFUSAL_NONE);
    done(s, "1-5a(6) 3-4b(7) | 8");
}

static void else_somebody_who_sits_out(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a 3-4b(5) | 6");
    assert_int_equal(school_remove(s, 1), REFUSAL_NONE);
    done(s, "6-2a 3-4b(5)");
}

static void else_an_observer_of_another_pair(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a 3-4b(5)");
    assert_int_equal(school_remove(s, 2), REFUSAL_NONE);
    done(s, "1-5a 3-4b");
}

static void else_the_partner_watches(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a 3-4b 5-6a");
    assert_int_equal(school_remove(s, 4), REFUSAL_NONE);
    done(s, "1-2a(3) 5-6a");
}

static void the_last_pair_can_dissolve(void **state) {
    (void)state;
    struct school *s = proposed(2, "1-2a");
    assert_int_equal(school_remove(s, 1), REFUSAL_NONE);
    assert_string_equal(school_plan(s), " | 2");
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_TOO_FEW_PEOPLE);
    assert_int_equal(school_enter(s, 3, true), REFUSAL_NONE);
    done(s, "2-3a");
}

static void who_has_no_seat_leaves_the_others_alone(void **state) {
    (void)state;
    struct school *s = proposed(7, "1-2a(5 6) 3-4b | 7");
    assert_int_equal(school_remove(s, 5), REFUSAL_NONE);
    assert_int_equal(school_remove(s, 7), REFUSAL_NONE);
    done(s, "1-2a(6) 3-4b");
}

static void who_was_not_planned_changes_no_pair(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a 3-4b");
    assert_int_equal(school_remove(s, 5), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    done(s, "1-2a 3-4b");
}

// ---- swap ----

static void two_people_change_places(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a(5) 3-4b | 6");
    assert_int_equal(school_swap(s, 1, 4), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "4-2a(5) 3-1b | 6");
    assert_int_equal(school_swap(s, 3, 1), REFUSAL_NONE); // seats of one pair
    assert_string_equal(school_plan(s), "4-2a(5) 1-3b | 6");
    assert_int_equal(school_swap(s, 5, 6), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "4-2a(6) 1-3b | 5");
    assert_int_equal(school_swap(s, 2, 5), REFUSAL_NONE);
    done(s, "4-5a(6) 1-3b | 2");
}

static void who_was_not_planned_gets_the_place_of_who_then_sits_out(void **state) {
    (void)state;
    struct school *s = proposed(5, "1-2a 3-4b");
    assert_int_equal(school_swap(s, 5, 2), REFUSAL_NONE);
    done(s, "1-5a 3-4b | 2");
}

static void a_swap_without_effect_is_no_event(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a | 3 4");
    assert_int_equal(school_swap(s, 1, 1), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_swap(s, 3, 4), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_swap(s, 3, 5), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_swap(s, 1, 9), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/b");
    assert_int_equal(school_swap(s, 9, 1), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/a");
    done(s, "1-2a | 3 4");
}

// ---- move ----

static void moving_to_a_seat_trades_with_who_sits_there(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a(5) 3-4b | 6");
    assert_int_equal(school_move(s, 1, 2, SEAT_CUSTOMER), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "4-2a(5) 3-1b | 6");
    assert_int_equal(school_move(s, 5, 1, SEAT_CSR), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "5-2a(4) 3-1b | 6");
    assert_int_equal(school_move(s, 6, 2, SEAT_CSR), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "5-2a(4) 6-1b | 3");
    assert_int_equal(school_move(s, 6, 2, SEAT_CUSTOMER), REFUSAL_NONE); // turns the pair round
    assert_string_equal(school_plan(s), "5-2a(4) 1-6b | 3");
    assert_int_equal(school_move(s, 6, 2, SEAT_CUSTOMER), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    done(s, "5-2a(4) 1-6b | 3");
}

static void somebody_new_on_a_seat_makes_the_other_watch(void **state) {
    (void)state;
    struct school *s = proposed(12, "1-2a 3-4b(5 6 7 8 9 10 11)");
    assert_int_equal(school_move(s, 12, 1, SEAT_CSR), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "12-2a(1) 3-4b(5 6 7 8 9 10 11)");
    assert_int_equal(school_enter(s, 13, true), REFUSAL_NONE);
    school_arrange(s, "12-2a 3-4b(5 6 7 8 9 10 11 13)");
    assert_int_equal(school_move(s, 1, 2, SEAT_CSR), REFUSAL_NONE);
    done(s, "12-2a 1-4b(5 6 7 8 9 10 11 13) | 3"); // no room to watch
}

static void moving_to_watch_leaves_a_seat_to_be_filled(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a 3-4b 5-6a");
    assert_int_equal(school_move(s, 2, 3, SEAT_OBSERVER), REFUSAL_NONE);
    // 1 was left over and watches the first pair that has nobody; the pairs close up.
    assert_string_equal(school_plan(s), "3-4b(1) 5-6a(2)");
    assert_int_equal(school_move(s, 6, 1, SEAT_OBSERVER), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "3-4b(1 6) 5-2a");
    assert_int_equal(school_move(s, 6, 1, SEAT_OBSERVER), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_move(s, 1, 2, SEAT_OBSERVER), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "3-4b(6) 5-2a(1)");
    assert_int_equal(school_move(s, 3, 1, SEAT_OBSERVER), REFUSAL_NONE); // of the pair they were in
    done(s, "6-4b(3) 5-2a(1)");
}

static void nobody_can_watch_a_pair_that_falls_apart_for_it(void **state) {
    (void)state;
    struct school *s = proposed(2, "1-2a");
    assert_int_equal(school_move(s, 1, 1, SEAT_OBSERVER), REFUSAL_TOO_FEW_PEOPLE);
    done(s, "1-2a");
}

static void a_pair_has_room_for_eight_observers(void **state) {
    (void)state;
    struct school *s = proposed(12, "1-2a(3 4 5 6 7 8 9 10) 11-12b");
    assert_int_equal(school_move(s, 12, 1, SEAT_OBSERVER), REFUSAL_NONE); // 3 takes their seat
    assert_string_equal(school_plan(s), "1-2a(4 5 6 7 8 9 10 12) 11-3b");
    school_arrange(s, "1-2a(3 4 5 6 7 8 9 10) 11-12b");
    assert_int_equal(school_enter(s, 13, true), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "1-2a(3 4 5 6 7 8 9 10) 11-12b(13)");
    assert_int_equal(school_move(s, 13, 1, SEAT_OBSERVER), REFUSAL_TOO_MANY);
    assert_string_equal(s->path, "/pair");
    done(s, "1-2a(3 4 5 6 7 8 9 10) 11-12b(13)");
}

static void moving_to_no_pair_sits_out(void **state) {
    (void)state;
    struct school *s = proposed(6, "1-2a(5) 3-4b");
    assert_int_equal(school_move(s, 1, 0, SEAT_CSR), REFUSAL_NONE);
    assert_string_equal(school_plan(s), "5-2a 3-4b | 1");
    assert_int_equal(school_move(s, 1, 0, SEAT_CUSTOMER), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_move(s, 6, 0, SEAT_CSR), REFUSAL_NONE); // wasn't planned
    done(s, "5-2a 3-4b | 1 6");
}

static void a_move_names_somebody_and_a_pair_that_exist(void **state) {
    (void)state;
    struct school *s = proposed(4, "1-2a 3-4b");
    assert_int_equal(school_move(s, 9, 1, SEAT_CSR), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/person");
    assert_int_equal(school_move(s, 1, 3, SEAT_CSR), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/pair");
    done(s, "1-2a 3-4b");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_person_makes_no_round),
        cmocka_unit_test(only_who_is_here_is_planned),
        cmocka_unit_test(other_minutes_keep_the_pairs),
        cmocka_unit_test(another_scenario_keeps_the_pairs_and_deals_its_own_truths),
        cmocka_unit_test(reshuffling_makes_other_pairs_of_the_same_round),
        cmocka_unit_test(somebody_who_went_to_sleep_leaves_the_next_plan),
        cmocka_unit_test(a_cancelled_proposal_gives_its_number_back),
        cmocka_unit_test(closing_drops_the_proposal),
        cmocka_unit_test(a_latecomer_watches_where_fewest_do),
        cmocka_unit_test(a_latecomer_who_is_not_recorded_watches_such_a_pair),
        cmocka_unit_test(a_latecomer_plays_with_who_sits_out),
        cmocka_unit_test(a_latecomer_sits_out_when_no_pair_has_room),
        cmocka_unit_test(whose_phone_slept_gets_a_place_when_they_are_back),
        cmocka_unit_test(an_observer_of_the_pair_takes_the_seat_of_who_leaves),
        cmocka_unit_test(else_somebody_who_sits_out),
        cmocka_unit_test(else_an_observer_of_another_pair),
        cmocka_unit_test(else_the_partner_watches),
        cmocka_unit_test(the_last_pair_can_dissolve),
        cmocka_unit_test(who_has_no_seat_leaves_the_others_alone),
        cmocka_unit_test(who_was_not_planned_changes_no_pair),
        cmocka_unit_test(two_people_change_places),
        cmocka_unit_test(who_was_not_planned_gets_the_place_of_who_then_sits_out),
        cmocka_unit_test(a_swap_without_effect_is_no_event),
        cmocka_unit_test(moving_to_a_seat_trades_with_who_sits_there),
        cmocka_unit_test(somebody_new_on_a_seat_makes_the_other_watch),
        cmocka_unit_test(moving_to_watch_leaves_a_seat_to_be_filled),
        cmocka_unit_test(nobody_can_watch_a_pair_that_falls_apart_for_it),
        cmocka_unit_test(a_pair_has_room_for_eight_observers),
        cmocka_unit_test(moving_to_no_pair_sits_out),
        cmocka_unit_test(a_move_names_somebody_and_a_pair_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
