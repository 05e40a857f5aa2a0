// heap [SCENE]: plays each scene once for each of its allocations, and refuses that one; at every
// eighth once more, and refuses all that follow it too. The last line is "N passed, N failed".
// Trials are shared out among as many workers as there are processors; each has its own folder.
//
// A scene may come through whole, refuse or fail with a word for it, or end by a CHECK that has
// left a line in the log (docs/decisions/0014-memory.md). Anything else is a fault: a signal, a
// sanitizer's report, a leak, a promise that was not kept.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/time.h"
#include "heap.h"
#include "lib/figure.h"
#include "scene.h"

enum { SAID_MAX = 8192, SHOWN_MAX = 3, SHORT_TRIES = 80, DRY_EACH = 8, WORKERS_MAX = 64 };

struct tally {
    uint64_t tries, whole, refused, ended, broken;
};

struct trial {
    uint64_t *count; // shared: how many allocations the scene made
    int said;        // a file in memory: what the scene has put on stderr
};

// Which of the scene's allocations are refused, and which of them by this worker.
struct share {
    uint64_t count, step;
    unsigned worker, workers;
};

static void *shared_alloc(size_t size) {
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(at != MAP_FAILED);
    return at;
}

static struct trial trial_make(void) {
    struct trial trial = { .count = shared_alloc(sizeof *trial.count),
                           .said = memfd_create("said", MFD_CLOEXEC) };
    CHECK(trial.said >= 0);
    return trial;
}

static void trial_free(struct trial *trial) {
    munmap(trial->count, sizeof *trial->count);
    close(trial->said);
}

static void trial_play(const struct scene *scene, const struct trial *trial, uint64_t nth,
                       enum heap_way way) {
    struct rlimit no_core = { 0 };
    setrlimit(RLIMIT_CORE, &no_core);
    CHECK(dup2(trial->said, STDERR_FILENO) == STDERR_FILENO);
    heap_refuse(nth, way);
    enum scene_end end = scene->play();
    heap_close();
    *trial->count = heap_count();
    exit((int)end); // not _exit: leaks are looked for
}

static void said_show(const struct trial *trial) {
    char said[SAID_MAX + 1] = "";
    if (pread(trial->said, said, SAID_MAX, 0) > 0) printf("%s\n", said);
}

static bool said_has(const struct trial *trial, const char *word) {
    char said[SAID_MAX + 1] = "";
    return pread(trial->said, said, SAID_MAX, 0) > 0 && strstr(said, word);
}

static void trial_run(const struct scene *scene, const struct trial *trial, uint64_t nth,
                      enum heap_way way, struct tally *tally) {
    CHECK(ftruncate(trial->said, 0) == 0 && lseek(trial->said, 0, SEEK_SET) == 0);
    fflush(stdout);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) trial_play(scene, trial, nth, way);
    int status;
    CHECK(waitpid(child, &status, 0) == child);
    bool ended =
        WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && said_has(trial, "check_failed");
    bool exited = WIFEXITED(status) && WEXITSTATUS(status) <= SCENE_REFUSED;
    bool kept = !scene->inspect || scene->inspect();
    tally->tries++;
    tally->ended += ended && kept;
    tally->whole += exited && kept && WEXITSTATUS(status) == SCENE_WHOLE;
    tally->refused += exited && kept && WEXITSTATUS(status) == SCENE_REFUSED;
    if (kept && (ended || exited)) return;
    if (tally->broken++ >= SHOWN_MAX) return;
    printf("FAILED %s, allocation %lu %s: status %x%s\n", scene->name, (unsigned long)nth,
           way == HEAP_DRY ? "and all after it" : "alone", (unsigned)status,
           kept ? "" : ", and what it left is not in order");
    said_show(trial);
}

// How many allocations the scene makes; 0: it is not whole with all the memory it wants.
static uint64_t scene_count(const struct scene *scene) {
    struct trial trial = trial_make();
    struct tally tally = { 0 };
    if (scene->prepare) scene->prepare();
    trial_run(scene, &trial, 0, HEAP_ONCE, &tally);
    uint64_t count = tally.whole == 1 ? *trial.count : 0;
    if (count == 0) {
        printf("FAILED %s is not whole with all the memory it wants\n", scene->name);
        said_show(&trial);
    }
    trial_free(&trial);
    return count;
}

