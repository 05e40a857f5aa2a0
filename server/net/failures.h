// Guessing made slow: failed joins and sign-ins, counted by address and in all.
//
// A school shares one address, so successes are free and never wait. A failure takes a token; when
// there is none, its answer is held until there is, while the guesser's connection waits. What is
// held for one address is bounded, and while it is at its bound nothing more is tried from there:
// so the number of guesses is bounded too, whatever the number of connections.
//
// A guess hits any open class, so each failure also costs odds: one try for each class that was
// open. They come back so slowly that guessing for four hours hits with a chance below 1 in 1,000,
// however many classes and addresses there are (TRUST, promise 16). A server with fewer than some
// seventy classes never notices.
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
    ms odds, odds_filled; // odds left, as the time they take to come back; when last topped up
    int64_t held_tries;   // odds that those who are held still owe
    struct map addresses; // key → struct failure_address
    struct list known;    // the same, owned
    struct list held;     // struct held, oldest first; those who are vouched for go before
    int32_t held_count;
};

void failures_init(struct failures *f, const struct settings *s, ms now);
void failures_deinit(struct failures *f);

// The address as a number: an IPv4 address whole, of an IPv6 address the upper half, since whoever
// has one address there has them all. Never 0.
uint64_t failures_key(const char *address);

// A trainer is connected from this address, or no longer: a flood of guesses from all over the
// world doesn't keep a class out whose trainer sits among it. False: too many addresses; not noted.
bool failures_vouch(struct failures *f, uint64_t key, ms now);
void failures_unvouch(struct failures *f, uint64_t key);

// Whether an attempt from this address, at any of so many open classes, may be tried at all now.
bool failures_may_try(const struct failures *f, uint64_t key, uint32_t classes);

// Who waits for an answer: a connection's id, or a request's.
struct guesser {
    bool request;
    uint64_t id;
};

// An attempt failed that could have hit any of so many classes; none, if it was a password. True:
// answer it now. False: keep the answer until failures_next names them.
bool failures_add(struct failures *f, uint64_t key, struct guesser who, uint32_t classes, ms now);

// The next one whose time has come; false when there is none.
bool failures_next(struct failures *f, ms now, struct guesser *who);

// Forgets addresses that have been quiet. Once a second.
void failures_sweep(struct failures *f, ms now);
