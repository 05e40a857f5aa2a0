// One run: a server is started, people join, talk and are measured, and in the end everything is
// counted again.
//
// It is one thread with one epoll, so that its own part of the measurement is known: when it has no
// time left on its core, the figures are its own and not the server's, and it says so.
#include <getopt.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "disk.h"
#include "load.h"

enum {
    EVENTS_AT_ONCE = 512,
    PROBES = 500, // fdatasyncs
    ROUNDS_WARM_UP = 4,
};

#define SECOND_US   ((int64_t)1000000)
#define SETUP_MAX   (120 * SECOND_US) // until everybody has joined, and until all calls have begun
#define SETTLE      (SECOND_US / 2)   // after which memory is looked at
#define ROUND_MAX   (30 * SECOND_US)  // under an emulator too
#define DRAIN_MAX   (60 * SECOND_US)
#define SILENCE     (3 * SECOND_US) // after which what hasn't come doesn't come
#define READ_MAX    (300 * SECOND_US)
#define RESUME_MAX  (60 * SECOND_US)
#define AGAIN_FIRST (SECOND_US / 2) // docs/API.md, "coming back"
#define AGAIN_LAST  (8 * SECOND_US)

int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * SECOND_US + t.tv_nsec / 1000;
}

// ---- clients

bool client_connect(struct run *r, struct client *c, enum framing framing,
                    const struct link_target *target) {
    bool ok = link_open(&c->link, r->epoll, c, framing, target);
    if (!ok && r->faults.cut++ == 0) fprintf(stderr, "load: no connection: %m.\n");
    return ok;
}

void client_send(struct run *r, struct client *c, struct str message, bool binary) {
    link_send(&c->link, r->epoll, c, message, binary);
}

void client_seat(struct client *c, uint32_t pair, enum seat seat) {
    struct client **seated = &c->class_->seated[2 * (pair - c->class_->first_pair)];
    c->pair = pair;
    c->seat = seat;
    seated[seat] = c;
    if (!seated[!seat]) return;
    c->partner = seated[!seat];
    c->partner->partner = c;
}

void client_joined(struct run *r, struct client *c) {
    if (c->joined) return;
    c->joined = true;
    r->joined++;
    if (r->settings.speech->records) return;
    c->in_call = true; // a relay knows no more than that
    r->in_call++;
}

static bool on_message(void *to, struct str message) {
    struct client *c = to;
    struct run *r = c->class_->run;
    r->messages++;
    return r->settings.speech->hear(r, c, message);
}

static bool on_opened(void *to) {
    struct client *c = to;
    struct run *r = c->class_->run;
    return r->settings.speech->opened(r, c);
}

// After a restart: a pause that doubles, and of it a random half to whole.
static void client_comes_back(struct client *c) {
    int64_t pause = AGAIN_FIRST << c->tries;
    if (pause > AGAIN_LAST) pause = AGAIN_LAST;
    if (c->tries < 4) c->tries++;
    c->again_us = now_us() + pause / 2 + rand() % (pause / 2);
}

static void client_lost(struct run *r, struct client *c) {
    if (c->link.state != LINK_CLOSED) return; // it was opened anew
    if (r->settings.restart && c->part <= PART_OBSERVER) {
        c->resuming = true;
        client_comes_back(c);
    } else if (!r->settings.restart && r->faults.cut++ == 0)
        fprintf(stderr, "load: a connection ended.\n");
}

// By seats, over all classes.
static struct client *person_at(struct run *r, int32_t index) {
    int32_t k = 0;
    while (index >= 2 * r->classes[k].pairs)
        index -= 2 * r->classes[k++].pairs;
    return &r->classes[k].people[index];
}

// ---- the loop

// Opens the next connections, as many at once as are allowed.
static void joins_pump(struct run *r) {
    int32_t at_once = r->settings.joins_at_once ? r->settings.joins_at_once : r->people;
    while (r->opened < r->people && r->opened - r->joined < at_once) {
        struct client *c = person_at(r, r->opened++);
        if (!r->settings.speech->begin(r, c)) return;
    }
}

static void returns_pump(struct run *r) {
    int64_t now = now_us();
    for (int32_t k = 0; k < r->classes_count; k++)
        for (int32_t i = 0; i < class_people(r, &r->classes[k]); i++) {
            struct client *c = &r->classes[k].people[i];
            if (!c->again_us || c->again_us > now) continue;
            c->again_us = 0;
            if (!r->settings.speech->begin(r, c)) client_comes_back(c);
        }
}

