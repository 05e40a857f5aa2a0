// When twists fire, and the reason that they give.
#include "stage.h"

#define SAY(st, role, ...) DO(st, role, SAY, .say = { .text = STR("..."), ##__VA_ARGS__ })

static void condition_add(struct twist *twist, enum signal signal, int32_t value, int32_t for_s) {
    twist->trigger = TRIGGER_WHEN;
    twist->conditions[twist->conditions_count++] = (struct condition){
        .signal = signal, .value = value, .for_s = for_s, .phrase = (uint32_t)value
    };
}

static void assert_fired_at(const struct stage *st, ms play_ms) {
    assert_int_equal(stage_last(st, SESSION_EVENT_TWIST_FIRED)->meta.play_ms, play_ms);
}

static void a_timed_twist_fires_once_at_its_time_in_the_call(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    struct twist *insult = stage_twist(&st, "insult");
    insult->trigger = TRIGGER_AT;
    insult->at_s = 90;
    insult->csr.title = (struct str){ 0 };
    stage_pass(&st, SECONDS(40));
    DO(&st, TRAINER, START);
    stage_forget(&st);
    stage_pass(&st, SECONDS(300));
    assert_events(&st, "twist_fired card_shown");
    assert_fired_at(&st, SECONDS(130));
    assert_int_equal(stage_last(&st, SESSION_EVENT_TWIST_FIRED)->twist_fired.cause, CAUSE_TIMED);
    assert_int_equal(stage_last(&st, SESSION_EVENT_CARD_SHOWN)->card_shown.seat, SEAT_CUSTOMER);
    assert_str(stage_last(&st, SESSION_EVENT_CARD_SHOWN)->card_shown.line, "And now this!");
    stage_end(&st);
}

static void a_hot_dial_fires_after_it_has_stood_so_long(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    condition_add(stage_twist(&st, "boil"), SIGNAL_DIAL_AT_LEAST, 9, 30);
    stage_pass(&st, SECONDS(1));
    DO(&st, CUSTOMER, DIAL, .dial = { 9 });
    stage_pass(&st, SECONDS(29));
    DO(&st, CUSTOMER, DIAL, .dial = { 8 });
    stage_pass(&st, SECONDS(1));
    DO(&st, CUSTOMER, DIAL, .dial = { 9 });
    stage_pass(&st, SECONDS(10));
    DO(&st, CUSTOMER, DIAL, .dial = { 10 });
    stage_forget(&st);
    stage_pass(&st, SECONDS(100));
    assert_events(&st, "twist_fired card_shown card_shown");
    assert_fired_at(&st, SECONDS(61));
    const struct session_event *fired = stage_last(&st, SESSION_EVENT_TWIST_FIRED);
    assert_int_equal(fired->twist_fired.cause, CAUSE_CONDITION);
    assert_int_equal(fired->twist_fired.signal, SIGNAL_DIAL_AT_LEAST);
    assert_int_equal(fired->twist_fired.value, 10);
    assert_int_equal(fired->twist_fired.for_s, 30);
    stage_end(&st);
}

static void a_dial_that_starts_hot_counts_from_the_calls_beginning(void **state) {
    (void)state;
    struct stage st;
    stage_open(&st);
    condition_add(stage_twist(&st, "warm"), SIGNAL_DIAL_AT_LEAST, 4, 10);
    stage_pass(&st, SECONDS(60));
    DO(&st, TRAINER, START);
    stage_pass(&st, SECONDS(20));
    assert_fired_at(&st, SECONDS(70));
    stage_end(&st);
}

static void a_dial_without_hold_fires_in_the_same_decision(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    condition_add(stage_twist(&st, "hot"), SIGNAL_DIAL_AT_LEAST, 9, 0);
    stage_pass(&st, SECONDS(1));
    DO(&st, CUSTOMER, DIAL, .dial = { 9 });
    assert_events(&st, "dial_set twist_fired card_shown card_shown");
    assert_int_equal(st.out[1].meta.counter, 0);
    assert_int_not_equal(st.out[0].meta.counter, 0);
    stage_end(&st);
}

static void a_twist_with_a_cool_down_comes_back_but_not_for_ever(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *hot = stage_twist(&st, "hot");
    condition_add(hot, SIGNAL_DIAL_AT_LEAST, 4, 0);
    hot->cooldown_s = 20;
    hot->not_before_s = 5;
    stage_pass(&st, SECONDS(500));
    int fired = 0;
    for (int i = 0; i < st.history_count; i++) {
        if (st.history[i].type != SESSION_EVENT_TWIST_FIRED) continue;
        assert_int_equal(st.history[i].meta.play_ms, SECONDS(5 + 20 * fired));
        fired++;
    }
    assert_int_equal(fired, TWIST_FIRED_MAX);
    stage_end(&st);
}

