// Writes and reads generated structs by their descriptors.
//
// Writing goes straight into the buffer: cJSON's printer took four times as long as all the rest of
// a message's way.
#include "protocol/shape.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "base/check.h"
#include "protocol/tree.h"

struct list16 {
    uint16_t count;
    int16_t items[];
};

struct list_enum {
    uint16_t count;
    int items[];
};

static const void *field_at(const void *value, const struct shape_field *field) {
    return (const char *)value + field->offset;
}

static void write_enum(struct buf *to, const struct shape_enum *names, int value) {
    CHECK(value >= 0 && value < names->count);
    buf_append_char(to, '"');
    buf_append_str(to, str_from(names->values[value]));
    buf_append_char(to, '"');
}

static void write_ints(struct buf *to, const struct list16 *list) {
    buf_append_char(to, '[');
    for (int i = 0; i < list->count; i++) {
        if (i > 0) buf_append_char(to, ',');
        buf_i64(to, list->items[i]);
    }
    buf_append_char(to, ']');
}

static void write_enums(struct buf *to, const struct list_enum *list,
                        const struct shape_enum *names) {
    buf_append_char(to, '[');
    for (int i = 0; i < list->count; i++) {
        if (i > 0) buf_append_char(to, ',');
        write_enum(to, names, list->items[i]);
    }
    buf_append_char(to, ']');
}

static void write_value(struct buf *to, const struct shape_field *field, const void *at) {
    switch (field->kind) {
    case SHAPE_INT32: buf_i64(to, *(const int32_t *)at); break;
    case SHAPE_INT64: buf_i64(to, *(const int64_t *)at); break;
    case SHAPE_BOOL: buf_append_str(to, *(const bool *)at ? STR("true") : STR("false")); break;
    case SHAPE_ENUM: write_enum(to, field->names, *(const int *)at); break;
    case SHAPE_TEXT: buf_json_string(to, *(const struct str *)at); break;
    case SHAPE_JSON:
        buf_append_str(to, ((const struct str *)at)->len ? *(const struct str *)at : STR("{}"));
        break;
    case SHAPE_INTS: write_ints(to, at); break;
    case SHAPE_ENUMS: write_enums(to, at, field->names); break;
    }
}

static void write_field(struct buf *to, const struct shape_field *field, const void *value) {
    char last = to->ptr[to->len - 1];
    if (last != '{') buf_append_char(to, ',');
    buf_append_str(to, field->key);
    write_value(to, field, field_at(value, field));
}

void shape_write(struct buf *to, const struct shape *shape, const void *value, uint32_t mask) {
    buf_append_lit(to, "{\"type\":\"");
    buf_append_str(to, str_from(shape->name));
    buf_append_char(to, '"');
    for (int i = 0; i < shape->count; i++)
        if (mask & (1u << i)) write_field(to, &shape->fields[i], value);
    buf_append_char(to, '}');
}

// Not with buf_printf, which takes ten times as long.
static void write_command(struct buf *to, const struct event_meta *meta) {
    buf_append_lit(to, "\"command\":[");
    buf_u64(to, meta->person);
    buf_append_char(to, ',');
    buf_u64(to, meta->instance);
    buf_append_char(to, ',');
    buf_u64(to, meta->counter);
    buf_append_char(to, ']');
}

void shape_write_facts(struct buf *to, const struct shape *shape, const void *value,
                       const struct event_meta *meta) {
    buf_append_char(to, '{');
    if (meta->counter != 0) write_command(to, meta);
    for (int i = 0; i < shape->count; i++)
        if (!shape->fields[i].text) write_field(to, &shape->fields[i], value);
    buf_append_char(to, '}');
}

void shape_write_texts(struct buf *to, const struct shape *shape, const void *value) {
    bool any = false;
    for (int i = 0; i < shape->count; i++)
        any |= shape->fields[i].text;
    if (!any) return;
    buf_append_char(to, '{');
    for (int i = 0; i < shape->count; i++)
        if (shape->fields[i].text) write_field(to, &shape->fields[i], value);
    buf_append_char(to, '}');
}

// Exact: integers below 2^53 are all that the scanner lets through. Damaged rows hold others.
static bool read_int(const cJSON *item, int64_t *to) {
    static const double limit = 9007199254740992.0;
    if (!cJSON_IsNumber(item) || !(item->valuedouble < limit && item->valuedouble > -limit))
        return false;
    *to = (int64_t)item->valuedouble;
    return true;
}

static bool read_enum(const cJSON *item, const struct shape_enum *names, int *to) {
    if (!cJSON_IsString(item)) return false;
    int found = shape_enum_find(names, str_from(item->valuestring));
    if (found < 0) return false;
    *to = found;
    return true;
}

