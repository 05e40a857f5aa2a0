// Changes a proposed plan by hand. The one trick: `plan_cell` finds the cell of memory that holds a
// person, whatever kind of place that is, so that trading places is trading two numbers.
#include "core/plan.h"

#include "base/check.h"

static uint16_t *cell_in(uint16_t *list, int count, uint16_t person) {
    for (int i = 0; i < count; i++) {
        if (list[i] == person) return &list[i];
    }
    return NULL;
}

static uint16_t *cell_in_pair(struct pair *pair, uint16_t person) {
    if (pair->csr == person) return &pair->csr;
    if (pair->customer == person) return &pair->customer;
    return cell_in(pair->observers, pair->observers_count, person);
}

// Where a person's number stands in the plan; NULL if nowhere.
static uint16_t *plan_cell(struct plan *p, uint16_t person) {
    for (int k = 0; k < p->pairs_count; k++) {
        uint16_t *cell = cell_in_pair(&p->pairs[k], person);
        if (cell) return cell;
    }
    return cell_in(p->benched, p->benched_count, person);
}

void plan_copy(struct plan *to, const struct class_state *from) {
    memcpy(to->pairs, from->pairs, sizeof to->pairs);
    memcpy(to->benched, from->benched, sizeof to->benched);
    to->pairs_count = from->pairs_count;
    to->benched_count = from->benched_count;
}

bool plan_has(const struct plan *p, uint16_t person) {
    return plan_cell((struct plan *)p, person) != NULL; // the cell is only looked at
}

int plan_people(const struct plan *p) {
    int count = p->benched_count;
    for (int k = 0; k < p->pairs_count; k++) {
        count += 2 + p->pairs[k].observers_count;
    }
    return count;
}

static bool sits_out(const struct plan *p, const uint16_t *cell) {
    return !cell || (cell >= p->benched && cell < p->benched + PEOPLE_MAX);
}

bool plan_swap(struct plan *p, uint16_t a, uint16_t b) {
    uint16_t *cell_a = plan_cell(p, a), *cell_b = plan_cell(p, b);
    if (a == b || (sits_out(p, cell_a) && sits_out(p, cell_b))) return false;
    if (cell_a) *cell_a = b;
    if (cell_b) *cell_b = a;
    if (!cell_b) plan_bench(p, a);
    if (!cell_a) plan_bench(p, b);
    return true;
}

void plan_add_pair(struct plan *p, uint16_t csr, uint16_t customer) {
    CHECK(p->pairs_count < PAIRS_MAX);
    p->pairs[p->pairs_count++] = (struct pair){ .csr = csr, .customer = customer };
}

void plan_bench(struct plan *p, uint16_t person) {
    CHECK(p->benched_count < PEOPLE_MAX);
    p->benched[p->benched_count++] = person;
}

void plan_observe(struct plan *p, int number, uint16_t person) {
    CHECK(number >= 1 && number <= p->pairs_count);
    struct pair *pair = &p->pairs[number - 1];
    CHECK(pair->observers_count < OBSERVERS_MAX);
    pair->observers[pair->observers_count++] = person;
}

int plan_quietest(const struct plan *p) {
    int best = 0, fewest = OBSERVERS_MAX;
    for (int k = 0; k < p->pairs_count; k++) {
        if (p->pairs[k].observers_count >= fewest) continue;
        best = k + 1;
        fewest = p->pairs[k].observers_count;
    }
    return best;
}

// Takes the first of a list, so that who waited longest goes first; 0 from an empty one.
static uint16_t first_of(uint16_t *list, int count) {
    if (count == 0) return 0;
    uint16_t person = list[0];
    memmove(list, list + 1, (size_t)(count - 1) * sizeof *list);
    list[count - 1] = 0;
    return person;
}

static uint16_t observer_of(struct pair *pair) {
    uint16_t person = first_of(pair->observers, pair->observers_count);
    if (person) pair->observers_count--;
    return person;
}

// Somebody without a seat who can fill one in this pair; 0 if all play.
static uint16_t spare_for(struct plan *p, struct pair *pair) {
    uint16_t person = observer_of(pair);
    if (person) return person;
    person = first_of(p->benched, p->benched_count);
    if (person) {
        p->benched_count--;
        return person;
    }
    for (int k = 0; k < p->pairs_count && !person; k++) {
        person = observer_of(&p->pairs[k]);
    }
    return person;
}

