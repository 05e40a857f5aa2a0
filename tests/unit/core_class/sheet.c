// Scores, evidence, handing in and publishing (server/core/sheet.c).
#include "desk.h"

static void done(struct desk *d) {
    desk_replay(d);
    desk_free(d);
}

static void a_sheet_starts_once(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    assert_int_equal(d->state.kind, SHEET_KIND_TRAINER);
    assert_int_equal(d->state.scorer, SCORER);
    assert_int_equal(d->state.focus[2], 7);
    struct sheet_command again = desk_command(d, SHEET_COMMAND_OPEN_SHEET);
    assert_int_equal(desk_give(d, &again), REFUSAL_ALREADY_DONE);
    done(d);
}

static void a_focus_beyond_the_rubric_is_refused(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_SELF);
    struct sheet_command open = desk_command(d, SHEET_COMMAND_OPEN_SHEET);
    sheet_init(&d->state);
    open.open_sheet.scorer = 4;
    open.open_sheet.criteria = 9;
    open.open_sheet.focus.count = 1;
    open.open_sheet.focus.items[0] = 9;
    assert_int_equal(desk_give(d, &open), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(d->path, "/focus");
    desk_free(d);
}

static void nothing_goes_before_the_start(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    sheet_init(&d->state);
    assert_int_equal(desk_score(d, 1, SCORE_3), REFUSAL_NOT_NOW);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NOT_NOW);
    desk_free(d);
}

static void only_the_scorer_writes_it(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    struct sheet_command score = desk_command(d, SHEET_COMMAND_SCORE);
    score.meta.person = SCORER + 1; // another trainer
    assert_int_equal(desk_give(d, &score), REFUSAL_NOT_YOU);
    score = desk_command(d, SHEET_COMMAND_SCORE);
    score.meta.from = ROLE_ENGINE;
    score.meta.counter = 0;
    assert_int_equal(desk_give(d, &score), REFUSAL_NOT_YOU);
    struct sheet_command open = desk_command(d, SHEET_COMMAND_OPEN_SHEET);
    open.meta.from = ROLE_TRAINER;
    open.meta.person = SCORER;
    assert_int_equal(desk_give(d, &open), REFUSAL_NOT_YOU);
    done(d);
}

static void a_score_can_be_changed(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    assert_int_equal(desk_score(d, 0, SCORE_4), REFUSAL_NONE);
    assert_int_equal(desk_score(d, 0, SCORE_4), REFUSAL_NONE);
    assert_int_equal(d->count, 0); // the same
    assert_int_equal(desk_score(d, 0, SCORE_NA), REFUSAL_NONE);
    assert_int_equal(d->count, 1);
    assert_int_equal(d->state.values[0], SCORE_NA);
    assert_true(d->state.scored[0]);
    assert_int_equal(desk_score(d, 1, SCORE_NA), REFUSAL_NONE);
    assert_int_equal(d->count, 1); // N/A is a value, not the absence of one
    done(d);
}

static void only_criteria_of_the_rubric_have_scores(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    assert_int_equal(desk_score(d, 10, SCORE_3), REFUSAL_UNKNOWN_ITEM);
    assert_string_equal(d->path, "/criterion");
    assert_int_equal(desk_score(d, -1, SCORE_3), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(desk_attach(d, 10, 5), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(desk_detach(d, 10, 5), REFUSAL_UNKNOWN_ITEM);
    assert_int_equal(desk_comment(d, 23), REFUSAL_UNKNOWN_ITEM);
    done(d);
}

static void players_score_the_focus_and_nothing_else(void **state) {
    (void)state;
    for (int kind = SHEET_KIND_SELF; kind <= SHEET_KIND_CUSTOMER; kind++) {
        struct desk *d = desk_new((enum sheet_kind)kind);
        assert_int_equal(desk_score(d, 5, SCORE_5), REFUSAL_NONE);
        assert_int_equal(desk_score(d, 4, SCORE_5), REFUSAL_UNKNOWN_ITEM);
        assert_int_equal(desk_comment(d, 4), REFUSAL_UNKNOWN_ITEM);
        done(d);
    }
    struct desk *d = desk_new(SHEET_KIND_OBSERVER);
    assert_int_equal(desk_score(d, 4, SCORE_5), REFUSAL_NONE);
    done(d);
}

static void evidence_is_attached_once_and_taken_off(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    for (int moment = 11; moment <= 13; moment++) {
        assert_int_equal(desk_attach(d, 3, moment), REFUSAL_NONE);
    }
    assert_int_equal(desk_attach(d, 3, 12), REFUSAL_NONE);
    assert_int_equal(d->count, 0);
    assert_int_equal(desk_detach(d, 3, 11), REFUSAL_NONE);
    assert_int_equal(desk_detach(d, 3, 11), REFUSAL_NONE);
    assert_int_equal(d->count, 0);
    assert_int_equal(d->state.evidence_count[3], 2);
    assert_int_equal(d->state.evidence[3][0], 12);
    assert_int_equal(d->state.evidence[3][1], 13);
    done(d);
}

static void one_criterion_has_room_for_sixteen_moments(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    for (int moment = 1; moment <= EVIDENCE_MAX; moment++) {
        assert_int_equal(desk_attach(d, 3, moment), REFUSAL_NONE);
    }
    assert_int_equal(desk_attach(d, 3, 99), REFUSAL_TOO_MANY);
    assert_string_equal(d->path, "/criterion");
    assert_int_equal(desk_attach(d, 3, 1), REFUSAL_NONE); // is there already
    assert_int_equal(desk_attach(d, 4, 99), REFUSAL_NONE);
    done(d);
}

static void a_trainer_scores_everything_before_handing_in(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_SCORE_MISSING);
    assert_string_equal(d->path, "/criterion/0");
    desk_score_all(d);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
    assert_true(d->state.submitted);
    done(d);
}

static void the_ends_of_the_scale_want_evidence(void **state) {
    (void)state;
    static const struct {
        enum score value;
        bool wants;
    } cases[] = { { SCORE_NA, false }, { SCORE_1, true },  { SCORE_2, true },
                  { SCORE_3, false },  { SCORE_4, false }, { SCORE_5, true } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk *d = desk_new(SHEET_KIND_TRAINER);
        desk_score_all(d);
        assert_int_equal(desk_score(d, 3, cases[i].value), REFUSAL_NONE);
        if (cases[i].wants) {
            assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_EVIDENCE_MISSING);
            assert_string_equal(d->path, "/criterion/3");
            assert_int_equal(desk_attach(d, 3, 40), REFUSAL_NONE);
        }
        assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
        done(d);
    }
}

