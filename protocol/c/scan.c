// Reads JSON byte by byte and refuses whatever cJSON would take wrongly.
//
// Recursion goes at most SCAN_DEPTH_CAP deep. The keys of all open objects lie in one array, each
// as (offset, hash); only keys with equal hashes are decoded again and compared, so that "a" and
// "\u0061" are found to be the same key. What strings mostly hold is looked at eight bytes at a
// time.
#include "protocol/scan.h"

#include <endian.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "protocol/path.h"

static const uint64_t integer_limit = UINT64_C(1) << 53; // from here on a double skips integers

enum {
    INTEGER_DIGITS_MAX = 16, // as many as 2^53 has
    FLOAT_CHARS_MAX = 24,    // sign, 17 significant digits, point, exponent
    FLOAT_EXPONENT_MAX = 99, // 24 digits times 10^99 stays finite
};

const struct scan_limits scan_limits_message = {
    .bytes_max = 16 * 1024, .depth_max = 16, .nodes_max = 4000, .keys_max = 64, .floats = false
};
const struct scan_limits scan_limits_import = {
    .bytes_max = 1024 * 1024, .depth_max = 16, .nodes_max = 60000, .keys_max = 64, .floats = false
};
const struct scan_limits scan_limits_schema = {
    .bytes_max = 1024 * 1024, .depth_max = 16, .nodes_max = 60000, .keys_max = 512, .floats = true
};

struct open_key {
    uint32_t offset; // of the opening quote
    uint32_t hash;   // of the decoded characters
};

struct level {
    bool object;
    uint32_t first_key; // in scanner.keys
    uint32_t index;     // of the entry being read, in an array
};

struct scanner {
    struct str text;
    uint32_t at;
    const struct scan_limits *limits;
    uint32_t nodes;
    uint32_t depth;
    uint32_t keys_count;
    bool plain; // the string that was read last is ASCII without escapes
    enum scan_error error;
    uint32_t error_at;
    struct level levels[SCAN_DEPTH_CAP]; // the first `depth`
    struct open_key keys[SCAN_OPEN_KEYS_CAP];
};

static bool value_scan(struct scanner *s);
static void fault_fill(struct scan_fault *fault, const struct scanner *s);

static bool refuse_at(struct scanner *s, enum scan_error error, uint32_t offset) {
    s->error = error;
    s->error_at = offset;
    return false;
}

static bool refuse(struct scanner *s, enum scan_error error) {
    return refuse_at(s, error, s->at);
}

// The next byte, or -1 at the end.
static int peek(const struct scanner *s) {
    return s->at < s->text.len ? (unsigned char)s->text.ptr[s->at] : -1;
}

static bool take(struct scanner *s, char byte) {
    if (peek(s) != byte) return false;
    s->at++;
    return true;
}

