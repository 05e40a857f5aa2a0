// What a story may see of an engine from inside: nothing of it is said in engine.h, since nobody
// else needs it.
#pragma once

#include "base/time.h"

struct engine;
struct stage;

// The time that a crash would cost: what the running calls have played since the last event that is
// on disk, the most of any of them.
ms inside_unsaved(struct engine *engine);

// The class, its sessions and sheets in memory have the state that its journal rows fold to.
void inside_check_states(struct stage *stage);
