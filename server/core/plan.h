// A plan: who sits where in a round that is proposed but not begun, and how hands change it.
//
// Every function here leaves a valid plan: nobody twice, nobody lost, no pair with an empty seat.
// Pairs are numbered from 1, as in events and stream ids; a pair that dissolves closes up the
// numbers behind it, which is fine as long as no session is open.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/class.h"

struct plan {
    struct pair pairs[PAIRS_MAX];
    uint8_t pairs_count;
    uint16_t benched[PEOPLE_MAX];
    uint16_t benched_count;
};

// The plan of the proposed or running round, to be changed and told as an event.
void plan_copy(struct plan *to, const struct class_state *from);

bool plan_has(const struct plan *p, uint16_t person);
int plan_people(const struct plan *p); // how many have a place, sitting out included

// Trades the places of two people. Somebody without a place gets the other's, and the other sits
// out. False: nothing changed, since they are one or have no seat between them.
bool plan_swap(struct plan *p, uint16_t a, uint16_t b);

// A new pair, the last one. Neither may have a place.
void plan_add_pair(struct plan *p, uint16_t csr, uint16_t customer);

// Sits out: in the plan, but on no seat. The person must have no place.
void plan_bench(struct plan *p, uint16_t person);

// Watches a pair from 1. The person must have no place, the pair must have room.
void plan_observe(struct plan *p, int pair, uint16_t person);

// Takes a person out. A seat that falls empty goes to an observer of that pair, else to somebody
// who sits out, else to an observer of another pair; if there is nobody the pair dissolves and the
// partner who is left over observes, or sits out when no pair has room. Returns the number of the
// pair that dissolved; 0: none did.
int plan_leave(struct plan *p, uint16_t person);

enum plan_change { PLAN_CHANGED, PLAN_SAME, PLAN_FULL, PLAN_DISSOLVED };

// Puts a person on a seat of a pair from 1; pair 0: they sit out. Who sat there takes the place
// that became free, or watches that pair if there is none. A seat that falls empty because its
// person now watches or sits out is filled as in plan_leave. FULL: no room to watch. DISSOLVED: the
// pair to watch would fall apart. After either the plan is of no use any more.
enum plan_change plan_move(struct plan *p, uint16_t person, int pair, enum seat seat);

// The pair with the fewest observers and room for one more, from 1; 0 if there is none.
int plan_quietest(const struct plan *p);

// Writes the flat lists of class events: csr, customer, variant of each pair in turn; person and
// pair of each observer in turn, pair 0 for who sits out.
void plan_write(const struct plan *p, int16_t *pairs, uint16_t *pairs_count, int16_t *observers,
                uint16_t *observers_count);
