// Writes JSON pointers into small buffers, a whole character at a time or not at all.
#include "protocol/path.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

// Bytes of the first character; what continues one counts to it, so invalid text is safe too.
static uint32_t char_bytes(struct str text) {
    uint32_t bytes = 1;
    while (bytes < text.len && ((unsigned char)text.ptr[bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

static bool append(char *path, size_t size, struct str text) {
    size_t used = strlen(path);
    if (used + text.len + 1 > size) return false;
    memcpy(path + used, text.ptr, text.len);
    path[used + text.len] = '\0';
    return true;
}

void path_push_key(char *path, size_t size, struct str key) {
    bool fits = append(path, size, STR("/"));
    while (fits && key.len > 0) {
        struct str character = { key.ptr, char_bytes(key) };
        if (*key.ptr == '~')
            fits = append(path, size, STR("~0"));
        else if (*key.ptr == '/')
            fits = append(path, size, STR("~1"));
        else
            fits = append(path, size, character);
        key = (struct str){ key.ptr + character.len, key.len - character.len };
    }
}

void path_push_index(char *path, size_t size, uint32_t index) {
    char text[12];
    int bytes = snprintf(text, sizeof text, "/%u", index);
    append(path, size, (struct str){ text, (uint32_t)bytes });
}

void path_copy(char *into, size_t size, struct str text) {
    into[0] = '\0';
    while (text.len > 0) {
        struct str character = { text.ptr, char_bytes(text) };
        if (!append(into, size, character)) return;
        text = (struct str){ text.ptr + character.len, text.len - character.len };
    }
}
