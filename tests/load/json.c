// One walk over the bytes for each member that is asked for; the ones that matter come first in our
// messages.
#include "json.h"

static const char *text_end(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\') at++;
    return at < end ? at + 1 : end;
}

static const char *nest_end(const char *at, const char *end) {
    int depth = 0;
    while (at < end) {
        char c = *at;
        if (c == '"') {
            at = text_end(at, end);
            continue;
        }
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        at++;
        if (depth == 0) break;
    }
    return at;
}

static const char *value_end(const char *at, const char *end) {
    if (at < end && *at == '"') return text_end(at, end);
    if (at < end && (*at == '{' || *at == '[')) return nest_end(at, end);
    while (at < end && *at != ',' && *at != '}' && *at != ']')
        at++;
    return at;
}

struct str json_member(struct str object, const char *name) {
    const char *at = object.ptr + 1, *end = object.ptr + object.len;
    size_t len = strlen(name);
    while (object.len && at < end && *at == '"') {
        const char *key = at + 1;
        const char *value = text_end(at, end) + 1; // behind the colon
        const char *behind = value_end(value, end);
        bool hit = (size_t)(value - key) == len + 2 && memcmp(key, name, len) == 0;
        if (hit) return str_make(value, (size_t)(behind - value));
        at = behind + 1;
    }
    return (struct str){ 0 };
}

bool json_item(struct str *array, struct str *item) {
    if (array->len < 2) return false;
    const char *at = array->ptr + 1, *end = array->ptr + array->len;
    const char *behind = value_end(at, end);
    *item = str_make(at, (size_t)(behind - at));
    *array = str_make(behind, (size_t)(end - behind)); // begins with the comma, or the bracket
    return item->len > 0;
}

struct str json_text(struct str object, const char *name) {
    struct str value = json_member(object, name);
    if (value.len < 2 || *value.ptr != '"') return (struct str){ 0 };
    return str_make(value.ptr + 1, value.len - 2);
}

bool json_is(struct str object, const char *name, const char *text) {
    struct str value = json_text(object, name);
    return value.len == strlen(text) && memcmp(value.ptr, text, value.len) == 0;
}

uint64_t json_number(struct str object, const char *name) {
    struct str value = json_member(object, name);
    uint64_t number = 0;
    for (uint32_t i = 0; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++)
        number = 10 * number + (uint64_t)(value.ptr[i] - '0');
    return number;
}
