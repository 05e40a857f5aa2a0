// Slices and growing buffers.
//
// buf_json_string is on the path of every chat message to every watcher, so it copies runs: eight
// bytes are tested at a time, and memcpy takes what lies between two escapes.
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"

#define BUF_FIRST   64u         // most frames are small; doubling reaches a kilobyte in four steps
#define BUF_LEN_MAX (1u << 31u) // so that a length fits a uint32_t and doubling can't overflow

struct str str_from(const char *cstring) {
    return cstring ? str_make(cstring, strlen(cstring)) : (struct str){ NULL, 0 };
}

struct str str_make(const char *ptr, size_t len) {
    CHECK(len < BUF_LEN_MAX);
    return (struct str){ ptr, (uint32_t)len };
}

bool str_eq(struct str a, struct str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_starts_with(struct str s, struct str prefix) {
    return s.len >= prefix.len && str_eq((struct str){ s.ptr, prefix.len }, prefix);
}

struct str str_cut(struct str *rest, char separator) {
    struct str head = *rest;
    const char *at = head.len ? memchr(head.ptr, separator, head.len) : NULL;
    if (!at) {
        *rest = (struct str){ NULL, 0 };
        return head;
    }
    head.len = (uint32_t)(at - head.ptr);
    *rest = (struct str){ at + 1, rest->len - head.len - 1 };
    return head;
}

bool str_to_i64(struct str s, int64_t *value) {
    bool negative = s.len > 0 && s.ptr[0] == '-';
    uint32_t first = negative ? 1 : 0;
    if (s.len == first || (s.ptr[first] == '0' && s.len > 1)) return false; // "", "-", "007", "-0"

    int64_t sum = 0; // counts downwards: the negative side is the longer one
    for (uint32_t i = first; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
        if (__builtin_mul_overflow(sum, 10, &sum)) return false;
        if (__builtin_sub_overflow(sum, s.ptr[i] - '0', &sum)) return false;
    }
    if (!negative && sum == INT64_MIN) return false;
    *value = negative ? sum : -sum;
    return true;
}

void buf_init(struct buf *b) {
    *b = (struct buf){ 0 };
}

void buf_deinit(struct buf *b) {
    free(b->ptr);
    *b = (struct buf){ 0 };
}

void buf_reset(struct buf *b) {
    b->len = 0;
}

void buf_grow(struct buf *b, size_t more) {
    CHECK(more < BUF_LEN_MAX - b->len);
    uint32_t cap = b->cap ? b->cap : BUF_FIRST;
    while (cap < b->len + more) {
        cap *= 2;
    }
    b->ptr = realloc(b->ptr, cap);
    CHECK(b->ptr);
    b->cap = cap;
}

void buf_printf(struct buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    // Most of what is printed so fits at once; what doesn't is printed again.
    int len = vsnprintf(b->ptr ? b->ptr + b->len : NULL, b->cap - b->len, format, args);
    va_end(args);
    CHECK(len >= 0);
    if ((uint32_t)len >= b->cap - b->len) { // a zero byte comes behind it
        char *to = buf_reserve(b, (size_t)len + 1);
        vsnprintf(to, (size_t)len + 1, format, again);
    }
    va_end(again);
    b->len += (uint32_t)len;
}

// Two digits at a time: a line prints a hundred of them.
void buf_u64(struct buf *b, uint64_t value) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233"
        "34353637383940414243444546474849505152535455565758596061626364656667"
        "6869707172737475767778798081828384858687888990919293949596979899";
    char digits[20]; // 2^64 has twenty
    size_t at = sizeof(digits);
    for (; value >= 10; value /= 100) {
        at -= 2;
        memcpy(digits + at, pairs + 2 * (value % 100), 2);
    }
    if (value > 0 || at == sizeof(digits)) digits[--at] = (char)('0' + value);
    buf_append(b, digits + at, sizeof(digits) - at);
}

void buf_i64(struct buf *b, int64_t value) {
    if (value < 0) buf_append_char(b, '-');
    buf_u64(b, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

static bool json_is_plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\';
}

#define EACH_BYTE(c) (0x0101010101010101u * (unsigned char)(c))

// True when none of the eight bytes needs an escape. May say false for bytes that need none behind
// one that does, never the other way round. (x - 0x01..) & ~x & 0x80.. finds a zero byte; with 0x20
// in place of 1, a byte below it.
static bool json_are_plain(const char *eight) {
    uint64_t word;
    memcpy(&word, eight, sizeof(word));
    uint64_t quote = word ^ EACH_BYTE('"');
    uint64_t backslash = word ^ EACH_BYTE('\\');
    uint64_t found = ((word - EACH_BYTE(0x20)) & ~word) | ((quote - EACH_BYTE(1)) & ~quote) |
                     ((backslash - EACH_BYTE(1)) & ~backslash);
    return (found & EACH_BYTE(0x80)) == 0;
}

// How many bytes from `from` on can be copied as they are.
static size_t json_run(struct str s, uint32_t from) {
    uint32_t at = from;
    while (s.len - at >= 8 && json_are_plain(s.ptr + at)) {
        at += 8;
    }
    while (at < s.len && json_is_plain((unsigned char)s.ptr[at])) {
        at++;
    }
    return at - from;
}

static void json_escape(struct buf *b, char c) {
    switch (c) {
    case '"': buf_append_lit(b, "\\\""); return;
    case '\\': buf_append_lit(b, "\\\\"); return;
    case '\n': buf_append_lit(b, "\\n"); return;
    case '\r': buf_append_lit(b, "\\r"); return;
    case '\t': buf_append_lit(b, "\\t"); return;
    default: buf_printf(b, "\\u%04x", (unsigned)(unsigned char)c); return;
    }
}

void buf_json_string(struct buf *b, struct str s) {
    buf_append_char(b, '"');
    for (uint32_t at = 0; at < s.len;) {
        size_t run = json_run(s, at);
        buf_append(b, s.ptr + at, run);
        at += (uint32_t)run;
        if (at < s.len) json_escape(b, s.ptr[at++]);
    }
    buf_append_char(b, '"');
}
