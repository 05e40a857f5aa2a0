// Lexicons: phrases over words.
//
// A line is cut into words once, and each word hashed as it is cut. At each word those phrases are
// tried that begin with it and the next one: of a thousand hardly any, and one bit says mostly that
// there are none. Trying all whose first word begins with the same byte was four tenths of all that
// the server did for a line (docs/BENCH.md).
#include "engine/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/json.h"

enum {
    CLASSES_MAX = 32,
    PHRASE_WORDS_MAX = 12,
    LINE_WORDS_MAX = 2000,
    LINE_BYTES = 16 * 1024, // a message; what grows beyond it in lower case is put on the heap
    BUCKETS = 1024,         // about as many as there are phrases
    BEGINNINGS = 8192,      // so that one in ten is set
};

enum match { MATCH_WORD, MATCH_PREFIX, MATCH_ANY };

struct word {
    struct str text;
    uint32_t hash;
};

struct phrase_word {
    enum match match;
    struct str text; // in the lexicon's memory
};

struct phrase {
    const struct phrase *next; // of the same list
    uint32_t hash;             // of its first word or its first two; 0: begins with no whole word
    int class;
    int count;
    struct phrase_word words[PHRASE_WORDS_MAX];
};

struct lexicon {
    const cJSON *file; // borrowed: class ids
    struct buf text;   // normalised phrases
    struct phrase *phrases;
    int count;
    const struct phrase *by_words[BUCKETS]; // by the first word, or the first two
    uint64_t beginnings[BEGINNINGS / 64];   // a bit for each that is in by_words
    const struct phrase *by_bytes[256];     // by the first two bytes of a beginning
    const struct phrase *by_none;           // any word may be the first, or any with this byte
};

// ── words ──

// NFC and lower case, so that one spelling of a word is left; ASCII is in NFC as it is, and cut in
// lower case. Free the result if it is neither the line nor `room`.
static const uint8_t *normalise(struct str line, uint8_t room[LINE_BYTES], size_t *length) {
    *length = line.len;
    if (utf8_is_ascii(line)) return (const uint8_t *)line.ptr;
    *length = LINE_BYTES;
    return u8_tolower((const uint8_t *)line.ptr, line.len, NULL, UNINORM_NFC, room, length);
}

static void normal_free(const uint8_t *normal, struct str line, const uint8_t *room) {
    if (normal != (const uint8_t *)line.ptr && normal != room) free((void *)(uintptr_t)normal);
}

// FNV-1a.
static const uint32_t hash_start = 2166136261u;

static uint32_t hash_more(uint32_t hash, uint8_t byte) {
    return (hash ^ byte) * 16777619u;
}

// Of two words that follow each other.
static uint32_t hash_both(uint32_t first, uint32_t second) {
    return (first * 31 + second) * 16777619u;
}

static bool is_apostrophe(ucs4_t c) {
    return c == '\'' || c == 0x2019; // ’, which becomes '
}

// The letter of ASCII in lower case, or the digit; 0: neither.
static uint8_t letter_of(uint8_t byte) {
    uint8_t lower = byte | 0x20;
    if (lower >= 'a' && lower <= 'z') return lower;
    return byte >= '0' && byte <= '9' ? byte : 0;
}

// A normalised line being cut; its words are written one behind the other.
struct cut {
    const uint8_t *at, *end;
    uint8_t *to;
    bool phrase; // * and _ are part of a word
};

static bool is_word(const struct cut *cut, ucs4_t c) {
    if (c < 0x80) return letter_of((uint8_t)c) || (cut->phrase && (c == '*' || c == '_'));
    return uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_DECIMAL_DIGIT_NUMBER) ||
           uc_is_general_category(c, UC_MARK);
}

static ucs4_t character_at(const uint8_t *at, const uint8_t *end, size_t *bytes) {
    ucs4_t c = *at;
    *bytes = c < 0x80 ? 1 : (size_t)u8_mbtouc(&c, at, (size_t)(end - at));
    return c;
}

// Whether a character is part of a word, which may be open before it. An apostrophe is, between two
// others.
static bool is_inside(const struct cut *cut, bool open, ucs4_t c, const uint8_t *next) {
    size_t bytes;
    if (!is_apostrophe(c)) return is_word(cut, c);
    return open && next < cut->end && is_word(cut, character_at(next, cut->end, &bytes));
}

