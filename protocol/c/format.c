// What each named format accepts. The same rules stand in protocol/formats.mjs.
//
// Right-to-left marks (U+200E, U+200F, U+061C) are allowed: Arabic and Hebrew need them. The
// overrides, embeddings and isolates are not: they make a line read differently from what it says.
#include "protocol/format.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum {
    NAME_CHARACTERS_MAX = 40,
    JOIN_CODE_SYMBOLS = 6,
    TOKEN_SYMBOLS = 43, // 32 bytes in base64url, without padding
    HASH_DIGITS = 32,
    SLUG_CHARACTERS_MAX = 40,
};

struct range {
    uint32_t first;
    uint32_t last;
};

static const struct range controls[] = { { 0x00, 0x1F }, { 0x7F, 0x9F } };
static const struct range separators[] = { { 0x2028, 0x2029 } }; // line and paragraph
static const struct range bidi_overrides[] = { { 0x202A, 0x202E }, { 0x2066, 0x2069 } };
static const struct range spaces[] = {
    { 0x20, 0x20 },     { 0xA0, 0xA0 },     { 0x1680, 0x1680 }, { 0x2000, 0x200A },
    { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x3000, 0x3000 },
};
// Characters that show nothing by themselves: joiners, marks, fillers, selectors, tags.
static const struct range invisible[] = {
    { 0xAD, 0xAD },     { 0x034F, 0x034F }, { 0x061C, 0x061C },   { 0x115F, 0x1160 },
    { 0x17B4, 0x17B5 }, { 0x180B, 0x180F }, { 0x200B, 0x200F },   { 0x2060, 0x2065 },
    { 0x206A, 0x206F }, { 0x2800, 0x2800 }, { 0x3164, 0x3164 },   { 0xFE00, 0xFE0F },
    { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 }, { 0xE0000, 0xE0FFF },
};

#define IN(character, ranges) in_ranges(character, ranges, sizeof(ranges) / sizeof((ranges)[0]))

static bool in_ranges(uint32_t character, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (character >= ranges[i].first && character <= ranges[i].last) return true;
    return false;
}

static bool is_harmful(uint32_t character) {
    return IN(character, controls) || IN(character, separators) || IN(character, bidi_overrides);
}

// Nothing to look at: most of what people type.
static void plain_skip(struct str *text) {
    uint32_t plain = utf8_plain(*text);
    text->ptr += plain;
    text->len -= plain;
}

static bool line_accepts(struct str text) {
    uint32_t character;
    plain_skip(&text);
    while (utf8_next(&text, &character))
        if (is_harmful(character)) return false;
    return text.len == 0;
}

static bool chat_accepts(struct str text) {
    uint32_t character;
    plain_skip(&text);
    while (utf8_next(&text, &character))
        if (character != '\n' && is_harmful(character)) return false;
    return text.len == 0;
}

static bool name_accepts(struct str text) {
    if (!line_accepts(text)) return false;
    uint32_t count = 0;
    bool shows = false;
    uint32_t character = ' ';
    while (utf8_next(&text, &character)) {
        bool space = IN(character, spaces);
        if (count == 0 && space) return false;
        shows = shows || !(space || IN(character, invisible));
        count++;
    }
    return shows && count <= NAME_CHARACTERS_MAX && !IN(character, spaces);
}

static bool made_of(struct str text, const char *alphabet) {
    for (uint32_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\0' || strchr(alphabet, text.ptr[i]) == NULL) return false;
    return true;
}

static bool join_code_accepts(struct str text) {
    return text.len == JOIN_CODE_SYMBOLS && made_of(text, "23456789ABCDEFGHJKMNPQRSTUVWXYZ");
}

// The last symbol holds only four bits, so that equal bytes have one spelling. Empty: none yet.
static bool token_accepts(struct str text) {
    if (text.len == 0) return true;
    struct str last = { text.ptr + text.len - 1, 1 };
    return text.len == TOKEN_SYMBOLS && made_of(last, "AEIMQUYcgkosw048") &&
           made_of(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

static bool hash_accepts(struct str text) {
    return text.len == HASH_DIGITS && made_of(text, "0123456789abcdef");
}

static bool is_lower(char byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool slug_accepts(struct str text) {
    return text.len >= 1 && text.len <= SLUG_CHARACTERS_MAX && is_lower(text.ptr[0]) &&
           made_of(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

// "Hant": a script's four letters.
static bool is_script(struct str part) {
    return part.len == 4 && part.ptr[0] >= 'A' && part.ptr[0] <= 'Z' && is_lower(part.ptr[1]) &&
           is_lower(part.ptr[2]) && is_lower(part.ptr[3]);
}

// "CH" or "419".
static bool is_region(struct str part) {
    return (part.len == 2 && made_of(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) ||
           (part.len == 3 && made_of(part, "0123456789"));
}

// The language, script and region of BCP 47, in their usual spelling; nothing else of it.
static bool language_accepts(struct str text) {
    if (text.len > 0 && text.ptr[text.len - 1] == '-') return false;
    struct str part = str_cut(&text, '-');
    if (part.len < 2 || part.len > 3 || !made_of(part, "abcdefghijklmnopqrstuvwxyz")) return false;
    if (text.len == 0) return true;
    part = str_cut(&text, '-');
    if (!is_script(part)) return is_region(part) && text.len == 0;
    return text.len == 0 || is_region(text);
}

static const struct format formats[] = {
    { "line", line_accepts, "write one line, without control characters" },
    { "chat", chat_accepts, "leave out control characters other than line breaks" },
    { "name", name_accepts, "write 1 to 40 visible characters, without a space at either end" },
    { "join-code", join_code_accepts,
      "write the 6 symbols of the class code; it has no I, L, O, 0 or 1" },
    { "token", token_accepts, "send 32 bytes as 43 symbols of base64url" },
    { "hash", hash_accepts, "send 32 lower-case hexadecimal digits" },
    { "slug", slug_accepts, "use 1 to 40 of a-z, 0-9 and _, beginning with a letter" },
    { "language", language_accepts, "write a language such as en, de-CH or zh-Hant" },
};

const struct format *format_at(unsigned index) {
    return index < sizeof formats / sizeof formats[0] ? &formats[index] : NULL;
}

const struct format *format_find(struct str name) {
    const struct format *format;
    for (unsigned i = 0; (format = format_at(i)) != NULL; i++)
        if (str_eq(str_from(format->name), name)) return format;
    return NULL;
}
