// Phrases found in lines (server/engine/lexicon.c): the shipped lexicon's own examples, then the
// corners of matching.
#include "lib/test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/lexicon.h"

static cJSON *shipped(void) {
    enum { FILE_MAX = 1024 * 1024 };
    char *text = malloc(FILE_MAX);
    FILE *file = fopen("scenarios/lexicons/en.json", "r");
    assert_non_null(file);
    size_t len = fread(text, 1, FILE_MAX, file);
    fclose(file);
    cJSON *json = cJSON_ParseWithLength(text, len);
    assert_non_null(json);
    free(text);
    return json;
}

static int examples_check(const struct lexicon *lexicon, const cJSON *class, const char *list,
                          bool wanted) {
    const cJSON *line;
    int count = 0;
    int32_t words;
    uint32_t bit = lexicon_class(
        lexicon, str_from(cJSON_GetObjectItemCaseSensitive(class, "id")->valuestring));
    cJSON_ArrayForEach(line, cJSON_GetObjectItemCaseSensitive(class, list)) {
        bool found = lexicon_find(lexicon, str_from(line->valuestring), &words) & bit;
        if (found != wanted) fail_msg("%s: \"%s\"", list, line->valuestring);
        count++;
    }
    return count;
}

static void each_class_hits_its_examples_and_misses_the_others(void **state) {
    (void)state;
    cJSON *json = shipped();
    const cJSON *class;
    struct lexicon *lexicon;
    int count = 0;
    assert_int_equal(lexicon_new(json, &lexicon), OK);
    cJSON_ArrayForEach(class, cJSON_GetObjectItemCaseSensitive(json, "classes")) {
        count += examples_check(lexicon, class, "examples_hit", true);
        count += examples_check(lexicon, class, "examples_miss", false);
    }
    assert_true(count > 200);
    lexicon_free(lexicon);
    cJSON_Delete(json);
}

// What a lexicon of these phrases, a class each, finds in a line.
static uint32_t find(const char *const *phrases, const char *line, int32_t *words) {
    struct lexicon *lexicon;
    cJSON *json = cJSON_CreateObject();
    cJSON *classes = cJSON_AddArrayToObject(json, "classes");
    for (; *phrases; phrases++) {
        cJSON *class = cJSON_CreateObject();
        cJSON_AddStringToObject(class, "id", "any");
        cJSON_AddItemToArray(cJSON_AddArrayToObject(class, "phrases"),
                             cJSON_CreateString(*phrases));
        cJSON_AddItemToArray(classes, class);
    }
    assert_int_equal(lexicon_new(json, &lexicon), OK);
    uint32_t found = lexicon_find(lexicon, str_from(line), words);
    lexicon_free(lexicon);
    cJSON_Delete(json);
    return found;
}

static void phrases_match_whole_words_anywhere(void **state) {
    (void)state;
    static const char *const phrases[] = { "our fault", "apologi*", "_ mistake", "über uns",
                                           "don't kn*", "z*",       NULL };
    static const struct {
        const char *line;
        uint32_t found;
        int32_t words;
    } cases[] = {
        { "", 0, 0 },
        { "That was our fault.", 1, 4 },
        { "OUR\nFault!", 1, 2 },
        { "our faults", 0, 2 },
        { "hour fault", 0, 2 },
        { "our", 0, 1 },
        { "We apologise", 2, 2 },
        { "No apology", 0, 2 },
        { "mistake", 0, 1 },
        { "A mistake, and our fault", 5, 5 },
        { "Alle reden ÜBER uns", 8, 4 },
        { "I DON’T know zoë", 48, 4 },
        { "don' t know us", 0, 4 },
        { "don't know", 16, 2 },
        { "'z", 32, 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t words;
        assert_int_equal(find(phrases, cases[i].line, &words), cases[i].found);
        assert_int_equal(words, cases[i].words);
    }
}

static void without_a_lexicon_words_are_counted(void **state) {
    (void)state;
    int32_t words;
    assert_int_equal(lexicon_find(NULL, STR("I don’t know."), &words), 0);
    assert_int_equal(words, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_class_hits_its_examples_and_misses_the_others),
        cmocka_unit_test(phrases_match_whole_words_anywhere),
        cmocka_unit_test(without_a_lexicon_words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
