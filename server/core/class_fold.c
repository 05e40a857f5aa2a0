// Applies events to a class. The counts that the carousel plans with change at round_ended only,
// once; what somebody knows of a scenario's truth changes as soon as they are handed a brief.
#include "base/check.h"
#include "core/class.h"

#define LAST_NUMBER 255 // counts stay there: more than the rounds of any class

static void copy_text(char *to, size_t size, struct str from) {
    CHECK(from.len < size);
    memset(to, 0, size);
    if (from.len) memcpy(to, from.ptr, from.len);
}

static void count_up(uint8_t *number) {
    if (*number < LAST_NUMBER) (*number)++;
}

static bool is_round_on(const struct class_state *c) {
    return c->phase == ROUND_PHASE_BRIEFING || c->phase == ROUND_PHASE_RUNNING;
}

static struct member *member_of(struct class_state *c, int person) {
    CHECK(person >= 1 && person <= PEOPLE_MAX);
    return &c->people[person];
}

static struct pair *pair_of(struct class_state *c, int number) {
    CHECK(number >= 1 && number <= c->pairs_count);
    return &c->pairs[number - 1];
}

// ---- places ----

static void list_drop(uint16_t *list, int i, int count) {
    memmove(&list[i], &list[i + 1], (size_t)(count - i - 1) * sizeof *list);
    list[count - 1] = 0;
}

static void leave_pair(struct pair *pair, uint16_t person) {
    if (pair->csr == person) pair->csr = 0;
    if (pair->customer == person) pair->customer = 0;
    for (int i = 0; i < pair->observers_count; i++) {
        if (pair->observers[i] != person) continue;
        list_drop(pair->observers, i, pair->observers_count--);
        return;
    }
}

// Empties whatever place a person has, so that they can be given another.
static void leave_place(struct class_state *c, uint16_t person) {
    for (int k = 0; k < c->pairs_count; k++) {
        leave_pair(&c->pairs[k], person);
    }
    for (int i = 0; i < c->benched_count; i++) {
        if (c->benched[i] != person) continue;
        list_drop(c->benched, i, c->benched_count--);
        return;
    }
}

// ---- people ----

// Whoever comes when the others have each observed twice isn't to make that up at one go.
static uint8_t least_observed(const struct class_state *c) {
    int least = LAST_NUMBER;
    for (int i = 1; i <= c->person_highest; i++) {
        const struct member *m = &c->people[i];
        int observed = m->times[SEAT_OBSERVER] + m->observed_before;
        if (m->in && observed < least) least = observed;
    }
    return c->people_in ? (uint8_t)least : 0;
}

static void fold_entered(struct class_state *c, const struct class_event_person_entered *e) {
    struct member *m = member_of(c, e->person);
    CHECK(!m->in && c->people_in < PEOPLE_MAX);
    if (!m->entered) m->observed_before = least_observed(c);
    m->in = m->entered = true;
    m->shut_out = false;
    m->recorded = e->recorded;
    c->people_in++;
    // Who comes back may have chosen otherwise about recording: the seat they left isn't theirs.
    if (is_round_on(c)) leave_place(c, (uint16_t)e->person);
    if (e->person > c->person_highest) c->person_highest = (uint16_t)e->person;
}

static void fold_removed(struct class_state *c, const struct class_event_person_removed *e) {
    struct member *m = member_of(c, e->person);
    CHECK(m->in);
    m->in = false;
    m->shut_out = e->by_trainer;
    c->people_in--;
}

// ---- the plan ----

// A person may stand in a plan once, and only while in the class.
static void place_once(const struct class_state *c, bool placed[PEOPLE_MAX + 1], int person) {
    CHECK(person >= 1 && person <= PEOPLE_MAX);
    CHECK(c->people[person].in && !placed[person]);
    placed[person] = true;
}

static void set_pairs(struct class_state *c, const int16_t *pairs, int pairs_count,
                      const int16_t *observers, int observers_count) {
    bool placed[PEOPLE_MAX + 1] = { false };
    CHECK(pairs_count % 3 == 0 && pairs_count / 3 <= PAIRS_MAX && observers_count % 2 == 0);
    memset(c->pairs, 0, sizeof c->pairs);
    memset(c->benched, 0, sizeof c->benched);
    c->pairs_count = (uint8_t)(pairs_count / 3);
    c->benched_count = 0;
    for (int k = 0; k < c->pairs_count; k++, pairs += 3) {
        place_once(c, placed, pairs[0]);
        place_once(c, placed, pairs[1]);
        CHECK(pairs[2] >= 0 && pairs[2] < VARIANTS_MAX);
        c->pairs[k].csr = (uint16_t)pairs[0];
        c->pairs[k].customer = (uint16_t)pairs[1];
        c->pairs[k].variant = (uint8_t)pairs[2];
    }
    for (int i = 0; i < observers_count; i += 2) {
        place_once(c, placed, observers[i]);
        if (observers[i + 1] == 0) {
            c->benched[c->benched_count++] = (uint16_t)observers[i];
            continue;
        }
        struct pair *pair = pair_of(c, observers[i + 1]);
        CHECK(pair->observers_count < OBSERVERS_MAX);
        pair->observers[pair->observers_count++] = (uint16_t)observers[i];
    }
}

