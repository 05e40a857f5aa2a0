// Plans a round: people into pairs (below: a draft). What happens to the pairs then, truths and
// observers, is in deal.c.
//
// A draft starts greedily, whoever has the fewest good partners left choosing first, and is then
// improved by regrouping two pairs at a time until nothing gets cheaper. That meets all hard wishes
// of one round; it doesn't see that a careless round can make a later one impossible, as in a class
// of six where the wrong second round leaves two triangles who have met everybody else. So in small
// classes each draft is tried out: the rounds that could follow are drafted on paper, and the first
// draft is taken that lets all of them end well. In large classes people run out of rounds before
// they run out of partners.
//
// The method of the circle (everybody moves one place on) needs no search, but only works for a
// class where nobody comes late, leaves or is moved by hand: none that we know.
#include "core/carousel.h"

#include "base/check.h"

// What is wished for, by weight. The first three are hard: all soft wishes of 160 pairs together
// weigh less than one of them. Observing in turn comes first, or else somebody new, whom everybody
// is still to meet, would never observe.
#define COST_WATCHED   (1 << 24)          // observes although others did less often
#define COST_MET       (1 << 20)          // partners meet again; each further time weighs one more
#define COST_SEAT      CAROUSEL_COST_HARD // one seat more than once oftener than the other
#define COST_AGAIN     160                // the very partner of the last round
#define COST_CSR_KNOWS 80                 // the CSR has met each variant of the truth
#define COST_KNOWS     30                 // the customer has: they would play it a second time
#define COST_RECORDING 50                 // one recorded, one not: the former loses a recording
#define COST_SAME_SEAT 20                 // on the seat of the last round

#define COUNT_WORST 15 // times beyond the least that weigh more: keeps sums within an int

// Thinking ahead. Above 40 people there are partners enough for a day, whatever a draft does: each
// has 39 others, and after 9 rounds most of them are still new. The fewer people, the more often a
// draft leads nowhere and the cheaper it is to try another, so the number of drafts is AHEAD_DRAFTS
// divided by the people. A quarter of them wish for everything; where that leads nowhere the others
// drop the soft wishes. With half as many drafts one course of 150 with 10 people went wrong.
#define AHEAD_PEOPLE 40
#define AHEAD_ROUNDS 9 // one more than a long day has
#define AHEAD_DRAFTS 1536

#define PASSES_MAX 8 // of improving a draft: three are usual

#define NOBODY (-1)

struct rider {
    uint16_t person;
    int8_t lean;          // how often CSR minus how often customer
    uint8_t watched;      // how often observed, above whoever did least
    uint8_t truths;       // variants met, as bits
    uint8_t last_seat;    // SEAT_COUNT: none
    int16_t last_partner; // place of the rider, or NOBODY
    bool recorded;
};

// The people of one plan by their place among them, and what a plan does to them. Copied to think
// ahead.
struct riders {
    int count;
    uint8_t truths_all; // the variants that there are, as bits
    uint64_t dice;      // state of the random numbers
    bool hard_only;     // soft wishes don't count
    struct rider of[PEOPLE_MAX];
    uint8_t met[PEOPLE_MAX][PEOPLE_MAX]; // above the pair that met least
};

// Who plays with whom, by places of riders.
struct draft {
    int pairs;
    int16_t csr[PAIRS_MAX], customer[PAIRS_MAX];
    int watcher; // or NOBODY
};

// splitmix64: small, and good for any seed.
static uint32_t riders_roll(struct riders *r, uint32_t below) {
    uint64_t z = r->dice += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % below);
}

// ---- costs ----

static int at_most(int count) {
    return count < COUNT_WORST ? count : COUNT_WORST;
}

static int cost_met(int count) {
    int times = at_most(count);
    return COST_MET * (times * (times + 1) / 2);
}

// Of one more time on the seat that `lean` counts for: nothing while it comes back to balance.
static int cost_seat(int lean) {
    return lean > 0 ? COST_SEAT * at_most(lean) : 0;
}

static int cost_truth(const struct riders *r, uint8_t csr, uint8_t customer) {
    if (r->truths_all & ~(csr | customer)) return 0;
    if (r->truths_all & ~csr) return COST_KNOWS;
    if (r->truths_all & ~customer) return COST_CSR_KNOWS;
    return COST_CSR_KNOWS + COST_KNOWS;
}

