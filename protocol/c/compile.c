// Compiles schema files into the nodes that check.c walks.
//
// All named schemas (whole files and their $defs) get their node first, so that a $ref is a pointer
// from the start, whichever way the files refer to each other. The parsed files are kept: constants
// and enums are compared with them.
#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/log.h"
#include "protocol/check.h"
#include "protocol/embedded.h"
#include "protocol/path.h"
#include "protocol/schema.h"

enum {
    FILES_MAX = 64,
    REFS_IN_A_ROW_MAX = 32, // a longer chain of $ref, oneOf and anyOf goes round in a circle
    UNIQUE_ITEMS_MAX = 400, // each is compared with each: 80,000 comparisons
};

struct file {
    const char *name;
    cJSON *root;
};

struct named {
    const char *name; // "common.json#/$defs/chat"
    const struct file *file;
    const cJSON *source;
    struct schema *schema;
};

struct choice_list {
    struct choice *choice;
    struct choice_list *next;
};

struct schema_set {
    struct arena memory;
    struct file files[FILES_MAX];
    uint32_t files_count;
    struct named *named;
    uint32_t named_count;
    struct choice_list *choices; // all of them, to find what tells their branches apart
    bool sealed;
};

// Where the compiler is. The path grows and shrinks as it walks:
// "common.json#/$defs/chat/maxLength".
struct place {
    struct schema_set *set;
    const struct file *file;
    const cJSON *source; // the schema whose keywords are being read
    struct check_fault *fault;
    char path[sizeof((struct check_fault *)0)->path];
};

struct schema_set *schema_set_new(void) {
    struct schema_set *set = calloc(1, sizeof *set);
    CHECK(set != NULL);
    return set;
}

void schema_set_free(struct schema_set *set) {
    if (set == NULL) return;
    for (uint32_t i = 0; i < set->files_count; i++)
        cJSON_Delete(set->files[i].root);
    arena_deinit(&set->memory);
    free(set);
}

