// One scan finds where a value ends: strings are stepped over, brackets are counted.
#include "glance.h"

#include <string.h>

#include "base/check.h"

static uint32_t string_end(struct str s, uint32_t at) {
    for (at++; at < s.len && s.ptr[at] != '"'; at++)
        if (s.ptr[at] == '\\') at++;
    return at + 1;
}

static uint32_t value_end(struct str s, uint32_t at) {
    int depth = 0;
    while (at < s.len) {
        char c = s.ptr[at];
        if (c == '"') {
            at = string_end(s, at);
            if (depth == 0) return at;
            continue;
        }
        if (depth == 0 && (c == ',' || c == ']' || c == '}')) return at;
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        at++;
        if (depth == 0 && (c == '}' || c == ']')) return at;
    }
    return at;
}

static struct str cut(struct str s, uint32_t from, uint32_t to) {
    CHECK(from <= to && to <= s.len);
    return str_make(s.ptr + from, to - from);
}

// Past the opening bracket or the comma before the next; false: at the closing one.
static bool step_in(struct str *rest) {
    if (rest->len < 2 || rest->ptr[0] == ']' || rest->ptr[0] == '}') return false;
    *rest = cut(*rest, 1, rest->len);
    return rest->ptr[0] != ']' && rest->ptr[0] != '}';
}

bool glance_item(struct str *rest, struct str *item) {
    if (!step_in(rest)) return false;
    uint32_t end = value_end(*rest, 0);
    *item = cut(*rest, 0, end);
    *rest = cut(*rest, end, rest->len);
    return true;
}

bool glance_member(struct str *rest, struct str *name, struct str *value) {
    if (!step_in(rest)) return false;
    uint32_t colon = string_end(*rest, 0), end = value_end(*rest, colon + 1);
    *name = cut(*rest, 1, colon - 1);
    *value = cut(*rest, colon + 1, end);
    *rest = cut(*rest, end, rest->len);
    return true;
}

struct str glance_at(struct str object, const char *name) {
    struct str found, value;
    while (glance_member(&object, &found, &value))
        if (found.len == strlen(name) && memcmp(found.ptr, name, found.len) == 0) return value;
    return (struct str){ 0 };
}

struct str glance_text(struct str object, const char *name) {
    struct str value = glance_at(object, name);
    return value.len >= 2 && value.ptr[0] == '"' ? cut(value, 1, value.len - 1) : (struct str){ 0 };
}

uint64_t glance_number(struct str object, const char *name) {
    int64_t number = 0;
    str_to_i64(glance_at(object, name), &number);
    return (uint64_t)number;
}

bool glance_is(struct str object, const char *name, const char *text) {
    return str_eq(glance_text(object, name), str_from(text));
}
