// The session machine: one call of one pair, from brief to debrief.
//
//     events = session_decide(state, scenario, command)      refuses, or says what happens
//     state  = session_fold(state, event)                    never fails, never allocates
//     fields = session_view(state after event, event, role)  what a role may see; 0 is hidden
//
// State holds only what decide, view and the wall's tiles need: no names, no chat text. Three
// clocks: play (stops while frozen or interrupted), up (runs while the server does), wall (a
// label).
//
// What may surprise:
// - The brief never ends by time. Its end is shown as a clock; the trainer, or both seats being
//   ready, begins the call.
// - A seat sits where it was put: it counts as here until the engine says `drop`. Who gives a seat
// to
//   somebody without a socket drops it in the same turn.
// - A dropped seat does not stop play. It has GRACE_MS to return in brief and call; then the
// partner
//   chooses. After the call nobody is waited for, and the phases end by their deadlines.
// - If both are gone, the call is over; except while interrupted, since an outage of the server
// must
//   not end a call. Then it waits for the first who returns, for the trainer, or for the round's
//   end.
// - Ending a phase, freezing, sleeping, dropping and leaving end typing with an event of its own,
// so
//   that who had the floor can be told from typing_changed alone.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "core/book.h"
#include "core/limits.h"
#include "core/scenario.h"
#include "protocol/generated/types.h"

// A seat's person and presence. Observers share a role, not a chair.
struct chair {
    uint16_t person; // 0: empty
    bool here;       // has a socket; false from `dropped` or `interrupted` to `returned`
    bool asleep;
    bool ready; // for the end of this phase
    bool typing;
    bool left;       // went by choice: nobody waits for a reconnect
    bool may_choose; // the partner of this gone seat may choose what to do
    bool sheet_in;   // this person handed in their sheet
    ms typing_since; // play, while typing
    ms grace_ends;   // up; MS_NEVER: none
};

struct waiting { // a desk or the supervisor that will answer
    item desk;
    uint8_t times; // how often asked
    ms due;        // play; MS_NEVER: nothing asked
};

struct twist_state {
    item twist;
    uint16_t fired; // by hand included
    uint8_t by_hand;
    ms last; // play
};

struct put_offer { // an offer on the table
    bool answered, accepted;
};

struct handed_in { // the latest sheet of its kind
    bool in;
    uint8_t count;
    enum score items[FOCUS_MAX];
};

struct session {
    uint32_t seq;               // events folded
    uint32_t n[ROLE_COUNT];     // events seen by each role: positions are dense per role
    ms play_ms, up_ms, wall_ms; // of the last event

    bool opened, recorded, ready_starts;
    enum phase phase;
    enum why over_why;
    ms phase_began, phase_ends; // play; ends MS_NEVER: open end
    ms call_began;              // play; twists count from here; MS_NEVER: not yet
    ms lengths[PHASE_COUNT];    // of the phases, ms; 0: open end

    bool frozen;         // by the trainer or by somebody out of role
    bool interrupted;    // the server was away
    ms resume_wait_ends; // up; while interrupted and the wait is on, else MS_NEVER
    bool help[SEAT_COUNT];
    bool help_answered[SEAT_COUNT]; // whom the last answer was for
    bool stepped_out[SEAT_COUNT];

    struct chair csr, customer, observers[OBSERVERS_MAX];

    uint8_t dial, dial_before;   // the value and what the last event changed it from
    ms dial_at;                  // play, of the last change
    ms dial_since[DIAL_MAX + 1]; // play, since when it has been at least this; MS_NEVER: it isn't
    ms dial_window;              // up, when the window began that limits dial events
    uint8_t dial_in_window;
    bool story_finished;
    item facts_revealed[FACTS_MAX];
    uint32_t said[SEAT_COUNT], words[SEAT_COUNT], interruptions;
    uint32_t phrases; // classes that the CSR has said so far, as bits
    ms last_sign;     // play: silence counts from here (signal.c)

    bool on_hold;
    enum pause_kind hold_kind;
    ms hold_until; // play; announced
    struct waiting desks[DESKS_MAX], supervisor;
    struct put_offer offers[DEALS_MAX];
    uint8_t offers_count, promises_count;
    struct twist_state twists[TWISTS_MAX];

    uint8_t focus; // how many focus criteria
    struct handed_in sheets[SHEET_KIND_COUNT];
    bool sheets_opened;

    struct book books[BOOKS_MAX]; // the last: a decision copies what lies before
};

// decide copies it, and a process holds thousands: it stays small.
_Static_assert(sizeof(struct session) <= 6 * 1024, "struct session outgrew a decision's stack");

// A session before its first event.
void session_init(struct session *s);

// The play clock at an up time not before the state's own: it stands while frozen, interrupted,
// before the first and after the last phase.
bool session_runs(const struct session *s);
ms session_play_at(const struct session *s, ms up_ms);

// Decides a command. On success fills out[0..count) (strings borrowed from command and scenario;
// meta complete, the command's id on the first event only) and returns REFUSAL_NONE; count 0 is a
// success without an effect: a value that is there already, a person without a seat, help that was
// called before. Else a refusal, and *path names the field at fault ("" if none); static.
//
// Before a command is decided the caller decides every deadline at or before its time with ticks at
// those times (session_deadline). What follows from a command (a twist whose condition it met, a
// phase that was waiting for it) is among its events.
//
// The dial: a value equal to the last is a success without an event. More than DIAL_WINDOW_MAX
// events within DIAL_WINDOW_MS are refused as too_fast; a client that sends two a second meets that
// only after a stall of seconds, and sends its last value again.
enum refusal session_decide(const struct session *s, const struct scenario *scenario,
                            const struct session_command *command,
                            struct session_event out[SESSION_EVENTS], int *count,
                            const char **path);

// Applies one event. Bugs are CHECKed: an event that decide could not have made.
void session_fold(struct session *s, const struct session_event *event);

// The fields of an event that a role may see, given the state after it: SEE_... bits with
// SHAPE_SEEN (see protocol/shape.h), or 0. An event that nobody listed is hidden.
uint32_t session_view(const struct session *after, const struct session_event *event,
                      enum role role);

// The next moment (up clock) at which a tick would have an effect; MS_NEVER if none. After a tick
// at that moment has been folded it is later, unless more was due than SESSION_EVENTS has room for:
// tick again.
ms session_deadline(const struct session *s, const struct scenario *scenario);

// The seat of a person; ROLE_ENGINE if they have none, and then nothing of theirs may be submitted.
// Somebody who left has none.
enum role session_role_of(const struct session *s, uint16_t person);
const struct chair *session_chair(const struct session *s,
                                  enum role seat); // csr or customer; NULL else

// A number that is equal if and only if two states are (FNV-1a over every field, not over padding).
uint64_t session_digest(const struct session *s);
