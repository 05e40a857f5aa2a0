// The power goes at every moment of a store's life, and what was acknowledged is there.
//
// A plot is an hour of a journal in a minute: classes are made, batches appended, people erased,
// the WAL emptied, the server restarted, always one act at a time. Around each sync and at some
// writes between, crash_disk makes images of what a power cut would leave; each is opened by the
// real store_open and must hold every acknowledged act, whole and once, and the one under way whole
// or not at all. The recovery's own power is cut too.
//
//   crash_images [SEED]      plays one plot again
#include <poll.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/id.h"
#include "base/log.h"
#include "crash_disk.h"
#include "lib/figure.h"
#include "record.h"
#include "store/erase.h"
#include "store/inside.h"
#include "store/verify.h"

enum {
    IMAGES = 1000,
    IMAGES_LONG = 15000,
    UNITS = 3,
    ROWS = 80, // of a unit: more than stand between two milestones of a stream
    ROWS_OFTEN = 6,
    SHOTS = 200,   // of an act: more than any takes
    SECRETS = 128, // forgotten in one plot
    SECRET_BYTES = 32,
    PATIENCE_MS = 60000, // a wait that takes longer hangs
    EVERY_CHANGE = 6,    // one image for so many writes between syncs
    EVERY_RECOVERY = 4,  // one recovery in so many has its own power cut
};

enum act {
    CREATE, // a class
    BATCH,
    REFUSED, // a unit that leaves a gap, in a batch with one that doesn't
    CLAIM,
    CLOSE, // a class
    CHECKPOINT,
    READER, // comes, and at the next time goes: checkpoints can't finish meanwhile
    RESTART,
    ERASE_PERSON,
    ERASE_TEXT,
    ERASE_CLASS,
};

static const enum act plot_acts[] = {
    CREATE,     BATCH, BATCH,        BATCH,      CREATE, BATCH,   CHECKPOINT,   BATCH,
    BATCH,      CLAIM, ERASE_PERSON, BATCH,      BATCH,  REFUSED, BATCH,        READER,
    CHECKPOINT, BATCH, BATCH,        CHECKPOINT, BATCH,  READER,  ERASE_TEXT,   BATCH,
    RESTART,    BATCH, CREATE,       BATCH,      BATCH,  CLOSE,   CHECKPOINT,   BATCH,
    CHECKPOINT, BATCH, ERASE_CLASS,  BATCH,      BATCH,  BATCH,   ERASE_PERSON, RESTART,
    CREATE,     BATCH, CHECKPOINT,   BATCH,      BATCH,  READER,  ERASE_TEXT,   BATCH,
    READER,     CLAIM, BATCH,        REFUSED,    BATCH,  RESTART, BATCH,        CHECKPOINT,
};

// Bugs that somebody might make; each must be found.
enum plant {
    PLANT_NONE,
    PLANT_NORMAL, // the writer runs with synchronous=NORMAL: commits wait for the next checkpoint
    PLANT_OFF,    // with synchronous=OFF
    PLANT_EARLY,  // a batch is acknowledged before it is committed
    PLANT_LIE,    // the disk says that it has synced
};

// What made a text readable and is to be gone with it: a person's key, a text's nonce.
struct secret {
    uint8_t bytes[SECRET_BYTES];
    size_t len;
};

struct shot {
    struct crash_image image;
    enum crash_luck luck;
    struct record now, next;
    bool may_create;
    int secrets; // forgotten by then
};

struct plot {
    uint64_t seed;
    enum plant plant;
    char dir[CRASH_PATH], wreck[CRASH_PATH]; // where it plays, and where images are opened
    struct crash_disk *disk;
    struct store *store;
    sqlite3 *reader;
    struct dice choice; // what is done

    pthread_mutex_t mutex; // of what follows: the writer's thread takes the shots
    struct dice dice;      // what the power cuts leave
    struct record now, next;
    bool may_create;
    struct secret secrets[SECRETS]; // those up to secret_count are forgotten
    int secret_count;
    struct shot shots[SHOTS];
    int shot_count;

    int64_t images, wanted;
    char why[RECORD_WHY + 200]; // what was found wrong; empty: nothing
};

// ── taking images ──

