// Rows of the database, read.
#include "store/rows.h"

#include <string.h>

struct journal_class class_get(struct query *q) {
    struct journal_class class = {
        .id = (uint32_t)query_get_i64(q, 0),
        .epoch = (uint32_t)query_get_i64(q, 1),
        .owner = (uint32_t)query_get_i64(q, 2),
        .retention_days = (uint32_t)query_get_i64(q, 3),
        .name = query_get_str(q, 5),
        .doctrine = query_get_str(q, 6),
        .created_ms = query_get_i64(q, 7),
        .closed_ms = query_get_i64(q, 8),
    };
    struct str code = query_get_str(q, 4);
    if (code.len == JOURNAL_CODE) memcpy(class.code, code.ptr, JOURNAL_CODE);
    return class;
}

static bool secret_get(struct query *q, int nonce_column, int key_column, struct person_key *key,
                       struct key_nonce *nonce) {
    return query_get_blob(q, nonce_column, nonce->bytes, sizeof(nonce->bytes)) &&
           query_get_blob(q, key_column, key->bytes, sizeof(key->bytes)) &&
           !key_is_forgotten(key) && !nonce_is_forgotten(nonce);
}

static struct str secret_read(struct query *q, int column, const struct person_key *key,
                              const struct key_nonce *nonce, struct buf *plain) {
    buf_reset(plain);
    key_apply(key, nonce, query_get_str(q, column), plain);
    return buf_str(plain);
}

struct journal_person person_get(struct query *q, struct buf *plain) {
    struct journal_person person = {
        .number = (uint16_t)query_get_i64(q, 0),
        .recorded = query_get_i64(q, 1) != 0,
        .removed = query_get_i64(q, 2) != 0,
        .joined_ms = query_get_i64(q, 3),
    };
    if (!query_is_null(q, 4) && !query_get_blob(q, 4, person.token.bytes, TOKEN_BYTES))
        q->err = ERR_CORRUPT;
    struct person_key key;
    struct key_nonce nonce;
    if (secret_get(q, 5, 7, &key, &nonce)) person.name = secret_read(q, 6, &key, &nonce, plain);
    return person;
}

bool row_key(struct query *q, struct person_key *key, struct key_nonce *nonce) {
    return secret_get(q, ROW_NONCE, ROW_KEY, key, nonce);
}

// A text whose key or nonce is forgotten is as good as erased, also while it waits for its slice.
static struct str texts_get(struct query *q, struct buf *plain, enum text_state *state) {
    struct person_key key;
    struct key_nonce nonce;
    *state = query_is_null(q, ROW_TEXT_DIGEST) ? TEXT_NONE : TEXT_ERASED;
    if (*state == TEXT_NONE || !row_key(q, &key, &nonce)) return (struct str){ NULL, 0 };
    *state = query_get_i64(q, ROW_REDACTED) ? TEXT_REDACTED : TEXT_PRESENT;
    return secret_read(q, ROW_BODY, &key, &nonce, plain);
}

struct journal_row row_get(struct query *q, uint64_t stream, struct buf *plain,
                           enum text_state *texts) {
    return (struct journal_row){
        .stream = stream,
        .seq = (uint32_t)query_get_i64(q, ROW_SEQ),
        .v = (uint8_t)query_get_i64(q, ROW_V),
        .subject = (uint16_t)query_get_i64(q, ROW_SUBJECT),
        .type = query_get_str(q, ROW_TYPE).ptr,
        .play_ms = query_get_i64(q, ROW_PLAY),
        .up_ms = query_get_i64(q, ROW_UP),
        .wall_ms = query_get_i64(q, ROW_WALL),
        .facts = query_get_str(q, ROW_FACTS),
        .texts = texts_get(q, plain, texts),
    };
}
