// Fuzzes the way of a message in: scanner, parser, checker, decoder.
//
// Beside what the sanitizers see it holds them to their promises: what the scanner passes, cJSON
// parses; what it refuses, is decoded by nobody; what goes back to a sender is valid UTF-8.
#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "protocol/command.h"
#include "protocol/scan.h"
#include "protocol/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fault_check(const struct check_fault *fault) {
    CHECK(fault->keyword != NULL && fault->text[0] != '\0');
    CHECK(utf8_is_valid(str_from(fault->path)));
    CHECK(utf8_is_valid(str_from(fault->text)));
}

static void message_try(const struct contract *contract, struct str text, bool clean) {
    struct message message;
    struct check_fault fault = { .keyword = NULL };
    enum err err = message_decode(contract, text, &message, &fault);
    CHECK(clean || err != OK);
    if (err == OK)
        message_free(&message);
    else
        fault_check(&fault);
}

// Product files and requests are checked by the same code as messages, with deeper schemas.
static void file_try(const struct contract *contract, const char *schema, struct str text) {
    cJSON *json = NULL;
    struct check_fault fault = { .keyword = NULL };
    enum err err = json_accept(text, &scan_limits_import, &json, &fault);
    if (err == OK)
        err = schema_check(schema_find(contract_schemas(contract), schema), json, &fault);
    if (err != OK) fault_check(&fault);
    json_free(json);
}

// Ours against cJSON's own, which both stand for the same text.
static void tree_compare(const cJSON *ours, const cJSON *theirs) {
    CHECK(ours->type == theirs->type && ours->valueint == theirs->valueint);
    CHECK(memcmp(&ours->valuedouble, &theirs->valuedouble, sizeof ours->valuedouble) == 0);
    CHECK((ours->string == NULL) == (theirs->string == NULL));
    CHECK(ours->string == NULL || strcmp(ours->string, theirs->string) == 0);
    CHECK((ours->valuestring == NULL) == (theirs->valuestring == NULL));
    CHECK(ours->valuestring == NULL || strcmp(ours->valuestring, theirs->valuestring) == 0);
    const cJSON *one = ours->child, *other = theirs->child;
    for (; one != NULL && other != NULL; one = one->next, other = other->next)
        tree_compare(one, other);
    CHECK(one == NULL && other == NULL);
    CHECK(ours->child == NULL || ours->child->prev->next == NULL);
}

static void scan_try(struct str text, const struct scan_limits *limits) {
    struct scan_fault fault;
    uint32_t values = scan_json(text, limits, &fault);
    if (values == 0) {
        CHECK(fault.offset <= text.len);
        return;
    }
    CHECK(utf8_is_valid(text));
    cJSON *json = cJSON_ParseWithLength(text.ptr, text.len);
    CHECK(json != NULL);
    cJSON *tree = limits->floats ? NULL : tree_build(text, values);
    if (tree != NULL) tree_compare(tree, json);
    tree_free(tree);
    cJSON_Delete(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct contract *contract;
    if (contract == NULL) contract = contract_new();
    struct str text = str_make((const char *)data, size);
    scan_try(text, &scan_limits_message);
    scan_try(text, &scan_limits_import);
    scan_try(text, &scan_limits_schema);
    message_try(contract, text, scan_json(text, &scan_limits_message, NULL));
    file_try(contract, "scenario.json", text);
    file_try(contract, "common.json#/$defs/kit", text);

    struct check_fault fault = { .keyword = NULL };
    struct schema_set *set = schema_set_new();
    if (schema_set_add(set, STR("s.json"), text, &fault) != OK ||
        schema_set_seal(set, &fault) != OK)
        fault_check(&fault);
    schema_set_free(set);
    return 0;
}