static void shot_take(struct plot *p, struct crash_disk *disk, enum crash_luck luck) {
    if (p->shot_count == SHOTS) return;
    struct shot *s = &p->shots[p->shot_count++];
    *s = (struct shot){ .luck = luck, .now = p->now, .next = p->next, .may_create = p->may_create };
    s->secrets = p->secret_count;
    s->image = crash_disk_cut(disk, luck, &p->dice);
}

static enum crash_luck luck_any(struct dice *dice) {
    return (enum crash_luck)(dice_roll(dice) % CRASH_LUCKS);
}

// An acknowledgement is the moment at which a promise is made, so the worst luck follows it.
static void on_moment(void *ctx, struct crash_disk *disk, enum crash_moment moment) {
    struct plot *p = ctx;
    pthread_mutex_lock(&p->mutex);
    bool is_skipped = moment == CRASH_BEFORE_CHANGE && dice_roll(&p->dice) % EVERY_CHANGE != 0;
    if (!is_skipped) shot_take(p, disk, luck_any(&p->dice));
    if (moment == CRASH_AT_ONCE) shot_take(p, disk, CRASH_NONE);
    if (moment == CRASH_BEFORE_SYNC) shot_take(p, disk, CRASH_EITHER);
    pthread_mutex_unlock(&p->mutex);
}

// ── opening them ──

// One moment of a recovery, any with the same chance.
struct relapse {
    struct dice *dice;
    uint64_t moments;
    struct crash_image image;
};

static void on_recovery(void *ctx, struct crash_disk *disk, enum crash_moment moment) {
    struct relapse *r = ctx;
    (void)moment;
    if (dice_roll(r->dice) % ++r->moments != 0) return;
    crash_image_free(&r->image);
    r->image = crash_disk_cut(disk, luck_any(r->dice), r->dice);
}

static bool secret_is_left(const struct crash_image *image, const struct secret *secret) {
    for (int i = 0; i < CRASH_FILES; i++) {
        const struct bytes *b = &image->files[i];
        if (image->exists[i] && b->len && memmem(b->ptr, b->len, secret->bytes, secret->len))
            return true;
    }
    return false;
}

static bool store_check(struct plot *p, struct store *store, const struct shot *s) {
    struct verify_report report;
    char why[RECORD_WHY];
    enum err err = verify_all(store, &report);
    if (err || report.damaged) {
        snprintf(p->why, sizeof(p->why), "verify: %s",
                 err ? err_name(err) : verify_finding_name(report.first));
        return false;
    }
    if (record_check(store, &s->now, &s->next, s->may_create, why)) return true;
    snprintf(p->why, sizeof(p->why), "%s", why);
    return false;
}

static bool image_open(struct plot *p, const struct crash_image *image, const struct shot *s,
                       struct relapse *relapse) {
    struct store *store;
    char why[STORE_WHY];
    crash_folder_empty(p->wreck);
    CHECK(crash_image_write(image, p->wreck));
    struct crash_disk *disk = crash_disk_new(p->wreck, relapse ? on_recovery : NULL, relapse);
    enum err err = store_open(p->wreck, STORE_SERVE, &store, why);
    bool is_good = !err && store_check(p, store, s);
    if (err) snprintf(p->why, sizeof(p->why), "store_open: %.300s", why);
    if (!err) store_close(store);
    crash_disk_free(disk);
    p->images++;
    return is_good;
}

static bool shot_check(struct plot *p, const struct shot *s) {
    for (int i = 0; i < s->secrets; i++) {
        if (!secret_is_left(&s->image, &p->secrets[i])) continue;
        snprintf(p->why, sizeof(p->why), "a key or a nonce that was forgotten is back");
        return false;
    }
    bool has_relapse = dice_roll(&p->choice) % EVERY_RECOVERY == 0;
    struct relapse relapse = { .dice = &p->choice };
    bool is_good = image_open(p, &s->image, s, has_relapse ? &relapse : NULL);
    if (is_good && relapse.moments > 0) is_good = image_open(p, &relapse.image, s, NULL);
    crash_image_free(&relapse.image);
    return is_good;
}

// The store waits meanwhile, since nobody asks it for anything; what its thread does between acts
// is the next act's.
static bool shots_check(struct plot *p) {
    static struct shot shots[SHOTS];
    pthread_mutex_lock(&p->mutex);
    int count = p->shot_count;
    memcpy(shots, p->shots, (size_t)count * sizeof(*shots));
    p->shot_count = 0;
    pthread_mutex_unlock(&p->mutex);
    bool is_good = true;
    for (int i = 0; i < count; i++) {
        is_good = is_good && shot_check(p, &shots[i]);
        crash_image_free(&shots[i].image);
    }
    return is_good;
}

