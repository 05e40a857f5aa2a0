// The folder, the waiting and the batches of the store's tests.
#include "world.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_MS 60000 // a wait that takes longer hangs

void world_open(struct world *w) {
    char why[STORE_WHY];
    enum err err = store_open(w->dir, STORE_SERVE, &w->store, why);
    if (err) print_error("%s\n", why);
    assert_int_equal(err, OK);
    w->journal = store_journal(w->store);
}

void world_close(struct world *w) {
    if (w->store) store_close(w->store);
    w->store = NULL;
}

int world_up(void **state) {
    struct world *w = calloc(1, sizeof(*w));
    assert_non_null(w);
    snprintf(w->dir, sizeof(w->dir), "/tmp/coolhead-store-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    world_open(w);
    *state = w;
    return 0;
}

static void folder_remove(const char *path) {
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        char name[400];
        if (e->d_name[0] == '.') continue;
        snprintf(name, sizeof(name), "%s/%s", path, e->d_name);
        if (e->d_type == DT_DIR)
            folder_remove(name);
        else
            unlink(name);
    }
    if (dir) closedir(dir);
    rmdir(path);
}

int world_down(void **state) {
    struct world *w = *state;
    world_close(w);
    folder_remove(w->dir);
    free(w);
    return 0;
}

void world_path(const struct world *w, const char *name, char path[128]) {
    snprintf(path, 128, "%s/%s", w->dir, name);
}

void world_wait(struct world *w, const bool *flag) {
    while (!*flag) {
        struct pollfd p = { .fd = store_fd(w->store), .events = POLLIN };
        assert_int_equal(poll(&p, 1, PATIENCE_MS), 1);
        store_drain(w->store);
    }
}

struct created {
    bool is_done;
    enum err err;
    struct journal_class class;
};

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct created *c = ctx;
    c->is_done = true;
    c->err = err;
    if (class) c->class = *class;
}

struct journal_class world_class(struct world *w) {
    struct created c = { 0 };
    struct journal_class_new what = { STR("Tuesday"), STR("lead"), 1, 30, 1000 };
    journal_create_class(w->journal, &what, on_created, &c);
    world_wait(w, &c.is_done);
    assert_int_equal(c.err, OK);
    c.class.name = c.class.doctrine = (struct str){ NULL, 0 }; // were borrowed
    return c.class;
}

static void on_batch(void *ctx, struct journal_batch *batch) {
    (void)batch;
    ((struct batch *)ctx)->is_done = true;
}

struct journal_unit *batch_unit(struct batch *b, uint32_t class_id, uint32_t epoch) {
    uint32_t n = b->batch.unit_count++;
    assert_true(n < WORLD_UNITS);
    b->batch.units = b->units;
    b->batch.on_done = on_batch;
    b->batch.ctx = b;
    b->units[n] = (struct journal_unit){ .class_id = class_id, .epoch = epoch };
    b->units[n].rows = b->rows[n];
    b->units[n].people = b->people[n];
    return &b->units[n];
}

struct journal_row *batch_event(struct batch *b, uint64_t stream, uint32_t seq) {
    uint32_t n = b->batch.unit_count - 1;
    assert_true(b->units[n].row_count < WORLD_ROWS);
    struct journal_row *row = &b->rows[n][b->units[n].row_count++];
    *row = (struct journal_row){ .stream = stream,
                                 .seq = seq,
                                 .v = 1,
                                 .type = "ticked",
                                 .play_ms = seq * 10,
                                 .up_ms = seq * 20,
                                 .wall_ms = 1000000 + seq,
                                 .facts = STR("{\"type\":\"ticked\"}") };
    return row;
}

struct journal_row *batch_said(struct batch *b, uint64_t stream, uint32_t seq, uint16_t subject,
                               const char *text) {
    struct journal_row *row = batch_event(b, stream, seq);
    row->type = "said";
    row->subject = subject;
    row->facts = STR("{\"type\":\"said\",\"by\":\"csr\"}");
    row->texts = str_from(text);
    return row;
}

struct journal_person *batch_person(struct batch *b, uint16_t number, const char *name) {
    uint32_t n = b->batch.unit_count - 1;
    assert_true(b->units[n].people_count < WORLD_PEOPLE);
    struct journal_person *person = &b->people[n][b->units[n].people_count++];
    *person = (struct journal_person){
        .number = number, .recorded = true, .name = str_from(name), .joined_ms = 5000
    };
    memset(person->token.bytes, (int)number, sizeof(person->token.bytes));
    return person;
}

enum err batch_commit(struct world *w, struct batch *b) {
    b->is_done = false;
    journal_submit(w->journal, &b->batch);
    world_wait(w, &b->is_done);
    return b->batch.unit_count ? b->units[0].result : OK;
}

// The bytes move when the buffer grows, so rows keep offsets until the reading is over.
static struct str heard_copy(struct heard *h, struct str s) {
    uint32_t at = h->bytes.len;
    buf_append_str(&h->bytes, s);
    buf_append_char(&h->bytes, '\0');
    return (struct str){ (const char *)(uintptr_t)at, s.len };
}

