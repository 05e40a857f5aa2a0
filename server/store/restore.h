// The way back from a backup.
#pragma once

#include "store/verify.h"

// Puts the copy `file` in the place of DIR/coolhead.db, while no server runs. The copy is tried in
// a folder of its own first: brought to the present version, made to forget what was erased since
// it was made (DIR/backups/erasures), and verified; only then the database that was there moves to
// DIR/backups/, as before-restore-MS.db. On failure nothing has changed and `why` holds one
// sentence:
//  ERR_BUSY      a server has the data folder
//  ERR_NOT_FOUND there is no such file
//  ERR_STALE     the copy was written by a newer Coolhead
//  ERR_CORRUPT   it is no database of Coolhead, or not as it was written; `report` says where
enum err restore_from(const char *dir, const char *file, ms now_ms, struct verify_report *report,
                      char why[STORE_WHY]);