static int cost_soft(const struct riders *r, int a, int b) {
    const struct rider *csr = &r->of[a], *customer = &r->of[b];
    int cost = cost_truth(r, csr->truths, customer->truths);
    if (csr->last_partner == b) cost += COST_AGAIN;
    if (csr->last_seat == SEAT_CSR) cost += COST_SAME_SEAT;
    if (customer->last_seat == SEAT_CUSTOMER) cost += COST_SAME_SEAT;
    if (csr->recorded != customer->recorded) cost += COST_RECORDING;
    return cost;
}

// Of `a` as CSR and `b` as customer.
static int cost_pair(const struct riders *r, int a, int b) {
    int cost = cost_met(r->met[a][b]) + cost_seat(r->of[a].lean) + cost_seat(-r->of[b].lean);
    return r->hard_only ? cost : cost + cost_soft(r, a, b);
}

static int cost_two(const struct riders *r, int a, int b) {
    int one = cost_pair(r, a, b), other = cost_pair(r, b, a);
    return one < other ? one : other;
}

static int cost_watch(const struct riders *r, int a) {
    if (a == NOBODY) return 0;
    return COST_WATCHED * at_most(r->of[a].watched) +
           (r->of[a].last_seat == SEAT_OBSERVER ? COST_SAME_SEAT : 0);
}

static int64_t cost_draft(const struct riders *r, const struct draft *d) {
    int64_t cost = cost_watch(r, d->watcher);
    for (int k = 0; k < d->pairs; k++) {
        cost += cost_pair(r, d->csr[k], d->customer[k]);
    }
    return cost;
}

// ---- one draft ----

static bool is_good(const struct riders *r, int a, int b) {
    return cost_two(r, a, b) < CAROUSEL_COST_HARD;
}

// Puts two on the seats that cost less; by lot when it's the same.
static void draft_seat(struct riders *r, struct draft *d, int k, int a, int b) {
    int one = cost_pair(r, a, b), other = cost_pair(r, b, a);
    bool turn = one == other ? riders_roll(r, 2) : other < one;
    d->csr[k] = (int16_t)(turn ? b : a);
    d->customer[k] = (int16_t)(turn ? a : b);
}

// Of those who have no place yet: how many good partners each has left.
struct choosers {
    bool placed[PEOPLE_MAX];
    int16_t good[PEOPLE_MAX];
};

static void choosers_init(const struct riders *r, struct choosers *c) {
    memset(c, 0, sizeof *c);
    for (int a = 0; a < r->count; a++) {
        for (int b = a + 1; b < r->count; b++) {
            if (!is_good(r, a, b)) continue;
            c->good[a]++;
            c->good[b]++;
        }
    }
}

static void choosers_place(const struct riders *r, struct choosers *c, int a) {
    c->placed[a] = true;
    for (int b = 0; b < r->count; b++) {
        if (!c->placed[b] && is_good(r, a, b)) c->good[b]--;
    }
}

// Keeps one of all that come with the lowest cost, each as likely as the others.
struct lot {
    int best, cost, tied;
};

static void lot_offer(struct riders *r, struct lot *lot, int who, int cost) {
    if (lot->best != NOBODY && cost > lot->cost) return;
    if (lot->best == NOBODY || cost < lot->cost) lot->tied = 0;
    lot->tied++;
    if (riders_roll(r, (uint32_t)lot->tied) == 0) lot->best = who;
    lot->cost = cost;
}

static int choose_watcher(struct riders *r) {
    struct lot lot = { .best = NOBODY };
    for (int a = 0; a < r->count; a++) {
        lot_offer(r, &lot, a, cost_watch(r, a));
    }
    return lot.best;
}

static int choose_first(struct riders *r, const struct choosers *c) {
    struct lot lot = { .best = NOBODY };
    for (int a = 0; a < r->count; a++) {
        if (!c->placed[a]) lot_offer(r, &lot, a, c->good[a]);
    }
    return lot.best;
}

// The cheapest partner; of several the one who has fewest others.
static int choose_partner(struct riders *r, const struct choosers *c, int a) {
    struct lot lot = { .best = NOBODY };
    int best = INT32_MAX;
    for (int b = 0; b < r->count; b++) {
        if (c->placed[b] || b == a) continue;
        int cost = cost_two(r, a, b);
        if (cost > best) continue;
        if (cost < best) lot.best = NOBODY;
        best = cost;
        lot_offer(r, &lot, b, c->good[b]);
    }
    return lot.best;
}

