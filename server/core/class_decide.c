// Decides the commands of a class: guards first, then what happens. The tables that say who may
// give a command, and in which round phase, are generated from the schema.
#include "base/check.h"
#include "core/carousel.h"
#include "core/class.h"
#include "core/plan.h"
#include "protocol/generated/shapes.h"

// One decision on its way out.
struct turn {
    const struct class_state *c;
    const struct class_command *command;
    struct class_event *out;
    int *count;
    const char **path;
};

// The first event of a decision carries the command's id.
static struct class_event *turn_add(struct turn *t, enum class_event_type type) {
    CHECK(*t->count < CLASS_EVENTS);
    const struct command_meta *meta = &t->command->meta;
    struct class_event *event = &t->out[*t->count];
    memset(event, 0, sizeof *event);
    event->type = type;
    event->meta.up_ms = meta->up_ms < t->c->up_ms ? t->c->up_ms : meta->up_ms;
    event->meta.wall_ms = meta->wall_ms;
    if ((*t->count)++ == 0) {
        event->meta.person = meta->person;
        event->meta.instance = meta->instance;
        event->meta.counter = meta->counter;
    }
    return event;
}

static enum refusal turn_refuse(struct turn *t, enum refusal refusal, const char *path) {
    *t->path = path;
    return refusal;
}

static bool is_in(const struct class_state *c, int person) {
    return person >= 1 && person <= PEOPLE_MAX && c->people[person].in;
}

static bool is_round_on(const struct class_state *c) {
    return c->phase == ROUND_PHASE_BRIEFING || c->phase == ROUND_PHASE_RUNNING;
}

static void add_pairs(struct turn *t, const struct plan *plan) {
    struct class_event_pairs_changed *e = &turn_add(t, CLASS_EVENT_PAIRS_CHANGED)->pairs_changed;
    plan_write(plan, e->pairs.items, &e->pairs.count, e->observers.items, &e->observers.count);
}

// ---- the class ----

static enum refusal decide_establish(struct turn *t) {
    const struct class_command_establish *in = &t->command->establish;
    struct class_event_class_established *e =
        &turn_add(t, CLASS_EVENT_CLASS_ESTABLISHED)->class_established;
    e->name = in->name;
    e->doctrine = in->doctrine;
    e->retention_days = in->retention_days;
    return REFUSAL_NONE;
}

static enum refusal decide_lock(struct turn *t) {
    if (t->command->lock.on == t->c->locked) return REFUSAL_NONE;
    turn_add(t, CLASS_EVENT_LOCKED)->locked.on = t->command->lock.on;
    return REFUSAL_NONE;
}

static enum refusal decide_close(struct turn *t) {
    if (t->c->phase == ROUND_PHASE_PROPOSED) {
        turn_add(t, CLASS_EVENT_ROUND_CANCELLED)->round_cancelled.round = t->c->round;
    } else if (is_round_on(t->c)) {
        turn_add(t, CLASS_EVENT_ROUND_ENDED)->round_ended.round = t->c->round;
    }
    turn_add(t, CLASS_EVENT_CLASS_CLOSED);
    return REFUSAL_NONE;
}

// ---- who is in ----

static void add_seat(struct turn *t, int pair, enum seat seat, int person) {
    struct class_event_seat_given *e = &turn_add(t, CLASS_EVENT_SEAT_GIVEN)->seat_given;
    e->pair = pair;
    e->seat = seat;
    e->person = person;
}

// Where a latecomer can watch a round that is on; 0: nowhere.
static int pair_to_watch(const struct class_state *c, bool recorded) {
    int best = 0, fewest = OBSERVERS_MAX;
    for (int k = 0; k < c->pairs_count; k++) {
        const struct pair *pair = &c->pairs[k];
        if (pair->lost || (pair->recorded && !recorded)) continue;
        if (pair->observers_count >= fewest) continue;
        best = k + 1;
        fewest = pair->observers_count;
    }
    return best;
}

// `entered` brings them into the class, NULL: they are in it. What they chose counts in the plan,
// so it is made for the class as it will be: a copy of a hundred kilobytes, while pairs are
// proposed only.
static void join_plan(struct turn *t, uint16_t person, const struct class_event *entered) {
    struct class_state now = *t->c;
    struct plan plan;
    if (entered) class_fold(&now, entered);
    plan_copy(&plan, &now);
    carousel_join(&now, person, &plan);
    add_pairs(t, &plan);
}

static void give_place(struct turn *t, uint16_t person, bool recorded,
                       const struct class_event *entered) {
    if (t->c->phase == ROUND_PHASE_PROPOSED) {
        join_plan(t, person, entered);
    } else if (is_round_on(t->c)) {
        int pair = pair_to_watch(t->c, recorded);
        if (pair) add_seat(t, pair, SEAT_OBSERVER, person);
    }
}

