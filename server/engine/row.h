// Journal rows back to events.
#pragma once

#include "engine/state.h"

struct cJSON;

// The parsed halves of a row; an event's strings live in them.
struct row_json {
    struct cJSON *facts, *texts;
};

// ERR_CORRUPT: a type that nobody knows, or facts that don't fit it. On OK free json with row_free.
// Erased texts are empty strings, and an erased page is PAGE_EMPTY.
enum err row_to_session(const struct journal_row *row, struct session_event *event,
                        struct row_json *json);
enum err row_to_class(const struct journal_row *row, struct class_event *event,
                      struct row_json *json);
enum err row_to_sheet(const struct journal_row *row, struct sheet_event *event,
                      struct row_json *json);
void row_free(struct row_json *json);
