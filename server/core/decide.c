// session_decide: who may give which command when, and which function decides it.
//
// Who and when is read from the shapes that are made from the schema, so a command without a rule
// cannot exist. A command that was decided before is answered first: its answer must not depend on
// what happened since.
#include "core/decide.h"

#include <stddef.h>
#include <string.h>

#include "base/check.h"
#include "protocol/generated/shapes.h"

static enum refusal book_guard(const struct session *s, const struct command_meta *meta,
                               bool *again) {
    *again = false;
    switch (book_look(s->books, meta)) {
    case BOOK_NEW: return REFUSAL_NONE;
    case BOOK_AGAIN: *again = true; return REFUSAL_NONE;
    case BOOK_REFUSED_BEFORE: return REFUSAL_REFUSED_BEFORE;
    case BOOK_STALE: return REFUSAL_STALE;
    }
    CHECK_UNREACHABLE();
}

// A seat is spoken for by who sits there. The engine's commands have no id: with one, somebody
// without a seat was taken for the engine.
static bool sender_may(const struct session *s, const struct shape *shape,
                       const struct command_meta *meta) {
    if (meta->from >= ROLE_COUNT || !(shape->from & 1u << meta->from)) return false;
    if (meta->counter != 0 && (meta->person == 0 || meta->from == ROLE_ENGINE)) return false;
    bool seated =
        meta->from == ROLE_CSR || meta->from == ROLE_CUSTOMER || meta->from == ROLE_OBSERVER;
    return !seated || (s->opened && session_role_of(s, meta->person) == (enum role)meta->from);
}

static enum refusal command_guard(const struct session *s, const struct session_command *command) {
    const struct shape *shape = &session_command_shapes[command->type];
    if (!sender_may(s, shape, &command->meta)) return REFUSAL_NOT_YOU;
    if (shape->always) return REFUSAL_NONE;
    if (!s->opened || !(shape->when & 1u << s->phase)) return REFUSAL_NOT_NOW;
    if (shape->frozen) return REFUSAL_NONE;
    if (s->frozen) return REFUSAL_FROZEN;
    return s->interrupted ? REFUSAL_WAITING_FOR_PARTNER : REFUSAL_NONE;
}

static enum refusal command_decide(struct decision *d) {
    switch (d->command->type) {
    case SESSION_COMMAND_OPEN: return decide_open(d);
    case SESSION_COMMAND_READY: return decide_ready(d);
    case SESSION_COMMAND_START: return decide_start(d);
    case SESSION_COMMAND_SAY: return decide_say(d);
    case SESSION_COMMAND_TYPING: return decide_typing(d);
    case SESSION_COMMAND_DIAL: return decide_dial(d);
    case SESSION_COMMAND_FINISH_STORY: return decide_finish_story(d);
    case SESSION_COMMAND_REVEAL: return decide_reveal(d);
    case SESSION_COMMAND_ASK_DESK: return decide_ask_desk(d);
    case SESSION_COMMAND_HOLD: return decide_hold(d);
    case SESSION_COMMAND_END_HOLD: return decide_end_hold(d);
    case SESSION_COMMAND_OFFER: return decide_offer(d);
    case SESSION_COMMAND_ANSWER_OFFER: return decide_answer_offer(d);
    case SESSION_COMMAND_PROMISE: return decide_promise(d);
    case SESSION_COMMAND_ASK_SUPERVISOR: return decide_ask_supervisor(d);
    case SESSION_COMMAND_BREATHE: return decide_breathe(d);
    case SESSION_COMMAND_ASK_HELP: return decide_ask_help(d);
    case SESSION_COMMAND_ANSWER_HELP: return decide_answer_help(d);
    case SESSION_COMMAND_STEP_OUT: return decide_step_out(d);
    case SESSION_COMMAND_LEAVE: return decide_leave(d);
    case SESSION_COMMAND_CHOOSE: return decide_choose(d);
    case SESSION_COMMAND_SLEEP: return decide_sleep(d);
    case SESSION_COMMAND_MARK: return decide_mark(d);
    case SESSION_COMMAND_FREEZE: return decide_freeze(d);
    case SESSION_COMMAND_UNFREEZE: return decide_unfreeze(d);
    case SESSION_COMMAND_EXTEND: return decide_extend(d);
    case SESSION_COMMAND_FIRE_TWIST: return decide_fire_twist(d);
    case SESSION_COMMAND_WHISPER: return decide_whisper(d);
    case SESSION_COMMAND_END_CALL: return decide_end_call(d);
    case SESSION_COMMAND_FINISH: return decide_finish(d);
    case SESSION_COMMAND_TAKE_SEAT: return decide_take_seat(d);
    case SESSION_COMMAND_TICK: return decide_tick(d);
    case SESSION_COMMAND_DROP: return decide_drop(d);
    case SESSION_COMMAND_RETURN: return decide_return(d);
    case SESSION_COMMAND_INTERRUPT: return decide_interrupt(d);
    case SESSION_COMMAND_HAND_IN: return decide_hand_in(d);
    }
    CHECK_UNREACHABLE();
}

static void decision_begin(struct decision *d, const struct session *s,
                           const struct scenario *scenario, const struct session_command *command,
                           struct session_event *out) {
    memcpy(&d->after, s, offsetof(struct session, books));
    d->scenario = scenario;
    d->command = command;
    d->up_ms = ms_max(command->meta.up_ms, s->up_ms);
    d->out = out;
    d->count = 0;
    d->heard = 0;
    d->path = "";
}

enum refusal session_decide(const struct session *s, const struct scenario *scenario,
                            const struct session_command *command,
                            struct session_event out[SESSION_EVENTS], int *count,
                            const char **path) {
    CHECK((unsigned)command->type < SESSION_COMMAND_COUNT);
    *count = 0;
    *path = "";
    bool again;
    enum refusal refusal = book_guard(s, &command->meta, &again);
    if (refusal != REFUSAL_NONE || again) return refusal;
    refusal = command_guard(s, command);
    if (refusal != REFUSAL_NONE) return refusal;

    struct decision d;
    decision_begin(&d, s, scenario, command, out);
    refusal = command_decide(&d);
    if (refusal == REFUSAL_NONE && d.count > 0) decision_settle(&d);
    *path = d.path;
    CHECK(refusal == REFUSAL_NONE || d.count == 0);
    *count = d.count;
    return refusal;
}

ms decision_play(const struct decision *d) {
    return session_play_at(&d->after, d->up_ms);
}

void decision_emit(struct decision *d, const struct session_event *event) {
    CHECK(d->count < SESSION_EVENTS);
    const struct command_meta *command = &d->command->meta;
    struct session_event *out = &d->out[d->count];
    *out = *event;
    out->meta = (struct event_meta){ .play_ms = decision_play(d),
                                     .up_ms = d->up_ms,
                                     .wall_ms = command->wall_ms - (command->up_ms - d->up_ms) };
    if (d->count++ == 0) {
        out->meta.person = command->person;
        out->meta.instance = command->instance;
        out->meta.counter = command->counter;
    }
    session_apply(&d->after, out);
}

void decision_emit_bare(struct decision *d, enum session_event_type type) {
    decision_emit(d, &(struct session_event){ .type = type });
}

void decision_settle(struct decision *d) {
    seats_settle(d);
    phase_settle(d);
    twists_fire(d);
}

enum refusal decision_refuse(struct decision *d, enum refusal refusal, const char *path) {
    d->path = path;
    return refusal;
}