static struct str heard_place(struct heard *h, struct str s) {
    return (struct str){ h->bytes.ptr + (uintptr_t)s.ptr, s.len };
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct heard *h = ctx;
    assert_true(h->count < WORLD_ROWS);
    struct journal_row *kept = &h->rows[h->count];
    *kept = *row;
    kept->type = heard_copy(h, str_from(row->type)).ptr;
    kept->facts = heard_copy(h, row->facts);
    kept->texts = heard_copy(h, row->texts);
    h->texts[h->count++] = texts;
    h->last_seq = row->seq;
    return true;
}

enum err heard_read(struct heard *h, struct journal *journal, uint64_t stream, uint32_t from_seq) {
    *h = (struct heard){ 0 };
    enum err err = journal_read_stream(journal, stream, from_seq, on_row, h);
    for (uint32_t i = 0; i < h->count; i++) {
        struct journal_row *row = &h->rows[i];
        row->type = h->bytes.ptr + (uintptr_t)row->type;
        row->facts = heard_place(h, row->facts);
        row->texts = heard_place(h, row->texts);
    }
    return err;
}

void heard_deinit(struct heard *h) {
    buf_deinit(&h->bytes);
}

void world_sql(struct world *w, const char *sql) {
    char path[128], *message = NULL;
    world_path(w, "coolhead.db", path);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

struct sqlite3 *snapshot_open(const struct world *w) {
    char path[128];
    world_path(w, "coolhead.db", path);
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN; SELECT count(*) FROM event", NULL, NULL, NULL),
                     SQLITE_OK);
    return db;
}

void snapshot_close(struct sqlite3 *db) {
    sqlite3_close(db);
}

uint32_t file_count(const char *path, struct str needle) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) return 0;
    struct stat st;
    assert_int_equal(fstat(fd, &st), 0);
    char *bytes = malloc((size_t)st.st_size + 1);
    assert_non_null(bytes);
    ssize_t len = read(fd, bytes, (size_t)st.st_size); // less: the writer truncates it meanwhile
    assert_true(len >= 0);
    close(fd);
    uint32_t count = 0;
    char *end = bytes + len;
    for (char *at = bytes; (at = memmem(at, (size_t)(end - at), needle.ptr, needle.len)); at++) {
        count++;
    }
    free(bytes);
    return count;
}

static uint32_t folder_count(const char *path, struct str needle) {
    uint32_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        char name[400];
        if (e->d_name[0] == '.') continue;
        snprintf(name, sizeof(name), "%s/%s", path, e->d_name);
        count += e->d_type == DT_DIR ? folder_count(name, needle) : file_count(name, needle);
    }
    closedir(dir);
    return count;
}

uint32_t world_count(const struct world *w, struct str needle) {
    return folder_count(w->dir, needle);
}

// The one value that a query gives.
static void world_blob(const struct world *w, const char *sql, void *bytes, size_t len) {
    char path[128];
    sqlite3 *db;
    sqlite3_stmt *s;
    world_path(w, "coolhead.db", path);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_column_bytes(s, 0), len);
    memcpy(bytes, sqlite3_column_blob(s, 0), len);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

struct key_bytes world_key(const struct world *w, uint32_t class_id, uint16_t person) {
    char sql[200];
    struct key_bytes key;
    snprintf(sql, sizeof(sql),
             "SELECT bytes FROM key JOIN keyring ON key = id WHERE class_id = %u AND person = %u",
             class_id, person);
    world_blob(w, sql, key.bytes, sizeof(key.bytes));
    return key;
}

uint32_t world_count_key(const struct world *w, const struct key_bytes *key) {
    return world_count(w, str_make(key->bytes, sizeof(key->bytes)));
}

struct nonce_bytes world_nonce(const struct world *w, uint64_t stream, uint32_t seq) {
    char sql[200];
    struct nonce_bytes nonce;
    snprintf(sql, sizeof(sql),
             "SELECT bytes FROM nonce WHERE id = (SELECT nonce FROM text JOIN event USING (id)"
             " WHERE stream = %llu AND seq = %u)",
             (unsigned long long)stream, seq);
    world_blob(w, sql, nonce.bytes, sizeof(nonce.bytes));
    return nonce;
}

uint32_t world_count_nonce(const struct world *w, const struct nonce_bytes *nonce) {
    return world_count(w, str_make(nonce->bytes, sizeof(nonce->bytes)));
}

// The tests run from the repository's root.
void golden_bring(const struct world *w, const char *name, uint32_t version) {
    char from[64], to[128];
    snprintf(from, sizeof(from), "tests/golden/database/%u.db", version);
    world_path(w, name, to);
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(in >= 0 && out >= 0);
    while (sendfile(out, in, NULL, 1 << 20) > 0) {
    }
    close(in);
    close(out);
}
