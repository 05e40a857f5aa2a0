// Four hours of guessing join codes, in told time, against the real limiter
// (server/net/failures.c): who guesses, from how many addresses, at how many open classes; and a
// school that joins meanwhile and mistypes at times.
//
// Nobody here is cleverer than the limiter allows to be: whatever an attacker knows, only the
// number of tries counts, and each address tries as often as it may, once a second. SEED=N
// plays another run.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/check.h"
#include "lib/figure.h"
#include "net/failures.h"

enum { CODES = 31 * 31 * 31 * 31 * 31 * 31, STEP_MS = MS_SECOND, SCHOOL = 0x3fffffff };

struct attack {
    const char *what;
    uint32_t classes;   // open
    uint32_t addresses; // guessing at any moment
    uint32_t lasting;   // so many steps, then others take their place; 0: they stay
    uint32_t insiders;  // of the addresses: a trainer is connected from there
    bool has_trainer;   // the school's; without one, and beyond a thousand classes, it may have to
                        // wait
};

static const struct attack attacks[] = {
    { .what = "one address at one class", .classes = 1, .addresses = 1, .has_trainer = true },
    { .what = "one address at a thousand classes",
      .classes = 1000,
      .addresses = 1,
      .has_trainer = true },
    { .what = "a room of machines at twenty classes",
      .classes = 20,
      .addresses = 40,
      .has_trainer = true },
    { .what = "a thousand addresses at one class",
      .classes = 1,
      .addresses = 1000,
      .has_trainer = true },
    { .what = "a thousand addresses at sixty classes",
      .classes = 60,
      .addresses = 1000,
      .has_trainer = true },
    { .what = "a thousand addresses at a thousand classes",
      .classes = 1000,
      .addresses = 1000,
      .has_trainer = true },
    { .what = "ever new addresses at a thousand classes",
      .classes = 1000,
      .addresses = 200,
      .lasting = 4,
      .has_trainer = true },
    { .what = "a thousand addresses, twenty of them in schools",
      .classes = 1000,
      .addresses = 1000,
      .insiders = 20 },
    { .what = "a thousand addresses at ten thousand classes", .classes = 10000, .addresses = 1000 },
};

struct outcome {
    int64_t guesses, hits;
    int64_t joins, turned_away; // right codes of the school
};

static uint64_t dice;

// splitmix64: small, and every seed is a good one.
static uint64_t roll(void) {
    uint64_t z = dice += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint64_t network(uint64_t number) {
    return (number + 1) << 33 | 1; // unlike the keys that failures.c has a use for
}

// One try. Codes lie anywhere, so a guess is a throw: it hits one of the open classes or not.
static void guess(struct failures *f, const struct attack *a, uint64_t key, ms now,
                  struct outcome *o) {
    static uint64_t id;
    if (!failures_may_try(f, key, a->classes)) return;
    o->guesses++;
    if (roll() % CODES < a->classes)
        o->hits++;
    else
        failures_add(f, key, (struct guesser){ .id = ++id }, a->classes, now);
}

// Each hour 300 of the school join within ten minutes; one in thirty mistypes first.
static void school_joins(struct failures *f, const struct attack *a, ms now, struct outcome *o) {
    uint64_t key = network(SCHOOL);
    if (now % 2000 || now % MS_HOUR >= 10 * MS_MINUTE) return;
    if (roll() % 30 == 0 && failures_may_try(f, key, a->classes))
        failures_add(f, key, (struct guesser){ .id = SCHOOL }, a->classes, now);
    o->joins++;
    o->turned_away += !failures_may_try(f, key, a->classes);
}

static void guess_all(struct failures *f, const struct attack *a, uint64_t step, ms now,
                      struct outcome *o) {
    uint64_t generation = a->lasting ? step / a->lasting : 0;
    uint32_t first = (uint32_t)(roll() % a->addresses); // nobody is always the quickest
    for (uint32_t i = 0; i < a->addresses; i++)
        guess(f, a, network(generation * a->addresses + (first + i) % a->addresses), now, o);
}

static struct outcome play(const struct attack *a) {
    struct settings settings;
    struct failures f;
    struct outcome o = { 0 };
    struct guesser who;
    settings_init(&settings);
    failures_init(&f, &settings, 0);
    if (a->has_trainer) CHECK(failures_vouch(&f, network(SCHOOL), 0));
    for (uint32_t i = 0; i < a->insiders; i++)
        CHECK(failures_vouch(&f, network(i), 0));
    for (ms now = 0; now < 4 * MS_HOUR; now += STEP_MS) {
        if (now % MS_SECOND == 0)
            while (failures_next(&f, now, &who)) {
            }
        guess_all(&f, a, (uint64_t)(now / STEP_MS), now, &o);
        school_joins(&f, a, now, &o);
        if (now % (10 * MS_SECOND) == 0) failures_sweep(&f, now);
    }
    failures_deinit(&f);
    return o;
}

// That at least one of so many guesses hits: at most the sum of what each has.
static double chance(const struct attack *a, int64_t guesses) {
    return (double)guesses * a->classes / CODES;
}

int main(void) {
    const char *seed = getenv("SEED");
    dice = seed ? strtoull(seed, NULL, 0) : 1;
    printf("seed %llu\n", (unsigned long long)dice);
    int passed = 0, failed = 0;
    double worst = 0;
    int64_t guesses = 0, joins = 0, turned_away = 0;
    clock_t began = clock();
    for (size_t i = 0; i < sizeof attacks / sizeof attacks[0]; i++) {
        const struct attack *a = &attacks[i];
        struct outcome o = play(a);
        double p = chance(a, o.guesses);
        bool school_is_fine = !a->has_trainer || o.turned_away == 0;
        printf("%s: %lld guesses, %lld hits, chance %.1e; the school: %lld of %lld turned away\n",
               a->what, (long long)o.guesses, (long long)o.hits, p, (long long)o.turned_away,
               (long long)o.joins);
        p <= 1e-3 && school_is_fine ? passed++ : failed++;
        if (p > worst) worst = p;
        guesses += o.guesses;
        if (!a->has_trainer) continue;
        joins += o.joins;
        turned_away += o.turned_away;
    }
    char reached[64], beside[64];
    double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    snprintf(reached, sizeof reached, "%.1e, the worst of %d attacks", worst, passed + failed);
    snprintf(beside, sizeof beside, "%lld of %lld", (long long)turned_away, (long long)joins);
    figure_report(&(struct figure){ 16, "chance to guess a join code in four hours", reached,
                                    "≤ 1e-3", guesses, seconds, worst <= 1e-3 });
    figure_report(&(struct figure){ 16, "right codes turned away meanwhile where a trainer is",
                                    beside, "0", joins, seconds, turned_away == 0 });
    printf("%d passed, %d failed\n", passed, failed);
    return failed ? 1 : 0;
}
