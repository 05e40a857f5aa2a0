// A pair relay that lies, so that the load program can be seen to notice: liar LIE FILE PORT
//
// It speaks what relay_uv speaks. Lies are told PLANTED times, at every LIE_EVERY-th line; when it
// is asked to end, FILE gets the number of lies that were told.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

enum {
    PEOPLE_MAX = 64,
    LIE_EVERY = 100,
    PLANTED = 5,
    STALL_MS = 700,
    READ_AT_ONCE = 65536,
};

enum lie { TRUTH, LOSES, DOUBLES, MISROUTES, SWAPS, MUTES, SPOILS, STALLS, HANGS_UP, LIES };

static const char *const names[LIES] = { "truth", "loses",  "doubles", "misroutes", "swaps",
                                         "mutes", "spoils", "stalls",  "hangs_up" };

struct person {
    int fd; // 0: gone
    bool joined;
    int partner; // -1: not yet
    struct buf in;
    struct buf kept; // a line that waits for the next one to overtake it
};

static struct person people[PEOPLE_MAX];
static int people_count, told, lines;
static enum lie lie;
static volatile sig_atomic_t asked_to_end;

static void on_term(int number) {
    (void)number;
    asked_to_end = 1;
}

static void frame_send(int to, struct str frame) {
    while (frame.len && people[to].fd) {
        ssize_t n = send(people[to].fd, frame.ptr, frame.len, MSG_NOSIGNAL);
        if (n <= 0) return;
        frame = str_make(frame.ptr + n, frame.len - (size_t)n);
    }
}

static void line_pass(int to, struct str frame) {
    frame_send(to, frame);
    frame_send(to, buf_str(&people[to].kept));
    buf_reset(&people[to].kept);
}

// False: the sender gets no acknowledgement.
static bool line_lie(int from, int to, struct str frame) {
    told++;
    switch (lie) {
    case LOSES: return true;
    case DOUBLES: line_pass(to, frame); break;
    case MISROUTES: frame_send((to + 2) % people_count, frame); return true;
    case SWAPS: buf_append_str(&people[to].kept, frame); return true;
    case SPOILS: ((char *)(uintptr_t)frame.ptr)[2] ^= 1; break; // the number of the pair
    case STALLS: usleep(STALL_MS * 1000); break;
    case HANGS_UP:
        close(people[from].fd);
        people[from].fd = 0;
        return false;
    default: break;
    }
    line_pass(to, frame);
    return lie != MUTES;
}

static void line_take(int from, struct str frame) {
    int to = people[from].partner;
    if (to < 0) return;
    bool due = ++lines % LIE_EVERY == 0 && told < (lie >= STALLS ? 1 : PLANTED);
    bool acknowledged = true;
    if (lie != TRUTH && due)
        acknowledged = line_lie(from, to, frame);
    else
        line_pass(to, frame);
    if (acknowledged) frame_send(from, STR("\0\1A"));
}

// Pairs join one after the other: 2k and 2k + 1 by the order of their numbers.
static void person_join(int who, struct str frame) {
    int pair = atoi(frame.ptr + 3);
    for (int i = 0; i < people_count; i++) {
        struct person *other = &people[i];
        if (i == who || !other->joined || other->partner != -1 - pair) continue;
        other->partner = who;
        people[who].partner = i;
    }
    people[who].joined = true;
    if (people[who].partner < 0) people[who].partner = -1 - pair;
    frame_send(who, STR("\0\1J"));
}

static void frames_take(int who) {
    struct person *p = &people[who];
    uint32_t at = 0;
    while (p->in.len - at >= 2) {
        const uint8_t *b = (const uint8_t *)p->in.ptr + at;
        uint32_t len = ((uint32_t)b[0] << 8 | b[1]) + 2;
        if (p->in.len - at < len) break;
        struct str frame = str_make(p->in.ptr + at, len);
        at += len;
        if (p->joined)
            line_take(who, frame);
        else
            person_join(who, frame);
    }
    memmove(p->in.ptr, p->in.ptr + at, p->in.len - at);
    p->in.len -= at;
}

static void person_read(int who) {
    struct person *p = &people[who];
    ssize_t n = recv(p->fd, buf_reserve(&p->in, READ_AT_ONCE), READ_AT_ONCE, 0);
    if (n > 0) {
        p->in.len += (uint32_t)n;
        frames_take(who);
    } else {
        close(p->fd);
        p->fd = 0;
    }
}

// Who only asks whether somebody listens is a person too, who leaves at once: their place is used
// again.
static void person_accept(int listener) {
    int fd = accept(listener, NULL, NULL), who = 0, on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while (who < people_count && people[who].fd)
        who++;
    if (fd < 0 || who == PEOPLE_MAX) return;
    if (who == people_count) people_count++;
    people[who].fd = fd;
    people[who].partner = -1;
}

static void turn(int listener) {
    struct pollfd fds[PEOPLE_MAX + 1] = { { .fd = listener, .events = POLLIN } };
    for (int i = 0; i < people_count; i++)
        fds[i + 1] = (struct pollfd){ .fd = people[i].fd ? people[i].fd : -1, .events = POLLIN };
    int count = people_count;
    if (poll(fds, (nfds_t)count + 1, -1) <= 0) return;
    for (int i = 0; i < count; i++)
        if (fds[i + 1].revents && people[i].fd) person_read(i);
    if (fds[0].revents) person_accept(listener);
}

static int listen_on(uint16_t port) {
    struct sockaddr_in in = { .sin_family = AF_INET,
                              .sin_port = htons(port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    bool ok = bind(fd, (struct sockaddr *)&in, sizeof in) == 0 && listen(fd, PEOPLE_MAX) == 0;
    return ok ? fd : -1;
}

static bool told_write(const char *path) {
    FILE *file = fopen(path, "w");
    bool ok = file && fprintf(file, "%d\n", told) > 0;
    return file && fclose(file) == 0 && ok;
}

int main(int argc, char **argv) {
    struct sigaction on_end = { .sa_handler = on_term }; // no SA_RESTART: poll returns
    if (argc != 4) return 2;
    while (lie < LIES && strcmp(names[lie], argv[1]) != 0)
        lie++;
    int listener = listen_on((uint16_t)atoi(argv[3]));
    if (lie == LIES || listener < 0) return 2;
    sigaction(SIGTERM, &on_end, NULL);
    while (!asked_to_end)
        turn(listener);
    return told_write(argv[2]) ? 0 : 1;
}
