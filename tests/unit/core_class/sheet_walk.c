// Sheets under random commands, sound and unsound: whatever decide lets through, fold takes; a
// sheet that is in was complete; and the same events give the same state.
#include "desk.h"

#define SEEDS 200
#define STEPS 300

static uint32_t roll(uint64_t *dice, uint32_t below) {
    *dice = *dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*dice >> 33) % below;
}

static struct sheet_command any_command(struct desk *d, uint64_t *dice) {
    // Most often a score: a sheet that is never complete is never handed in.
    enum sheet_command_type type = roll(dice, 2)
                                       ? SHEET_COMMAND_SCORE
                                       : (enum sheet_command_type)roll(dice, SHEET_COMMAND_COUNT);
    struct sheet_command command = desk_command(d, type);
    int criterion = (int)roll(dice, 11); // the last one is none
    int moment = 1 + (int)roll(dice, 24);
    switch (type) {
    case SHEET_COMMAND_SCORE:
        command.score.criterion = criterion;
        command.score.value = roll(dice, SCORE_COUNT);
        break;
    case SHEET_COMMAND_ATTACH:
        command.attach = (struct sheet_command_attach){ criterion, moment };
        break;
    case SHEET_COMMAND_DETACH:
        command.detach = (struct sheet_command_detach){ criterion, moment };
        break;
    case SHEET_COMMAND_COMMENT: command.comment.criterion = criterion; break;
    default: break;
    }
    if (roll(dice, 40) == 0) command.meta.person = (uint16_t)roll(dice, PERSON_MAX);
    return command;
}

static void assert_in_means_complete(const struct desk *d) {
    if (d->count == 0 || d->last[0].type != SHEET_EVENT_SUBMITTED) return;
    const struct sheet *s = &d->state;
    for (int i = 0; i < s->focus_count; i++) {
        assert_true(s->scored[s->focus[i]]);
    }
    if (s->kind != SHEET_KIND_TRAINER) return;
    for (int i = 0; i < s->criteria; i++) {
        bool end = s->values[i] == SCORE_1 || s->values[i] == SCORE_2 || s->values[i] == SCORE_5;
        assert_true(s->scored[i] && (!end || s->evidence_count[i] > 0));
    }
}

static int walk(uint64_t seed) {
    uint64_t dice = seed;
    struct desk *d = desk_new((enum sheet_kind)(seed % SHEET_KIND_COUNT));
    for (int i = 0; i < STEPS; i++) {
        struct sheet_command command = any_command(d, &dice);
        desk_give(d, &command);
        assert_in_means_complete(d);
    }
    int submitted = d->state.submitted;
    desk_replay(d);
    desk_free(d);
    return submitted;
}

static void a_random_walk_never_breaks_a_sheet(void **state) {
    (void)state;
    int submitted = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        submitted += walk(seed);
    }
    print_message("%d of %d sheets were handed in\n", submitted, SEEDS);
    assert_true(submitted > SEEDS / 2); // the walk gets somewhere
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_random_walk_never_breaks_a_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
