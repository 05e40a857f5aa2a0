// The journal of the stories. Ids and codes count up, so that a story gives the same ones each
// time.
#include "store/journal_memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/check.h"
#include "store/code.h"
#include "store/rowlog.h"

#define PEOPLE_MAX    512 // the numbers of a class
#define CLASSES_MAX   64  // more than any story has
#define CREATIONS_MAX 8   // in one turn of a story

struct memory_class {
    struct journal_class info;
    bool is_person[PEOPLE_MAX]; // by number
    struct journal_person people[PEOPLE_MAX];
};

struct creation {
    uint32_t class_id; // 0: the journal was unwell
    journal_on_created on_created;
    void *ctx;
};

struct journal_memory {
    struct journal journal; // first: the ops get a pointer to it
    int fd;
    struct rowlog rows;
    struct arena strings;
    struct memory_class *classes[CLASSES_MAX]; // id - 1
    uint32_t class_count;
    struct creation creations[CREATIONS_MAX]; // not yet told
    uint32_t creation_count;

    struct journal_batch *in_flight;
    bool is_held;
    enum err sick;       // OK while well
    enum err fault;      // of the next batch; OK: none
    uint32_t fault_unit; // class id
};

static struct journal_memory *memory_of(struct journal *journal) {
    return (struct journal_memory *)journal;
}

static void memory_wake(struct journal_memory *m) {
    uint64_t one = 1;
    CHECK(write(m->fd, &one, sizeof(one)) == sizeof(one));
}

static struct memory_class *class_find(struct journal_memory *m, uint32_t id) {
    return id >= 1 && id <= m->class_count ? m->classes[id - 1] : NULL;
}

// ── append ──

static bool digest_is_zero(const struct token_digest *digest) {
    static const struct token_digest zero;
    return memcmp(digest, &zero, sizeof(zero)) == 0;
}

// Whether nobody else in the class has this person's token.
static bool token_is_free(const struct memory_class *c, const struct journal_person *person) {
    if (digest_is_zero(&person->token)) return true;
    for (uint32_t n = 0; n < PEOPLE_MAX; n++) {
        if (n == person->number || !c->is_person[n]) continue;
        if (memcmp(&c->people[n].token, &person->token, sizeof(person->token)) == 0) return false;
    }
    return true;
}

static bool people_fit(const struct memory_class *c, const struct journal_unit *unit) {
    for (uint32_t i = 0; i < unit->people_count; i++) {
        const struct journal_person *person = &unit->people[i];
        if (person->number >= PEOPLE_MAX || !token_is_free(c, person)) return false;
    }
    return true;
}

static enum err unit_check(struct journal_memory *m, const struct journal_unit *unit) {
    const struct memory_class *c = class_find(m, unit->class_id);
    if (!c || c->info.epoch != unit->epoch) return ERR_STALE;
    bool fits = rowlog_fits(&m->rows, unit->rows, unit->row_count, false) &&
                rowlog_fits(&m->rows, unit->rows, unit->row_count, true) && people_fit(c, unit);
    return fits ? OK : ERR_CONSTRAINT;
}

static void unit_keep(struct journal_memory *m, const struct journal_unit *unit) {
    struct memory_class *c = class_find(m, unit->class_id);
    for (uint32_t i = 0; i < unit->row_count; i++) {
        rowlog_append(&m->rows, &unit->rows[i]);
    }
    for (uint32_t i = 0; i < unit->people_count; i++) {
        struct journal_person *kept = &c->people[unit->people[i].number];
        *kept = unit->people[i];
        kept->name = arena_copy(&m->strings, kept->name);
        c->is_person[kept->number] = true;
    }
    if (unit->closed_ms) c->info.closed_ms = unit->closed_ms;
}

static enum err unit_append(struct journal_memory *m, const struct journal_unit *unit) {
    if (m->sick) return m->sick;
    if (m->fault && m->fault_unit == unit->class_id) return m->fault;
    enum err err = unit_check(m, unit);
    if (!err) unit_keep(m, unit);
    return err;
}

// in_flight is empty before on_done runs: it may submit the next batch.
static void batch_complete(struct journal_memory *m) {
    struct journal_batch *batch = m->in_flight;
    if (m->fault == ERR_IO || m->fault == ERR_FULL) m->sick = m->fault;
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        batch->units[i].result = unit_append(m, &batch->units[i]);
    }
    m->fault = OK;
    m->in_flight = NULL;
    batch->on_done(batch->ctx, batch);
}

static void memory_submit(struct journal *journal, struct journal_batch *batch) {
    struct journal_memory *m = memory_of(journal);
    CHECK(!m->in_flight);
    m->in_flight = batch;
    if (!m->is_held) memory_wake(m);
}

static void creations_tell(struct journal_memory *m) {
    uint32_t count = m->creation_count;
    struct creation told[CREATIONS_MAX];
    memcpy(told, m->creations, sizeof(told));
    m->creation_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct memory_class *c = class_find(m, told[i].class_id);
        told[i].on_created(told[i].ctx, c ? OK : ERR_IO, c ? &c->info : NULL);
    }
}

