// The stage: an engine on a journal in memory, the people of a story around it, and a clock that
// only the story moves.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "engine/engine.h"
#include "player.h"
#include "store/journal_memory.h"

enum {
    PLAYERS_MAX = 16,
    TRAINER = 0, // the place of the class's trainer among the players
};

struct line;

// What happens to the server in a way of playing (way.c).
enum mishap {
    MISHAP_NONE,
    MISHAP_RESTART, // it goes down and comes back after every commit
    MISHAP_CRASH,   // it dies with one commit in flight
    MISHAP_REFUSED, // one commit is not taken
    MISHAP_FULL,    // one commit finds the disk full, which then heals
};

enum ending {     // of a server that then comes back
    ENDING_STOP,  // in good order
    ENDING_DEATH, // what is in flight is gone, unrecorded calls come back: the story goes on
    ENDING_CRASH, // they are gone too
};

struct heard; // what the engine has sent while it was being called

struct stage {
    const char *file, *way;
    const char *shelf; // folder with scenarios
    int line;          // being played
    int faults;
    enum mishap mishap;
    int mishap_at; // the commit that it happens to; from 1
    int commits;   // so far, of those that count (see commit_counts)

    struct journal_memory *journal;
    struct contract *contract;
    struct engine *engine;
    ms began, now; // monotonic
    uint64_t conn_last;
    uint32_t class_id, other_class; // the other one has a trainer of its own
    char code[8], other_code[8];
    struct player players[PLAYERS_MAX];
    int players_count;
    struct heard *heard, **heard_last;
    int wrong_codes;
    bool stalls;      // the disk takes its time
    bool full;        // the story has filled the disk
    bool restarting;  // commits are of the restart, not of the story
    bool due_restart; // one that counts has just been committed
    bool holds_back;  // nobody sends again yet
    bool died, filled;
};

void stage_init(struct stage *stage);
void stage_deinit(struct stage *stage);

// Goes on to a story time, deadline by deadline.
void stage_until(struct stage *stage, ms at);
// Until nothing is staged, in flight or unheard.
void stage_settle(struct stage *stage);
// The clock jumps while nobody calls the engine: a stopped process, a sleeping laptop.
void stage_sleep(struct stage *stage, ms length);
// One turn takes so long, all of it work: more than the machine can do was asked for.
void stage_work(struct stage *stage, ms length);
void stage_restart(struct stage *stage, enum ending ending);
void stage_stall(struct stage *stage, bool on);
void stage_commit_one(struct stage *stage); // what is in flight is on disk; no more
void stage_fill(struct stage *stage);
void stage_heal(struct stage *stage);
void stage_take_away(struct stage *stage); // another server claims the class

struct player *stage_player(struct stage *stage, const char *name); // NULL: nobody of that name
struct player *stage_add(struct stage *stage, const char *name);    // without a socket yet

// The latest room and tiles, for whoever follows the class.
void stage_look(struct stage *stage);
// The stream of a pair's session in the round that is on, or was last.
uint64_t stage_pair_stream(struct stage *stage, int pair);

// Counts a fault and prints it with file, line and way.
void stage_fault(struct stage *stage, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