static const cJSON *member(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool text_is(const cJSON *value, const char *text) {
    return cJSON_IsString(value) && strcmp(value->valuestring, text) == 0;
}

__attribute__((format(printf, 3, 4))) static enum err refuse(struct check_fault *fault,
                                                             const char *keyword,
                                                             const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char text[512];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fault->keyword = keyword;
    fault->offset = 0;
    path_copy(fault->text, sizeof fault->text, str_from(text));
    return ERR_INPUT;
}

static enum err file_parse(struct str bytes, cJSON **root, struct check_fault *fault) {
    struct check_fault unclean;
    enum err err = json_accept(bytes, &scan_limits_schema, root, &unclean);
    if (err != ERR_INPUT) return err;
    size_t used = strlen(fault->path);
    snprintf(fault->path + used, sizeof fault->path - used, "%s", unclean.path);
    return refuse(fault, unclean.keyword, "%s", unclean.text);
}

enum err schema_set_add(struct schema_set *set, struct str name, struct str bytes,
                        struct check_fault *fault) {
    CHECK(!set->sealed);
    path_copy(fault->path, sizeof fault->path, name);
    if (set->files_count == FILES_MAX) return ERR_FULL;
    for (uint32_t i = 0; i < set->files_count; i++)
        if (str_eq(str_from(set->files[i].name), name)) return ERR_EXISTS;
    cJSON *root;
    enum err err = file_parse(bytes, &root, fault);
    if (err != OK) return err;
    struct file *file = &set->files[set->files_count++];
    file->name = arena_copy(&set->memory, name).ptr;
    file->root = root;
    const cJSON *id = member(root, "$id");
    if (id != NULL && !text_is(id, file->name))
        return refuse(fault, "$id", "$id must be the name of the file, %s.", file->name);
    const cJSON *dialect = member(root, "$schema");
    if (dialect != NULL && !text_is(dialect, "https://json-schema.org/draft/2020-12/schema"))
        return refuse(fault, "$schema", "$schema must name draft 2020-12.");
    return OK;
}

static struct schema *node_new(struct schema_set *set) {
    struct schema *schema = ARENA_NEW(&set->memory, struct schema, 1);
    schema->length.max = schema->items_count.max = schema->members_count.max = UINT32_MAX;
    return schema;
}

static const struct named *named_find(const struct schema_set *set, const char *name) {
    for (uint32_t i = 0; i < set->named_count; i++)
        if (strcmp(set->named[i].name, name) == 0) return &set->named[i];
    return NULL;
}

static void name_add(struct schema_set *set, const struct file *file, const cJSON *def) {
    struct buf name = { 0 };
    buf_append_str(&name, str_from(file->name));
    if (def != NULL) buf_printf(&name, "#/$defs/%s", def->string);
    set->named[set->named_count++] = (struct named){
        .name = arena_copy(&set->memory, buf_str(&name)).ptr,
        .file = file,
        .source = def != NULL ? def : file->root,
        .schema = node_new(set),
    };
    buf_deinit(&name);
}

static void names_collect(struct schema_set *set) {
    uint32_t count = set->files_count;
    for (uint32_t i = 0; i < set->files_count; i++)
        count += (uint32_t)cJSON_GetArraySize(member(set->files[i].root, "$defs"));
    set->named = ARENA_NEW(&set->memory, struct named, count);
    for (uint32_t i = 0; i < set->files_count; i++) {
        const struct file *file = &set->files[i];
        name_add(set, file, NULL);
        const cJSON *def;
        cJSON_ArrayForEach(def, member(file->root, "$defs")) {
            name_add(set, file, def);
        }
    }
}

static enum err schema_compile(struct place *at, const cJSON *source, struct schema *into);

// The fault of the keyword that the path names.
static enum err wrong(const struct place *at, const char *keyword, const char *text) {
    path_copy(at->fault->path, sizeof at->fault->path, str_from(at->path));
    return refuse(at->fault, keyword, "%s", text);
}

// A schema inside of another, under `key` of it.
static enum err child_compile(struct place *at, struct str key, const cJSON *source,
                              const struct schema **into) {
    size_t length = strlen(at->path);
    path_push_key(at->path, sizeof at->path, key);
    struct schema *child = node_new(at->set);
    enum err err = schema_compile(at, source, child);
    at->path[length] = '\0';
    *into = child;
    return err;
}

static enum err count_read(const struct place *at, const cJSON *value, uint32_t *into) {
    double number = cJSON_IsNumber(value) ? value->valuedouble : -1;
    if (number < 0 || number >= UINT32_MAX || number != (double)(uint32_t)number)
        return wrong(at, value->string, "This takes a whole number from 0.");
    *into = (uint32_t)number;
    return OK;
}

static enum err number_read(const struct place *at, const cJSON *value, double *into, bool *set) {
    if (!cJSON_IsNumber(value)) return wrong(at, value->string, "This takes a number.");
    *into = value->valuedouble;
    *set = true;
    return OK;
}

// ---- one function for each keyword ----

static enum err read_note(struct place *at, const cJSON *value, struct schema *into) {
    (void)at, (void)value, (void)into;
    return OK;
}

static enum err read_file_note(struct place *at, const cJSON *value, struct schema *into) {
    (void)into;
    return at->source == at->file->root ? OK
                                        : wrong(at, value->string, "This stands only at the top.");
}

static uint32_t type_bit(const cJSON *name) {
    static const struct {
        const char *name;
        uint32_t bit;
    } types[] = {
        { "null", TYPE_NULL },     { "boolean", TYPE_BOOLEAN }, { "integer", TYPE_INTEGER },
        { "number", TYPE_NUMBER }, { "string", TYPE_STRING },   { "array", TYPE_ARRAY },
        { "object", TYPE_OBJECT },
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (text_is(name, types[i].name)) return types[i].bit;
    return 0;
}

static enum err read_type(struct place *at, const cJSON *value, struct schema *into) {
    into->types = type_bit(value);
    const cJSON *each = NULL;
    if (cJSON_IsArray(value)) {
        cJSON_ArrayForEach(each, value) {
            if (type_bit(each) == 0) break;
            into->types |= type_bit(each);
        }
    }
    return into->types != 0 && each == NULL ? OK
                                            : wrong(at, "type", "This takes names of JSON types.");
}

static enum err read_enum(struct place *at, const cJSON *value, struct schema *into) {
    if (cJSON_GetArraySize(value) == 0 || !cJSON_IsArray(value))
        return wrong(at, "enum", "This takes a list with something in it.");
    into->values = value;
    return OK;
}

static enum err read_const(struct place *at, const cJSON *value, struct schema *into) {
    (void)at;
    into->constant = value;
    return OK;
}

static enum err read_minimum(struct place *at, const cJSON *value, struct schema *into) {
    return number_read(at, value, &into->minimum, &into->minimum_set);
}

static enum err read_maximum(struct place *at, const cJSON *value, struct schema *into) {
    return number_read(at, value, &into->maximum, &into->maximum_set);
}

static enum err read_min_length(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->length.min);
}

static enum err read_max_length(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->length.max);
}

