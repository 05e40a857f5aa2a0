// Few plans, so they are kept sorted in place. Slots change places, never their buffers' owners:
// what is taken out stays behind the last plan until the slot is used again.
#include "demo/agenda.h"

void agenda_deinit(struct agenda *a) {
    for (int i = 0; i < AGENDA_MAX; i++)
        buf_deinit(&a->plans[i].fields);
}

void agenda_clear(struct agenda *a) {
    a->count = 0;
}

// The last one becomes the one at `to`.
static void plans_move_last(struct agenda *a, int last, int to) {
    struct plan plan = a->plans[last];
    for (int i = last; i > to; i--)
        a->plans[i] = a->plans[i - 1];
    a->plans[to] = plan;
}

// The first one becomes the last.
static void plans_move_first(struct agenda *a, int last) {
    struct plan plan = a->plans[0];
    for (int i = 0; i < last; i++)
        a->plans[i] = a->plans[i + 1];
    a->plans[last] = plan;
}

struct buf *agenda_add(struct agenda *a, ms at, const char *type) {
    int last = a->count < AGENDA_MAX ? a->count++ : AGENDA_MAX - 1;
    int place = 0;
    while (place < last && a->plans[place].at <= at)
        place++;
    plans_move_last(a, last, place);
    struct plan *plan = &a->plans[place];
    plan->at = at;
    plan->type = type;
    buf_reset(&plan->fields);
    return &plan->fields;
}

void agenda_shift(struct agenda *a, ms by) {
    for (int i = 0; i < a->count; i++)
        a->plans[i].at += by;
}

ms agenda_due(const struct agenda *a) {
    return a->count ? a->plans[0].at : MS_NEVER;
}

const struct plan *agenda_take(struct agenda *a, ms now) {
    if (agenda_due(a) > now) return NULL;
    plans_move_first(a, --a->count);
    return &a->plans[a->count];
}
