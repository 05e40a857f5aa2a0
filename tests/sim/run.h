// A seed from its first step to its last.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sim.h"

enum { STEPS_MAX = 100000 };

struct plan {
    const char *shelf;
    struct contract *contract; // borrowed
    uint64_t seed;
    uint32_t steps;
    const bool *left_out; // of each step; NULL: none
    struct str bytes; // decide instead of the seed, from a round that has begun; empty: the seed
    bool tells;       // a line for each step
    bool loud;        // the server's log, and what a sanitizer says
};

struct outcome {
    struct fault fault;
    uint32_t steps; // played, the one with the fault included
    uint64_t trace;
    struct figures figures;
};

// Returns when all is played, or at the first fault.
void run_play(const struct plan *plan, struct outcome *outcome);
