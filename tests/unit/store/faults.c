// A disk that is full, broken or slow (server/store/writer.c), and a process that is killed.
#include "world.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "faulty_disk.h"
#include "store/verify.h"

static int disk_up(void **state) {
    faulty_disk_set(DISK_OK);
    return world_up(state);
}

static int disk_down(void **state) {
    faulty_disk_set(DISK_OK);
    return world_down(state);
}

static struct batch *batch_of(const struct journal_class *class, uint32_t seq) {
    struct batch *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    batch_unit(b, class->id, class->epoch);
    batch_said(b, id_class_stream(class->id), seq, 1, "{\"text\":\"Hello\"}");
    return b;
}

// Blocks on the descriptor until the store says that it is well again.
static void well_wait(struct world *w) {
    while (!journal_is_well(w->journal)) {
        struct pollfd p = { .fd = store_fd(w->store), .events = POLLIN };
        assert_int_equal(poll(&p, 1, 60000), 1);
        store_drain(w->store);
    }
}

static void assert_fails_and_recovers(struct world *w, enum disk_fault fault, enum err err) {
    struct journal_class class = world_class(w), other = world_class(w);
    struct batch *b = batch_of(&class, 1);
    batch_unit(b, other.id, other.epoch);
    batch_event(b, id_class_stream(other.id), 1);
    assert_true(journal_is_well(w->journal));

    faulty_disk_set(fault);
    batch_commit(w, b);
    assert_int_equal(b->units[0].result, err); // each unit
    assert_int_equal(b->units[1].result, err);
    assert_false(journal_is_well(w->journal));
    batch_commit(w, b); // at once, without trying
    assert_int_equal(b->units[0].result, err);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, id_class_stream(class.id), 1), ERR_NOT_FOUND);

    faulty_disk_set(DISK_OK);
    well_wait(w);
    assert_int_equal(batch_commit(w, b), OK);
    assert_int_equal(b->units[1].result, OK);
    free(b);
}

static void a_full_disk_fails_the_whole_batch_and_is_probed(void **state) {
    assert_fails_and_recovers(*state, DISK_FULL, ERR_FULL);
}

static void an_io_error_fails_the_whole_batch_and_is_probed(void **state) {
    assert_fails_and_recovers(*state, DISK_BAD, ERR_IO);
}

static void unrecorded_rows_fail_with_the_disk(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = batch_of(&class, 1);
    uint64_t call = id_session(class.id, 1, 1);
    batch_event(b, call, 1)->memory_only = true;
    faulty_disk_set(DISK_FULL);
    assert_int_equal(batch_commit(w, b), ERR_FULL);
    struct heard h;
    assert_int_equal(heard_read(&h, w->journal, call, 1), ERR_NOT_FOUND);
    free(b);
}

static void nothing_is_told_before_it_is_on_disk(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = batch_of(&class, 1);
    faulty_disk_set(DISK_SYNC_HANGS);
    journal_submit(w->journal, &b->batch);
    faulty_disk_wait_for_sync();
    struct pollfd p = { .fd = store_fd(w->store), .events = POLLIN };
    assert_int_equal(poll(&p, 1, 0), 0);
    store_drain(w->store);
    assert_false(b->is_done);

    faulty_disk_set(DISK_OK);
    world_wait(w, &b->is_done);
    assert_int_equal(b->units[0].result, OK);
    free(b);
}

static void a_batch_costs_one_sync(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *first = batch_of(&class, 1), *b = calloc(1, sizeof(*b));
    assert_int_equal(batch_commit(w, first), OK);
    batch_unit(b, class.id, class.epoch);
    for (uint32_t seq = 2; seq < 60; seq++) {
        batch_said(b, id_class_stream(class.id), seq, 1, "{\"text\":\"Hello\"}");
    }
    int before = faulty_disk_syncs();
    assert_int_equal(batch_commit(w, b), OK);
    assert_int_equal(faulty_disk_syncs() - before, 1);
    free(first);
    free(b);
}

// In a child, since the process ends; what it still says goes to a pipe.
static void a_failed_fsync_ends_the_process_with_a_line(void **state) {
    struct world *w = *state;
    world_close(w);
    int out[2];
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) {
        log_to(out[1]);
        world_open(w);
        struct journal_class class = world_class(w);
        faulty_disk_set(DISK_SYNC_FAILS);
        batch_commit(w, batch_of(&class, 1));
        _exit(0);
    }
    close(out[1]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    char line[512] = "";
    assert_true(read(out[0], line, sizeof(line) - 1) > 0);
    assert_non_null(strstr(line, "error fsync_failed"));
    close(out[0]);
}

// ── kill -9 ──

// Appends three events a batch, for ever, and tells each committed seq through the pipe.
static void append_for_ever(struct world *w, const struct journal_class *class, uint32_t seq,
                            int out) {
    world_open(w);
    uint64_t stream = id_class_stream(class->id);
    for (;; seq += 3) {
        struct batch *b = batch_of(class, seq);
        batch_event(b, stream, seq + 1);
        batch_event(b, stream, seq + 2);
        if (batch_commit(w, b) != OK) _exit(1);
        uint32_t committed = seq + 2;
        if (write(out, &committed, sizeof(committed)) != sizeof(committed)) _exit(1);
        free(b);
    }
}

// The last seq that a child had on disk when it was killed, after `patience` batches.
static uint32_t run_and_kill(struct world *w, const struct journal_class *class, uint32_t seq,
                             int patience) {
    int out[2];
    uint32_t told = seq - 1;
    assert_int_equal(pipe(out), 0);
    pid_t child = fork();
    if (child == 0) append_for_ever(w, class, seq, out[1]);
    close(out[1]);
    for (int i = 0; i < patience; i++) {
        assert_int_equal(read(out[0], &told, sizeof(told)), sizeof(told));
    }
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    while (read(out[0], &told, sizeof(told)) == sizeof(told)) {
    }
    close(out[0]);
    return told;
}

static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    (void)stream, (void)memory_only;
    *(uint32_t *)ctx = last_seq;
}

static void a_killed_process_leaves_whole_batches(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    uint32_t on_disk = 0;
    for (int kills = 0; kills < 20; kills++) {
        world_close(w);
        uint32_t told = run_and_kill(w, &class, on_disk + 1, 1 + kills % 7);
        world_open(w);
        journal_list_streams(w->journal, class.id, on_stream, &on_disk);
        assert_true(on_disk == told || on_disk == told + 3); // the batch that nobody was told of
        struct verify_report report;
        assert_int_equal(verify_all(w->store, &report), OK);
        assert_int_equal(report.damaged, 0);
        assert_int_equal(report.events, on_disk);
    }
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, disk_up, disk_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(a_full_disk_fails_the_whole_batch_and_is_probed),
        STORY(an_io_error_fails_the_whole_batch_and_is_probed),
        STORY(unrecorded_rows_fail_with_the_disk),
        STORY(nothing_is_told_before_it_is_on_disk),
        STORY(a_batch_costs_one_sync),
        STORY(a_failed_fsync_ends_the_process_with_a_line),
        STORY(a_killed_process_leaves_whole_batches),
    };
    faulty_disk_install();
    return cmocka_run_group_tests(stories, NULL, NULL);
}
