// The class machine: who is in, who meets whom, and which round is on. What a pair does in its
// session is the session's business; the class knows only proposed, briefing, running, ended.
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
    bool recorded; // what they chose
    uint8_t times[SEAT_COUNT];       // how often on each seat, ended rounds only
    uint8_t variants[VARIANTS_MAX];  // how often each variant of the truth, as bits a scenario may add
};

struct pair {
    uint16_t csr, customer; // 0: empty
    uint8_t variant;
    uint16_t observers[OBSERVERS_MAX];
    uint8_t observers_count;
    bool lost; // an unrecorded session that a restart ended
};

struct setup { // of the proposed or running round
    char scenario[41], rubric[41], doctrine[41];                  // zero-terminated slugs
    char scenario_hash[33], rubric_hash[33], lexicon_hash[33];
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
    uint16_t benched[PEOPLE_MAX]; // sit this round out: more observers than seats
    uint16_t benched_count;
    uint8_t met[PEOPLE_MAX + 1][PEOPLE_MAX + 1]; // how often two were a pair, [lower][higher]

    struct book books[BOOKS_MAX];
};

void class_init(struct class_state *c);

// As session_decide. What other streams have to do follows from the events: see engine/react.c.
enum refusal class_decide(const struct class_state *c, const struct class_command *command, struct class_event out[CLASS_EVENTS],
                          int *count, const char **path);
void class_fold(struct class_state *c, const struct class_event *event);

// Where a person is in the proposed or running round: the pair (from 1; 0: none) and the seat.
int class_pair_of(const struct class_state *c, uint16_t person, enum seat *seat);
uint8_t class_times_met(const struct class_state *c, uint16_t a, uint16_t b);
uint64_t class_digest(const struct class_state *c);
