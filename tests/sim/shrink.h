// From a run that fails to a short story that fails in the same way.
#pragma once

#include "run.h"

// Leaves out steps for as long as the fault stays of the same kind, and plays what remains once
// more, aloud. left_out: of plan->steps.
void shrink_and_tell(const struct plan *plan, const struct outcome *outcome);
