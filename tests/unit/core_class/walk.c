// A class under thousands of random commands, sound and unsound: whatever decide lets through, fold
// takes; nobody has two places; and the same events give the same state.
#include "school.h"

#include <stdio.h>
#include <stdlib.h>

#define SEEDS 24
#define STEPS 400

static uint32_t roll(uint64_t *dice, uint32_t below) {
    *dice = *dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*dice >> 33) % below;
}

// Mostly somebody of the first `crowd` numbers, now and then one that nobody has.
static int any_person(uint64_t *dice, int crowd) {
    static const int odd[] = { 0, PEOPLE_MAX, PEOPLE_MAX + 1, PERSON_TRAINER, PERSON_MAX };
    if (roll(dice, 30) == 0) return odd[roll(dice, 5)];
    return 1 + (int)roll(dice, (uint32_t)crowd);
}

static void keep_some(struct class_command *propose, uint64_t *dice) {
    int kept = 0;
    for (int i = 0; i < propose->propose.present.count; i++) {
        if (roll(dice, 8) == 0) continue; // somebody whose phone sleeps
        propose->propose.present.items[kept++] = propose->propose.present.items[i];
    }
    propose->propose.present.count = (uint16_t)kept;
}

// Rounds go on more often than they are dropped, people come more often than they go, and a class
// is rarely closed.
static enum class_command_type any_type(const struct school *s, uint64_t *dice) {
    static const enum class_command_type onward[ROUND_PHASE_COUNT] = {
        CLASS_COMMAND_PROPOSE, CLASS_COMMAND_HAND_OUT, CLASS_COMMAND_BEGIN, CLASS_COMMAND_END_ROUND
    };
    enum class_command_type type = roll(dice, CLASS_COMMAND_COUNT);
    if (roll(dice, 10) == 0) type = onward[s->state.phase];
    if (type == CLASS_COMMAND_CANCEL && roll(dice, 4)) type = CLASS_COMMAND_SUBSTITUTE;
    if (type == CLASS_COMMAND_END_ROUND && roll(dice, 3)) type = CLASS_COMMAND_DEPART;
    if (type == CLASS_COMMAND_CLOSE && roll(dice, 50)) type = CLASS_COMMAND_ENTER;
    return roll(dice, 4) ? type : CLASS_COMMAND_ENTER;
}

static struct class_command any_command(struct school *s, uint64_t *dice, int crowd) {
    static const char *const scenarios[] = { "late", "refund", "noise" };
    enum class_command_type type = any_type(s, dice);
    struct class_command command = school_command(s, type);
    int person = any_person(dice, crowd);
    int pair = (int)roll(dice, (uint32_t)s->state.pairs_count + 2);
    enum seat seat = roll(dice, SEAT_COUNT);
    switch (type) {
    case CLASS_COMMAND_ENTER:
        command.enter.person = person;
        command.enter.recorded = roll(dice, 4) != 0;
        break;
    case CLASS_COMMAND_REMOVE: command.remove.person = person; break;
    case CLASS_COMMAND_DEPART: command.depart.person = person; break;
    case CLASS_COMMAND_LOCK: command.lock.on = roll(dice, 3) == 0; break;
    case CLASS_COMMAND_PROPOSE:
        command.propose = school_proposal(s).propose;
        command.propose.scenario = str_from(scenarios[roll(dice, 3)]);
        command.propose.variants = 1 + (int32_t)roll(dice, VARIANTS_MAX);
        command.propose.seed = roll(dice, 1000);
        command.propose.reshuffle = roll(dice, 2);
        if (roll(dice, 3) == 0) keep_some(&command, dice);
        break;
    case CLASS_COMMAND_SWAP:
        command.swap.a = person;
        command.swap.b = any_person(dice, crowd);
        break;
    case CLASS_COMMAND_MOVE:
        command.move = (struct class_command_move){ person, pair, seat };
        break;
    case CLASS_COMMAND_SUBSTITUTE:
        command.substitute = (struct class_command_substitute){ pair, seat, person };
        break;
    case CLASS_COMMAND_LOSE_SESSION:
        if (roll(dice, 5) == 0) command.lose_session.pair = pair;
        break;
    default: break;
    }
    return command;
}

