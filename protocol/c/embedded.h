// The files of protocol/schema as bytes in the program; the build writes embedded.c from them.
#pragma once

#include "base/str.h"

struct embedded_schema {
    const char *name; // "common.json"
    struct str bytes;
};

extern const struct embedded_schema embedded_schemas[];
extern const unsigned embedded_schemas_count;
