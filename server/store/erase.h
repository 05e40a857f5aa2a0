// Forgetting: a person, a class, whatever is past its days.
//
// Work is cut into slices of at most 50 ms, so that a live class never waits for it; it goes on
// after a crash where it stopped. What is gone from the tables is overwritten (secure_delete), cut
// from the WAL by a checkpoint, and removed from each backup in DIR/backups/; the record of
// erasures lies beside them.
#pragma once

#include "store/store.h"

struct erase_result {
    uint32_t events; // rows deleted (class, expired)
    uint32_t texts;  // texts deleted
    uint32_t people; // person rows deleted or emptied
    bool pending;    // a reader kept traces in the WAL; cut within a second of its end
};

typedef void (*erase_on_done)(void *ctx, enum err err, const struct erase_result *result);

// Deletes the texts whose subject is this person, their name, token, hand-over and page links. The
// events stay: the partner's session can be read. Whoever holds the class in memory removes the
// person there first.
void erase_person(struct store *store, uint32_t class_id, uint16_t person, ms at_ms,
                  erase_on_done on_done, void *ctx);

// Deletes a class with all it holds. Units for it are ERR_STALE from the first slice on.
// ERR_NOT_FOUND.
void erase_class(struct store *store, uint32_t class_id, ms at_ms, erase_on_done on_done,
                 void *ctx);

// Deletes the next thing past its class's retention days: a closed class all of whose events are,
// or a session (with its sheets) of a class whose days are over since its last event.
// ERR_NOT_FOUND: nothing is. Call it daily until then. Retention of 0 days means until somebody
// deletes it.
void erase_expired(struct store *store, ms now_ms, erase_on_done on_done, void *ctx);