static bool has_place(const struct class_state *c, uint16_t person) {
    struct plan plan;
    plan_copy(&plan, c);
    return plan_has(&plan, person);
}

static enum refusal decide_enter(struct turn *t) {
    const struct class_state *c = t->c;
    const struct class_command_enter *in = &t->command->enter;
    if (in->person > PEOPLE_MAX) return turn_refuse(t, REFUSAL_TOO_MANY, "/person");
    if (in->person < 1) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/person");
    uint16_t person = (uint16_t)in->person;
    const struct member *m = &c->people[person];
    if (m->in) {
        if (!has_place(c, person)) give_place(t, person, m->recorded, NULL);
        return REFUSAL_NONE;
    }
    if (c->locked && (!m->entered || m->shut_out)) return turn_refuse(t, REFUSAL_CLASS_LOCKED, "");
    if (c->people_in >= PEOPLE_MAX) return turn_refuse(t, REFUSAL_TOO_MANY, "");

    struct class_event *entered = turn_add(t, CLASS_EVENT_PERSON_ENTERED);
    entered->person_entered.person = in->person;
    entered->person_entered.recorded = in->recorded;
    give_place(t, person, in->recorded, entered);
    return REFUSAL_NONE;
}

static void let_go(struct turn *t, int person, bool by_trainer) {
    struct class_event_person_removed *e = &turn_add(t, CLASS_EVENT_PERSON_REMOVED)->person_removed;
    e->person = person;
    e->by_trainer = by_trainer;
    if (t->c->phase != ROUND_PHASE_PROPOSED) return;
    struct plan plan;
    plan_copy(&plan, t->c);
    if (!plan_has(&plan, (uint16_t)person)) return;
    plan_leave(&plan, (uint16_t)person);
    add_pairs(t, &plan);
}

static enum refusal decide_remove(struct turn *t) {
    int person = t->command->remove.person;
    if (!is_in(t->c, person)) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/person");
    let_go(t, person, true);
    return REFUSAL_NONE;
}

static enum refusal decide_depart(struct turn *t) {
    int person = t->command->depart.person;
    if (is_in(t->c, person)) let_go(t, person, false);
    return REFUSAL_NONE;
}

// ---- the proposal ----

// Of those who are here the ones who are in, each once; and whether they are just those that the
// proposal already has a place for.
static int people_to_plan(const struct turn *t, const struct plan *plan, uint16_t *people,
                          bool *same) {
    const struct class_command_propose *in = &t->command->propose;
    bool taken[PEOPLE_MAX + 1] = { false };
    int count = 0;
    *same = true;
    for (int i = 0; i < in->present.count; i++) {
        int person = in->present.items[i];
        if (!is_in(t->c, person) || taken[person]) continue;
        taken[person] = true;
        people[count++] = (uint16_t)person;
        if (!plan_has(plan, (uint16_t)person)) *same = false;
    }
    if (count != plan_people(plan)) *same = false;
    return count;
}

// The pairs of the round: new ones, or those of the proposal with the truths dealt anew if the
// scenario changed.
static void plan_round(const struct turn *t, const uint16_t *people, int count, bool keep,
                       struct plan *plan) {
    const struct class_command_propose *in = &t->command->propose;
    const struct setup *setup = &t->c->setup;
    if (!keep) {
        carousel_plan(t->c, people, count, in->scenario, in->variants, (uint64_t)in->seed, plan);
    } else if (!str_eq(in->scenario, str_from(setup->scenario)) ||
               in->variants != setup->variants) {
        carousel_deal(t->c, in->scenario, in->variants, plan);
    }
}

static void add_proposed(struct turn *t, const struct plan *plan) {
    const struct class_command_propose *in = &t->command->propose;
    struct class_event_round_proposed *e = &turn_add(t, CLASS_EVENT_ROUND_PROPOSED)->round_proposed;
    e->round = t->c->round + (t->c->phase == ROUND_PHASE_NONE);
    e->scenario = in->scenario;
    e->rubric = in->rubric;
    e->doctrine = in->doctrine;
    e->scenario_hash = in->scenario_hash;
    e->rubric_hash = in->rubric_hash;
    e->lexicon_hash = in->lexicon_hash;
    e->variants = in->variants;
    e->brief_s = in->brief_s;
    e->call_s = in->call_s;
    e->back_s = in->back_s;
    e->score_s = in->score_s;
    e->talk_s = in->talk_s;
    e->ready_starts = in->ready_starts;
    CHECK(in->focus.count <= FOCUS_MAX);
    e->focus.count = in->focus.count;
    memcpy(e->focus.items, in->focus.items, sizeof e->focus.items);
    plan_write(plan, e->pairs.items, &e->pairs.count, e->observers.items, &e->observers.count);
}

