// What a batch costs, beside what the disk's fdatasync costs: the figures of docs/decisions/0002.
//
// One class a unit, two events a session (one of them said), as a turn of a busy school has them.
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/id.h"
#include "store/store.h"

enum { CLASSES = 20, SESSIONS = 5, EVENTS = 2, ROWS = SESSIONS * EVENTS, BATCHES = 1000 };

struct bench {
    struct store *store;
    struct journal_class classes[CLASSES];
    struct journal_unit units[CLASSES];
    struct journal_row rows[CLASSES][ROWS];
    uint32_t class_count;
    uint32_t done;
};

static double clock_us(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void samples_print(const char *what, double *us, int count) {
    qsort(us, (size_t)count, sizeof(*us), by_value);
    printf("%-28s p50 %7.0f us   p99 %7.0f us   max %7.0f us\n", what, us[count / 2],
           us[count * 99 / 100], us[count - 1]);
}

// About as many bytes at a time as a batch adds to the WAL.
static void disk_measure(const char *dir) {
    static char bytes[128 << 10];
    static double us[BATCHES];
    char path[256];
    snprintf(path, sizeof(path), "%s/probe", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0);
    for (int i = 0; i < BATCHES; i++) {
        CHECK(pwrite(fd, bytes, sizeof(bytes), (i % 32) * (off_t)sizeof(bytes)) > 0);
        double from = clock_us(CLOCK_MONOTONIC);
        fdatasync(fd);
        us[i] = clock_us(CLOCK_MONOTONIC) - from;
    }
    close(fd);
    unlink(path);
    samples_print("fdatasync of 128 KiB", us, BATCHES);
}

static void wait_for(struct bench *b, const uint32_t *count, uint32_t target) {
    while (*count < target) {
        struct pollfd p = { .fd = store_fd(b->store), .events = POLLIN };
        CHECK(poll(&p, 1, -1) == 1);
        store_drain(b->store);
    }
}

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct bench *b = ctx;
    CHECK(err == OK);
    b->classes[b->class_count++] = *class;
}

static void on_done(void *ctx, struct journal_batch *batch) {
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        CHECK(batch->units[i].result == OK);
    }
    ((struct bench *)ctx)->done++;
}

static void unit_fill(struct bench *b, int c, uint32_t turn, uint32_t row_count) {
    b->units[c] = (struct journal_unit){ .class_id = b->classes[c].id,
                                         .epoch = b->classes[c].epoch,
                                         .rows = b->rows[c],
                                         .row_count = row_count };
    for (uint32_t i = 0; i < row_count; i++) {
        b->rows[c][i] = (struct journal_row){
            .stream = id_session(b->classes[c].id, 1, 1 + i / EVENTS),
            .seq = turn * EVENTS + 1 + i % EVENTS,
            .v = 1,
            .subject = (uint16_t)(1 + i),
            .type = i % 2 ? "said" : "typing_started",
            .wall_ms = 1760000000000,
            .facts = STR("{\"type\":\"said\",\"by\":\"csr\",\"instance\":12,\"counter\":34,"
                         "\"words\":14,\"classes\":4}"),
            .texts = i % 2 ? STR("{\"text\":\"I am sorry that it is late. I will find out where "
                                 "it is and call you back by four.\"}")
                           : (struct str){ NULL, 0 },
        };
    }
}

static void batches_measure(struct bench *b, const char *what, uint32_t classes, uint32_t rows) {
    static double us[BATCHES];
    static uint32_t turns;
    struct journal_batch batch = { 1, b->units, classes, on_done, b };
    double cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < BATCHES; i++, turns++) {
        for (uint32_t c = 0; c < classes; c++) {
            unit_fill(b, (int)c, turns, rows);
        }
        double from = clock_us(CLOCK_MONOTONIC);
        journal_submit(store_journal(b->store), &batch);
        wait_for(b, &b->done, turns + 1);
        us[i] = clock_us(CLOCK_MONOTONIC) - from;
    }
    cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    samples_print(what, us, BATCHES);
    printf("%-28s %.1f us of CPU time\n", "  each row", cpu / (BATCHES * classes * rows));
}

int main(void) {
    static struct bench b;
    char dir[] = "/tmp/coolhead-bench-XXXXXX", why[STORE_WHY];
    CHECK(mkdtemp(dir));
    disk_measure(dir);
    if (store_open(dir, STORE_SERVE, &b.store, why)) {
        printf("%s\n", why);
        return 1;
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        const struct journal_class_new what = { STR("Bench"), STR("lead"), 1, 30, 1 };
        journal_create_class(store_journal(b.store), &what, on_created, &b);
    }
    wait_for(&b, &b.class_count, CLASSES);
    batches_measure(&b, "batch of 200 events on disk", CLASSES, ROWS);
    batches_measure(&b, "batch of 2 events on disk", 1, EVENTS);
    store_close(b.store);
    printf("left in %s\n", dir);
    return 0;
}
