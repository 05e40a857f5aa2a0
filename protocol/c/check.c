// Walks a value and its compiled schema side by side.
//
// Depth is bounded by the scanner (16 levels) and by the longest row of $ref, oneOf and anyOf (32,
// see compile.c). With fault NULL nothing is written: that is how the branches of a choice are
// tried.
#include "protocol/check.h"

#include <cjson/cJSON.h>
#include <float.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "protocol/path.h"
#include "protocol/schema.h"
#include "protocol/tree.h"

// The way from the top of the value to the part being checked.
struct trail {
    const struct trail *up; // NULL at the top
    const char *key;        // of a member; NULL: an entry
    uint32_t index;
};

// Members at the top that belong to somebody else.
struct beside {
    const char *const *names;
    size_t count;
};

static bool value_check(const struct schema *schema, const cJSON *value, const struct trail *at,
                        const struct beside *beside, struct check_fault *fault);

enum err schema_check(const struct schema *schema, const struct cJSON *value,
                      struct check_fault *fault) {
    return schema_check_beside(schema, value, NULL, 0, fault);
}

enum err schema_check_beside(const struct schema *schema, const struct cJSON *object,
                             const char *const *beside, size_t beside_count,
                             struct check_fault *fault) {
    struct trail top = { 0 };
    struct beside others = { beside, beside_count };
    return value_check(schema, object, &top, &others, fault) ? OK : ERR_INPUT;
}

static enum err scan_accept(struct str text, const struct scan_limits *limits, uint32_t *values,
                            struct check_fault *fault) {
    struct scan_fault scan_fault;
    *values = scan_json(text, limits, &scan_fault);
    if (*values > 0) return OK;
    fault->keyword = scan_error_name(scan_fault.error);
    fault->offset = scan_fault.offset;
    path_copy(fault->path, sizeof fault->path, str_from(scan_fault.path));
    path_copy(fault->text, sizeof fault->text, str_from(scan_fault.text));
    return ERR_INPUT;
}

static enum err no_memory(struct check_fault *fault) {
    *fault = (struct check_fault){ .keyword = "memory" };
    path_copy(fault->text, sizeof fault->text, STR("The server is short of memory. Try again."));
    return ERR_NOMEM;
}

enum err json_accept(struct str text, const struct scan_limits *limits, struct cJSON **out,
                     struct check_fault *fault) {
    uint32_t values;
    *out = NULL;
    if (scan_accept(text, limits, &values, fault) != OK) return ERR_INPUT;
    *out = cJSON_ParseWithLength(text.ptr, text.len);
    return *out ? OK : no_memory(fault);
}

enum err json_accept_message(struct str text, struct cJSON **out, struct check_fault *fault) {
    uint32_t values;
    *out = NULL;
    if (scan_accept(text, &scan_limits_message, &values, fault) != OK) return ERR_INPUT;
    *out = tree_build(text, values);
    return *out ? OK : no_memory(fault);
}

struct cJSON *json_read(struct str text) {
    cJSON *json = cJSON_ParseWithLength(text.ptr, text.len);
    CHECK(json != NULL || !scan_json(text, &scan_limits_import, NULL)); // else memory has run out
    return json;
}

void json_free(struct cJSON *json) {
    cJSON_Delete(json);
}

// ---- saying what is wrong ----

static void trail_write(const struct trail *at, char *path, size_t size) {
    if (at->up == NULL) {
        path[0] = '\0';
        return;
    }
    trail_write(at->up, path, size);
    if (at->key != NULL)
        path_push_key(path, size, str_from(at->key));
    else
        path_push_index(path, size, at->index);
}

// What the sentence is about: "text", "focus, entry 2", or "the message".
static void subject_write(const struct trail *at, char *subject, size_t size) {
    const struct trail *named = at;
    while (named->up != NULL && named->key == NULL)
        named = named->up;
    path_copy(subject, size - sizeof ", entry 4294967295", str_from(named->key));
    if (named->up == NULL) path_copy(subject, size, STR("the message"));
    if (at->up == NULL || at->key != NULL) return;
    size_t used = strlen(subject);
    snprintf(subject + used, size - used, ", entry %u", at->index + 1);
}

