// The shelf: files and the library, as editions.
#include "engine/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/json.h"
#include "engine/script.h"
#include "engine/shelf_inside.h"

enum { FOLDERS_DEEP = 3, FILE_BYTES_MAX = 1 << 20 };

// What a file's "kind" makes of it.
struct kind {
    const char *name, *schema;
    enum library_kind kind;
};

static const struct kind kinds[] = {
    { "scenario", "scenario.json", LIBRARY_SCENARIO },
    { "rubric", "rubric.json", LIBRARY_RUBRIC },
    { "lexicon", "lexicon.json", LIBRARY_LEXICON },
    { "doctrine", "doctrine.json", LIBRARY_DOCTRINE },
    { "techniques", "technique.json",
      0 }, // not pinned by any round: read by the library page alone
};

static enum err fault_at(struct check_fault *fault, const char *path, const char *text) {
    *fault = (struct check_fault){ .keyword = "kind" };
    snprintf(fault->path, sizeof fault->path, "%s", path);
    snprintf(fault->text, sizeof fault->text, "%s", text);
    return ERR_INPUT;
}

static const struct kind *kind_of(const cJSON *json) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(json_text(json, "kind"), str_from(kinds[i].name))) return &kinds[i];
    return NULL;
}

// Scans, parses, finds the kind and checks.
static enum err accept_bytes(struct str bytes, const struct schema_set *schemas, cJSON **json,
                             const struct kind **kind, struct check_fault *fault) {
    enum err err = json_accept(bytes, &scan_limits_import, json, fault);
    if (err != OK) return err;
    *kind = kind_of(*json);
    err = *kind ? schema_check(schema_find(schemas, (*kind)->schema), *json, fault)
                : fault_at(fault, "/kind",
                           "kind: say scenario, rubric, lexicon, doctrine or techniques");
    if (err == OK && (*kind)->kind == LIBRARY_SCENARIO) err = script_check(*json, fault);
    if (err != OK) cJSON_Delete(*json);
    return err;
}

static enum err read_file(const char *path, struct buf *to) {
    FILE *file = fopen(path, "rb");
    if (!file) return ERR_IO;
    size_t got;
    do {
        char *room = buf_reserve(to, 65536);
        got = fread(room, 1, 65536, file);
        to->len += (uint32_t)got;
    } while (got > 0 && to->len <= FILE_BYTES_MAX);
    bool bad = ferror(file) != 0;
    fclose(file);
    return bad ? ERR_IO : OK;
}

enum err shelf_check_file(const char *path, const struct schema_set *schemas,
                          struct check_fault *fault) {
    struct buf bytes = { 0 };
    cJSON *json = NULL;
    const struct kind *kind;
    enum err err = read_file(path, &bytes);
    if (err == OK)
        err = accept_bytes(buf_str(&bytes), schemas, &json, &kind, fault);
    else
        fault_at(fault, "", "The file can't be read.");
    if (err == OK) cJSON_Delete(json);
    buf_deinit(&bytes);
    return err;
}

// ── editions ──

static struct edition *edition_add(struct shelf *shelf, enum library_kind kind, struct str bytes,
                                   cJSON *json, bool current) {
    struct edition *edition = calloc(1, sizeof *edition);
    CHECK(edition != NULL);
    edition->kind = kind;
    edition->json = json;
    edition->current = current;
    snprintf(edition->id, sizeof edition->id, "%.*s", STR_ARG(json_text(json, "id")));
    edition->title = json_text(json, "title");
    edition->variants = cJSON_GetArraySize(json_member(json, "variants"));
    edition->criteria = cJSON_GetArraySize(json_member(json, "criteria"));
    library_hash(bytes, edition->hash);
    *shelf->last = edition;
    shelf->last = &edition->next;
    return edition;
}

const struct edition *shelf_find(const struct shelf *shelf, enum library_kind kind, struct str id) {
    for (const struct edition *e = shelf->first; e; e = e->next)
        if (e->current && e->kind == kind && str_eq(str_from(e->id), id)) return e;
    return NULL;
}

const struct edition *shelf_at(const struct shelf *shelf, enum library_kind kind, int place) {
    for (const struct edition *e = shelf->first; e; e = e->next)
        if (e->current && e->kind == kind && place-- == 0) return e;
    return NULL;
}

struct fetched {
    struct shelf *shelf;
    struct edition *edition;
};