static enum err read_min_items(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->items_count.min);
}

static enum err read_max_items(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->items_count.max);
}

static enum err read_min_properties(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->members_count.min);
}

static enum err read_max_properties(struct place *at, const cJSON *value, struct schema *into) {
    return count_read(at, value, &into->members_count.max);
}

static enum err read_unique_items(struct place *at, const cJSON *value, struct schema *into) {
    const cJSON *max = member(at->source, "maxItems");
    if (!cJSON_IsBool(value)) return wrong(at, "uniqueItems", "This takes true or false.");
    into->unique_items = cJSON_IsTrue(value);
    if (into->unique_items && !(cJSON_IsNumber(max) && max->valuedouble <= UNIQUE_ITEMS_MAX))
        return wrong(at, "uniqueItems", "This needs maxItems of at most 400 beside it.");
    return OK;
}

static enum err read_items(struct place *at, const cJSON *value, struct schema *into) {
    return child_compile(at, STR("items"), value, &into->items);
}

static enum err read_additional(struct place *at, const cJSON *value, struct schema *into) {
    return child_compile(at, STR("additionalProperties"), value, &into->additional);
}

static enum err read_property_names(struct place *at, const cJSON *value, struct schema *into) {
    return child_compile(at, STR("propertyNames"), value, &into->names);
}

static enum err read_format(struct place *at, const cJSON *value, struct schema *into) {
    if (cJSON_IsString(value)) into->format = format_find(str_from(value->valuestring));
    return into->format != NULL ? OK : wrong(at, "format", "There is no format of this name.");
}

// The property of that name, made if need be: `properties` and `required` name the same ones.
static struct property *property_at(struct place *at, struct schema *into, const char *name) {
    if (into->properties == NULL)
        into->properties = ARENA_NEW(&at->set->memory, struct property, SCHEMA_PROPERTIES_MAX);
    for (uint32_t i = 0; i < into->properties_count; i++)
        if (strcmp(into->properties[i].name, name) == 0) return &into->properties[i];
    if (into->properties_count == SCHEMA_PROPERTIES_MAX) return NULL;
    struct property *property = &into->properties[into->properties_count++];
    property->name = name;
    return property;
}

static enum err read_properties(struct place *at, const cJSON *value, struct schema *into) {
    if (!cJSON_IsObject(value)) return wrong(at, "properties", "This takes an object.");
    const cJSON *each;
    cJSON_ArrayForEach(each, value) {
        struct property *property = property_at(at, into, each->string);
        if (property == NULL) return wrong(at, "properties", "Name at most 64 properties.");
        size_t length = strlen(at->path);
        path_push_key(at->path, sizeof at->path, STR("properties"));
        enum err err = child_compile(at, str_from(each->string), each, &property->schema);
        at->path[length] = '\0';
        if (err != OK) return err;
    }
    return OK;
}

static enum err read_required(struct place *at, const cJSON *value, struct schema *into) {
    if (!cJSON_IsArray(value)) return wrong(at, "required", "This takes a list of names.");
    const cJSON *each;
    cJSON_ArrayForEach(each, value) {
        if (!cJSON_IsString(each)) return wrong(at, "required", "This takes a list of names.");
        struct property *property = property_at(at, into, each->valuestring);
        if (property == NULL) return wrong(at, "required", "Name at most 64 properties.");
        property->required = true;
    }
    return OK;
}

