// The carousel: who meets whom. Nobody idle, no partner twice while it can be avoided, each seat
// equally often, neighbours with different truths; odd numbers observe, each in turn.
//
// Pure and seeded: the same class and seed give the same plan.
#pragma once

#include <stdint.h>

#include "core/class.h"

struct plan {
    struct pair pairs[PAIRS_MAX];
    uint8_t pairs_count;
    uint16_t benched[PEOPLE_MAX];
    uint16_t benched_count;
};

// Plans a round for `people` (numbers of members that are in; at most PEOPLE_MAX). Fewer than two
// give no pair. variants: how many variants of the truth there are.
void carousel_plan(const struct class_state *c, const uint16_t *people, int count, int variants, uint64_t seed, struct plan *out);

// What a pair costs: lower is better. Shown to a trainer who changes the plan by hand.
int carousel_cost(const struct class_state *c, uint16_t csr, uint16_t customer);
