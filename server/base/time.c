// The clocks.
#include "base/time.h"

#include <time.h>

#include "base/check.h"

static ms time_read(clockid_t clock) {
    struct timespec now;
    CHECK(clock_gettime(clock, &now) == 0);
    return (ms)now.tv_sec * MS_SECOND + now.tv_nsec / 1000000;
}

// CLOCK_MONOTONIC stands still during suspend, and a class would go on as if nobody had left.
ms time_monotonic(void) {
    return time_read(CLOCK_BOOTTIME);
}

ms time_worked(void) {
    return time_read(CLOCK_THREAD_CPUTIME_ID);
}

ms time_wall(void) {
    return time_read(CLOCK_REALTIME);
}
