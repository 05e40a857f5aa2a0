// Every command of a sheet, of each kind, in each state, from every role, as its scorer and as
// somebody else. The table is written by hand, since decide reads the one made from the schema.
#include "desk.h"

#include <string.h>

#include "base/time.h"
#include "lib/figure.h"
#include "protocol/generated/shapes.h"

enum situation { BEFORE, OPEN, SUBMITTED, PUBLISHED, WITHDRAWN, SITUATIONS };

#define FREE                                                                                       \
    { REFUSAL_NONE, REFUSAL_NONE, REFUSAL_NOT_NOW }

// In the order of the schema. from: s the scorer, e the engine. kinds: s self, c customer, o
// observer, t trainer. Then what a trainer's sheet answers while it is open, submitted and
// published; withdrawn is submitted again.
static const struct rule {
    const char *command, *from, *kinds;
    enum refusal answer[3];
} rules[] = {
    { "open_sheet",
      "e",
      "scot",
      { REFUSAL_ALREADY_DONE, REFUSAL_ALREADY_DONE, REFUSAL_ALREADY_DONE } },
    { "score", "s", "scot", FREE },
    { "attach", "s", "ot", FREE },
    { "detach", "s", "ot", FREE },
    { "comment", "s", "scot", FREE },
    { "praise", "s", "t", FREE },
    { "advise", "s", "scot", FREE },
    { "submit", "s", "scot", { REFUSAL_NONE, REFUSAL_ALREADY_DONE, REFUSAL_ALREADY_DONE } },
    { "publish", "s", "t", { REFUSAL_NOT_NOW, REFUSAL_NONE, REFUSAL_ALREADY_DONE } },
    { "withdraw", "s", "t", { REFUSAL_NOT_NOW, REFUSAL_NOT_NOW, REFUSAL_NONE } },
};
_Static_assert(sizeof rules / sizeof rules[0] == SHEET_COMMAND_COUNT, "each command has a row");

static enum refusal expected(enum sheet_command_type type, enum sheet_kind kind, enum situation at,
                             bool engine, bool scorer) {
    const struct rule *rule = &rules[type];
    bool opens = rule->from[0] == 'e', shut = at == SUBMITTED && kind != SHEET_KIND_TRAINER;
    if (at == BEFORE && !opens) return REFUSAL_NOT_NOW;
    if (opens ? !engine : engine || !scorer) return REFUSAL_NOT_YOU;
    if (at == BEFORE) return REFUSAL_NONE;
    if (!strchr(rule->kinds, "scot"[kind])) return REFUSAL_NOT_YOU;
    enum refusal answer = rule->answer[at == OPEN ? 0 : at == PUBLISHED ? 2 : 1];
    return shut && answer == REFUSAL_NONE ? REFUSAL_NOT_NOW : answer;
}

static struct desk *desk_in(enum sheet_kind kind, enum situation at) {
    struct desk *d = desk_new(kind);
    if (at == BEFORE) sheet_init(&d->state);
    if (at == BEFORE) return d;
    for (int i = 0; i < d->state.focus_count; i++)
        desk_score(d, d->state.focus[i], SCORE_3);
    if (kind == SHEET_KIND_TRAINER) desk_score_all(d);
    if (at == OPEN) return d;
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
    if (at == SUBMITTED) return d;
    assert_int_equal(desk_plain(d, SHEET_COMMAND_PUBLISH), REFUSAL_NONE);
    if (at == PUBLISHED) return d;
    assert_int_equal(desk_plain(d, SHEET_COMMAND_WITHDRAW), REFUSAL_NONE);
    return d;
}

// Nothing speaks against it but its sender and its time.
static struct sheet_command sound_command(struct desk *d, enum sheet_command_type type) {
    struct sheet_command command = desk_command(d, type);
    switch (type) {
    case SHEET_COMMAND_OPEN_SHEET:
        command.open_sheet.scorer = SCORER;
        command.open_sheet.criteria = 10;
        break;
    case SHEET_COMMAND_SCORE:
        command.score.criterion = 2; // in focus, so that every kind has it
        command.score.value = SCORE_4;
        break;
    case SHEET_COMMAND_ATTACH:
    case SHEET_COMMAND_DETACH: command.attach.moment = 1; break;
    case SHEET_COMMAND_COMMENT: command.comment.criterion = 2; break;
    default: break;
    }
    return command;
}

static bool is_right(enum sheet_command_type type, enum sheet_kind kind, enum situation at,
                     enum role from, bool scorer) {
    struct desk *d = desk_in(kind, at);
    struct sheet_command command = sound_command(d, type);
    bool engine = from == ROLE_ENGINE;
    command.meta.from = (uint8_t)from;
    command.meta.person = scorer ? SCORER : SCORER - 1;
    command.meta.instance = engine ? 0 : 1;
    command.meta.counter = engine ? 0 : ++d->counter;
    enum refusal want = expected(type, kind, at, engine, scorer), got = desk_give(d, &command);
    if (got != want)
        print_error("%s from %s (%s) on a sheet of kind %s in situation %d: %s instead of %s\n",
                    rules[type].command, shape_enum_role.values[from],
                    scorer ? "its scorer" : "somebody else", shape_enum_sheet_kind.values[kind], at,
                    shape_enum_refusal.values[got], shape_enum_refusal.values[want]);
    desk_free(d);
    return got == want;
}

static void try_sheet(enum sheet_command_type type, enum sheet_kind kind, int64_t *cells,
                      int64_t *wrong) {
    enum situation last = kind == SHEET_KIND_TRAINER ? WITHDRAWN : SUBMITTED;
    for (enum situation at = BEFORE; at <= last; at++)
        for (enum role from = ROLE_CSR; from <= ROLE_ENGINE; from++)
            for (int scorer = 0; scorer <= 1; scorer++, ++*cells)
                *wrong += !is_right(type, kind, at, from, scorer == 1);
}

static void every_command_is_taken_or_refused_as_the_table_says(void **state) {
    (void)state;
    ms began = time_monotonic();
    int64_t cells = 0, wrong = 0;
    for (int type = 0; type < SHEET_COMMAND_COUNT; type++) {
        assert_string_equal(rules[type].command, sheet_command_shapes[type].name);
        for (enum sheet_kind kind = SHEET_KIND_SELF; kind <= SHEET_KIND_TRAINER; kind++)
            try_sheet((enum sheet_command_type)type, kind, &cells, &wrong);
    }
    figure_report_cells("sheet: command × kind × situation × role × scorer", cells, wrong,
                        (double)(time_monotonic() - began) / 1000);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_is_taken_or_refused_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