static bool is_space(int byte) {
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

static void space_skip(struct scanner *s) {
    while (is_space(peek(s)))
        s->at++;
}

static bool text_scan(struct scanner *s) {
    if (s->text.len > s->limits->bytes_max)
        return refuse_at(s, SCAN_TOO_LARGE, s->limits->bytes_max);
    space_skip(s);
    if (!value_scan(s)) return false;
    space_skip(s);
    return s->at == s->text.len ? true : refuse(s, SCAN_SYNTAX);
}

uint32_t scan_json(struct str text, const struct scan_limits *limits, struct scan_fault *fault) {
    CHECK(limits->depth_max <= SCAN_DEPTH_CAP);
    struct scanner s;
    memset(&s, 0, offsetof(struct scanner, levels)); // the 9 KiB behind are written before read
    s.text = text;
    s.limits = limits;
    bool clean = text_scan(&s);
    if (!clean && fault != NULL) fault_fill(fault, &s);
    return clean ? s.nodes : 0;
}

// The value of a hexadecimal digit, or -1.
static int hex_digit(int byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    int lower = byte | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool hex_scan(struct scanner *s, uint32_t *unit) {
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(peek(s));
        if (digit < 0) return refuse(s, SCAN_ESCAPE);
        *unit = *unit * 16 + (uint32_t)digit;
        s->at++;
    }
    return true;
}

// After "\u": four digits, and for the first half of a pair the other half with them.
static bool unicode_escape_scan(struct scanner *s) {
    uint32_t start = s->at - 2;
    uint32_t unit;
    if (!hex_scan(s, &unit)) return false;
    if (unit == 0) return refuse_at(s, SCAN_CONTROL, start);
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    uint32_t low = 0;
    if (unit > 0xDBFF || !take(s, '\\') || !take(s, 'u') || !hex_scan(s, &low) || low < 0xDC00 ||
        low > 0xDFFF)
        return refuse_at(s, SCAN_ESCAPE, start);
    return true;
}

static bool escape_scan(struct scanner *s) {
    int byte = peek(s);
    if (byte == -1 || strchr("\"\\/bfnrtu", byte) == NULL || byte == '\0')
        return refuse(s, SCAN_ESCAPE);
    s->at++;
    return byte == 'u' ? unicode_escape_scan(s) : true;
}

static bool character_scan(struct scanner *s) {
    struct str rest = { s->text.ptr + s->at, s->text.len - s->at };
    uint32_t code_point;
    if (!utf8_next(&rest, &code_point)) return refuse(s, SCAN_ENCODING);
    s->at = s->text.len - rest.len;
    return true;
}

#define EACH_BYTE(c) (0x0101010101010101u * (unsigned char)(c))

// How many of these eight bytes stand for themselves in a string, up to the first that doesn't: a
// quote, a backslash, a control character, or no ASCII. (x - 0x01..) & ~x & 0x80.. finds a zero
// byte; with 0x20 in place of 1, a byte below it. What it finds too much lies behind.
static uint32_t plain_run(const char *eight) {
    uint64_t word;
    memcpy(&word, eight, sizeof word);
    word = le64toh(word);
    uint64_t quote = word ^ EACH_BYTE('"');
    uint64_t backslash = word ^ EACH_BYTE('\\');
    uint64_t found = word | ((word - EACH_BYTE(0x20)) & ~word) | ((quote - EACH_BYTE(1)) & ~quote) |
                     ((backslash - EACH_BYTE(1)) & ~backslash);
    found &= EACH_BYTE(0x80);
    return found == 0 ? sizeof word : (uint32_t)__builtin_ctzll(found) / 8;
}

static void plain_skip(struct scanner *s) {
    uint32_t run = sizeof(uint64_t);
    while (run == sizeof(uint64_t) && s->text.len - s->at >= sizeof(uint64_t)) {
        run = plain_run(s->text.ptr + s->at);
        s->at += run;
    }
}

static bool string_scan(struct scanner *s) {
    s->plain = true;
    if (!take(s, '"')) return refuse(s, SCAN_SYNTAX);
    for (;;) {
        plain_skip(s);
        int byte = peek(s);
        if (byte == -1) return refuse(s, SCAN_SYNTAX);
        if (byte < 0x20) return refuse(s, SCAN_CONTROL);
        if (byte >= 0x80 || byte == '\\') s->plain = false;
        if (byte >= 0x80) {
            if (!character_scan(s)) return false;
            continue;
        }
        s->at++;
        if (byte == '"') return true;
        if (byte == '\\' && !escape_scan(s)) return false;
    }
}

static bool digits_scan(struct scanner *s) {
    uint32_t start = s->at;
    while (peek(s) >= '0' && peek(s) <= '9')
        s->at++;
    return s->at > start;
}

// Reads the fraction and the exponent, if there are any.
static bool float_scan(struct scanner *s, bool *found, uint32_t *exponent) {
    if (take(s, '.')) {
        *found = true;
        if (!digits_scan(s)) return refuse(s, SCAN_SYNTAX);
    }
    if (take(s, 'e') || take(s, 'E')) {
        *found = true;
        if (!take(s, '-')) take(s, '+');
        uint32_t start = s->at;
        if (!digits_scan(s)) return refuse(s, SCAN_SYNTAX);
        for (uint32_t i = start; i < s->at && *exponent <= FLOAT_EXPONENT_MAX; i++)
            *exponent = *exponent * 10 + (uint32_t)(s->text.ptr[i] - '0');
    }
    return true;
}

static bool integer_fits(struct str digits) {
    if (digits.len > INTEGER_DIGITS_MAX) return false;
    uint64_t value = 0;
    for (uint32_t i = 0; i < digits.len; i++)
        value = value * 10 + (uint64_t)(digits.ptr[i] - '0');
    return value < integer_limit;
}

static bool number_scan(struct scanner *s) {
    uint32_t start = s->at;
    bool negative = take(s, '-');
    uint32_t digits_at = s->at;
    bool zero = take(s, '0');
    if (!zero && !digits_scan(s)) return refuse(s, SCAN_SYNTAX);
    struct str digits = { s->text.ptr + digits_at, s->at - digits_at };
    bool is_float = false;
    uint32_t exponent = 0;
    if (!float_scan(s, &is_float, &exponent)) return false;
    if (!s->limits->floats && (is_float || (negative && zero)))
        return refuse_at(s, SCAN_NOT_INTEGER, start);
    bool fits = is_float ? s->at - start <= FLOAT_CHARS_MAX && exponent <= FLOAT_EXPONENT_MAX
                         : integer_fits(digits);
    return fits ? true : refuse_at(s, SCAN_NUMBER_RANGE, start);
}

static bool word_scan(struct scanner *s, const char *word) {
    for (; *word != '\0'; word++)
        if (!take(s, *word)) return refuse(s, SCAN_SYNTAX);
    return true;
}

static uint32_t hex_read(const char *digits) {
    uint32_t unit = 0;
    for (int i = 0; i < 4; i++)
        unit = unit * 16 + (uint32_t)hex_digit(digits[i]);
    return unit;
}

uint32_t scan_escape(const char *text, uint32_t *at) {
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char letter = text[*at + 1];
    *at += 2;
    if (letter != 'u') return (uint32_t)meanings[strchr(letters, letter) - letters];
    uint32_t unit = hex_read(text + *at);
    *at += 4;
    if (unit < 0xD800 || unit > 0xDFFF) return unit;
    uint32_t low = hex_read(text + *at + 2);
    *at += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

// The next decoded character of a key that string_scan has passed, or 0 at its closing quote.
static uint32_t key_next(const struct scanner *s, uint32_t *at) {
    char byte = s->text.ptr[*at];
    if (byte == '"') return 0;
    if (byte == '\\') return scan_escape(s->text.ptr, at);
    struct str rest = { s->text.ptr + *at, s->text.len - *at };
    uint32_t character = 0;
    CHECK(utf8_next(&rest, &character));
    *at = s->text.len - rest.len;
    return character;
}

static uint32_t hash_more(uint32_t hash, uint32_t character) {
    return (hash ^ character) * 16777619U;
}

// FNV-1a over the decoded characters of the key that has just been read.
static uint32_t key_hash(const struct scanner *s, uint32_t offset) {
    uint32_t hash = 2166136261U;
    uint32_t at = offset + 1;
    if (s->plain) {
        for (; at < s->at - 1; at++)
            hash = hash_more(hash, (unsigned char)s->text.ptr[at]);
        return hash;
    }
    for (uint32_t character = key_next(s, &at); character != 0; character = key_next(s, &at))
        hash = hash_more(hash, character);
    return hash;
}

static bool keys_equal(const struct scanner *s, uint32_t one, uint32_t other) {
    uint32_t a = one + 1;
    uint32_t b = other + 1;
    uint32_t left;
    do {
        left = key_next(s, &a);
        if (left != key_next(s, &b)) return false;
    } while (left != 0);
    return true;
}

// Remembers the key that begins at offset in the innermost object, unless that object has it
// already.
static bool key_keep(struct scanner *s, uint32_t offset) {
    uint32_t first = s->levels[s->depth - 1].first_key;
    if (s->keys_count - first >= s->limits->keys_max || s->keys_count == SCAN_OPEN_KEYS_CAP)
        return refuse_at(s, SCAN_TOO_MANY_KEYS, offset);
    struct open_key key = { .offset = offset, .hash = key_hash(s, offset) };
    for (uint32_t i = first; i < s->keys_count; i++)
        if (s->keys[i].hash == key.hash && keys_equal(s, s->keys[i].offset, offset)) {
            s->keys[s->keys_count - 1] = key; // so that the fault's path names it
            return refuse_at(s, SCAN_DUPLICATE_KEY, offset);
        }
    s->keys[s->keys_count++] = key;
    return true;
}

static bool level_enter(struct scanner *s, bool object) {
    if (s->depth == s->limits->depth_max) return refuse(s, SCAN_TOO_DEEP);
    s->levels[s->depth++] =
        (struct level){ .object = object, .first_key = s->keys_count, .index = 0 };
    s->at++; // the bracket that the caller saw
    space_skip(s);
    return true;
}

static bool level_leave(struct scanner *s) {
    s->keys_count = s->levels[--s->depth].first_key;
    return true;
}

static bool member_scan(struct scanner *s) {
    uint32_t offset = s->at;
    if (!string_scan(s) || !key_keep(s, offset)) return false;
    space_skip(s);
    if (!take(s, ':')) return refuse(s, SCAN_SYNTAX);
    space_skip(s);
    return value_scan(s);
}

static bool object_scan(struct scanner *s) {
    if (!level_enter(s, true)) return false;
    if (take(s, '}')) return level_leave(s);
    for (;;) {
        if (!member_scan(s)) return false;
        space_skip(s);
        if (take(s, '}')) return level_leave(s);
        if (!take(s, ',')) return refuse(s, SCAN_SYNTAX);
        space_skip(s);
    }
}

static bool array_scan(struct scanner *s) {
    if (!level_enter(s, false)) return false;
    if (take(s, ']')) return level_leave(s);
    for (;;) {
        if (!value_scan(s)) return false;
        space_skip(s);
        if (take(s, ']')) return level_leave(s);
        if (!take(s, ',')) return refuse(s, SCAN_SYNTAX);
        s->levels[s->depth - 1].index++;
        space_skip(s);
    }
}

static bool value_scan(struct scanner *s) {
    if (s->nodes == s->limits->nodes_max) return refuse(s, SCAN_TOO_MANY_NODES);
    s->nodes++;
    switch (peek(s)) {
    case '{': return object_scan(s);
    case '[': return array_scan(s);
    case '"': return string_scan(s);
    case 't': return word_scan(s, "true");
    case 'f': return word_scan(s, "false");
    case 'n': return word_scan(s, "null");
    default: return number_scan(s);
    }
}

// The key that begins at offset, as it was written.
static struct str key_written(const struct scanner *s, uint32_t offset) {
    uint32_t end = offset + 1;
    for (uint32_t at = end; key_next(s, &at) != 0;)
        end = at;
    return (struct str){ s->text.ptr + offset + 1, end - offset - 1 };
}

static void path_fill(char *path, size_t size, const struct scanner *s) {
    path[0] = '\0';
    for (uint32_t i = 0; i < s->depth; i++) {
        const struct level *level = &s->levels[i];
        uint32_t keys_end = i + 1 < s->depth ? s->levels[i + 1].first_key : s->keys_count;
        if (!level->object)
            path_push_index(path, size, level->index);
        else if (keys_end > level->first_key)
            path_push_key(path, size, key_written(s, s->keys[keys_end - 1].offset));
    }
}

static void text_fill(char *text, size_t size, const struct scanner *s) {
    const struct scan_limits *limits = s->limits;
    switch (s->error) {
    case SCAN_OK: CHECK_UNREACHABLE();
    case SCAN_TOO_LARGE:
        snprintf(text, size, "Send at most %u bytes at once.", limits->bytes_max);
        return;
    case SCAN_ENCODING:
        snprintf(text, size, "Byte %u is not UTF-8; send valid UTF-8.", s->error_at);
        return;
    case SCAN_CONTROL:
        snprintf(text, size, "Byte %u: leave out control characters.", s->error_at);
        return;
    case SCAN_ESCAPE:
        snprintf(text, size, "Byte %u: this is not an escape of JSON.", s->error_at);
        return;
    case SCAN_SYNTAX:
        snprintf(text, size, "Byte %u: this is not JSON (RFC 8259).", s->error_at);
        return;
    case SCAN_NOT_INTEGER:
        snprintf(text, size, "Byte %u: write a whole number, without fraction or exponent.",
                 s->error_at);
        return;
    case SCAN_NUMBER_RANGE:
        snprintf(text, size, "Byte %u: this number is too large or too long.", s->error_at);
        return;
    case SCAN_DUPLICATE_KEY:
        snprintf(text, size, "Byte %u: this key stands here a second time.", s->error_at);
        return;
    case SCAN_TOO_MANY_KEYS:
        snprintf(text, size, "Use at most %u keys in one object.", limits->keys_max);
        return;
    case SCAN_TOO_DEEP:
        snprintf(text, size, "Nest at most %u arrays and objects.", limits->depth_max);
        return;
    case SCAN_TOO_MANY_NODES:
        snprintf(text, size, "Send at most %u values at once.", limits->nodes_max);
        return;
    }
    CHECK_UNREACHABLE();
}

static void fault_fill(struct scan_fault *fault, const struct scanner *s) {
    fault->error = s->error;
    fault->offset = s->error_at;
    path_fill(fault->path, sizeof fault->path, s);
    text_fill(fault->text, sizeof fault->text, s);
}

const char *scan_error_name(enum scan_error error) {
    switch (error) {
    case SCAN_OK: return "ok";
    case SCAN_TOO_LARGE: return "too_large";
    case SCAN_ENCODING: return "encoding";
    case SCAN_CONTROL: return "control_character";
    case SCAN_ESCAPE: return "escape";
    case SCAN_SYNTAX: return "syntax";
    case SCAN_NOT_INTEGER: return "not_an_integer";
    case SCAN_NUMBER_RANGE: return "number_range";
    case SCAN_DUPLICATE_KEY: return "duplicate_key";
    case SCAN_TOO_MANY_KEYS: return "too_many_keys";
    case SCAN_TOO_DEEP: return "too_deep";
    case SCAN_TOO_MANY_NODES: return "too_many_values";
    }
    CHECK_UNREACHABLE();
}
