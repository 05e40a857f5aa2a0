// Looks into an engine. The fold here is the one that a start makes, so a state that differs from
// it is what a restart would lose.
#include "lib/refold.h"

#include "engine/row.h"
#include "engine/state.h"

void engine_abandon(struct engine *engine) {
    engine->in_flight = false;
    for (int i = 0; i < 2; i++)
        for (struct outgoing *out = engine->batches[i].first; out; out = out->next)
            if (out->kind == OUT_CALL)
                out->call.function(out->call.ctx, false); // it owns what it was given
}

static bool on_session_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    session_fold(ctx, &event);
    row_free(&json);
    return true;
}

static bool on_class_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct class_event event;
    struct row_json json;
    if (row_to_class(row, &event, &json) != OK) return false;
    class_fold(ctx, &event);
    row_free(&json);
    return true;
}

static bool on_sheet_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct sheet_event event;
    struct row_json json;
    if (row_to_sheet(row, &event, &json) != OK) return false;
    sheet_fold(ctx, &event);
    row_free(&json);
    return true;
}

void refold_session(struct journal *journal, uint64_t stream, struct session *state) {
    journal_read_stream(journal, stream, state->seq + 1, on_session_row, state);
}

void refold_class(struct journal *journal, uint64_t stream, struct class_state *state) {
    class_init(state);
    journal_read_stream(journal, stream, 1, on_class_row, state);
}

void refold_sheet(struct journal *journal, uint64_t stream, struct sheet *state) {
    sheet_init(state);
    journal_read_stream(journal, stream, 1, on_sheet_row, state);
}
