// A copy of the database, made while the server goes on.
#pragma once

#include "store/store.h"

// Copies DIR/coolhead.db as it is on disk now to `file`, which must not exist. Needs no open store,
// so it works beside a running server; it blocks until it is done (call it in a process or thread
// of its own). The copy appears under its name only when it is whole and on disk. On failure `why`
// holds one sentence.
enum err backup_make(const char *dir, const char *file, char why[STORE_WHY]);

// A name that a file has just got lasts when this is OK: its folder is on disk too.
enum err backup_sync_folder(const char *file);
