// Sessions in memory: from the journal, and out again when their round is past.
#include "engine/call.h"

#include <stdlib.h>

#include "base/check.h"
#include "engine/due.h"
#include "engine/forget.h"
#include "engine/greet.h"
#include "engine/row.h"
#include "engine/tile.h"
#include "engine/watch.h"

struct call *call_new(struct room *room, uint64_t stream, const struct script *script) {
    struct call *call = calloc(1, sizeof *call);
    CHECK(call != NULL);
    call->room = room;
    call->stream = stream;
    call->pair = (int)id_index_of(stream);
    call->script = script;
    call->anchor_now = room->engine->now;
    call->heap = -1;
    list_init(&call->watches);
    session_init(&call->state);
    tile_init(&call->tile);
    map_put(&room->calls, stream, call);
    return call;
}

void call_free(struct call *call) {
    due_remove(call);
    watch_detach_all(&call->watches);
    map_remove(&call->room->calls, call->stream);
    free(call);
}

static bool on_session_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct call *call = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    if (event.type == SESSION_EVENT_OPENED) {
        call->memory_only = !event.opened.recorded;
        call->script =
            shelf_script(call->room->engine->shelf, event.opened.scenario, event.opened.rubric,
                         event.opened.lexicon, event.opened.variant);
    }
    session_fold(&call->state, &event);
    tile_note(call, &event);
    greet_note_instance(call->room->engine, event.meta.instance);
    row_free(&json);
    return true;
}

// Folds what the journal has of a call; false: nothing, or nothing that can be played.
bool call_read(struct call *call) {
    session_init(&call->state);
    tile_init(&call->tile);
    enum err err =
        journal_read_stream(call->room->engine->journal, call->stream, 1, on_session_row, call);
    if (err != OK || call->state.seq == 0 || !call->script) return false;
    call->committed = call->state.seq;
    return true;
}

struct call *call_of_person(const struct room *room, uint16_t person) {
    if (room->state.phase != ROUND_PHASE_BRIEFING && room->state.phase != ROUND_PHASE_RUNNING)
        return NULL;
    enum seat seat;
    int pair = class_pair_of(&room->state, person, &seat);
    if (pair == 0) return NULL;
    struct call *call =
        map_get(&room->calls, id_session(room->id, room->state.round, (uint32_t)pair));
    return call && session_role_of(&call->state, person) != ROLE_ENGINE ? call : NULL;
}

void calls_forget(struct room *room, uint32_t keep_round) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        if (id_round_of(call->stream) == keep_round) continue;
        call_free(call);
        cursor = 0;
    }
    forget_unrecorded(room, keep_round);
}