static void silence_fires_when_neither_writes_nor_types(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    condition_add(stage_twist(&st, "quiet"), SIGNAL_SILENCE, 0, 20);
    stage_pass(&st, SECONDS(15));
    SAY(&st, CSR);
    stage_pass(&st, SECONDS(15));
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    stage_pass(&st, SECONDS(100));
    DO(&st, CUSTOMER, TYPING, .typing = { false });
    stage_forget(&st);
    stage_pass(&st, SECONDS(20));
    assert_events(&st, "twist_fired card_shown card_shown");
    assert_fired_at(&st, SECONDS(150));
    assert_int_equal(stage_last(&st, SESSION_EVENT_TWIST_FIRED)->twist_fired.for_s, 20);
    stage_end(&st);
}

static void silence_does_not_count_while_nobody_could_speak(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    condition_add(stage_twist(&st, "quiet"), SIGNAL_SILENCE, 0, 20);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("I ask"), 60 });
    stage_pass(&st, SECONDS(60));
    DO(&st, CSR, END_HOLD);
    stage_pass(&st, SECONDS(19));
    DO(&st, CUSTOMER, SLEEP, .sleep = { true });
    stage_pass(&st, SECONDS(60));
    DO(&st, CUSTOMER, SLEEP, .sleep = { false });
    stage_pass(&st, SECONDS(19));
    DO(&st, ENGINE, DROP, .drop = { CSR });
    stage_pass(&st, SECONDS(25));
    DO(&st, ENGINE, RETURN, .return_ = { CSR });
    stage_pass(&st, SECONDS(19));
    DO(&st, TRAINER, FREEZE);
    stage_pass(&st, SECONDS(60));
    DO(&st, TRAINER, UNFREEZE);
    stage_pass(&st, SECONDS(19));
    DO(&st, ENGINE, INTERRUPT);
    stage_pass(&st, SECONDS(10));
    DO(&st, ENGINE, RETURN, .return_ = { CSR });
    DO(&st, ENGINE, RETURN, .return_ = { CUSTOMER });
    stage_pass(&st, SECONDS(19));
    for (int i = 0; i < st.history_count; i++)
        assert_int_not_equal(st.history[i].type, SESSION_EVENT_TWIST_FIRED);
    stage_pass(&st, SECONDS(1));
    assert_int_equal(stage_last(&st, SESSION_EVENT_TWIST_FIRED)->twist_fired.signal,
                     SIGNAL_SILENCE);
    stage_end(&st);
}

static void interruptions_fire_at_their_number_but_not_too_early(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *rude = stage_twist(&st, "rude");
    condition_add(rude, SIGNAL_INTERRUPTIONS_AT_LEAST, 2, 0);
    rude->not_before_s = 30;
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    SAY(&st, CSR, .words = 9);
    SAY(&st, CSR, .words = 9);
    SAY(&st, CSR, .words = 9);
    stage_forget(&st);
    stage_pass(&st, SECONDS(60));
    assert_events(&st, "twist_fired card_shown card_shown");
    assert_fired_at(&st, SECONDS(30));
    assert_int_equal(stage_last(&st, SESSION_EVENT_TWIST_FIRED)->twist_fired.value, 3);
    stage_end(&st);
}

static void a_phrase_fires_with_the_line_that_has_it(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    condition_add(stage_twist(&st, "policy"), SIGNAL_PHRASE, 4, 0);
    SAY(&st, CUSTOMER, .classes = 4);
    SAY(&st, CSR, .classes = 3);
    assert_events(&st, "said said");
    SAY(&st, CSR, .classes = 5);
    assert_events(&st, "said twist_fired card_shown card_shown");
    assert_int_equal(st.out[1].twist_fired.signal, SIGNAL_PHRASE);
    assert_int_equal(st.out[1].twist_fired.value, 2);
    SAY(&st, CSR, .classes = 4);
    assert_events(&st, "said");
    stage_end(&st);
}

static void all_conditions_have_to_hold_at_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *both = stage_twist(&st, "both");
    both->all = true;
    condition_add(both, SIGNAL_DIAL_AT_LEAST, 7, 5);
    condition_add(both, SIGNAL_PHRASE, 8, 0);
    SAY(&st, CSR, .classes = 8);
    DO(&st, CUSTOMER, DIAL, .dial = { 8 });
    stage_pass(&st, SECONDS(4));
    SAY(&st, CSR, .classes = 8);
    stage_pass(&st, SECONDS(10));
    assert_events(&st, "said dial_set said");
    SAY(&st, CSR, .classes = 8);
    assert_events(&st, "said twist_fired card_shown card_shown");
    assert_int_equal(st.out[1].twist_fired.signal, SIGNAL_PHRASE);
    stage_end(&st);
}

