// Looks into an engine. The states are compared by digest; the fold here is the one that a start
// makes, so what differs is what a restart would lose.
#include "inside.h"

#include "engine/state.h"
#include "engine/submit.h"
#include "lib/refold.h"
#include "stage.h"

static ms call_unsaved(const struct call *call) {
    struct session saved;
    session_init(&saved);
    refold_session(call->room->engine->journal, call->stream, &saved);
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

static void check(struct stage *stage, const char *what, uint64_t stream, uint64_t memory,
                  uint64_t journal) {
    if (memory != journal)
        stage_fault(stage, "%s %llu is not what its journal says", what,
                    (unsigned long long)stream);
}

static void check_class(struct stage *stage, const struct room *room) {
    static struct class_state state; // too large for a stack
    uint64_t stream = id_class_stream(room->id);
    refold_class(room->engine->journal, stream, &state);
    check(stage, "class", stream, class_digest(&room->state), class_digest(&state));
}

static void check_call(struct stage *stage, const struct call *call) {
    struct session state;
    session_init(&state);
    refold_session(call->room->engine->journal, call->stream, &state);
    check(stage, "session", call->stream, session_digest(&call->state), session_digest(&state));
}

static void check_paper(struct stage *stage, const struct paper *paper) {
    struct sheet state;
    refold_sheet(paper->room->engine->journal, paper->stream, &state);
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
