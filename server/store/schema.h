// The shape of the database: made at the first start, brought up to date at a later one.
//
// PRAGMA user_version counts the shapes. schema.sql makes the present one; migrations/NNN-what.sql
// brings NNN - 1 to NNN and is never changed after its release.
#pragma once

#include "store/db.h"

struct schema {
    uint32_t version;
    const char *sql;          // makes it
    const char *const *steps; // steps[0] brings version 1 to 2, and so on: version - 1 of them
};

// The one that this program was built with.
struct schema schema_current(void);

enum schema_state {
    SCHEMA_EMPTY,   // a new file
    SCHEMA_OLDER,   // to be migrated: back it up first
    SCHEMA_CURRENT, // nothing to do
    SCHEMA_NEWER,   // written by a later program
    SCHEMA_STRANGE, // somebody else's database
};

enum err schema_read(struct db *db, const struct schema *schema, enum schema_state *state);

// Makes the empty or migrates the older, in one transaction.
enum err schema_apply(struct db *db, const struct schema *schema);
