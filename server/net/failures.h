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
    int32_t trying; // attempts whose outcome isn't known yet
};

void failures_init(struct failures *f, const struct settings *s, ms now);
void failures_deinit(struct failures *f);

// The address as a number: an IPv4 address whole, of an IPv6 address the upper half, since whoever
// has one address there has them all. Never 0.
uint64_t failures_key(const char *address);

// Whether an attempt from this address may be tried at all now. If so, failures_tried follows when
// its outcome is known.
bool failures_try(struct failures *f, uint64_t key);
void failures_tried(struct failures *f);

// An attempt failed. True: answer it now. False: the answer is held (copied) until failures_next
// gives it out again; `whom` and `status` come back with it.
bool failures_add(struct failures *f, uint64_t key, uint64_t whom, int32_t status,
                  struct str answer, ms now);

struct held {
    struct list link;
    uint64_t key;
    uint64_t whom;
    int32_t status;
    struct buf answer;
};

// The next held answer whose time has come, given to the caller, who calls held_free; or NULL.
struct held *failures_next(struct failures *f, ms now);
void held_free(struct held *held);

// Forgets addresses that have been quiet. Once a second.
void failures_sweep(struct failures *f, ms now);