static void any_condition_will_do(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *any = stage_twist(&st, "any");
    condition_add(any, SIGNAL_DIAL_AT_LEAST, 9, 5);
    condition_add(any, SIGNAL_SILENCE, 0, 12);
    stage_pass(&st, SECONDS(20));
    assert_fired_at(&st, SECONDS(12));
    assert_int_equal(stage_last(&st, SESSION_EVENT_TWIST_FIRED)->twist_fired.signal,
                     SIGNAL_SILENCE);
    stage_end(&st);
}

static void one_line_may_fire_every_twist_of_a_scenario(void **state) {
    (void)state;
    static const char *const ids[TWISTS_MAX] = { "a", "b", "c", "d", "e", "f", "g", "h",
                                                 "i", "j", "k", "l", "m", "n", "o", "p" };
    struct stage st;
    stage_call(&st);
    for (int i = 0; i < TWISTS_MAX; i++)
        condition_add(stage_twist(&st, ids[i]), SIGNAL_PHRASE, 1, 0);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("A moment"), 60 });
    DO(&st, CSR, TYPING, .typing = { true });
    SAY(&st, CSR, .classes = 1);
    assert_int_equal(st.count, 3 + 3 * TWISTS_MAX);
    stage_end(&st);
}

static void by_hand_a_twist_fires_three_times(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    stage_twist(&st, "deck");
    stage_pass(&st, MS_MINUTE);
    assert_events(&st, "");
    for (int i = 0; i < HAND_FIRED_MAX; i++)
        assert_int_equal(DO(&st, TRAINER, FIRE_TWIST, .fire_twist = { STR("deck") }), REFUSAL_NONE);
    assert_int_equal(st.out[0].twist_fired.cause, CAUSE_HAND);
    assert_int_equal(DO(&st, TRAINER, FIRE_TWIST, .fire_twist = { STR("deck") }), REFUSAL_TOO_MANY);
    assert_int_equal(DO(&st, TRAINER, FIRE_TWIST, .fire_twist = { STR("none") }),
                     REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(st.path, "/twist");
    stage_end(&st);
}

static void what_was_fired_by_hand_does_not_come_by_itself(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *insult = stage_twist(&st, "insult");
    insult->trigger = TRIGGER_AT;
    insult->at_s = 30;
    condition_add(stage_twist(&st, "quiet"), SIGNAL_SILENCE, 0, 20);
    DO(&st, TRAINER, FIRE_TWIST, .fire_twist = { STR("insult") });
    DO(&st, TRAINER, FIRE_TWIST, .fire_twist = { STR("quiet") });
    stage_forget(&st);
    stage_pass(&st, MS_MINUTE);
    assert_events(&st, "");
    stage_end(&st);
}

static void a_call_that_ends_ends_its_twists(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct twist *late = stage_twist(&st, "late");
    late->trigger = TRIGGER_AT;
    late->at_s = 600;
    condition_add(stage_twist(&st, "warm"), SIGNAL_DIAL_AT_LEAST, 4, 600);
    stage_until(&st, SECONDS(620));
    assert_events(&st, "phase_began");
    stage_end(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timed_twist_fires_once_at_its_time_in_the_call),
        cmocka_unit_test(a_hot_dial_fires_after_it_has_stood_so_long),
        cmocka_unit_test(a_dial_that_starts_hot_counts_from_the_calls_beginning),
        cmocka_unit_test(a_dial_without_hold_fires_in_the_same_decision),
        cmocka_unit_test(a_twist_with_a_cool_down_comes_back_but_not_for_ever),
        cmocka_unit_test(silence_fires_when_neither_writes_nor_types),
        cmocka_unit_test(silence_does_not_count_while_nobody_could_speak),
        cmocka_unit_test(interruptions_fire_at_their_number_but_not_too_early),
        cmocka_unit_test(a_phrase_fires_with_the_line_that_has_it),
        cmocka_unit_test(all_conditions_have_to_hold_at_once),
        cmocka_unit_test(any_condition_will_do),
        cmocka_unit_test(one_line_may_fire_every_twist_of_a_scenario),
        cmocka_unit_test(by_hand_a_twist_fires_three_times),
        cmocka_unit_test(what_was_fired_by_hand_does_not_come_by_itself),
        cmocka_unit_test(a_call_that_ends_ends_its_twists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
