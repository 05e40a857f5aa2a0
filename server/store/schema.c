// Versions of the database's shape.
#include "store/schema.h"

#include <stdio.h>

#include "base/check.h"
#include "store/schema_sql.h"

#define APPLICATION_ID 0x436f6f6c // "Cool": tells our files from other SQLite databases

struct schema schema_current(void) {
    return (struct schema){ schema_version, schema_sql, schema_steps };
}

static enum err pragma_read(struct db *db, const char *sql, int64_t *value) {
    struct query q = db_query(db, sql);
    if (query_next(&q)) *value = query_get_i64(&q, 0);
    return query_end(&q);
}

enum err schema_read(struct db *db, const struct schema *schema, enum schema_state *state) {
    int64_t application = 0, version = 0, tables = 0;
    enum err err = pragma_read(db, "PRAGMA application_id", &application);
    if (!err) err = pragma_read(db, "PRAGMA user_version", &version);
    if (!err) err = pragma_read(db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (err) return err;

    if (tables == 0 && version == 0)
        *state = SCHEMA_EMPTY;
    else if (application != APPLICATION_ID || version < 1)
        *state = SCHEMA_STRANGE;
    else if (version > schema->version)
        *state = SCHEMA_NEWER;
    else
        *state = version < schema->version ? SCHEMA_OLDER : SCHEMA_CURRENT;
    return OK;
}

static enum err version_write(struct db *db, uint32_t version) {
    char sql[96];
    snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = %u;",
             APPLICATION_ID, version);
    return db_execute(db, sql);
}

static enum err steps_run(struct db *db, const struct schema *schema) {
    int64_t version = 0;
    enum err err = pragma_read(db, "PRAGMA user_version", &version);
    if (!err && version == 0) return db_execute(db, schema->sql);
    for (; !err && version < schema->version; version++) {
        err = db_execute(db, schema->steps[version - 1]);
    }
    return err;
}

enum err schema_apply(struct db *db, const struct schema *schema) {
    enum err err = db_execute(db, "BEGIN IMMEDIATE");
    if (err) return err;
    err = steps_run(db, schema);
    if (!err) err = version_write(db, schema->version);
    if (!err) err = db_execute(db, "COMMIT");
    if (err) db_execute(db, "ROLLBACK");
    return err;
}
