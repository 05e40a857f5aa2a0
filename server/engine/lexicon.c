// Lexicons: phrases over words.
//
// A line is cut into words once, and each word hashed. At each word those phrases are tried that
// begin with it and the next one: of a thousand hardly any. Trying all whose first word begins with
// the same byte was four tenths of all that the server did for a line (docs/BENCH.md).
#include "engine/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/check.h"
#include "engine/json.h"

enum {
    CLASSES_MAX = 32,
    PHRASE_WORDS_MAX = 12,
    LINE_WORDS_MAX = 2000,
    LINE_BYTES = 16 * 1024, // a message; what grows beyond it in lower case is put on the heap
    BUCKETS = 1024,         // about as many as there are phrases
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
    const struct phrase *by_byte[256]; // by the first byte of a beginning; 0: any word may be first
};

// ── words ──

static bool is_ascii(struct str line) {
    uint8_t any = 0;
    for (uint32_t i = 0; i < line.len; i++)
        any |= (uint8_t)line.ptr[i];
    return any < 0x80;
}

// NFC and lower case, so that one spelling of a word is left. Free the result if it is not `room`.
static uint8_t *normalise(struct str line, uint8_t room[LINE_BYTES], size_t *length) {
    *length = LINE_BYTES;
    if (line.len > LINE_BYTES || !is_ascii(line))
        return u8_tolower((const uint8_t *)line.ptr, line.len, NULL, UNINORM_NFC, room, length);
    for (uint32_t i = 0; i < line.len; i++)
        room[i] =
            (uint8_t)(line.ptr[i] >= 'A' && line.ptr[i] <= 'Z' ? line.ptr[i] + 32 : line.ptr[i]);
    *length = line.len;
    return room;
}

static bool is_apostrophe(ucs4_t c) {
    return c == '\'' || c == 0x2019;
}

static bool is_word(ucs4_t c, bool phrase) {
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               (phrase && (c == '*' || c == '_'));
    return uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_DECIMAL_DIGIT_NUMBER) ||
           uc_is_general_category(c, UC_MARK);
}

static ucs4_t character_at(const uint8_t *line, size_t length, size_t at, size_t *bytes) {
    ucs4_t c = line[at];
    *bytes = c < 0x80 ? 1 : (size_t)u8_mbtouc(&c, line + at, length - at);
    return c;
}

// FNV-1a.
static uint32_t hash_more(uint32_t hash, struct str text) {
    for (uint32_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.ptr[i]) * 16777619u;
    return hash;
}

static uint32_t hash_of(struct str text) {
    return hash_more(2166136261u, text);
}

// Of two words that follow each other.
static uint32_t hash_both(uint32_t first, uint32_t second) {
    return (first * 31 + second) * 16777619u;
}

static void word_keep(const uint8_t *from, size_t length, struct word *words, int at, int max) {
    if (at >= max) return;
    words[at].text = str_make((const char *)from, length);
    words[at].hash = hash_of(words[at].text);
}

// Cuts a normalised line into words, in place; ’ becomes '. Returns how many; those past max are
// counted but not kept.
static int cut_words(uint8_t *line, size_t length, bool phrase, struct word *words, int max) {
    int count = 0;
    size_t at = 0, to = 0, from = 0, bytes, ignored;
    bool open = false;
    for (; at < length; at += bytes) {
        ucs4_t c = character_at(line, length, at, &bytes);
        bool inside = is_word(c, phrase);
        if (!inside && open && is_apostrophe(c) && at + bytes < length)
            inside = is_word(character_at(line, length, at + bytes, &ignored), phrase);
        if (inside && !open) from = to;
        if (inside && is_apostrophe(c))
            line[to++] = '\'';
        else if (inside) {
            memmove(line + to, line + at, bytes);
            to += bytes;
        }
        if (!inside && open) word_keep(line + from, to - from, words, count++, max);
        open = inside;
    }
    if (open) word_keep(line + from, to - from, words, count++, max);
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
    uint8_t room[LINE_BYTES];
    size_t length;
    uint8_t *normal = normalise(text, room, &length);
    CHECK(normal != NULL);
    int count = cut_words(normal, length, true, words, PHRASE_WORDS_MAX);
    phrase->class = class;
    phrase->count = count < PHRASE_WORDS_MAX ? count : PHRASE_WORDS_MAX;
    for (int i = 0; i < phrase->count; i++)
        phrase->words[i] = compile_word(lexicon, words[i].text);
    if (normal != room) free(normal);
}

static int count_phrases(const cJSON *classes) {
    int count = 0;
    const cJSON *class;
    cJSON_ArrayForEach(class, classes) count += cJSON_GetArraySize(json_member(class, "phrases"));
    return count;
}

// The list that a phrase is looked for in. Words are never empty, and no line holds a zero byte.
static const struct phrase **list_of(struct lexicon *lexicon, const struct phrase *phrase) {
    const struct phrase_word *first = &phrase->words[0], *second = &phrase->words[1];
    if (first->match == MATCH_ANY) return &lexicon->by_byte[0];
    if (first->match == MATCH_PREFIX) return &lexicon->by_byte[(uint8_t)first->text.ptr[0]];
    uint32_t hash = hash_of(first->text);
    if (phrase->count > 1 && second->match == MATCH_WORD)
        hash = hash_both(hash, hash_of(second->text));
    return &lexicon->by_words[hash % BUCKETS];
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
static uint32_t find_at(const struct phrase *list, const struct word *words, int count) {
    uint32_t found = 0;
    for (const struct phrase *phrase = list; phrase; phrase = phrase->next)
        if (phrase_fits(phrase, words, count)) found |= 1u << phrase->class;
    return found;
}

static uint32_t find_classes(const struct lexicon *lexicon, const struct word *words, int count) {
    uint32_t found = 0;
    for (; count > 0; words++, count--) {
        uint32_t both = count > 1 ? hash_both(words[0].hash, words[1].hash) : words->hash;
        const struct phrase *lists[] = {
            lexicon->by_byte[0],
            lexicon->by_byte[(uint8_t)words->text.ptr[0]],
            lexicon->by_words[words->hash % BUCKETS],
            lexicon->by_words[both % BUCKETS],
        };
        for (int i = 0; i < 4; i++)
            if (lists[i]) found |= find_at(lists[i], words, count);
    }
    return found;
}

uint32_t lexicon_find(const struct lexicon *lexicon, struct str line, int32_t *count) {
    static struct word words[LINE_WORDS_MAX]; // the engine has one thread
    static uint8_t room[LINE_BYTES];
    size_t length;
    uint8_t *normal = normalise(line, room, &length);
    CHECK(normal != NULL);
    int found = cut_words(normal, length, false, words, LINE_WORDS_MAX);
    *count = found < LINE_WORDS_MAX ? found : LINE_WORDS_MAX;
    uint32_t classes = lexicon ? find_classes(lexicon, words, *count) : 0;
    if (normal != room) free(normal);
    return classes;
}
