// Overload.
#include "engine/strain.h"

enum {
    LATE_MS = 1000,     // a line of chat that takes longer feels lost
    LATE_FOR_MS = 1500, // one hiccup of a disk is none
    CALM_MS = 250,
    CALM_FOR_MS = 5000,
};

void strain_init(struct strain *s) {
    *s = (struct strain){ .late_since = MS_NEVER, .calm_since = MS_NEVER };
}

// Since when something has been so, without a break.
static ms since(ms before, bool holds, ms now) {
    if (!holds) return MS_NEVER;
    return before == MS_NEVER ? now : before;
}

void strain_note(struct strain *s, ms late, ms now) {
    s->late = late;
    s->late_since = since(s->late_since, late >= LATE_MS, now);
    s->calm_since = since(s->calm_since, late < CALM_MS, now);
    if (s->late_since != MS_NEVER && now - s->late_since >= LATE_FOR_MS) s->busy = true;
    if (s->calm_since != MS_NEVER && now - s->calm_since >= CALM_FOR_MS) s->busy = false;
}