static void set_setup(struct setup *s, const struct class_event_round_proposed *e) {
    copy_text(s->scenario, sizeof s->scenario, e->scenario);
    copy_text(s->rubric, sizeof s->rubric, e->rubric);
    copy_text(s->doctrine, sizeof s->doctrine, e->doctrine);
    copy_text(s->scenario_hash, sizeof s->scenario_hash, e->scenario_hash);
    copy_text(s->rubric_hash, sizeof s->rubric_hash, e->rubric_hash);
    copy_text(s->lexicon_hash, sizeof s->lexicon_hash, e->lexicon_hash);
    s->variants = (uint8_t)e->variants;
    s->brief_s = e->brief_s;
    s->call_s = e->call_s;
    s->back_s = e->back_s;
    s->score_s = e->score_s;
    s->talk_s = e->talk_s;
    s->ready_starts = e->ready_starts;
    CHECK(e->focus.count <= FOCUS_MAX);
    memset(s->focus, 0, sizeof s->focus);
    s->focus_count = (uint8_t)e->focus.count;
    for (int i = 0; i < e->focus.count; i++) {
        s->focus[i] = (uint8_t)e->focus.items[i];
    }
}

static void fold_proposed(struct class_state *c, const struct class_event_round_proposed *e) {
    CHECK(c->phase == ROUND_PHASE_NONE || c->phase == ROUND_PHASE_PROPOSED);
    CHECK(e->round == c->round + (c->phase == ROUND_PHASE_NONE));
    c->phase = ROUND_PHASE_PROPOSED;
    c->round = (uint8_t)e->round;
    c->all_frozen = false;
    set_setup(&c->setup, e);
    set_pairs(c, e->pairs.items, e->pairs.count, e->observers.items, e->observers.count);
}

static void fold_cancelled(struct class_state *c) {
    CHECK(c->phase == ROUND_PHASE_PROPOSED || c->phase == ROUND_PHASE_BRIEFING);
    if (c->phase == ROUND_PHASE_PROPOSED) {
        c->round--;
        set_pairs(c, NULL, 0, NULL, 0);
    }
    c->phase = ROUND_PHASE_NONE;
    c->all_frozen = false;
}

// ---- what people have met ----

// The place of the round's scenario; a new one takes the place of the oldest, which is forgotten.
static int remember_scenario(struct class_state *c) {
    int place = class_scenario(c, str_from(c->setup.scenario));
    if (place >= 0) return place;
    place = c->scenarios_next;
    c->scenarios_next = (uint8_t)((place + 1) % SCENARIOS_MAX);
    if (c->scenarios_count < SCENARIOS_MAX) c->scenarios_count++;
    memcpy(c->scenarios[place], c->setup.scenario, sizeof c->scenarios[place]);
    for (int i = 1; i <= PEOPLE_MAX; i++) {
        c->people[i].truths[place] = 0;
    }
    return place;
}

static void learn_truth(struct class_state *c, int scenario, uint16_t person, uint8_t variant) {
    if (person) c->people[person].truths[scenario] |= (uint8_t)(1u << variant);
}

static void fold_handed_out(struct class_state *c) {
    CHECK(c->phase == ROUND_PHASE_PROPOSED && c->pairs_count > 0);
    int scenario = remember_scenario(c);
    for (int k = 0; k < c->pairs_count; k++) {
        struct pair *pair = &c->pairs[k];
        pair->recorded = class_pair_recorded(c, pair);
        learn_truth(c, scenario, pair->csr, pair->variant);
        learn_truth(c, scenario, pair->customer, pair->variant);
        for (int i = 0; i < pair->observers_count; i++) {
            learn_truth(c, scenario, pair->observers[i], pair->variant);
        }
    }
    c->phase = ROUND_PHASE_BRIEFING;
}

static void count_seat(struct class_state *c, uint16_t person, enum seat seat, uint16_t partner) {
    if (person == 0) return;
    struct member *m = &c->people[person];
    count_up(&m->times[seat]);
    m->played = true;
    m->last_seat = seat;
    m->last_partner = partner;
}

