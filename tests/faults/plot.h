// A plot: an hour of a journal in a minute. Classes are made, batches appended, people erased, the
// WAL emptied, the server restarted, always one act at a time; around each sync and at some writes
// between, shots are taken of what a power cut would leave.
//
// Files: plot.c plays it, act.c and act_erase.c have its acts, shot.c takes shots and judges them.
#pragma once

#include <pthread.h>
#include <sqlite3.h>

#include "crash_disk.h"
#include "record.h"
#include "store/inside.h"

enum {
    PLOT_SHOTS = 200,   // of an act: more than any takes
    PLOT_SECRETS = 128, // forgotten in one plot
    PLOT_SECRET_BYTES = 32,
};

enum act {
    CREATE, // a class
    BATCH,
    REFUSED, // a unit that leaves a gap, in a batch with one that doesn't
    CLAIM,
    CLOSE, // a class
    CHECKPOINT,
    READER, // comes, and at the next time goes: checkpoints can't finish meanwhile
    RESTART,
    ERASE_PERSON,
    ERASE_TEXT,
    ERASE_CLASS,
};

// Bugs that somebody might make; each must be found.
enum plant {
    PLANT_NONE,
    PLANT_NORMAL, // the writer runs with synchronous=NORMAL: commits wait for the next checkpoint
    PLANT_OFF,    // with synchronous=OFF
    PLANT_EARLY,  // a batch is acknowledged before it is committed
    PLANT_LIE,    // the disk says that it has synced
};

// What made a text readable and is to be gone with it: a person's key, a text's nonce.
struct secret {
    uint8_t bytes[PLOT_SECRET_BYTES];
    size_t len;
};

struct shot {
    struct crash_image image;
    enum crash_luck luck;
    struct record now, next;
    bool may_create;
    int secrets; // forgotten by then
};

struct plot {
    uint64_t seed;
    enum plant plant;
    char dir[CRASH_PATH], wreck[CRASH_PATH]; // where it plays, and where images are opened
    struct crash_disk *disk;
    struct store *store;
    sqlite3 *reader;
    struct dice choice; // what is done

    pthread_mutex_t mutex; // of what follows: the writer's thread takes the shots
    struct dice dice;      // what the power cuts leave
    struct record now, next;
    bool may_create;
    struct secret secrets[PLOT_SECRETS]; // those up to secret_count are forgotten
    int secret_count;
    struct shot shots[PLOT_SHOTS];
    int shot_count;

    int64_t images, wanted;
    char why[RECORD_WHY + 200]; // what was found wrong; empty: nothing
};

// ── plot.c ──

// Plays the plot of p->seed with p->plant, from the beginning. True: nothing was found wrong in
// p->wanted images, or in fewer if the plot was over before; else p->why holds what was.
bool plot_play(struct plot *p);

// The server comes up; it is a fault of the test if it can't.
void plot_open(struct plot *p);

// ── act.c, act_erase.c ──

void act_play(struct plot *p, enum act act);
void act_erase_person(struct plot *p);
void act_erase_text(struct plot *p);
void act_erase_class(struct plot *p);

// The reader that comes and goes: here, it goes.
void act_reader(struct plot *p);

// What is under way, and how it has turned out: `next` is what the journal then holds.
void act_begin(struct plot *p, const struct record *next);
void act_acknowledged(struct plot *p, const struct record *next);

// Until the store has set the flag.
void plot_wait_for(struct plot *p, const bool *flag);

// Any class that is open and here; NULL: there is none.
struct record_class *class_any(struct plot *p, struct record *record);

// Runs a job of ours on the writer's thread.
void bare_run(struct plot *p, enum job_next (*run)(struct job *job, struct db *db));

// ── shot.c ──

// To be given to crash_disk_new.
void shot_on_moment(void *plot, struct crash_disk *disk, enum crash_moment moment);

// Opens all shots that were taken since, and forgets them. False: p->why.
bool shots_check(struct plot *p);