static enum err choice_read(struct place *at, const cJSON *value, bool exactly_one,
                            struct choice **into) {
    struct arena *memory = &at->set->memory;
    uint32_t count = (uint32_t)cJSON_GetArraySize(value);
    if (!cJSON_IsArray(value) || count == 0)
        return wrong(at, value->string, "This takes a list of schemas.");
    struct choice *choice = ARENA_NEW(memory, struct choice, 1);
    choice->branches = ARENA_NEW(memory, const struct schema *, count);
    choice->exactly_one = exactly_one;
    const cJSON *each;
    cJSON_ArrayForEach(each, value) {
        enum err err =
            child_compile(at, str_from(value->string), each, &choice->branches[choice->count++]);
        if (err != OK) return err;
    }
    struct choice_list *link = ARENA_NEW(memory, struct choice_list, 1);
    *link = (struct choice_list){ .choice = choice, .next = at->set->choices };
    at->set->choices = link;
    *into = choice;
    return OK;
}

static enum err read_one_of(struct place *at, const cJSON *value, struct schema *into) {
    return choice_read(at, value, true, &into->one_of);
}

static enum err read_any_of(struct place *at, const cJSON *value, struct schema *into) {
    return choice_read(at, value, false, &into->any_of);
}

static enum err read_ref(struct place *at, const cJSON *value, struct schema *into) {
    if (!cJSON_IsString(value)) return wrong(at, "$ref", "This takes a text.");
    const char *target = value->valuestring;
    struct buf name = { 0 };
    if (target[0] == '#') buf_append_str(&name, str_from(at->file->name));
    if (strcmp(target, "#") != 0) buf_append_str(&name, str_from(target));
    buf_append_char(&name, '\0');
    const struct named *named = named_find(at->set, name.ptr);
    buf_deinit(&name);
    if (named == NULL)
        return wrong(at, "$ref",
                     "This leads nowhere; write #/$defs/NAME or FILE.json#/$defs/NAME.");
    into->ref = named->schema;
    return OK;
}

struct keyword {
    const char *name;
    enum err (*read)(struct place *at, const cJSON *value, struct schema *into);
};

static const struct keyword keywords[] = {
    { "$schema", read_file_note },
    { "$id", read_file_note },
    { "$defs", read_file_note }, // compiled by name
    { "title", read_note },
    { "description", read_note },
    { "examples", read_note },
    { "$ref", read_ref },
    { "type", read_type },
    { "enum", read_enum },
    { "const", read_const },
    { "minimum", read_minimum },
    { "maximum", read_maximum },
    { "minLength", read_min_length },
    { "maxLength", read_max_length },
    { "format", read_format },
    { "items", read_items },
    { "minItems", read_min_items },
    { "maxItems", read_max_items },
    { "uniqueItems", read_unique_items },
    { "properties", read_properties },
    { "required", read_required },
    { "additionalProperties", read_additional },
    { "propertyNames", read_property_names },
    { "minProperties", read_min_properties },
    { "maxProperties", read_max_properties },
    { "oneOf", read_one_of },
    { "anyOf", read_any_of },
};

static const struct keyword *keyword_find(const char *name) {
    static const struct keyword note = { "x-", read_note };
    if (strncmp(name, "x-", 2) == 0) return &note;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strcmp(keywords[i].name, name) == 0) return &keywords[i];
    return NULL;
}

static int by_name(const void *one, const void *other) {
    return strcmp(((const struct property *)one)->name, ((const struct property *)other)->name);
}

static enum err keywords_read(struct place *at, struct schema *into) {
    const cJSON *value;
    cJSON_ArrayForEach(value, at->source) {
        const struct keyword *keyword = keyword_find(value->string);
        if (keyword == NULL) {
            path_copy(at->fault->path, sizeof at->fault->path, str_from(at->path));
            return refuse(at->fault, "keyword", "The checker does not know the keyword %s.",
                          value->string);
        }
        enum err err = keyword->read(at, value, into);
        if (err != OK) return err;
    }
    return OK;
}

static enum err schema_compile(struct place *at, const cJSON *source, struct schema *into) {
    into->never = cJSON_IsFalse(source);
    if (cJSON_IsBool(source)) return OK;
    if (!cJSON_IsObject(source))
        return wrong(at, "schema", "A schema is an object, true or false.");
    const cJSON *outer = at->source;
    at->source = source;
    enum err err = keywords_read(at, into);
    at->source = outer;
    if (into->properties_count > 0)
        qsort(into->properties, into->properties_count, sizeof into->properties[0], by_name);
    return err;
}

