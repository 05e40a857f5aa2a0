// The end of a turn, and the commit: the only road from a decision to a screen.
#include "base/check.h"
#include "base/log.h"
#include "engine/batch.h"
#include "engine/hub.h"
#include "engine/load.h"
#include "engine/room.h"
#include "engine/state.h"

static void engine_on_committed(void *ctx, struct journal_batch *journal);

// What was staged goes to the journal, unless a batch is there: then with the next turn after the
// commit.
static void batch_submit(struct engine *e) {
    if (e->in_flight) return;
    room_stage_snapshots(e);
    struct batch *batch = engine_staging(e);
    if (!batch->any) return;
    batch_make_units(batch);
    batch->journal.number = ++e->counts.batches;
    batch->journal.on_done = engine_on_committed;
    batch->journal.ctx = e;
    batch->submitted = e->now;
    e->in_flight = true;
    e->staging = 1 - e->staging;
    journal_submit(e->journal, &batch->journal);
}

void engine_flush(struct engine *e) {
    batch_submit(e);
    hub_send_held(e);
}

// The unit was not taken: everything that stood on it goes, the class comes back as the disk has
// it, and whoever had sent something sends it again.
static void room_failed(struct engine *e, struct batch *batch, struct room *room, enum err err) {
    log_warn("not_saved", "class", LOG_NUM(room->id), "err", err_name(err));
    e->counts.not_saved++;
    batch_discard_room(batch, room);
    batch_discard_room(engine_staging(e), room);
    if (err != ERR_STALE && room_reload(room)) return;
    log_error("class_given_up", "class", LOG_NUM(room->id), "err", err_name(err));
    room_give_up(room);
}

static void engine_on_committed(void *ctx, struct journal_batch *journal) {
    struct engine *e = ctx;
    struct batch *batch = &e->batches[1 - e->staging];
    CHECK(&batch->journal == journal);
    e->in_flight = false;
    e->counts.commit_ms = e->commit_took = e->now - batch->submitted;
    for (uint32_t i = journal->unit_count; i-- > 0;) {
        struct room *room = map_get(&e->rooms, journal->units[i].class_id); // or given up meanwhile
        if (room && journal->units[i].result != OK)
            room_failed(e, batch, room, journal->units[i].result);
    }
    hub_publish(e, batch);
    batch_reset(batch);
}

void engine_drain(struct engine *e) {
    journal_drain(e->journal);
    hub_send(e);
}
