// Three maps in front of three tables.
#include "store/memo.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/check.h"
#include "store/bulk.h"

// Heads, keys and classes: 100 bytes each at most. A machine has half as many people at once.
enum { MEMO_MAX = 40000 };

static void *memo_add(struct map *map, uint64_t key, size_t size) {
    void *entry = calloc(1, size);
    CHECK(entry);
    map_put(map, key, entry);
    return entry;
}

// ── heads ──

static enum err head_read(struct db *db, uint64_t stream, struct head *head) {
    *head = (struct head){ .stream = stream };
    struct query q = db_query(db, "SELECT seq, first, last, hash FROM stream WHERE id = ?");
    query_i64(&q, (int64_t)stream);
    if (query_next(&q)) {
        head->seq = head->checked = (uint32_t)query_get_i64(&q, 0);
        head->first = query_get_i64(&q, 1);
        head->last = query_get_i64(&q, 2);
        if (!query_get_blob(&q, 3, head->hash.bytes, sizeof(head->hash.bytes))) q.err = ERR_CORRUPT;
    }
    return query_end(&q);
}

enum err memo_head(struct memo *memo, struct db *db, uint64_t stream, struct head **head) {
    *head = map_get(&memo->heads, stream);
    if (*head) return OK;
    struct head read;
    enum err err = head_read(db, stream, &read);
    if (err) return err;
    *head = memo_add(&memo->heads, stream, sizeof(**head));
    **head = read;
    return OK;
}

void memo_changed(struct memo *memo, struct head *head) {
    if (head->next_changed) return;
    // The last in the list points to itself, so that NULL says "not in it".
    head->next_changed = memo->changed ? memo->changed : head;
    memo->changed = head;
}

static void head_bind(struct query *q, const void *bound) {
    const struct head *head = *(struct head *const *)bound;
    query_i64(q, (int64_t)head->stream);
    query_i64(q, head->seq);
    query_i64(q, head->first);
    query_i64(q, head->last);
    query_blob(q, head->hash.bytes, sizeof(head->hash.bytes));
}

static const struct bulk head_bulk =
    BULK(struct head *, "REPLACE INTO stream (id, seq, first, last, hash)", "(?, ?, ?, ?, ?)",
         head_bind);

static uint32_t changed_take(struct memo *memo, struct head *some[BULK_ROWS]) {
    uint32_t count = 0;
    while (memo->changed && count < BULK_ROWS) {
        struct head *head = some[count++] = memo->changed;
        memo->changed = head->next_changed == head ? NULL : head->next_changed;
        head->next_changed = NULL;
    }
    return count;
}

enum err memo_write(struct memo *memo, struct db *db) {
    enum err err = OK;
    while (!err && memo->changed) {
        struct head *some[BULK_ROWS];
        uint32_t count = changed_take(memo, some);
        err = bulk_insert(db, &head_bulk, some, count);
    }
    return err;
}

// ── events ──

static enum err next_event_read(struct memo *memo, struct db *db) {
    struct query q = db_query(db, "SELECT coalesce(max(id), 0) + 1 FROM event");
    if (query_next(&q)) memo->next_event = query_get_i64(&q, 0);
    return query_end(&q);
}

enum err memo_event(struct memo *memo, struct db *db, int64_t *id) {
    enum err err = memo->next_event ? OK : next_event_read(memo, db);
    *id = memo->next_event++;
    return err;
}

// ── keys and epochs ──

enum err memo_key(struct memo *memo, struct db *db, uint32_t class_id, uint16_t person,
                  const struct person_key **key) {
    uint64_t whose = (uint64_t)class_id << 16 | person;
    *key = map_get(&memo->keys, whose);
    if (*key) return OK;
    struct person_key read;
    enum err err = key_of(db, class_id, person, &read);
    if (err) return err;
    struct person_key *kept = memo_add(&memo->keys, whose, sizeof(*kept));
    *kept = read;
    *key = kept;
    return OK;
}

// A class that was deleted is not remembered: nothing will be written for it again.
enum err memo_epoch(struct memo *memo, struct db *db, uint32_t class_id, int64_t *epoch) {
    uintptr_t kept = (uintptr_t)map_get(&memo->epochs, class_id);
    *epoch = (int64_t)kept - 1;
    if (kept) return OK;
    struct query q = db_query(db, "SELECT epoch FROM class WHERE id = ?");
    query_i64(&q, class_id);
    if (query_next(&q)) {
        *epoch = query_get_i64(&q, 0);
        map_put(&memo->epochs, class_id, (void *)(uintptr_t)(*epoch + 1));
    }
    return query_end(&q);
}

struct key_nonce memo_nonce(struct memo *memo) {
    if (memo->nonces_left == 0) {
        randombytes_buf(memo->nonces, sizeof(memo->nonces));
        memo->nonces_left = MEMO_NONCES;
    }
    return memo->nonces[--memo->nonces_left];
}

// ── forgetting ──

static void map_forget(struct map *map) {
    uint32_t cursor = 0;
    for (void *entry; (entry = map_next(map, &cursor));) {
        free(entry);
    }
    map_deinit(map);
}

void memo_forget(struct memo *memo) {
    uint32_t cursor = 0;
    for (struct person_key *key; (key = map_next(&memo->keys, &cursor));) {
        sodium_memzero(key, sizeof(*key));
    }
    map_forget(&memo->heads);
    map_forget(&memo->keys);
    map_deinit(&memo->epochs);
    memo->changed = NULL;
    memo->next_event = 0;
}

void memo_trim(struct memo *memo) {
    if (memo->heads.count + memo->keys.count + memo->epochs.count > MEMO_MAX) memo_forget(memo);
}

void memo_deinit(struct memo *memo) {
    memo_forget(memo);
    buf_deinit(&memo->bodies);
}