static void count_pair(struct class_state *c, const struct pair *pair) {
    uint16_t a = pair->csr, b = pair->customer;
    if (a && b) count_up(a < b ? &c->met[a][b] : &c->met[b][a]);
    count_seat(c, a, SEAT_CSR, b);
    count_seat(c, b, SEAT_CUSTOMER, a);
    for (int i = 0; i < pair->observers_count; i++) {
        count_seat(c, pair->observers[i], SEAT_OBSERVER, 0);
    }
}

static void fold_ended(struct class_state *c) {
    CHECK(is_round_on(c));
    for (int k = 0; k < c->pairs_count; k++) {
        count_pair(c, &c->pairs[k]);
    }
    c->rounds++;
    c->phase = ROUND_PHASE_NONE;
    c->all_frozen = false;
}

// ---- seats while a round is on ----

static void bench_out(struct class_state *c, uint16_t person) {
    if (person && c->people[person].in) c->benched[c->benched_count++] = person;
}

static void fold_seat_given(struct class_state *c, const struct class_event_seat_given *e) {
    CHECK(is_round_on(c));
    CHECK(member_of(c, e->person)->in);
    uint16_t person = (uint16_t)e->person;
    struct pair *pair = pair_of(c, e->pair);
    leave_place(c, person);
    if (e->seat == SEAT_OBSERVER) {
        CHECK(pair->observers_count < OBSERVERS_MAX);
        pair->observers[pair->observers_count++] = person;
    } else {
        uint16_t *cell = e->seat == SEAT_CSR ? &pair->csr : &pair->customer;
        bench_out(c, *cell);
        *cell = person;
    }
    learn_truth(c, remember_scenario(c), person, pair->variant);
}

static void fold_established(struct class_state *c, const struct class_event_class_established *e) {
    CHECK(!c->established);
    c->established = true;
    copy_text(c->doctrine, sizeof c->doctrine, e->doctrine);
    c->retention_days = e->retention_days;
}

static void fold_open(struct class_state *c, const struct class_event *event) {
    CHECK(c->established && !c->closed);
    switch (event->type) {
    case CLASS_EVENT_CLASS_ESTABLISHED: break; // folded before
    case CLASS_EVENT_PERSON_ENTERED: fold_entered(c, &event->person_entered); break;
    case CLASS_EVENT_PERSON_REMOVED: fold_removed(c, &event->person_removed); break;
    case CLASS_EVENT_LOCKED: c->locked = event->locked.on; break;
    case CLASS_EVENT_ROUND_PROPOSED: fold_proposed(c, &event->round_proposed); break;
    case CLASS_EVENT_PAIRS_CHANGED:
        CHECK(c->phase == ROUND_PHASE_PROPOSED);
        set_pairs(c, event->pairs_changed.pairs.items, event->pairs_changed.pairs.count,
                  event->pairs_changed.observers.items, event->pairs_changed.observers.count);
        break;
    case CLASS_EVENT_ROUND_CANCELLED: fold_cancelled(c); break;
    case CLASS_EVENT_BRIEFS_HANDED_OUT: fold_handed_out(c); break;
    case CLASS_EVENT_ROUND_BEGAN:
        CHECK(c->phase == ROUND_PHASE_BRIEFING);
        c->phase = ROUND_PHASE_RUNNING;
        break;
    case CLASS_EVENT_ALL_FROZEN: c->all_frozen = event->all_frozen.on; break;
    case CLASS_EVENT_ALL_EXTENDED: break; // the three: told to the sessions, nothing to keep here
    case CLASS_EVENT_TWIST_FIRED_AT_ALL: break;
    case CLASS_EVENT_CALLS_ENDED: break;
    case CLASS_EVENT_ROUND_ENDED: fold_ended(c); break;
    case CLASS_EVENT_SEAT_GIVEN: fold_seat_given(c, &event->seat_given); break;
    case CLASS_EVENT_SESSION_LOST: pair_of(c, event->session_lost.pair)->lost = true; break;
    case CLASS_EVENT_CLASS_CLOSED: c->closed = true; break;
    }
}

void class_fold(struct class_state *c, const struct class_event *event) {
    CHECK(event->meta.up_ms >= c->up_ms);
    c->seq++;
    c->up_ms = event->meta.up_ms;
    c->wall_ms = event->meta.wall_ms;
    book_note(c->books, &event->meta, c->seq);
    if (event->type == CLASS_EVENT_CLASS_ESTABLISHED) {
        fold_established(c, &event->class_established);
        return;
    }
    fold_open(c, event);
}
