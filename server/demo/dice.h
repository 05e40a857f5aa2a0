// Chance that can be played again: the same seed gives the same numbers on any machine.
#pragma once

#include <stdint.h>

// splitmix64: any seed will do, 0 included.
struct dice {
    uint64_t state;
};

static inline uint64_t dice_roll(struct dice *d) {
    uint64_t z = d->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

// A number from `low` to `high`, both included; low <= high. Its bias is of no matter here.
static inline int64_t dice_between(struct dice *d, int64_t low, int64_t high) {
    return low + (int64_t)(dice_roll(d) % (uint64_t)(high - low + 1));
}
