// A run: one seed's world. The real engine on a disk of ours, browsers around it, a network between
// them, and one clock that only world.c moves.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "browser.h"
#include "chance.h"
#include "disk.h"
#include "engine/engine.h"
#include "fault.h"
#include "ledger.h"
#include "wire.h"

enum {
    CLASSES = 2,
    BROWSERS_MAX = 16,
    WIRES_MAX = 48, // those of all browsers, and those that the server still takes for alive
};

struct contract;

struct figures { // of a run, for the report
    uint64_t deliveries, commands, accepted, refused, commits, crashes, restarts, cuts, resumes,
        disk_faults, checks;
};

struct sim {
    const char *shelf;
    struct contract *contract; // borrowed
    uint64_t seed;
    uint32_t step;
    struct fault fault;
    struct chance chance; // of the step that is being played
    struct ledger ledger;
    struct disk disk;
    struct engine *engine;
    ms now, began; // monotonic
    uint64_t conn_last;
    uint32_t class_id[CLASSES];
    char code[CLASSES][8];
    struct browser browsers[BROWSERS_MAX];
    int browsers_count;
    struct wire wires[WIRES_MAX];
    uint32_t marks; // canaries given out
    bool calm;      // nothing goes wrong
    bool tells;     // prints each step as a line of a story
    ms restart_at;  // after another server took a class; MS_NEVER
    uint64_t trace; // of all that was sent and written
    struct figures figures;
};

// A line of the story, if somebody reads it.
void sim_tell(struct sim *sim, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sim_trace(struct sim *sim, const void *bytes, size_t len);
