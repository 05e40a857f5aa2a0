// Secrets without a password, one row each: signing out, the hand-over of a lost phone, page links.
#include "store/people.h"

#include <sodium.h>

#include "base/check.h"
#include "store/inside.h"

struct secret_job {
    struct job job;
    struct token_digest digest;
    uint32_t class_id;
    uint16_t person;
    uint64_t sheet;
    ms at_ms; // when it expires, or now
    people_on_done on_done;
    people_on_handover on_handover;
    void *ctx;
};

static struct secret_job *secret_of(struct job *job) {
    return (struct secret_job *)job;
}

static void on_secret_done(struct job *job) {
    struct secret_job *s = secret_of(job);
    s->on_done(s->ctx, job->err);
}

static void on_handover_done(struct job *job) {
    struct secret_job *s = secret_of(job);
    s->on_handover(s->ctx, job->err, s->class_id, s->person);
}

static struct secret_job *secret_new(enum job_next (*run)(struct job *job, struct db *db),
                                     struct token_digest digest, people_on_done on_done,
                                     void *ctx) {
    struct secret_job *s = JOB_NEW(struct secret_job, run, on_secret_done);
    s->digest = digest;
    s->on_done = on_done;
    s->ctx = ctx;
    return s;
}

static enum job_next sign_out_run(struct job *job, struct db *db) {
    struct query q = db_query(db, "DELETE FROM session WHERE digest = ?");
    query_blob(&q, secret_of(job)->digest.bytes, TOKEN_BYTES);
    job->err = query_run(&q);
    return JOB_DONE;
}

void people_sign_out(struct store *store, struct token_digest session, people_on_done on_done,
                     void *ctx) {
    struct secret_job *s = secret_new(sign_out_run, session, on_done, ctx);
    store_push(store, &store->writer.lane, &s->job);
}

static enum job_next handover_add_run(struct job *job, struct db *db) {
    const struct secret_job *s = secret_of(job);
    struct query q = db_query(db, "REPLACE INTO handover (class_id, person, digest, expires_ms)"
                                  " VALUES (?, ?, ?, ?)");
    query_i64(&q, s->class_id);
    query_i64(&q, s->person);
    query_blob(&q, s->digest.bytes, TOKEN_BYTES);
    query_i64(&q, s->at_ms);
    job->err = query_run(&q);
    return JOB_DONE;
}

void people_handover_add(struct store *store, struct token_digest secret, uint32_t class_id,
                         uint16_t person, ms expires_ms, people_on_done on_done, void *ctx) {
    struct secret_job *s = secret_new(handover_add_run, secret, on_done, ctx);
    s->class_id = class_id;
    s->person = person;
    s->at_ms = expires_ms;
    store_push(store, &store->writer.lane, &s->job);
}

static enum job_next handover_take_run(struct job *job, struct db *db) {
    struct secret_job *s = secret_of(job);
    struct query q = db_query(db, "DELETE FROM handover WHERE digest = ? AND expires_ms > ?"
                                  " RETURNING class_id, person");
    query_blob(&q, s->digest.bytes, TOKEN_BYTES);
    query_i64(&q, s->at_ms);
    if (query_next(&q)) {
        s->class_id = (uint32_t)query_get_i64(&q, 0);
        s->person = (uint16_t)query_get_i64(&q, 1);
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    job->err = query_end(&q);
    return JOB_DONE;
}

void people_handover_take(struct store *store, struct token_digest secret, ms now_ms,
                          people_on_handover on_handover, void *ctx) {
    struct secret_job *s = secret_new(handover_take_run, secret, NULL, ctx);
    s->job.on_done = on_handover_done;
    s->on_handover = on_handover;
    s->at_ms = now_ms;
    store_push(store, &store->writer.lane, &s->job);
}

enum err people_secret_prepare(struct db *db, uint8_t secret[TOKEN_BYTES]) {
    struct token fresh;
    token_make(&fresh);
    struct query q = db_query(db, "INSERT INTO link_secret (only, bytes) VALUES (1, ?)"
                                  " ON CONFLICT DO NOTHING");
    query_blob(&q, fresh.bytes, sizeof(fresh.bytes));
    enum err err = query_run(&q);
    if (err) return err;
    q = db_query(db, "SELECT bytes FROM link_secret");
    if (!query_next(&q) || !query_get_blob(&q, 0, secret, TOKEN_BYTES))
        q.err = q.err ? q.err : ERR_CORRUPT;
    return query_end(&q);
}

void people_link_token(struct store *store, uint64_t sheet, struct token *token) {
    CHECK(store->mode == STORE_SERVE);
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(sheet >> (8 * i));
    }
    crypto_generichash(token->bytes, sizeof(token->bytes), bytes, sizeof(bytes), store->link_secret,
                       sizeof(store->link_secret));
}

static enum job_next link_add_run(struct job *job, struct db *db) {
    const struct secret_job *s = secret_of(job);
    struct query q = db_query(db, "REPLACE INTO link (digest, sheet, person) VALUES (?, ?, ?)");
    query_blob(&q, s->digest.bytes, TOKEN_BYTES);
    query_i64(&q, (int64_t)s->sheet);
    query_i64(&q, s->person);
    job->err = query_run(&q);
    return JOB_DONE;
}

void people_link_add(struct store *store, struct token_digest link, uint64_t sheet, uint16_t person,
                     people_on_done on_done, void *ctx) {
    struct secret_job *s = secret_new(link_add_run, link, on_done, ctx);
    s->sheet = sheet;
    s->person = person;
    store_push(store, &store->writer.lane, &s->job);
}

enum err people_link_find(struct store *store, struct token_digest link, uint64_t *sheet,
                          uint16_t *person) {
    struct query q = db_query(&store->here, "SELECT sheet, person FROM link WHERE digest = ?");
    query_blob(&q, link.bytes, TOKEN_BYTES);
    if (query_next(&q)) {
        *sheet = (uint64_t)query_get_i64(&q, 0);
        *person = (uint16_t)query_get_i64(&q, 1);
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    return query_end(&q);
}