static enum refusal decide_propose(struct turn *t) {
    const struct class_state *c = t->c;
    const struct class_command_propose *in = &t->command->propose;
    CHECK(in->variants >= 1 && in->variants <= VARIANTS_MAX); // stamped from a checked scenario
    bool proposed = c->phase == ROUND_PHASE_PROPOSED;
    if (!proposed && c->round >= ROUNDS_MAX) return turn_refuse(t, REFUSAL_TOO_MANY, "");
    struct plan plan = { .pairs_count = 0 };
    if (proposed) plan_copy(&plan, c);
    uint16_t people[PEOPLE_MAX];
    bool same;
    int count = people_to_plan(t, &plan, people, &same);
    if (count < 2) return turn_refuse(t, REFUSAL_TOO_FEW_PEOPLE, "");
    plan_round(t, people, count, proposed && same && !in->reshuffle, &plan);
    add_proposed(t, &plan);
    return REFUSAL_NONE;
}

static enum refusal decide_swap(struct turn *t) {
    const struct class_command_swap *in = &t->command->swap;
    if (!is_in(t->c, in->a)) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/a");
    if (!is_in(t->c, in->b)) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/b");
    struct plan plan;
    plan_copy(&plan, t->c);
    if (!plan_swap(&plan, (uint16_t)in->a, (uint16_t)in->b)) return REFUSAL_NONE;
    add_pairs(t, &plan);
    return REFUSAL_NONE;
}

static enum refusal decide_move(struct turn *t) {
    const struct class_command_move *in = &t->command->move;
    if (!is_in(t->c, in->person)) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/person");
    if (in->pair > t->c->pairs_count) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/pair");
    struct plan plan;
    plan_copy(&plan, t->c);
    switch (plan_move(&plan, (uint16_t)in->person, in->pair, in->seat)) {
    case PLAN_SAME: return REFUSAL_NONE;
    case PLAN_CHANGED: add_pairs(t, &plan); return REFUSAL_NONE;
    case PLAN_FULL: return turn_refuse(t, REFUSAL_TOO_MANY, "/pair");
    case PLAN_DISSOLVED: return turn_refuse(t, REFUSAL_TOO_FEW_PEOPLE, "/person");
    }
    CHECK_UNREACHABLE();
}

static enum refusal decide_cancel(struct turn *t) {
    turn_add(t, CLASS_EVENT_ROUND_CANCELLED)->round_cancelled.round = t->c->round;
    return REFUSAL_NONE;
}

// ---- the round ----

static enum refusal decide_hand_out(struct turn *t) {
    if (t->c->pairs_count == 0) return turn_refuse(t, REFUSAL_TOO_FEW_PEOPLE, "");
    turn_add(t, CLASS_EVENT_BRIEFS_HANDED_OUT)->briefs_handed_out.round = t->c->round;
    return REFUSAL_NONE;
}

static enum refusal decide_begin(struct turn *t) {
    turn_add(t, CLASS_EVENT_ROUND_BEGAN)->round_began.round = t->c->round;
    return REFUSAL_NONE;
}

static enum refusal decide_freeze(struct turn *t, bool on) {
    turn_add(t, CLASS_EVENT_ALL_FROZEN)->all_frozen.on = on;
    return REFUSAL_NONE;
}

static enum refusal decide_extend(struct turn *t) {
    turn_add(t, CLASS_EVENT_ALL_EXTENDED)->all_extended.seconds = t->command->extend_all.seconds;
    return REFUSAL_NONE;
}

static enum refusal decide_fire_twist(struct turn *t) {
    turn_add(t, CLASS_EVENT_TWIST_FIRED_AT_ALL)->twist_fired_at_all.twist =
        t->command->fire_twist_all.twist;
    return REFUSAL_NONE;
}

static enum refusal decide_end_calls(struct turn *t) {
    turn_add(t, CLASS_EVENT_CALLS_ENDED)->calls_ended.round = t->c->round;
    return REFUSAL_NONE;
}

static enum refusal decide_end_round(struct turn *t) {
    turn_add(t, CLASS_EVENT_ROUND_ENDED)->round_ended.round = t->c->round;
    return REFUSAL_NONE;
}