// ── one act ──

static void act_begin(struct plot *p, const struct record *next) {
    pthread_mutex_lock(&p->mutex);
    p->next = *next;
    if (p->plant == PLANT_EARLY) p->now = *next;
    pthread_mutex_unlock(&p->mutex);
    if (p->plant == PLANT_EARLY) crash_disk_moment(p->disk);
}

// `next`: as the act has turned out.
static void act_acknowledged(struct plot *p, const struct record *next) {
    pthread_mutex_lock(&p->mutex);
    p->now = p->next = *next;
    p->may_create = false;
    pthread_mutex_unlock(&p->mutex);
    crash_disk_moment(p->disk);
}

static void wait_for(struct plot *p, const bool *flag) {
    while (!*flag) {
        struct pollfd fd = { .fd = store_fd(p->store), .events = POLLIN };
        CHECK(poll(&fd, 1, PATIENCE_MS) == 1);
        store_drain(p->store);
    }
}

// Any class that is open and here; NULL: there is none.
static struct record_class *class_any(struct plot *p, struct record *record) {
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
    wait_for(p, &made.is_done);
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
    wait_for(p, &b->is_done);
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

static void bare_run(struct plot *p, enum job_next (*run)(struct job *job, struct db *db)) {
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

static void act_reader(struct plot *p) {
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

// ── erasing ──

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
    static const uint8_t zeros[SECRET_BYTES];
    char path[CRASH_PATH + 16];
    sqlite3 *db;
    sqlite3_stmt *s;
    int count = p->secret_count;
    snprintf(path, sizeof(path), "%s/coolhead.db", p->dir);
    CHECK(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK);
    sqlite3_bind_int64(s, 1, (sqlite3_int64)a);
    sqlite3_bind_int64(s, 2, (sqlite3_int64)b);
    while (sqlite3_step(s) == SQLITE_ROW && count < SECRETS) {
        struct secret secret = { .len = (size_t)sqlite3_column_bytes(s, 0) };
        CHECK(secret.len <= SECRET_BYTES);
        memcpy(secret.bytes, sqlite3_column_blob(s, 0), secret.len);
        if (memcmp(secret.bytes, zeros, secret.len) != 0) p->secrets[count++] = secret;
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    return count;
}

static void erased_wait(struct plot *p, struct erased *erased, const struct record *next,
                        int secrets) {
    wait_for(p, &erased->is_done);
    pthread_mutex_lock(&p->mutex);
    if (!erased->is_pending) p->secret_count = secrets;
    pthread_mutex_unlock(&p->mutex);
    act_acknowledged(p, next);
}

static void act_erase_person(struct plot *p) {
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

static void act_erase_text(struct plot *p) {
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

static void act_erase_class(struct plot *p) {
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

// ── a plot ──

static enum job_next plant_run(struct job *job, struct db *db) {
    (void)job;
    CHECK(db_execute(db, "PRAGMA synchronous = NORMAL") == OK);
    return JOB_DONE;
}

static enum job_next plant_off_run(struct job *job, struct db *db) {
    (void)job;
    CHECK(db_execute(db, "PRAGMA synchronous = OFF") == OK);
    return JOB_DONE;
}

static void plot_open(struct plot *p) {
    char why[STORE_WHY];
    if (store_open(p->dir, STORE_SERVE, &p->store, why) != OK) {
        fprintf(stderr, "crash_images: %s\n", why);
        exit(2);
    }
    if (p->plant == PLANT_NORMAL) bare_run(p, plant_run);
    if (p->plant == PLANT_OFF) bare_run(p, plant_off_run);
}

static void act_restart(struct plot *p) {
    if (p->reader) act_reader(p);
    store_close(p->store);
    plot_open(p);
    crash_disk_moment(p->disk);
}

static void act_play(struct plot *p, enum act act) {
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

static void folder_new(char path[CRASH_PATH]) {
    // Memory is as good as a disk here, and fast.
    const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, CRASH_PATH, "%s/coolhead-crash-XXXXXX", parent);
    CHECK(mkdtemp(path));
}

static void folder_remove(const char *path) {
    char name[CRASH_PATH + 24];
    crash_folder_empty(path);
    snprintf(name, sizeof(name), "%s/backups", path);
    rmdir(name);
    rmdir(path);
}

// True: nothing was found wrong in `wanted` images, or in fewer if the plot is over.
static bool plot_play(struct plot *p) {
    size_t acts = sizeof(plot_acts) / sizeof(*plot_acts);
    p->choice.state = p->dice.state = p->seed;
    pthread_mutex_init(&p->mutex, NULL);
    folder_new(p->dir);
    folder_new(p->wreck);
    p->disk = crash_disk_new(p->dir, on_moment, p);
    if (p->plant == PLANT_LIE) crash_disk_lie(p->disk);
    plot_open(p);
    bool is_good = shots_check(p);
    size_t i = 0;
    for (; is_good && i < acts && p->images < p->wanted; i++) {
        act_play(p, plot_acts[i]);
        is_good = shots_check(p);
    }
    if (p->reader) act_reader(p);
    store_close(p->store);
    is_good = shots_check(p) && is_good;
    crash_disk_free(p->disk);
    if (!is_good) {
        size_t len = strlen(p->why);
        snprintf(p->why + len, sizeof(p->why) - len, " (seed %llu, act %zu)",
                 (unsigned long long)p->seed, i);
    }
    folder_remove(p->dir);
    folder_remove(p->wreck);
    return is_good;
}

// Plots with rising seeds until there are `wanted` images or one is wrong.
static int64_t plots_play(struct plot *p, uint64_t seed, enum plant plant, int64_t wanted) {
    int64_t images = 0;
    for (bool is_good = true; is_good && images < wanted; seed++) {
        *p = (struct plot){ .seed = seed, .plant = plant, .wanted = wanted - images };
        is_good = plot_play(p);
        images += p->images;
    }
    return images;
}

// ── the two stories ──

static int passed, failed;

static void story(const char *name, bool is_good, const char *why) {
    printf("%s crash images: %s%s%s\n", is_good ? "ok  " : "FAIL", name, *why ? ": " : "", why);
    fflush(stdout);
    is_good ? passed++ : failed++;
}

static double seconds_since(ms began) {
    return (double)(time_monotonic() - began) / MS_SECOND;
}

static void power_cuts(struct plot *p) {
    int64_t wanted = figure_is_long() ? IMAGES_LONG : IMAGES;
    ms began = time_monotonic();
    int64_t images = plots_play(p, 1, PLANT_NONE, wanted);
    char reached[80], aim[80];
    bool is_good = !*p->why && images >= wanted;
    snprintf(reached, sizeof(reached), "%d of %lld images", *p->why != 0, (long long)images);
    snprintf(aim, sizeof(aim), "0 of ≥ %lld", (long long)wanted);
    figure_report(&(struct figure){ 2, "power cuts after which something was lost, torn or back",
                                    reached, aim, images, seconds_since(began), is_good });
    story("what was acknowledged is there after every power cut", is_good, p->why);
}

static void planted_bugs(struct plot *p) {
    static const char *const names[] = { "", "synchronous=NORMAL", "synchronous=OFF",
                                         "a batch acknowledged before its commit",
                                         "a disk that lies about syncs" };
    ms began = time_monotonic();
    int64_t images = 0;
    int found = 0, plants = 0;
    for (enum plant plant = PLANT_NORMAL; plant <= PLANT_LIE; plant++, plants++) {
        char name[100];
        images += plots_play(p, 1, plant, 500);
        found += *p->why != 0;
        snprintf(name, sizeof(name), "%s is found", names[plant]);
        story(name, *p->why != 0, p->why);
    }
    char reached[40], aim[40];
    snprintf(reached, sizeof(reached), "%d of %d", found, plants);
    snprintf(aim, sizeof(aim), "%d of %d", plants, plants);
    figure_report(&(struct figure){ 2, "planted bugs of durability that the power cuts find",
                                    reached, aim, images, seconds_since(began), found == plants });
}

int main(int argc, char **argv) {
    struct plot *p = malloc(sizeof(*p));
    CHECK(p);
    log_to(-1);
    crash_disk_install();
    if (argc > 1) {
        *p = (struct plot){ .seed = strtoull(argv[1], NULL, 10), .wanted = INT64_MAX };
        story("the plot", plot_play(p), p->why);
    } else {
        power_cuts(p);
        planted_bugs(p);
    }
    free(p);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
