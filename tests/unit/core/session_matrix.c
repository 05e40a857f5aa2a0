// Every command, from every role, in every phase, running, frozen and interrupted: refused as it
// must be, or taken.
#include "stage.h"

#include <string.h>

#include "base/time.h"
#include "lib/figure.h"
#include "protocol/generated/shapes.h"

// The rules once more, by hand, in the order of the schema; the machine reads its own from there.
// Letters: who (c csr,
// u customer, o observer, t trainer, e engine), when (b brief, c call, k back, s score, t talk; a
// star: always), and whether also while play stands. Last: what this very command gets in the state
// that the test prepares, where that isn't success.
static const struct rule {
    const char *command, *who, *when;
    bool standing;
    enum refusal refusal;
} rules[] = {
    { "open", "e", "*", true, REFUSAL_ALREADY_DONE },
    { "ready", "cu", "bkt", false, REFUSAL_NONE },
    { "start", "te", "b", false, REFUSAL_NONE },
    { "say", "cu", "c", false, REFUSAL_NONE },
    { "typing", "cu", "c", false, REFUSAL_NONE },
    { "dial", "u", "c", false, REFUSAL_NONE },
    { "finish_story", "u", "c", false, REFUSAL_NONE },
    { "reveal", "u", "c", false, REFUSAL_NONE },
    { "ask_desk", "c", "c", false, REFUSAL_NONE },
    { "hold", "c", "c", false, REFUSAL_NONE },
    { "end_hold", "c", "c", false, REFUSAL_ALREADY_DONE },
    { "offer", "c", "c", false, REFUSAL_NONE },
    { "answer_offer", "u", "c", false, REFUSAL_UNKNOWN_ITEM },
    { "promise", "c", "c", false, REFUSAL_NONE },
    { "ask_supervisor", "c", "c", false, REFUSAL_NONE },
    { "breathe", "c", "c", false, REFUSAL_NONE },
    { "ask_help", "cuo", "bckst", true, REFUSAL_NONE },
    { "answer_help", "t", "bckst", true, REFUSAL_NONE },
    { "step_out", "cu", "bc", true, REFUSAL_NONE },
    { "leave", "cuo", "bckst", true, REFUSAL_NONE },
    { "choose", "cu", "bc", true, REFUSAL_NOT_NOW },
    { "sleep", "cuo", "bckst", true, REFUSAL_NONE },
    { "mark", "ot", "bckst", true, REFUSAL_NONE },
    { "freeze", "te", "bckst", true, REFUSAL_NONE },
    { "unfreeze", "te", "bckst", true, REFUSAL_NONE },
    { "extend", "te", "bckst", true, REFUSAL_NONE },
    { "fire_twist", "te", "c", false, REFUSAL_NONE },
    { "whisper", "t", "bckst", true, REFUSAL_NONE },
    { "end_call", "te", "bc", true, REFUSAL_NONE },
    { "finish", "e", "bckst", true, REFUSAL_NONE },
    { "take_seat", "e", "bckst", true, REFUSAL_NONE },
    { "tick", "e", "*", true, REFUSAL_NONE },
    { "drop", "e", "bckst", true, REFUSAL_NONE },
    { "return", "e", "bckst", true, REFUSAL_NONE },
    { "interrupt", "e", "bckst", true, REFUSAL_NONE },
    { "hand_in", "e", "ks", true, REFUSAL_NONE },
};
_Static_assert(sizeof rules / sizeof rules[0] == SESSION_COMMAND_COUNT, "each command has a row");

enum standing { RUNNING, FROZEN, INTERRUPTED, STANDING_COUNT };

