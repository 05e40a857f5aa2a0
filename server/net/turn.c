// One turn of the loop.
#include "net/turn.h"

ms turn_begin(struct turn *t) {
    if (t->open) return t->now;
    t->open = true;
    t->now = time_monotonic();
    t->worked = time_worked();
    engine_advance(t->engine, t->now, time_wall());
    return t->now;
}

void turn_end(struct turn *t) {
    if (!t->open) return;
    t->open = false;
    engine_flush(t->engine);
    engine_took(t->engine, time_monotonic() - t->now, time_worked() - t->worked);
}
