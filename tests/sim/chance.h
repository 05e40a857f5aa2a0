// Chance: where a step's choices come from. A number gives the same ones each time; for a fuzzer
// they come from its bytes, and are all 0 when these have run out.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
    uint64_t state;
    const uint8_t *bytes; // NULL: from the state
    size_t left;
};

// The choices of one step of a seed. They depend on nothing else, so that a story keeps them when
// other steps are left out of it.
struct chance chance_of_step(uint64_t seed, uint32_t step);

uint32_t chance_below(struct chance *chance, uint32_t limit); // 0..limit-1; limit 0 gives 0
bool chance_one_in(struct chance *chance, uint32_t count);
int64_t chance_between(struct chance *chance, int64_t low, int64_t high); // both included
