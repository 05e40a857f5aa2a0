// A decision under way: what the files that decide share. Private to the session machine.
//
// Each event is folded into a copy of the state as it is decided, so that what follows from a
// command is decided on the state after it. The copy has no books: they are looked at before, and
// with a thousand sessions, whose states are in no cache, they were two thirds of a decision's way
// to memory.
#pragma once

#include "core/session.h"

struct decision {
    struct session after; // the state with every event so far folded in; its books are not set
    const struct scenario *scenario;
    const struct session_command *command;
    ms up_ms; // of the events now decided: a tick catches up with several moments
    struct session_event *out;
    int count;
    uint32_t heard; // phrase classes of a CSR's line in this decision
    const char *path;
};

// session_fold but for the books (fold.c).
void session_apply(struct session *s, const struct session_event *event);

// Completes the event's meta, takes it down and folds it.
void decision_emit(struct decision *d, const struct session_event *event);
void decision_emit_bare(struct decision *d, enum session_event_type type); // one without fields

// The play clock of the events now decided.
ms decision_play(const struct decision *d);

// What follows from the events so far: a session resumes or is over, a phase that waited for its
// last seat or sheet ends, twists fire.
void decision_settle(struct decision *d);

// A refusal with the field at fault.
enum refusal decision_refuse(struct decision *d, enum refusal refusal, const char *path);

// Chairs and items (session.c).
enum role role_partner(enum role seat);     // of csr and customer
bool chair_is_taken(const struct chair *c); // by somebody who has not left
bool chair_is_gone(const struct chair *c);  // nobody need wait for it
bool session_pair_is_gone(const struct session *s);
const struct waiting *session_waiting_of(const struct session *s, item desk); // NULL: never asked
const struct twist_state *session_twist_of(const struct session *s, item twist);
int session_observer_of(const struct session *s, uint16_t person); // -1: none

// Phases (decide_flow.c).
void phase_begin(struct decision *d, enum phase phase, enum why why);
void phase_end_by_time(struct decision *d);
void phase_settle(struct decision *d);
enum refusal decide_open(struct decision *d);
enum refusal decide_ready(struct decision *d);
enum refusal decide_start(struct decision *d);
enum refusal decide_end_call(struct decision *d);
enum refusal decide_finish(struct decision *d);
enum refusal decide_freeze(struct decision *d);
enum refusal decide_unfreeze(struct decision *d);
enum refusal decide_extend(struct decision *d);
enum refusal decide_step_out(struct decision *d);
enum refusal decide_hand_in(struct decision *d);

// Who is there (decide_seats.c).
void seats_settle(struct decision *d);
void grace_end(struct decision *d);       // of each seat whose grace is due
void resume_wait_end(struct decision *d); // of the wait after an interruption
void missing_drop(struct decision *d);    // play goes on: who is missing counts as dropped from now
enum refusal decide_take_seat(struct decision *d);
enum refusal decide_drop(struct decision *d);
enum refusal decide_return(struct decision *d);
enum refusal decide_interrupt(struct decision *d);
enum refusal decide_sleep(struct decision *d);
enum refusal decide_leave(struct decision *d);
enum refusal decide_choose(struct decision *d);

// Lines, keys, dial, and calling the trainer (decide_talk.c).
void typing_stop(struct decision *d, enum role seat); // if it was on
void typing_stop_all(struct decision *d);
enum refusal decide_say(struct decision *d);
enum refusal decide_typing(struct decision *d);
enum refusal decide_dial(struct decision *d);
enum refusal decide_finish_story(struct decision *d);
enum refusal decide_breathe(struct decision *d);
enum refusal decide_ask_help(struct decision *d);
enum refusal decide_answer_help(struct decision *d);
enum refusal decide_mark(struct decision *d);
enum refusal decide_whisper(struct decision *d);

// The CSR's tools and the customer's cards (decide_tools.c).
void hold_end(struct decision *d); // if on
void answers_arrive(struct decision *d);
enum refusal decide_reveal(struct decision *d);
enum refusal decide_ask_desk(struct decision *d);
enum refusal decide_hold(struct decision *d);
enum refusal decide_end_hold(struct decision *d);
enum refusal decide_offer(struct decision *d);
enum refusal decide_answer_offer(struct decision *d);
enum refusal decide_promise(struct decision *d);
enum refusal decide_ask_supervisor(struct decision *d);

// Twists (decide_twist.c fires, twist.c says when).
void twists_fire(struct decision *d);
enum refusal decide_fire_twist(struct decision *d);

struct twist_reason {
    enum cause cause;
    enum signal signal;
    int32_t value; // of the signal
    int32_t for_s; // how long it held
};

// Whether a twist fires by itself at a play time in the call, with these phrase classes heard; and
// why.
bool twist_is_due(const struct session *s, const struct twist *twist, ms play_ms, uint32_t heard,
                  struct twist_reason *why);
// The play time at which the first will, if nothing else happens; MS_NEVER.
ms twists_due(const struct session *s, const struct scenario *scenario);

// Signals over the state (signal.c).
bool signal_backchannel(const struct scenario *scenario, uint32_t classes, int32_t words);
bool signal_can_be_silent(const struct session *s); // whether silence counts at all now
ms signal_since(const struct session *s, const struct condition *condition); // see signal.c

// Time (deadline.c).
enum refusal decide_tick(struct decision *d);
