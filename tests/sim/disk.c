#include "disk.h"

#include "base/check.h"

static struct disk *the_disk; // one at a time: a journal's ops know no context but the journal
static const struct journal_ops *memory_ops;

static struct journal *inner(const struct disk *disk) {
    return journal_memory_journal(disk->memory);
}

// ── what the engine calls ──

static void on_written(void *ctx, struct journal_batch *batch) {
    struct disk *disk = ctx;
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        const struct journal_unit *unit = &batch->units[i];
        if (unit->result != OK) continue;
        for (uint32_t k = 0; k < unit->row_count; k++)
            ledger_enter(disk->ledger, unit->class_id, &unit->rows[k]);
        for (uint32_t k = 0; k < unit->people_count; k++)
            ledger_person(disk->ledger, &unit->people[k]);
    }
    disk->written = true;
}

static void on_submit(struct journal *journal, struct journal_batch *batch) {
    struct disk *disk = the_disk;
    disk->batch = batch;
    disk->on_done = batch->on_done;
    disk->ctx = batch->ctx;
    batch->on_done = on_written;
    batch->ctx = disk;
    disk->written = false;
    disk->write_at = disk->now + chance_between(&disk->chance, 0, disk->slowest);
    disk->tell_at = disk->write_at + chance_between(&disk->chance, 0, 1 + disk->slowest / 4);
    memory_ops->submit(journal, batch);
}

static void on_drain(struct journal *journal) {
    struct disk *disk = the_disk;
    memory_ops->drain(journal); // new classes
    struct journal_batch *batch = disk->batch;
    if (!batch || !disk->written || disk->tell_at > disk->now) return;
    disk->batch = NULL;
    disk->write_at = disk->tell_at = MS_NEVER;
    batch->on_done = disk->on_done;
    batch->ctx = disk->ctx;
    batch->on_done(batch->ctx, batch);
}

static void on_forget(struct journal *journal, uint64_t stream) {
    memory_ops->forget_stream(journal, stream);
    ledger_forget(the_disk->ledger, stream);
}

void disk_open(struct disk *disk, struct ledger *ledger) {
    static struct journal_ops ops;
    *disk = (struct disk){ .ledger = ledger, .slowest = 5 };
    disk->write_at = disk->tell_at = disk->heal_at = MS_NEVER;
    disk->memory = journal_memory_new();
    memory_ops = inner(disk)->ops;
    ops = *memory_ops;
    ops.submit = on_submit;
    ops.drain = on_drain;
    ops.forget_stream = on_forget;
    inner(disk)->ops = &ops;
    journal_memory_hold(disk->memory, true);
    the_disk = disk;
}

void disk_close(struct disk *disk) {
    journal_memory_free(disk->memory);
}

struct journal *disk_journal(struct disk *disk) {
    return inner(disk);
}

// ── time ──

static void write(struct disk *disk) {
    if (disk->fault != OK) journal_memory_fail_next(disk->memory, disk->fault, disk->fault_class);
    if (disk->fault == ERR_IO || disk->fault == ERR_FULL)
        disk->heal_at = disk->now + chance_between(&disk->chance, 500, 20000);
    disk->fault = OK;
    journal_memory_hold(disk->memory, false);
    memory_ops->drain(inner(disk));
    journal_memory_hold(disk->memory, true);
}

ms disk_due(const struct disk *disk) {
    ms batch = !disk->batch ? MS_NEVER : disk->written ? disk->tell_at : disk->write_at;
    return ms_min(batch, disk->heal_at);
}

void disk_advance(struct disk *disk, ms now) {
    disk->now = now;
    if (disk->heal_at <= now) disk_heal(disk);
    if (disk->batch && !disk->written && disk->write_at <= now) write(disk);
}

bool disk_has_news(const struct disk *disk) {
    return disk->batch && disk->written && disk->tell_at <= disk->now;
}

// ── faults ──

void disk_fail_next(struct disk *disk, enum err err, uint32_t class_id) {
    disk->fault = err;
    disk->fault_class = class_id;
}

void disk_heal(struct disk *disk) {
    disk->heal_at = MS_NEVER;
    journal_memory_heal(disk->memory);
}

// Some of the batch's units, in any order.
static void units_choose(struct journal_batch *batch, struct chance *chance) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->unit_count; i++) {
        if (chance_one_in(chance, 2)) continue;
        struct journal_unit unit = batch->units[i];
        batch->units[i] = batch->units[kept];
        batch->units[kept++] = unit;
    }
    batch->unit_count = kept;
}

void disk_crash(struct disk *disk, struct chance *chance) {
    if (disk->batch && !disk->written) {
        uint32_t fate = chance_below(chance, 3);
        if (fate == 1) units_choose(disk->batch, chance);
        if (fate > 0) write(disk);
    }
    disk->batch = NULL;
    disk->fault = OK;
    disk->write_at = disk->tell_at = MS_NEVER;
    disk_heal(disk);
}

void disk_forget_unrecorded(struct disk *disk) {
    journal_memory_crash(disk->memory);
    ledger_forget_unrecorded(disk->ledger);
}