static void place_once(const struct class_state *c, uint8_t *places, uint16_t person) {
    if (person == 0) return;
    assert_in_range(person, 1, PEOPLE_MAX);
    assert_int_equal(places[person]++, 0);
    if (c->phase == ROUND_PHASE_PROPOSED) assert_true(c->people[person].in);
}

static void assert_plan_is_valid(const struct class_state *c) {
    uint8_t places[PEOPLE_MAX + 1] = { 0 };
    for (int k = 0; k < c->pairs_count; k++) {
        const struct pair *pair = &c->pairs[k];
        if (c->phase == ROUND_PHASE_PROPOSED) {
            assert_true(pair->csr && pair->customer);
            assert_true(pair->variant < c->setup.variants);
        }
        place_once(c, places, pair->csr);
        place_once(c, places, pair->customer);
        assert_in_range(pair->observers_count, 0, OBSERVERS_MAX);
        for (int i = 0; i < pair->observers_count; i++) {
            assert_int_not_equal(pair->observers[i], 0);
            place_once(c, places, pair->observers[i]);
        }
    }
    for (int i = 0; i < c->benched_count; i++) {
        assert_int_not_equal(c->benched[i], 0);
        place_once(c, places, c->benched[i]);
    }
}

// A recording never gets anybody who didn't want one.
static void assert_recordings_are_clean(const struct class_state *c) {
    if (c->phase != ROUND_PHASE_BRIEFING && c->phase != ROUND_PHASE_RUNNING) return;
    for (int k = 0; k < c->pairs_count; k++) {
        const struct pair *pair = &c->pairs[k];
        if (!pair->recorded) continue;
        assert_true(!pair->csr || c->people[pair->csr].recorded);
        assert_true(!pair->customer || c->people[pair->customer].recorded);
        for (int i = 0; i < pair->observers_count; i++) {
            assert_true(c->people[pair->observers[i]].recorded);
        }
    }
}

static int placed(const struct class_state *c) {
    int count = c->benched_count;
    for (int k = 0; k < c->pairs_count; k++) {
        count += 2 + c->pairs[k].observers_count;
    }
    return count;
}

// Changing a proposal by hand loses nobody.
static void assert_nobody_lost(const struct school *s, const struct class_command *command,
                               int before) {
    bool by_hand = command->type == CLASS_COMMAND_SWAP || command->type == CLASS_COMMAND_MOVE;
    if (by_hand && s->count) assert_in_range(placed(&s->state), before, before + 1);
}

static void walk(uint64_t seed, int *accepted) {
    uint64_t dice = seed;
    int crowd = 4 + (int)(seed * 7 % 37);
    struct school *s = school_new((int)roll(&dice, (uint32_t)crowd));
    for (int i = 0; i < STEPS && !s->state.closed; i++) {
        struct class_command command = any_command(s, &dice, crowd);
        int before = placed(&s->state);
        if (school_give(s, &command) == REFUSAL_NONE && s->count) ++*accepted;
        assert_nobody_lost(s, &command, before);
        assert_plan_is_valid(&s->state);
        assert_recordings_are_clean(&s->state);
    }
    school_replay(s);
    school_free(s);
}

static void a_random_walk_never_breaks_a_class(void **state) {
    (void)state;
    int accepted = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        print_message("seed %d\n", (int)seed);
        walk(seed, &accepted);
    }
    print_message("%d of at most %d commands had an effect\n", accepted, SEEDS * STEPS);
    assert_true(accepted > SEEDS * STEPS / 8); // the walk gets somewhere
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_random_walk_never_breaks_a_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
