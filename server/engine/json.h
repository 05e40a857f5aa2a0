// Reading checked JSON: the schema has said that it is there and of which type.
#pragma once

#include <cjson/cJSON.h>

#include "base/str.h"

static inline const cJSON *json_member(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

// Empty when it isn't there.
static inline struct str json_text(const cJSON *object, const char *name) {
    const cJSON *member = json_member(object, name);
    return cJSON_IsString(member) ? str_from(member->valuestring) : (struct str){ 0 };
}

// 0 when it isn't there.
static inline int json_int(const cJSON *object, const char *name) {
    const cJSON *member = json_member(object, name);
    return cJSON_IsNumber(member) ? member->valueint : 0;
}

static inline bool json_true(const cJSON *object, const char *name) {
    return cJSON_IsTrue(json_member(object, name));
}

// The member of an array of objects whose "id" is this; NULL if none is.
static inline const cJSON *json_by_id(const cJSON *array, struct str id) {
    const cJSON *each;
    cJSON_ArrayForEach(each, array) if (str_eq(json_text(each, "id"), id)) return each;
    return NULL;
}
