// Lines, keys, the dial, tools and cards, help, marks and whispers.
#include "stage.h"

#define SAY(st, role, line, ...) DO(st, role, SAY, .say = { .text = STR(line), ##__VA_ARGS__ })

static void typing_is_told_when_it_changes(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, TYPING, .typing = { true });
    DO(&st, CSR, TYPING, .typing = { true });
    DO(&st, CSR, TYPING, .typing = { false });
    DO(&st, CSR, TYPING, .typing = { false });
    assert_events(&st, "typing_changed typing_changed");
    stage_end(&st);
}

static void sending_ends_typing(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    SAY(&st, CUSTOMER, "Ten years!", .act = ACT_PLAIN, .classes = 6, .words = 2);
    assert_events(&st, "typing_changed typing_changed said");
    assert_str(st.out[1].said.text, "Ten years!");
    assert_int_equal(st.out[1].said.words, 2);
    assert_int_equal(st.s.said[SEAT_CUSTOMER], 1);
    assert_int_equal(st.s.words[SEAT_CUSTOMER], 2);
    assert_int_equal(st.s.phrases, 0);
    stage_end(&st);
}

static void a_line_into_the_customers_typing_interrupts(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    SAY(&st, CSR, "Our policy is clear about that.", .classes = 4, .words = 6);
    assert_true(st.out[0].said.interrupts);
    assert_int_equal(st.s.interruptions, 1);
    assert_int_equal(st.s.phrases, 4);
    DO(&st, CUSTOMER, TYPING, .typing = { false });
    SAY(&st, CSR, "Sorry, go on please.", .words = 4);
    assert_false(st.out[0].said.interrupts);
    stage_end(&st);
}

static void a_few_words_of_acknowledgement_never_interrupt(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, TYPING, .typing = { true });
    SAY(&st, CSR, "I see.", .classes = 1, .words = 2);
    assert_true(st.out[0].said.backchannel);
    assert_false(st.out[0].said.interrupts);
    SAY(&st, CSR, "I see, but you have to understand", .classes = 1, .words = 7);
    assert_false(st.out[0].said.backchannel);
    assert_true(st.out[0].said.interrupts);
    assert_int_equal(st.s.interruptions, 1);
    stage_end(&st);
}

static void a_customer_may_always_speak(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, TYPING, .typing = { true });
    SAY(&st, CUSTOMER, "I see.", .classes = 1, .words = 2);
    assert_false(st.out[0].said.interrupts || st.out[0].said.backchannel);
    stage_end(&st);
}

static void the_dial_tells_changes_and_keeps_the_last(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { 4 }), REFUSAL_NONE);
    assert_events(&st, "");
    for (int i = 0; i < DIAL_WINDOW_MAX; i++)
        assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { 5 + i % 2 }), REFUSAL_NONE);
    assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { 9 }), REFUSAL_TOO_FAST);
    assert_int_equal(st.s.dial, 6);
    stage_pass(&st, DIAL_WINDOW_MS);
    assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { 9 }), REFUSAL_NONE);
    assert_int_equal(st.s.dial, 9);
    assert_int_equal(st.s.dial_before, 6);
    assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { 11 }), REFUSAL_BAD_MESSAGE);
    stage_end(&st);
}

static void two_dial_values_a_second_are_never_too_fast(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(DO(&st, CUSTOMER, DIAL, .dial = { i % 2 }), REFUSAL_NONE);
        stage_pass(&st, 500);
    }
    stage_end(&st);
}

static void a_story_is_finished_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CUSTOMER, FINISH_STORY);
    DO(&st, CUSTOMER, FINISH_STORY);
    assert_events(&st, "story_finished");
    stage_end(&st);
}

static void a_fact_is_laid_on_the_table_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CUSTOMER, REVEAL, .reveal = { STR("boss") }), REFUSAL_NONE);
    assert_str(st.out[0].fact_revealed.text, "He is standing here.");
    assert_int_equal(DO(&st, CUSTOMER, REVEAL, .reveal = { STR("boss") }), REFUSAL_ALREADY_DONE);
    assert_int_equal(DO(&st, CUSTOMER, REVEAL, .reveal = { STR("dog") }), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(st.path, "/fact");
    assert_int_equal(DO(&st, CUSTOMER, REVEAL, .reveal = { STR("event") }), REFUSAL_NONE);
    stage_end(&st);
}

