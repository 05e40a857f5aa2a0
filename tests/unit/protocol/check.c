// The schema checker (protocol/c/check.c): what is refused, with which path and sentence.
//
// That it agrees with ajv on every keyword is shown in tests/contract; here stand the words.
#include "lib/test.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/utf8.h"
#include "protocol/check.h"

static struct schema_set *set_of(const char *schema) {
    struct check_fault fault = { .keyword = "" };
    struct schema_set *set = schema_set_new();
    if (schema_set_add(set, STR("s.json"), str_from(schema), &fault) != OK ||
        schema_set_seal(set, &fault) != OK)
        fail_msg("%s: %s %s", schema, fault.path, fault.text);
    return set;
}

static enum err check(const char *schema, const char *value, struct check_fault *fault) {
    struct schema_set *set = set_of(schema);
    cJSON *json = NULL;
    assert_int_equal(json_accept(str_from(value), &scan_limits_schema, &json, fault), OK);
    enum err err = schema_check(schema_find(set, "s.json"), json, fault);
    assert_int_equal(schema_check(schema_find(set, "s.json"), json, NULL), err);
    cJSON_Delete(json);
    schema_set_free(set);
    return err;
}

#define OBJECT(properties)                                                                         \
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],\"properties\":{"    \
    "\"a\":" properties "}}"

