// canary: plays classes at random, with a mark in every text, and searches every byte that anybody
// is sent for what isn't theirs.
//
//   canary SHELF search MEGABYTES [SEED]    until that much was searched; a leak ends it
//   canary SHELF planted STEPS [SEED]       takes away one rule of the view after the other; each
//                                           must be found
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "lib/figure.h"
#include "loose.h"
#include "mark.h"
#include "play.h"
#include "protocol/generated/shapes.h"
#include "world.h"

enum {
    STEPS_PER_WORLD = 6000, // then another one, with another seed
    SEEDS_PER_RULE = 40,    // that a planted fault may need to be met
    SEEDS_TO_NOTE = 12,     // in which all rules are met that there are
};

// Plays until `bytes` were searched or something leaked.
static void world_play(struct world *world, int steps, int64_t bytes) {
    for (int i = 0; i < steps && world->bytes < bytes && !world->leaks; i++)
        play_step(world);
}

struct tally {
    int64_t bytes, frames, marks;
    int worlds;
};

static bool search_seed(const char *shelf, uint64_t seed, int64_t bytes, struct tally *tally) {
    static struct world world;
    world_init(&world, shelf, seed);
    world_play(&world, STEPS_PER_WORLD, bytes);
    tally->bytes += world.bytes;
    tally->frames += world.frames;
    tally->marks += marks_count();
    tally->worlds++;
    bool clean = world.leaks == 0;
    if (!clean) printf("LEAK in seed %" PRIu64 ": %s\n", seed, world.leak);
    world_deinit(&world);
    return clean;
}

// Nothing can leak that was never there.
static bool fields(void) {
    int all;
    const char *missing;
    char reached[96], wanted[32];
    int met = truth_fields_met(&all, &missing);
    snprintf(reached, sizeof reached, "%d of %d%s%s", met, all, *missing ? "; never met: " : "",
             missing);
    snprintf(wanted, sizeof wanted, "%d of %d", all, all);
    figure_report(&(struct figure){ .promise = 14,
                                    .what = "fields of events that carried a canary",
                                    .reached = reached,
                                    .wanted = wanted,
                                    .inputs = all,
                                    .ok = met == all });
    return met == all;
}

static bool all_fields_met(void) {
    int all;
    const char *missing;
    return truth_fields_met(&all, &missing) == all;
}

static int search(const char *shelf, int64_t megabytes, uint64_t seed) {
    struct tally tally = { 0 };
    char reached[120], wanted[64];
    ms began = time_monotonic();
    bool clean = true;
    int64_t bytes = megabytes * 1000000;
    while (clean && (tally.bytes < bytes || (tally.bytes < 3 * bytes && !all_fields_met())))
        clean = search_seed(shelf, seed++, bytes, &tally);
    snprintf(reached, sizeof reached, "%d in %" PRId64 " MB, %" PRId64 " frames, %d worlds", !clean,
             tally.bytes / 1000000, tally.frames, tally.worlds);
    snprintf(wanted, sizeof wanted, "0 in ≥ %" PRId64 " MB", megabytes);
    figure_report(&(struct figure){ .promise = 14,
                                    .what = "canaries sent to who may not read them",
                                    .reached = reached,
                                    .wanted = wanted,
                                    .inputs = tally.marks,
                                    .seconds = (double)(time_monotonic() - began) / 1000,
                                    .ok = clean && tally.bytes >= bytes });
    return clean && fields() ? 0 : 1;
}

// Which rules did anything in these worlds: the others can't be missed.
static void note_rules(const char *shelf, int steps, uint64_t seed, int seeds) {
    static struct world world;
    loose_forget();
    for (int i = 0; i < seeds; i++) {
        world_init(&world, shelf, seed + (uint64_t)i);
        world_play(&world, steps, INT64_MAX);
        world_deinit(&world);
    }
}

static bool rule_is_missed(const char *shelf, int steps, uint64_t seed, int type, enum role role) {
    static struct world world;
    bool leaked = false;
    loose_set(type, role);
    for (int i = 0; i < SEEDS_PER_RULE && !leaked; i++) {
        world_init(&world, shelf, seed + (uint64_t)i);
        world_play(&world, steps, INT64_MAX);
        leaked = world.leaks > 0;
        world_deinit(&world);
    }
    loose_set(-1, ROLE_ENGINE);
    return !leaked;
}

static int planted(const char *shelf, int steps, uint64_t seed) {
    int rules = 0, found = 0;
    bool hidden[SESSION_EVENT_COUNT][ROLE_COUNT];
    ms began = time_monotonic();
    note_rules(shelf, steps, seed, SEEDS_TO_NOTE);
    for (int type = 0; type < SESSION_EVENT_COUNT; type++)
        for (int role = ROLE_CSR; role <= ROLE_OBSERVER; role++)
            hidden[type][role] = loose_has_hidden(type, (enum role)role);
    for (int type = 0; type < SESSION_EVENT_COUNT; type++) {
        for (int role = ROLE_CSR; role <= ROLE_OBSERVER; role++) {
            if (!hidden[type][role]) continue;
            bool missed = rule_is_missed(shelf, steps, seed, type, (enum role)role);
            rules++;
            found += !missed;
            if (missed)
                printf("NOT FOUND: %s shown to %s\n", session_event_shapes[type].name,
                       shape_enum_role.values[role]);
        }
    }
    char reached[64], wanted[64];
    snprintf(reached, sizeof reached, "%d of %d", found, rules);
    snprintf(wanted, sizeof wanted, "%d of %d", rules, rules);
    figure_report(&(struct figure){ .promise = 14,
                                    .what = "view rules taken away and found",
                                    .reached = reached,
                                    .wanted = wanted,
                                    .inputs = rules,
                                    .seconds = (double)(time_monotonic() - began) / 1000,
                                    .ok = rules > 0 && found == rules });
    return found == rules ? 0 : 1;
}

int main(int argc, char **argv) {
    const char *missing;
    uint64_t seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    if (!truth_is_complete(&missing)) {
        printf("nobody has said who may read %s: truth.c\n", missing);
        return 1;
    }
    if (argc >= 4 && strcmp(argv[2], "search") == 0) return search(argv[1], atol(argv[3]), seed);
    if (argc >= 4 && strcmp(argv[2], "planted") == 0) return planted(argv[1], atoi(argv[3]), seed);
    fprintf(stderr, "canary SHELF search MEGABYTES [SEED] | canary SHELF planted STEPS [SEED]\n");
    return 2;
}
