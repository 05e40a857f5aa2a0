// Keys of people, one row each.
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

#include "base/check.h"
#include "store/bulk.h"

static enum err key_insert(struct db *db, uint32_t class_id, uint16_t person,
                           struct person_key *key) {
    randombytes_buf(key->bytes, sizeof(key->bytes));
    struct query q = db_query(db, "INSERT INTO key (bytes) VALUES (?) RETURNING id");
    query_blob(&q, key->bytes, sizeof(key->bytes));
    if (query_next(&q)) key->id = query_get_i64(&q, 0);
    enum err err = query_end(&q);
    if (err) return err;
    q = db_query(db, "INSERT INTO keyring (class_id, person, key) VALUES (?, ?, ?)");
    query_i64(&q, class_id);
    query_i64(&q, person);
    query_i64(&q, key->id);
    return query_run(&q);
}

enum err key_of(struct db *db, uint32_t class_id, uint16_t person, struct person_key *key) {
    struct query q = db_query(db, "SELECT k.id, k.bytes FROM keyring r JOIN key k ON k.id = r.key"
                                  " WHERE r.class_id = ? AND r.person = ?");
    query_i64(&q, class_id);
    query_i64(&q, person);
    bool is_there = query_next(&q);
    if (is_there) {
        key->id = query_get_i64(&q, 0);
        if (!query_get_blob(&q, 1, key->bytes, sizeof(key->bytes))) q.err = ERR_CORRUPT;
    }
    enum err err = query_end(&q);
    return err || is_there ? err : key_insert(db, class_id, person, key);
}

// Not in constant time as sodium_is_zero: that somebody is forgotten is no secret.
bool key_is_forgotten(const struct person_key *key) {
    static const uint8_t forgotten[KEY_BYTES];
    return memcmp(key->bytes, forgotten, sizeof(forgotten)) == 0;
}

bool nonce_is_forgotten(const struct key_nonce *nonce) {
    return sodium_is_zero(nonce->bytes, sizeof(nonce->bytes));
}

struct key_nonce key_nonce_make(void) {
    struct key_nonce nonce;
    randombytes_buf(nonce.bytes, sizeof(nonce.bytes));
    return nonce;
}

static void nonce_bind(struct query *q, const void *bound) {
    const struct key_nonce *nonce = bound;
    query_blob(q, nonce->bytes, sizeof(nonce->bytes));
}

static const struct bulk nonce_bulk =
    BULK(struct key_nonce, "INSERT OR FAIL INTO nonce (bytes)", "(?)", nonce_bind);

enum err nonces_insert(struct db *db, const struct key_nonce *nonces, uint32_t count,
                       int64_t *first) {
    enum err err = bulk_insert(db, &nonce_bulk, nonces, count);
    *first = db_last_id(db) - count + 1;
    return err;
}

// Without a tag: that a text is the one that was written, its digest in the chain says.
void key_apply(const struct person_key *key, const struct key_nonce *nonce, struct str from,
               struct buf *to) {
    _Static_assert((int)KEY_BYTES == (int)crypto_stream_xchacha20_KEYBYTES, "XChaCha20's key");
    _Static_assert((int)KEY_NONCE == (int)crypto_stream_xchacha20_NONCEBYTES, "and its nonce");
    if (from.len == 0) return;
    char *out = buf_reserve(to, from.len);
    crypto_stream_xchacha20_xor((uint8_t *)out, (const uint8_t *)from.ptr, from.len, nonce->bytes,
                                key->bytes);
    to->len += from.len;
}

struct chain_salt key_salt(const struct person_key *key, const struct key_nonce *nonce) {
    struct chain_salt salt;
    crypto_generichash(salt.bytes, sizeof(salt.bytes), nonce->bytes, sizeof(nonce->bytes),
                       key->bytes, sizeof(key->bytes));
    return salt;
}
