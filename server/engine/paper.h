// Sheets in memory.
#pragma once

#include "engine/state.h"

// A sheet from memory or the journal; empty if nobody has begun it; NULL: there is no such session.
struct paper *paper_find(struct room *room, uint64_t stream);
// The same, begun if it was not; NULL: its rubric is gone.
struct paper *paper_begin(struct room *room, uint64_t stream, enum role role);
void paper_free(struct paper *paper);
// Its scorer was erased: their words go, what they scored stays.
void paper_forget(struct paper *paper);

// Folds what the journal has of it.
void paper_read(struct paper *paper);
// Keeps an event's texts; after it has been folded.
void paper_note(struct paper *paper, const struct sheet_event *event);
