// Overload: how late things are, and whether new people are asked to come back later.
//
// Lateness is measured, not guessed from counts: how long the last turn took, and how old the batch
// is that the disk has. A slow disk and a short processor look alike from here, and to people.
// Those who are in go on, only later; nothing of theirs is lost. New ones are turned away until it
// has been calm for a while, so that the door doesn't open and close by turns.
#pragma once

#include <stdbool.h>

#include "base/time.h"

struct strain {
    ms late;       // when it was last noted
    ms late_since; // MS_NEVER: it isn't late enough
    ms calm_since; // MS_NEVER: it isn't calm
    bool busy;
};

void strain_init(struct strain *s);

// So late it is now. To be noted at least once a second.
void strain_note(struct strain *s, ms late, ms now);
