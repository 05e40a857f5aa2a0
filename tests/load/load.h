// What the files of the load program share: one run, its classes, their people.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "demo/address.h"
#include "demo/json.h"
#include "demo/peer.h"
#include "host.h"
#include "sample.h"

enum { CLASS_PAIRS_MAX = 160 }; // of a class: room for 320 people

struct settings {
    const char *binary, *folder;
    const char *hook; // run as HOOK begin PID and HOOK end PID around what is measured; NULL: none
    int32_t pairs, seconds, rounds;
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
    int32_t pairs;
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

// What a stretch of the run took.
struct cost {
    double server_s, own_s, wall_s;
};

int64_t now_us(void);

// A message came to a trainee (talk.c), or to the trainer of a class (class.c).
void trainee_hear(struct load *l, struct client *c, const struct cJSON *message);
void trainer_hear(struct load *l, struct client *c, const struct cJSON *message);

// Says the next line if it is this client's turn.
void turn_take(struct load *l, struct client *c);

// A line's number against the one that had to come.
void number_judge(struct load *l, int64_t number, int64_t wanted);

// Connects a client; from now on the loop hears it.
bool client_open(struct load *l, struct client *c, const char *cookie);

// Reads the next recording of a class back, as its trainer.
void read_next(struct class *k);

void machine_print(void);
void sample_print(const char *what, struct sample *s);
void load_print(struct load *l, const struct cost *cost);
