// Looks into an engine. The states are compared by digest; the fold here is the one that a start
// makes, so what differs is what a restart would lose.
#include "inside.h"

#include "engine/row.h"
#include "engine/state.h"
#include "engine/submit.h"
#include "stage.h"

void inside_abandon(struct engine *engine) {
    engine->in_flight = false;
    for (int i = 0; i < 2; i++)
        for (struct outgoing *out = engine->batches[i].first; out; out = out->next)
            if (out->kind == OUT_CALL) out->call(out->ctx, false); // it owns what it was given
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

static bool on_session_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    session_fold(ctx, &event);
    row_free(&json);
    return true;
}

static ms call_unsaved(const struct call *call) {
    struct session saved;
    session_init(&saved);
    journal_read_stream(call->room->engine->journal, call->stream, 1, on_session_row, &saved);
    return session_runs(&saved) ? call_up(call) - saved.up_ms : 0;
}

ms inside_unsaved(struct engine *engine) {
    ms most = 0;
    uint32_t rooms = 0, calls;
    const struct room *room;
    const struct call *call;
    while ((room = map_next(&engine->rooms, &rooms))) {
        calls = 0;
        while ((call = map_next(&room->calls, &calls)))
            if (call_unsaved(call) > most) most = call_unsaved(call);
    }
    return most;
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

static void check(struct stage *stage, const char *what, uint64_t stream, uint64_t memory,
                  uint64_t journal) {
    if (memory != journal)
        stage_fault(stage, "%s %llu is not what its journal says", what,
                    (unsigned long long)stream);
}

static void check_class(struct stage *stage, const struct room *room) {
    static struct class_state state; // too large for a stack
    uint64_t stream = id_class_stream(room->id);
    class_init(&state);
    journal_read_stream(room->engine->journal, stream, 1, on_class_row, &state);
    check(stage, "class", stream, class_digest(&room->state), class_digest(&state));
}

static void check_call(struct stage *stage, const struct call *call) {
    struct session state;
    session_init(&state);
    journal_read_stream(call->room->engine->journal, call->stream, 1, on_session_row, &state);
    check(stage, "session", call->stream, session_digest(&call->state), session_digest(&state));
}

static void check_paper(struct stage *stage, const struct paper *paper) {
    struct sheet state;
    sheet_init(&state);
    journal_read_stream(paper->room->engine->journal, paper->stream, 1, on_sheet_row, &state);
    check(stage, "sheet", paper->stream, sheet_digest(&paper->state), sheet_digest(&state));
}

void inside_check_states(struct stage *stage) {
    uint32_t calls = 0, papers = 0;
    const struct room *room = map_get(&stage->engine->rooms, stage->class_id);
    const struct call *call;
    const struct paper *paper;
    if (!room) return; // closed
    check_class(stage, room);
    while ((call = map_next(&room->calls, &calls)))
        check_call(stage, call);
    while ((paper = map_next(&room->papers, &papers)))
        check_paper(stage, paper);
}
