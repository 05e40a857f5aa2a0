// Pairs who talk as fast as the server lets them, and what that cost it.
//
// One line of each pair is under way at a time: who speaks has seen the partner's last line and the
// acceptance of their own. So the rate is what relaying and recording allow, and every delivery can
// be judged the moment it comes: lines carry their number, events their n.
#include <getopt.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/time.h"
#include "demo/http_call.h"
#include "disk.h"
#include "load.h"

enum {
    PAIRS_MAX = 8000, // two descriptors each
    EVENTS_AT_ONCE = 256,
    PROBES = 500, // fdatasyncs
    ROUNDS_WARM_UP = 4,
};

extern char **environ;

#define SETUP_MAX (60 * MS_SECOND) // until every call has begun
#define WARM_UP   (2 * MS_SECOND)
#define ROUND_MAX (30 * MS_SECOND) // under an emulator too
#define DRAIN_MAX (10 * MS_SECOND)
#define READ_MAX  (120 * MS_SECOND) // until every recording has been read back

int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

// ---- the loop

bool client_open(struct load *l, struct client *c, const char *cookie) {
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c };
    c->wants = EPOLLIN | EPOLLOUT;
    peer_init(&c->peer, &l->address, cookie);
    peer_open(&c->peer);
    return epoll_ctl(l->epoll, EPOLL_CTL_ADD, websocket_fd(c->peer.socket), &event) == 0;
}

static void client_hear(struct load *l, struct client *c) {
    const cJSON *message;
    while ((message = peer_next(&c->peer))) {
        if (json_is(message, "type", "refused")) {
            if (l->refused++ == 0)
                fprintf(stderr, "load: refused: %s %s\n", json_text(message, "code"),
                        json_text(message, "text"));
        } else if (c->trainer)
            trainer_hear(l, c, message);
        else
            trainee_hear(l, c, message);
    }
}

static void client_ready(struct load *l, struct client *c, uint32_t events) {
    peer_ready(&c->peer, (short)events); // EPOLL's bits are poll's
    client_hear(l, c);
    int fd = websocket_fd(c->peer.socket);
    short wants = websocket_wants(c->peer.socket);
    if (fd < 0) {
        if (l->closed++ == 0)
            fprintf(stderr, "load: a connection ended: %s\n", websocket_why(c->peer.socket));
    } else if (wants != c->wants) {
        struct epoll_event event = { .events = (uint32_t)wants, .data.ptr = c };
        c->wants = wants;
        epoll_ctl(l->epoll, EPOLL_CTL_MOD, fd, &event);
    }
}

// Goes on until `done` says so; false: it took longer than `max`.
static bool run_until(struct load *l, bool (*done)(const struct load *), ms max) {
    struct epoll_event events[EVENTS_AT_ONCE];
    ms end = time_monotonic() + max;
    while (!done || !done(l)) {
        ms left = end - time_monotonic();
        if (left <= 0) return false;
        int count = epoll_wait(l->epoll, events, EVENTS_AT_ONCE, (int)left);
        for (int i = 0; i < count; i++)
            client_ready(l, events[i].data.ptr, events[i].events);
    }
    return true;
}

static bool all_in_call(const struct load *l) {
    return l->in_call == 2 * l->settings.pairs;
}

static bool all_quiet(const struct load *l) {
    for (int32_t k = 0; k < l->classes_count; k++)
        for (int32_t i = 0; i < 2 * l->classes[k].pairs; i++) {
            const struct client *c = &l->classes[k].people[i];
            if (c->accepted < c->said || c->echoed < c->said || c->heard < c->partner->said)
                return false;
        }
    return true;
}

static bool all_read(const struct load *l) {
    for (int32_t k = 0; k < l->classes_count; k++)
        if (l->classes[k].read < l->classes[k].pairs) return false;
    return true;
}

// ---- setting up

static cJSON *ask(struct load *l, const char *path, struct str json) {
    struct http_answer answer;
    http_call(&l->address, path, json, l->cookie, &answer);
    cJSON *value =
        answer.status == 200 ? cJSON_ParseWithLength(answer.body.ptr, answer.body.len) : NULL;
    if (!value) fprintf(stderr, "load: %s was answered with %d.\n", path, answer.status);
    if (answer.cookie[0]) memcpy(l->cookie, answer.cookie, sizeof l->cookie);
    http_answer_deinit(&answer);
    return value;
}

static bool sign_up(struct load *l) {
    struct buf json = { 0 };
    buf_printf(&json, "{\"token\":\"%s\",\"name\":\"load\",\"password\":\"only for this run\"}",
               l->host.setup);
    cJSON *me = ask(l, "/api/setup", buf_str(&json));
    cJSON_Delete(me);
    buf_deinit(&json);
    return me != NULL;
}

