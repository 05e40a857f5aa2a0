// The class machine: who is in, who meets whom, and which round is on. What a pair does in its
// session is the session's business; the class knows only proposed, briefing, running, ended.
//
//     events = class_decide(state, command)     refuses, or says what happens
//     state  = class_fold(state, event)         never fails, never allocates
//
// A round: propose → round_proposed (changed by hand: pairs_changed) → hand_out → briefs_handed_out
// → begin → round_began → end_round → round_ended. Session k of a round belongs to pairs[k - 1].
//
// What a reader might not expect:
// - Entering again is a success, with an event only for somebody without a place in the round that
//   is proposed or on (their phone slept when it was planned): they get one, as a latecomer does. A
//   locked class lets back in who left by themselves, but not whom the trainer removed.
// - Who enters while a round is proposed gets a place in the plan at once; while briefs are out or
//   calls run they observe the pair with the fewest observers, or wait if none has room.
// - Who leaves while a round is proposed is replaced in the plan. While it is on they keep their
//   place here until a spare takes it, they come back or the round ends: their session deals with
//   it.
// - An unrecorded person is never put on a seat of a session that is being recorded.
// - freeze_all, unfreeze_all and end_calls are events each time, since single pairs may have been
//   changed by hand in between.
// - Cancelling a proposal gives its number back. Cancelling after the briefs are out doesn't: its
//   sessions exist, and who read a brief knows that truth.
// - After a round the pairs stay until the next one is proposed, so that whoever follows the events
//   still finds its sessions. Ask class_pair_of who plays now.
// - A closed class takes no command. Closing ends the round that is on, or drops the proposal.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "core/book.h"
#include "core/limits.h"
#include "protocol/generated/types.h"

struct member {
    bool in;       // entered and not removed
    bool entered;  // ever
    bool shut_out; // the trainer removed them: a locked class stays locked for them
    bool recorded; // what they chose
    bool played;   // had a seat in an ended round: last_seat says which
    enum seat last_seat;
    uint16_t last_partner;     // of the last ended round; 0: none, or observed
    uint8_t times[SEAT_COUNT]; // how often on each seat, ended rounds only
    uint8_t observed_before;   // counted as theirs when they came: the least of those who were in
    uint8_t truths[SCENARIOS_MAX]; // variants met, as bits, by the scenario's place in `scenarios`
};

struct pair {
    uint16_t csr, customer; // 0: empty
    uint8_t variant;
    uint16_t observers[OBSERVERS_MAX];
    uint8_t observers_count;
    bool recorded; // its session is; decided when the briefs go out, since a journal can't change
    bool lost;     // an unrecorded session that a restart ended
};

struct setup {                                   // of the proposed or running round
    char scenario[41], rubric[41], doctrine[41]; // zero-terminated slugs
    char scenario_hash[33], rubric_hash[33], lexicon_hash[33];
    uint8_t variants; // how many the scenario has
    int32_t brief_s, call_s, back_s, score_s, talk_s;
    bool ready_starts;
    uint8_t focus_count;
    uint8_t focus[FOCUS_MAX];
};

struct class_state {
    uint32_t seq;
    ms up_ms, wall_ms;
    bool established, closed, locked;
    char doctrine[41];
    int32_t retention_days;

    struct member people[PEOPLE_MAX + 1]; // by person number; [0] is nobody
    uint16_t people_in, person_highest;

    enum round_phase phase;
    uint8_t round;  // of the proposed or running round, else the last one; 0: none yet
    uint8_t rounds; // ended
    bool all_frozen;
    struct setup setup;
    struct pair pairs[PAIRS_MAX]; // pair k has index k + 1 in stream ids
    uint8_t pairs_count;
    uint16_t benched[PEOPLE_MAX]; // sit this round out: by hand, or no pair has room to watch
    uint16_t benched_count;
    uint8_t met[PEOPLE_MAX + 1][PEOPLE_MAX + 1]; // how often two were a pair, [lower][higher]

    char scenarios[SCENARIOS_MAX][41]; // whose briefs went out, as slugs; the oldest gives way
    uint8_t scenarios_next, scenarios_count;

    struct book books[BOOKS_MAX];
};

void class_init(struct class_state *c);

// Decides a command. On success fills out[0..count) (strings borrowed from the command; meta
// complete) and returns REFUSAL_NONE; count 0 is a success without an effect. Else a refusal, and
// *path names the field at fault ("" if none); static. What other streams have to do follows from
// the events: see engine/react.c.
enum refusal class_decide(const struct class_state *c, const struct class_command *command,
                          struct class_event out[CLASS_EVENTS], int *count, const char **path);

// Applies one event. Bugs are CHECKed: an event that decide could not have made.
void class_fold(struct class_state *c, const struct class_event *event);

// Where a person is in the proposed or running round: the pair (from 1; 0: none) and the seat.
// `seat` may be NULL and is only set when there is a pair.
int class_pair_of(const struct class_state *c, uint16_t person, enum seat *seat);

// Whether everybody in a pair chose to be recorded.
bool class_pair_recorded(const struct class_state *c, const struct pair *pair);

uint8_t class_times_met(const struct class_state *c, uint16_t a, uint16_t b);

// The place of a scenario in `scenarios`, -1 if no brief of it went out.
int class_scenario(const struct class_state *c, struct str slug);

// A number that is equal if and only if two states are (FNV-1a over every field, not over padding).
uint64_t class_digest(const struct class_state *c);
