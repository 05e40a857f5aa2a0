// What rows of the database look like in memory: one way to read each, on any connection.
#pragma once

#include "store/journal.h"
#include "store/keys.h"

#define CLASS_COLUMNS                                                                              \
    "id, epoch, owner, retention_days, code, name, doctrine, created_ms, closed_ms"
struct journal_class class_get(struct query *q);

// People of a class, in order of number. The name is decrypted into `plain`.
#define PERSON_QUERY                                                                               \
    "SELECT p.number, p.recorded, p.removed, p.joined_ms, p.token, p.nonce, p.name, k.bytes"       \
    " FROM person p LEFT JOIN keyring r ON r.class_id = p.class_id AND r.person = p.number"        \
    " LEFT JOIN key k ON k.id = r.key WHERE p.class_id = ? ORDER BY p.number"
struct journal_person person_get(struct query *q, struct buf *plain);

// Rows of events with their texts. The texts are decrypted into `plain`.
#define ROW_COLUMNS                                                                                \
    "e.seq, e.v, e.subject, e.type, e.play_ms, e.up_ms, e.wall_ms, e.facts, e.text_digest,"        \
    " t.redacted, t.body, o.bytes, k.bytes"
#define ROW_TABLES                                                                                 \
    "event e LEFT JOIN text t ON t.id = e.id LEFT JOIN key k ON k.id = t.key"                      \
    " LEFT JOIN nonce o ON o.id = t.nonce"
#define ROW_QUERY "SELECT " ROW_COLUMNS " FROM " ROW_TABLES " WHERE e.id = ?"
enum {
    ROW_SEQ,
    ROW_V,
    ROW_SUBJECT,
    ROW_TYPE,
    ROW_PLAY,
    ROW_UP,
    ROW_WALL,
    ROW_FACTS,
    ROW_TEXT_DIGEST,
    ROW_REDACTED,
    ROW_BODY,
    ROW_NONCE,
    ROW_KEY,
    ROW_COUNT, // columns behind these are the query's own
};
struct journal_row row_get(struct query *q, uint64_t stream, struct buf *plain,
                           enum text_state *texts);

// The key and the nonce of a text; false: there are none, or one of them is forgotten.
bool row_key(struct query *q, struct person_key *key, struct key_nonce *nonce);
