// A call for two players without a server: what one does comes to both as the events that a server
// would make of it. Time is a number.
#pragma once

#include "base/str.h"
#include "base/time.h"
#include "demo/player.h"

struct call {
    struct player *csr, *customer;
    uint64_t stream;
    ms now;
    uint32_t n;
    ms answer_at; // of a desk; MS_NEVER: none is asked
    ms hold_until;
    bool typing[2]; // csr, customer
    int offers, dial, dial_max;
    ms dial_high_at;  // first time at 9; MS_NEVER: never
    ms last_sign;     // of either seat: a line or a key
    ms silence_max;   // longest time without one
    ms help_at;       // MS_NEVER: nobody asked
    ms hold_over_max; // longest time over what was said
    int interruptions, accepted, promises, restated, told, facts;
    struct buf script; // "12.3 csr says ...": what happened, a line each
};

// Both are placed in pair `pair` of round 1, handed their kits, and the call begins.
void call_begin(struct call *c, uint64_t seed, unsigned pair);
void call_end(struct call *c);

// Plays on until that time of the call.
void call_play(struct call *c, ms until);

// An event for both; `json` is its text.
void call_tell(struct call *c, const char *json);
