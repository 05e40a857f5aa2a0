// Picks members out of JSON that is known to be well-formed, without building a tree: the load
// program must cost less than what it measures. Values are slices of the message; a text keeps its
// quotes, and none that is read here has an escape.
#pragma once

#include <stdbool.h>

#include "base/str.h"

// The value of a member of `object`, which begins with '{'; empty when there is none.
struct str json_member(struct str object, const char *name);

// The next item of an array, taken off *array, which is all of it at first. False: there is no
// more.
bool json_item(struct str *array, struct str *item);

bool json_is(struct str object, const char *name, const char *text); // a member that is this text
uint64_t json_number(struct str object, const char *name);           // 0 when it isn't there
struct str json_text(struct str object, const char *name);           // without the quotes
