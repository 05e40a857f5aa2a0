// One turn of the loop: it begins with the first thing that happens and ends just before the loop
// blocks again.
//
// Everything that happens in a turn happens at the same time, and what it stages goes to disk as
// one batch. Whoever is about to call the engine begins the turn first; beginning twice is free.
#pragma once

#include <stdbool.h>

#include "base/time.h"
#include "engine/engine.h"

struct turn {
    struct engine *engine; // borrowed
    ms now;                // monotonic, of this turn
    ms worked;             // by this thread, when the turn began
    bool open;
};

// Reads the clocks and lets the engine's deadlines happen, once a turn. Returns the turn's time.
ms turn_begin(struct turn *t);

// Ends it: what was staged goes to the journal.
void turn_end(struct turn *t);
