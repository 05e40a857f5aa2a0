// What a player is going to send, and when: commands in order of their time.
#pragma once

#include <stdbool.h>

#include "base/str.h"
#include "base/time.h"

// A line with its typing is three; the most at once are a round's scores with their hand-in.
enum { AGENDA_MAX = 16 };

struct plan {
    ms at;
    const char *type;  // of the command; static
    struct buf fields; // JSON members behind type, id and stream: `,"on":true`
};

// A zeroed struct is empty and ready.
struct agenda {
    struct plan plans[AGENDA_MAX]; // by time; those of the same time in the order of their adding
    int count;
};

void agenda_deinit(struct agenda *a);

// Plans a command. Its fields are appended to what is returned, before the next call. When there
// is no room the plan farthest away gives way.
struct buf *agenda_add(struct agenda *a, ms at, const char *type);

void agenda_clear(struct agenda *a);
void agenda_shift(struct agenda *a, ms by); // everything happens later: the clock stood still
ms agenda_due(const struct agenda *a);      // MS_NEVER: nothing is planned

// Takes out the first plan if its time has come; its fields are borrowed until the next call.
const struct plan *agenda_take(struct agenda *a, ms now);