static bool class_make(struct load *l, struct class *k, int32_t pairs) {
    cJSON *made = ask(l, "/api/classes/new",
                      STR("{\"name\":\"Load\",\"doctrine\":\"facts_first\",\"retention_days\":1}"));
    k->stream = (uint64_t)json_number(made, "class");
    k->pairs = pairs;
    k->people = calloc(2 * (size_t)pairs, sizeof *k->people);
    CHECK(k->people);
    k->trainer.trainer = true;
    k->trainer.class_ = k;
    cJSON_Delete(made);
    return k->stream && client_open(l, &k->trainer, l->cookie);
}

static bool classes_make(struct load *l) {
    int32_t left = l->settings.pairs;
    l->classes_count = (left + CLASS_PAIRS_MAX - 1) / CLASS_PAIRS_MAX;
    l->classes = calloc((size_t)l->classes_count, sizeof *l->classes);
    CHECK(l->classes);
    for (int32_t k = 0; k < l->classes_count; k++) {
        int32_t pairs = left < CLASS_PAIRS_MAX ? left : CLASS_PAIRS_MAX;
        if (!class_make(l, &l->classes[k], pairs)) return false;
        left -= pairs;
    }
    return true;
}

static void classes_free(struct load *l) {
    for (int32_t k = 0; k < l->classes_count; k++) {
        struct class *class = &l->classes[k];
        for (int32_t i = 0; class->people && i < 2 * class->pairs; i++)
            peer_deinit(&class->people[i].peer);
        peer_deinit(&class->trainer.peer);
        free(class->people);
    }
    free(l->classes);
}

// ---- measuring

static double own_cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static struct cost cost_now(const struct load *l) {
    return (struct cost){ host_cpu_seconds(&l->host), own_cpu_seconds(), (double)now_us() / 1e6 };
}

static void talk_begin(struct load *l) {
    l->talking = true;
    for (int32_t k = 0; k < l->classes_count; k++)
        for (int32_t i = 0; i < 2 * l->classes[k].pairs; i++)
            turn_take(l, &l->classes[k].people[i]);
}

static bool hook_run(const struct load *l, const char *when) {
    char pid[12], why[40];
    const char *const argv[] = { l->settings.hook, when, pid, NULL };
    int status = 0;
    pid_t child;
    if (!l->settings.hook) return true;
    snprintf(pid, sizeof pid, "%d", (int)l->host.pid);
    int error = posix_spawn(&child, argv[0], NULL, NULL, (char *const *)argv, environ);
    snprintf(why, sizeof why, "%s", error ? strerror(error) : "it failed");
    if (!error && waitpid(child, &status, 0) == child && status == 0) return true;
    fprintf(stderr, "load: %s %s %s: %s.\n", argv[0], when, pid, why);
    return false;
}

// One round of the lockstep: everybody whose turn it is speaks while the server stands still, so
// that it finds all lines in one turn of its loop, and the same work is done on every machine.
static bool round_play(struct load *l) {
    int status;
    kill(l->host.pid, SIGSTOP);
    waitpid(l->host.pid, &status, WUNTRACED);
    talk_begin(l);
    l->talking = false;
    kill(l->host.pid, SIGCONT);
    return run_until(l, all_quiet, ROUND_MAX);
}

static bool rounds_play(struct load *l, int32_t count) {
    bool ok = true;
    for (int32_t i = 0; ok && i < count; i++)
        ok = round_play(l);
    return ok;
}

static void talk_go_on(struct load *l, int32_t rounds, ms duration) {
    if (!l->settings.rounds)
        run_until(l, NULL, duration);
    else if (!rounds_play(l, rounds))
        fprintf(stderr, "load: a round did not end.\n");
}

static struct cost talk_measure(struct load *l) {
    if (!l->settings.rounds) talk_begin(l);
    talk_go_on(l, ROUNDS_WARM_UP, WARM_UP);
    bool hooked = hook_run(l, "begin");
    l->measuring = true;
    struct cost before = cost_now(l);
    talk_go_on(l, l->settings.rounds, l->settings.seconds * MS_SECOND);
    struct cost after = cost_now(l);
    l->measuring = false;
    if (!hooked || !hook_run(l, "end")) l->refused++;
    return (struct cost){ after.server_s - before.server_s, after.own_s - before.own_s,
                          after.wall_s - before.wall_s };
}

