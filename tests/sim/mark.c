#include "mark.h"

#include <string.h>

bool mark_next(struct str *rest, struct mark *mark) {
    const char *from = rest->len ? memchr(rest->ptr, '~', rest->len) : NULL;
    if (!from) return false;
    size_t left = rest->len - (size_t)(from + 1 - rest->ptr);
    const char *to = memchr(from + 1, '~', left);
    if (!to) return false;
    *mark = (struct mark){ .word = str_make(from + 1, (size_t)(to - from - 1)) };
    int64_t number = 0;
    if (mark->word.len > 1 && str_to_i64(str_make(from + 2, mark->word.len - 1), &number)) {
        mark->kind = from[1];
        mark->number = (uint32_t)number;
    }
    *rest = str_make(to + 1, (size_t)(rest->ptr + rest->len - to - 1));
    return true;
}
