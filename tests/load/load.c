// Pairs who talk as fast as the server lets them, and what that cost it.
//
// One line of each pair is under way at a time: who speaks has seen the partner's last line and the
// acceptance of their own. So the rate is what relaying and recording allow, and every delivery can
// be judged the moment it comes: lines carry their number, events their n.
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/time.h"
#include "demo/http_call.h"
#include "demo/json.h"
#include "demo/peer.h"
#include "disk.h"
#include "host.h"
#include "sample.h"

enum {
    CLASS_PAIRS_MAX = 160, // of a class
    PAIRS_MAX = 8000,      // two descriptors each
    EVENTS_AT_ONCE = 256,
    PROBES = 500, // fdatasyncs
};

#define SETUP_MAX (60 * MS_SECOND) // until every call has begun
#define WARM_UP   (2 * MS_SECOND)
#define DRAIN_MAX (10 * MS_SECOND)
#define READ_MAX  (120 * MS_SECOND) // until every recording has been read back

struct settings {
    const char *binary, *folder;
    int32_t pairs, seconds;
};

struct class;

struct client {
    struct peer peer;
    short wants; // as epoll was told
    bool trainer;
    struct class *class_;
    uint64_t session;
    struct client *partner; // known once both are seated
    const char *seat;       // "csr" or "customer"; NULL: not seated
    uint32_t n;             // of the last event
    bool in_call;
    int64_t said, accepted, heard, echoed; // lines
    int64_t said_us;                       // when the last one went out
};

struct class {
    struct client trainer;
    uint64_t stream;
    int32_t pairs, joined;
    struct client *people; // 2 * pairs of them
    char code[8], phase[16];
    uint64_t reading;                  // the session that is being read back; 0: none yet
    int32_t read;                      // sessions read back
    int64_t lines_csr, lines_customer; // of it
};

struct load {
    struct settings settings;
    struct host host;
    struct address address;
    char cookie[120];
    int epoll;
    struct class *classes;
    int32_t classes_count, in_call;
    bool talking, reading;
    struct sample lag;    // from saying to the partner's reading
    struct sample commit; // from saying to the acceptance
    bool measuring;
    int64_t lines, deliveries; // while measuring
    int64_t lost, twice, disordered, refused, closed;
    int64_t accepted, recorded; // of the whole run
};

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

// ---- talking

static const char words[] = "I hear you, and I want to get this right for Friday noon.";

static void line_say(struct load *l, struct client *c) {
    char fields[160];
    if (!l->talking) return;
    int len = snprintf(fields, sizeof fields, ",\"act\":\"plain\",\"text\":\"%lld. %s\"",
                       (long long)++c->said, words);
    c->said_us = now_us();
    peer_command(&c->peer, "say", c->session, str_make(fields, (size_t)len));
}

// The CSR begins; from then on they take turns.
static void turn_take(struct load *l, struct client *c) {
    bool csr = strcmp(c->seat, "csr") == 0;
    bool my_turn = c->heard == (csr ? c->said : c->said + 1);
    if (c->in_call && my_turn && c->accepted == c->said) line_say(l, c);
}

static void number_judge(struct load *l, int64_t number, int64_t wanted) {
    if (number > wanted) l->lost += number - wanted;
    if (number < wanted) l->twice++;
}

static void hear_said(struct load *l, struct client *c, const cJSON *event) {
    int64_t number = atoll(json_text(event, "text"));
    if (l->measuring) l->deliveries++;
    if (json_is(event, "by", c->seat)) {
        number_judge(l, number, ++c->echoed);
        return;
    }
    number_judge(l, number, ++c->heard);
    if (!l->measuring) return;
    l->lines++;
    sample_add(&l->lag, now_us() - c->partner->said_us);
}

static void hear_accepted(struct load *l, struct client *c) {
    c->accepted++;
    if (l->measuring) sample_add(&l->commit, now_us() - c->said_us);
}

static void call_begin(struct load *l, struct client *c, const cJSON *event) {
    if (!json_is(event, "phase", "call")) return;
    c->in_call = true;
    l->in_call++;
}

static void hear_event(struct load *l, struct client *c, const cJSON *message) {
    const cJSON *event = json_member(message, "event");
    if (json_number(message, "n") != c->n + 1) l->disordered++;
    c->n = (uint32_t)json_number(message, "n");
    if (json_is(event, "type", "phase_began")) call_begin(l, c, event);
    if (json_is(event, "type", "said")) hear_said(l, c, event);
}

// ---- joining

