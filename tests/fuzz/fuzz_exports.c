// Fuzzes what leaves the server with words of people in it: events, facts and texts of the journal,
// and the published page. Whatever was typed, it is JSON, and says what was typed.
//
// The input is texts with a byte ff after each but the last.
#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/page.h"
#include "engine/paper.h"
#include "protocol/check.h"
#include "protocol/generated/shapes.h"
#include "store/journal_memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXTS_MAX = 8 };

static struct str texts[TEXTS_MAX];

static const struct scan_limits any = {
    .bytes_max = 32 << 20, .depth_max = 16, .nodes_max = 60000, .keys_max = 64
};

static cJSON *json_parse(const struct buf *text) {
    CHECK(scan_json(buf_str(text), &any, NULL));
    cJSON *json = cJSON_ParseWithLength(text->ptr, text->len);
    CHECK(json);
    return json;
}

static void text_check(const cJSON *value, struct str text) {
    CHECK(cJSON_IsString(value) && str_eq(str_from(value->valuestring), text));
}

// ── events ──

static void event_fill(const struct shape *shape, void *event) {
    for (int i = 0; i < shape->count; i++)
        if (shape->fields[i].kind == SHAPE_TEXT)
            *(struct str *)(void *)((char *)event + shape->fields[i].offset) = texts[i % TEXTS_MAX];
}

static void event_check(const struct shape *shape, const void *event) {
    struct buf json = { 0 };
    shape_write(&json, shape, event, SHAPE_ALL);
    cJSON *parsed = json_parse(&json);
    for (int i = 0; i < shape->count; i++)
        if (shape->fields[i].kind == SHAPE_TEXT)
            text_check(cJSON_GetObjectItemCaseSensitive(parsed, shape->fields[i].name),
                       texts[i % TEXTS_MAX]);
    cJSON_Delete(parsed);
    buf_reset(&json);
    shape_write_facts(&json, shape, event,
                      &(struct event_meta){ .person = 1, .instance = 2, .counter = 3 });
    cJSON_Delete(json_parse(&json));
    buf_reset(&json);
    shape_write_texts(&json, shape, event);
    if (json.len) cJSON_Delete(json_parse(&json));
    buf_deinit(&json);
}

static void events_check(void) {
    for (int type = 0; type < SESSION_EVENT_COUNT; type++) {
        struct session_event event = { 0 };
        event_fill(&session_event_shapes[type], &event);
        event_check(&session_event_shapes[type], &event);
    }
    for (int type = 0; type < CLASS_EVENT_COUNT; type++) {
        struct class_event event = { 0 };
        event_fill(&class_event_shapes[type], &event);
        event_check(&class_event_shapes[type], &event);
    }
    for (int type = 0; type < SHEET_EVENT_COUNT; type++) {
        struct sheet_event event = { 0 };
        event_fill(&sheet_event_shapes[type], &event);
        event_check(&sheet_event_shapes[type], &event);
    }
}

// ── the page ──

static struct engine engine;
static struct room room;

static void on_fault(void *ctx, const char *path, const char *pointer, const char *text) {
    (void)ctx, (void)path, (void)pointer, (void)text;
    CHECK_UNREACHABLE();
}

static void engine_make(void) {
    const char *shelf = getenv("COOLHEAD_SHELF");
    room.engine = &engine;
    engine.schemas = schema_set_embedded();
    engine.journal = journal_memory_journal(journal_memory_new());
    CHECK(shelf_open(shelf ? shelf : "tests/story/shelf", NULL, engine.schemas, 0, on_fault, NULL,
                     &engine.shelf) == OK);
}

static void paper_fill(struct paper *paper) {
    const struct edition *scenario = shelf_at(engine.shelf, LIBRARY_SCENARIO, 0);
    const struct edition *rubric = shelf_at(engine.shelf, LIBRARY_RUBRIC, 0);
    *paper =
        (struct paper){ .room = &room, .stream = id_sheet(id_session(1, 1, 1), PERSON_TRAINER) };
    memcpy(paper->opening.scenario, scenario->hash, sizeof scenario->hash);
    memcpy(paper->opening.rubric, rubric->hash, sizeof rubric->hash);
    for (int i = 0; i < 3; i++)
        buf_append_str(&paper->praise[i], texts[i]);
    buf_append_str(&paper->advice, texts[3]);
    for (int i = 0; i < rubric->criteria; i++) {
        paper->state.scored[i] = true;
        paper->state.values[i] = SCORE_3;
        buf_append_str(&paper->comments[i], texts[4 + i % 4]);
    }
}

static void page_check(const cJSON *page) {
    int at = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, cJSON_GetObjectItemCaseSensitive(page, "strengths")) {
        while (texts[at].len == 0)
            at++;
        text_check(cJSON_GetObjectItemCaseSensitive(each, "text"), texts[at++]);
    }
    text_check(cJSON_GetObjectItemCaseSensitive(page, "advice"), texts[3]);
    at = 0;
    cJSON_ArrayForEach(each, cJSON_GetObjectItemCaseSensitive(page, "criteria"))
        text_check(cJSON_GetObjectItemCaseSensitive(each, "comment"), texts[4 + at++ % 4]);
    CHECK(at > 0);
}

static void page_try(void) {
    struct paper paper;
    struct buf json = { 0 };
    paper_fill(&paper);
    page_write(&json, &paper);
    cJSON *page = json_parse(&json);
    page_check(page);
    cJSON_Delete(page);
    buf_deinit(&json);
    for (int i = 0; i < 3; i++)
        buf_deinit(&paper.praise[i]);
    buf_deinit(&paper.advice);
    for (int i = 0; i < CRITERIA_MAX; i++)
        buf_deinit(&paper.comments[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str rest = str_make((const char *)data, size);
    if (!engine.shelf) engine_make();
    for (int i = 0; i < TEXTS_MAX; i++) {
        texts[i] = str_cut(&rest, (char)0xff);
        // What the scanner lets no text hold.
        if (!utf8_is_valid(texts[i]) || (texts[i].len && memchr(texts[i].ptr, '\0', texts[i].len)))
            return 0;
    }
    events_check();
    page_try();
    return 0;
}