static struct session_command command_made(enum session_command_type type) {
    struct session_command command = { .type = type };
    switch (type) {
    case SESSION_COMMAND_SAY: command.say.text = STR("Hello"); break;
    case SESSION_COMMAND_TYPING: command.typing.on = true; break;
    case SESSION_COMMAND_DIAL: command.dial.value = 7; break;
    case SESSION_COMMAND_REVEAL: command.reveal.fact = STR("boss"); break;
    case SESSION_COMMAND_ASK_DESK: command.ask_desk.desk = STR("billing"); break;
    case SESSION_COMMAND_HOLD: command.hold.seconds = 30; break;
    case SESSION_COMMAND_OFFER: command.offer.offer = STR("courier"); break;
    case SESSION_COMMAND_ANSWER_OFFER: command.answer_offer.number = 1; break;
    case SESSION_COMMAND_ASK_SUPERVISOR: command.ask_supervisor.reason = STR("Please"); break;
    case SESSION_COMMAND_SLEEP: command.sleep.asleep = true; break;
    case SESSION_COMMAND_EXTEND: command.extend.seconds = 60; break;
    case SESSION_COMMAND_FIRE_TWIST: command.fire_twist.twist = STR("deck"); break;
    case SESSION_COMMAND_WHISPER: command.whisper.to_csr = true; break;
    case SESSION_COMMAND_TAKE_SEAT:
        command.take_seat.seat = SEAT_OBSERVER;
        command.take_seat.person = SPARE;
        break;
    case SESSION_COMMAND_DROP: command.drop.person = CSR; break;
    case SESSION_COMMAND_RETURN: command.return_.person = CSR; break;
    case SESSION_COMMAND_HAND_IN:
        command.hand_in =
            (struct session_command_hand_in){ CSR, SHEET_KIND_SELF, { 2, { SCORE_1, SCORE_NA } } };
        break;
    default: break;
    }
    return command;
}

static enum refusal expected(const struct rule *rule, enum role from, enum phase phase,
                             enum standing standing) {
    bool always = rule->when[0] == '*';
    if (!strchr(rule->who, "cuote"[from])) return REFUSAL_NOT_YOU;
    if (!always && (phase == PHASE_OVER || !strchr(rule->when, "bckst"[phase])))
        return REFUSAL_NOT_NOW;
    if (standing == FROZEN && !rule->standing && phase != PHASE_OVER) return REFUSAL_FROZEN;
    if (standing == INTERRUPTED && !rule->standing && phase != PHASE_OVER)
        return REFUSAL_WAITING_FOR_PARTNER;
    return rule->refusal;
}

static void stage_stand(struct stage *st, enum phase phase, enum standing standing) {
    stage_phase(st, phase);
    stage_twist(st, "deck");
    if (phase == PHASE_OVER) return;
    if (standing == FROZEN) assert_int_equal(DO(st, TRAINER, FREEZE), REFUSAL_NONE);
    if (standing == INTERRUPTED) assert_int_equal(DO(st, ENGINE, INTERRUPT), REFUSAL_NONE);
}

static bool is_right(enum session_command_type type, enum role from, enum phase phase,
                     enum standing standing) {
    struct stage st;
    stage_stand(&st, phase, standing);
    struct session_command command = command_made(type);
    enum refusal want = expected(&rules[type], from, phase, standing),
                 got = stage_do(&st, from, &command);
    if (got != want)
        print_error("%s by %s in %s (%d): %s instead of %s\n", rules[type].command,
                    shape_enum_role.values[from], shape_enum_phase.values[phase], standing,
                    shape_enum_refusal.values[got], shape_enum_refusal.values[want]);
    stage_end(&st);
    return got == want;
}

static void every_command_is_taken_or_refused_as_the_rules_say(void **state) {
    (void)state;
    ms began = time_monotonic();
    int64_t cells = 0, wrong = 0;
    for (int type = 0; type < SESSION_COMMAND_COUNT; type++) {
        assert_string_equal(rules[type].command, session_command_shapes[type].name);
        for (enum role from = ROLE_CSR; from <= ROLE_ENGINE; from++)
            for (enum phase phase = PHASE_BRIEF; phase <= PHASE_OVER; phase++)
                for (enum standing standing = RUNNING; standing < STANDING_COUNT;
                     standing++, cells++)
                    wrong += !is_right((enum session_command_type)type, from, phase, standing);
    }
    figure_report_cells("session: command × role × phase × standing", cells, wrong,
                        (double)(time_monotonic() - began) / 1000);
    assert_int_equal(wrong, 0);
}

static void a_seat_is_spoken_for_by_who_sits_there(void **state) {
    (void)state;
    for (int type = 0; type < SESSION_COMMAND_COUNT; type++) {
        if (strpbrk(rules[type].who, "cuo") == NULL) continue;
        for (enum role from = ROLE_CSR; from <= ROLE_OBSERVER; from++) {
            struct stage st;
            stage_call(&st);
            st.persons[from] = SPARE;
            struct session_command command = command_made((enum session_command_type)type);
            assert_int_equal(stage_do(&st, from, &command), REFUSAL_NOT_YOU);
            stage_end(&st);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_is_taken_or_refused_as_the_rules_say),
        cmocka_unit_test(a_seat_is_spoken_for_by_who_sits_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
