// The acts of a plot: each is one thing that is asked of the store, and what the journal then
// holds.
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "plot.h"

enum {
    UNITS = 3,
    ROWS = 80, // of a unit: more than stand between two milestones of a stream
    ROWS_OFTEN = 6,
    PATIENCE_MS = 60000, // a wait that takes longer hangs
};

void act_begin(struct plot *p, const struct record *next) {
    pthread_mutex_lock(&p->mutex);
    p->next = *next;
    if (p->plant == PLANT_EARLY) p->now = *next;
    pthread_mutex_unlock(&p->mutex);
    if (p->plant == PLANT_EARLY) crash_disk_moment(p->disk);
}

void act_acknowledged(struct plot *p, const struct record *next) {
    pthread_mutex_lock(&p->mutex);
    p->now = p->next = *next;
    p->may_create = false;
    pthread_mutex_unlock(&p->mutex);
    crash_disk_moment(p->disk);
}

void plot_wait_for(struct plot *p, const bool *flag) {
    while (!*flag) {
        struct pollfd fd = { .fd = store_fd(p->store), .events = POLLIN };
        CHECK(poll(&fd, 1, PATIENCE_MS) == 1);
        store_drain(p->store);
    }
}

struct record_class *class_any(struct plot *p, struct record *record) {
    uint32_t from = (uint32_t)dice_roll(&p->choice);
    for (uint32_t i = 0; i < record->count; i++) {
        struct record_class *c = &record->classes[(from + i) % record->count];
        if (!c->is_closed && !c->is_gone) return c;
    }
    return NULL;
}

struct made {
    bool is_done;
    struct journal_class class;
};

static void on_made(void *ctx, enum err err, const struct journal_class *class) {
    struct made *made = ctx;
    CHECK(err == OK);
    *made = (struct made){ true, *class };
}

static void act_create(struct plot *p) {
    struct record next = p->now;
    struct journal_class_new what = { STR("Tuesday"), STR("lead"), 1, 30, 1000 };
    struct made made = { 0 };
    if (next.count == RECORD_CLASSES) return;
    pthread_mutex_lock(&p->mutex);
    p->may_create = true;
    pthread_mutex_unlock(&p->mutex);
    journal_create_class(store_journal(p->store), &what, on_made, &made);
    plot_wait_for(p, &made.is_done);
    next.classes[next.count++] =
        (struct record_class){ .id = made.class.id, .epoch = made.class.epoch };
    act_acknowledged(p, &next);
}

struct batch {
    struct journal_batch batch;
    struct journal_unit units[UNITS];
    struct journal_row rows[UNITS][ROWS];
    struct record_words words[UNITS][ROWS];
    struct journal_person people[UNITS];
    char names[UNITS][16];
    bool is_done;
};

static void on_batch(void *ctx, struct journal_batch *batch) {
    (void)batch;
    ((struct batch *)ctx)->is_done = true;
}

static void unit_add_rows(struct plot *p, struct batch *b, uint32_t u, struct record_class *c) {
    bool is_long = dice_roll(&p->choice) % 16 == 0;
    uint32_t rows = (uint32_t)dice_between(&p->choice, 1, is_long ? ROWS : ROWS_OFTEN);
    int stream = 0;
    for (uint32_t i = 0; i < rows; i++) {
        if (!is_long || i == 0) stream = (int)(dice_roll(&p->choice) % RECORD_STREAMS);
        record_row(&b->rows[u][i], &b->words[u][i], record_stream(c, stream), ++c->last[stream]);
    }
    b->units[u].rows = b->rows[u];
    b->units[u].row_count = rows;
}

static void unit_add_person(struct batch *b, uint32_t u, struct record_class *c) {
    if (c->people == RECORD_PEOPLE) return;
    uint16_t number = (uint16_t)++c->people;
    snprintf(b->names[u], sizeof(b->names[u]), "Person %u", number);
    b->people[u] = (struct journal_person){
        .number = number, .recorded = true, .name = str_from(b->names[u]), .joined_ms = 5000
    };
    memset(b->people[u].token.bytes, number, sizeof(b->people[u].token.bytes));
    b->units[u].people = &b->people[u];
    b->units[u].people_count = 1;
}

static void batch_init(struct batch *b) {
    b->batch = (struct journal_batch){ .units = b->units, .on_done = on_batch, .ctx = b };
    b->is_done = false;
}

static struct journal_unit *batch_unit(struct batch *b, const struct record_class *c) {
    struct journal_unit *unit = &b->units[b->batch.unit_count++];
    *unit = (struct journal_unit){ .class_id = c->id, .epoch = c->epoch };
    return unit;
}

