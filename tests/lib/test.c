// Assertions that cmocka lacks.
#include "lib/test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"

void test_assert_str(struct str actual, const char *expected, const char *file, int line) {
    if (str_eq(actual, str_from(expected))) return;
    print_error("expected: %s\n     got: %.*s\n", expected, STR_ARG(actual));
    _fail(file, line);
}

// In the child cmocka's own handler for SIGABRT would report a failure and go on, so it is taken
// out.
static void child_run(void (*bug)(void *arg), void *arg) {
    signal(SIGABRT, SIG_DFL);
    log_to(-1);
    bug(arg);
    _exit(0);
}

void test_assert_check_fails(void (*bug)(void *arg), void *arg, const char *file, int line) {
    pid_t child = fork();
    if (child == 0) child_run(bug, arg);
    int status = 0;
    if (child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
        WTERMSIG(status) == SIGABRT) {
        return;
    }
    print_error("no CHECK failed (wait status %#x)\n", (unsigned)status);
    _fail(file, line);
}
