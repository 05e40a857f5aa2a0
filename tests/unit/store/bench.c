// What a batch of lines costs the store, beside what the disk's fdatasync costs.
//
//   store_bench                                batches of 1 to 200 lines
//   store_bench --lines 50 --batches 300       only these, for tests/load/writer to count
//   store_bench --page-size 2048 ...           in a database with other pages than SQLite's own
//
// One pair says each line, fifteen pairs are a class, and every pair has a line in every batch: as
// when all wait for the same commit.
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"
#include "base/id.h"
#include "store/store.h"

enum { PAIRS = 15, CLASSES = 14, LINES_MAX = 200, BATCHES = 1000 };

struct bench {
    char dir[64];
    struct store *store;
    struct journal_class classes[CLASSES];
    struct journal_unit units[CLASSES];
    struct journal_row rows[CLASSES][PAIRS];
    uint32_t class_count;
    uint32_t seq[CLASSES][PAIRS];
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

static void samples_print(double *us, uint32_t count) {
    qsort(us, count, sizeof(*us), by_value);
    printf("%7.0f us p50 %8.0f us p99", us[count / 2], us[count * 99 / 100]);
}

// About as many bytes at a time as a batch of fifty adds to the WAL.
static void disk_measure(const struct bench *b) {
    static char bytes[48 << 10];
    static double us[BATCHES];
    char path[128];
    snprintf(path, sizeof(path), "%s/probe", b->dir);
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0);
    for (int i = 0; i < BATCHES; i++) {
        CHECK(pwrite(fd, bytes, sizeof(bytes), (i % 80) * (off_t)sizeof(bytes)) > 0);
        double from = clock_us(CLOCK_MONOTONIC);
        fdatasync(fd);
        us[i] = clock_us(CLOCK_MONOTONIC) - from;
    }
    close(fd);
    unlink(path);
    printf("fdatasync of 48 KiB ");
    samples_print(us, BATCHES);
    printf("\n");
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

static void line_fill(struct bench *b, uint32_t c, uint32_t pair) {
    uint32_t seq = ++b->seq[c][pair];
    b->rows[c][pair] = (struct journal_row){
        .stream = id_session(b->classes[c].id, 1, 1 + pair),
        .seq = seq,
        .v = 1,
        .subject = (uint16_t)(1 + 2 * pair + seq % 2),
        .type = "said",
        .play_ms = 1000 * (ms)seq,
        .up_ms = 1000 * (ms)seq,
        .wall_ms = 1760000000000 + 1000 * (ms)seq,
        .facts = STR("{\"by\":\"csr\",\"act\":\"plain\",\"words\":20,\"phrases\":[\"apology\"],"
                     "\"person\":12,"
                     "\"instance\":34,\"id\":56}"),
        .texts = STR("{\"text\":\"I am sorry that it is late. I will find out where it is and call "
                     "you back by four.\"}"),
    };
}

static uint32_t units_fill(struct bench *b, uint32_t lines) {
    uint32_t count = 0;
    for (uint32_t line = 0; line < lines; line++) {
        uint32_t c = line / PAIRS, pair = line % PAIRS;
        line_fill(b, c, pair);
        if (pair > 0) {
            b->units[c].row_count++;
            continue;
        }
        b->units[count++] = (struct journal_unit){
            .class_id = b->classes[c].id,
            .epoch = b->classes[c].epoch,
            .rows = b->rows[c],
            .row_count = 1,
        };
    }
    return count;
}

static void batches_measure(struct bench *b, uint32_t lines, uint32_t batches) {
    double *us = calloc(batches, sizeof(*us));
    CHECK(us);
    double cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID);
    for (uint32_t i = 0; i < batches; i++) {
        struct journal_batch batch = { i + 1, b->units, units_fill(b, lines), on_done, b };
        double from = clock_us(CLOCK_MONOTONIC);
        journal_submit(store_journal(b->store), &batch);
        wait_for(b, &b->done, b->done + 1);
        us[i] = clock_us(CLOCK_MONOTONIC) - from;
    }
    cpu = clock_us(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("batch of %3u lines  ", lines);
    samples_print(us, batches);
    printf(" %6.1f us of processor a line\n", cpu / batches / lines);
    free(us);
}

// A store keeps the pages of a database that is there already.
static void pages_choose(const struct bench *b, const char *size) {
    char path[128], sql[64];
    sqlite3 *db;
    snprintf(path, sizeof(path), "%s/coolhead.db", b->dir);
    snprintf(sql, sizeof(sql), "PRAGMA page_size = %s; VACUUM", size);
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    CHECK(sqlite3_close(db) == SQLITE_OK);
}

static void bench_open(struct bench *b, const char *page_size) {
    char why[STORE_WHY];
    const char *tmp = getenv("TMPDIR");
    snprintf(b->dir, sizeof(b->dir), "%.40s/coolhead-bench-XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(b->dir));
    if (page_size) pages_choose(b, page_size);
    enum err err = store_open(b->dir, STORE_SERVE, &b->store, why);
    if (err) printf("%s\n", why);
    CHECK(!err);
    for (uint32_t i = 0; i < CLASSES; i++) {
        const struct journal_class_new what = { STR("Bench"), STR("lead"), 1, 30, 1 };
        journal_create_class(store_journal(b->store), &what, on_created, b);
    }
    wait_for(b, &b->class_count, CLASSES);
}

static int on_entry(const char *path, const struct stat *stat, int kind, struct FTW *at) {
    (void)stat, (void)kind, (void)at;
    return remove(path);
}

static void bench_close(struct bench *b) {
    store_close(b->store);
    nftw(b->dir, on_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *option(int argc, char **argv, const char *name) {
    for (int i = 1; i + 1 < argc; i++) {
        if (strcmp(argv[i], name) == 0) return argv[i + 1];
    }
    return NULL;
}

int main(int argc, char **argv) {
    static const uint32_t sizes[] = { 1, 2, 5, 10, 50, 200 };
    static struct bench b;
    const char *lines = option(argc, argv, "--lines"), *batches = option(argc, argv, "--batches");
    bench_open(&b, option(argc, argv, "--page-size"));
    if (lines) {
        int count = atoi(lines);
        CHECK(count >= 1 && count <= LINES_MAX);
        batches_measure(&b, (uint32_t)count, batches ? (uint32_t)atoi(batches) : BATCHES);
    } else {
        disk_measure(&b);
        for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
            batches_measure(&b, sizes[i], BATCHES);
        }
    }
    bench_close(&b);
    return 0;
}
