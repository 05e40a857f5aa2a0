#include "school.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "protocol/generated/shapes.h"

static void fold(struct school *s, const struct class_event *event) {
    class_fold(&s->state, event);
    if (s->log_count == s->log_size) {
        s->log_size = s->log_size ? 2 * s->log_size : 64;
        s->log = realloc(s->log, s->log_size * sizeof *s->log);
        CHECK(s->log);
    }
    s->log[s->log_count++] = *event;
}

struct school *school_new(int people) {
    struct school *s = calloc(1, sizeof *s);
    CHECK(s);
    class_init(&s->state);
    struct class_command establish = school_command(s, CLASS_COMMAND_ESTABLISH);
    establish.establish.name = STR("Tuesday");
    establish.establish.doctrine = STR("house");
    establish.establish.retention_days = 30;
    CHECK(school_give(s, &establish) == REFUSAL_NONE);
    for (int i = 1; i <= people; i++) {
        CHECK(school_enter(s, i, true) == REFUSAL_NONE);
    }
    return s;
}

void school_free(struct school *s) {
    free(s->log);
    free(s);
}

struct class_command school_command(struct school *s, enum class_command_type type) {
    struct class_command command = { .type = type };
    s->now += 100;
    command.meta = (struct command_meta){ .from = ROLE_ENGINE, .up_ms = s->now, .wall_ms = s->now };
    if (class_command_shapes[type].from & 1u << ROLE_TRAINER) {
        command.meta.from = ROLE_TRAINER;
        command.meta.person = TRAINER;
        command.meta.instance = 1;
        command.meta.counter = ++s->counter;
    }
    return command;
}

enum refusal school_give(struct school *s, const struct class_command *command) {
    s->path = NULL;
    enum refusal refusal = class_decide(&s->state, command, s->last, &s->count, &s->path);
    assert_non_null(s->path);
    if (refusal != REFUSAL_NONE) assert_int_equal(s->count, 0);
    for (int i = 0; i < s->count; i++) {
        fold(s, &s->last[i]);
    }
    return refusal;
}

enum refusal school_plain(struct school *s, enum class_command_type type) {
    struct class_command command = school_command(s, type);
    return school_give(s, &command);
}

enum refusal school_enter(struct school *s, int person, bool recorded) {
    struct class_command command = school_command(s, CLASS_COMMAND_ENTER);
    command.enter.person = person;
    command.enter.recorded = recorded;
    return school_give(s, &command);
}

enum refusal school_remove(struct school *s, int person) {
    struct class_command command = school_command(s, CLASS_COMMAND_REMOVE);
    command.remove.person = person;
    return school_give(s, &command);
}

enum refusal school_swap(struct school *s, int a, int b) {
    struct class_command command = school_command(s, CLASS_COMMAND_SWAP);
    command.swap.a = a;
    command.swap.b = b;
    return school_give(s, &command);
}

enum refusal school_move(struct school *s, int person, int pair, enum seat seat) {
    struct class_command command = school_command(s, CLASS_COMMAND_MOVE);
    command.move.person = person;
    command.move.pair = pair;
    command.move.seat = seat;
    return school_give(s, &command);
}

enum refusal school_substitute(struct school *s, int pair, enum seat seat, int person) {
    struct class_command command = school_command(s, CLASS_COMMAND_SUBSTITUTE);
    command.substitute.pair = pair;
    command.substitute.seat = seat;
    command.substitute.person = person;
    return school_give(s, &command);
}

struct class_command school_proposal(struct school *s) {
    struct class_command command = school_command(s, CLASS_COMMAND_PROPOSE);
    struct class_command_propose *p = &command.propose;
    p->scenario = STR("late");
    p->rubric = STR("core");
    p->doctrine = STR("house");
    p->scenario_hash = p->rubric_hash = p->lexicon_hash = STR("0123456789abcdef0123456789abcdef");
    p->variants = 2;
    p->brief_s = 60;
    p->call_s = 300;
    p->back_s = 60;
    p->score_s = 120;
    p->talk_s = 300;
    p->focus.count = 1;
    for (int i = 1; i <= PEOPLE_MAX; i++) {
        if (s->state.people[i].in) p->present.items[p->present.count++] = (int16_t)i;
    }
    return command;
}

enum refusal school_propose(struct school *s, int64_t seed) {
    struct class_command command = school_proposal(s);
    command.propose.seed = seed;
    return school_give(s, &command);
}

void school_play_round(struct school *s, int64_t seed) {
    assert_int_equal(school_propose(s, seed), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_HAND_OUT), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_BEGIN), REFUSAL_NONE);
    assert_int_equal(school_plain(s, CLASS_COMMAND_END_ROUND), REFUSAL_NONE);
}

static int16_t read_number(const char **text) {
    char *end;
    long number = strtol(*text, &end, 10);
    CHECK(end != *text);
    *text = end;
    return (int16_t)number;
}

static void add_observer(struct class_event_pairs_changed *e, int16_t person, int pair) {
    e->observers.items[e->observers.count++] = person;
    e->observers.items[e->observers.count++] = (int16_t)pair;
}

void school_arrange(struct school *s, const char *text) {
    struct class_event event = { .type = CLASS_EVENT_PAIRS_CHANGED, .meta.up_ms = s->now };
    struct class_event_pairs_changed *e = &event.pairs_changed;
    bool benched = false, watching = false;
    while (*text) {
        if (*text == '|') benched = true;
        if (*text == '(' || *text == ')') watching = *text == '(';
        if (!isdigit((unsigned char)*text)) {
            text++;
            continue;
        }
        int16_t person = read_number(&text);
        if (benched || watching) {
            add_observer(e, person, benched ? 0 : e->pairs.count / 3);
            continue;
        }
        text++; // the dash
        e->pairs.items[e->pairs.count++] = person;
        e->pairs.items[e->pairs.count++] = read_number(&text);
        e->pairs.items[e->pairs.count++] = (int16_t)(*text++ - 'a');
    }
    fold(s, &event);
}

const char *school_plan(struct school *s) {
    const struct class_state *c = &s->state;
    char *to = s->text, *end = s->text + sizeof s->text;
    *to = 0;
    for (int k = 0; k < c->pairs_count; k++) {
        const struct pair *pair = &c->pairs[k];
        to += snprintf(to, (size_t)(end - to), "%s%d-%d%c", k ? " " : "", pair->csr, pair->customer,
                       'a' + pair->variant);
        for (int i = 0; i < pair->observers_count; i++) {
            to += snprintf(to, (size_t)(end - to), "%s%d%s", i ? " " : "(", pair->observers[i],
                           i + 1 == pair->observers_count ? ")" : "");
        }
    }
    for (int i = 0; i < c->benched_count; i++) {
        to += snprintf(to, (size_t)(end - to), "%s%d", i ? " " : " | ", c->benched[i]);
    }
    CHECK(to < end);
    return s->text;
}

void school_replay(const struct school *s) {
    struct class_state *again = malloc(sizeof *again);
    CHECK(again);
    class_init(again);
    for (size_t i = 0; i < s->log_count; i++) {
        class_fold(again, &s->log[i]);
    }
    assert_true(class_digest(again) == class_digest(&s->state));
    free(again);
}