static void players_hand_in_the_focus_without_evidence(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_CUSTOMER);
    assert_int_equal(desk_score(d, 2, SCORE_1), REFUSAL_NONE);
    assert_int_equal(desk_score(d, 5, SCORE_NA), REFUSAL_NONE);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_SCORE_MISSING);
    assert_string_equal(d->path, "/criterion/7");
    assert_int_equal(desk_score(d, 7, SCORE_5), REFUSAL_NONE);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
    done(d);
}

static void a_players_sheet_is_shut_once_it_is_in(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_SELF);
    desk_score(d, 2, SCORE_3);
    desk_score(d, 5, SCORE_3);
    desk_score(d, 7, SCORE_3);
    struct sheet_command submit = desk_command(d, SHEET_COMMAND_SUBMIT);
    assert_int_equal(desk_give(d, &submit), REFUSAL_NONE);
    assert_int_equal(desk_score(d, 2, SCORE_5), REFUSAL_NOT_NOW);
    assert_int_equal(desk_comment(d, 2), REFUSAL_NOT_NOW);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_ALREADY_DONE);
    assert_int_equal(desk_give(d, &submit), REFUSAL_NONE); // the very same command
    assert_int_equal(d->count, 0);
    done(d);
}

static void a_trainer_goes_on_until_it_is_published(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    desk_score_all(d);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_PUBLISH), REFUSAL_NOT_NOW);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
    assert_int_equal(desk_score(d, 1, SCORE_4), REFUSAL_NONE);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_WITHDRAW), REFUSAL_NOT_NOW);

    struct sheet_command publish = desk_command(d, SHEET_COMMAND_PUBLISH);
    publish.publish.page = STR("{}");
    assert_int_equal(desk_give(d, &publish), REFUSAL_NONE);
    assert_str(d->last[0].published.page, "{}");
    assert_int_equal(desk_score(d, 1, SCORE_3), REFUSAL_NOT_NOW);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_ADVISE), REFUSAL_NOT_NOW);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_PUBLISH), REFUSAL_ALREADY_DONE);

    assert_int_equal(desk_plain(d, SHEET_COMMAND_WITHDRAW), REFUSAL_NONE);
    assert_int_equal(desk_score(d, 1, SCORE_3), REFUSAL_NONE);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_PUBLISH), REFUSAL_NONE);
    done(d);
}

static void what_was_complete_must_still_be_when_it_is_published(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    desk_score_all(d);
    desk_score(d, 9, SCORE_5);
    desk_attach(d, 9, 17);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_SUBMIT), REFUSAL_NONE);
    assert_int_equal(desk_detach(d, 9, 17), REFUSAL_NONE);
    assert_int_equal(desk_plain(d, SHEET_COMMAND_PUBLISH), REFUSAL_EVIDENCE_MISSING);
    assert_string_equal(d->path, "/criterion/9");
    done(d);
}

static void words_go_into_the_events_alone(void **state) {
    (void)state;
    struct desk *d = desk_new(SHEET_KIND_TRAINER);
    struct sheet_command praise = desk_command(d, SHEET_COMMAND_PRAISE);
    praise.praise.place = 2;
    praise.praise.moment = 31;
    praise.praise.text = STR("You let her finish.");
    assert_int_equal(desk_give(d, &praise), REFUSAL_NONE);
    assert_int_equal(d->last[0].praised.place, 2);
    assert_int_equal(d->last[0].praised.moment, 31);
    assert_str(d->last[0].praised.text, "You let her finish.");
    struct sheet_command advise = desk_command(d, SHEET_COMMAND_ADVISE);
    advise.advise.text = STR("Name a time.");
    assert_int_equal(desk_give(d, &advise), REFUSAL_NONE);
    assert_str(d->last[0].advised.text, "Name a time.");
    assert_int_equal(desk_comment(d, 0), REFUSAL_NONE);
    assert_str(d->last[0].commented.text, "well heard");
    done(d);
}

