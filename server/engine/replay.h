// Plays all that is recorded again: does every stream fold, and are its views dense?
//
// What a hash chain cannot say: that this program still understands what an earlier one wrote, and
// that each role gets the positions 1, 2, 3 … of it. The fold CHECKs what decide could not have
// made, so verify the chains first (store/verify.h).
#pragma once

#include "store/store.h"

// One stream that was played.
struct replayed {
    uint64_t stream;
    uint32_t events;
    uint32_t n[5];   // positions of each role (enum role); of a session only
    uint64_t views;  // a number that is equal if each role saw the same in the same order
    const char *why; // NULL: all is well; else a word for people, with `events` the place
};

typedef void (*replay_on_stream)(void *ctx, const struct replayed *replayed);

// All streams of all classes, in order, also beside a running server.
enum err replay_all(struct store *store, replay_on_stream on_stream, void *ctx);