static void events_take(struct run *r, int64_t wait_us) {
    struct epoll_event events[EVENTS_AT_ONCE];
    struct timespec wait = { wait_us / SECOND_US, wait_us % SECOND_US * 1000 };
    int count = epoll_pwait2(r->epoll, events, EVENTS_AT_ONCE, &wait, NULL);
    for (int i = 0; i < count; i++) {
        struct client *c = events[i].data.ptr;
        struct link_ear ear = { on_message, on_opened, c };
        if (!link_ready(&c->link, r->epoll, events[i].events, &ear)) client_lost(r, c);
    }
}

// Goes on until `done` says so (NULL: only time does); false: it took longer than `max_us`.
static bool run_until(struct run *r, bool (*done)(const struct run *), int64_t max_us) {
    int64_t end = now_us() + max_us;
    while (!done || !done(r)) {
        int64_t now = now_us(), until = next_due_us(r);
        if (now >= end) return false;
        if (until > end) until = end;
        if (r->settings.restart && until > now + 10000) until = now + 10000;
        events_take(r, until > now ? until - now : 0);
        if (r->settings.rate_milli) lines_schedule(r);
        if (r->settings.restart) returns_pump(r);
        joins_pump(r);
    }
    return true;
}

static bool all_rooms(const struct run *r) {
    return r->rooms == r->classes_count;
}

static bool all_joined(const struct run *r) {
    return r->joined == r->people;
}

static bool all_in_call(const struct run *r) {
    return r->in_call == 2 * r->settings.pairs;
}

static bool all_watching(const struct run *r) {
    return r->watching == r->settings.observers * r->settings.pairs;
}

static bool all_read(const struct run *r) {
    for (int32_t k = 0; k < r->classes_count; k++)
        if (r->classes[k].read < r->classes[k].pairs) return false;
    return true;
}

static bool all_resumed(const struct run *r) {
    return r->resumed == r->joined;
}

static bool all_over(const struct run *r) {
    return r->over == 2 * r->settings.pairs;
}

static bool stage(struct run *r, const char *what, bool (*done)(const struct run *), int64_t max) {
    bool ok = run_until(r, done, max);
    if (!ok)
        fprintf(stderr, "load: not in time: %s (%d joined, %d in a call, %d back, %d over).\n",
                what, (int)r->joined, (int)r->in_call, (int)r->resumed, (int)r->over);
    return ok;
}

// ---- joining

// Observers come late: whoever joins while calls are running observes the pair with the fewest.
static void seats_first(struct run *r) {
    r->people = 2 * r->settings.pairs;
    if (r->settings.speech->records) return;
    for (int32_t i = 0; i < r->people; i++)
        client_seat(&r->classes[0].people[i], (uint32_t)i / 2, i % 2 ? CUSTOMER : CSR);
}

static bool people_join(struct run *r) {
    bool records = r->settings.speech->records;
    if (records && !stage(r, "the classes", all_rooms, SETUP_MAX)) return false;
    run_until(r, NULL, SETTLE);
    r->rss_start = host_memory_kib(&r->host);
    int64_t begun = now_us();
    seats_first(r);
    joins_pump(r);
    if (!stage(r, "everybody joins", all_joined, SETUP_MAX)) return false;
    r->join_s = (double)(now_us() - begun) / 1e6;
    run_until(r, NULL, SETTLE);
    r->rss_joined = host_memory_kib(&r->host);
    return true;
}

static bool calls_begin(struct run *r) {
    if (!r->settings.speech->records) return true;
    int64_t begun = now_us();
    class_talk(r);
    if (!stage(r, "the calls", all_in_call, SETUP_MAX)) return false;
    r->call_s = (double)(now_us() - begun) / 1e6;
    run_until(r, NULL, SETTLE);
    r->rss_call = host_memory_kib(&r->host);
    return true;
}

static bool observers_join(struct run *r) {
    if (!r->settings.speech->records) return true;
    class_watch(r);
    for (int32_t k = 0; k < r->classes_count; k++) {
        struct class *class = &r->classes[k];
        for (int32_t i = 0; i < r->settings.observers * class->pairs; i++)
            if (!r->settings.speech->begin(r, &class->people[2 * class->pairs + i])) return false;
    }
    return stage(r, "the observers", all_watching, SETUP_MAX);
}

