// The hash chain of a stream: each event's hash covers the one before it, so that a change anywhere
// shows from there on.
//
// Texts are in it only by their salted digest. The salt goes with the key of the person whom the
// text is about (keys.h); what then stays in the chain says nothing about what was written, not
// even to somebody who guesses.
#pragma once

#include "store/journal.h"

enum { CHAIN_HASH = 32, CHAIN_SALT = 16 }; // bytes: BLAKE2b-256, and its longest salt

struct chain_hash {
    uint8_t bytes[CHAIN_HASH];
};

struct chain_salt {
    uint8_t bytes[CHAIN_SALT];
};

struct chain_hash chain_texts(struct chain_salt salt, struct str texts);

// `before` is all zero for the first event. `texts` is NULL for an event without texts.
struct chain_hash chain_event(const struct chain_hash *before, const struct journal_row *row,
                              const struct chain_hash *texts);

bool chain_hash_eq(const struct chain_hash *a, const struct chain_hash *b);
