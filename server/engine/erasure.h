// Forgetting on request: one person of a class, or the words of one moment of a recording.
//
// Published pages quote what was said, so the pages of the calls concerned are taken back and their
// words forgotten too; they can be published again. Scores, times and who sat where stay: the
// partner's recording can still be read.
#pragma once

#include "engine/engine.h"

struct erased {
    uint32_t texts; // deleted or replaced, pages among them
    uint32_t pages; // calls whose published page was taken back
    bool pending;   // as in store/erase.h: a trace is left until a reader ends or a backup can be
                    // written
};

// `erased` is borrowed, and NULL unless err is OK. Runs once, in a later turn or at once.
typedef void (*erasure_on_done)(void *ctx, enum err err, const struct erased *erased);

// Takes a trainee out of the class, if they are in, and forgets their name and all that they wrote.
// ERR_NOT_FOUND: there is no such class or person.
void erasure_person(struct engine *e, uint32_t class_id, uint16_t person, erasure_on_done on_done,
                    void *ctx);

// Puts `replacement` in the place of every text of the event that the trainer sees as the
// moment-th of a recorded session. ERR_NOT_FOUND: there is none, or it has no words (any more).
void erasure_text(struct engine *e, uint64_t session, uint32_t moment, struct str replacement,
                  erasure_on_done on_done, void *ctx);