static void draft_start(struct riders *r, struct draft *d) {
    struct choosers c;
    choosers_init(r, &c);
    d->pairs = r->count / 2;
    d->watcher = r->count % 2 ? choose_watcher(r) : NOBODY;
    if (d->watcher != NOBODY) choosers_place(r, &c, d->watcher);
    for (int k = 0; k < d->pairs; k++) {
        int a = choose_first(r, &c);
        choosers_place(r, &c, a);
        int b = choose_partner(r, &c, a);
        choosers_place(r, &c, b);
        draft_seat(r, d, k, a, b);
    }
}

// Regroups two pairs if that costs less.
static bool improve_two(struct riders *r, struct draft *d, int j, int k) {
    int a = d->csr[j], b = d->customer[j], x = d->csr[k], y = d->customer[k];
    int now = cost_pair(r, a, b) + cost_pair(r, x, y);
    if (now == 0) return false;
    int across = cost_two(r, a, x) + cost_two(r, b, y);
    int along = cost_two(r, a, y) + cost_two(r, x, b);
    if (along < now && along <= across) {
        draft_seat(r, d, j, a, y);
        draft_seat(r, d, k, x, b);
    } else if (across < now) {
        draft_seat(r, d, j, a, x);
        draft_seat(r, d, k, b, y);
    }
    return along < now || across < now;
}

// Lets the watcher trade with somebody of a pair if that costs less.
static bool improve_watcher(struct riders *r, struct draft *d, int k) {
    if (d->watcher == NOBODY) return false;
    int a = d->csr[k], b = d->customer[k], w = d->watcher;
    int now = cost_pair(r, a, b) + cost_watch(r, w);
    if (now == 0) return false;
    int for_a = cost_two(r, w, b) + cost_watch(r, a);
    int for_b = cost_two(r, a, w) + cost_watch(r, b);
    if (for_a >= now && for_b >= now) return false;
    d->watcher = for_a < for_b ? a : b;
    draft_seat(r, d, k, w, for_a < for_b ? b : a);
    return true;
}

static void draft_improve(struct riders *r, struct draft *d) {
    bool better = true;
    for (int pass = 0; better && pass < PASSES_MAX; pass++) {
        better = false;
        for (int j = 0; j < d->pairs; j++) {
            better |= improve_watcher(r, d, j);
            for (int k = j + 1; k < d->pairs; k++) {
                better |= improve_two(r, d, j, k);
            }
        }
    }
}

static void draft_make(struct riders *r, struct draft *d) {
    draft_start(r, d);
    draft_improve(r, d);
}

// ---- thinking ahead ----

// Counts from the least on. When everybody has met everybody, a second time is like a first.
static void riders_level(struct riders *r) {
    int watched = 255, met = 255;
    for (int a = 0; a < r->count; a++) {
        if (r->of[a].watched < watched) watched = r->of[a].watched;
        for (int b = a + 1; b < r->count; b++) {
            if (r->met[a][b] < met) met = r->met[a][b];
        }
    }
    for (int a = 0; a < r->count; a++) {
        r->of[a].watched = (uint8_t)(r->of[a].watched - watched);
        for (int b = 0; b < r->count; b++) {
            if (a != b) r->met[a][b] = (uint8_t)(r->met[a][b] - met);
        }
    }
}

static void riders_play(struct riders *r, const struct draft *d) {
    for (int k = 0; k < d->pairs; k++) {
        int a = d->csr[k], b = d->customer[k];
        r->met[a][b]++;
        r->met[b][a]++;
        r->of[a].lean++;
        r->of[b].lean--;
        r->of[a].last_seat = SEAT_CSR;
        r->of[b].last_seat = SEAT_CUSTOMER;
        r->of[a].last_partner = (int16_t)b;
        r->of[b].last_partner = (int16_t)a;
    }
    if (d->watcher != NOBODY) {
        r->of[d->watcher].watched++;
        r->of[d->watcher].last_seat = SEAT_OBSERVER;
        r->of[d->watcher].last_partner = NOBODY;
    }
    riders_level(r);
}

// The hard costs of a draft and of the rounds that could follow it; what comes sooner weighs more.
static int64_t cost_ahead(const struct riders *now, const struct draft *d) {
    struct riders r;
    memcpy(&r, now, sizeof r);
    r.hard_only = true;
    int64_t cost = cost_draft(&r, d) / CAROUSEL_COST_HARD * AHEAD_ROUNDS;
    struct draft next = *d;
    for (int weight = AHEAD_ROUNDS - 1; weight > 0; weight--) {
        riders_play(&r, &next);
        draft_make(&r, &next);
        cost += cost_draft(&r, &next) / CAROUSEL_COST_HARD * weight;
    }
    return cost;
}