__attribute__((format(printf, 4, 5))) static bool refuse(struct check_fault *fault,
                                                         const struct trail *at,
                                                         const char *keyword, const char *format,
                                                         ...) {
    if (fault == NULL) return false;
    char subject[80];
    subject_write(at, subject, sizeof subject);
    char advice[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(advice, sizeof advice, format, arguments);
    va_end(arguments);
    char text[sizeof subject + sizeof advice + 2];
    snprintf(text, sizeof text, "%s: %s", subject, advice);
    fault->keyword = keyword;
    fault->offset = 0;
    trail_write(at, fault->path, sizeof fault->path);
    path_copy(fault->text, sizeof fault->text, str_from(text));
    return false;
}

// "one of plain, restate, boundary", as many as fit.
static void values_write(const cJSON *values, char *text, size_t size) {
    text[0] = '\0';
    const cJSON *each;
    cJSON_ArrayForEach(each, values) {
        size_t used = strlen(text);
        const char *comma = used > 0 ? ", " : "";
        if (cJSON_IsString(each))
            snprintf(text + used, size - used, "%s%s", comma,
                     each->valuestring[0] != '\0' ? each->valuestring : "\"\"");
        else if (cJSON_IsNumber(each))
            snprintf(text + used, size - used, "%s%.15g", comma, each->valuedouble);
    }
}

// ---- any value ----

static bool is_whole(double number) {
    const double every_double_is_whole = 4503599627370496.0; // from 2^52 on
    if (number >= every_double_is_whole || number <= -every_double_is_whole) return true;
    return number == (double)(int64_t)number;
}

static uint32_t types_of(const cJSON *value) {
    switch (value->type & 0xff) { // what lies above are marks of cJSON's own
    case cJSON_NULL: return TYPE_NULL;
    case cJSON_False:
    case cJSON_True: return TYPE_BOOLEAN;
    case cJSON_String: return TYPE_STRING;
    case cJSON_Array: return TYPE_ARRAY;
    case cJSON_Object: return TYPE_OBJECT;
    default: return TYPE_NUMBER | (is_whole(value->valuedouble) ? TYPE_INTEGER : 0);
    }
}

static const char *type_phrase(uint32_t types) {
    if (types & TYPE_NULL) return "null";
    if (types & TYPE_BOOLEAN) return "true or false";
    if (types & TYPE_STRING) return "a text";
    if (types & TYPE_ARRAY) return "a list";
    if (types & TYPE_OBJECT) return "an object";
    return types & TYPE_INTEGER ? "a whole number" : "a number";
}

static bool type_check(const struct schema *schema, uint32_t types, const struct trail *at,
                       struct check_fault *fault) {
    if (schema->types == 0 || (schema->types & types) != 0) return true;
    char wanted[100] = "";
    for (uint32_t bit = TYPE_NULL; bit <= TYPE_OBJECT; bit <<= 1) {
        if ((schema->types & bit) == 0) continue;
        size_t used = strlen(wanted);
        snprintf(wanted + used, sizeof wanted - used, "%s%s", used > 0 ? " or " : "",
                 type_phrase(bit));
    }
    return refuse(fault, at, "type", "must be %s, this is %s", wanted, type_phrase(types));
}

static bool members_equal(const cJSON *one, const cJSON *other);

// cJSON_Compare takes numbers above 2^52 that differ by one as equal, so this is ours.
static bool values_equal(const cJSON *one, const cJSON *other) {
    if (types_of(one) != types_of(other)) return false;
    if (cJSON_IsBool(one)) return cJSON_IsTrue(one) == cJSON_IsTrue(other);
    if (cJSON_IsNumber(one))
        return !(one->valuedouble < other->valuedouble) && !(one->valuedouble > other->valuedouble);
    if (cJSON_IsString(one)) return strcmp(one->valuestring, other->valuestring) == 0;
    if (cJSON_IsObject(one)) return members_equal(one, other);
    const cJSON *a = one->child;
    const cJSON *b = other->child;
    while (a != NULL && b != NULL && values_equal(a, b)) {
        a = a->next;
        b = b->next;
    }
    return a == NULL && b == NULL;
}

static bool members_equal(const cJSON *one, const cJSON *other) {
    if (cJSON_GetArraySize(one) != cJSON_GetArraySize(other)) return false;
    const cJSON *a;
    cJSON_ArrayForEach(a, one) {
        const cJSON *b = tree_member(other, a->string);
        if (b == NULL || !values_equal(a, b)) return false;
    }
    return true;
}

static bool is_among(const cJSON *value, const cJSON *values) {
    const cJSON *each;
    cJSON_ArrayForEach(each, values) {
        if (values_equal(each, value)) return true;
    }
    return false;
}

static bool constant_check(const struct schema *schema, const cJSON *value, const struct trail *at,
                           struct check_fault *fault) {
    if (schema->constant != NULL && !values_equal(schema->constant, value)) {
        const cJSON *wanted = schema->constant;
        if (cJSON_IsString(wanted))
            return refuse(fault, at, "const", "must be %s", wanted->valuestring);
        if (cJSON_IsNumber(wanted))
            return refuse(fault, at, "const", "must be %.15g", wanted->valuedouble);
        return refuse(fault, at, "const", "must be the one value that is allowed here");
    }
    if (schema->values != NULL && !is_among(value, schema->values)) {
        char values[200];
        values_write(schema->values, values, sizeof values);
        return refuse(fault, at, "enum", "must be one of %s", values);
    }
    return true;
}

static bool number_check(const struct schema *schema, double number, const struct trail *at,
                         struct check_fault *fault) {
    if (schema->minimum_set && number < schema->minimum)
        return refuse(fault, at, "minimum", "at least %.16g, this is %.16g", schema->minimum,
                      number);
    if (schema->maximum_set && number > schema->maximum)
        return refuse(fault, at, "maximum", "at most %.16g, this is %.16g", schema->maximum,
                      number);
    return true;
}

static const char *plural(uint32_t count) {
    return count == 1 ? "" : "s";
}

static bool length_check(const struct schema *schema, struct str text, const struct trail *at,
                         struct check_fault *fault) {
    struct schema_bounds bounds = schema->length;
    if (bounds.min == 0 && text.len <= bounds.max) return true; // no more characters than bytes
    uint32_t length = utf8_count(text);
    if (length < bounds.min)
        return refuse(fault, at, "minLength", "at least %u character%s, this has %u", bounds.min,
                      plural(bounds.min), length);
    if (length > bounds.max)
        return refuse(fault, at, "maxLength", "at most %u character%s, this has %u", bounds.max,
                      plural(bounds.max), length);
    return true;
}

static bool text_check(const struct schema *schema, struct str text, const struct trail *at,
                       struct check_fault *fault) {
    if (!length_check(schema, text, at, fault)) return false;
    if (schema->format != NULL && !schema->format->accepts(text))
        return refuse(fault, at, "format", "%s", schema->format->advice);
    return true;
}

// ---- lists ----

static bool is_repeated(const cJSON *entry) {
    for (const cJSON *each = entry->next; each != NULL; each = each->next)
        if (values_equal(each, entry)) return true;
    return false;
}

static bool entries_check(const struct schema *schema, const cJSON *list, const struct trail *at,
                          struct check_fault *fault) {
    struct trail here = { .up = at };
    const cJSON *entry;
    cJSON_ArrayForEach(entry, list) {
        if (schema->items != NULL && !value_check(schema->items, entry, &here, NULL, fault))
            return false;
        if (schema->unique_items && is_repeated(entry))
            return refuse(fault, &here, "uniqueItems", "no entry may stand here twice");
        here.index++;
    }
    return true;
}

static bool list_check(const struct schema *schema, const cJSON *list, const struct trail *at,
                       struct check_fault *fault) {
    uint32_t count = (uint32_t)cJSON_GetArraySize(list);
    if (count < schema->items_count.min)
        return refuse(fault, at, "minItems", "at least %u entr%s, this has %u",
                      schema->items_count.min, schema->items_count.min == 1 ? "y" : "ies", count);
    if (count > schema->items_count.max)
        return refuse(fault, at, "maxItems", "at most %u entr%s, this has %u",
                      schema->items_count.max, schema->items_count.max == 1 ? "y" : "ies", count);
    return entries_check(schema, list, at, fault);
}

// ---- objects ----

// The place of a property in its schema, or -1.
static int property_find(const struct schema *schema, const char *name) {
    int low = 0;
    int high = (int)schema->properties_count - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        int order = strcmp(name, schema->properties[middle].name);
        if (order == 0) return middle;
        if (order < 0)
            high = middle - 1;
        else
            low = middle + 1;
    }
    return -1;
}

