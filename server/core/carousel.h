// The carousel: who meets whom. Nobody idle, no partner twice while it can be avoided, each seat
// equally often, nobody hears a truth that they know; an odd number observes, each in turn.
//
// Pure and seeded: the same class, people and seed give the same plan. Bounded: a plan for 320
// people takes a few milliseconds.
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "core/class.h"
#include "core/plan.h"

// Plans a round for `people` (numbers of members that are in, each once, in any order; at most
// PEOPLE_MAX). Fewer than two give no pair. variants: how many variants of the truth `scenario`
// has.
void carousel_plan(const struct class_state *c, const uint16_t *people, int count,
                   struct str scenario, int variants, uint64_t seed, struct plan *out);

// Deals the variants of a scenario to the pairs of a plan: to people who haven't met them,
// neighbours apart.
void carousel_deal(const struct class_state *c, struct str scenario, int variants,
                   struct plan *plan);

// Puts somebody without a place where watching costs least: no recording lost, a truth that is new
// to them, few others. Where none has room they sit out. turn: with which pair the search begins,
// so that of equals it isn't always the first.
void carousel_watch(const struct class_state *c, struct str scenario, uint32_t turn,
                    uint16_t person, struct plan *plan);

// Gives a newcomer a place in the proposed round: a pair with somebody who sits out, else as an
// observer, where possible without costing a pair its recording; else sits out too.
void carousel_join(const struct class_state *c, uint16_t person, struct plan *plan);

// What a pair costs in the proposed round: lower is better, 0 is ideal. Shown to a trainer who
// changes the plan by hand. At or above CAROUSEL_COST_HARD somebody meets a partner again or gets a
// seat more than once too often.
#define CAROUSEL_COST_HARD (1 << 16)
int carousel_cost(const struct class_state *c, uint16_t csr, uint16_t customer);
