// The secret goes through a pipe: arguments are for everybody on the machine to read.
#include "demo/demo.h"

#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

bool demo_open(struct demo *d) {
    const char *temporary = getenv("TMPDIR");
    *d = (struct demo){ 0 };
    snprintf(d->folder, sizeof d->folder, "%s/coolhead-demo-XXXXXX",
             temporary && *temporary ? temporary : "/tmp");
    if (mkdtemp(d->folder)) return true;
    fprintf(stderr, "coolhead: a folder for the demo can't be made at %s: %m.\n", d->folder);
    d->folder[0] = 0;
    return false;
}

static int entry_remove(const char *path, const struct stat *stat, int kind, struct FTW *at) {
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

void demo_close(struct demo *d) {
    enum { FOLDERS_OPEN = 8 };
    if (d->folder[0]) nftw(d->folder, entry_remove, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

// A group of its own: Ctrl-C is the server's to handle, and one signal ends conductor and players.
static int conductor_spawn(pid_t *pid, int in, const char *const argv[]) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    int error =
        posix_spawn(pid, "/proc/self/exe", &actions, &attributes, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

bool demo_start(struct demo *d, uint16_t port, int32_t pairs, const char *setup) {
    char url[40], count[12];
    int pipe_ends[2];
    snprintf(url, sizeof url, "ws://127.0.0.1:%u/ws", port);
    snprintf(count, sizeof count, "%d", (int)pairs);
    const char *const argv[] = {
        "coolhead", "demo-conductor", "--url", url, "--pairs", count, NULL
    };
    if (pipe2(pipe_ends, O_CLOEXEC) < 0) return false;
    int error = conductor_spawn(&d->conductor, pipe_ends[0], argv);
    if (error) {
        fprintf(stderr, "coolhead: the demo can't be started: %s.\n", strerror(error));
        d->conductor = 0;
    } else {
        dprintf(pipe_ends[1], "%s\n", setup);
    }
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    return !error;
}

void demo_stop(struct demo *d) {
    if (!d->conductor) return;
    kill(-d->conductor, SIGTERM);
    waitpid(d->conductor, NULL, 0);
    d->conductor = 0;
}