static void a_desk_answers_after_its_seconds_and_may_contradict_itself(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("production") }), REFUSAL_NONE);
    assert_int_equal(st.out[0].desk_asked.due, SECONDS(20));
    assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("production") }),
                     REFUSAL_ALREADY_ASKED);
    assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("billing") }), REFUSAL_NONE);
    stage_until(&st, SECONDS(20) - 1);
    assert_str(stage_last(&st, SESSION_EVENT_DESK_ANSWERED)->desk_answered.desk, "billing");
    stage_until(&st, SECONDS(20));
    assert_str(stage_last(&st, SESSION_EVENT_DESK_ANSWERED)->desk_answered.text,
               "It is on the press.");
    for (int times = 2; times <= DESK_ASKS_MAX; times++) {
        assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("production") }), REFUSAL_NONE);
        stage_pass(&st, SECONDS(20));
        assert_str(stage_last(&st, SESSION_EVENT_DESK_ANSWERED)->desk_answered.text,
                   "It is not on the press.");
    }
    assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("production") }), REFUSAL_TOO_MANY);
    assert_int_equal(DO(&st, CSR, ASK_DESK, .ask_desk = { STR("legal") }), REFUSAL_UNKNOWN_ITEM);
    stage_end(&st);
}

static void a_desk_with_one_answer_says_it_again(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    for (int i = 0; i < 2; i++) {
        DO(&st, CSR, ASK_DESK, .ask_desk = { STR("billing") });
        stage_pass(&st, SECONDS(5));
        assert_str(stage_last(&st, SESSION_EVENT_DESK_ANSWERED)->desk_answered.text,
                   "Paid in full.");
    }
    stage_end(&st);
}

static void a_desk_takes_its_time_on_the_play_clock(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, ASK_DESK, .ask_desk = { STR("billing") });
    DO(&st, TRAINER, FREEZE);
    stage_pass(&st, MS_MINUTE);
    DO(&st, TRAINER, UNFREEZE);
    stage_pass(&st, SECONDS(4));
    assert_events(&st, "desk_asked frozen unfrozen");
    stage_pass(&st, SECONDS(1));
    assert_events(&st, "desk_answered");
    stage_end(&st);
}

static void a_supervisor_answers_three_times(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    for (int i = 0; i < SUPERVISOR_MAX; i++) {
        assert_int_equal(
            DO(&st, CSR, ASK_SUPERVISOR, .ask_supervisor = { STR("She may leave us") }),
            REFUSAL_NONE);
        assert_int_equal(DO(&st, CSR, ASK_SUPERVISOR, .ask_supervisor = { STR("Now!") }),
                         REFUSAL_ALREADY_ASKED);
        stage_pass(&st, SECONDS(30));
    }
    assert_events(&st, "supervisor_asked supervisor_answered supervisor_asked supervisor_answered "
                       "supervisor_asked supervisor_answered");
    assert_int_equal(DO(&st, CSR, ASK_SUPERVISOR, .ask_supervisor = { STR("Again") }),
                     REFUSAL_TOO_MANY);
    stage_end(&st);
}

static void where_there_is_no_supervisor_none_can_be_asked(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    st.scenario.supervisor_text = (struct str){ 0 };
    assert_int_equal(DO(&st, CSR, ASK_SUPERVISOR, .ask_supervisor = { STR("Please") }),
                     REFUSAL_UNKNOWN_ITEM);
    stage_end(&st);
}

static void a_hold_counts_the_seconds_over_its_length(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CSR, END_HOLD), REFUSAL_ALREADY_DONE);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_RING_BACK, STR("I look it up"), 30 });
    assert_int_equal(st.out[0].held.until, SECONDS(30));
    assert_int_equal(DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("More"), 30 }),
                     REFUSAL_ALREADY_DONE);
    stage_pass(&st, SECONDS(42));
    assert_int_equal(DO(&st, CSR, END_HOLD), REFUSAL_NONE);
    assert_int_equal(st.out[0].hold_ended.over_s, 12);
    stage_end(&st);
}

static void a_csr_who_speaks_is_back_from_hold(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, CSR, HOLD, .hold = { PAUSE_KIND_HOLD, STR("A moment"), 60 });
    stage_forget(&st);
    SAY(&st, CUSTOMER, "Hello?");
    assert_events(&st, "said");
    stage_pass(&st, SECONDS(20));
    SAY(&st, CSR, "Thank you for waiting.");
    assert_events(&st, "hold_ended said");
    assert_int_equal(st.out[0].hold_ended.over_s, 0);
    stage_end(&st);
}