static bool is_beside(const struct beside *beside, const char *name) {
    for (size_t i = 0; beside != NULL && i < beside->count; i++)
        if (tree_same_name(beside->names[i], name)) return true;
    return false;
}

static bool name_check(const struct schema *names, char *name, const struct trail *at,
                       struct check_fault *fault) {
    cJSON as_value = { .type = cJSON_String, .valuestring = name };
    return value_check(names, &as_value, at, NULL, fault);
}

static bool member_check(const struct schema *schema, const cJSON *member, int place,
                         const struct trail *at, struct check_fault *fault) {
    struct trail here = { .up = at, .key = member->string };
    if (schema->names != NULL && !name_check(schema->names, member->string, &here, fault))
        return false;
    const struct schema *declared = place >= 0 ? schema->properties[place].schema : NULL;
    if (declared != NULL) return value_check(declared, member, &here, NULL, fault);
    if (schema->additional == NULL) return true;
    if (schema->additional->never)
        return refuse(fault, &here, "additionalProperties", "not a field here; leave it out");
    return value_check(schema->additional, member, &here, NULL, fault);
}

// Whether all that is required was seen; one bit for each property.
static bool required_check(const struct schema *schema, uint64_t seen, const struct trail *at,
                           struct check_fault *fault) {
    for (uint32_t i = 0; i < schema->properties_count; i++) {
        const struct property *property = &schema->properties[i];
        if (!property->required || (seen & UINT64_C(1) << i) != 0) continue;
        struct trail here = { .up = at, .key = property->name };
        return refuse(fault, &here, "required", "is missing; add it");
    }
    return true;
}

