// One connection that speaks coolhead.v1: hello goes out by itself, messages come one at a time,
// commands are counted. What they mean is the caller's.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "demo/address.h"
#include "demo/websocket.h"

struct cJSON;

enum { PEER_TOKEN = 43 }; // 256 bits as base64url

struct peer {
    const struct address *address; // borrowed
    const char *cookie;            // borrowed; "" for trainees
    struct websocket *socket;      // owned; NULL before the first peer_open
    char token[PEER_TOKEN + 1];    // who a trainee is; empty: not joined yet, or a trainer
    uint32_t instance;             // of the last welcome; 0: none
    uint32_t counter;              // of the last command
    struct cJSON *batch;           // owned: the array that messages are taken from
    struct cJSON *next;            // of it
    struct buf out;                // a message being made
};

void peer_init(struct peer *p, const struct address *address, const char *cookie);
void peer_deinit(struct peer *p);

// Connects, again if need be; hello goes out as soon as it can, as the person of before.
void peer_open(struct peer *p);

// Waits at most `timeout` milliseconds (a negative one: for ever) and reads and writes what it can.
void peer_wait(struct peer *p, int timeout);
void peer_ready(struct peer *p, short revents); // the same for a caller who polls

// The next message; borrowed until the next call on `p`. NULL: none is here yet.
const struct cJSON *peer_next(struct peer *p);

// Joins as a new person, with a token of their own.
void peer_join(struct peer *p, const char *code, const char *name, bool recorded);
void peer_watch(struct peer *p, uint64_t stream, uint32_t n);
void peer_unwatch(struct peer *p, uint64_t stream);

// Sends a command and returns its number. fields: JSON members that follow, each with a comma in
// front.
uint32_t peer_command(struct peer *p, const char *type, uint64_t stream, struct str fields);
