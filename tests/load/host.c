// Started like an operator would: configuration file, data folder, set-up link in a file.
#include "host.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "demo/address.h"
#include "demo/http_call.h"

extern char **environ;

enum { TRIES = 300, TRY_US = 100000 }; // 30 s until it answers: under valgrind it needs ten

// Nobody types this fast; the limits would be all that is measured. The whole class joins from one
// address, which is what real classes do, and needs no change.
static const char config[] =
    "{\"bind\":\"127.0.0.1\",\"chat\":{\"burst\":100000,\"per_minute\":1000000},"
    "\"other\":{\"burst\":100000,\"per_minute\":1000000}}\n";

// A port that was free a moment ago; the server would say so if it no longer were.
static uint16_t port_find(void) {
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof in;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ok = bind(fd, (struct sockaddr *)&in, len) == 0 &&
              getsockname(fd, (struct sockaddr *)&in, &len) == 0;
    close(fd);
    return ok ? ntohs(in.sin_port) : 0;
}

static void path_make(char path[600], const struct host *h, const char *name) {
    snprintf(path, 600, "%s/%s", h->folder, name);
}

static bool config_write(const struct host *h) {
    char path[600];
    path_make(path, h, "config.json");
    FILE *file = fopen(path, "w");
    bool ok = file && fputs(config, file) >= 0;
    return file && fclose(file) == 0 && ok;
}

static bool process_start(struct host *h, const char *binary, uint16_t port) {
    char config_path[600], data[600], log[600], number[8];
    posix_spawn_file_actions_t actions;
    path_make(config_path, h, "config.json");
    path_make(data, h, "data");
    path_make(log, h, "log");
    snprintf(number, sizeof number, "%u", port);
    const char *const argv[] = { binary, "serve",    "--port",    number, "--data",
                                 data,   "--config", config_path, NULL };
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    int error = posix_spawn(&h->pid, binary, &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error) fprintf(stderr, "load: %s can't be started: %s.\n", binary, strerror(error));
    return !error;
}

static bool answers(const struct host *h) {
    struct address address;
    struct http_answer answer;
    bool ok = address_parse(&address, h->url);
    for (int i = 0; ok && i < TRIES; i++) {
        http_call(&address, "/healthz", STR(""), "", &answer);
        int status = answer.status;
        http_answer_deinit(&answer);
        if (status == 200) return true;
        usleep(TRY_US);
    }
    fprintf(stderr, "load: the server doesn't answer; see %s/log.\n", h->folder);
    return false;
}

// The link is in a file, since there is no terminal; its token is what follows the last '='.
static bool setup_read(struct host *h) {
    char path[600], line[600] = "";
    path_make(path, h, "data/setup-link");
    FILE *file = fopen(path, "r");
    if (file && !fgets(line, sizeof line, file)) line[0] = 0;
    if (file) fclose(file);
    line[strcspn(line, "\n")] = 0;
    const char *token = strrchr(line, '=');
    snprintf(h->setup, sizeof h->setup, "%s", token ? token + 1 : "");
    if (!token) fprintf(stderr, "load: there is no set-up link in %s.\n", path);
    return token != NULL;
}

bool host_start(struct host *h, const char *binary, const char *parent) {
    uint16_t port = port_find();
    *h = (struct host){ 0 };
    snprintf(h->folder, sizeof h->folder, "%s/coolhead-load-XXXXXX", parent);
    if (!mkdtemp(h->folder) || !config_write(h)) {
        fprintf(stderr, "load: a folder can't be made in %s: %m.\n", parent);
        return false;
    }
    snprintf(h->url, sizeof h->url, "ws://127.0.0.1:%u/ws", port);
    return process_start(h, binary, port) && answers(h) && setup_read(h);
}

static int entry_remove(const char *path, const struct stat *stat, int kind, struct FTW *at) {
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

bool host_stop(struct host *h) {
    enum { FOLDERS_OPEN = 8 };
    int status = 0;
    bool ended = h->pid > 0 && kill(h->pid, SIGTERM) == 0 && waitpid(h->pid, &status, 0) == h->pid;
    nftw(h->folder, entry_remove, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool proc_read(const struct host *h, const char *name, char *text, size_t room) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)h->pid, name);
    FILE *file = fopen(path, "r");
    size_t len = file ? fread(text, 1, room - 1, file) : 0;
    if (file) fclose(file);
    text[len] = 0;
    return len > 0;
}

// Fields 14 and 15 of proc(5); the name before them may hold spaces.
double host_cpu_seconds(const struct host *h) {
    char text[1024];
    unsigned long user = 0, system = 0;
    const char *rest = proc_read(h, "stat", text, sizeof text) ? strrchr(text, ')') : NULL;
    if (rest)
        sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

long host_memory_kib(const struct host *h) {
    char text[4096];
    const char *line = proc_read(h, "status", text, sizeof text) ? strstr(text, "VmHWM:") : NULL;
    return line ? atol(line + 6) : 0;
}
