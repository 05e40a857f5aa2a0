// What is hashed, byte by byte: fixed for ever, since every database holds hashes made so.
#include "store/chain.h"

#include <sodium.h>
#include <string.h>

struct chain_hash chain_texts(struct chain_salt salt, struct str texts) {
    struct chain_hash hash;
    crypto_generichash(hash.bytes, sizeof(hash.bytes), (const uint8_t *)texts.ptr, texts.len,
                       salt.bytes, sizeof(salt.bytes));
    return hash;
}

static void hash_bytes(crypto_generichash_state *state, const void *bytes, size_t len) {
    crypto_generichash_update(state, bytes, len);
}

// Little-endian, eight bytes whatever the field's size: a field may grow without a new chain.
static void hash_number(crypto_generichash_state *state, uint64_t value) {
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(value >> (8 * i));
    }
    hash_bytes(state, bytes, sizeof(bytes));
}

// The length goes first, so that bytes cannot move from one field into the next unseen.
static void hash_text(crypto_generichash_state *state, struct str s) {
    hash_number(state, s.len);
    if (s.len > 0) hash_bytes(state, s.ptr, s.len);
}

struct chain_hash chain_event(const struct chain_hash *before, const struct journal_row *row,
                              const struct chain_hash *texts) {
    crypto_generichash_state state;
    struct chain_hash hash;
    crypto_generichash_init(&state, NULL, 0, sizeof(hash.bytes));
    hash_bytes(&state, before->bytes, sizeof(before->bytes));
    hash_number(&state, row->stream);
    hash_number(&state, row->seq);
    hash_number(&state, row->v);
    hash_number(&state, row->subject);
    hash_number(&state, (uint64_t)row->play_ms);
    hash_number(&state, (uint64_t)row->up_ms);
    hash_number(&state, (uint64_t)row->wall_ms);
    hash_text(&state, str_from(row->type));
    hash_text(&state, row->facts);
    hash_text(&state,
              texts ? str_make((const char *)texts->bytes, sizeof(texts->bytes)) : str_from(NULL));
    crypto_generichash_final(&state, hash.bytes, sizeof(hash.bytes));
    return hash;
}

bool chain_hash_eq(const struct chain_hash *a, const struct chain_hash *b) {
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}