// Takes the word that begins here, or none, and one character behind it. The state is kept in
// locals: bytes are written, and a byte may alias anything.
static struct word cut_word(struct cut *cut) {
    const uint8_t *at = cut->at, *end = cut->end;
    uint8_t *from = cut->to, *to = from;
    uint32_t hash = hash_start;
    while (at < end) {
        uint8_t letter = letter_of(*at);
        if (letter) { // nearly always
            hash = hash_more(hash, *to++ = letter);
            at++;
            continue;
        }
        size_t bytes;
        ucs4_t c = character_at(at, end, &bytes);
        struct str part = is_apostrophe(c) ? STR("'") : str_make((const char *)at, bytes);
        at += bytes;
        if (!is_inside(cut, to > from, c, at)) break;
        for (uint32_t i = 0; i < part.len; i++)
            hash = hash_more(hash, *to++ = (uint8_t)part.ptr[i]);
    }
    cut->at = at;
    cut->to = to;
    return (struct word){ { (const char *)from, (uint32_t)(to - from) }, hash };
}

// Cuts a normalised line into words. Returns how many there are; those past max are counted but
// not kept.
static int cut_words(struct cut cut, struct word *words, int max) {
    int count = 0;
    while (cut.at < cut.end) {
        struct word word = cut_word(&cut);
        if (word.text.len > 0 && count++ < max) words[count - 1] = word;
    }
    return count;
}

// ── compiling ──

static struct phrase_word compile_word(struct lexicon *lexicon, struct str word) {
    if (str_eq(word, STR("_"))) return (struct phrase_word){ .match = MATCH_ANY };
    bool prefix = word.len > 1 && word.ptr[word.len - 1] == '*';
    if (prefix) word.len--;
    uint32_t at = lexicon->text.len;
    buf_append_str(&lexicon->text, word);
    // The buffer may still move: the offset is kept as a pointer and made whole at the end.
    return (struct phrase_word){ prefix ? MATCH_PREFIX : MATCH_WORD,
                                 { (const char *)(uintptr_t)at, word.len } };
}

static void compile_phrase(struct lexicon *lexicon, int class, struct str text) {
    struct phrase *phrase = &lexicon->phrases[lexicon->count++];
    struct word words[PHRASE_WORDS_MAX];
    uint8_t room[LINE_BYTES], cut[LINE_BYTES];
    size_t length;
    const uint8_t *normal = normalise(text, room, &length);
    CHECK(normal != NULL && length <= sizeof cut); // as the schema has it
    int count = cut_words((struct cut){ normal, normal + length, cut, .phrase = true }, words,
                          PHRASE_WORDS_MAX);
    phrase->class = class;
    phrase->count = count < PHRASE_WORDS_MAX ? count : PHRASE_WORDS_MAX;
    for (int i = 0; i < phrase->count; i++)
        phrase->words[i] = compile_word(lexicon, words[i].text);
    normal_free(normal, text, room);
}

static int count_phrases(const cJSON *classes) {
    int count = 0;
    const cJSON *class;
    cJSON_ArrayForEach(class, classes) count += cJSON_GetArraySize(json_member(class, "phrases"));
    return count;
}

static uint32_t hash_of(struct str text) {
    uint32_t hash = hash_start;
    for (uint32_t i = 0; i < text.len; i++)
        hash = hash_more(hash, (uint8_t)text.ptr[i]);
    return hash;
}

// Of a word of two bytes or more.
static uint8_t bytes_of(struct str word) {
    return (uint8_t)((uint8_t)word.ptr[0] * 31 + (uint8_t)word.ptr[1]);
}

// The list that a phrase is looked for in. Words are never empty.
static const struct phrase **list_of(struct lexicon *lexicon, struct phrase *phrase) {
    const struct phrase_word *first = &phrase->words[0], *second = &phrase->words[1];
    if (first->match == MATCH_ANY) return &lexicon->by_none;
    if (first->match == MATCH_PREFIX)
        return first->text.len > 1 ? &lexicon->by_bytes[bytes_of(first->text)] : &lexicon->by_none;
    phrase->hash = hash_of(first->text);
    if (phrase->count > 1 && second->match == MATCH_WORD)
        phrase->hash = hash_both(phrase->hash, hash_of(second->text));
    lexicon->beginnings[phrase->hash % BEGINNINGS / 64] |= UINT64_C(1) << phrase->hash % 64;
    return &lexicon->by_words[phrase->hash % BUCKETS];
}

static void index_phrase(struct lexicon *lexicon, struct phrase *phrase) {
    if (phrase->count == 0) return;
    const struct phrase **list = list_of(lexicon, phrase);
    phrase->next = *list;
    *list = phrase;
}