static bool members_count_check(const struct schema *schema, uint32_t count, const struct trail *at,
                                struct check_fault *fault) {
    if (count < schema->members_count.min)
        return refuse(fault, at, "minProperties", "at least %u field%s, this has %u",
                      schema->members_count.min, plural(schema->members_count.min), count);
    if (count > schema->members_count.max)
        return refuse(fault, at, "maxProperties", "at most %u field%s, this has %u",
                      schema->members_count.max, plural(schema->members_count.max), count);
    return true;
}

static bool object_check(const struct schema *schema, const cJSON *object, const struct trail *at,
                         const struct beside *beside, struct check_fault *fault) {
    uint64_t seen = 0;
    uint32_t count = 0;
    const cJSON *member;
    cJSON_ArrayForEach(member, object) {
        if (is_beside(beside, member->string)) continue;
        count++;
        int place = property_find(schema, member->string);
        if (place >= 0) seen |= UINT64_C(1) << place;
        if (!member_check(schema, member, place, at, fault)) return false;
    }
    return members_count_check(schema, count, at, fault) && required_check(schema, seen, at, fault);
}

// ---- choices ----

// The branch that the object names itself, or a refusal at its key.
static bool named_branch_check(const struct choice *choice, const cJSON *object,
                               const struct trail *at, const struct beside *beside,
                               struct check_fault *fault) {
    const cJSON *name = tree_member(object, choice->key);
    struct trail here = { .up = at, .key = choice->key };
    if (!cJSON_IsObject(object))
        return refuse(fault, at, "type", "must be an object, this is %s",
                      type_phrase(types_of(object)));
    if (name == NULL) return refuse(fault, &here, "required", "is missing; add it");
    for (uint32_t i = 0; cJSON_IsString(name) && i < choice->count; i++)
        if (strcmp(choice->values[i], name->valuestring) == 0)
            return value_check(choice->branches[i], object, at, beside, fault);
    char known[200] = "";
    for (uint32_t i = 0; i < choice->count; i++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", i > 0 ? ", " : "", choice->values[i]);
    }
    return refuse(fault, &here, "const", "must be one of %s", known);
}

static bool choice_check(const struct choice *choice, const cJSON *value, const struct trail *at,
                         const struct beside *beside, struct check_fault *fault) {
    if (choice->key != NULL) return named_branch_check(choice, value, at, beside, fault);
    uint32_t fits = 0;
    for (uint32_t i = 0; i < choice->count; i++)
        if (value_check(choice->branches[i], value, at, beside, NULL)) fits++;
    if (fits == 1 || (fits > 1 && !choice->exactly_one)) return true;
    const char *keyword = choice->exactly_one ? "oneOf" : "anyOf";
    if (fits > 1)
        return refuse(fault, at, keyword, "fits %u of the %u shapes where only one may fit", fits,
                      choice->count);
    return refuse(fault, at, keyword, "fits none of the %u shapes that are allowed here",
                  choice->count);
}

// What only values of its type have.
static bool content_check(const struct schema *schema, const cJSON *value, uint32_t types,
                          const struct trail *at, const struct beside *beside,
                          struct check_fault *fault) {
    if (types & TYPE_NUMBER) return number_check(schema, value->valuedouble, at, fault);
    if (types & TYPE_STRING) return text_check(schema, str_from(value->valuestring), at, fault);
    if (types & TYPE_ARRAY) return list_check(schema, value, at, fault);
    if (types & TYPE_OBJECT) return object_check(schema, value, at, beside, fault);
    return true;
}

static bool value_check(const struct schema *schema, const cJSON *value, const struct trail *at,
                        const struct beside *beside, struct check_fault *fault) {
    if (schema->never) return refuse(fault, at, "false", "nothing may stand here; leave it out");
    uint32_t types = types_of(value);
    if (!type_check(schema, types, at, fault) || !constant_check(schema, value, at, fault))
        return false;
    if (schema->ref != NULL && !value_check(schema->ref, value, at, beside, fault)) return false;
    if (!content_check(schema, value, types, at, beside, fault)) return false;
    if (schema->one_of != NULL && !choice_check(schema->one_of, value, at, beside, fault))
        return false;
    return schema->any_of == NULL || choice_check(schema->any_of, value, at, beside, fault);
}
