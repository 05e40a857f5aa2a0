// Loading schemas (protocol/c/compile.c): what is refused, and how it is said.
#include "lib/test.h"

#include <string.h>

#include "protocol/check.h"

struct refusal {
    const char *schema;
    const char *keyword;
    const char *path;
};

static void what_is_not_understood_is_not_loaded(void **state) {
    (void)state;
    static const struct refusal refusals[] = {
        { "{\"pattern\":\"a\"}", "keyword", "s.json" },
        { "{\"properties\":{\"a\":{\"allOf\":[]}}}", "keyword", "s.json/properties/a" },
        { "{\"$defs\":{\"a\":{\"not\":{}}}}", "keyword", "s.json#/$defs/a" },
        { "{\"exclusiveMinimum\":1}", "keyword", "s.json" },
        { "{\"default\":1}", "keyword", "s.json" },
        { "[]", "schema", "s.json" },
        { "{\"items\":[]}", "schema", "s.json/items" },
        { "{\"type\":\"text\"}", "type", "s.json" },
        { "{\"type\":[\"string\",1]}", "type", "s.json" },
        { "{\"type\":[]}", "type", "s.json" },
        { "{\"enum\":[]}", "enum", "s.json" },
        { "{\"enum\":1}", "enum", "s.json" },
        { "{\"minimum\":\"1\"}", "minimum", "s.json" },
        { "{\"maxLength\":-1}", "maxLength", "s.json" },
        { "{\"maxLength\":1.5}", "maxLength", "s.json" },
        { "{\"minItems\":4294967295}", "minItems", "s.json" },
        { "{\"uniqueItems\":true}", "uniqueItems", "s.json" },
        { "{\"uniqueItems\":true,\"maxItems\":401}", "uniqueItems", "s.json" },
        { "{\"uniqueItems\":1}", "uniqueItems", "s.json" },
        { "{\"format\":\"email\"}", "format", "s.json" },
        { "{\"properties\":[]}", "properties", "s.json" },
        { "{\"required\":\"a\"}", "required", "s.json" },
        { "{\"required\":[1]}", "required", "s.json" },
        { "{\"oneOf\":[]}", "oneOf", "s.json" },
        { "{\"anyOf\":{}}", "anyOf", "s.json" },
        { "{\"$ref\":\"#/$defs/none\"}", "$ref", "s.json" },
        { "{\"$ref\":\"other.json\"}", "$ref", "s.json" },
        { "{\"$ref\":1}", "$ref", "s.json" },
        { "{\"$ref\":\"#\"}", "$ref", "s.json" },
        { "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"oneOf\":[{\"$ref\":\"#/$defs/"
          "a\"}]}}}",
          "$ref", "s.json#/$defs/a" },
        { "{\"items\":{\"$id\":\"x\"}}", "$id", "s.json/items" },
        { "{\"$id\":\"x.json\"}", "$id", "s.json" },
        { "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}", "$schema", "s.json" },
        { "{\"type\":\"string\",\"type\":\"number\"}", "duplicate_key", "s.json/type" },
        { "{", "syntax", "s.json" },
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct check_fault fault = { .keyword = "" };
        struct schema_set *set = schema_set_new();
        enum err err = schema_set_add(set, STR("s.json"), str_from(refusals[i].schema), &fault);
        if (err == OK) err = schema_set_seal(set, &fault);
        if (err != ERR_INPUT) fail_msg("%s was loaded", refusals[i].schema);
        assert_string_equal(fault.keyword, refusals[i].keyword);
        assert_string_equal(fault.path, refusals[i].path);
        assert_true(strlen(fault.text) > 10);
        schema_set_free(set);
    }
}

static void notes_are_passed_over(void **state) {
    (void)state;
    struct check_fault fault;
    struct schema_set *set = schema_set_new();
    struct str schema = STR("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                            "\"$id\":\"s.json\",\"title\":\"a\",\"description\":\"b\","
                            "\"examples\":[1],\"x-part\":\"text\",\"x-from\":[\"csr\"]}");
    assert_int_equal(schema_set_add(set, STR("s.json"), schema, &fault), OK);
    assert_int_equal(schema_set_seal(set, &fault), OK);
    assert_non_null(schema_find(set, "s.json"));
    assert_null(schema_find(set, "s.json#/$defs/a"));
    schema_set_free(set);
}

static void a_name_is_taken_once(void **state) {
    (void)state;
    struct check_fault fault;
    struct schema_set *set = schema_set_new();
    assert_int_equal(schema_set_add(set, STR("s.json"), STR("{}"), &fault), OK);
    assert_int_equal(schema_set_add(set, STR("s.json"), STR("{}"), &fault), ERR_EXISTS);
    schema_set_free(set);
    schema_set_free(NULL);
}

static void files_are_bounded(void **state) {
    (void)state;
    struct check_fault fault;
    struct schema_set *set = schema_set_new();
    enum err err = OK;
    char name[] = "s00";
    for (int i = 0; i < 65; i++) {
        name[1] = (char)('0' + i / 10);
        name[2] = (char)('0' + i % 10);
        err = schema_set_add(set, str_from(name), STR("{}"), &fault);
        assert_int_equal(err, i < 64 ? OK : ERR_FULL);
    }
    schema_set_free(set);
}

static void properties_are_bounded(void **state) {
    (void)state;
    for (int count = 64; count <= 65; count++) {
        struct buf schema = { 0 };
        buf_append_str(&schema, STR("{\"required\":["));
        for (int i = 0; i < count; i++)
            buf_printf(&schema, "%s\"k%d\"", i > 0 ? "," : "", i);
        buf_append_str(&schema, STR("]}"));
        struct check_fault fault;
        struct schema_set *set = schema_set_new();
        assert_int_equal(schema_set_add(set, STR("s.json"), buf_str(&schema), &fault), OK);
        assert_int_equal(schema_set_seal(set, &fault), count == 64 ? OK : ERR_INPUT);
        schema_set_free(set);
        buf_deinit(&schema);
    }
}

static void the_embedded_schemas_load(void **state) {
    (void)state;
    struct schema_set *set = schema_set_embedded();
    assert_non_null(schema_find(set, "session_command.json#/$defs/say"));
    assert_non_null(schema_find(set, "common.json"));
    schema_set_free(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_understood_is_not_loaded),
        cmocka_unit_test(notes_are_passed_over),
        cmocka_unit_test(a_name_is_taken_once),
        cmocka_unit_test(files_are_bounded),
        cmocka_unit_test(properties_are_bounded),
        cmocka_unit_test(the_embedded_schemas_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