static void memory_drain(struct journal *journal) {
    struct journal_memory *m = memory_of(journal);
    uint64_t count;
    if (read(m->fd, &count, sizeof(count)) < 0) CHECK(errno == EAGAIN);
    creations_tell(m);
    if (m->in_flight && !m->is_held) batch_complete(m);
}

static int memory_fd(struct journal *journal) {
    return memory_of(journal)->fd;
}

static bool memory_is_well(struct journal *journal) {
    return memory_of(journal)->sick == OK;
}

// ── read ──

static enum err memory_read_stream(struct journal *journal, uint64_t stream, uint32_t from_seq,
                                   journal_on_row on_row, void *ctx) {
    return rowlog_read(&memory_of(journal)->rows, stream, from_seq, on_row, ctx);
}

static enum err memory_list_streams(struct journal *journal, uint32_t class_id,
                                    journal_on_stream on_stream, void *ctx) {
    rowlog_list(&memory_of(journal)->rows, class_id, on_stream, ctx);
    return OK;
}

static enum err memory_list_people(struct journal *journal, uint32_t class_id,
                                   journal_on_person on_person, void *ctx) {
    const struct memory_class *c = class_find(memory_of(journal), class_id);
    for (uint32_t n = 0; c && n < PEOPLE_MAX; n++) {
        if (c->is_person[n]) on_person(ctx, &c->people[n]);
    }
    return OK;
}

static enum err memory_list_open_classes(struct journal *journal, journal_on_class on_class,
                                         void *ctx) {
    const struct journal_memory *m = memory_of(journal);
    for (uint32_t i = 0; i < m->class_count; i++) {
        if (!m->classes[i]->info.closed_ms) on_class(ctx, &m->classes[i]->info);
    }
    return OK;
}

// ── classes ──

static enum err memory_claim_class(struct journal *journal, uint32_t class_id, uint32_t *epoch) {
    struct journal_memory *m = memory_of(journal);
    struct memory_class *c = class_find(m, class_id);
    if (!c) return ERR_NOT_FOUND;
    if (m->sick) return m->sick;
    *epoch = ++c->info.epoch;
    return OK;
}

static struct memory_class *class_new(struct journal_memory *m,
                                      const struct journal_class_new *what) {
    struct memory_class *c = calloc(1, sizeof(*c));
    CHECK(c && m->class_count < CLASSES_MAX);
    m->classes[m->class_count++] = c;
    c->info = (struct journal_class){
        .id = m->class_count,
        .epoch = 1,
        .owner = what->owner,
        .retention_days = what->retention_days,
        .name = arena_copy(&m->strings, what->name),
        .doctrine = arena_copy(&m->strings, what->doctrine),
        .created_ms = what->created_ms,
    };
    code_from(m->class_count, c->info.code);
    return c;
}

static void memory_create_class(struct journal *journal, const struct journal_class_new *what,
                                journal_on_created on_created, void *ctx) {
    struct journal_memory *m = memory_of(journal);
    CHECK(m->creation_count < CREATIONS_MAX);
    uint32_t id = m->sick ? 0 : class_new(m, what)->info.id;
    m->creations[m->creation_count++] = (struct creation){ id, on_created, ctx };
    memory_wake(m);
}

static void memory_forget_stream(struct journal *journal, uint64_t stream) {
    rowlog_forget(&memory_of(journal)->rows, stream);
}

static const struct journal_ops memory_ops = {
    .submit = memory_submit,
    .drain = memory_drain,
    .fd = memory_fd,
    .is_well = memory_is_well,
    .read_stream = memory_read_stream,
    .list_streams = memory_list_streams,
    .list_people = memory_list_people,
    .list_open_classes = memory_list_open_classes,
    .claim_class = memory_claim_class,
    .create_class = memory_create_class,
    .forget_stream = memory_forget_stream,
};

// ── what a story does with it ──

struct journal_memory *journal_memory_new(void) {
    struct journal_memory *m = calloc(1, sizeof(*m));
    CHECK(m);
    m->journal.ops = &memory_ops;
    m->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    CHECK(m->fd >= 0);
    return m;
}

void journal_memory_free(struct journal_memory *m) {
    for (uint32_t i = 0; i < m->class_count; i++) {
        free(m->classes[i]);
    }
    arena_deinit(&m->strings);
    rowlog_deinit(&m->rows);
    close(m->fd);
    free(m);
}

struct journal *journal_memory_journal(struct journal_memory *m) {
    return &m->journal;
}

void journal_memory_hold(struct journal_memory *m, bool held) {
    m->is_held = held;
    if (!held && m->in_flight) memory_wake(m);
}

void journal_memory_fail_next(struct journal_memory *m, enum err err, uint32_t class_id) {
    CHECK(err == ERR_CONSTRAINT || err == ERR_STALE || err == ERR_IO || err == ERR_FULL);
    m->fault = err;
    m->fault_unit = class_id;
}

void journal_memory_heal(struct journal_memory *m) {
    m->sick = OK;
    memory_wake(m);
}

void journal_memory_crash(struct journal_memory *m) {
    m->in_flight = NULL;
    m->creation_count = 0;
    m->fault = OK;
    rowlog_forget_memory_only(&m->rows);
}
