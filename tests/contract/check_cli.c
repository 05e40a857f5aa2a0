// Says what the scanner and the checker think of cases that come in on stdin, one a line.
//
// A line is a verb, an argument and a payload, separated by tabs; the answer is one line, "ok" or
// "refused", keyword, path and sentence, separated by tabs.
//
//   scan   LIMITS  HEX     the bytes under these limits: message, import, schema; the answer "ok"
//   is
//                          followed by the value as cJSON read it
//   load   NAME    JSON    a schema of this name becomes the one that `try` uses
//   try    -       JSON    a value against the loaded schema
//   check  SCHEMA  JSON    a value against an embedded schema, "common.json#/$defs/slug"
//   event  SCHEMA  JSON    an event as it goes out, with its type beside its fields
//   order  SCHEMA  JSON    a command with type, id and stream beside its fields
//   decode -       JSON    a client's message by message_decode
//   shape  MACHINE JSON    a command or event of "session_event" and so on, read into its struct;
//   the
//                          answer "ok" is followed by a list of how it is written: the whole, its
//                          facts, its texts ({} if it has none)
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "protocol/check.h"
#include "protocol/command.h"
#include "protocol/generated/shapes.h"

struct cli {
    struct contract *contract;
    struct schema_set *loaded;
    const struct schema *loaded_schema;
    struct check_fault fault;
    struct buf printed; // what follows the answer "ok"
};

static const struct scan_limits *limits_named(const char *name) {
    if (strcmp(name, "message") == 0) return &scan_limits_message;
    return strcmp(name, "import") == 0 ? &scan_limits_import : &scan_limits_schema;
}

// Not by cJSON_Print: that rounds 9007199254740991 to 15 digits.
static void value_print(struct buf *to, const cJSON *value) {
    if (cJSON_IsNull(value)) buf_append_lit(to, "null");
    if (cJSON_IsBool(value)) buf_append_str(to, cJSON_IsTrue(value) ? STR("true") : STR("false"));
    if (cJSON_IsNumber(value)) buf_printf(to, "%.17g", value->valuedouble);
    if (cJSON_IsString(value)) buf_json_string(to, str_from(value->valuestring));
    if (!cJSON_IsArray(value) && !cJSON_IsObject(value)) return;
    buf_append_char(to, cJSON_IsArray(value) ? '[' : '{');
    const cJSON *each;
    cJSON_ArrayForEach(each, value) {
        if (each != value->child) buf_append_char(to, ',');
        if (each->string != NULL) {
            buf_json_string(to, str_from(each->string));
            buf_append_char(to, ':');
        }
        value_print(to, each);
    }
    buf_append_char(to, cJSON_IsArray(value) ? ']' : '}');
}

static enum err hex_scan(struct cli *cli, const char *limits, struct str hex) {
    struct buf bytes = { 0 };
    for (uint32_t i = 0; i + 1 < hex.len; i += 2) {
        char digits[3] = { hex.ptr[i], hex.ptr[i + 1], '\0' };
        buf_append_char(&bytes, (char)strtoul(digits, NULL, 16));
    }
    cJSON *json = NULL;
    enum err err = json_accept(buf_str(&bytes), limits_named(limits), &json, &cli->fault);
    if (err == OK) value_print(&cli->printed, json);
    cJSON_Delete(json);
    buf_deinit(&bytes);
    return err;
}

static enum err schema_load(struct cli *cli, const char *name, struct str bytes) {
    schema_set_free(cli->loaded);
    cli->loaded = schema_set_new();
    cli->loaded_schema = NULL;
    enum err err = schema_set_add(cli->loaded, str_from(name), bytes, &cli->fault);
    if (err == OK) err = schema_set_seal(cli->loaded, &cli->fault);
    if (err == OK) cli->loaded_schema = schema_find(cli->loaded, name);
    return err;
}

// The value against a schema, with the first `beside_count` names of an envelope passed over.
static enum err value_check(struct cli *cli, const struct schema *schema, struct str text,
                            const struct scan_limits *limits, size_t beside_count) {
    static const char *const envelope[] = { "type", "id", "stream" };
    if (schema == NULL) {
        cli->fault.keyword = "no_schema";
        return ERR_NOT_FOUND;
    }
    cJSON *json = NULL;
    enum err err = json_accept(text, limits, &json, &cli->fault);
    if (err == OK) err = schema_check_beside(schema, json, envelope, beside_count, &cli->fault);
    cJSON_Delete(json);
    return err;
}

