// The shelf's own memory, for shelf.c, script.c and card.c.
#pragma once

#include "engine/shelf.h"

enum { TECHNIQUE_FILES_MAX = 16 };

struct shelf {
    struct store *store;
    struct edition *first, **last;
    struct script *scripts; // compiled so far
    struct cJSON *techniques[TECHNIQUE_FILES_MAX];
    int techniques_count;
};
