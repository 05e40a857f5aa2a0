// Accounts. Whatever hashes a password starts on the hasher and goes on to the writer.
#include "store/people.h"

#include <sodium.h>

#include "store/inside.h"

// The least that OWASP's password storage cheat sheet allows for argon2id: two at a time must fit
// beside everything else into 150 MiB.
#define HASH_PASSES 2
#define HASH_MEMORY (19u << 20)

struct account_job {
    struct job job;
    struct store *store;
    struct str name;
    struct str password; // in the job's arena; wiped once it is hashed
    char hash[crypto_pwhash_STRBYTES];
    enum job_next (*write)(struct job *job, struct db *db); // what follows the hashing
    struct token_digest setup;
    struct people_session session;
    struct trainer trainer;
    people_on_trainer on_trainer;
    void *ctx;
};

static struct account_job *account_of(struct job *job) {
    return (struct account_job *)job;
}

static void on_account_done(struct job *job) {
    struct account_job *a = account_of(job);
    a->on_trainer(a->ctx, job->err, job->err ? NULL : &a->trainer);
}

static struct account_job *account_new(struct store *store, struct str name, struct str password,
                                       people_on_trainer on_trainer, void *ctx) {
    struct account_job *a = JOB_NEW(struct account_job, NULL, on_account_done);
    a->store = store;
    a->name = arena_copy(&a->job.arena, name);
    a->password = arena_copy(&a->job.arena, password);
    a->on_trainer = on_trainer;
    a->ctx = ctx;
    return a;
}

static void password_wipe(struct account_job *a) {
    if (a->password.len > 0) sodium_memzero((char *)(uintptr_t)a->password.ptr, a->password.len);
}

static enum job_next account_go_on(struct account_job *a) {
    a->job.run = a->write;
    lane_push(&a->store->writer.lane, &a->job);
    return JOB_MOVED;
}

// ── on the hasher ──