static void each_refusal_says_what_to_do(void **state) {
    (void)state;
    static const struct {
        const char *schema, *value, *keyword, *path, *text;
    } cases[] = {
        { OBJECT("{}"), "{}", "required", "/a", "a: is missing; add it" },
        { OBJECT("{}"), "{\"a\":1,\"b\":1}", "additionalProperties", "/b",
          "b: not a field here; leave it out" },
        { OBJECT("{}"), "[]", "type", "", "the message: must be an object, this is a list" },
        { OBJECT("{\"type\":\"string\"}"), "{\"a\":null}", "type", "/a",
          "a: must be a text, this is null" },
        { OBJECT("{\"type\":\"integer\"}"), "{\"a\":1.5}", "type", "/a",
          "a: must be a whole number, this is a number" },
        { OBJECT("{\"type\":[\"string\",\"null\"]}"), "{\"a\":1}", "type", "/a",
          "a: must be null or a text, this is a whole number" },
        { OBJECT("{\"enum\":[\"csr\",\"\",3]}"), "{\"a\":\"x\"}", "enum", "/a",
          "a: must be one of csr, \"\", 3" },
        { OBJECT("{\"const\":\"b\"}"), "{\"a\":\"x\"}", "const", "/a", "a: must be b" },
        { OBJECT("{\"const\":1}"), "{\"a\":\"x\"}", "const", "/a", "a: must be 1" },
        { OBJECT("{\"const\":[]}"), "{\"a\":\"x\"}", "const", "/a",
          "a: must be the one value that is allowed here" },
        { OBJECT("{\"minimum\":0}"), "{\"a\":-1}", "minimum", "/a", "a: at least 0, this is -1" },
        { OBJECT("{\"maximum\":10}"), "{\"a\":9007199254740991}", "maximum", "/a",
          "a: at most 10, this is 9007199254740991" },
        { OBJECT("{\"minLength\":1}"), "{\"a\":\"\"}", "minLength", "/a",
          "a: at least 1 character, this has 0" },
        { OBJECT("{\"maxLength\":2}"), "{\"a\":\"\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\"}",
          "maxLength", "/a", "a: at most 2 characters, this has 3" },
        { OBJECT("{\"format\":\"hash\"}"), "{\"a\":\"\"}", "format", "/a",
          "a: send 32 lower-case hexadecimal digits" },
        { OBJECT("{\"minItems\":1}"), "{\"a\":[]}", "minItems", "/a",
          "a: at least 1 entry, this has 0" },
        { OBJECT("{\"maxItems\":2}"), "{\"a\":[1,2,3]}", "maxItems", "/a",
          "a: at most 2 entries, this has 3" },
        { OBJECT("{\"uniqueItems\":true,\"maxItems\":5}"), "{\"a\":[1,{\"b\":2},{\"b\":2}]}",
          "uniqueItems", "/a/1", "a, entry 2: no entry may stand here twice" },
        { OBJECT("{\"items\":{\"type\":\"boolean\"}}"), "{\"a\":[true,7]}", "type", "/a/1",
          "a, entry 2: must be true or false, this is a whole number" },
        { OBJECT("{\"minProperties\":1}"), "{\"a\":{}}", "minProperties", "/a",
          "a: at least 1 field, this has 0" },
        { OBJECT("{\"maxProperties\":0}"), "{\"a\":{\"b\":1}}", "maxProperties", "/a",
          "a: at most 0 fields, this has 1" },
        { OBJECT("{\"propertyNames\":{\"format\":\"slug\"}}"), "{\"a\":{\"A/B\":1}}", "format",
          "/a/A~1B", "A/B: use 1 to 40 of a-z, 0-9 and _, beginning with a letter" },
        { OBJECT("false"), "{\"a\":1}", "false", "/a", "a: nothing may stand here; leave it out" },
        { OBJECT("{\"additionalProperties\":{\"type\":\"null\"}}"), "{\"a\":{\"b\":1}}", "type",
          "/a/b", "b: must be null, this is a whole number" },
        { OBJECT("{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}"), "{\"a\":1}", "oneOf",
          "/a", "a: fits none of the 2 shapes that are allowed here" },
        { OBJECT("{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\"}]}"), "{\"a\":1}", "anyOf",
          "/a", "a: fits none of the 2 shapes that are allowed here" },
        { OBJECT("{\"oneOf\":[{\"minimum\":1},{\"maximum\":5}]}"), "{\"a\":3}", "oneOf", "/a",
          "a: fits 2 of the 2 shapes where only one may fit" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct check_fault fault = { .keyword = "" };
        if (check(cases[i].schema, cases[i].value, &fault) != ERR_INPUT)
            fail_msg("%s passed", cases[i].value);
        assert_string_equal(fault.keyword, cases[i].keyword);
        assert_string_equal(fault.path, cases[i].path);
        assert_string_equal(fault.text, cases[i].text);
    }
}

#define BRANCH(name, field)                                                                        \
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"type\",\"" field          \
    "\"],\"properties\":{\"type\":{\"const\":\"" name "\"},\"" field "\":{\"type\":\"integer\"}}}"

static void a_constant_type_picks_the_branch(void **state) {
    (void)state;
    const char *schema = "{\"oneOf\":[{\"$ref\":\"#/$defs/hop\"}," BRANCH(
        "b", "two") "],"
                    "\"$defs\":{\"hop\":{\"$ref\":\"#/$defs/one\"},"
                    "\"one\":" BRANCH("a", "one") "}}";
    static const struct {
        const char *value, *path, *text;
    } cases[] = {
        { "{\"type\":\"a\",\"one\":1}", NULL, NULL },
        { "{\"type\":\"b\",\"two\":1}", NULL, NULL },
        { "{\"type\":\"a\",\"two\":1}", "/two", "two: not a field here; leave it out" },
        { "{\"type\":\"b\",\"two\":\"x\"}", "/two", "two: must be a whole number, this is a text" },
        { "{\"type\":\"c\"}", "/type", "type: must be one of a, b" },
        { "{\"type\":1}", "/type", "type: must be one of a, b" },
        { "{}", "/type", "type: is missing; add it" },
        { "7", "", "the message: must be an object, this is a whole number" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct check_fault fault = { .keyword = "" };
        enum err err = check(schema, cases[i].value, &fault);
        assert_int_equal(err, cases[i].path == NULL ? OK : ERR_INPUT);
        if (err == OK) continue;
        assert_string_equal(fault.path, cases[i].path);
        assert_string_equal(fault.text, cases[i].text);
    }
}

static void the_envelope_is_passed_over_at_the_top_only(void **state) {
    (void)state;
    struct schema_set *set = set_of(OBJECT("{\"type\":\"object\",\"additionalProperties\":false}"));
    const struct schema *schema = schema_find(set, "s.json");
    static const char *const beside[] = { "type", "id" };
    struct check_fault fault;
    cJSON *json = NULL;
    json_accept(STR("{\"type\":\"x\",\"id\":1,\"a\":{}}"), &scan_limits_message, &json, &fault);
    assert_int_equal(schema_check_beside(schema, json, beside, 2, &fault), OK);
    assert_int_equal(schema_check_beside(schema, json, beside, 1, &fault), ERR_INPUT);
    assert_string_equal(fault.path, "/id");
    cJSON_Delete(json);
    json_accept(STR("{\"type\":\"x\",\"a\":{\"id\":1}}"), &scan_limits_message, &json, &fault);
    assert_int_equal(schema_check_beside(schema, json, beside, 2, &fault), ERR_INPUT);
    assert_string_equal(fault.path, "/a/id");
    cJSON_Delete(json);
    schema_set_free(set);
}

static void numbers_next_to_each_other_are_not_equal(void **state) {
    (void)state;
    struct check_fault fault;
    assert_int_equal(check("{\"const\":9007199254740991}", "9007199254740991", &fault), OK);
    assert_int_equal(check("{\"const\":9007199254740991}", "9007199254740990", &fault), ERR_INPUT);
}

static void names_are_told_apart_by_case(void **state) {
    (void)state;
    struct check_fault fault;
    assert_int_equal(check(OBJECT("{}"), "{\"A\":1}", &fault), ERR_INPUT);
    assert_string_equal(fault.path, "/A");
    assert_int_equal(check("{\"const\":{\"a\":1}}", "{\"A\":1}", &fault), ERR_INPUT);
}

static void a_long_name_makes_no_broken_sentence(void **state) {
    (void)state;
    struct buf value = { 0 };
    buf_append_str(&value, STR("{\""));
    for (int i = 0; i < 400; i++)
        buf_append_str(&value, STR("\xf0\x9f\x99\x82"));
    buf_append_str(&value, STR("\":1}"));
    buf_append_char(&value, '\0');
    struct check_fault fault;
    assert_int_equal(check("{\"additionalProperties\":false}", value.ptr, &fault), ERR_INPUT);
    assert_true(utf8_is_valid(str_from(fault.path)));
    assert_true(utf8_is_valid(str_from(fault.text)));
    assert_non_null(strstr(fault.text, ": not a field here; leave it out"));
    buf_deinit(&value);
}

static void many_values_are_cut_off(void **state) {
    (void)state;
    struct buf schema = { 0 };
    buf_append_str(&schema, STR("{\"enum\":["));
    for (int i = 0; i < 100; i++)
        buf_printf(&schema, "\"value_%d\",", i);
    buf_append_str(&schema, STR("\"\xc3\xa9\"]}"));
    buf_append_char(&schema, '\0');
    struct check_fault fault;
    assert_int_equal(check(schema.ptr, "1", &fault), ERR_INPUT);
    assert_true(utf8_is_valid(str_from(fault.text)));
    buf_deinit(&schema);
}

static void what_the_scanner_refuses_is_not_parsed(void **state) {
    (void)state;
    struct check_fault fault;
    cJSON *json = (cJSON *)&fault;
    assert_int_equal(json_accept(STR("{\"a\":007}"), &scan_limits_message, &json, &fault),
                     ERR_INPUT);
    assert_null(json);
    assert_string_equal(fault.keyword, "syntax");
    assert_string_equal(fault.path, "/a");
    assert_int_equal(fault.offset, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_refusal_says_what_to_do),
        cmocka_unit_test(a_constant_type_picks_the_branch),
        cmocka_unit_test(the_envelope_is_passed_over_at_the_top_only),
        cmocka_unit_test(numbers_next_to_each_other_are_not_equal),
        cmocka_unit_test(names_are_told_apart_by_case),
        cmocka_unit_test(a_long_name_makes_no_broken_sentence),
        cmocka_unit_test(many_values_are_cut_off),
        cmocka_unit_test(what_the_scanner_refuses_is_not_parsed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