// ---- the matrix ----

// kinds: S self, C customer, O observer, T trainer. Written by hand: decide reads the schema's.
static const char *const kinds_of[SHEET_COMMAND_COUNT] = {
    [SHEET_COMMAND_OPEN_SHEET] = "", // once only
    [SHEET_COMMAND_SCORE] = "SCOT",  [SHEET_COMMAND_ATTACH] = "OT",
    [SHEET_COMMAND_DETACH] = "OT",   [SHEET_COMMAND_COMMENT] = "SCOT",
    [SHEET_COMMAND_PRAISE] = "T",    [SHEET_COMMAND_ADVISE] = "SCOT",
    [SHEET_COMMAND_SUBMIT] = "SCOT", [SHEET_COMMAND_PUBLISH] = "T",
    [SHEET_COMMAND_WITHDRAW] = "T",
};

enum sender { BY_SCORER, BY_ANOTHER, BY_ENGINE, SENDERS };

static enum refusal expected(enum sheet_command_type type, enum sender by, enum sheet_kind kind) {
    if (type == SHEET_COMMAND_OPEN_SHEET) {
        return by == BY_ENGINE ? REFUSAL_ALREADY_DONE : REFUSAL_NOT_YOU;
    }
    if (by != BY_SCORER || !strchr(kinds_of[type], "SCOT"[kind])) return REFUSAL_NOT_YOU;
    if (type == SHEET_COMMAND_PUBLISH || type == SHEET_COMMAND_WITHDRAW) return REFUSAL_NOT_NOW;
    return type == SHEET_COMMAND_SUBMIT ? REFUSAL_SCORE_MISSING : REFUSAL_NONE;
}

static void try_cell(enum sheet_command_type type, enum sender by, enum sheet_kind kind,
                     enum role from) {
    struct desk *d = desk_new(kind);
    struct sheet_command command = desk_command(d, type);
    command.meta.from = (uint8_t)(by == BY_ENGINE ? ROLE_ENGINE : from);
    command.meta.person = by == BY_ENGINE ? 0 : by == BY_SCORER ? SCORER : 7;
    command.meta.counter = by == BY_ENGINE ? 0 : 1;
    if (type == SHEET_COMMAND_SCORE) command.score.criterion = 2;
    if (type == SHEET_COMMAND_COMMENT) command.comment.criterion = 2;
    enum refusal refusal = desk_give(d, &command);
    if (refusal != expected(type, by, kind)) {
        fail_msg("command %d by %d as role %d on kind %d: refusal %d", type, by, from, kind,
                 refusal);
    }
    desk_free(d);
}

// 10 commands × 3 senders × 4 kinds of sheet × 4 roles = 480 cells.
static void every_cell_is_as_the_table_says(void **state) {
    (void)state;
    int cells = 0;
    for (int i = 0; i < SHEET_COMMAND_COUNT * SENDERS * SHEET_KIND_COUNT; i++) {
        int type = i / (SENDERS * SHEET_KIND_COUNT);
        for (int from = ROLE_CSR; from < ROLE_ENGINE; from++, cells++) {
            try_cell((enum sheet_command_type)type, (enum sender)(i / SHEET_KIND_COUNT % SENDERS),
                     (enum sheet_kind)(i % SHEET_KIND_COUNT), (enum role)from);
        }
    }
    print_message("%d cells\n", cells);
    assert_int_equal(cells, 480);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_starts_once),
        cmocka_unit_test(a_focus_beyond_the_rubric_is_refused),
        cmocka_unit_test(nothing_goes_before_the_start),
        cmocka_unit_test(only_the_scorer_writes_it),
        cmocka_unit_test(a_score_can_be_changed),
        cmocka_unit_test(only_criteria_of_the_rubric_have_scores),
        cmocka_unit_test(players_score_the_focus_and_nothing_else),
        cmocka_unit_test(evidence_is_attached_once_and_taken_off),
        cmocka_unit_test(one_criterion_has_room_for_sixteen_moments),
        cmocka_unit_test(a_trainer_scores_everything_before_handing_in),
        cmocka_unit_test(the_ends_of_the_scale_want_evidence),
        cmocka_unit_test(players_hand_in_the_focus_without_evidence),
        cmocka_unit_test(a_players_sheet_is_shut_once_it_is_in),
        cmocka_unit_test(a_trainer_goes_on_until_it_is_published),
        cmocka_unit_test(what_was_complete_must_still_be_when_it_is_published),
        cmocka_unit_test(words_go_into_the_events_alone),
        cmocka_unit_test(every_cell_is_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