// ---- after all nodes are there ----

// Whether a value could be handed round by $ref, oneOf and anyOf for ever.
static bool runs_in_a_circle(const struct schema *schema, int row) {
    if (row > REFS_IN_A_ROW_MAX) return true;
    if (schema->ref != NULL && runs_in_a_circle(schema->ref, row + 1)) return true;
    const struct choice *choices[] = { schema->one_of, schema->any_of };
    for (int i = 0; i < 2; i++)
        for (uint32_t k = 0; choices[i] != NULL && k < choices[i]->count; k++)
            if (runs_in_a_circle(choices[i]->branches[k], row + 1)) return true;
    return false;
}

// The schema that says what an object of this kind is made of.
static const struct schema *referred(const struct schema *schema) {
    while (schema->ref != NULL && schema->properties == NULL)
        schema = schema->ref;
    return schema;
}

// The constant string that every object of this branch has under `key`, or NULL.
static const char *branch_constant(const struct schema *branch, const char *key) {
    branch = referred(branch);
    if (branch->types != TYPE_OBJECT) return NULL;
    for (uint32_t i = 0; i < branch->properties_count; i++) {
        const struct property *property = &branch->properties[i];
        if (strcmp(property->name, key) != 0 || !property->required || property->schema == NULL)
            continue;
        return cJSON_GetStringValue(referred(property->schema)->constant);
    }
    return NULL;
}

// Fills values with the branches' constants under `key`; false if one has none, or two the same.
static bool key_tells_apart(const struct choice *choice, const char *key, const char **values) {
    for (uint32_t i = 0; i < choice->count; i++) {
        values[i] = branch_constant(choice->branches[i], key);
        if (values[i] == NULL) return false;
        for (uint32_t k = 0; k < i; k++)
            if (strcmp(values[k], values[i]) == 0) return false;
    }
    return true;
}

static void choice_find_key(struct schema_set *set, struct choice *choice) {
    const struct schema *first = referred(choice->branches[0]);
    choice->values = ARENA_NEW(&set->memory, const char *, choice->count);
    for (uint32_t i = 0; i < first->properties_count && choice->key == NULL; i++)
        if (key_tells_apart(choice, first->properties[i].name, choice->values))
            choice->key = first->properties[i].name;
}

static enum err named_compile(struct schema_set *set, const struct named *named,
                              struct check_fault *fault) {
    struct place at = { .set = set, .file = named->file, .fault = fault };
    path_copy(at.path, sizeof at.path, str_from(named->name));
    return schema_compile(&at, named->source, named->schema);
}

enum err schema_set_seal(struct schema_set *set, struct check_fault *fault) {
    CHECK(!set->sealed);
    names_collect(set);
    for (uint32_t i = 0; i < set->named_count; i++) {
        enum err err = named_compile(set, &set->named[i], fault);
        if (err != OK) return err;
    }
    for (uint32_t i = 0; i < set->named_count; i++)
        if (runs_in_a_circle(set->named[i].schema, 0)) {
            path_copy(fault->path, sizeof fault->path, str_from(set->named[i].name));
            return refuse(fault, "$ref", "This refers to itself without ever coming to an end.");
        }
    for (struct choice_list *link = set->choices; link != NULL; link = link->next)
        choice_find_key(set, link->choice);
    set->sealed = true;
    return OK;
}

struct schema_set *schema_set_embedded(void) {
    struct schema_set *set = schema_set_new();
    struct check_fault fault = { 0 };
    enum err err = OK;
    for (unsigned i = 0; i < embedded_schemas_count && err == OK; i++)
        err = schema_set_add(set, str_from(embedded_schemas[i].name), embedded_schemas[i].bytes,
                             &fault);
    if (err == OK) err = schema_set_seal(set, &fault);
    if (err != OK) log_error("schema_bad", "path", fault.path, "text", fault.text);
    CHECK(err == OK);
    return set;
}

const struct schema *schema_find(const struct schema_set *set, const char *name) {
    CHECK(set->sealed);
    const struct named *named = named_find(set, name);
    return named != NULL ? named->schema : NULL;
}
