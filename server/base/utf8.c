// Decoding after table 3-7 of the Unicode standard: the second byte's range depends on the first,
// the others are 80..BF.
#include "base/utf8.h"

// Bytes after a first byte, and the range of the second one. Length 0: no code point starts so.
struct utf8_lead {
    uint8_t more;
    uint8_t second_min;
    uint8_t second_max;
    uint8_t bits; // of the code point, in the first byte
};

static struct utf8_lead utf8_lead(uint8_t first) {
    if (first >= 0xc2 && first <= 0xdf) return (struct utf8_lead){ 1, 0x80, 0xbf, first & 0x1fu };
    if (first == 0xe0) return (struct utf8_lead){ 2, 0xa0, 0xbf, 0 };
    if (first == 0xed) return (struct utf8_lead){ 2, 0x80, 0x9f, 0x0d };
    if (first >= 0xe1 && first <= 0xef) return (struct utf8_lead){ 2, 0x80, 0xbf, first & 0x0fu };
    if (first == 0xf0) return (struct utf8_lead){ 3, 0x90, 0xbf, 0 };
    if (first >= 0xf1 && first <= 0xf3) return (struct utf8_lead){ 3, 0x80, 0xbf, first & 0x07u };
    if (first == 0xf4) return (struct utf8_lead){ 3, 0x80, 0x8f, 4 };
    return (struct utf8_lead){ 0 };
}

// Bytes of the code point at the start of `s`, which isn't empty; 0 when there is none.
static uint32_t utf8_decode(struct str s, uint32_t *code_point) {
    const uint8_t *bytes = (const uint8_t *)s.ptr;
    if (bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    struct utf8_lead lead = utf8_lead(bytes[0]);
    if (lead.more == 0 || s.len <= lead.more) return 0;
    if (bytes[1] < lead.second_min || bytes[1] > lead.second_max) return 0;
    uint32_t value = lead.bits;
    for (uint32_t i = 1; i <= lead.more; i++) {
        if ((bytes[i] & 0xc0u) != 0x80) return 0;
        value = value << 6u | (bytes[i] & 0x3fu);
    }
    *code_point = value;
    return lead.more + 1u;
}

bool utf8_next(struct str *rest, uint32_t *code_point) {
    if (rest->len == 0) return false;
    uint32_t len = utf8_decode(*rest, code_point);
    rest->ptr += len;
    rest->len -= len;
    return len > 0;
}

// Skips ASCII eight bytes at a time: most of what people type.
static void utf8_skip_ascii(struct str *rest) {
    uint64_t word;
    while (rest->len >= sizeof(word)) {
        memcpy(&word, rest->ptr, sizeof(word));
        if (word & 0x8080808080808080u) return;
        rest->ptr += sizeof(word);
        rest->len -= (uint32_t)sizeof(word);
    }
}

// (x - 0x20..) & ~x & 0x80.. finds a byte below 0x20; DEL is the one that the addition carries
// into the top bit. May find too much behind a byte that it found rightly, never too little.
uint32_t utf8_plain(struct str s) {
    uint32_t at = 0;
    uint64_t word;
    for (; s.len - at >= sizeof(word); at += (uint32_t)sizeof(word)) {
        memcpy(&word, s.ptr + at, sizeof(word));
        uint64_t below = (word - 0x2020202020202020u) & ~word;
        uint64_t above = word | (word + 0x0101010101010101u);
        if ((below | above) & 0x8080808080808080u) break;
    }
    return at;
}

static void utf8_skip(struct str *rest) {
    uint32_t code_point;
    do {
        utf8_skip_ascii(rest);
    } while (utf8_next(rest, &code_point));
}

// Fewer bytes than a code point has, and so far none that it couldn't have.
static bool utf8_is_beginning(struct str s) {
    const uint8_t *bytes = (const uint8_t *)s.ptr;
    struct utf8_lead lead = utf8_lead(bytes[0]);
    if (s.len > lead.more) return false;
    if (s.len > 1 && (bytes[1] < lead.second_min || bytes[1] > lead.second_max)) return false;
    return s.len < 3 || (bytes[2] & 0xc0u) == 0x80;
}

bool utf8_take(struct str *rest) {
    utf8_skip(rest);
    return rest->len == 0 || utf8_is_beginning(*rest);
}

bool utf8_is_valid(struct str s) {
    utf8_skip(&s);
    return s.len == 0;
}

bool utf8_is_ascii(struct str s) {
    utf8_skip_ascii(&s);
    while (s.len > 0 && (uint8_t)*s.ptr < 0x80) {
        s.ptr++;
        s.len--;
    }
    return s.len == 0;
}

uint32_t utf8_count(struct str s) {
    uint32_t count = utf8_plain(s);
    for (uint32_t i = count; i < s.len; i++) {
        count += ((uint8_t)s.ptr[i] & 0xc0u) != 0x80; // all but continuation bytes
    }
    return count;
}

uint32_t utf8_put(char *to, uint32_t code_point) {
    static const uint8_t leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 }; // by length
    if (code_point < 0x80) {
        *to = (char)code_point;
        return 1;
    }
    uint32_t len = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (uint32_t i = len - 1; i > 0; i--, code_point >>= 6u)
        to[i] = (char)(0x80 | (code_point & 0x3f));
    to[0] = (char)(leads[len] | code_point);
    return len;
}
