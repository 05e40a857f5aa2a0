// Forgetting: a person, a class, whatever is past its days.
//
// Work is cut into slices of at most 50 ms, so that a live class never waits for it; it goes on
// after a crash where it stopped. What is gone from the tables is overwritten (secure_delete), cut
// from the WAL by a checkpoint, and removed from each backup in DIR/backups/; the record of
// erasures lies beside them.
#pragma once

#include "store/store.h"

struct erase_result {
    uint64_t stream; // what was erased: of a class its stream, else the session's or the text's
    uint32_t events; // rows deleted
    uint32_t texts;  // the same, redacted ones too
    bool pending;    // traces are left: in the WAL, where a reader was in the way (cut within a
                     // second of its end), or in a backup that could not be written (at next start)
};

// `result` is borrowed, and NULL unless err is OK.
typedef void (*erase_on_done)(void *ctx, enum err err, const struct erase_result *result);

// Deletes the texts whose subject is this person, their name, token, hand-over and page links. The
// events stay: the partner's session can be read. Whoever holds the class in memory removes the
// person there first. ERR_NOT_FOUND.
void erase_person(struct store *store, uint32_t class_id, uint16_t person, ms at_ms,
                  erase_on_done on_done, void *ctx);

// Puts other texts (bytes of a JSON object) in the place of those of one event. ERR_NOT_FOUND: it
// has none, or no longer.
void erase_text(struct store *store, uint64_t stream, uint32_t seq, struct str replacement,
                ms at_ms, erase_on_done on_done, void *ctx);

// Deletes a class with all it holds. Units for it are ERR_STALE from the first slice on.
// ERR_NOT_FOUND.
void erase_class(struct store *store, uint32_t class_id, ms at_ms, erase_on_done on_done,
                 void *ctx);

// Deletes one thing that is past its class's retention days: a class that closed so long ago, or a
// session (with its sheets) whose last event is so old. ERR_NOT_FOUND: nothing is. Call it daily
// until then. 0 days mean until somebody deletes it.
void erase_expired(struct store *store, ms now_ms, erase_on_done on_done, void *ctx);
