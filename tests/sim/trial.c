#include "trial.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"

enum { SECONDS_MAX_OF_RUN = 120 }; // a hundred times what 5,000 steps take

static void child_play(const struct plan *plan, struct outcome *outcome) {
    if (!plan->loud) log_to(-1);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (!plan->loud && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    alarm(SECONDS_MAX_OF_RUN);
    run_play(plan, outcome);
    fflush(stdout);
    _exit(0); // what the parent had open is the parent's
}

void trial_play(const struct plan *plan, struct outcome *outcome) {
    struct outcome *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(shared != MAP_FAILED);
    fflush(stdout);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) child_play(plan, shared);
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    *outcome = *shared;
    munmap(shared, sizeof *shared);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    outcome->steps++; // it was in the middle of one
    if (WIFSIGNALED(status))
        fault_note(&outcome->fault, "the process died of %s",
                   WTERMSIG(status) == SIGALRM ? "an endless loop" : strsignal(WTERMSIG(status)));
    else
        fault_note(&outcome->fault, "the process ended with code %d", WEXITSTATUS(status));
}