static bool read_ints(const cJSON *item, int max, struct list16 *to) {
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) > max) return false;
    to->count = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, item) {
        int64_t value;
        if (!read_int(each, &value) || value < INT16_MIN || value > INT16_MAX) return false;
        to->items[to->count++] = (int16_t)value;
    }
    return true;
}

static bool read_enums(const cJSON *item, const struct shape_field *field, struct list_enum *to) {
    if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) > field->max) return false;
    to->count = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, item) {
        if (!read_enum(each, field->names, &to->items[to->count])) return false;
        to->count++;
    }
    return true;
}

static bool read_value(const struct shape_field *field, const cJSON *item, struct str raw,
                       void *at) {
    int64_t number;
    switch (field->kind) {
    case SHAPE_INT32:
        if (!read_int(item, &number) || number < INT32_MIN || number > INT32_MAX) return false;
        *(int32_t *)at = (int32_t)number;
        return true;
    case SHAPE_INT64: return read_int(item, at);
    case SHAPE_BOOL:
        if (!cJSON_IsBool(item)) return false;
        *(bool *)at = cJSON_IsTrue(item);
        return true;
    case SHAPE_ENUM: return read_enum(item, field->names, at);
    case SHAPE_TEXT:
        if (!cJSON_IsString(item)) return false;
        *(struct str *)at = str_from(item->valuestring);
        return true;
    case SHAPE_JSON: *(struct str *)at = shape_member(raw, str_from(field->name)); return true;
    case SHAPE_INTS: return read_ints(item, field->max, at);
    case SHAPE_ENUMS: return read_enums(item, field, at);
    }
    return false;
}

enum err shape_read(const struct shape *shape, const struct cJSON *object, struct str raw,
                    void *value) {
    for (int i = 0; i < shape->count; i++) {
        const struct shape_field *field = &shape->fields[i];
        const cJSON *item = tree_member(object, field->name);
        if (item && !read_value(field, item, raw, (char *)value + field->offset)) return ERR_INPUT;
    }
    return OK;
}

void shape_read_command(const struct cJSON *facts, struct event_meta *meta) {
    const cJSON *ids = tree_member(facts, "command");
    int64_t person = 0, instance = 0, counter = 0;
    if (cJSON_GetArraySize(ids) != 3 || !read_int(cJSON_GetArrayItem(ids, 0), &person) ||
        !read_int(cJSON_GetArrayItem(ids, 1), &instance) ||
        !read_int(cJSON_GetArrayItem(ids, 2), &counter))
        return;
    meta->person = (uint16_t)person;
    meta->instance = (uint32_t)instance;
    meta->counter = (uint32_t)counter;
}

int shape_find(const struct shape *shapes, int count, struct str name) {
    for (int i = 0; i < count; i++)
        if (str_eq(str_from(shapes[i].name), name)) return i;
    return -1;
}

int shape_enum_find(const struct shape_enum *names, struct str value) {
    for (int i = 0; i < names->count; i++)
        if (str_eq(str_from(names->values[i]), value)) return i;
    return -1;
}

// The end of the string that begins at s[i], behind its closing quote.
static uint32_t string_end(struct str s, uint32_t i) {
    for (i++; i < s.len && s.ptr[i] != '"'; i++)
        if (s.ptr[i] == '\\') i++;
    return i < s.len ? i + 1 : s.len;
}

// The end of the value that begins at s[i]: the first comma or bracket that isn't inside of it.
static uint32_t value_end(struct str s, uint32_t i) {
    int depth = 0;
    while (i < s.len) {
        char c = s.ptr[i];
        if (c == '"') {
            i = string_end(s, i);
            continue;
        }
        if (c == '{' || c == '[') depth++;
        if (depth == 0 && (c == ',' || c == '}')) return i;
        if (c == '}' || c == ']') depth--;
        i++;
    }
    return i;
}

static uint32_t skip_space(struct str s, uint32_t i) {
    while (i < s.len && strchr(" \t\r\n", s.ptr[i]))
        i++;
    return i;
}

struct str shape_member(struct str object, struct str name) {
    uint32_t i = skip_space(object, 0);
    if (i >= object.len || object.ptr[i] != '{') return (struct str){ 0 };
    while (++i < object.len) {
        i = skip_space(object, i);
        if (i >= object.len || object.ptr[i] != '"') break;
        uint32_t key = i, key_end = string_end(object, i);
        i = skip_space(object, key_end);
        if (i >= object.len || object.ptr[i] != ':') break;
        uint32_t from = skip_space(object, i + 1);
        i = value_end(object, from);
        if (str_eq(str_make(object.ptr + key + 1, key_end - key - 2), name)) {
            uint32_t end = i;
            while (end > from && strchr(" \t\r\n", object.ptr[end - 1]))
                end--;
            return str_make(object.ptr + from, end - from);
        }
    }
    return (struct str){ 0 };
}
