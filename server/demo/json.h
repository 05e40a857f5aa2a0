// Short ways to read what a server sent: a member that is missing or of another kind reads as
// nothing, since programs that play must not fall over what is newer than they.
#pragma once

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

static inline const cJSON *json_member(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static inline const char *json_text(const cJSON *object, const char *name) {
    const cJSON *member = json_member(object, name);
    return cJSON_IsString(member) ? member->valuestring : "";
}

static inline bool json_is(const cJSON *object, const char *name, const char *text) {
    return str_eq(str_from(json_text(object, name)), str_from(text));
}

// Numbers of the wire are integers below 2^53, which a double holds exactly.
static inline int64_t json_number(const cJSON *object, const char *name) {
    const cJSON *member = json_member(object, name);
    return cJSON_IsNumber(member) ? (int64_t)member->valuedouble : 0;
}

static inline bool json_true(const cJSON *object, const char *name) {
    return cJSON_IsTrue(json_member(object, name));
}