// What nobody has seen yet when the talk ends must still come: it was accepted.
static bool talk_end(struct load *l) {
    l->talking = false;
    bool quiet = run_until(l, all_quiet, DRAIN_MAX);
    if (!quiet) fprintf(stderr, "load: lines under way did not arrive.\n");
    for (int32_t k = 0; k < l->classes_count; k++)
        for (int32_t i = 0; i < 2 * l->classes[k].pairs; i++)
            l->accepted += l->classes[k].people[i].accepted;
    return quiet;
}

static bool recordings_read(struct load *l) {
    l->reading = true;
    for (int32_t k = 0; k < l->classes_count; k++)
        read_next(&l->classes[k]);
    bool read = run_until(l, all_read, READ_MAX);
    if (!read) fprintf(stderr, "load: the recordings could not be read back in time.\n");
    return read;
}

// ---- one run

static bool load_is_sound(const struct load *l) {
    int64_t faults = l->lost + l->twice + l->disordered + l->refused + l->closed;
    return faults == 0 && l->lines > 0 && l->recorded == l->accepted;
}

static bool load_play(struct load *l) {
    bool up = address_parse(&l->address, l->host.url) && sign_up(l) && classes_make(l);
    if (up && !run_until(l, all_in_call, SETUP_MAX)) {
        fprintf(stderr, "load: only %d of %d people are in a call.\n", (int)l->in_call,
                2 * (int)l->settings.pairs);
        up = false;
    }
    if (!up) return false;
    struct cost cost = talk_measure(l);
    bool whole = talk_end(l) && recordings_read(l);
    load_print(l, &cost);
    return whole && load_is_sound(l);
}

static bool load_run(struct load *l) {
    struct sample disk = { 0 };
    bool ok = disk_probe(l->settings.folder, PROBES, &disk);
    machine_print();
    sample_print("fdatasync of 4 KiB", &disk);
    sample_deinit(&disk);
    l->epoll = epoll_create1(EPOLL_CLOEXEC);
    ok = ok && host_start(&l->host, l->settings.binary, l->settings.folder) && load_play(l);
    classes_free(l);
    close(l->epoll);
    if (l->host.folder[0] && !host_stop(&l->host)) {
        fprintf(stderr, "load: the server did not end as it should.\n");
        ok = false;
    }
    sample_deinit(&l->lag);
    sample_deinit(&l->commit);
    return ok;
}

static const char help[] =
    "load: how many lines a second one server relays and records, and what each costs it.\n"
    "\n"
    "  --coolhead FILE  the server's binary (build/release/coolhead)\n"
    "  --folder DIR     where its database goes; the disk is measured there too (.)\n"
    "  --pairs N        1 to 8000 (100)\n"
    "  --seconds N      of measuring (20)\n"
    "  --rounds N       instead: N rounds in lockstep, one line of each pair, all in one turn\n"
    "  --hook FILE      run as FILE begin PID and FILE end PID around what is measured\n"
    "\n"
    "Exit 0: every accepted line reached the partner and the recording, once and in order.\n"
    "To be started where the folder scenarios is.\n";

static bool number_take(int32_t *number, int32_t max) {
    int64_t value;
    bool ok = str_to_i64(str_from(optarg), &value) && value > 0 && value <= max;
    if (ok) *number = (int32_t)value;
    if (!ok) fprintf(stderr, "load: \"%s\" is not a number from 1 to %d.\n", optarg, (int)max);
    return ok;
}

// 0: go on; else the exit status and one.
static int settings_take(struct settings *s, int argc, char **argv) {
    static const struct option options[] = {
        { "coolhead", required_argument, NULL, 'c' }, { "folder", required_argument, NULL, 'f' },
        { "pairs", required_argument, NULL, 'p' },    { "seconds", required_argument, NULL, 's' },
        { "rounds", required_argument, NULL, 'r' },   { "hook", required_argument, NULL, 'k' },
        { "help", no_argument, NULL, 'h' },           { NULL, 0, NULL, 0 },
    };
    for (int letter; (letter = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (letter == 'h') return fputs(help, stdout), 1;
        if (letter == 'c') s->binary = optarg;
        if (letter == 'f') s->folder = optarg;
        if (letter == 'p' && !number_take(&s->pairs, PAIRS_MAX)) return 3;
        if (letter == 's' && !number_take(&s->seconds, 3600)) return 3;
        if (letter == 'r' && !number_take(&s->rounds, 100000)) return 3;
        if (letter == 'k') s->hook = optarg;
        if (letter == '?') return 3;
    }
    return 0;
}

int main(int argc, char **argv) {
    struct load load = { .settings = { .binary = "build/release/coolhead",
                                       .folder = ".",
                                       .pairs = 100,
                                       .seconds = 20 } };
    int status = settings_take(&load.settings, argc, argv);
    if (status) return status - 1;
    return load_run(&load) ? 0 : 1;
}
