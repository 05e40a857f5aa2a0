// The disk of a run: the journal in memory, with a time for everything and faults on demand.
//
// A batch is on the disk for a while before anybody is told: reads run ahead of what the engine
// knows, as they do with a writer thread. What is durable goes into the ledger at that moment.
#pragma once

#include <stdbool.h>

#include "base/time.h"
#include "chance.h"
#include "ledger.h"
#include "store/journal_memory.h"

struct disk {
    struct journal_memory *memory;
    struct ledger *ledger;
    struct journal_batch *batch; // in flight; NULL: none
    void (*on_done)(void *ctx,
                    struct journal_batch *batch); // the engine's, while ours stands there
    void *ctx;
    bool written;         // the batch is on the disk
    ms write_at, tell_at; // MS_NEVER: no batch
    ms slowest;           // a batch takes at most that long
    ms heal_at;           // while it can't write; MS_NEVER: it can
    ms now;
    struct chance chance; // of the step that is being played
    enum err fault;       // of the next batch
    uint32_t fault_class;
};

void disk_open(struct disk *disk, struct ledger *ledger);
void disk_close(struct disk *disk);
struct journal *disk_journal(struct disk *disk);

ms disk_due(const struct disk *disk);
void disk_advance(struct disk *disk, ms now); // writes and heals what is due
bool disk_has_news(const struct disk *disk);  // for a drain

// The next batch fails: one class's unit (ERR_CONSTRAINT), or all, until it heals.
void disk_fail_next(struct disk *disk, enum err err, uint32_t class_id);
void disk_heal(struct disk *disk);

// The process has died. What was not yet written is lost, or was written after all: whole, or some
// classes of it. Call it while the engine's memory is still there.
void disk_crash(struct disk *disk, struct chance *chance);
void disk_forget_unrecorded(struct disk *disk); // after the engine is gone
