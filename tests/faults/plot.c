#include "plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"

static const enum act plot_acts[] = {
    CREATE,     BATCH, BATCH,        BATCH,      CREATE, BATCH,   CHECKPOINT,   BATCH,
    BATCH,      CLAIM, ERASE_PERSON, BATCH,      BATCH,  REFUSED, BATCH,        READER,
    CHECKPOINT, BATCH, BATCH,        CHECKPOINT, BATCH,  READER,  ERASE_TEXT,   BATCH,
    RESTART,    BATCH, CREATE,       BATCH,      BATCH,  CLOSE,   CHECKPOINT,   BATCH,
    CHECKPOINT, BATCH, ERASE_CLASS,  BATCH,      BATCH,  BATCH,   ERASE_PERSON, RESTART,
    CREATE,     BATCH, CHECKPOINT,   BATCH,      BATCH,  READER,  ERASE_TEXT,   BATCH,
    READER,     CLAIM, BATCH,        REFUSED,    BATCH,  RESTART, BATCH,        CHECKPOINT,
};

static enum job_next plant_run(struct job *job, struct db *db) {
    (void)job;
    CHECK(db_execute(db, "PRAGMA synchronous = NORMAL") == OK);
    return JOB_DONE;
}

static enum job_next plant_off_run(struct job *job, struct db *db) {
    (void)job;
    CHECK(db_execute(db, "PRAGMA synchronous = OFF") == OK);
    return JOB_DONE;
}

void plot_open(struct plot *p) {
    char why[STORE_WHY];
    if (store_open(p->dir, STORE_SERVE, &p->store, why) != OK) {
        fprintf(stderr, "crash_images: %s\n", why);
        exit(2);
    }
    if (p->plant == PLANT_NORMAL) bare_run(p, plant_run);
    if (p->plant == PLANT_OFF) bare_run(p, plant_off_run);
}

static void folder_new(char path[CRASH_PATH]) {
    // Memory is as good as a disk here, and fast.
    const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, CRASH_PATH, "%s/coolhead-crash-XXXXXX", parent);
    CHECK(mkdtemp(path));
}

static void folder_remove(const char *path) {
    char name[CRASH_PATH + 24];
    crash_folder_empty(path);
    snprintf(name, sizeof(name), "%s/backups", path);
    rmdir(name);
    rmdir(path);
}

bool plot_play(struct plot *p) {
    size_t acts = sizeof(plot_acts) / sizeof(*plot_acts);
    p->choice.state = p->dice.state = p->seed;
    pthread_mutex_init(&p->mutex, NULL);
    folder_new(p->dir);
    folder_new(p->wreck);
    p->disk = crash_disk_new(p->dir, shot_on_moment, p);
    if (p->plant == PLANT_LIE) crash_disk_lie(p->disk);
    plot_open(p);
    bool is_good = shots_check(p);
    size_t i = 0;
    for (; is_good && i < acts && p->images < p->wanted; i++) {
        act_play(p, plot_acts[i]);
        is_good = shots_check(p);
    }
    if (p->reader) act_reader(p);
    store_close(p->store);
    is_good = shots_check(p) && is_good;
    crash_disk_free(p->disk);
    if (!is_good) {
        size_t len = strlen(p->why);
        snprintf(p->why + len, sizeof(p->why) - len, " (seed %llu, act %zu)",
                 (unsigned long long)p->seed, i);
    }
    folder_remove(p->dir);
    folder_remove(p->wreck);
    return is_good;
}
