// Questions about a class that don't change it.
#include "core/class.h"

#include "base/check.h"
#include "core/digest.h"

void class_init(struct class_state *c) {
    memset(c, 0, sizeof *c);
}

static bool pair_seats(const struct pair *pair, uint16_t person, enum seat *seat) {
    if (pair->csr == person || pair->customer == person) {
        *seat = pair->csr == person ? SEAT_CSR : SEAT_CUSTOMER;
        return true;
    }
    for (int i = 0; i < pair->observers_count; i++) {
        if (pair->observers[i] != person) continue;
        *seat = SEAT_OBSERVER;
        return true;
    }
    return false;
}

int class_pair_of(const struct class_state *c, uint16_t person, enum seat *seat) {
    enum seat found;
    if (c->phase == ROUND_PHASE_NONE || person == 0) return 0;
    for (int k = 0; k < c->pairs_count; k++) {
        if (pair_seats(&c->pairs[k], person, seat ? seat : &found)) return k + 1;
    }
    return 0;
}

bool class_pair_recorded(const struct class_state *c, const struct pair *pair) {
    for (int i = 0; i < pair->observers_count; i++) {
        if (!c->people[pair->observers[i]].recorded) return false;
    }
    return c->people[pair->csr].recorded && c->people[pair->customer].recorded;
}

uint8_t class_times_met(const struct class_state *c, uint16_t a, uint16_t b) {
    CHECK(a <= PEOPLE_MAX && b <= PEOPLE_MAX);
    return a < b ? c->met[a][b] : c->met[b][a];
}

int class_scenario(const struct class_state *c, struct str slug) {
    for (int i = 0; i < c->scenarios_count; i++) {
        if (str_eq(slug, str_from(c->scenarios[i]))) return i;
    }
    return -1;
}

static uint64_t digest_text(uint64_t d, const char *text) {
    return digest_str(d, str_from(text));
}

static uint64_t digest_people(uint64_t d, const struct class_state *c) {
    for (int i = 0; i <= PEOPLE_MAX; i++) {
        const struct member *m = &c->people[i];
        d = digest_number(d, m->in | m->entered << 1 | m->shut_out << 2 | m->recorded << 3 |
                                 m->played << 4);
        d = digest_number(d, m->last_seat);
        d = digest_number(d, m->last_partner);
        d = digest_number(d, m->observed_before);
        for (int k = 0; k < SEAT_COUNT; k++) {
            d = digest_number(d, m->times[k]);
        }
        for (int k = 0; k < SCENARIOS_MAX; k++) {
            d = digest_number(d, m->truths[k]);
        }
        for (int k = 0; k <= PEOPLE_MAX; k++) {
            d = digest_number(d, c->met[i][k]);
        }
    }
    return d;
}

static uint64_t digest_setup(uint64_t d, const struct setup *s) {
    d = digest_text(d, s->scenario);
    d = digest_text(d, s->rubric);
    d = digest_text(d, s->doctrine);
    d = digest_text(d, s->scenario_hash);
    d = digest_text(d, s->rubric_hash);
    d = digest_text(d, s->lexicon_hash);
    d = digest_number(d, s->variants);
    d = digest_number(d, s->brief_s);
    d = digest_number(d, s->call_s);
    d = digest_number(d, s->back_s);
    d = digest_number(d, s->score_s);
    d = digest_number(d, s->talk_s);
    d = digest_number(d, s->ready_starts);
    d = digest_number(d, s->focus_count);
    for (int i = 0; i < FOCUS_MAX; i++) {
        d = digest_number(d, s->focus[i]);
    }
    return d;
}

static uint64_t digest_pairs(uint64_t d, const struct class_state *c) {
    for (int k = 0; k < PAIRS_MAX; k++) {
        const struct pair *pair = &c->pairs[k];
        d = digest_number(d, pair->csr);
        d = digest_number(d, pair->customer);
        d = digest_number(d, pair->variant);
        d = digest_number(d, pair->observers_count | pair->recorded << 8 | pair->lost << 9);
        for (int i = 0; i < OBSERVERS_MAX; i++) {
            d = digest_number(d, pair->observers[i]);
        }
    }
    for (int i = 0; i < PEOPLE_MAX; i++) {
        d = digest_number(d, c->benched[i]);
    }
    d = digest_number(d, c->pairs_count);
    return digest_number(d, c->benched_count);
}

uint64_t class_digest(const struct class_state *c) {
    uint64_t d = DIGEST_START;
    d = digest_number(d, c->seq);
    d = digest_number(d, c->up_ms);
    d = digest_number(d, c->wall_ms);
    d = digest_number(d, c->established | c->closed << 1 | c->locked << 2 | c->all_frozen << 3);
    d = digest_text(d, c->doctrine);
    d = digest_number(d, c->retention_days);
    d = digest_number(d, c->people_in);
    d = digest_number(d, c->person_highest);
    d = digest_number(d, c->phase);
    d = digest_number(d, c->round);
    d = digest_number(d, c->rounds);
    d = digest_people(d, c);
    d = digest_setup(d, &c->setup);
    d = digest_pairs(d, c);
    for (int i = 0; i < SCENARIOS_MAX; i++) {
        d = digest_text(d, c->scenarios[i]);
    }
    d = digest_number(d, c->scenarios_next);
    d = digest_number(d, c->scenarios_count);
    return book_digest(d, c->books);
}
