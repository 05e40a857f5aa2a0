// Trees of cJSON nodes for texts that the scanner has passed: one walk over the text, one block of
// memory.
//
// For messages of clients, of which a server reads thousands a second: cJSON_Parse asks for memory
// twice for each member and looks at everything again that the scanner has looked at. Everybody
// else takes cJSON's own parser, and nobody can tell the two trees apart, except by how they are
// freed.
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

// The tree of a text of which scan_json said that it has so many values, with limits that allow no
// floats. The caller frees it by tree_free, never by cJSON_Delete. NULL: no memory.
cJSON *tree_build(struct str text, uint32_t values);
void tree_free(cJSON *tree); // NULL is fine

// Whether two names are one. Nearly all that are held against each other differ in their first
// byte.
static inline bool tree_same_name(const char *one, const char *other) {
    return *one == *other && strcmp(one, other) == 0;
}

// The member of that name, of any parser's tree; NULL: it has none, or is no object.
static inline const cJSON *tree_member(const cJSON *object, const char *name) {
    if (!cJSON_IsObject(object)) return NULL;
    const cJSON *member = object->child;
    while (member && !tree_same_name(member->string, name))
        member = member->next;
    return member;
}
