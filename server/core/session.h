// The session machine: one call of one pair, from brief to debrief.
//
//     events = session_decide(state, scenario, command)      refuses, or says what happens
//     state  = session_fold(state, event)                    never fails, never allocates
//     fields = session_view(state after event, event, role)  what a role may see; 0 is hidden
//
// State holds only what decide and view need: no names, no chat text. Three clocks: play (stops
// while frozen or interrupted), up (runs while the server does), wall (a label).
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
    bool here;       // has a socket; false from `dropped` to `returned`
    bool asleep;
    bool ready; // for the end of this phase
    bool typing;
    bool left;         // went by choice: nobody waits for a reconnect
    bool may_choose;   // the partner of this gone seat may choose what to do
    bool sheet_in;     // handed in its sheet
    ms typing_since;   // play
    ms grace_ends;     // up; MS_NEVER: none
};

struct waiting { // a desk or the supervisor that will answer
    uint8_t times; // how often asked
    ms due;        // play; MS_NEVER: nothing asked
};

struct twist_state {
    uint16_t fired;
    ms last;                      // play
    ms since[CONDITIONS_MAX];     // play, since when the condition holds; MS_NEVER: it doesn't
};

struct put_offer { // an offer on the table
    uint8_t offer; // its place in the scenario
    bool answered, accepted;
};

struct session {
    uint32_t seq;                // events folded
    uint32_t n[ROLE_COUNT];      // events seen by each role: positions are dense per role
    ms play_ms, up_ms, wall_ms;  // of the last event

    bool opened, recorded, ready_starts;
    enum phase phase;
    enum why over_why;
    ms phase_began, phase_ends; // play; ends MS_NEVER: open end
    ms call_began;              // play; twists count from here
    ms lengths[PHASE_COUNT];    // of the phases, ms; 0: open end

    bool frozen;      // by the trainer or by somebody out of role
    bool interrupted; // the server was away
    ms resume_wait_ends; // up; while interrupted
    bool help[SEAT_COUNT];
    bool stepped_out[SEAT_COUNT];

    struct chair csr, customer, observers[OBSERVERS_MAX];

    uint8_t dial, dial_before; // the value and what the last event changed it from
    ms dial_at;                // play
    bool story_finished;
    uint16_t facts_revealed; // bit mask
    uint16_t said[SEAT_COUNT], words[SEAT_COUNT], interruptions;
    uint32_t phrases;        // classes that the CSR has said so far, as bits
    uint32_t phrases_now;    // of the event just folded: what a phrase condition looks at
    ms last_sign;            // play, of the last line or key of either seat

    bool on_hold;
    enum pause_kind hold_kind;
    ms hold_until; // play; announced
    struct waiting desks[DESKS_MAX], supervisor;
    struct put_offer offers[DEALS_MAX];
    uint8_t offers_count, promises_count;
    struct twist_state twists[TWISTS_MAX];

    uint8_t focus; // how many focus criteria
    struct { uint8_t count; enum score items[FOCUS_MAX]; bool in; } sheets[SHEET_KIND_COUNT];
    bool sheets_opened;

    struct book books[BOOKS_MAX];
};

// A session before its first event.
void session_init(struct session *s);

// The play clock at an up time not before the state's own: it stands while frozen, interrupted,
// before the first and after the last phase.
bool session_runs(const struct session *s);
ms session_play_at(const struct session *s, ms up_ms);

// Decides a command. On success fills out[0..count) (strings borrowed from command and scenario; meta
// complete) and returns REFUSAL_NONE; count 0 is a success without an effect. Else a refusal, and
// *path names the field at fault ("" if none); static. Before a command is decided the caller decides
// every deadline at or before its time with a tick at that time (session_deadline).
enum refusal session_decide(const struct session *s, const struct scenario *scenario, const struct session_command *command,
                            struct session_event out[SESSION_EVENTS], int *count, const char **path);

// Applies one event. Bugs are CHECKed: an event that decide could not have made.
void session_fold(struct session *s, const struct session_event *event);

// The fields of an event that a role may see, given the state after it: SEE_... bits with SHAPE_SEEN
// (see protocol/shape.h), or 0. An event that nobody listed is hidden, except from the trainer.
uint32_t session_view(const struct session *after, const struct session_event *event, enum role role);

// The next moment (up clock) at which a tick would have an effect; MS_NEVER if none. After a tick at
// that moment has been folded it is later.
ms session_deadline(const struct session *s, const struct scenario *scenario);

// The seat of a person; ROLE_ENGINE if they have none. Somebody who left has none.
enum role session_role_of(const struct session *s, uint16_t person);
const struct chair *session_chair(const struct session *s, enum role seat); // csr or customer; NULL else

// A number that is equal if and only if two states are (FNV-1a over every field, not over padding).
uint64_t session_digest(const struct session *s);
