// The journal on disk. Made by store_open; everybody else sees struct journal only.
#pragma once

#include "store/journal.h"
#include "store/rowlog.h"

struct store;

struct journal_sqlite {
    struct journal journal; // first: the ops get a pointer to it
    struct store *store;
    struct rowlog unrecorded; // rows that are never written; the loop's thread only
    bool is_in_flight;
};

void journal_sqlite_init(struct journal_sqlite *journal, struct store *store);
void journal_sqlite_deinit(struct journal_sqlite *journal);