static void on_bytes(void *ctx, const struct library_entry *entry, struct str bytes) {
    struct fetched *fetched = ctx;
    cJSON *json = json_read(bytes);
    if (json) fetched->edition = edition_add(fetched->shelf, entry->kind, bytes, json, false);
}

const struct edition *shelf_pinned(struct shelf *shelf, enum library_kind kind, struct str hash) {
    for (const struct edition *e = shelf->first; e; e = e->next)
        if (e->kind == kind && str_eq(str_from(e->hash), hash)) return e;
    char text[LIBRARY_HASH + 1];
    struct fetched fetched = { shelf, NULL };
    if (!shelf->store || hash.len != LIBRARY_HASH) return NULL;
    snprintf(text, sizeof text, "%.*s", STR_ARG(hash));
    library_get(shelf->store, text, on_bytes, &fetched);
    return fetched.edition && fetched.edition->kind == kind ? fetched.edition : NULL;
}

struct str shelf_technique(const struct shelf *shelf, struct str id) {
    for (int i = 0; i < shelf->techniques_count; i++) {
        const cJSON *row = json_by_id(json_member(shelf->techniques[i], "rows"), id);
        if (row) return json_text(row, "title");
    }
    return id;
}

// ── reading the folder ──

struct reading {
    struct shelf *shelf;
    const struct schema_set *schemas;
    ms wall;
    shelf_on_fault on_fault;
    void *ctx;
};

static void keep(struct reading *r, const char *path, const struct kind *kind, struct str bytes,
                 cJSON *json) {
    struct shelf *shelf = r->shelf;
    if (kind->kind == 0) {
        if (shelf->techniques_count == TECHNIQUE_FILES_MAX)
            cJSON_Delete(json);
        else
            shelf->techniques[shelf->techniques_count++] = json;
        return;
    }
    if (shelf_find(shelf, kind->kind, json_text(json, "id"))) {
        r->on_fault(r->ctx, path, "/id", "another file has this id; this one is left out");
        cJSON_Delete(json);
        return;
    }
    struct edition *edition = edition_add(shelf, kind->kind, bytes, json, true);
    char hash[LIBRARY_HASH + 1];
    if (shelf->store)
        library_put_now(shelf->store, kind->kind, str_from(edition->id), bytes, r->wall, hash);
}

static void read_one(struct reading *r, const char *path) {
    struct buf bytes = { 0 };
    struct check_fault fault = { 0 };
    cJSON *json;
    const struct kind *kind;
    enum err err = read_file(path, &bytes);
    if (err != OK)
        r->on_fault(r->ctx, path, "", "the file can't be read");
    else if (accept_bytes(buf_str(&bytes), r->schemas, &json, &kind, &fault) != OK)
        r->on_fault(r->ctx, path, fault.path, fault.text);
    else
        keep(r, path, kind, buf_str(&bytes), json);
    buf_deinit(&bytes);
}

static bool is_json(const char *name) {
    size_t length = strlen(name);
    return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".json") == 0;
}

static enum err read_folder(struct reading *r, const char *folder, int deep) {
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort); // the same order on every machine
    if (count < 0) return ERR_IO;
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (is_json(entries[i]->d_name))
            read_one(r, path);
        else if (entries[i]->d_name[0] != '.' && entries[i]->d_type == DT_DIR && deep > 0)
            read_folder(r, path, deep - 1);
        free(entries[i]);
    }
    free(entries);
    return OK;
}

enum err shelf_open(const char *dir, struct store *store, const struct schema_set *schemas, ms wall,
                    shelf_on_fault on_fault, void *ctx, struct shelf **out) {
    struct shelf *shelf = calloc(1, sizeof *shelf);
    CHECK(shelf != NULL);
    shelf->store = store;
    shelf->last = &shelf->first;
    struct reading reading = { shelf, schemas, wall, on_fault, ctx };
    enum err err = dir ? read_folder(&reading, dir, FOLDERS_DEEP) : OK;
    if (err != OK) {
        shelf_close(shelf);
        return err;
    }
    *out = shelf;
    return OK;
}

void shelf_close(struct shelf *shelf) {
    if (!shelf) return;
    scripts_free(shelf->scripts);
    for (struct edition *e = shelf->first, *next; e; e = next) {
        next = e->next;
        cJSON_Delete(e->json);
        free(e);
    }
    for (int i = 0; i < shelf->techniques_count; i++)
        cJSON_Delete(shelf->techniques[i]);
    free(shelf);
}
