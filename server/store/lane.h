// Jobs, the threads that work them off, and their way back to the thread that asked.
//
// A lane is a queue with one or more threads; finished jobs of all lanes meet in one `struct done`,
// whose eventfd the loop polls. A job belongs to one thread at a time: the asker until it is
// pushed, the lane's thread while it runs, the asker again when its on_done is called.
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"

struct db;
struct job;
struct lane;

enum job_next {
    JOB_DONE,  // on_done may be called
    JOB_AGAIN, // one slice is done: run again, after whatever else is waiting
    JOB_MOVED, // pushed to another lane; no longer this one's
};

// First member of each kind of job. Its strings and results live in `arena` and die with it.
struct job {
    struct job *next;
    enum job_next (*run)(struct job *job, struct db *db); // on the lane's thread; sets err
    void (*on_done)(struct job *job);                     // on the asker's thread
    enum err err;
    bool is_bare;     // the writer runs it outside a transaction
    bool is_batch;    // of the journal: it knows of the writer's memo
    bool is_awaited;  // the asker waits in done_await: no on_done
    bool is_finished; // guarded by the mutex of `struct done`
    struct arena arena;
};

// Zeroed memory of `size` bytes that starts with a struct job.
#define JOB_NEW(type, run, on_done) ((type *)job_new(sizeof(type), run, on_done))
void *job_new(size_t size, enum job_next (*run)(struct job *job, struct db *db),
              void (*on_done)(struct job *job));
void job_free(struct job *job);

struct job_queue {
    struct job *first;
    struct job *last;
};

// ── the way back ──

struct done {
    pthread_mutex_t mutex;
    pthread_cond_t finished; // some awaited job is
    struct job_queue jobs;
    int fd; // eventfd: readable while jobs wait, or after done_wake
};

enum err done_init(struct done *done); // ERR_IO: no descriptor left
void done_deinit(struct done *done);   // frees the jobs that nobody drained
void done_push(struct done *done, struct job *job);
void done_wake(struct done *done);

// Calls on_done of each finished job in order, then frees it; returns how many. An on_done may push
// new jobs; they are for the next drain.
uint32_t done_drain(struct done *done);

// Blocks until the awaited job has run. The asker frees it.
void done_await(struct done *done, struct job *job);

// ── a lane ──

enum { LANE_THREADS_MAX = 2 };

struct lane {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct job_queue waiting;
    struct job_queue slices; // JOB_AGAIN: only when nothing waits
    bool is_stopping;
    pthread_t threads[LANE_THREADS_MAX];
    uint32_t thread_count;
    struct done *done;

    // How this lane runs a job: in a transaction, or just so.
    enum job_next (*work)(void *ctx, struct job *job);
    // Called after each job and each timeout; returns in how many ms again at the latest, 0: only
    // after a job. NULL: nothing to do then.
    ms (*rest)(void *ctx);
    void *ctx;
};

// `work`, `rest` and `ctx` of the lane are set before.
void lane_start(struct lane *lane, uint32_t thread_count, struct done *done);

// Runs what waits, drops the slices that are left, ends the threads.
void lane_stop(struct lane *lane);

void lane_push(struct lane *lane, struct job *job);