static struct client *partner_find(const struct client *c) {
    for (int32_t i = 0; i < 2 * c->class_->pairs; i++) {
        struct client *other = &c->class_->people[i];
        if (other != c && other->session == c->session) return other;
    }
    return NULL;
}

static void hear_place(struct client *c, const cJSON *place) {
    uint64_t session = (uint64_t)json_number(place, "session");
    if (session == 0 || session == c->session) return;
    c->session = session;
    c->seat = json_is(place, "seat", "csr") ? "csr" : "customer";
    c->partner = partner_find(c);
    if (c->partner) c->partner->partner = c;
    peer_watch(&c->peer, session, 0);
}

static void hear_welcome(struct client *c, const cJSON *welcome) {
    char name[24];
    snprintf(name, sizeof name, "Person %d", (int)(c - c->class_->people) + 1);
    if (json_is(welcome, "who", "nobody"))
        peer_join(&c->peer, c->class_->code, name, true);
    else
        c->class_->joined++;
}

static void trainee_hear(struct load *l, struct client *c, const cJSON *message) {
    if (json_is(message, "type", "event")) hear_event(l, c, message);
    if (json_is(message, "type", "accepted")) hear_accepted(l, c);
    if (json_is(message, "type", "place")) hear_place(c, message);
    if (json_is(message, "type", "welcome")) hear_welcome(c, message);
    if (c->partner) turn_take(l, c);
}

// ---- the trainer

static void class_open(struct load *l, struct class *k, const cJSON *room) {
    snprintf(k->code, sizeof k->code, "%s", json_text(room, "code"));
    for (int32_t i = 0; i < 2 * k->pairs; i++) {
        struct client *c = &k->people[i];
        struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c };
        c->class_ = k;
        c->wants = EPOLLIN | EPOLLOUT;
        peer_init(&c->peer, &l->address, "");
        peer_open(&c->peer);
        epoll_ctl(l->epoll, EPOLL_CTL_ADD, websocket_fd(c->peer.socket), &event);
    }
}

static int32_t people_here(const cJSON *room) {
    const cJSON *person;
    int32_t here = 0;
    cJSON_ArrayForEach(person, json_member(room, "people")) here += json_true(person, "here");
    return here;
}

static const char propose[] =
    ",\"scenario\":\"two_days_late\",\"rubric\":\"calm_under_fire\",\"doctrine\":\"facts_first\","
    "\"brief_s\":600,\"call_s\":7200,\"back_s\":10,\"score_s\":30,\"talk_s\":30,"
    "\"ready_starts\":false,\"focus\":[0],\"reshuffle\":false";

static void class_go_on(struct class *k, const char *command, struct str fields) {
    peer_command(&k->trainer.peer, command, k->stream, fields);
}

// Everybody here: propose. Each new phase leads to the next.
static void hear_room(struct load *l, struct class *k, const cJSON *room) {
    if (!k->code[0]) class_open(l, k, room);
    const char *phase = json_text(room, "phase");
    bool gathered = people_here(room) == 2 * k->pairs;
    if (strcmp(phase, k->phase) == 0 || (strcmp(phase, "none") == 0 && !gathered)) return;
    snprintf(k->phase, sizeof k->phase, "%s", phase);
    if (strcmp(phase, "none") == 0) class_go_on(k, "propose", str_from(propose));
    if (strcmp(phase, "proposed") == 0) class_go_on(k, "hand_out", STR(""));
    if (strcmp(phase, "briefing") == 0) class_go_on(k, "begin", STR(""));
}

// The sessions of a round are numbered from 1; the seats of pair i are anybody's.
static void read_next(struct class *k) {
    uint64_t first = k->people[0].session;
    uint64_t round = first & ~(uint64_t)(511 << 9);
    if (k->reading) {
        peer_unwatch(&k->trainer.peer, k->reading);
        k->read++;
    }
    k->lines_csr = k->lines_customer = 0;
    if (k->read == k->pairs) return;
    k->reading = round | (uint64_t)(k->read + 1) << 9;
    peer_watch(&k->trainer.peer, k->reading, 0);
}

static void read_event(struct load *l, struct class *k, const cJSON *message) {
    const cJSON *event = json_member(message, "event");
    if (!l->reading || (uint64_t)json_number(message, "stream") != k->reading) return;
    if (!json_is(event, "type", "said")) return;
    int64_t *last = json_is(event, "by", "csr") ? &k->lines_csr : &k->lines_customer;
    number_judge(l, atoll(json_text(event, "text")), ++*last);
    l->recorded++;
}

