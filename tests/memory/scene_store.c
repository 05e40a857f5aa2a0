// A journal: what it said it has, it has, whatever was refused while it wrote.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.h"
#include "base/id.h"
#include "heap.h"
#include "scene.h"
#include "store/store.h"
#include "store/verify.h"

enum { BATCHES = 4 };

// Written by the process that plays, read by the one that inspects.
static struct kept {
    uint64_t stream;
    uint32_t acknowledged; // the last seq that was said to be on disk
} * kept;

#define DIR_TEMPLATE "/dev/shm/coolhead-heap-XXXXXX" // no disk: it is played thousands of times
static char dir[sizeof DIR_TEMPLATE];

static void folder_remove(void) {
    char command[sizeof dir + 16];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    CHECK(system(command) == 0);
}

static void prepare(void) {
    kept = mmap(NULL, sizeof *kept, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    memcpy(dir, DIR_TEMPLATE, sizeof dir);
    CHECK(kept != MAP_FAILED && mkdtemp(dir));
}

static bool wait_for(struct store *store, const bool *flag) {
    while (!*flag) {
        struct pollfd p = { .fd = store_fd(store), .events = POLLIN };
        if (poll(&p, 1, 30000) != 1) return false;
        store_drain(store);
    }
    return true;
}

// ── writing ──

struct making {
    bool done;
    enum err err;
    uint32_t class_id, epoch;
};

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct making *making = ctx;
    making->done = true;
    making->err = err;
    if (err) return;
    making->class_id = class->id;
    making->epoch = class->epoch;
}

static void on_batch(void *ctx, struct journal_batch *batch) {
    (void)batch;
    *(bool *)ctx = true;
}

static struct journal_row row_of(uint64_t stream, uint32_t seq, const char *texts) {
    return (struct journal_row){ .stream = stream,
                                 .seq = seq,
                                 .v = 1,
                                 .subject = texts ? 1 : 0,
                                 .type = texts ? "said" : "ticked",
                                 .play_ms = seq,
                                 .up_ms = seq,
                                 .wall_ms = 1000 + seq,
                                 .facts = STR("{\"by\":\"csr\"}"),
                                 .texts = str_from(texts) };
}

static enum err batch_append(struct store *store, const struct making *class, uint32_t seq) {
    uint64_t stream = id_class_stream(class->class_id);
    struct journal_row rows[] = { row_of(stream, seq, NULL),
                                  row_of(stream, seq + 1, "{\"text\":\"Hello\"}") };
    struct journal_person ana = {
        .number = 1, .recorded = true, .name = STR("Ana"), .joined_ms = 5
    };
    struct journal_unit unit = { .class_id = class->class_id,
                                 .epoch = class->epoch,
                                 .rows = rows,
                                 .row_count = 2,
                                 .people = &ana,
                                 .people_count = 1 };
    bool done = false;
    struct journal_batch batch = {
        .number = seq, .units = &unit, .unit_count = 1, .on_done = on_batch, .ctx = &done
    };
    journal_submit(store_journal(store), &batch);
    if (!wait_for(store, &done)) return ERR_BUSY;
    if (unit.result == OK) kept->acknowledged = seq + 1;
    return unit.result;
}

// ── reading ──

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    uint32_t *last = ctx;
    bool said = strcmp(row->type, "said") == 0;
    bool fits = row->seq == *last + 1 && str_eq(row->facts, STR("{\"by\":\"csr\"}")) &&
                texts == (said ? TEXT_PRESENT : TEXT_NONE) &&
                str_eq(row->texts, said ? STR("{\"text\":\"Hello\"}") : STR(""));
    if (fits) *last = row->seq;
    return fits;
}

static void on_person(void *ctx, const struct journal_person *person) {
    *(bool *)ctx = str_eq(person->name, STR("Ana"));
}

// What stands in the journal reaches as far as it was said to.
static bool is_kept(struct store *store) {
    uint32_t last = 0;
    bool ana = false;
    if (kept->acknowledged == 0) return true;
    enum err err = journal_read_stream(store_journal(store), kept->stream, 1, on_row, &last);
    if (!err)
        err = journal_list_people(store_journal(store), id_class_of(kept->stream), on_person, &ana);
    if (!err && last >= kept->acknowledged && ana) return true;
    fprintf(stderr, "%u were acknowledged, %u can be read (%s)%s\n", kept->acknowledged, last,
            err_name(err), ana ? "" : ", Ana is not known");
    return false;
}

static struct store *store_try(enum scene_end *end) {
    char why[STORE_WHY];
    struct store *store = NULL;
    enum err err = store_open(dir, STORE_SERVE, &store, why);
    if (!err) return store;
    *end = why[0] ? SCENE_REFUSED : SCENE_BROKEN;
    return NULL;
}

// Whether all was written.
static bool store_write(struct store *store) {
    struct making class = { 0 };
    struct journal_class_new what = { STR("Tuesday"), STR("facts_first"), 1, 30, 1000 };
    journal_create_class(store_journal(store), &what, on_created, &class);
    if (!wait_for(store, &class.done) || class.err) return false;
    kept->stream = id_class_stream(class.class_id);
    for (uint32_t i = 0; i < BATCHES; i++)
        if (batch_append(store, &class, 2 * i + 1) != OK) return false;
    return true;
}

static enum scene_end play_all(void) {
    enum scene_end end = SCENE_WHOLE;
    heap_open();
    struct store *store = store_try(&end);
    if (!store) return end;
    if (!store_write(store)) end = SCENE_REFUSED;
    if (!is_kept(store)) end = SCENE_BROKEN;
    store_close(store);
    store = end == SCENE_BROKEN ? NULL : store_try(&end);
    if (!store) return end;
    if (!is_kept(store)) end = SCENE_BROKEN;
    store_close(store);
    heap_close();
    return end;
}

// Reading alone, with its statements made before: a short run meets each allocation of it.
static enum scene_end play_reading(void) {
    enum scene_end end = SCENE_WHOLE;
    struct store *store = store_try(&end);
    if (!store || !store_write(store) || !is_kept(store)) return SCENE_BROKEN;
    heap_open();
    if (!is_kept(store)) end = SCENE_BROKEN;
    heap_close();
    store_close(store);
    return end;
}

static bool inspect(void) {
    enum scene_end end = SCENE_WHOLE;
    struct verify_report report = { 0 };
    struct store *store = store_try(&end);
    if (!store) fprintf(stderr, "the store does not open any more\n");
    bool well = store && is_kept(store);
    if (well && (verify_all(store, &report) != OK || report.damaged)) {
        fprintf(stderr, "verify finds %s\n", verify_finding_name(report.first));
        well = false;
    }
    if (store) store_close(store);
    folder_remove();
    *kept = (struct kept){ 0 };
    return well;
}

const struct scene scene_store = {
    .name = "store", .prepare = prepare, .play = play_all, .inspect = inspect
};

const struct scene scene_reading = {
    .name = "reading", .prepare = prepare, .play = play_reading, .inspect = inspect
};
