// The named formats of the schemas: what a string may look like, beyond its length.
//
// Written here and once more in protocol/formats.mjs for ajv and the client, instead of `pattern`:
// dialects of regular expressions differ, and compiling one per message costs more than parsing.
// tests/contract holds the two against each other.
#pragma once

#include <stdbool.h>

#include "base/str.h"

struct format {
    const char *name;                 // as in the schemas
    bool (*accepts)(struct str text); // text is valid UTF-8
    const char *advice;               // what to write: "use ...", for the fault's sentence
};

// The format of that name, or NULL. Static.
const struct format *format_find(struct str name);

// The formats from 0 on; NULL behind the last. For tests.
const struct format *format_at(unsigned index);