static void trainer_hear(struct load *l, struct client *c, const cJSON *message) {
    struct class *k = c->class_;
    if (json_is(message, "type", "welcome")) peer_watch(&c->peer, k->stream, 0);
    if (json_is(message, "type", "room")) hear_room(l, k, message);
    if (json_is(message, "type", "event")) read_event(l, k, message);
    bool end = l->reading && json_is(message, "type", "caught_up") &&
               (uint64_t)json_number(message, "stream") == k->reading;
    if (end) read_next(k);
}

// ---- the loop

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
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT, .data.ptr = &k->trainer };
    k->stream = (uint64_t)json_number(made, "class");
    k->pairs = pairs;
    k->people = calloc(2 * (size_t)pairs, sizeof *k->people);
    CHECK(k->people);
    k->trainer.trainer = true;
    k->trainer.class_ = k;
    k->trainer.wants = EPOLLIN | EPOLLOUT;
    cJSON_Delete(made);
    if (!k->stream) return false;
    peer_init(&k->trainer.peer, &l->address, l->cookie);
    peer_open(&k->trainer.peer);
    return epoll_ctl(l->epoll, EPOLL_CTL_ADD, websocket_fd(k->trainer.peer.socket), &event) == 0;
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

struct cost {
    double server_s, own_s, wall_s;
};

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

static struct cost talk_measure(struct load *l) {
    talk_begin(l);
    run_until(l, NULL, WARM_UP);
    l->measuring = true;
    struct cost before = cost_now(l);
    run_until(l, NULL, l->settings.seconds * MS_SECOND);
    struct cost after = cost_now(l);
    l->measuring = false;
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

// ---- the report

static void machine_print(void) {
    char line[256] = "", model[200] = "unknown";
    struct utsname name;
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file)) {
        const char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon) continue;
        snprintf(model, sizeof model, "%.*s", (int)strcspn(colon + 2, "\n"), colon + 2);
        break;
    }
    if (file) fclose(file);
    uname(&name);
    printf("machine             %ld cores, %s, Linux %s\n", sysconf(_SC_NPROCESSORS_ONLN), model,
           name.release);
}

static void sample_print(const char *what, struct sample *s) {
    printf("%-19s p50 %.2f ms, p99 %.2f ms, longest %.2f ms (%u)\n", what,
           sample_percentile(s, 50) / 1e3, sample_percentile(s, 99) / 1e3,
           sample_percentile(s, 100) / 1e3, s->count);
}

static void load_print(struct load *l, const struct cost *cost) {
    double lines = (double)l->lines, load[1] = { 0 };
    getloadavg(load, 1);
    printf("pairs               %d, for %.1f s, in classes of at most %d\n", (int)l->settings.pairs,
           cost->wall_s, CLASS_PAIRS_MAX);
    printf("lines               %.0f/s relayed and recorded; %.0f/s deliveries\n",
           lines / cost->wall_s, (double)l->deliveries / cost->wall_s);
    printf("server              %.1f us of processor a line, %.2f cores; %.1f MiB at most\n",
           cost->server_s * 1e6 / lines, cost->server_s / cost->wall_s,
           (double)host_memory_kib(&l->host) / 1024);
    printf("this program        %.2f cores; load average of the machine %.1f\n",
           cost->own_s / cost->wall_s, load[0]);
    sample_print("to the partner", &l->lag);
    sample_print("to the acceptance", &l->commit);
    printf("lost %lld, twice %lld, out of order %lld, refused %lld, connections cut %lld\n",
           (long long)l->lost, (long long)l->twice, (long long)l->disordered, (long long)l->refused,
           (long long)l->closed);
    printf("recordings          hold %lld of %lld accepted lines, in order\n",
           (long long)l->recorded, (long long)l->accepted);
}

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
        { "help", no_argument, NULL, 'h' },           { NULL, 0, NULL, 0 },
    };
    for (int letter; (letter = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (letter == 'h') return fputs(help, stdout), 1;
        if (letter == 'c') s->binary = optarg;
        if (letter == 'f') s->folder = optarg;
        if (letter == 'p' && !number_take(&s->pairs, PAIRS_MAX)) return 3;
        if (letter == 's' && !number_take(&s->seconds, 3600)) return 3;
        if (letter == '?') return 3;
    }
    return 0;
}

int main(int argc, char **argv) {
    struct load load = { .settings = { "build/release/coolhead", ".", 100, 20 } };
    int status = settings_take(&load.settings, argc, argv);
    if (status) return status - 1;
    return load_run(&load) ? 0 : 1;
}