static void pair_dissolve(struct plan *p, int k, uint16_t left_over) {
    p->pairs_count--;
    memmove(&p->pairs[k], &p->pairs[k + 1], (size_t)(p->pairs_count - k) * sizeof p->pairs[0]);
    int quietest = plan_quietest(p);
    if (quietest) {
        plan_observe(p, quietest, left_over);
    } else {
        plan_bench(p, left_over);
    }
}

static void list_drop(uint16_t *list, int count, uint16_t *cell) {
    memmove(cell, cell + 1, (size_t)(list + count - (cell + 1)) * sizeof *list);
    list[count - 1] = 0;
}

int plan_leave(struct plan *p, uint16_t person) {
    for (int k = 0; k < p->pairs_count; k++) {
        struct pair *pair = &p->pairs[k];
        uint16_t *cell = cell_in_pair(pair, person);
        if (!cell) continue;
        if (cell != &pair->csr && cell != &pair->customer) {
            list_drop(pair->observers, pair->observers_count--, cell);
            return 0;
        }
        *cell = spare_for(p, pair);
        if (*cell) return 0;
        pair_dissolve(p, k, cell == &pair->csr ? pair->customer : pair->csr);
        return k + 1;
    }
    uint16_t *cell = cell_in(p->benched, p->benched_count, person);
    if (cell) list_drop(p->benched, p->benched_count--, cell);
    return 0;
}

static enum plan_change move_to_bench(struct plan *p, uint16_t person) {
    if (cell_in(p->benched, p->benched_count, person)) return PLAN_SAME;
    plan_leave(p, person);
    plan_bench(p, person);
    return PLAN_CHANGED;
}

static enum plan_change move_to_watch(struct plan *p, uint16_t person, int number) {
    struct pair *pair = &p->pairs[number - 1];
    if (cell_in(pair->observers, pair->observers_count, person)) return PLAN_SAME;
    int dissolved = plan_leave(p, person);
    if (dissolved == number) return PLAN_DISSOLVED;
    if (dissolved && dissolved < number) number--;
    if (p->pairs[number - 1].observers_count >= OBSERVERS_MAX) return PLAN_FULL;
    plan_observe(p, number, person);
    return PLAN_CHANGED;
}

static enum plan_change move_to_play(struct plan *p, uint16_t person, int number, uint16_t *seat) {
    uint16_t before = *seat;
    if (before == person) return PLAN_SAME;
    if (plan_cell(p, person)) {
        plan_swap(p, person, before);
        return PLAN_CHANGED;
    }
    *seat = person;
    if (p->pairs[number - 1].observers_count < OBSERVERS_MAX) {
        plan_observe(p, number, before);
    } else {
        plan_bench(p, before);
    }
    return PLAN_CHANGED;
}

enum plan_change plan_move(struct plan *p, uint16_t person, int number, enum seat seat) {
    CHECK(number >= 0 && number <= p->pairs_count);
    if (number == 0) return move_to_bench(p, person);
    struct pair *pair = &p->pairs[number - 1];
    switch (seat) {
    case SEAT_CSR: return move_to_play(p, person, number, &pair->csr);
    case SEAT_CUSTOMER: return move_to_play(p, person, number, &pair->customer);
    case SEAT_OBSERVER: return move_to_watch(p, person, number);
    }
    CHECK_UNREACHABLE();
}

void plan_write(const struct plan *p, int16_t *pairs, uint16_t *pairs_count, int16_t *observers,
                uint16_t *observers_count) {
    uint16_t n = 0, m = 0;
    for (int k = 0; k < p->pairs_count; k++) {
        const struct pair *pair = &p->pairs[k];
        pairs[n++] = (int16_t)pair->csr;
        pairs[n++] = (int16_t)pair->customer;
        pairs[n++] = pair->variant;
        for (int i = 0; i < pair->observers_count; i++) {
            observers[m++] = (int16_t)pair->observers[i];
            observers[m++] = (int16_t)(k + 1);
        }
    }
    for (int i = 0; i < p->benched_count; i++) {
        observers[m++] = (int16_t)p->benched[i];
        observers[m++] = 0;
    }
    *pairs_count = n;
    *observers_count = m;
}
