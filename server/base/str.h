// Text: `struct str` is a borrowed slice, `struct buf` a growing array of bytes that owns its
// memory.
//
// Neither ends with a zero byte. Both hold less than 2^31 bytes; all that comes from outside is
// bounded far below that. Out of memory is a CHECK, here and in arena and map: nothing useful can
// be done, and the journal brings the state back.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr; // borrowed; NULL only together with len 0
    uint32_t len;    // bytes
};

// A slice of a string literal; also fit for a static table.
#define STR(literal)                                                                               \
    (struct str) {                                                                                 \
        "" literal, sizeof(literal) - 1                                                            \
    }

// For printf-like functions: buf_printf(b, "%.*s", STR_ARG(s)).
#define STR_ARG(s) (int)(s).len, (s).ptr

struct str str_from(const char *cstring); // NULL gives the empty slice
struct str str_make(const char *ptr, size_t len);
bool str_eq(struct str a, struct str b);
bool str_starts_with(struct str s, struct str prefix);

// The part before the first `separator`; moves *rest behind it. Without one: all of *rest, which
// becomes empty.
struct str str_cut(struct str *rest, char separator);

// A decimal integer that fills the whole slice: an optional '-', no spaces, no leading zeros. False
// when it is anything else or doesn't fit; *value is then untouched.
bool str_to_i64(struct str s, int64_t *value);

struct buf {
    char *ptr;    // owned; NULL before the first byte
    uint32_t len; // bytes in use
    uint32_t cap; // bytes allocated; doubles
};

void buf_init(struct buf *b); // allocates nothing; a zeroed struct is as good
void buf_deinit(struct buf *b);
void buf_reset(struct buf *b); // forgets the content, keeps the memory

// Room for `more` bytes behind the content: a pointer to write to, valid until the next call. Count
// them in by b->len.
void buf_grow(struct buf *b, size_t more); // what buf_reserve calls when there is none
static inline char *buf_reserve(struct buf *b, size_t more) {
    if (more > b->cap - b->len) buf_grow(b, more);
    return b->ptr + b->len;
}

// A view of the content, valid until the next call that grows the buffer.
static inline struct str buf_str(const struct buf *b) {
    return (struct str){ b->ptr, b->len };
}

static inline void buf_append(struct buf *b, const void *bytes, size_t len) {
    if (len == 0) return; // memcpy must not see NULL, not even for nothing
    char *to = buf_reserve(b, len);
    memcpy(to, bytes, len);
    b->len += (uint32_t)len;
}

static inline void buf_append_str(struct buf *b, struct str s) {
    buf_append(b, s.ptr, s.len);
}

static inline void buf_append_char(struct buf *b, char c) {
    *buf_reserve(b, 1) = c;
    b->len++;
}

// Appends a string literal.
#define buf_append_lit(b, literal) buf_append(b, "" literal, sizeof(literal) - 1)

void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(__printf__, 2, 3)));

void buf_i64(struct buf *b, int64_t value); // decimal
void buf_u64(struct buf *b, uint64_t value);

// A JSON string with its quotes. `s` is valid UTF-8 already; only '"', '\' and control characters
// are escaped.
void buf_json_string(struct buf *b, struct str s);