static void offers_are_numbered_and_answered_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, CSR, OFFER, .offer = { STR("courier"), STR("By nine") }),
                     REFUSAL_NONE);
    assert_int_equal(DO(&st, CSR, OFFER, .offer = { STR("refund"), STR("") }), REFUSAL_NONE);
    assert_int_equal(st.out[0].offered.number, 2);
    assert_int_equal(st.out[0].offered.authority, AUTHORITY_SUPERVISOR);
    assert_int_equal(DO(&st, CSR, OFFER, .offer = { STR("moon"), STR("") }), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(DO(&st, CUSTOMER, ANSWER_OFFER, .answer_offer = { 3, true }),
                     REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(DO(&st, CUSTOMER, ANSWER_OFFER, .answer_offer = { 1, true }), REFUSAL_NONE);
    assert_int_equal(DO(&st, CUSTOMER, ANSWER_OFFER, .answer_offer = { 1, false }),
                     REFUSAL_ALREADY_DONE);
    assert_true(st.s.offers[0].accepted);
    assert_false(st.s.offers[1].answered);
    stage_end(&st);
}

static void offers_and_promises_have_an_end(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    for (int i = 0; i < DEALS_MAX; i++) {
        assert_int_equal(DO(&st, CSR, OFFER, .offer = { STR("courier"), STR("") }), REFUSAL_NONE);
        assert_int_equal(DO(&st, CSR, PROMISE, .promise = { STR("I call you"), STR("by four") }),
                         REFUSAL_NONE);
        assert_int_equal(st.out[0].promised.number, i + 1);
    }
    assert_int_equal(DO(&st, CSR, OFFER, .offer = { STR("courier"), STR("") }), REFUSAL_TOO_MANY);
    assert_int_equal(DO(&st, CSR, PROMISE, .promise = { STR("x"), STR("y") }), REFUSAL_TOO_MANY);
    stage_end(&st);
}

static void help_is_called_until_it_is_answered(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    DO(&st, TRAINER, ANSWER_HELP);
    DO(&st, CSR, ASK_HELP, .ask_help = { STR("Stuck") });
    DO(&st, CSR, ASK_HELP, .ask_help = { STR("Still stuck") });
    DO(&st, OBSERVER, ASK_HELP, .ask_help = { STR("") });
    assert_events(&st, "help_asked help_asked");
    assert_true(session_runs(&st.s));
    DO(&st, TRAINER, FREEZE);
    DO(&st, TRAINER, ANSWER_HELP);
    assert_events(&st, "frozen help_answered");
    assert_false(st.s.help[SEAT_CSR] || st.s.help[SEAT_OBSERVER]);
    assert_true(st.s.frozen);
    stage_end(&st);
}

static void marks_and_whispers_name_who_made_them(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    assert_int_equal(DO(&st, TRAINER, MARK, .mark = { STR("Good question") }), REFUSAL_NONE);
    assert_int_equal(st.out[0].marked.person, TRAINER);
    assert_int_equal(DO(&st, OBSERVER, MARK, .mark = { STR("") }), REFUSAL_NONE);
    assert_int_equal(st.out[0].marked.by, ROLE_OBSERVER);
    assert_int_equal(DO(&st, TRAINER, WHISPER, .whisper = { false, false, STR("Ask") }),
                     REFUSAL_BAD_MESSAGE);
    assert_int_equal(DO(&st, TRAINER, WHISPER, .whisper = { true, false, STR("Ask") }),
                     REFUSAL_NONE);
    assert_int_equal(DO(&st, CSR, BREATHE), REFUSAL_NONE);
    assert_events(&st, "marked marked whispered breathed");
    stage_end(&st);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typing_is_told_when_it_changes),
        cmocka_unit_test(sending_ends_typing),
        cmocka_unit_test(a_line_into_the_customers_typing_interrupts),
        cmocka_unit_test(a_few_words_of_acknowledgement_never_interrupt),
        cmocka_unit_test(a_customer_may_always_speak),
        cmocka_unit_test(the_dial_tells_changes_and_keeps_the_last),
        cmocka_unit_test(two_dial_values_a_second_are_never_too_fast),
        cmocka_unit_test(a_story_is_finished_once),
        cmocka_unit_test(a_fact_is_laid_on_the_table_once),
        cmocka_unit_test(a_desk_answers_after_its_seconds_and_may_contradict_itself),
        cmocka_unit_test(a_desk_with_one_answer_says_it_again),
        cmocka_unit_test(a_desk_takes_its_time_on_the_play_clock),
        cmocka_unit_test(a_supervisor_answers_three_times),
        cmocka_unit_test(where_there_is_no_supervisor_none_can_be_asked),
        cmocka_unit_test(a_hold_counts_the_seconds_over_its_length),
        cmocka_unit_test(a_csr_who_speaks_is_back_from_hold),
        cmocka_unit_test(offers_are_numbered_and_answered_once),
        cmocka_unit_test(offers_and_promises_have_an_end),
        cmocka_unit_test(help_is_called_until_it_is_answered),
        cmocka_unit_test(marks_and_whispers_name_who_made_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