// ---- talking

static double own_cpu_seconds(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static struct cost cost_now(const struct run *r) {
    return (struct cost){ host_cpu_seconds(&r->host), own_cpu_seconds(), (double)now_us() / 1e6,
                          r->lines, 0 };
}

static bool hook_run(const struct run *r, const char *when) {
    char pid[12];
    int status = 0;
    if (!r->settings.hook) return true;
    snprintf(pid, sizeof pid, "%d", (int)r->host.pid);
    pid_t child = fork();
    if (child == 0) {
        execl(r->settings.hook, r->settings.hook, when, pid, (char *)NULL);
        _exit(127);
    }
    if (child > 0 && waitpid(child, &status, 0) == child && status == 0) return true;
    fprintf(stderr, "load: %s %s %s failed.\n", r->settings.hook, when, pid);
    return false;
}

static void talk_begin(struct run *r) {
    r->talking = true;
    r->talk_us = now_us();
    for (int32_t i = 0; !r->settings.rate_milli && i < 2 * r->settings.pairs; i++)
        turn_take(r, person_at(r, i));
}

// One round of the lockstep: everybody whose turn it is speaks while the server stands still, so
// that it finds all lines in one turn of its loop, and the same work is done on every machine.
static bool round_play(struct run *r) {
    int status;
    kill(r->host.pid, SIGSTOP);
    waitpid(r->host.pid, &status, WUNTRACED);
    talk_begin(r);
    r->talking = false;
    kill(r->host.pid, SIGCONT);
    return stage(r, "a round", lines_are_quiet, ROUND_MAX);
}

static bool rounds_play(struct run *r, int32_t count) {
    bool ok = true;
    for (int32_t i = 0; ok && i < count; i++)
        ok = round_play(r);
    return ok;
}

static bool slice_is_full(const struct run *r) {
    return r->settings.lines_max && r->lines >= r->slice_lines;
}

static bool talk_go_on(struct run *r, int32_t rounds, int64_t us) {
    if (r->settings.rounds) return rounds_play(r, rounds);
    return run_until(r, slice_is_full, us) || !r->settings.lines_max;
}

// Slices tell whether what holds in the beginning still holds in the end. They are of equal time,
// or of equally many lines where these are what ends the talk.
static bool talk_measure(struct run *r) {
    if (!r->settings.rounds) talk_begin(r);
    if (r->settings.warm_up && !talk_go_on(r, ROUNDS_WARM_UP, r->settings.warm_up * SECOND_US))
        return false;
    if (!hook_run(r, "begin")) return false;
    r->measuring = true;
    for (int i = 0; i < SLICES; i++) {
        struct cost before = cost_now(r);
        r->slice_lines = (int64_t)r->settings.lines_max * r->settings.pairs * (i + 1) / SLICES;
        if (!talk_go_on(r, r->settings.rounds / SLICES, r->settings.seconds * SECOND_US / SLICES))
            return false;
        struct cost after = cost_now(r);
        r->slices[i] = (struct cost){ after.server_s - before.server_s, after.own_s - before.own_s,
                                      after.wall_s - before.wall_s, after.lines - before.lines,
                                      host_memory_kib(&r->host) };
    }
    talk_count_late(r);
    r->measuring = false;
    r->rss_talk = host_memory_kib(&r->host);
    return hook_run(r, "end");
}

// What nobody has seen yet when the talk ends must still come: it was accepted, or will be.
static bool lines_drain(struct run *r) {
    int64_t end = now_us() + DRAIN_MAX, messages = -1;
    while (messages != r->messages && now_us() < end) {
        messages = r->messages;
        if (run_until(r, lines_are_quiet, SILENCE)) return true;
    }
    fprintf(stderr, "load: lines under way did not come.\n");
    return false;
}

static bool talk_end(struct run *r) {
    r->talking = false;
    bool quiet = lines_drain(r);
    talk_count_missing(r);
    return quiet;
}

// ---- after the talk

static bool restart(struct run *r) {
    int64_t begun = now_us();
    r->talking = false;
    if (!host_kill_and_start(&r->host)) return false;
    r->start_s = (double)(now_us() - begun) / 1e6;
    bool back = stage(r, "the restart", all_resumed, RESUME_MAX);
    r->resume_s = (double)(now_us() - begun) / 1e6;
    classes_again(r);
    return back && stage(r, "the trainers", all_rooms, SETUP_MAX);
}

static bool recordings_read(struct run *r) {
    int64_t begun = now_us();
    class_read(r);
    bool read = stage(r, "the recordings", all_read, READ_MAX);
    r->read_s = (double)(now_us() - begun) / 1e6;
    return read;
}

static bool debrief(struct run *r) {
    class_end(r);
    return stage(r, "the debriefs", all_over, SETUP_MAX);
}

// ---- one run

static bool run_talk(struct run *r) {
    const struct settings *s = &r->settings;
    if (!calls_begin(r) || !observers_join(r) || !talk_measure(r)) return false;
    if (s->restart && !restart(r)) return false;
    bool whole = talk_end(r);
    if (whole && s->speech->records) whole = classes_list(r);
    if (whole && s->read_back && s->speech->records) whole = recordings_read(r);
    if (whole && s->debrief && s->speech->records) whole = debrief(r);
    return whole;
}

static bool run_play(struct run *r) {
    bool whole = classes_make(r) && people_join(r);
    if (whole && !r->settings.idle) whole = run_talk(r);
    run_print(r);
    if (r->settings.json && !run_write(r, r->settings.json)) return false;
    return whole && run_is_sound(r);
}

static int pin_cores(const struct settings *s) {
    cpu_set_t cores;
    if (!s->pin) return -1;
    CPU_ZERO(&cores);
    CPU_SET((int)sysconf(_SC_NPROCESSORS_ONLN) - 1, &cores);
    sched_setaffinity(0, sizeof cores, &cores);
    return 0;
}

static bool run(struct run *r) {
    const struct settings *s = &r->settings;
    bool ours = s->speech->records;
    bool ok = !ours || disk_probe(s->folder, PROBES, &r->disk); // relays have no disk
    prctl(PR_SET_TIMERSLACK, 1); // nanosecond: a schedule of 40,000 lines a second has none to give
    r->epoll = epoll_create1(EPOLL_CLOEXEC);
    ok = ok && host_start(&r->host, s->server, ours, pin_cores(s), s->folder) && run_play(r);
    classes_free(r);
    close(r->epoll);
    if (r->host.folder[0] && !host_stop(&r->host)) {
        fprintf(stderr, "load: the server did not end as it should.\n");
        ok = false;
    }
    sample_deinit(&r->lag);
    sample_deinit(&r->commit);
    sample_deinit(&r->disk);
    sample_deinit(&r->list);
    return ok;
}

// ---- the command line

static const struct speech *const speeches[] = { &speech_coolhead, &speech_tcp, &speech_websocket,
                                                 &speech_socketio, &speech_colyseus };
enum { SPEECHES = sizeof speeches / sizeof *speeches };

static const char help[] =
    "load: what one server carries.   load [OPTION]... [-- SERVER [ARGUMENT]...]\n"
    "\n"
    "  SERVER           what is started (build/release/coolhead); a relay gets its port as the "
    "last\n"
    "                   argument\n"
    "  --speak NAME     coolhead, tcp, websocket, socket.io or colyseus (coolhead)\n"
    "  --folder DIR     where data goes; the disk is measured there too (.)\n"
    "  --json FILE      the figures once more, as one JSON object\n"
    "  --pin            the server on the first core, this program on the last\n"
    "\n"
    "  --pairs N        1 to 9000 (100); with --observers and --walls, fewer\n"
    "  --bytes N        of a message as the sender makes it (120)\n"
    "  --rate N         open loop: lines a second of each pair, by schedule; with up to three "
    "decimals\n"
    "                   (0: closed loop, a line is answered when it has come and the own is "
    "accepted)\n"
    "  --seconds N      of measuring (20);  --warm-up N  before it (2)\n"
    "  --lines N        of a pair at most (0: no end but time)\n"
    "  --joins N        how many join at once (64); 0: all, a storm\n"
    "  --class-people N in each class (320)\n"
    "  --observers N    of each pair (0);  --walls N  trainers who watch each class (0)\n"
    "\n"
    "  --idle           people join, and that is all\n"
    "  --debrief        in the end the calls end, and everybody scores\n"
    "  --restart        kill -9 in mid-talk, and all come back\n"
    "  --no-read-back   the recordings are not read and counted in the end\n"
    "  --rounds N       N rounds in lockstep, one line of each pair, all in one turn of the "
    "server\n"
    "  --hook FILE      run as FILE begin PID and FILE end PID around what is measured\n"
    "\n"
    "Exit 0: every accepted line reached the partner, and the recording, once and in order.\n"
    "To be started where the folder scenarios is.\n";

static bool number_take(int32_t *number, int32_t min, int32_t max) {
    int64_t value;
    bool ok = str_to_i64(str_from(optarg), &value) && value >= min && value <= max;
    if (ok) *number = (int32_t)value;
    if (!ok)
        fprintf(stderr, "load: \"%s\" is not a number from %d to %d.\n", optarg, (int)min,
                (int)max);
    return ok;
}

static bool rate_take(int32_t *milli) {
    char *end;
    double rate = strtod(optarg, &end);
    bool ok = *optarg && !*end && rate >= 0 && rate <= 1000;
    *milli = (int32_t)(rate * 1000);
    if (!ok) fprintf(stderr, "load: \"%s\" is no rate.\n", optarg);
    return ok;
}

static bool speech_take(struct settings *s) {
    for (int i = 0; i < SPEECHES; i++)
        if (strcmp(speeches[i]->name, optarg) == 0) {
            s->speech = speeches[i];
            return true;
        }
    fprintf(stderr, "load: nobody speaks \"%s\" here.\n", optarg);
    return false;
}

static const struct option options[] = {
    { "speak", required_argument, NULL, 'S' },
    { "folder", required_argument, NULL, 'f' },
    { "json", required_argument, NULL, 'j' },
    { "pin", no_argument, NULL, 'P' },
    { "pairs", required_argument, NULL, 'p' },
    { "bytes", required_argument, NULL, 'b' },
    { "rate", required_argument, NULL, 'r' },
    { "seconds", required_argument, NULL, 's' },
    { "warm-up", required_argument, NULL, 'w' },
    { "lines", required_argument, NULL, 'l' },
    { "joins", required_argument, NULL, 'J' },
    { "class-people", required_argument, NULL, 'c' },
    { "observers", required_argument, NULL, 'o' },
    { "walls", required_argument, NULL, 'W' },
    { "idle", no_argument, NULL, 'i' },
    { "debrief", no_argument, NULL, 'd' },
    { "restart", no_argument, NULL, 'R' },
    { "no-read-back", no_argument, NULL, 'n' },
    { "rounds", required_argument, NULL, 'k' },
    { "hook", required_argument, NULL, 'H' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};

static bool option_take(struct settings *s, int letter) {
    switch (letter) {
    case 'S': return speech_take(s);
    case 'f': s->folder = optarg; return true;
    case 'j': s->json = optarg; return true;
    case 'H': s->hook = optarg; return true;
    case 'P': return s->pin = true;
    case 'i': return s->idle = true;
    case 'd': return s->debrief = true;
    case 'R': return s->restart = true;
    case 'n': s->read_back = false; return true;
    case 'p': return number_take(&s->pairs, 1, PAIRS_MAX);
    case 'b': return number_take(&s->bytes, 110, 2000);
    case 'r': return rate_take(&s->rate_milli);
    case 's': return number_take(&s->seconds, 1, 7200);
    case 'w': return number_take(&s->warm_up, 0, 600);
    case 'l': return number_take(&s->lines_max, 0, 1000000);
    case 'J': return number_take(&s->joins_at_once, 0, 2 * PAIRS_MAX);
    case 'c': return number_take(&s->class_people, 2 + OBSERVERS_MAX, CLASS_PEOPLE_MAX);
    case 'o': return number_take(&s->observers, 0, OBSERVERS_MAX);
    case 'W': return number_take(&s->walls, 0, WALLS_MAX);
    case 'k': return number_take(&s->rounds, SLICES, 100000);
    default: return false;
    }
}

int main(int argc, char **argv) {
    static const char *const release[] = { "build/release/coolhead", NULL };
    static struct run r = { .settings = { .speech = &speech_coolhead,
                                          .server = release,
                                          .class_people = CLASS_PEOPLE_MAX,
                                          .folder = ".",
                                          .pairs = 100,
                                          .bytes = 120,
                                          .seconds = 20,
                                          .warm_up = 2,
                                          .joins_at_once = 64,
                                          .read_back = true } };
    for (int letter; (letter = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (letter == 'h') return fputs(help, stdout), 0;
        if (!option_take(&r.settings, letter)) return 2;
    }
    if (optind < argc) r.settings.server = (const char *const *)argv + optind;
    return run(&r) ? 0 : 1;
}
