// What the simulator looks at inside an engine: nothing of it is said in engine.h, since nobody
// else needs it.
#pragma once

#include <stdbool.h>

struct engine;
struct fault;
struct ledger;

// Nothing has grown past its bound.
void inside_check_bounds(struct engine *engine, struct fault *fault);

// While nothing is staged or in flight: what is in memory is what the durable rows fold to. The
// ledger's sessions go on where they were last folded; from_start reads the journal again.
void inside_check_states(struct engine *engine, struct ledger *ledger, struct fault *fault,
                         bool from_start);
