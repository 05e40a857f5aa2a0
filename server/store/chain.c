// What is hashed, byte by byte: fixed for ever, since every database holds hashes made so.
#include "store/chain.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

struct chain_hash chain_texts(struct chain_salt salt, struct str texts) {
    struct chain_hash hash;
    crypto_generichash(hash.bytes, sizeof(hash.bytes), (const uint8_t *)texts.ptr, texts.len,
                       salt.bytes, sizeof(salt.bytes));
    return hash;
}

// What is hashed is gathered first: libsodium's update costs as much for eight bytes as for eighty.
struct gathered {
    crypto_generichash_state state;
    uint8_t bytes[512];
    size_t len;
};

static void gathered_hash(struct gathered *g) {
    crypto_generichash_update(&g->state, g->bytes, g->len);
    g->len = 0;
}

static void gather_bytes(struct gathered *g, const void *bytes, size_t len) {
    if (len > sizeof(g->bytes) - g->len) gathered_hash(g);
    if (len > sizeof(g->bytes)) {
        crypto_generichash_update(&g->state, bytes, len);
        return;
    }
    if (len > 0) memcpy(g->bytes + g->len, bytes, len);
    g->len += len;
}

// Little-endian, eight bytes whatever the field's size: a field may grow without a new chain.
static void gather_number(struct gathered *g, uint64_t value) {
    uint64_t bytes = htole64(value);
    gather_bytes(g, &bytes, sizeof(bytes));
}

// The length goes first, so that bytes cannot move from one field into the next unseen.
static void gather_text(struct gathered *g, struct str s) {
    gather_number(g, s.len);
    gather_bytes(g, s.ptr, s.len);
}

struct chain_hash chain_event(const struct chain_hash *before, const struct journal_row *row,
                              const struct chain_hash *texts) {
    struct gathered g;
    struct chain_hash hash;
    g.len = 0;
    crypto_generichash_init(&g.state, NULL, 0, sizeof(hash.bytes));
    gather_bytes(&g, before->bytes, sizeof(before->bytes));
    gather_number(&g, row->stream);
    gather_number(&g, row->seq);
    gather_number(&g, row->v);
    gather_number(&g, row->subject);
    gather_number(&g, (uint64_t)row->play_ms);
    gather_number(&g, (uint64_t)row->up_ms);
    gather_number(&g, (uint64_t)row->wall_ms);
    gather_text(&g, str_from(row->type));
    gather_text(&g, row->facts);
    gather_text(&g, texts ? str_make((const char *)texts->bytes, sizeof(texts->bytes))
                          : str_from(NULL));
    gathered_hash(&g);
    crypto_generichash_final(&g.state, hash.bytes, sizeof(hash.bytes));
    return hash;
}

bool chain_hash_eq(const struct chain_hash *a, const struct chain_hash *b) {
    return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}
