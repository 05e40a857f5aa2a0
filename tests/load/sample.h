// Many durations and their percentiles.
#pragma once

#include <stdint.h>

// Above this many the rest is counted, not kept: more would not move a percentile.
enum { SAMPLE_MAX = 4 * 1000 * 1000 };

struct sample {
    uint32_t *us; // owned: microseconds, in the order they came
    uint32_t count, room;
    uint64_t left_out;
};

void sample_add(struct sample *s, int64_t us);
void sample_deinit(struct sample *s);

// The smallest kept duration that `percent` of them don't exceed; 0 of none. Sorts in place.
uint32_t sample_percentile(struct sample *s, double percent);
