// Journal rows back to events: the inverse of stage_row.
#include "engine/row.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "engine/page.h"
#include "protocol/check.h"
#include "protocol/generated/shapes.h"

static struct cJSON *parse(struct str text) {
    return text.len > 0 ? json_read(text) : NULL;
}

void row_free(struct row_json *json) {
    cJSON_Delete(json->facts);
    cJSON_Delete(json->texts);
}

// event is zeroed but for its size; type is its first member.
static enum err row_read(const struct shape *shapes, int count, const struct journal_row *row,
                         void *event, struct event_meta *meta, struct row_json *json) {
    *json = (struct row_json){ parse(row->facts), parse(row->texts) };
    int type = shape_find(shapes, count, str_from(row->type));
    bool damaged = !json->facts || (row->texts.len > 0 && !json->texts);
    enum err err = type < 0 || damaged ? ERR_CORRUPT : OK;
    if (err == OK) err = shape_read(&shapes[type], json->facts, row->facts, event);
    if (err == OK && json->texts) err = shape_read(&shapes[type], json->texts, row->texts, event);
    if (err != OK) {
        row_free(json);
        return ERR_CORRUPT;
    }
    *(int *)event = type;
    meta->play_ms = row->play_ms;
    meta->up_ms = row->up_ms;
    meta->wall_ms = row->wall_ms;
    shape_read_command(json->facts, meta);
    return OK;
}

enum err row_to_session(const struct journal_row *row, struct session_event *event,
                        struct row_json *json) {
    memset(event, 0, sizeof *event);
    return row_read(session_event_shapes, SESSION_EVENT_COUNT, row, event, &event->meta, json);
}

enum err row_to_class(const struct journal_row *row, struct class_event *event,
                      struct row_json *json) {
    memset(event, 0, sizeof *event);
    return row_read(class_event_shapes, CLASS_EVENT_COUNT, row, event, &event->meta, json);
}

enum err row_to_sheet(const struct journal_row *row, struct sheet_event *event,
                      struct row_json *json) {
    memset(event, 0, sizeof *event);
    enum err err = row_read(sheet_event_shapes, SHEET_EVENT_COUNT, row, event, &event->meta, json);
    bool is_lost = err == OK && event->type == SHEET_EVENT_PUBLISHED && !event->published.page.len;
    if (is_lost) event->published.page = STR(PAGE_EMPTY);
    return err;
}
