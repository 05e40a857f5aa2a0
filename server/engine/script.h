// Scripts: a variant of a scenario, compiled for the session machine. Inside this floor, beside
// shelf.h, which hands them out.
#pragma once

#include "engine/shelf.h"

// What a schema can't say of a scenario: ids that are there twice, a twist that nobody sees, an
// offer called impossible that doesn't exist. OK, or ERR_INPUT with the fault filled.
enum err script_check(const struct cJSON *scenario, struct check_fault *fault);

void scripts_free(struct script *first);