static void batch_commit(struct plot *p, struct batch *b, const struct record *next) {
    act_begin(p, next);
    journal_submit(store_journal(p->store), &b->batch);
    plot_wait_for(p, &b->is_done);
    CHECK(b->units[0].result == OK);
    act_acknowledged(p, next);
}

static void act_batch(struct plot *p) {
    static struct batch b;
    struct record next = p->now;
    uint32_t units = (uint32_t)dice_between(&p->choice, 1, UNITS);
    batch_init(&b);
    for (uint32_t u = 0; u < units; u++) {
        struct record_class *c = class_any(p, &next);
        batch_unit(&b, c);
        unit_add_rows(p, &b, u, c);
        if (dice_roll(&p->choice) % 2) unit_add_person(&b, u, c);
    }
    batch_commit(p, &b, &next);
}

static void act_refused(struct plot *p) {
    static struct batch b;
    struct record next = p->now, refused = p->now;
    batch_init(&b);
    struct record_class *c = class_any(p, &next);
    batch_unit(&b, c);
    unit_add_rows(p, &b, 0, c);
    struct record_class *other = class_any(p, &refused);
    for (int i = 0; i < RECORD_STREAMS; i++)
        other->last[i] += ROWS; // leaves a gap
    batch_unit(&b, other);
    unit_add_rows(p, &b, 1, other);
    batch_commit(p, &b, &next);
    CHECK(b.units[1].result == ERR_CONSTRAINT);
}

static void act_close(struct plot *p) {
    static struct batch b;
    struct record next = p->now;
    struct record_class *c = class_any(p, &next);
    batch_init(&b);
    batch_unit(&b, c)->closed_ms = 9000;
    unit_add_rows(p, &b, 0, c);
    c->is_closed = true;
    batch_commit(p, &b, &next);
}

static void act_claim(struct plot *p) {
    struct record next = p->now;
    struct record_class *c = class_any(p, &next);
    uint32_t epoch;
    c->epoch++;
    act_begin(p, &next);
    CHECK(journal_claim_class(store_journal(p->store), c->id, &epoch) == OK);
    CHECK(epoch == c->epoch);
    act_acknowledged(p, &next);
}

// A job of ours on the writer's thread.
struct bare {
    struct job job;
    struct store *store;
};

// The writer looks at its threshold after the job.
static enum job_next checkpoint_run(struct job *job, struct db *db) {
    (void)db;
    ((struct bare *)job)->store->writer.checkpoint_at = 0;
    return JOB_DONE;
}

static enum job_next nothing_run(struct job *job, struct db *db) {
    (void)job, (void)db;
    return JOB_DONE;
}

void bare_run(struct plot *p, enum job_next (*run)(struct job *job, struct db *db)) {
    struct bare *bare = JOB_NEW(struct bare, run, NULL);
    bare->job.is_bare = true;
    bare->store = p->store;
    CHECK(store_await(p->store, &bare->job) == OK);
    job_free(&bare->job);
}

static void act_checkpoint(struct plot *p) {
    bare_run(p, checkpoint_run);
    bare_run(p, nothing_run); // runs when the checkpoint is over
    crash_disk_moment(p->disk);
}

void act_reader(struct plot *p) {
    char path[CRASH_PATH + 16];
    if (p->reader) {
        sqlite3_close(p->reader);
        p->reader = NULL;
        return;
    }
    snprintf(path, sizeof(path), "%s/coolhead.db", p->dir);
    CHECK(sqlite3_open_v2(path, &p->reader, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    CHECK(sqlite3_exec(p->reader, "BEGIN; SELECT count(*) FROM event", NULL, NULL, NULL) ==
          SQLITE_OK);
}

static void act_restart(struct plot *p) {
    if (p->reader) act_reader(p);
    store_close(p->store);
    plot_open(p);
    crash_disk_moment(p->disk);
}

void act_play(struct plot *p, enum act act) {
    switch (act) {
    case CREATE: act_create(p); return;
    case BATCH: act_batch(p); return;
    case REFUSED: act_refused(p); return;
    case CLAIM: act_claim(p); return;
    case CLOSE: act_close(p); return;
    case CHECKPOINT: act_checkpoint(p); return;
    case READER: act_reader(p); return;
    case RESTART: act_restart(p); return;
    case ERASE_PERSON: act_erase_person(p); return;
    case ERASE_TEXT: act_erase_text(p); return;
    case ERASE_CLASS: act_erase_class(p); return;
    }
    CHECK_UNREACHABLE();
}
