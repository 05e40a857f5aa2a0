// Rows of one table by few statements: what a statement costs beside its rows, opening and closing
// the table among it, is as much as a small row, and is paid once for sixteen of them.
//
//   static const struct bulk nonces =
//       BULK(struct key_nonce, "INSERT OR FAIL INTO nonce (bytes)", "(?)", nonce_bind);
//   enum err err = bulk_insert(db, &nonces, rows, count);
//
// OR FAIL, because SQLite would else keep each page as it was, so that it can undo this statement
// alone. Nobody needs that: after an error the whole transaction or savepoint is undone.
#pragma once

#include "store/db.h"

enum { BULK_ROWS = 16 }; // of one statement at most; with 50 a line costs 3 % less, no more

struct bulk {
    size_t size; // of a row in memory
    void (*bind)(struct query *q, const void *row);
    const char *sixteen, *four, *one; // the statement for so many rows
};

#define BULK(type, insert, row, bind_row)                                                          \
    {                                                                                              \
        .size = sizeof(type), .bind = bind_row, .sixteen = insert " VALUES " BULK_4(BULK_4(row)),  \
        .four = insert " VALUES " BULK_4(row), .one = insert " VALUES " row,                       \
    }
#define BULK_4(row) row "," row "," row "," row

enum err bulk_insert(struct db *db, const struct bulk *bulk, const void *rows, uint32_t count);
