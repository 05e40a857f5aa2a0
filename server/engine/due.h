// Calls in order of their next deadline.
#pragma once

#include "engine/state.h"

// Computes the call's deadline anew from its state and moves it to its place.
void due_update(struct call *call);
void due_remove(struct call *call);
struct call *due_first(const struct engine *e); // NULL: none has a deadline