static enum err message_check(struct cli *cli, struct str text) {
    struct message message;
    enum err err = message_decode(cli->contract, text, &message, &cli->fault);
    if (err == OK) message_free(&message);
    return err;
}

struct machine {
    const char *name;
    const struct shape *shapes;
    int count;
};

static const struct machine *machine_find(const char *name) {
    static const struct machine machines[] = {
        { "session_command", session_command_shapes, SESSION_COMMAND_COUNT },
        { "session_event", session_event_shapes, SESSION_EVENT_COUNT },
        { "class_command", class_command_shapes, CLASS_COMMAND_COUNT },
        { "class_event", class_event_shapes, CLASS_EVENT_COUNT },
        { "sheet_command", sheet_command_shapes, SHEET_COMMAND_COUNT },
        { "sheet_event", sheet_event_shapes, SHEET_EVENT_COUNT },
    };
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        if (strcmp(machines[i].name, name) == 0) return &machines[i];
    return NULL;
}

static void shape_print(struct buf *to, const struct shape *shape, const void *value) {
    static const struct event_meta no_command;
    buf_append_char(to, '[');
    shape_write(to, shape, value, SHAPE_ALL);
    buf_append_char(to, ',');
    shape_write_facts(to, shape, value, &no_command);
    buf_append_char(to, ',');
    uint32_t before = to->len;
    shape_write_texts(to, shape, value);
    if (to->len == before) buf_append_lit(to, "{}");
    buf_append_char(to, ']');
}

static enum err shape_pass(struct cli *cli, const char *name, struct str text) {
    const struct machine *machine = machine_find(name);
    CHECK(machine != NULL);
    cJSON *json = NULL;
    enum err err = json_accept(text, &scan_limits_import, &json, &cli->fault);
    if (err != OK) return err;
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(json, "type");
    int place = shape_find(machine->shapes, machine->count, str_from(type->valuestring));
    CHECK(place >= 0);
    union {
        struct session_command session_command;
        struct session_event session_event;
        struct class_command class_command;
        struct class_event class_event;
        struct sheet_command sheet_command;
        struct sheet_event sheet_event;
    } value = { 0 };
    err = shape_read(&machine->shapes[place], json, text, &value);
    if (err == OK) shape_print(&cli->printed, &machine->shapes[place], &value);
    cJSON_Delete(json);
    return err;
}

static enum err line_judge(struct cli *cli, const char *verb, const char *argument,
                           struct str payload) {
    const struct schema_set *schemas = contract_schemas(cli->contract);
    if (strcmp(verb, "scan") == 0) return hex_scan(cli, argument, payload);
    if (strcmp(verb, "load") == 0) return schema_load(cli, argument, payload);
    if (strcmp(verb, "try") == 0)
        return value_check(cli, cli->loaded_schema, payload, &scan_limits_schema, 0);
    if (strcmp(verb, "decode") == 0) return message_check(cli, payload);
    if (strcmp(verb, "shape") == 0) return shape_pass(cli, argument, payload);
    size_t beside_count = strcmp(verb, "event") == 0 ? 1 : strcmp(verb, "order") == 0 ? 3 : 0;
    return value_check(cli, schema_find(schemas, argument), payload, &scan_limits_import,
                       beside_count);
}

static void line_answer(struct cli *cli, char *line) {
    char *verb = strsep(&line, "\t");
    char *argument = strsep(&line, "\t");
    CHECK(line != NULL);
    cli->fault = (struct check_fault){ .keyword = "" };
    buf_reset(&cli->printed);
    if (line_judge(cli, verb, argument, str_from(line)) == OK)
        printf("ok\t%.*s\n", STR_ARG(buf_str(&cli->printed)));
    else
        printf("refused\t%s\t%s\t%s\n", cli->fault.keyword, cli->fault.path, cli->fault.text);
}

int main(void) {
    struct cli cli = { .contract = contract_new() };
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    while ((length = getline(&line, &size, stdin)) > 0) {
        line[length - 1] = '\0';
        line_answer(&cli, line);
    }
    free(line);
    buf_deinit(&cli.printed);
    schema_set_free(cli.loaded);
    contract_free(cli.contract);
    return EXIT_SUCCESS;
}
