// The configuration. One table says where each member of config.json goes; reading and printing
// walk it, so that what is printed at start is what was understood.
#include "config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "base/check.h"
#include "protocol/command.h"

enum kind { KIND_PORT, KIND_INT, KIND_MS, KIND_TEXT, KIND_TEXTS, KIND_RATE };

struct member {
    const char *name;
    enum kind kind;
    size_t offset;
};

#define MEMBER(kind, name)                                                                         \
    { #name, kind, offsetof(struct config, name) }
#define MEMBER_NET(kind, name)                                                                     \
    { #name, kind, offsetof(struct config, net.name) }

static const struct member members[] = {
    MEMBER_NET(KIND_PORT, port),           MEMBER_NET(KIND_TEXT, bind),
    MEMBER_NET(KIND_PORT, metrics_port),   MEMBER(KIND_TEXT, data),
    MEMBER(KIND_TEXT, scenarios),          MEMBER_NET(KIND_TEXT, public_url),
    MEMBER_NET(KIND_TEXTS, origins),       MEMBER_NET(KIND_TEXTS, trusted_proxies),
    MEMBER_NET(KIND_TEXT, tls_cert),       MEMBER_NET(KIND_TEXT, tls_key),
    MEMBER_NET(KIND_MS, ping_after_ms),    MEMBER_NET(KIND_MS, hang_up_ms),
    MEMBER_NET(KIND_MS, message_ms_max),   MEMBER_NET(KIND_INT, request_seconds_max),
    MEMBER_NET(KIND_MS, muted_ms),         MEMBER(KIND_MS, presence_ms),
    MEMBER(KIND_MS, absence_ms),           MEMBER(KIND_INT, staged_bytes_max),
    MEMBER_NET(KIND_INT, queue_bytes_max), MEMBER_NET(KIND_INT, rx_buffer_bytes),
    MEMBER_NET(KIND_RATE, chat),           MEMBER_NET(KIND_RATE, typing),
    MEMBER_NET(KIND_RATE, other),          MEMBER_NET(KIND_RATE, failures_address),
    MEMBER_NET(KIND_RATE, failures_all),
};
enum { MEMBERS = sizeof members / sizeof members[0] };

// A configuration is written by hand; what is longer is some other file.
enum { FILE_MAX = 64 * 1024 };

void config_init(struct config *c) {
    *c = (struct config){
        .data = STR("data"),
        .scenarios = STR("scenarios"),
        // A phone that changes from Wi-Fi to mobile is back in two or three seconds.
        .presence_ms = 2 * MS_SECOND,
        .absence_ms = 2 * MS_SECOND,
        .staged_bytes_max = 32 * 1024 * 1024,
    };
    settings_init(&c->net);
}

void config_deinit(struct config *c) {
    cJSON_Delete(c->file);
    c->file = NULL;
}

// ---- reading

static int32_t rate_part(const cJSON *rate, const char *name) {
    return (int32_t)cJSON_GetObjectItemCaseSensitive(rate, name)->valuedouble;
}

static void texts_take(struct settings_list *list, const cJSON *array) {
    const cJSON *item;
    list->count = 0;
    cJSON_ArrayForEach(item, array) {
        CHECK(list->count < SETTINGS_LIST_MAX); // the schema says so too
        list->items[list->count++] = str_from(item->valuestring);
    }
}

// The value has passed the schema.
static void member_take(struct config *c, const struct member *m, const cJSON *value) {
    void *to = (char *)c + m->offset;
    switch (m->kind) {
    case KIND_PORT: *(uint16_t *)to = (uint16_t)value->valuedouble; break;
    case KIND_INT: *(int32_t *)to = (int32_t)value->valuedouble; break;
    case KIND_MS: *(ms *)to = (ms)value->valuedouble; break;
    case KIND_TEXT: *(struct str *)to = str_from(value->valuestring); break;
    case KIND_TEXTS: texts_take(to, value); break;
    case KIND_RATE:
        *(struct settings_rate *)to =
            (struct settings_rate){ rate_part(value, "burst"), rate_part(value, "per_minute") };
        break;
    }
}

static bool file_read(const char *file, struct buf *bytes) {
    FILE *in = fopen(file, "rb");
    if (!in) {
        fprintf(stderr, "coolhead: %s can't be opened: %m.\n", file);
        return false;
    }
    bytes->len = (uint32_t)fread(buf_reserve(bytes, FILE_MAX + 1), 1, FILE_MAX + 1, in);
    bool failed = ferror(in) != 0;
    fclose(in);
    if (failed)
        fprintf(stderr, "coolhead: %s can't be read.\n", file);
    else if (bytes->len > FILE_MAX)
        fprintf(stderr, "coolhead: %s is no configuration: it is longer than 64 KiB.\n", file);
    return !failed && bytes->len <= FILE_MAX;
}

static bool file_parse(const struct contract *contract, const char *file, struct str bytes,
                       cJSON **json) {
    struct check_fault fault;
    const struct schema *schema = schema_find(contract_schemas(contract), "config.json");
    enum err err = json_accept(bytes, &scan_limits_import, json, &fault);
    if (!err) err = schema_check(schema, *json, &fault);
    if (!err) return true;
    fprintf(stderr, "coolhead: %s can't be used: at \"%s\": %s.\n", file, fault.path, fault.text);
    json_free(*json);
    return false;
}

static bool config_check(const struct config *c, const char *file) {
    bool half = (c->net.tls_cert.len == 0) != (c->net.tls_key.len == 0);
    if (half)
        fprintf(stderr, "coolhead: %s names one of tls_cert and tls_key; both are needed.\n", file);
    bool early = c->net.hang_up_ms <= c->net.ping_after_ms;
    if (early)
        fprintf(stderr, "coolhead: %s: hang_up_ms must be longer than ping_after_ms.\n", file);
    return !half && !early;
}

bool config_read(struct config *c, const struct contract *contract, const char *file) {
    struct buf bytes = { 0 };
    cJSON *json = NULL;
    bool ok = file_read(file, &bytes) && file_parse(contract, file, buf_str(&bytes), &json);
    buf_deinit(&bytes);
    if (!ok) return false;
    config_deinit(c);
    c->file = json;
    for (int i = 0; i < MEMBERS; i++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(json, members[i].name);
        if (value) member_take(c, &members[i], value);
    }
    return config_check(c, file);
}

// ---- printing

static void texts_print(struct buf *out, const struct settings_list *list) {
    buf_append_char(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        if (i) buf_append_char(out, ',');
        buf_json_string(out, list->items[i]);
    }
    buf_append_char(out, ']');
}

static void member_print(struct buf *out, const struct config *c, const struct member *m) {
    const void *from = (const char *)c + m->offset;
    const struct settings_rate *rate = from;
    switch (m->kind) {
    case KIND_PORT: buf_u64(out, *(const uint16_t *)from); break;
    case KIND_INT: buf_i64(out, *(const int32_t *)from); break;
    case KIND_MS: buf_i64(out, *(const ms *)from); break;
    case KIND_TEXT: buf_json_string(out, *(const struct str *)from); break;
    case KIND_TEXTS: texts_print(out, from); break;
    case KIND_RATE:
        buf_printf(out, "{\"burst\":%d,\"per_minute\":%d}", rate->burst, rate->per_minute);
        break;
    }
}

void config_print(const struct config *c) {
    struct buf out = { 0 };
    for (int i = 0; i < MEMBERS; i++) {
        buf_printf(&out, "%s\"%s\": ", i ? ",\n  " : "{\n  ", members[i].name);
        member_print(&out, c, &members[i]);
    }
    printf("%.*s\n}\n", STR_ARG(buf_str(&out)));
    fflush(stdout); // before what stderr may have to say
    buf_deinit(&out);
}
