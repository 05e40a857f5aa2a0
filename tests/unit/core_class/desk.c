#include "desk.h"

#include <stdlib.h>

#include "base/check.h"

struct desk *desk_new(enum sheet_kind kind) {
    struct desk *d = calloc(1, sizeof *d);
    CHECK(d);
    sheet_init(&d->state);
    struct sheet_command open = desk_command(d, SHEET_COMMAND_OPEN_SHEET);
    open.open_sheet.kind = kind;
    open.open_sheet.scorer = SCORER;
    open.open_sheet.rubric = STR("0123456789abcdef0123456789abcdef");
    open.open_sheet.criteria = 10;
    open.open_sheet.focus.count = 3;
    open.open_sheet.focus.items[0] = 2;
    open.open_sheet.focus.items[1] = 5;
    open.open_sheet.focus.items[2] = 7;
    CHECK(desk_give(d, &open) == REFUSAL_NONE);
    return d;
}

void desk_free(struct desk *d) {
    free(d->log);
    free(d);
}

struct sheet_command desk_command(struct desk *d, enum sheet_command_type type) {
    struct sheet_command command = { .type = type };
    d->now += 100;
    command.meta = (struct command_meta){ .from = ROLE_ENGINE, .up_ms = d->now, .wall_ms = d->now };
    if (type == SHEET_COMMAND_OPEN_SHEET) return command;
    command.meta.from = ROLE_TRAINER;
    command.meta.person = SCORER;
    command.meta.instance = 1;
    command.meta.counter = ++d->counter;
    return command;
}

static void keep(struct desk *d, const struct sheet_event *event) {
    if (d->log_count == d->log_size) {
        d->log_size = d->log_size ? 2 * d->log_size : 64;
        d->log = realloc(d->log, d->log_size * sizeof *d->log);
        CHECK(d->log);
    }
    d->log[d->log_count++] = *event;
}

enum refusal desk_give(struct desk *d, const struct sheet_command *command) {
    d->path = NULL;
    enum refusal refusal = sheet_decide(&d->state, command, d->last, &d->count, &d->path);
    assert_non_null(d->path);
    if (refusal != REFUSAL_NONE) assert_int_equal(d->count, 0);
    for (int i = 0; i < d->count; i++) {
        sheet_fold(&d->state, &d->last[i]);
        keep(d, &d->last[i]);
    }
    return refusal;
}

enum refusal desk_plain(struct desk *d, enum sheet_command_type type) {
    struct sheet_command command = desk_command(d, type);
    return desk_give(d, &command);
}

enum refusal desk_score(struct desk *d, int criterion, enum score value) {
    struct sheet_command command = desk_command(d, SHEET_COMMAND_SCORE);
    command.score.criterion = criterion;
    command.score.value = value;
    return desk_give(d, &command);
}

enum refusal desk_attach(struct desk *d, int criterion, int moment) {
    struct sheet_command command = desk_command(d, SHEET_COMMAND_ATTACH);
    command.attach.criterion = criterion;
    command.attach.moment = moment;
    return desk_give(d, &command);
}

enum refusal desk_detach(struct desk *d, int criterion, int moment) {
    struct sheet_command command = desk_command(d, SHEET_COMMAND_DETACH);
    command.detach.criterion = criterion;
    command.detach.moment = moment;
    return desk_give(d, &command);
}

enum refusal desk_comment(struct desk *d, int criterion) {
    struct sheet_command command = desk_command(d, SHEET_COMMAND_COMMENT);
    command.comment.criterion = criterion;
    command.comment.text = STR("well heard");
    return desk_give(d, &command);
}

void desk_score_all(struct desk *d) {
    for (int i = 0; i < d->state.criteria; i++) {
        assert_int_equal(desk_score(d, i, SCORE_3), REFUSAL_NONE);
    }
}

void desk_replay(const struct desk *d) {
    struct sheet again;
    sheet_init(&again);
    for (size_t i = 0; i < d->log_count; i++) {
        sheet_fold(&again, &d->log[i]);
    }
    assert_true(sheet_digest(&again) == sheet_digest(&d->state));
}
