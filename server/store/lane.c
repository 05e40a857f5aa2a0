// Queues between threads. All waiting is on a condition or an eventfd; nothing here spins or
// sleeps.
#include "store/lane.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"

void *job_new(size_t size, enum job_next (*run)(struct job *job, struct db *db),
              void (*on_done)(struct job *job)) {
    struct job *job = calloc(1, size);
    CHECK(job);
    job->run = run;
    job->on_done = on_done;
    return job;
}

void job_free(struct job *job) {
    arena_deinit(&job->arena);
    free(job);
}

static void queue_push(struct job_queue *queue, struct job *job) {
    job->next = NULL;
    if (queue->last)
        queue->last->next = job;
    else
        queue->first = job;
    queue->last = job;
}

static struct job *queue_pop(struct job_queue *queue) {
    struct job *job = queue->first;
    if (!job) return NULL;
    queue->first = job->next;
    if (!queue->first) queue->last = NULL;
    return job;
}

static void queue_free(struct job_queue *queue) {
    for (struct job *job; (job = queue_pop(queue));) {
        job_free(job);
    }
}

enum err done_init(struct done *done) {
    *done = (struct done){ .fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
    if (done->fd < 0) return ERR_IO;
    pthread_mutex_init(&done->mutex, NULL);
    pthread_cond_init(&done->finished, NULL);
    return OK;
}

void done_deinit(struct done *done) {
    queue_free(&done->jobs);
    pthread_cond_destroy(&done->finished);
    pthread_mutex_destroy(&done->mutex);
    close(done->fd);
}

// The counter can only fail to rise when it is full, and then it is readable already.
void done_wake(struct done *done) {
    uint64_t one = 1;
    if (write(done->fd, &one, sizeof(one)) < 0) CHECK(errno == EAGAIN);
}

void done_push(struct done *done, struct job *job) {
    pthread_mutex_lock(&done->mutex);
    bool awaited = job->is_awaited;
    job->is_finished = true;
    if (awaited)
        pthread_cond_broadcast(&done->finished);
    else
        queue_push(&done->jobs, job);
    pthread_mutex_unlock(&done->mutex);
    if (!awaited) done_wake(done);
}

uint32_t done_drain(struct done *done) {
    uint64_t count;
    if (read(done->fd, &count, sizeof(count)) < 0) CHECK(errno == EAGAIN);

    pthread_mutex_lock(&done->mutex);
    struct job_queue jobs = done->jobs;
    done->jobs = (struct job_queue){ NULL, NULL };
    pthread_mutex_unlock(&done->mutex);

    uint32_t drained = 0;
    for (struct job *job; (job = queue_pop(&jobs)); drained++) {
        job->on_done(job);
        job_free(job);
    }
    return drained;
}

void done_await(struct done *done, struct job *job) {
    pthread_mutex_lock(&done->mutex);
    while (!job->is_finished) {
        pthread_cond_wait(&done->finished, &done->mutex);
    }
    pthread_mutex_unlock(&done->mutex);
}

static struct timespec deadline_after(ms wait) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    int64_t ns = at.tv_nsec + wait % MS_SECOND * 1000000;
    at.tv_sec += (time_t)(wait / MS_SECOND + ns / 1000000000);
    at.tv_nsec = (long)(ns % 1000000000);
    return at;
}

// The next job, or NULL: the time is up, or the lane stops.
static struct job *lane_next(struct lane *lane, ms wait, bool *stop) {
    struct timespec deadline = deadline_after(wait);
    int timeout = 0;
    pthread_mutex_lock(&lane->mutex);
    while (!lane->waiting.first && !lane->slices.first && !lane->is_stopping && !timeout) {
        if (wait)
            timeout = pthread_cond_timedwait(&lane->changed, &lane->mutex, &deadline);
        else
            pthread_cond_wait(&lane->changed, &lane->mutex);
    }
    struct job *job = queue_pop(&lane->waiting);
    *stop = !job && lane->is_stopping;
    if (!job && !*stop) job = queue_pop(&lane->slices);
    pthread_mutex_unlock(&lane->mutex);
    return job;
}

static void lane_work(struct lane *lane, struct job *job) {
    switch (lane->work(lane->ctx, job)) {
    case JOB_DONE: done_push(lane->done, job); break;
    case JOB_AGAIN:
        pthread_mutex_lock(&lane->mutex);
        queue_push(&lane->slices, job);
        pthread_mutex_unlock(&lane->mutex);
        break;
    case JOB_MOVED: break;
    }
}

static void *lane_thread(void *arg) {
    struct lane *lane = arg;
    ms wait = 0;
    for (bool stop = false; !stop;) {
        struct job *job = lane_next(lane, wait, &stop);
        if (job) lane_work(lane, job);
        if (lane->rest && !stop) wait = lane->rest(lane->ctx);
    }
    return NULL;
}

// Signals are for the thread that runs the loop.
static void thread_start(pthread_t *thread, struct lane *lane) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    CHECK(pthread_create(thread, NULL, lane_thread, lane) == 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void lane_start(struct lane *lane, uint32_t thread_count, struct done *done) {
    CHECK(thread_count >= 1 && thread_count <= LANE_THREADS_MAX);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&lane->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&lane->mutex, NULL);
    lane->done = done;
    lane->thread_count = thread_count;
    for (uint32_t i = 0; i < thread_count; i++) {
        thread_start(&lane->threads[i], lane);
    }
}

void lane_stop(struct lane *lane) {
    pthread_mutex_lock(&lane->mutex);
    lane->is_stopping = true;
    pthread_cond_broadcast(&lane->changed);
    pthread_mutex_unlock(&lane->mutex);
    for (uint32_t i = 0; i < lane->thread_count; i++) {
        pthread_join(lane->threads[i], NULL);
    }
    queue_free(&lane->slices);
    pthread_cond_destroy(&lane->changed);
    pthread_mutex_destroy(&lane->mutex);
}

void lane_push(struct lane *lane, struct job *job) {
    pthread_mutex_lock(&lane->mutex);
    CHECK(!lane->is_stopping);
    queue_push(&lane->waiting, job);
    pthread_mutex_unlock(&lane->mutex);
    // Not while the queue is closed: on one core the thread would wake up to a closed door. And it
    // may begin at once: there, the disk would stand idle until the pusher has nothing to do.
    pthread_cond_signal(&lane->changed);
    sched_yield();
}
