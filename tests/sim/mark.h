// Canaries: ~csr~, ~customer~ and ~trainer~ in the scenario, and in what people write ~k123~, where
// k says what kind of text it is and 123 is used once in a run.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct mark {
    struct str word; // between the tildes
    char kind;       // of what somebody wrote; 0: of the scenario
    uint32_t number; // 0: of the scenario
};

// The next canary of a text; moves *rest behind it.
bool mark_next(struct str *rest, struct mark *mark);
