// A digest of state: FNV-1a over fields, one after the other, so that padding never counts.
//
// It tells two states apart in tests and after a reload. It is no hash for anything that somebody
// could want to forge.
#pragma once

#include <stdint.h>

#include "base/str.h"

#define DIGEST_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t digest_byte(uint64_t digest, uint8_t byte) {
    return (digest ^ byte) * UINT64_C(0x100000001b3);
}

// Any integer, enum or bool: eight bytes, lowest first, on every machine.
static inline uint64_t digest_number(uint64_t digest, int64_t value) {
    for (int shift = 0; shift < 64; shift += 8)
        digest = digest_byte(digest, (uint8_t)((uint64_t)value >> shift));
    return digest;
}

// A text and its length.
static inline uint64_t digest_str(uint64_t digest, struct str s) {
    for (uint32_t i = 0; i < s.len; i++)
        digest = digest_byte(digest, (uint8_t)s.ptr[i]);
    return digest_number(digest, s.len);
}
