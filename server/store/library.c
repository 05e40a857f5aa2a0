// Files by the hash of their bytes.
#include "store/library.h"

#include <sodium.h>

#include "store/inside.h"

#define ENTRY_COLUMNS "hash, kind, name, added_ms"

void library_hash(struct str bytes, char hash[LIBRARY_HASH + 1]) {
    uint8_t digest[LIBRARY_HASH / 2];
    crypto_generichash(digest, sizeof(digest), (const uint8_t *)bytes.ptr, bytes.len, NULL, 0);
    sodium_bin2hex(hash, LIBRARY_HASH + 1, digest, sizeof(digest));
}

struct put_job {
    struct job job;
    struct library_entry entry;
    struct str bytes;
    library_on_put on_put;
    void *ctx;
};

static enum job_next put_run(struct job *job, struct db *db) {
    const struct put_job *put = (struct put_job *)job;
    if (put->bytes.len == 0 || put->bytes.len > LIBRARY_BYTES_MAX) {
        job->err = ERR_INPUT;
        return JOB_DONE;
    }
    struct query q = db_query(db, "INSERT INTO library (" ENTRY_COLUMNS ", bytes)"
                                  " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    query_str(&q, str_from(put->entry.hash));
    query_i64(&q, put->entry.kind);
    query_str(&q, put->entry.name);
    query_i64(&q, put->entry.added_ms);
    query_blob(&q, put->bytes.ptr, put->bytes.len);
    job->err = query_run(&q);
    return JOB_DONE;
}

static void on_put_done(struct job *job) {
    struct put_job *put = (struct put_job *)job;
    put->on_put(put->ctx, job->err, put->entry.hash);
}

static struct put_job *put_new(enum library_kind kind, struct str name, struct str bytes,
                               ms added_ms) {
    struct put_job *put = JOB_NEW(struct put_job, put_run, on_put_done);
    put->entry.kind = kind;
    put->entry.name = arena_copy(&put->job.arena, name);
    put->entry.added_ms = added_ms;
    put->bytes = arena_copy(&put->job.arena, bytes);
    library_hash(bytes, put->entry.hash);
    return put;
}

void library_put(struct store *store, enum library_kind kind, struct str name, struct str bytes,
                 ms added_ms, library_on_put on_put, void *ctx) {
    struct put_job *put = put_new(kind, name, bytes, added_ms);
    put->on_put = on_put;
    put->ctx = ctx;
    store_push(store, &store->writer.lane, &put->job);
}

enum err library_put_now(struct store *store, enum library_kind kind, struct str name,
                         struct str bytes, ms added_ms, char hash[LIBRARY_HASH + 1]) {
    struct put_job *put = put_new(kind, name, bytes, added_ms);
    enum err err = store_await(store, &put->job);
    memcpy(hash, put->entry.hash, sizeof(put->entry.hash));
    job_free(&put->job);
    return err;
}

static struct library_entry entry_get(struct query *q) {
    struct library_entry entry = {
        .kind = (enum library_kind)query_get_i64(q, 1),
        .name = query_get_str(q, 2),
        .added_ms = query_get_i64(q, 3),
    };
    struct str hash = query_get_str(q, 0);
    if (hash.len == LIBRARY_HASH) memcpy(entry.hash, hash.ptr, LIBRARY_HASH);
    return entry;
}

// A round runs on what it pinned or not at all, so the bytes are hashed again.
enum err library_get(struct store *store, const char *hash, library_on_bytes on_bytes, void *ctx) {
    struct query q =
        db_query(&store->here, "SELECT " ENTRY_COLUMNS ", bytes FROM library WHERE hash = ?");
    query_str(&q, str_from(hash));
    if (query_next(&q)) {
        struct library_entry entry = entry_get(&q);
        struct str bytes = query_get_str(&q, 4);
        char found[LIBRARY_HASH + 1];
        library_hash(bytes, found);
        if (memcmp(found, entry.hash, sizeof(found)) == 0)
            on_bytes(ctx, &entry, bytes);
        else
            q.err = ERR_CORRUPT;
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    return query_end(&q);
}

enum err library_list(struct store *store, enum library_kind kind, library_on_entry on_entry,
                      void *ctx) {
    struct query q = db_query(&store->here, "SELECT " ENTRY_COLUMNS " FROM library WHERE kind = ?"
                                            " ORDER BY added_ms DESC, hash");
    query_i64(&q, kind);
    while (query_next(&q)) {
        struct library_entry entry = entry_get(&q);
        on_entry(ctx, &entry);
    }
    return query_end(&q);
}
