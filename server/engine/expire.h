// Retention: what is past its class's days goes by itself.
#pragma once

#include "engine/state.h"

// Called each turn; asks the store once an hour, and at once again while there is more.
void expire_sweep(struct engine *e);
