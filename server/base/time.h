// Milliseconds, and the only three functions of the house that read a clock.
//
// They are called at the edge, where a command gets its time. Everything below is told what time it
// is.
#pragma once

#include <stdint.h>

typedef int64_t ms;

// A deadline that doesn't come. Larger than any other, so that the earliest of several is their
// minimum.
#define MS_NEVER INT64_MAX

#define MS_SECOND ((ms)1000)
#define MS_MINUTE (60 * MS_SECOND)
#define MS_HOUR   (60 * MS_MINUTE)
#define MS_DAY    (24 * MS_HOUR)

static inline ms ms_max(ms a, ms b) {
    return a > b ? a : b;
}

static inline ms ms_min(ms a, ms b) {
    return a < b ? a : b;
}

// Never goes back, and counts the time that a laptop sleeps too: the engine must notice that it was
// away.
ms time_monotonic(void);

// How long this thread has had a processor: stands still while it waits, or is not let.
ms time_worked(void);

// Since 1970, UTC. It may jump; it is a label for people and for promises about days, never a
// measure.
ms time_wall(void);
