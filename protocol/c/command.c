// Messages from clients: scan, find the schema by `type`, check, read into the struct.
#include "protocol/command.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "protocol/generated/shapes.h"
#include "protocol/tree.h"

static const char *const client_messages[] = { "hello", "join",    "take_over",
                                               "watch", "unwatch", "quit" };
enum { CLIENT_MESSAGES = sizeof client_messages / sizeof *client_messages };

// One type that a client may send.
struct entry {
    const char *name;
    enum message_kind kind;
    const struct shape *shape; // commands only
    int type;                  // the machine's enum
    const struct schema *schema;
};

enum { ENTRIES_MAX = 128 };

struct contract {
    struct schema_set *schemas;
    const struct schema *envelope_id, *envelope_stream;
    struct entry entries[ENTRIES_MAX];
    int count;
};

static void contract_add(struct contract *contract, struct entry entry, const char *schema) {
    CHECK(contract->count < ENTRIES_MAX);
    entry.schema = schema_find(contract->schemas, schema);
    CHECK(entry.schema != NULL);
    contract->entries[contract->count++] = entry;
}

// Commands that only the engine gives have no way in.
static void contract_add_machine(struct contract *contract, enum message_kind kind,
                                 const struct shape *shapes, int count) {
    for (int i = 0; i < count; i++)
        if (shapes[i].from != 1u << ROLE_ENGINE)
            contract_add(contract, (struct entry){ shapes[i].name, kind, &shapes[i], i, NULL },
                         shapes[i].schema);
}

struct contract *contract_new(void) {
    struct contract *contract = calloc(1, sizeof *contract);
    CHECK(contract != NULL);
    contract->schemas = schema_set_embedded();
    for (int i = 0; i < CLIENT_MESSAGES; i++) {
        char schema[64];
        snprintf(schema, sizeof schema, "client_message.json#/$defs/%s", client_messages[i]);
        contract_add(contract,
                     (struct entry){ client_messages[i], (enum message_kind)i, NULL, 0, NULL },
                     schema);
    }
    contract_add_machine(contract, MESSAGE_SESSION, session_command_shapes, SESSION_COMMAND_COUNT);
    contract_add_machine(contract, MESSAGE_CLASS, class_command_shapes, CLASS_COMMAND_COUNT);
    contract_add_machine(contract, MESSAGE_SHEET, sheet_command_shapes, SHEET_COMMAND_COUNT);
    contract->envelope_id = schema_find(contract->schemas, "common.json#/$defs/counter");
    contract->envelope_stream = schema_find(contract->schemas, "common.json#/$defs/stream");
    return contract;
}

void contract_free(struct contract *contract) {
    if (!contract) return;
    schema_set_free(contract->schemas);
    free(contract);
}

const struct schema_set *contract_schemas(const struct contract *contract) {
    return contract->schemas;
}

static enum err fault_at(struct check_fault *fault, const char *path, const char *text) {
    *fault = (struct check_fault){ .keyword = "type" };
    snprintf(fault->path, sizeof fault->path, "%s", path);
    snprintf(fault->text, sizeof fault->text, "%s", text);
    return ERR_INPUT;
}

static const struct entry *contract_find(const struct contract *contract, const cJSON *type) {
    if (!cJSON_IsString(type)) return NULL;
    for (int i = 0; i < contract->count; i++)
        if (tree_same_name(contract->entries[i].name, type->valuestring))
            return &contract->entries[i];
    return NULL;
}

static struct str string_of(const cJSON *object, const char *name) {
    return str_from(tree_member(object, name)->valuestring);
}

static int64_t number_of(const cJSON *object, const char *name) {
    return (int64_t)tree_member(object, name)->valuedouble;
}

static void read_client_message(const cJSON *json, struct message *m) {
    switch (m->kind) {
    case MESSAGE_HELLO:
        m->hello.token = string_of(json, "token");
        m->hello.instance = (uint32_t)number_of(json, "instance");
        break;
    case MESSAGE_JOIN:
        m->join.code = string_of(json, "code");
        m->join.name = string_of(json, "name");
        m->join.token = string_of(json, "token");
        m->join.recorded = cJSON_IsTrue(tree_member(json, "recorded"));
        break;
    case MESSAGE_TAKE_OVER:
        m->take_over.secret = string_of(json, "secret");
        m->take_over.token = string_of(json, "token");
        break;
    case MESSAGE_WATCH:
        m->stream = (uint64_t)number_of(json, "stream");
        m->watch.n = (uint32_t)number_of(json, "n");
        break;
    case MESSAGE_UNWATCH: m->stream = (uint64_t)number_of(json, "stream"); break;
    default: break;
    }
}

// The id and the stream of a command.
static enum err read_envelope(const struct contract *contract, const cJSON *json, struct message *m,
                              struct check_fault *fault) {
    const cJSON *id = tree_member(json, "id");
    const cJSON *stream = tree_member(json, "stream");
    if (!id || schema_check(contract->envelope_id, id, NULL) != OK)
        return fault_at(fault, "/id", "id: number your commands 1, 2, 3 and so on");
    m->id = (uint32_t)id->valuedouble;
    if (!stream || schema_check(contract->envelope_stream, stream, NULL) != OK ||
        !id_is_valid((uint64_t)stream->valuedouble))
        return fault_at(fault, "/stream", "stream: say which class, session or sheet this is for");
    m->stream = (uint64_t)stream->valuedouble;
    return OK;
}

static enum err read_command(const struct contract *contract, const struct entry *entry,
                             const cJSON *json, struct str text, struct message *m,
                             struct check_fault *fault) {
    static const char *const beside[] = { "type", "id", "stream" };
    if (read_envelope(contract, json, m, fault) != OK) return ERR_INPUT;
    if (schema_check_beside(entry->schema, json, beside, 3, fault) != OK) return ERR_INPUT;
    void *value = m->kind == MESSAGE_SESSION ? (void *)&m->session
                  : m->kind == MESSAGE_CLASS ? (void *)&m->class_
                                             : (void *)&m->sheet;
    *(int *)value = entry->type; // the first member of all three is their type
    CHECK(shape_read(entry->shape, json, text, value) == OK);
    return OK;
}

static enum err decode_parsed(const struct contract *contract, struct str text, struct message *m,
                              struct check_fault *fault) {
    if (!cJSON_IsObject(m->json)) return fault_at(fault, "", "send one JSON object a message");
    const struct entry *entry = contract_find(contract, tree_member(m->json, "type"));
    if (!entry) {
        const cJSON *id = tree_member(m->json, "id");
        if (id && schema_check(contract->envelope_id, id, NULL) == OK)
            m->id = (uint32_t)id->valuedouble;
        return fault_at(fault, "/type", "type: no message of this type can be sent here");
    }
    m->kind = entry->kind;
    if (entry->shape) return read_command(contract, entry, m->json, text, m, fault);
    if (schema_check(entry->schema, m->json, fault) != OK) return ERR_INPUT;
    read_client_message(m->json, m);
    if (m->stream != 0 && !id_is_valid(m->stream))
        return fault_at(fault, "/stream", "stream: there is no such stream");
    return OK;
}

enum err message_decode(const struct contract *contract, struct str text, struct message *message,
                        struct check_fault *fault) {
    *message = (struct message){ 0 };
    enum err err = json_accept_message(text, &message->json, fault);
    if (err != OK) return err;
    err = decode_parsed(contract, text, message, fault);
    if (err != OK) message_free(message);
    return err;
}

void message_free(struct message *message) {
    tree_free(message->json);
    message->json = NULL;
}
