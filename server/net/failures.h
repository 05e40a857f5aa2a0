// Guessing made slow: failed joins and sign-ins, counted by address and in all.
//
// A school shares one address, so successes are free and never wait. A failure takes a token; when
// there is none, its answer is held until there is, while the guesser's connection waits. What is
// held for one address is bounded, and while it is at its bound nothing more is tried from there:
// so the number of guesses is bounded too, whatever the number of connections (TRUST, promise 16).
//
// Pure: the time is told, nothing is sent from here.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "base/map.h"
#include "base/str.h"
#include "net/rate.h"

struct failures {
    const struct settings *settings; // borrowed
    struct bucket all;
    struct map addresses; // key → struct failure_address
    struct list known;    // the same, owned
    struct list held;     // struct held, oldest first
    int32_t held_count;
};

void failures_init(struct failures *f, const struct settings *s, ms now);
void failures_deinit(struct failures *f);

// The address as a number: an IPv4 address whole, of an IPv6 address the upper half, since whoever
// has one address there has them all. Never 0.
uint64_t failures_key(const char *address);

// Whether an attempt from this address may be tried at all now.
bool failures_may_try(const struct failures *f, uint64_t key);

// Who waits for an answer: a connection's id, or a request's.
struct guesser {
    bool request;
    uint64_t id;
};

// An attempt failed. True: answer it now. False: keep the answer until failures_next names them.
bool failures_add(struct failures *f, uint64_t key, struct guesser who, ms now);

// The next one whose time has come; false when there is none.
bool failures_next(struct failures *f, ms now, struct guesser *who);

// Forgets addresses that have been quiet. Once a second.
void failures_sweep(struct failures *f, ms now);
