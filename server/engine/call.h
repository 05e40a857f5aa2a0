// Sessions in memory.
#pragma once

#include "engine/state.h"

struct call *call_new(struct room *room, uint64_t stream, const struct script *script);
void call_free(struct call *call);

// Folds what the journal has of a call; false: nothing, or nothing that can be played.
bool call_read(struct call *call);

// The session a person sits in; NULL if none.
struct call *call_of_person(const struct room *room, uint16_t person);

// Sessions of earlier rounds leave memory; those that nobody may record are gone then.
void calls_forget(struct room *room, uint32_t keep_round);
