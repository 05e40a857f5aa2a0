// The journal on disk. Made by store_open; everybody else sees struct journal only.
#pragma once

#include "store/journal.h"
#include "store/rowlog.h"

struct db;
struct query;
struct store;

struct journal_sqlite {
    struct journal journal; // first: the ops get a pointer to it
    struct store *store;
    struct rowlog unrecorded; // rows that are never written; the loop's thread only
    bool is_in_flight;
};

void journal_sqlite_init(struct journal_sqlite *journal, struct store *store);
void journal_sqlite_deinit(struct journal_sqlite *journal);

// ── the same questions on any connection, for the other files of this floor ──

// The columns of a class, in the order that class_get reads them.
#define CLASS_COLUMNS                                                                              \
    "id, epoch, owner, retention_days, code, name, doctrine, created_ms, closed_ms"
struct journal_class class_get(struct query *q);

#define PERSON_COLUMNS "number, recorded, removed, name, joined_ms, token"
struct journal_person person_get(struct query *q);

// Rows of one stream from a seq on, with their texts.
#define ROW_QUERY                                                                                  \
    "SELECT e.seq, e.v, e.subject, e.type, e.play_ms, e.up_ms, e.wall_ms, e.facts,"                \
    " e.text_digest IS NOT NULL, t.body, t.redacted"                                               \
    " FROM event e LEFT JOIN text t ON t.id = e.id"                                                \
    " WHERE e.stream = ? AND e.seq >= ? ORDER BY e.seq"
struct journal_row row_get(struct query *q, uint64_t stream, enum text_state *texts);