// Somebody who plays can't be spared: their own partner would sit alone.
static enum refusal decide_substitute(struct turn *t) {
    const struct class_state *c = t->c;
    const struct class_command_substitute *in = &t->command->substitute;
    if (in->pair < 1 || in->pair > c->pairs_count) {
        return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/pair");
    }
    if (!is_in(c, in->person)) return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/person");
    const struct pair *pair = &c->pairs[in->pair - 1];
    if (pair->lost) return turn_refuse(t, REFUSAL_NOT_NOW, "/pair");
    enum seat seat;
    int now = class_pair_of(c, (uint16_t)in->person, &seat);
    if (now == in->pair && seat == in->seat) return turn_refuse(t, REFUSAL_ALREADY_DONE, "/person");
    if (now && seat != SEAT_OBSERVER) return turn_refuse(t, REFUSAL_NOT_NOW, "/person");
    if (pair->recorded && !c->people[in->person].recorded) {
        return turn_refuse(t, REFUSAL_NOT_NOW, "/person");
    }
    if (in->seat == SEAT_OBSERVER && pair->observers_count >= OBSERVERS_MAX) {
        return turn_refuse(t, REFUSAL_TOO_MANY, "/pair");
    }
    add_seat(t, in->pair, in->seat, in->person);
    return REFUSAL_NONE;
}

static enum refusal decide_lose_session(struct turn *t) {
    int pair = t->command->lose_session.pair;
    if (pair < 1 || pair > t->c->pairs_count) {
        return turn_refuse(t, REFUSAL_UNKNOWN_ITEM, "/pair");
    }
    if (t->c->pairs[pair - 1].lost) return REFUSAL_NONE;
    turn_add(t, CLASS_EVENT_SESSION_LOST)->session_lost.pair = pair;
    return REFUSAL_NONE;
}

// ---- guards ----

static enum refusal decide_type(struct turn *t) {
    switch (t->command->type) {
    case CLASS_COMMAND_ESTABLISH: return decide_establish(t);
    case CLASS_COMMAND_ENTER: return decide_enter(t);
    case CLASS_COMMAND_REMOVE: return decide_remove(t);
    case CLASS_COMMAND_DEPART: return decide_depart(t);
    case CLASS_COMMAND_LOCK: return decide_lock(t);
    case CLASS_COMMAND_PROPOSE: return decide_propose(t);
    case CLASS_COMMAND_SWAP: return decide_swap(t);
    case CLASS_COMMAND_MOVE: return decide_move(t);
    case CLASS_COMMAND_CANCEL: return decide_cancel(t);
    case CLASS_COMMAND_HAND_OUT: return decide_hand_out(t);
    case CLASS_COMMAND_BEGIN: return decide_begin(t);
    case CLASS_COMMAND_FREEZE_ALL: return decide_freeze(t, true);
    case CLASS_COMMAND_UNFREEZE_ALL: return decide_freeze(t, false);
    case CLASS_COMMAND_EXTEND_ALL: return decide_extend(t);
    case CLASS_COMMAND_FIRE_TWIST_ALL: return decide_fire_twist(t);
    case CLASS_COMMAND_END_CALLS: return decide_end_calls(t);
    case CLASS_COMMAND_END_ROUND: return decide_end_round(t);
    case CLASS_COMMAND_SUBSTITUTE: return decide_substitute(t);
    case CLASS_COMMAND_LOSE_SESSION: return decide_lose_session(t);
    case CLASS_COMMAND_CLOSE: return decide_close(t);
    }
    CHECK_UNREACHABLE();
}

// The engine's commands have no id: with one, somebody without a number was taken for the engine.
static bool sender_may(const struct shape *shape, const struct command_meta *meta) {
    if (meta->from >= ROLE_COUNT || !(shape->from & 1u << meta->from)) return false;
    return meta->counter == 0 || (meta->person != 0 && meta->from != ROLE_ENGINE);
}

static enum refusal guard(const struct class_state *c, const struct class_command *command) {
    const struct shape *shape = &class_command_shapes[command->type];
    if (!sender_may(shape, &command->meta)) return REFUSAL_NOT_YOU;
    if (c->closed) return REFUSAL_NOT_NOW;
    if (command->type == CLASS_COMMAND_ESTABLISH) {
        return c->established ? REFUSAL_ALREADY_DONE : REFUSAL_NONE;
    }
    return c->established && shape->when & 1u << c->phase ? REFUSAL_NONE : REFUSAL_NOT_NOW;
}

// The book comes first: a command that was accepted has often moved the round on.
enum refusal class_decide(const struct class_state *c, const struct class_command *command,
                          struct class_event out[CLASS_EVENTS], int *count, const char **path) {
    CHECK((unsigned)command->type < CLASS_COMMAND_COUNT);
    struct turn turn = { c, command, out, count, path };
    *count = 0;
    *path = "";
    switch (book_look(c->books, &command->meta)) {
    case BOOK_NEW: break;
    case BOOK_AGAIN: return REFUSAL_NONE;
    case BOOK_REFUSED_BEFORE: return REFUSAL_REFUSED_BEFORE;
    case BOOK_STALE: return REFUSAL_STALE;
    }
    enum refusal refusal = guard(c, command);
    return refusal == REFUSAL_NONE ? decide_type(&turn) : refusal;
}
