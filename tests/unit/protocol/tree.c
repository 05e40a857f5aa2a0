// Trees in one block (protocol/c/tree.c): the same as cJSON's own.
#include "lib/test.h"

#include <stdio.h>
#include <string.h>

#include "protocol/scan.h"
#include "protocol/tree.h"

static void same(const cJSON *ours, const cJSON *theirs) {
    assert_int_equal(ours->type, theirs->type);
    assert_int_equal(ours->valueint, theirs->valueint);
    assert_memory_equal(&ours->valuedouble, &theirs->valuedouble, sizeof ours->valuedouble);
    if (theirs->valuestring) assert_string_equal(ours->valuestring, theirs->valuestring);
    if (theirs->string) assert_string_equal(ours->string, theirs->string);
    assert_int_equal(cJSON_GetArraySize(ours), cJSON_GetArraySize(theirs));
    const cJSON *one = ours->child;
    const cJSON *other;
    cJSON_ArrayForEach(other, theirs) {
        same(one, other);
        one = one->next;
    }
    assert_int_equal(ours->child != NULL, theirs->child != NULL);
    if (theirs->child) assert_null(ours->child->prev->next);
}

static void a_tree_is_the_one_that_cjson_makes(void **state) {
    (void)state;
    static const char *const texts[] = {
        "null",
        "true",
        "[false,null,true]",
        "0",
        "[-1,9007199254740991,-9007199254740991,2147483647,2147483648,-2147483649]",
        "\"\"",
        "\"caf\xc3\xa9 \xf0\x9f\x99\x82 \\u00e9 \\ud83d\\ude42 \\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
        "[\"\\\"\",\"\\\\\",\"\\\\\\\"\",\"a\\\\\",\"\\\"b\",\"c\\\"d\\\"\"]",
        "\"\\u007f\\u0080\\u07ff\\u0800\\uffff\\ud800\\udc00\\udbff\\udfff\"",
        "[]",
        "{}",
        "[[],{},[[]]]",
        " \t\r\n[ 1 , 2 ]\r\n",
        "{ \"a\" : { \"a\" : 1 } , \"b\\u0062\" : [ { \"a\" : 2 } , { \"\" : -3 } ] }",
        "{\"type\":\"say\",\"id\":12,\"stream\":687491523019264,\"text\":\"That is on us.\"}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct scan_fault fault;
        uint32_t values = scan_json(str_from(texts[i]), &scan_limits_message, &fault);
        cJSON *theirs = cJSON_Parse(texts[i]);
        cJSON *ours = tree_build(str_from(texts[i]), values);
        assert_non_null(ours);
        same(ours, theirs);
        tree_free(ours);
        cJSON_Delete(theirs);
    }
}

static void a_member_is_found_by_its_whole_name(void **state) {
    (void)state;
    struct str text = STR("{\"type\":1,\"text\":2,\"t\":3,\"\":4}");
    cJSON *tree = tree_build(text, scan_json(text, &scan_limits_message, NULL));
    assert_int_equal(tree_member(tree, "text")->valueint, 2);
    assert_int_equal(tree_member(tree, "t")->valueint, 3);
    assert_int_equal(tree_member(tree, "")->valueint, 4);
    assert_null(tree_member(tree, "TEXT"));
    assert_null(tree_member(tree->child, "text"));
    assert_null(tree_member(NULL, "text"));
    tree_free(tree);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_is_the_one_that_cjson_makes),
        cmocka_unit_test(a_member_is_found_by_its_whole_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
