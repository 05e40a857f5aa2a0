#include "inside.h"

#include "engine/state.h"
#include "fault.h"
#include "ledger.h"
#include "lib/refold.h"

enum {
    CLIENTS_MAX = 40, // two generations of all browsers: some have gone and nobody knows yet
    STAGED_BYTES_MAX = 4 << 20, // of a batch: what 40 clients can send in the slowest write
};

static void check_room_bounds(const struct room *room, struct fault *fault) {
    uint32_t cursor = 0;
    const struct call *call;
    if (room->state.pairs_count > PAIRS_MAX || room->calls.count > PAIRS_MAX ||
        room->state.people_in > PEOPLE_MAX)
        fault_note(fault, "class %u has %u pairs, %u sessions and %u people", room->id,
                   room->state.pairs_count, room->calls.count, room->state.people_in);
    while ((call = map_next(&room->calls, &cursor)))
        if (call->committed > call->state.seq || call->state.offers_count > DEALS_MAX ||
            call->state.promises_count > DEALS_MAX)
            fault_note(fault, "session %llu has outgrown its bounds",
                       (unsigned long long)call->stream);
}

void inside_check_bounds(struct engine *engine, struct fault *fault) {
    uint32_t cursor = 0;
    const struct room *room;
    for (int i = 0; i < 2; i++)
        if (engine->batches[i].arena.total > STAGED_BYTES_MAX)
            fault_note(fault, "a batch has %zu bytes", engine->batches[i].arena.total);
    if (engine->clients.count > CLIENTS_MAX)
        fault_note(fault, "the engine has %u connections", engine->clients.count);
    while ((room = map_next(&engine->rooms, &cursor)))
        check_room_bounds(room, fault);
}

// ── states ──

static void differs(struct fault *fault, const char *what, uint64_t stream, uint64_t memory,
                    uint64_t journal) {
    if (memory != journal)
        fault_note(fault, "%s %llu in memory is not what its rows fold to", what,
                   (unsigned long long)stream);
}

static void check_call(const struct call *call, struct ledger *ledger, struct fault *fault,
                       bool from_start) {
    struct ledger_stream *known = map_get(&ledger->streams, call->stream);
    if (!known) {
        fault_note(fault, "session %llu is on no disk", (unsigned long long)call->stream);
        return;
    }
    if (from_start) session_init(&known->state);
    if (known->state.seq == call->state.seq && call->committed == call->state.seq && !from_start &&
        known->checked == known->state.seq)
        return;
    refold_session(call->room->engine->journal, call->stream, &known->state);
    known->checked = known->state.seq;
    differs(fault, "session", call->stream, session_digest(&call->state),
            session_digest(&known->state));
    if (call->committed != call->state.seq)
        fault_note(fault, "session %llu has %u of %u rows committed, and nothing is in flight",
                   (unsigned long long)call->stream, call->committed, call->state.seq);
}

static void check_paper(const struct paper *paper, struct fault *fault) {
    struct sheet state;
    refold_sheet(paper->room->engine->journal, paper->stream, &state);
    differs(fault, "sheet", paper->stream, sheet_digest(&paper->state), sheet_digest(&state));
}

static void check_class(const struct room *room, struct fault *fault) {
    static struct class_state state; // too large for a stack
    uint64_t stream = id_class_stream(room->id);
    refold_class(room->engine->journal, stream, &state);
    differs(fault, "class", stream, class_digest(&room->state), class_digest(&state));
}

void inside_check_states(struct engine *engine, struct ledger *ledger, struct fault *fault,
                         bool from_start) {
    uint32_t rooms = 0, calls, papers;
    const struct room *room;
    const struct call *call;
    const struct paper *paper;
    while ((room = map_next(&engine->rooms, &rooms))) {
        calls = papers = 0;
        while ((call = map_next(&room->calls, &calls)))
            check_call(call, ledger, fault, from_start);
        if (!from_start) continue; // classes and sheets change seldom
        check_class(room, fault);
        while ((paper = map_next(&room->papers, &papers)))
            check_paper(paper, fault);
    }
}
