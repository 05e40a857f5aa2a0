// The world of a run: an engine on a journal in memory, two classes with a trainer each, and people
// at pages. Every byte that anybody is sent is searched as it leaves the engine.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "engine/engine.h"
#include "store/journal_memory.h"
#include "truth.h"

enum {
    CLASSES = 2,
    PEOPLE_PER_CLASS = 5, // two pairs, one of them with an observer
    STRANGERS = 2,        // who never get in
    PEOPLE = CLASSES * (PEOPLE_PER_CLASS + 1) + STRANGERS,
    FOLLOWED_MAX = 16,
    TRAINER_PERSON = 481,
};

struct person_page { // somebody at a page
    struct reader reader;
    int class; // whose code they have; -1: none
    char token[44];
    uint32_t name; // its mark
    bool recorded;
    uint64_t conn; // 0: no socket
    uint32_t instance, counter;
    bool welcomed, lost, moved; // moved: has a new place, and doesn't follow its streams yet
    uint64_t session, sheet;
    int role; // enum role; -1: no seat
    int round, pairs;
    struct {
        uint64_t stream;
        uint32_t n;
    } followed[FOLLOWED_MAX];
    int followed_count;
};

struct world {
    const char *shelf;
    struct journal_memory *journal;
    struct contract *contract;
    struct engine *engine;
    struct truth *truth;
    ms now;
    uint64_t conn_last, random;
    uint32_t classes[CLASSES];
    char codes[CLASSES][8];
    struct person_page people[PEOPLE];
    uint32_t shelf_marks; // those that stand on the shelf come first
    int64_t bytes, frames, leaks;
    char leak[400]; // the first one, told
};

// shelf: made by shelf.mjs.
void world_init(struct world *world, const char *shelf, uint64_t seed);
void world_deinit(struct world *world);

uint64_t world_random(struct world *world); // 64 bits; the same for the same seed
int world_pick(struct world *world, int count);

// The end of a turn: to the disk, and what comes back to everybody.
void world_turn(struct world *world);
void world_pass(struct world *world, ms length);
// Down in good order, or dead with everything committed; and up again.
void world_restart(struct world *world, bool in_order);

void page_connect(struct world *world, struct person_page *page, bool anew);
void page_drop(struct world *world, struct person_page *page);
void page_send(struct world *world, struct person_page *page, struct str text);
// From position n on; what a page followed too long ago is forgotten.
void page_watch(struct world *world, struct person_page *page, uint64_t stream, uint32_t n);
uint32_t page_position(const struct person_page *page, uint64_t stream);
