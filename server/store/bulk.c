// Sixteen rows as often as they are there, then four, then one.
#include "store/bulk.h"

static enum err some_insert(struct db *db, const struct bulk *bulk, const char *sql,
                            const char *rows, uint32_t count) {
    struct query q = db_query(db, sql);
    for (uint32_t i = 0; i < count; i++) {
        bulk->bind(&q, rows + i * bulk->size);
    }
    return query_run(&q);
}

enum err bulk_insert(struct db *db, const struct bulk *bulk, const void *rows, uint32_t count) {
    enum err err = OK;
    const char *next = rows;
    while (!err && count > 0) {
        uint32_t some = count >= BULK_ROWS ? BULK_ROWS : count >= 4 ? 4 : 1;
        const char *sql = some == BULK_ROWS ? bulk->sixteen : some == 4 ? bulk->four : bulk->one;
        err = some_insert(db, bulk, sql, next, some);
        next += some * bulk->size;
        count -= some;
    }
    return err;
}
