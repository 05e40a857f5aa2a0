// A journal in memory, for stories: no thread, no clock, nothing happens until it is told to.
//
// It keeps the promises of journal.h (fencing, dense seq, all or nothing per unit), so what a story
// learns here holds on SQLite too. By default a batch completes at the next drain; held, it stays
// in flight until it is released.
#pragma once

#include "store/journal.h"

struct journal_memory;

struct journal_memory *journal_memory_new(void);
void journal_memory_free(struct journal_memory *memory);

// Borrowed, as long-lived as `memory`.
struct journal *journal_memory_journal(struct journal_memory *memory);

// true: batches stay in flight, a slow disk; false: they complete at the next drain.
void journal_memory_hold(struct journal_memory *memory, bool held);

// The next batch that completes fails: ERR_CONSTRAINT or ERR_STALE in the unit of `class_id` alone,
// ERR_IO or ERR_FULL in every unit (class_id is ignored), and the journal is unwell until
// journal_memory_heal.
void journal_memory_fail_next(struct journal_memory *memory, enum err err, uint32_t class_id);
void journal_memory_heal(struct journal_memory *memory);

// The process died: the batch in flight never happened (its on_done never runs), memory-only rows
// are gone, the completed rest stays. Free the engine first, then call this, then load a new engine
// from the same journal.
void journal_memory_crash(struct journal_memory *memory);
