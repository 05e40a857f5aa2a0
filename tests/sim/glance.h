// JSON at a glance: cuts what the server wrote, or what stands in the journal, into members and
// items, without a copy. Its own reader, so that a fault in the product's can't hide itself; it
// trusts that the text is JSON without spaces, which other tests show.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

// An array's items, an object's members: start with *rest = the whole, ends with false. A name
// comes without its quotes, a value as it stands.
bool glance_item(struct str *rest, struct str *item);
bool glance_member(struct str *rest, struct str *name, struct str *value);

struct str glance_at(struct str object, const char *name);   // empty: not there
struct str glance_text(struct str object, const char *name); // without its quotes, escaped
uint64_t glance_number(struct str object, const char *name); // 0: not there
bool glance_is(struct str object, const char *name, const char *text); // a string of that text