static bool password_hash(struct account_job *a) {
    return crypto_pwhash_str_alg(a->hash, a->password.ptr, a->password.len, HASH_PASSES,
                                 HASH_MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

static enum job_next hash_run(struct job *job, struct db *db) {
    (void)db;
    struct account_job *a = account_of(job);
    bool hashed = password_hash(a);
    password_wipe(a);
    if (hashed) return account_go_on(a);
    job->err = ERR_NOMEM;
    return JOB_DONE;
}

// Without an account of that name the password is hashed all the same: the time must not tell.
static enum job_next verify_run(struct job *job, struct db *db) {
    (void)db;
    struct account_job *a = account_of(job);
    bool is_right = false;
    if (a->trainer.id)
        is_right = crypto_pwhash_str_verify(a->hash, a->password.ptr, a->password.len) == 0;
    else
        (void)password_hash(a);
    password_wipe(a);
    if (is_right) return account_go_on(a);
    if (!job->err) job->err = ERR_NOT_FOUND;
    return JOB_DONE;
}

// ── on the writer ──

// A session that follows the account. Old ones go on this occasion: there is no other that grows
// with them.
static enum err session_insert(struct db *db, const struct account_job *a) {
    struct query q = db_query(db, "DELETE FROM session WHERE expires_ms <= ?");
    query_i64(&q, a->session.issued_ms);
    enum err err = query_run(&q);
    if (err) return err;
    q = db_query(db, "INSERT INTO session (digest, trainer_id, expires_ms)"
                     " SELECT ?, id, ? FROM trainer WHERE id = ? AND password = ?");
    query_blob(&q, a->session.digest.bytes, TOKEN_BYTES);
    query_i64(&q, a->session.expires_ms);
    query_i64(&q, a->trainer.id);
    query_str(&q, str_from(a->hash));
    err = query_run(&q);
    if (err) return err;
    return db_changes(db) == 1 ? OK : ERR_NOT_FOUND; // the password was changed meanwhile
}

static enum err trainer_insert(struct db *db, struct account_job *a) {
    if (a->name.len == 0 || a->name.len > PEOPLE_NAME_BYTES) return ERR_INPUT;
    struct query q = db_query(db, "INSERT INTO trainer (name, password) VALUES (?, ?)"
                                  " ON CONFLICT DO NOTHING RETURNING id");
    query_str(&q, a->name);
    query_str(&q, str_from(a->hash));
    if (query_next(&q))
        a->trainer = (struct trainer){ (uint32_t)query_get_i64(&q, 0), a->name };
    else if (!q.err)
        q.err = ERR_EXISTS;
    return query_end(&q);
}

static enum err exists(struct db *db, const char *sql, const struct token_digest *digest,
                       bool *answer) {
    struct query q = db_query(db, sql);
    if (digest) query_blob(&q, digest->bytes, TOKEN_BYTES);
    *answer = query_next(&q);
    return query_end(&q);
}

static enum err trainer_exists(struct db *db, bool *answer) {
    return exists(db, "SELECT 1 FROM trainer", NULL, answer);
}

static enum err setup_check(struct db *db, const struct token_digest *digest) {
    bool has_trainer = false, is_right = false;
    enum err err = trainer_exists(db, &has_trainer);
    if (!err) err = exists(db, "SELECT 1 FROM setup WHERE digest = ?", digest, &is_right);
    if (err) return err;
    if (has_trainer) return ERR_EXISTS;
    return is_right ? OK : ERR_NOT_FOUND;
}

static enum job_next setup_write(struct job *job, struct db *db) {
    struct account_job *a = account_of(job);
    job->err = setup_check(db, &a->setup);
    if (!job->err) job->err = trainer_insert(db, a);
    if (!job->err) job->err = db_run(db, "DELETE FROM setup");
    if (!job->err) job->err = session_insert(db, a);
    return JOB_DONE;
}

static enum job_next add_write(struct job *job, struct db *db) {
    job->err = trainer_insert(db, account_of(job));
    if (!job->err) job->err = db_run(db, "DELETE FROM setup");
    return JOB_DONE;
}

static enum job_next reset_write(struct job *job, struct db *db) {
    struct account_job *a = account_of(job);
    struct query q =
        db_query(db, "UPDATE trainer SET password = ? WHERE name = ? RETURNING id, name");
    query_str(&q, str_from(a->hash));
    query_str(&q, a->name);
    if (query_next(&q)) {
        a->trainer.id = (uint32_t)query_get_i64(&q, 0);
        a->trainer.name = arena_copy(&job->arena, query_get_str(&q, 1));
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    job->err = query_end(&q);
    if (job->err) return JOB_DONE;
    q = db_query(db, "DELETE FROM session WHERE trainer_id = ?");
    query_i64(&q, a->trainer.id);
    job->err = query_run(&q);
    return JOB_DONE;
}

static enum job_next sign_in_write(struct job *job, struct db *db) {
    job->err = session_insert(db, account_of(job));
    return JOB_DONE;
}

// ── what the caller calls ──

struct setup_job {
    struct job job;
    struct token_digest digest;
};

static enum job_next issue_run(struct job *job, struct db *db) {
    bool has_trainer = false;
    job->err = trainer_exists(db, &has_trainer);
    if (!job->err && has_trainer) job->err = ERR_EXISTS;
    if (job->err) return JOB_DONE;
    struct query q = db_query(db, "REPLACE INTO setup (only, digest) VALUES (1, ?)");
    query_blob(&q, ((struct setup_job *)job)->digest.bytes, TOKEN_BYTES);
    job->err = query_run(&q);
    return JOB_DONE;
}

enum err people_setup_issue(struct store *store, struct token *token) {
    struct setup_job *issue = JOB_NEW(struct setup_job, issue_run, NULL);
    token_make(token);
    issue->digest = token_digest(token);
    enum err err = store_await(store, &issue->job);
    job_free(&issue->job);
    return err;
}

static void account_hash_then(struct account_job *a,
                              enum job_next (*write)(struct job *job, struct db *db)) {
    a->job.run = hash_run;
    a->write = write;
    store_push(a->store, &a->store->hasher, &a->job);
}

void people_setup(struct store *store, struct token_digest setup, struct str name,
                  struct str password, struct people_session session, people_on_trainer on_trainer,
                  void *ctx) {
    struct account_job *a = account_new(store, name, password, on_trainer, ctx);
    a->setup = setup;
    a->session = session;
    account_hash_then(a, setup_write);
}

void people_trainer_add(struct store *store, struct str name, struct str password,
                        people_on_trainer on_trainer, void *ctx) {
    account_hash_then(account_new(store, name, password, on_trainer, ctx), add_write);
}

void people_trainer_reset(struct store *store, struct str name, struct str password,
                          people_on_trainer on_trainer, void *ctx) {
    account_hash_then(account_new(store, name, password, on_trainer, ctx), reset_write);
}

// Leaves trainer.id 0 when there is none of that name.
static void account_read(struct account_job *a) {
    struct query q =
        db_query(&a->store->here, "SELECT id, name, password FROM trainer WHERE name = ?");
    query_str(&q, a->name);
    if (query_next(&q)) {
        struct str hash = query_get_str(&q, 2);
        if (hash.len >= sizeof(a->hash)) q.err = ERR_CORRUPT;
        memcpy(a->hash, hash.ptr, q.err ? 0 : hash.len + 1);
        a->trainer.name = arena_copy(&a->job.arena, query_get_str(&q, 1));
        a->trainer.id = q.err ? 0 : (uint32_t)query_get_i64(&q, 0);
    }
    a->job.err = query_end(&q);
}

void people_sign_in(struct store *store, struct str name, struct str password,
                    struct people_session session, people_on_trainer on_trainer, void *ctx) {
    struct account_job *a = account_new(store, name, password, on_trainer, ctx);
    a->session = session;
    a->job.run = verify_run;
    a->write = sign_in_write;
    account_read(a);
    store_push(store, &store->hasher, &a->job);
}

enum err people_session_find(struct store *store, struct token_digest session, ms now_ms,
                             struct trainer *trainer, char name[PEOPLE_NAME_BYTES]) {
    struct query q =
        db_query(&store->here, "SELECT t.id, t.name FROM session s JOIN trainer t"
                               " ON t.id = s.trainer_id WHERE s.digest = ? AND s.expires_ms > ?");
    query_blob(&q, session.bytes, TOKEN_BYTES);
    query_i64(&q, now_ms);
    if (query_next(&q)) {
        struct str found = query_get_str(&q, 1);
        if (found.len > PEOPLE_NAME_BYTES) q.err = ERR_CORRUPT;
        memcpy(name, found.ptr, q.err ? 0 : found.len);
        *trainer = (struct trainer){ (uint32_t)query_get_i64(&q, 0), { name, found.len } };
    } else if (!q.err) {
        q.err = ERR_NOT_FOUND;
    }
    return query_end(&q);
}
