// Started like an operator would: configuration file, data folder, set-up link in a file.
#include "host.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "demo/address.h"
#include "demo/http_call.h"

enum { TRIES = 3000, TRY_US = 10000 }; // 30 s until it answers: under valgrind it needs ten
enum { WORDS_MAX = 24 };

// Nobody types this fast; the limits would be all that is measured. The whole class joins from one
// address, which is what real classes do, and needs no change.
static const char config[] =
    "{\"bind\":\"127.0.0.1\",\"chat\":{\"burst\":100000,\"per_minute\":1000000},"
    "\"other\":{\"burst\":100000,\"per_minute\":1000000}}\n";

// ---- starting

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

static _Noreturn void child_run(const struct host *h, const char *const *words) {
    char log[600];
    cpu_set_t cores;
    path_make(log, h, "log");
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(fd, 1);
    dup2(fd, 2);
    CPU_ZERO(&cores);
    if (h->core >= 0) CPU_SET(h->core, &cores);
    if (h->core >= 0) sched_setaffinity(0, sizeof cores, &cores);
    execvp(words[0], (char *const *)words);
    dprintf(2, "%s can't be started: %m\n", words[0]);
    _exit(127);
}

static bool process_start(struct host *h) {
    char config_path[600], data[600], port[8];
    const char *words[WORDS_MAX] = { 0 };
    int count = 0;
    path_make(config_path, h, "config.json");
    path_make(data, h, "data");
    snprintf(port, sizeof port, "%u", h->port);
    while (h->command[count] && count < WORDS_MAX - 8) {
        words[count] = h->command[count];
        count++;
    }
    const char *const ours[] = { "serve", "--port", port, "--data", data, "--config", config_path };
    for (size_t i = 0; h->ours && i < sizeof ours / sizeof *ours; i++)
        words[count++] = ours[i];
    if (!h->ours) words[count] = port;
    h->pid = fork();
    if (h->pid == 0) child_run(h, words);
    return h->pid > 0;
}

// ---- waiting until it answers

static bool connects(const struct host *h) {
    struct sockaddr_in in = { .sin_family = AF_INET,
                              .sin_port = htons(h->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool ok = connect(fd, (struct sockaddr *)&in, sizeof in) == 0;
    close(fd);
    return ok;
}

static bool is_healthy(const struct host *h) {
    struct address address = { .host = "127.0.0.1", .path = "/" };
    struct http_answer answer;
    snprintf(address.port, sizeof address.port, "%u", h->port);
    http_call(&address, "/healthz", STR(""), "", &answer);
    int status = answer.status;
    http_answer_deinit(&answer);
    return status == 200;
}

static bool answers(const struct host *h) {
    for (int i = 0; i < TRIES; i++) {
        if (waitpid(h->pid, NULL, WNOHANG) != 0) break;
        if (h->ours ? is_healthy(h) : connects(h)) return true;
        usleep(TRY_US);
    }
    char path[600], line[400] = "";
    path_make(path, h, "log");
    FILE *log = fopen(path, "r");
    while (log && fgets(line, sizeof line, log)) // the last line says why
        continue;
    if (log) fclose(log);
    fprintf(stderr, "load: %s doesn't answer: %s\n", h->command[0], line);
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

bool host_start(struct host *h, const char *const *command, bool ours, int core,
                const char *parent) {
    *h = (struct host){ .port = port_find(), .command = command, .ours = ours, .core = core };
    snprintf(h->folder, sizeof h->folder, "%s/coolhead-load-XXXXXX", parent);
    if (!mkdtemp(h->folder) || !config_write(h)) {
        fprintf(stderr, "load: a folder can't be made in %s: %m.\n", parent);
        h->folder[0] = 0;
        return false;
    }
    return process_start(h) && answers(h) && (!ours || setup_read(h));
}

bool host_kill_and_start(struct host *h) {
    kill(h->pid, SIGKILL);
    waitpid(h->pid, NULL, 0);
    return process_start(h) && answers(h);
}

// ---- stopping

static int entry_remove(const char *path, const struct stat *stat, int kind, struct FTW *at) {
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

bool host_stop(struct host *h) {
    enum { FOLDERS_OPEN = 8 };
    int status = 0;
    bool ended = h->pid > 0 && kill(h->pid, SIGTERM) == 0 && waitpid(h->pid, &status, 0) == h->pid;
    nftw(h->folder, entry_remove, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    return ended && (!h->ours || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

// ---- measuring

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

static int64_t status_read(const struct host *h, const char *name) {
    char text[4096];
    const char *line = proc_read(h, "status", text, sizeof text) ? strstr(text, name) : NULL;
    return line ? atoll(line + strlen(name)) : 0;
}

int64_t host_memory_kib(const struct host *h) {
    return status_read(h, "VmRSS:");
}

int64_t host_peak_kib(const struct host *h) {
    return status_read(h, "VmHWM:");
}