enum err lexicon_new(const cJSON *file, struct lexicon **out) {
    const cJSON *class, *phrase, *classes = json_member(file, "classes");
    if (cJSON_GetArraySize(classes) > CLASSES_MAX) return ERR_INPUT;
    struct lexicon *lexicon = calloc(1, sizeof *lexicon);
    CHECK(lexicon != NULL);
    lexicon->file = file;
    lexicon->phrases = calloc((size_t)count_phrases(classes) + 1, sizeof *lexicon->phrases);
    CHECK(lexicon->phrases != NULL);
    int bit = 0;
    cJSON_ArrayForEach(class, classes) {
        cJSON_ArrayForEach(phrase, json_member(class, "phrases"))
            compile_phrase(lexicon, bit, str_from(phrase->valuestring));
        bit++;
    }
    for (int i = 0; i < lexicon->count; i++)
        for (int k = 0; k < lexicon->phrases[i].count; k++) {
            struct phrase_word *word = &lexicon->phrases[i].words[k];
            if (word->match != MATCH_ANY)
                word->text.ptr = lexicon->text.ptr + (uintptr_t)word->text.ptr;
        }
    for (int i = 0; i < lexicon->count; i++)
        index_phrase(lexicon, &lexicon->phrases[i]);
    *out = lexicon;
    return OK;
}

void lexicon_free(struct lexicon *lexicon) {
    if (!lexicon) return;
    free(lexicon->phrases);
    buf_deinit(&lexicon->text);
    free(lexicon);
}

uint32_t lexicon_class(const struct lexicon *lexicon, struct str id) {
    const cJSON *class;
    uint32_t bit = 1;
    cJSON_ArrayForEach(class, json_member(lexicon->file, "classes")) {
        if (str_eq(json_text(class, "id"), id)) return bit;
        bit <<= 1;
    }
    return 0;
}

// ── finding ──

static bool word_fits(const struct phrase_word *word, struct str text) {
    if (word->match == MATCH_ANY) return true;
    return word->match == MATCH_WORD ? str_eq(word->text, text) : str_starts_with(text, word->text);
}

static bool phrase_fits(const struct phrase *phrase, const struct word *words, int count) {
    if (phrase->count > count) return false;
    for (int i = 0; i < phrase->count; i++)
        if (!word_fits(&phrase->words[i], words[i].text)) return false;
    return true;
}

// Of the phrases in a list, those that begin at the first of these words.
static uint32_t find_at(const struct phrase *list, uint32_t hash, const struct word *words,
                        int count) {
    uint32_t found = 0;
    for (const struct phrase *phrase = list; phrase; phrase = phrase->next)
        if (phrase->hash == hash && phrase_fits(phrase, words, count)) found |= 1u << phrase->class;
    return found;
}

// Those that begin with the word, or the two words, of this hash.
static uint32_t find_begun(const struct lexicon *lexicon, uint32_t hash, const struct word *words,
                           int count) {
    if (!(lexicon->beginnings[hash % BEGINNINGS / 64] >> hash % 64 & 1)) return 0;
    return find_at(lexicon->by_words[hash % BUCKETS], hash, words, count);
}

static uint32_t find_classes(const struct lexicon *lexicon, const struct word *words, int count) {
    uint32_t found = 0;
    for (; count > 0; words++, count--) {
        found |= find_at(lexicon->by_none, 0, words, count);
        if (words->text.len > 1)
            found |= find_at(lexicon->by_bytes[bytes_of(words->text)], 0, words, count);
        found |= find_begun(lexicon, words->hash, words, count);
        if (count > 1)
            found |= find_begun(lexicon, hash_both(words[0].hash, words[1].hash), words, count);
    }
    return found;
}

uint32_t lexicon_find(const struct lexicon *lexicon, struct str line, int32_t *count) {
    static struct word words[LINE_WORDS_MAX]; // the engine has one thread
    static uint8_t room[LINE_BYTES], small[LINE_BYTES];
    size_t length;
    const uint8_t *normal = normalise(line, room, &length);
    CHECK(normal != NULL);
    uint8_t *cut = length <= sizeof small ? small : malloc(length);
    CHECK(cut != NULL);
    int found = cut_words((struct cut){ normal, normal + length, cut, .phrase = false }, words,
                          LINE_WORDS_MAX);
    *count = found < LINE_WORDS_MAX ? found : LINE_WORDS_MAX;
    uint32_t classes = lexicon ? find_classes(lexicon, words, *count) : 0;
    if (cut != small) free(cut);
    normal_free(normal, line, room);
    return classes;
}