static void worker_run(const struct scene *scene, const struct share *share, struct tally *tally) {
    struct trial trial = trial_make();
    if (scene->prepare) scene->prepare();
    for (uint64_t i = share->worker; i * share->step < share->count; i += share->workers) {
        uint64_t nth = 1 + i * share->step;
        trial_run(scene, &trial, nth, HEAP_ONCE, tally);
        if (i % DRY_EACH == 0) trial_run(scene, &trial, nth, HEAP_DRY, tally);
    }
    trial_free(&trial);
}

static void tally_add(struct tally *sum, const struct tally *tally) {
    sum->tries += tally->tries;
    sum->whole += tally->whole;
    sum->refused += tally->refused;
    sum->ended += tally->ended;
    sum->broken += tally->broken;
}

// Each worker is a process, since what it plays in stays its own. One that does not come to its end
// is broken, whatever it had counted.
static struct tally workers_run(const struct scene *scene, struct share share) {
    struct tally *tallies = shared_alloc(share.workers * sizeof *tallies), sum = { 0 };
    pid_t children[WORKERS_MAX];
    fflush(stdout);
    for (share.worker = 0; share.worker < share.workers; share.worker++) {
        children[share.worker] = fork();
        CHECK(children[share.worker] >= 0);
        if (children[share.worker] > 0) continue;
        worker_run(scene, &share, &tallies[share.worker]);
        fflush(stdout);
        _exit(0);
    }
    for (unsigned i = 0; i < share.workers; i++) {
        int status;
        CHECK(waitpid(children[i], &status, 0) == children[i]);
        tally_add(&sum, &tallies[i]);
        sum.broken += status != 0;
    }
    munmap(tallies, share.workers * sizeof *tallies);
    return sum;
}

// All of its allocations, or evenly spread ones.
static struct tally scene_try(const struct scene *scene, unsigned workers, bool all) {
    struct share share = { .count = scene_count(scene), .workers = workers };
    if (share.count == 0) return (struct tally){ .broken = 1 };
    share.step = all ? 1 : 1 + share.count / SHORT_TRIES;
    struct tally tally = workers_run(scene, share);
    printf("%s: %lu allocations; of %lu trials %lu came through whole, %lu were refused, %lu "
           "ended, %lu were broken\n",
           scene->name, (unsigned long)share.count, (unsigned long)tally.tries,
           (unsigned long)tally.whole, (unsigned long)tally.refused, (unsigned long)tally.ended,
           (unsigned long)tally.broken);
    return tally;
}

static void report(const struct tally *sum, ms began) {
    char reached[64];
    snprintf(reached, sizeof reached, "%lu of %lu", (unsigned long)sum->broken,
             (unsigned long)sum->tries);
    struct figure figure = { .promise = 17,
                             .what = "refused allocations after which something is broken",
                             .reached = reached,
                             .wanted = figure_is_long() ? "0, every allocation"
                                                        : "0, 80 allocations of each scene",
                             .inputs = (int64_t)sum->tries,
                             .seconds = (double)(time_monotonic() - began) / (double)MS_SECOND,
                             .ok = sum->broken == 0 && sum->tries > 100 };
    figure_report(&figure);
}

int main(int argc, char **argv) {
    static const struct scene *const scenes[] = { &scene_message, &scene_library, &scene_store,
                                                  &scene_reading, &scene_start,   &scene_class };
    struct tally sum = { 0 };
    ms began = time_monotonic();
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = processors < 1             ? 1
                       : processors > WORKERS_MAX ? WORKERS_MAX
                                                  : (unsigned)processors;
    heap_init();
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        if (argc > 1 && strcmp(argv[1], scenes[i]->name) != 0) continue;
        struct tally tally = scene_try(scenes[i], workers, figure_is_long());
        *(tally.broken ? &failed : &passed) += 1;
        tally_add(&sum, &tally);
    }
    report(&sum, began);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
