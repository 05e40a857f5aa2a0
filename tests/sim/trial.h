// A run in a process of its own, so that a failed CHECK, a report of a sanitizer or an endless loop
// is an outcome like any other.
#pragma once

#include "run.h"

void trial_play(const struct plan *plan, struct outcome *outcome);