static void draft_best(struct riders *r, struct draft *best) {
    draft_make(r, best);
    if (r->count > AHEAD_PEOPLE) return;
    int drafts = AHEAD_DRAFTS / r->count;
    int64_t best_cost = cost_ahead(r, best);
    for (int i = 1; i < drafts && best_cost > 0; i++) {
        struct draft d;
        r->hard_only = i >= drafts / 4;
        draft_make(r, &d);
        int64_t cost = cost_ahead(r, &d);
        if (cost >= best_cost) continue;
        best_cost = cost;
        *best = d;
    }
}

// ---- from the class and back ----

static int8_t lean_of(const struct member *m) {
    int lean = m->times[SEAT_CSR] - m->times[SEAT_CUSTOMER];
    return (int8_t)(lean > 100 ? 100 : lean < -100 ? -100 : lean);
}

static void rider_init(struct rider *r, const struct class_state *c, uint16_t person,
                       int scenario) {
    const struct member *m = &c->people[person];
    r->person = person;
    r->lean = lean_of(m);
    r->watched = (uint8_t)(m->times[SEAT_OBSERVER] + m->observed_before); // at most ROUNDS_MAX
    r->truths = scenario >= 0 ? m->truths[scenario] : 0;
    r->last_seat = m->played ? (uint8_t)m->last_seat : SEAT_COUNT;
    r->last_partner = NOBODY;
    r->recorded = m->recorded;
}

static void riders_meet(struct riders *r, const struct class_state *c) {
    for (int a = 0; a < r->count; a++) {
        r->met[a][a] = 0;
        for (int b = a + 1; b < r->count; b++) {
            r->met[a][b] = r->met[b][a] = class_times_met(c, r->of[a].person, r->of[b].person);
            if (c->people[r->of[a].person].last_partner == r->of[b].person)
                r->of[a].last_partner = (int16_t)b;
            if (c->people[r->of[b].person].last_partner == r->of[a].person)
                r->of[b].last_partner = (int16_t)a;
        }
    }
}

static void riders_init(struct riders *r, const struct class_state *c,
                        const bool here[PEOPLE_MAX + 1], int scenario, int variants,
                        uint64_t seed) {
    r->count = 0;
    r->truths_all = (uint8_t)((1u << variants) - 1);
    r->dice = seed;
    r->hard_only = false;
    for (uint16_t person = 1; person <= PEOPLE_MAX; person++) {
        if (here[person]) rider_init(&r->of[r->count++], c, person, scenario);
    }
    riders_meet(r, c);
}

void carousel_plan(const struct class_state *c, const uint16_t *people, int count,
                   struct str scenario, int variants, uint64_t seed, struct plan *out) {
    bool here[PEOPLE_MAX + 1] = { false };
    for (int i = 0; i < count; i++) {
        CHECK(people[i] >= 1 && people[i] <= PEOPLE_MAX && !here[people[i]]);
        here[people[i]] = true;
    }
    *out = (struct plan){ .pairs_count = 0 };
    if (count < 2) return;
    struct riders r;
    riders_init(&r, c, here, class_scenario(c, scenario), variants, seed);
    riders_level(&r);
    struct draft d;
    draft_best(&r, &d);
    for (int k = 0; k < d.pairs; k++) {
        plan_add_pair(out, r.of[d.csr[k]].person, r.of[d.customer[k]].person);
    }
    carousel_deal(c, scenario, variants, out);
    if (d.watcher == NOBODY) return;
    carousel_watch(c, scenario, riders_roll(&r, PAIRS_MAX), r.of[d.watcher].person, out);
}

int carousel_cost(const struct class_state *c, uint16_t csr, uint16_t customer) {
    CHECK(csr >= 1 && csr <= PEOPLE_MAX && customer >= 1 && customer <= PEOPLE_MAX &&
          csr != customer);
    bool here[PEOPLE_MAX + 1] = { false };
    here[csr] = here[customer] = true;
    struct riders r;
    riders_init(&r, c, here, class_scenario(c, str_from(c->setup.scenario)), c->setup.variants, 0);
    return csr < customer ? cost_pair(&r, 0, 1) : cost_pair(&r, 1, 0);
}
