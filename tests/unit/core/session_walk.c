// Two hundred thousand random commands, sensible and absurd. Whatever they are: nothing a CHECK
// stops, nothing a seat may not see, a replay with the same end, and deadlines that move on
// (stage.c).
#include "stage.h"

#include <stdlib.h>

#include "protocol/generated/shapes.h"

enum { COMMANDS = 200000, SESSION_LENGTH = 400 };

static uint64_t walk_seed; // of the session that is on, for who has to repeat it
static int walk_step;

struct dice {
    uint64_t state;
};

// xorshift64*
static uint32_t roll(struct dice *dice, uint32_t sides) {
    dice->state ^= dice->state >> 12;
    dice->state ^= dice->state << 25;
    dice->state ^= dice->state >> 27;
    return (uint32_t)((dice->state * UINT64_C(0x2545f4914f6cdd1d)) >> 33) % sides;
}

static int32_t person_any(struct dice *dice) {
    static const int32_t persons[] = { CSR, CUSTOMER, OBSERVER, SPARE, 5, 6, TRAINER, 0, -1, 600 };
    return persons[roll(dice, sizeof persons / sizeof persons[0])];
}

static struct str id_any(struct dice *dice) {
    static const struct str ids[] = { STR("production"), STR("billing"), STR("courier"),
                                      STR("refund"),     STR("event"),   STR("boss"),
                                      STR("t0"),         STR("t1"),      STR("t2"),
                                      STR("t3"),         STR("nothing"), STR("") };
    return ids[roll(dice, sizeof ids / sizeof ids[0])];
}

static void command_fill(struct dice *dice, struct session_command *c) {
    switch (c->type) {
    case SESSION_COMMAND_OPEN: *c = stage_opening(); break;
    case SESSION_COMMAND_SAY:
        c->say = (struct session_command_say){ (enum act)roll(dice, ACT_COUNT), STR("words"),
                                               roll(dice, 16), (int32_t)roll(dice, 12) };
        break;
    case SESSION_COMMAND_TYPING: c->typing.on = roll(dice, 2); break;
    case SESSION_COMMAND_DIAL: c->dial.value = (int32_t)roll(dice, 13) - 1; break;
    case SESSION_COMMAND_REVEAL: c->reveal.fact = id_any(dice); break;
    case SESSION_COMMAND_ASK_DESK: c->ask_desk.desk = id_any(dice); break;
    case SESSION_COMMAND_HOLD:
        c->hold = (struct session_command_hold){ (enum pause_kind)roll(dice, 2), STR("reason"),
                                                 (int32_t)roll(dice, 120) - 1 };
        break;
    case SESSION_COMMAND_OFFER: c->offer.offer = id_any(dice); break;
    case SESSION_COMMAND_ANSWER_OFFER:
        c->answer_offer =
            (struct session_command_answer_offer){ (int32_t)roll(dice, 18), roll(dice, 2) };
        break;
    case SESSION_COMMAND_CHOOSE: c->choose.choice = (enum choice)roll(dice, CHOICE_COUNT); break;
    case SESSION_COMMAND_SLEEP: c->sleep.asleep = roll(dice, 2); break;
    case SESSION_COMMAND_EXTEND: c->extend.seconds = (int32_t)roll(dice, 200) - 10; break;
    case SESSION_COMMAND_FIRE_TWIST: c->fire_twist.twist = id_any(dice); break;
    case SESSION_COMMAND_WHISPER:
        c->whisper = (struct session_command_whisper){ roll(dice, 2), roll(dice, 2), STR("psst") };
        break;
    case SESSION_COMMAND_TAKE_SEAT:
        c->take_seat = (struct session_command_take_seat){ (enum seat)roll(dice, SEAT_COUNT),
                                                           person_any(dice) };
        break;
    case SESSION_COMMAND_DROP: c->drop.person = person_any(dice); break;
    case SESSION_COMMAND_RETURN: c->return_.person = person_any(dice); break;
    case SESSION_COMMAND_HAND_IN:
        c->hand_in =
            (struct session_command_hand_in){ person_any(dice),
                                              (enum sheet_kind)roll(dice, SHEET_KIND_COUNT),
                                              { (uint16_t)(1 + roll(dice, 2)),
                                                { SCORE_2, SCORE_3 } } };
        break;
    default: break;
    }
}

