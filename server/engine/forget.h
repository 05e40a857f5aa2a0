// What nobody may record: gone from memory when its round is.
#pragma once

#include "engine/state.h"

// With the next commit: of unrecorded sessions and their sheets only this round's are kept on (0:
// nothing).
void forget_unrecorded(struct room *room, uint32_t keep_round);

// All of them, when the room itself goes.
void forget_all(struct room *room);
