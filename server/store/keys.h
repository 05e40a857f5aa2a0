// Keys of people: what is written about somebody is encrypted with a key of theirs and a nonce of
// its own; forgetting them is overwriting that key, forgetting one text its nonce.
//
// SQLite zeroes the cells that it deletes, but not the copies that stay behind when it moves cells
// from one page to another; a search found them in every third database. Rows of keys and nonces
// are never moved: they are appended in order, of one size, and overwritten where they lie. So all
// copies of a text, wherever they are, end at once.
#pragma once

#include "store/chain.h"
#include "store/db.h"

enum { KEY_BYTES = 32, KEY_NONCE = 24 }; // XChaCha20

struct person_key {
    int64_t id;
    uint8_t bytes[KEY_BYTES]; // all zero: forgotten
};

struct key_nonce {
    uint8_t bytes[KEY_NONCE];
};

// The key of a person of a class (0: of nobody), made when it is asked for first. For the writer.
enum err key_of(struct db *db, uint32_t class_id, uint16_t person, struct person_key *key);

bool key_is_forgotten(const struct person_key *key);
bool nonce_is_forgotten(const struct key_nonce *nonce);

// Random: two texts under one key never share it.
struct key_nonce key_nonce_make(void);

// Keeps nonces of texts, each in a row that stays for ever; `first` and those behind it are their
// ids. For the writer.
enum err nonces_insert(struct db *db, const struct key_nonce *nonces, uint32_t count,
                       int64_t *first);

// Turns bytes into their secret and back; appends as many to `to`.
void key_apply(const struct person_key *key, const struct key_nonce *nonce, struct str from,
               struct buf *to);

// The salt of a text's digest: it is nowhere stored and goes with the key.
struct chain_salt key_salt(const struct person_key *key, const struct key_nonce *nonce);
