// Plain marks are found by their first six letters. JSON escapes no letter, so a mark inside quotes
// within quotes is found the same way.
#include "mark.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

#define PREFIX     "kqzvwj"
#define PREFIX_LEN 6

static struct {
    struct mark *all;
    uint32_t count, capacity;
} marks;

void marks_init(void) {
    memset(&marks, 0, sizeof marks);
}

void marks_deinit(void) {
    for (uint32_t i = 0; i < marks.count; i++)
        free(marks.all[i].grants);
    free(marks.all);
    marks_init();
}

uint32_t marks_count(void) {
    return marks.count;
}

struct mark *mark_at(uint32_t id) {
    return id >= 1 && id <= marks.count ? &marks.all[id - 1] : NULL;
}

uint32_t mark_new(const char *what) {
    if (marks.count == marks.capacity) {
        marks.capacity = marks.capacity ? marks.capacity * 2 : 256;
        marks.all = realloc(marks.all, marks.capacity * sizeof *marks.all);
        CHECK(marks.all != NULL);
    }
    struct mark *mark = &marks.all[marks.count++];
    *mark = (struct mark){ 0 };
    snprintf(mark->what, sizeof mark->what, "%s", what);
    return marks.count;
}

void mark_write(struct buf *to, uint32_t id) {
    buf_printf(to, PREFIX "%08" PRIx32, id);
}

static bool grant_is_in(const struct mark *mark, const struct grant *grant) {
    for (int i = 0; i < mark->count; i++) {
        const struct grant *each = &mark->grants[i];
        if (each->stream == grant->stream && each->roles == grant->roles &&
            each->person == grant->person)
            return true;
    }
    return false;
}

void mark_grant(uint32_t id, const struct grant *grant) {
    struct mark *mark = mark_at(id);
    CHECK(mark != NULL);
    if (grant_is_in(mark, grant)) return;
    if (mark->count == mark->capacity) {
        mark->capacity = mark->capacity ? mark->capacity * 2 : 2;
        mark->grants = realloc(mark->grants, (size_t)mark->capacity * sizeof *mark->grants);
        CHECK(mark->grants != NULL);
    }
    mark->grants[mark->count++] = *grant;
}

// ── finding ──

// Base64 of the prefix at each of its three offsets, as far as its neighbours don't change it.
static const struct str disguises[] = {
    STR("a3F6dndq"),           STR("txenZ3a"),        STR("rcXp2d2"),
    STR("6b717a76776a"),       STR("\\u006b\\u0071"), STR("\\u006B\\u0071"),
    STR("k\0q\0z\0v\0w\0j\0"), STR("%6b%71%7a"),      STR("&#107;&#113;"),
};

static uint32_t id_read(const char *digits, size_t left) {
    char text[9] = { 0 };
    char *end;
    if (left < 8) return 0;
    memcpy(text, digits, 8);
    unsigned long id = strtoul(text, &end, 16);
    return end == text + 8 ? (uint32_t)id : 0;
}

void marks_find(struct str bytes, void (*found)(void *ctx, uint32_t id), void *ctx) {
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
    if (!bytes.len) return; // memmem must not see NULL
    while ((at = memmem(at, (size_t)(end - at), PREFIX, PREFIX_LEN))) {
        at += PREFIX_LEN;
        found(ctx, id_read(at, (size_t)(end - at)));
    }
    for (size_t i = 0; i < sizeof disguises / sizeof disguises[0]; i++)
        if (memmem(bytes.ptr, bytes.len, disguises[i].ptr, disguises[i].len)) found(ctx, 0);
}
