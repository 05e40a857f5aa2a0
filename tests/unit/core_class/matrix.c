// Every command of a class from every role in every round phase, before it is established and after
// it is closed. The table is written by hand, since decide reads the one made from the schema.
#include "school.h"

#include <string.h>

#include "base/time.h"
#include "lib/figure.h"
#include "protocol/generated/shapes.h"

enum situation { LOBBY, PROPOSED, BRIEFING, RUNNING, BEFORE, CLOSED, SITUATIONS };

// In the order of the schema. from: T trainer, E engine. when: L lobby, P proposed, B briefing, R
// running.
static const struct {
    const char *command, *from, *when;
} rules[] = {
    { "establish", "E", "" }, // once only: see expected()
    { "enter", "E", "LPBR" },    { "remove", "T", "LPBR" },      { "depart", "E", "LPBR" },
    { "lock", "T", "LPBR" },     { "propose", "T", "LP" },       { "swap", "T", "P" },
    { "move", "T", "P" },        { "cancel", "T", "PB" },        { "hand_out", "T", "P" },
    { "begin", "T", "B" },       { "freeze_all", "T", "BR" },    { "unfreeze_all", "T", "BR" },
    { "extend_all", "T", "BR" }, { "fire_twist_all", "T", "R" }, { "end_calls", "T", "BR" },
    { "end_round", "T", "BR" },  { "substitute", "T", "BR" },    { "lose_session", "E", "BR" },
    { "close", "T", "LPBR" },
};
_Static_assert(sizeof rules / sizeof rules[0] == CLASS_COMMAND_COUNT, "each command has a row");

static struct school *school_in(enum situation situation) {
    struct school *s = school_new(5);
    if (situation == BEFORE) class_init(&s->state);
    if (situation == CLOSED) school_plain(s, CLASS_COMMAND_CLOSE);
    if (situation == BEFORE || situation == CLOSED || situation == LOBBY) return s;
    school_propose(s, 1);
    school_arrange(s, "1-2a(5) 3-4b");
    if (situation == PROPOSED) return s;
    school_plain(s, CLASS_COMMAND_HAND_OUT);
    if (situation == RUNNING) school_plain(s, CLASS_COMMAND_BEGIN);
    return s;
}

// A command that nothing speaks against but its sender and its time.
static struct class_command sound_command(struct school *s, enum class_command_type type) {
    struct class_command command = school_command(s, type);
    if (type == CLASS_COMMAND_PROPOSE) command.propose = school_proposal(s).propose;
    if (type == CLASS_COMMAND_ENTER) command.enter.person = 6;
    if (type == CLASS_COMMAND_REMOVE) command.remove.person = 5;
    if (type == CLASS_COMMAND_DEPART) command.depart.person = 5;
    if (type == CLASS_COMMAND_SWAP) command.swap = (struct class_command_swap){ 1, 3 };
    if (type == CLASS_COMMAND_MOVE) command.move = (struct class_command_move){ 5, 1, SEAT_CSR };
    if (type == CLASS_COMMAND_SUBSTITUTE) {
        command.substitute = (struct class_command_substitute){ 1, SEAT_CSR, 5 };
    }
    if (type == CLASS_COMMAND_LOSE_SESSION) command.lose_session.pair = 1;
    return command;
}

static enum refusal expected(enum class_command_type type, enum role from, enum situation at) {
    char sender = from == ROLE_TRAINER ? 'T' : from == ROLE_ENGINE ? 'E' : '-';
    if (!strchr(rules[type].from, sender)) return REFUSAL_NOT_YOU;
    if (at == CLOSED) return REFUSAL_NOT_NOW;
    if (type == CLASS_COMMAND_ESTABLISH) {
        return at == BEFORE ? REFUSAL_NONE : REFUSAL_ALREADY_DONE;
    }
    if (at == BEFORE) return REFUSAL_NOT_NOW;
    return strchr(rules[type].when, "LPBR"[at]) ? REFUSAL_NONE : REFUSAL_NOT_NOW;
}

static bool is_right(enum class_command_type type, enum role from, enum situation at) {
    struct school *s = school_in(at);
    struct class_command command = sound_command(s, type);
    command.meta.from = (uint8_t)from;
    command.meta.person = from == ROLE_ENGINE ? 0 : from == ROLE_TRAINER ? TRAINER : 1;
    command.meta.instance = from == ROLE_ENGINE ? 0 : 9;
    command.meta.counter = from == ROLE_ENGINE ? 0 : 1;
    int count;
    const char *path;
    enum refusal refusal = class_decide(&s->state, &command, s->last, &count, &path);
    enum refusal want = expected(type, from, at);
    if (refusal != want) {
        print_error("%s from %s in situation %d: %s instead of %s\n", rules[type].command,
                    shape_enum_role.values[from], at, shape_enum_refusal.values[refusal],
                    shape_enum_refusal.values[want]);
    }
    assert_true(refusal == REFUSAL_NONE || count == 0);
    for (int i = 0; i < count; i++) {
        class_fold(&s->state, &s->last[i]);
    }
    school_free(s);
    return refusal == want;
}

static void every_cell_is_as_the_table_says(void **state) {
    (void)state;
    ms began = time_monotonic();
    int64_t cells = 0, wrong = 0;
    for (int type = 0; type < CLASS_COMMAND_COUNT; type++) {
        assert_string_equal(rules[type].command, class_command_shapes[type].name);
        for (int from = 0; from < ROLE_COUNT; from++) {
            for (int at = 0; at < SITUATIONS; at++, cells++) {
                wrong +=
                    !is_right((enum class_command_type)type, (enum role)from, (enum situation)at);
            }
        }
    }
    figure_report_cells("class: command × role × situation", cells, wrong,
                        (double)(time_monotonic() - began) / 1000);
    assert_int_equal(wrong, 0);
}

static void a_sender_is_what_they_say_or_refused(void **state) {
    (void)state;
    struct school *s = school_new(2);
    struct class_command lock = school_command(s, CLASS_COMMAND_LOCK);
    lock.meta.from = 99; // no role
    assert_int_equal(school_give(s, &lock), REFUSAL_NOT_YOU);
    lock = school_command(s, CLASS_COMMAND_LOCK);
    lock.meta.person = 0; // an id, but nobody's
    assert_int_equal(school_give(s, &lock), REFUSAL_NOT_YOU);
    struct class_command enter = school_command(s, CLASS_COMMAND_ENTER);
    enter.enter.person = 2;
    enter.meta.counter = 1; // the engine's commands have no id
    assert_int_equal(school_give(s, &enter), REFUSAL_NOT_YOU);
    school_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_as_the_table_says),
        cmocka_unit_test(a_sender_is_what_they_say_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
