// Who gets into a class, and what leaving does (server/core/class_decide.c, class_fold.c).
#include "school.h"

static void a_class_is_established_once(void **state) {
    (void)state;
    struct school *s = school_new(0);
    assert_true(s->state.established);
    assert_string_equal(s->state.doctrine, "house");
    assert_int_equal(s->state.retention_days, 30);
    struct class_command again = school_command(s, CLASS_COMMAND_ESTABLISH);
    again.establish.doctrine = STR("house");
    assert_int_equal(school_give(s, &again), REFUSAL_ALREADY_DONE);
    school_free(s);
}

static void entering_again_changes_nothing(void **state) {
    (void)state;
    struct school *s = school_new(2);
    assert_int_equal(s->state.people_in, 2);
    assert_int_equal(school_enter(s, 2, false), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(s->state.people_in, 2);
    assert_true(s->state.people[2].recorded);
    school_free(s);
}

static void who_left_can_choose_anew(void **state) {
    (void)state;
    struct school *s = school_new(3);
    struct class_command depart = school_command(s, CLASS_COMMAND_DEPART);
    depart.depart.person = 2;
    assert_int_equal(school_give(s, &depart), REFUSAL_NONE);
    assert_false(s->last[0].person_removed.by_trainer);
    assert_int_equal(s->state.people_in, 2);
    assert_int_equal(school_give(s, &depart), REFUSAL_NONE); // a second socket of theirs closes
    assert_int_equal(s->count, 0);
    assert_int_equal(school_enter(s, 2, false), REFUSAL_NONE);
    assert_false(s->state.people[2].recorded);
    assert_int_equal(s->state.person_highest, 3);
    school_free(s);
}

static void a_full_class_takes_nobody(void **state) {
    (void)state;
    struct school *s = school_new(PEOPLE_MAX);
    assert_int_equal(school_enter(s, PEOPLE_MAX + 1, true), REFUSAL_TOO_MANY);
    assert_int_equal(school_enter(s, 0, true), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(school_enter(s, PEOPLE_MAX, true), REFUSAL_NONE);
    school_free(s);
}

static void a_lock_keeps_out_the_new_and_the_removed(void **state) {
    (void)state;
    struct school *s = school_new(4);
    struct class_command depart = school_command(s, CLASS_COMMAND_DEPART);
    depart.depart.person = 1;
    assert_int_equal(school_give(s, &depart), REFUSAL_NONE);
    assert_int_equal(school_remove(s, 2), REFUSAL_NONE);
    assert_true(s->last[0].person_removed.by_trainer);
    struct class_command lock = school_command(s, CLASS_COMMAND_LOCK);
    lock.lock.on = true;
    assert_int_equal(school_give(s, &lock), REFUSAL_NONE);

    assert_int_equal(school_enter(s, 5, true), REFUSAL_CLASS_LOCKED);
    assert_int_equal(school_enter(s, 2, true), REFUSAL_CLASS_LOCKED);
    assert_int_equal(school_enter(s, 1, true), REFUSAL_NONE); // left by themselves
    assert_int_equal(school_enter(s, 3, true), REFUSAL_NONE); // never went

    struct class_command twice = school_command(s, CLASS_COMMAND_LOCK);
    twice.lock.on = true;
    assert_int_equal(school_give(s, &twice), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    struct class_command open = school_command(s, CLASS_COMMAND_LOCK);
    assert_int_equal(school_give(s, &open), REFUSAL_NONE);
    assert_int_equal(school_enter(s, 2, true), REFUSAL_NONE);
    assert_false(s->state.people[2].shut_out);
    school_free(s);
}

static void only_who_is_in_can_be_removed(void **state) {
    (void)state;
    struct school *s = school_new(2);
    assert_int_equal(school_remove(s, 3), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(s->path, "/person");
    assert_int_equal(school_remove(s, 0), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(school_remove(s, TRAINER), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(school_remove(s, 2), REFUSAL_NONE);
    assert_int_equal(school_remove(s, 2), REFUSAL_UNKNOWN_ITEM);
    school_free(s);
}

static void a_command_sent_twice_is_done_once(void **state) {
    (void)state;
    struct school *s = school_new(4);
    struct class_command propose = school_proposal(s);
    assert_int_equal(school_give(s, &propose), REFUSAL_NONE);
    struct class_command hand_out = school_command(s, CLASS_COMMAND_HAND_OUT);
    assert_int_equal(school_give(s, &hand_out), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(school_give(s, &hand_out), REFUSAL_NONE);
    assert_int_equal(s->count, 0);
    assert_int_equal(school_give(s, &propose), REFUSAL_NONE); // although the round has moved on
    assert_int_equal(s->count, 0);
    school_free(s);
}

static void two_events_of_one_command_count_as_one(void **state) {
    (void)state;
    struct school *s = school_new(12);
    assert_int_equal(school_propose(s, 1), REFUSAL_NONE);
    struct class_command first = school_command(s, CLASS_COMMAND_REMOVE);
    first.remove.person = 12;
    assert_int_equal(school_give(s, &first), REFUSAL_NONE);
    assert_int_equal(s->count, 2); // gone, and the pairs changed
    for (int person = 11; person > 5; person--) {
        assert_int_equal(school_remove(s, person), REFUSAL_NONE);
    }
    for (int i = 0; i < BOOK_LAST - 7; i++) {
        assert_int_equal(school_swap(s, 1, 2), REFUSAL_NONE);
    }
    assert_int_equal(school_give(s, &first), REFUSAL_NONE); // the oldest that the book holds
    assert_int_equal(s->count, 0);
    assert_int_equal(school_swap(s, 1, 2), REFUSAL_NONE);
    assert_int_equal(school_give(s, &first), REFUSAL_REFUSED_BEFORE);
    school_free(s);
}

static void a_closed_class_takes_nothing(void **state) {
    (void)state;
    struct school *s = school_new(2);
    struct class_command close = school_command(s, CLASS_COMMAND_CLOSE);
    assert_int_equal(school_give(s, &close), REFUSAL_NONE);
    assert_int_equal(s->count, 1);
    assert_int_equal(s->last[0].type, CLASS_EVENT_CLASS_CLOSED);
    assert_int_equal(school_give(s, &close), REFUSAL_NONE); // the same command again
    assert_int_equal(s->count, 0);
    assert_int_equal(school_plain(s, CLASS_COMMAND_CLOSE), REFUSAL_NOT_NOW);
    assert_int_equal(school_enter(s, 1, true), REFUSAL_NOT_NOW);
    assert_int_equal(school_propose(s, 1), REFUSAL_NOT_NOW);
    school_replay(s);
    school_free(s);
}

static void a_clock_that_stands_behind_moves_nothing_back(void **state) {
    (void)state;
    struct school *s = school_new(2);
    struct class_command command = school_command(s, CLASS_COMMAND_LOCK);
    command.lock.on = true;
    command.meta.up_ms = 5;
    ms before = s->state.up_ms;
    assert_int_equal(school_give(s, &command), REFUSAL_NONE);
    assert_true(s->state.up_ms == before);
    school_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_is_established_once),
        cmocka_unit_test(entering_again_changes_nothing),
        cmocka_unit_test(who_left_can_choose_anew),
        cmocka_unit_test(a_full_class_takes_nobody),
        cmocka_unit_test(a_lock_keeps_out_the_new_and_the_removed),
        cmocka_unit_test(only_who_is_in_can_be_removed),
        cmocka_unit_test(a_command_sent_twice_is_done_once),
        cmocka_unit_test(two_events_of_one_command_count_as_one),
        cmocka_unit_test(a_closed_class_takes_nothing),
        cmocka_unit_test(a_clock_that_stands_behind_moves_nothing_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
