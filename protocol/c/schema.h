// The compiled form of a schema: written by compile.c, read by check.c, seen by nobody else.
//
// A pointer that is NULL, a minimum of 0 and a maximum of UINT32_MAX say nothing, so that a zeroed
// node with its maxima set is the schema {}.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "protocol/format.h"

struct cJSON;

enum schema_type {
    TYPE_NULL = 1 << 0,
    TYPE_BOOLEAN = 1 << 1,
    TYPE_INTEGER = 1 << 2,
    TYPE_NUMBER = 1 << 3,
    TYPE_STRING = 1 << 4,
    TYPE_ARRAY = 1 << 5,
    TYPE_OBJECT = 1 << 6,
};

// As many as the scanner lets into one object; each has a bit while an object is checked.
enum { SCHEMA_PROPERTIES_MAX = 64 };

struct property {
    const char *name;
    const struct schema *schema; // NULL: only required, not declared
    bool required;
};

struct schema_bounds {
    uint32_t min, max;
};

// oneOf or anyOf. When every branch is an object with a required property of the same name and a
// constant string of its own in it ("type": "say"), that string picks the branch.
struct choice {
    const struct schema **branches;
    uint32_t count;
    const char *key;     // the name of that property; NULL: every branch is tried
    const char **values; // its constant in each branch
    bool exactly_one;
};

struct schema {
    uint32_t types; // bits of enum schema_type; 0: any
    bool never;     // the schema `false`
    bool unique_items;
    bool minimum_set, maximum_set;
    double minimum, maximum;
    struct schema_bounds length, items_count, members_count;
    const struct format *format;
    const struct cJSON *constant;
    const struct cJSON *values; // of enum: an array
    const struct schema *ref;
    const struct schema *items;
    const struct schema *additional; // for members that properties does not declare
    const struct schema *names;      // propertyNames
    struct property *properties;     // by name
    uint32_t properties_count;
    struct choice *one_of, *any_of;
};
