// Lexicons: phrases over words.
//
// A line is cut into words once. At each word those phrases are tried whose first word begins with
// the same byte: of a thousand phrases a few dozen. Trying all of them took 35 microseconds for a
// line of twelve words, four tenths of all that the server did for it (docs/BENCH.md).
#include "engine/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/check.h"
#include "engine/json.h"

enum { CLASSES_MAX = 32, PHRASE_WORDS_MAX = 12, LINE_WORDS_MAX = 2000 };

enum match { MATCH_WORD, MATCH_PREFIX, MATCH_ANY };

struct phrase_word {
    enum match match;
    struct str text; // in the lexicon's memory
};

struct phrase {
    const struct phrase *next; // that begins with the same byte
    int class;
    int count;
    struct phrase_word words[PHRASE_WORDS_MAX];
};

struct lexicon {
    const cJSON *file; // borrowed: class ids
    struct buf text;   // normalised phrases
    struct phrase *phrases;
    int count;
    const struct phrase *by_first[256]; // by the first byte; 0: any word may be the first
};

// ── words ──

// NFC and lower case, so that one spelling of a word is left. Free the result.
static uint8_t *normalise(struct str line, size_t *length) {
    return u8_tolower((const uint8_t *)line.ptr, line.len, NULL, UNINORM_NFC, NULL, length);
}

static bool is_apostrophe(ucs4_t c) {
    return c == '\'' || c == 0x2019;
}

static bool is_word(ucs4_t c, bool phrase) {
    return uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_DECIMAL_DIGIT_NUMBER) ||
           uc_is_general_category(c, UC_MARK) || (phrase && (c == '*' || c == '_'));
}

// Cuts a normalised line into words, in place; ’ becomes '. Returns how many; those past max are
// counted but not kept.
static int cut_words(uint8_t *line, size_t length, bool phrase, struct str *words, int max) {
    int count = 0;
    size_t at = 0, to = 0, from = 0;
    bool open = false;
    while (at < length) {
        ucs4_t c;
        int bytes = u8_mbtouc(&c, line + at, length - at);
        bool inside = is_word(c, phrase);
        if (!inside && open && is_apostrophe(c) && at + (size_t)bytes < length) {
            ucs4_t next;
            u8_mbtouc(&next, line + at + bytes, length - at - (size_t)bytes);
            inside = is_word(next, phrase);
        }
        if (inside && !open) from = to;
        if (inside && is_apostrophe(c))
            line[to++] = '\'';
        else if (inside) {
            memmove(line + to, line + at, (size_t)bytes);
            to += (size_t)bytes;
        }
        if (!inside && open) {
            if (count < max) words[count] = str_make((const char *)line + from, to - from);
            count++;
        }
        open = inside;
        at += (size_t)bytes;
    }
    if (open) {
        if (count < max) words[count] = str_make((const char *)line + from, to - from);
        count++;
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
    struct str words[PHRASE_WORDS_MAX];
    size_t length = 0;
    uint8_t *normal = normalise(text, &length);
    CHECK(normal != NULL);
    int count = cut_words(normal, length, true, words, PHRASE_WORDS_MAX);
    phrase->class = class;
    phrase->count = count < PHRASE_WORDS_MAX ? count : PHRASE_WORDS_MAX;
    for (int i = 0; i < phrase->count; i++)
        phrase->words[i] = compile_word(lexicon, words[i]);
    free(normal);
}

static int count_phrases(const cJSON *classes) {
    int count = 0;
    const cJSON *class;
    cJSON_ArrayForEach(class, classes) count += cJSON_GetArraySize(json_member(class, "phrases"));
    return count;
}

// Words are never empty, and no line holds a zero byte.
static void index_phrase(struct lexicon *lexicon, struct phrase *phrase) {
    if (phrase->count == 0) return;
    const struct phrase_word *first = &phrase->words[0];
    uint8_t byte = first->match == MATCH_ANY ? 0 : (uint8_t)first->text.ptr[0];
    phrase->next = lexicon->by_first[byte];
    lexicon->by_first[byte] = phrase;
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

static bool phrase_fits(const struct phrase *phrase, const struct str *words, int count) {
    if (phrase->count > count) return false;
    for (int i = 0; i < phrase->count; i++)
        if (!word_fits(&phrase->words[i], words[i])) return false;
    return true;
}

// Of the phrases in a list, those that begin at the first of these words.
static uint32_t find_at(const struct phrase *list, const struct str *words, int count) {
    uint32_t found = 0;
    for (const struct phrase *phrase = list; phrase; phrase = phrase->next)
        if (phrase_fits(phrase, words, count)) found |= 1u << phrase->class;
    return found;
}

static uint32_t find_classes(const struct lexicon *lexicon, const struct str *words, int count) {
    uint32_t found = 0;
    for (int at = 0; at < count; at++) {
        uint8_t byte = (uint8_t)words[at].ptr[0];
        found |= find_at(lexicon->by_first[0], words + at, count - at);
        found |= find_at(lexicon->by_first[byte], words + at, count - at);
    }
    return found;
}

uint32_t lexicon_find(const struct lexicon *lexicon, struct str line, int32_t *count) {
    static struct str words[LINE_WORDS_MAX]; // the engine has one thread
    size_t length = 0;
    uint8_t *normal = normalise(line, &length);
    CHECK(normal != NULL);
    int found = cut_words(normal, length, false, words, LINE_WORDS_MAX);
    *count = found < LINE_WORDS_MAX ? found : LINE_WORDS_MAX;
    uint32_t classes = lexicon ? find_classes(lexicon, words, *count) : 0;
    free(normal);
    return classes;
}
