// Writing: one unit of a batch, in the transaction of the batch. On the writer's thread.
#pragma once

#include "store/db.h"
#include "store/journal.h"
#include "store/memo.h"

// Writes the unit, all of it or nothing, and sets its result: OK, ERR_CONSTRAINT or ERR_STALE.
// Returns only what concerns the whole batch: the disk's errors.
enum err unit_append(struct db *db, struct memo *memo, struct journal_unit *unit);
