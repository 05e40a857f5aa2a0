// The acts of a plot that erase; what made the erased readable is noted, so that no image has it.
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "plot.h"
#include "store/erase.h"

struct erased {
    bool is_done;
    bool is_pending; // a reader kept traces in the WAL
};

static void on_erased(void *ctx, enum err err, const struct erase_result *result) {
    CHECK(err == OK);
    *(struct erased *)ctx = (struct erased){ true, result->pending };
}

// What a query finds of secrets that are about to be forgotten; returns how many there will be.
static int secrets_read(struct plot *p, const char *sql, uint64_t a, uint64_t b) {
    static const uint8_t zeros[PLOT_SECRET_BYTES];
    char path[CRASH_PATH + 16];
    sqlite3 *db;
    sqlite3_stmt *s;
    int count = p->secret_count;
    snprintf(path, sizeof(path), "%s/coolhead.db", p->dir);
    CHECK(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK);
    sqlite3_bind_int64(s, 1, (sqlite3_int64)a);
    sqlite3_bind_int64(s, 2, (sqlite3_int64)b);
    while (sqlite3_step(s) == SQLITE_ROW && count < PLOT_SECRETS) {
        struct secret secret = { .len = (size_t)sqlite3_column_bytes(s, 0) };
        CHECK(secret.len <= PLOT_SECRET_BYTES);
        memcpy(secret.bytes, sqlite3_column_blob(s, 0), secret.len);
        if (memcmp(secret.bytes, zeros, secret.len) != 0) p->secrets[count++] = secret;
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    return count;
}

static void erased_wait(struct plot *p, struct erased *erased, const struct record *next,
                        int secrets) {
    plot_wait_for(p, &erased->is_done);
    pthread_mutex_lock(&p->mutex);
    if (!erased->is_pending) p->secret_count = secrets;
    pthread_mutex_unlock(&p->mutex);
    act_acknowledged(p, next);
}

void act_erase_person(struct plot *p) {
    struct record next = p->now;
    struct erased erased = { 0 };
    struct record_class *c = class_any(p, &next);
    uint32_t person = 1;
    while (person < RECORD_PEOPLE && (person > c->people || c->erased >> person & 1))
        person++;
    if (person == RECORD_PEOPLE) return;
    int secrets = secrets_read(p,
                               "SELECT bytes FROM key JOIN keyring ON key = id"
                               " WHERE class_id = ? AND person = ?",
                               c->id, person);
    c->erased |= 1u << person;
    act_begin(p, &next);
    erase_person(p->store, c->id, (uint16_t)person, 2000, on_erased, &erased);
    erased_wait(p, &erased, &next, secrets);
}

void act_erase_text(struct plot *p) {
    struct record next = p->now;
    struct erased erased = { 0 };
    struct record_class *c = class_any(p, &next);
    uint32_t seq = c->last[1];
    while (seq > 0 && !record_redactable(c, seq))
        seq--;
    if (seq == 0 || c->redacted_count == RECORD_REDACTED) return;
    int secrets = secrets_read(p,
                               "SELECT n.bytes FROM event e JOIN text t ON t.id = e.id"
                               " JOIN nonce n ON n.id = t.nonce WHERE e.stream = ? AND e.seq = ?",
                               record_stream(c, 1), seq);
    CHECK(secrets > p->secret_count);
    c->redacted[c->redacted_count++] = seq;
    act_begin(p, &next);
    erase_text(p->store, record_stream(c, 1), seq, RECORD_REDACTION, 2000, on_erased, &erased);
    erased_wait(p, &erased, &next, secrets);
}

void act_erase_class(struct plot *p) {
    struct record next = p->now;
    struct erased erased = { 0 };
    struct record_class *c = &next.classes[0];
    int secrets = secrets_read(p,
                               "SELECT bytes FROM key JOIN keyring ON key = id"
                               " WHERE class_id = ? AND person >= ?",
                               c->id, 0);
    c->is_gone = true;
    act_begin(p, &next);
    erase_class(p->store, c->id, 2000, on_erased, &erased);
    erased_wait(p, &erased, &next, secrets);
}