// Mostly somebody who may; endings and outages seldom, or no session would get anywhere.
static enum session_command_type type_any(struct dice *dice) {
    static const uint64_t seldom =
        1ull << SESSION_COMMAND_LEAVE | 1ull << SESSION_COMMAND_END_CALL |
        1ull << SESSION_COMMAND_FINISH | 1ull << SESSION_COMMAND_INTERRUPT |
        1ull << SESSION_COMMAND_STEP_OUT | 1ull << SESSION_COMMAND_FREEZE;
    uint32_t type = roll(dice, SESSION_COMMAND_COUNT);
    if (seldom >> type & 1 && roll(dice, 12) != 0) type = SESSION_COMMAND_SAY;
    return (enum session_command_type)type;
}

static enum role role_any(struct dice *dice, enum session_command_type type) {
    enum role role = (enum role)roll(dice, ROLE_COUNT);
    while (roll(dice, 10) != 0 && !(session_command_shapes[type].from & 1u << role))
        role = (enum role)roll(dice, ROLE_COUNT);
    return role;
}

static void twists_any(struct dice *dice, struct stage *st) {
    static const char *const ids[] = { "t0", "t1", "t2", "t3" };
    for (int i = 0; i < 4; i++) {
        struct twist *twist = stage_twist(st, ids[i]);
        twist->trigger = (enum trigger)roll(dice, 3);
        twist->at_s = (int32_t)roll(dice, 90);
        twist->not_before_s = (int32_t)roll(dice, 60);
        twist->cooldown_s = roll(dice, 2) ? 0 : (int32_t)roll(dice, 40);
        twist->all = roll(dice, 2);
        twist->conditions_count = (uint8_t)roll(dice, CONDITIONS_MAX + 1);
        for (int k = 0; k < twist->conditions_count; k++)
            twist->conditions[k] =
                (struct condition){ (enum signal)roll(dice, SIGNAL_COUNT), (int32_t)roll(dice, 12),
                                    (int32_t)roll(dice, 30), 1u << roll(dice, 4) };
    }
}

static bool is_secret(enum session_event_type type, enum role role) {
    bool always = type == SESSION_EVENT_TWIST_FIRED || type == SESSION_EVENT_MARKED ||
                  type == SESSION_EVENT_SLEPT;
    bool of_desks = type == SESSION_EVENT_DESK_ASKED || type == SESSION_EVENT_DESK_ANSWERED ||
                    type == SESSION_EVENT_SUPERVISOR_ASKED ||
                    type == SESSION_EVENT_SUPERVISOR_ANSWERED;
    return always || (role == ROLE_CSR && type == SESSION_EVENT_DIAL_SET) ||
           (role == ROLE_CUSTOMER && of_desks);
}

static void assert_no_leak(const struct stage *st) {
    for (int i = 0; i < st->count; i++)
        for (enum role role = ROLE_CSR; role <= ROLE_CUSTOMER; role++)
            if (is_secret(st->out[i].type, role))
                assert_int_equal(session_view(&st->s, &st->out[i], role), 0);
}

// The persons who speak are those who sit there now, as the engine sees to.
static void persons_seat(struct stage *st) {
    st->persons[ROLE_CSR] = st->s.csr.person;
    st->persons[ROLE_CUSTOMER] = st->s.customer.person;
    for (int i = 0; i < OBSERVERS_MAX; i++)
        if (st->s.observers[i].person) st->persons[ROLE_OBSERVER] = st->s.observers[i].person;
}

static int walk_session(uint64_t seed) {
    struct dice dice = { seed * UINT64_C(0x9e3779b97f4a7c15) + 1 };
    struct stage st;
    stage_open(&st);
    twists_any(&dice, &st);
    walk_seed = seed;
    for (walk_step = 0; walk_step < SESSION_LENGTH && st.s.phase != PHASE_OVER; walk_step++) {
        stage_pass(&st, roll(&dice, 40) ? roll(&dice, 3000) : roll(&dice, 90000));
        if (st.s.phase == PHASE_OVER) break;
        struct session_command command = { .type = type_any(&dice) };
        command_fill(&dice, &command);
        persons_seat(&st);
        enum role from = role_any(&dice, command.type);
        if (from != ROLE_ENGINE && st.counters[from] > 0 && roll(&dice, 20) == 0)
            st.counters[from]--;
        stage_do(&st, from, &command);
        assert_no_leak(&st);
    }
    stage_end(&st);
    return walk_step;
}

static void whatever_is_sent_the_machine_holds(void **state) {
    (void)state;
    uint64_t seed = 1;
    for (int commands = 0; commands < COMMANDS; seed++)
        commands += 1 + walk_session(seed);
}

static int seed_print(void **state) {
    (void)state;
    print_message("last seed %llu, step %d\n", (unsigned long long)walk_seed, walk_step);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(whatever_is_sent_the_machine_holds, seed_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
