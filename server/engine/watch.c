// Watches and catch-up.
//
// Catch-up reads the journal, folds and views with the functions that live uses, and skips what the
// client has. It stops at the committed head: there the watch becomes live, on the loop, between
// two commits, so that nothing is missed and nothing comes twice.
#include "engine/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/batch.h"
#include "engine/frame.h"
#include "engine/hub.h"
#include "engine/load.h"
#include "engine/paper.h"
#include "engine/past.h"
#include "engine/room.h"
#include "engine/row.h"
#include "engine/submit.h"
#include "protocol/generated/shapes.h"

static struct watch *watch_find(struct client *client, uint64_t stream) {
    for (int i = 0; i < WATCHES_MAX; i++)
        if (client->watches[i] && client->watches[i]->stream == stream) return client->watches[i];
    return NULL;
}

// NULL: there are too many.
static struct watch *watch_new(struct client *client, uint64_t stream, uint32_t n) {
    int at = 0;
    while (at < WATCHES_MAX && client->watches[at])
        at++;
    if (at == WATCHES_MAX) return NULL;
    struct watch *watch = calloc(1, sizeof *watch);
    CHECK(watch != NULL);
    watch->client = client;
    watch->stream = stream;
    watch->n = n;
    list_init(&watch->in_topic);
    return client->watches[at] = watch;
}

// The state that is folded while a session is caught up.
static void past_begin(struct watch *watch) {
    watch->past = malloc(sizeof *watch->past);
    CHECK(watch->past != NULL);
    session_init(watch->past);
    watch->seq = 0;
    watch->client->behind++;
}

static void past_end(struct watch *watch) {
    if (!watch->past) return;
    free(watch->past);
    watch->past = NULL;
    watch->client->behind--;
}

static void watch_end(struct watch *watch) {
    for (int i = 0; i < WATCHES_MAX; i++)
        if (watch->client->watches[i] == watch) watch->client->watches[i] = NULL;
    list_remove(&watch->in_topic);
    past_end(watch);
    free(watch);
}

void watch_close(struct client *client, uint64_t stream) {
    struct watch *watch = watch_find(client, stream);
    if (watch) watch_end(watch);
}

void watch_close_all(struct client *client) {
    for (int i = 0; i < WATCHES_MAX; i++)
        if (client->watches[i]) watch_end(client->watches[i]);
}

void watch_close_moved(struct call *call) {
    LIST_FOR_SAFE (link, &call->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (watch->role == ROLE_TRAINER) continue;
        if (session_role_of(&call->state, watch->client->person) != watch->role) watch_end(watch);
    }
}

void watch_detach_all(struct list *watches) {
    struct list *link;
    while ((link = list_pop(watches))) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        watch->room = NULL;
        watch->call = NULL;
        watch->paper = NULL;
        watch->live = false;
    }
}

// ── opening ──

// The role in which a client may follow a session; ROLE_ENGINE: not at all.
static enum role session_role(struct room *room, const struct client *client, uint64_t stream) {
    if (client->trainer) return ROLE_TRAINER;
    const struct call *call = map_get(&room->calls, stream);
    return call ? session_role_of(&call->state, client->person) : ROLE_ENGINE;
}

// A sheet's number names a scorer, who need not have been in that session.
static bool may_score(const struct client *client, const struct paper *paper) {
    return client->trainer ||
           past_role(paper->room, &paper->opening, client->person) != ROLE_ENGINE;
}

static enum refusal watch_attach(struct watch *watch, struct room *room) {
    struct client *client = watch->client;
    switch (id_kind(watch->stream)) {
    case STREAM_CLASS:
        if (!client->trainer) return REFUSAL_UNKNOWN_STREAM;
        watch->room = room;
        list_push(&room->watches, &watch->in_topic);
        return REFUSAL_NONE;
    case STREAM_SESSION:
        watch->role = session_role(room, client, watch->stream);
        if (watch->role == ROLE_ENGINE) return REFUSAL_UNKNOWN_STREAM;
        watch->call = map_get(&room->calls, watch->stream);
        if (watch->call) list_push(&watch->call->watches, &watch->in_topic);
        // Else it is one of the past, or none: nobody would come back to a watch on that.
        return watch->call || past_opening(room, watch->stream, &(struct opening){ 0 })
                   ? REFUSAL_NONE
                   : REFUSAL_UNKNOWN_STREAM;
    case STREAM_SHEET:
        if (id_scorer_of(watch->stream) != client->person) return REFUSAL_NOT_YOU;
        watch->paper = paper_find(room, watch->stream);
        if (!watch->paper || !may_score(client, watch->paper)) return REFUSAL_UNKNOWN_STREAM;
        list_push(&watch->paper->watches, &watch->in_topic);
        return REFUSAL_NONE;
    }
    return REFUSAL_UNKNOWN_STREAM;
}

enum refusal watch_open(struct engine *e, struct client *client, uint64_t stream, uint32_t n) {
    struct room *room = room_for(e, client, stream);
    if (!room) return REFUSAL_UNKNOWN_STREAM;
    watch_close(client, stream);
    struct watch *watch = watch_new(client, stream, n);
    if (!watch) return REFUSAL_TOO_MANY;
    enum refusal refusal = watch_attach(watch, room);
    if (refusal != REFUSAL_NONE) {
        watch_end(watch);
        return refusal;
    }
    stage_watch(e, room, client->conn, stream);
    if (watch->room) room_stage_for(room, client->conn);
    return REFUSAL_NONE;
}

// ── catching up ──

struct catch_up {
    struct engine *engine;
    struct watch *watch;
    uint32_t head; // committed; UINT32_MAX: a stream of the past, all of it
    bool full;     // the page is; more to come
};

static bool on_session_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct catch_up *c = ctx;
    struct watch *watch = c->watch;
    if (row->seq > c->head) return false;
    if (watch->client->out_bytes > CATCH_UP_BYTES) {
        c->full = true;
        return false;
    }
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    session_fold(watch->past, &event);
    watch->seq = row->seq;
    uint32_t see = session_view(watch->past, &event, watch->role), n = watch->past->n[watch->role];
    if (see != 0 && n > watch->n) {
        struct buf *scratch = &c->engine->scratch;
        buf_reset(scratch);
        frame_event(scratch, watch->stream, n, &event.meta, &session_event_shapes[event.type],
                    &event, see);
        hub_add(watch->client, c->engine, buf_str(scratch));
        watch->n = n;
    }
    row_free(&json);
    return true;
}

static void session_caught_up(struct engine *e, struct watch *watch) {
    const struct call *call = watch->call;
    ms up = call ? call_up(call) : watch->past->up_ms;
    watch->n = watch->past->n[watch->role];
    buf_reset(&e->scratch);
    frame_caught_up(&e->scratch, watch->stream, watch->n, watch->role,
                    session_play_at(watch->past, up), up, call && session_runs(watch->past));
    hub_add(watch->client, e, buf_str(&e->scratch));
    past_end(watch);
    watch->live = true;
}

static void pump_session(struct engine *e, struct watch *watch) {
    if (!watch->past) past_begin(watch);
    struct catch_up c = { .engine = e,
                          .watch = watch,
                          .head = watch->call ? watch->call->committed : UINT32_MAX };
    journal_read_stream(e->journal, watch->stream, watch->seq + 1, on_session_row, &c);
    if (!c.full) session_caught_up(e, watch);
}

// Positions in a sheet are its own seq: only its scorer watches, and sees all of it.
void watch_sheet_frame(struct buf *to, const struct paper *paper, uint32_t n,
                       const struct sheet_event *event) {
    struct sheet_event seen = *event;
    uint64_t session = id_session_of(paper->stream);
    static const enum role role_of[SHEET_KIND_COUNT] = { [SHEET_KIND_SELF] = ROLE_CSR,
                                                         [SHEET_KIND_CUSTOMER] = ROLE_CUSTOMER,
                                                         [SHEET_KIND_OBSERVER] = ROLE_OBSERVER,
                                                         [SHEET_KIND_TRAINER] = ROLE_TRAINER };
    enum role role = role_of[paper->state.kind];
    int32_t *moment = event->type == SHEET_EVENT_EVIDENCE_ATTACHED ? &seen.evidence_attached.moment
                      : event->type == SHEET_EVENT_EVIDENCE_DETACHED
                          ? &seen.evidence_detached.moment
                      : event->type == SHEET_EVENT_PRAISED ? &seen.praised.moment
                                                           : NULL;
    if (moment) *moment = (int32_t)past_moment_n(paper->room, session, role, (uint32_t)*moment);
    frame_event(to, paper->stream, n, &event->meta, &sheet_event_shapes[event->type], &seen,
                SHAPE_SEEN | SHAPE_ALL);
}

static bool on_sheet_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct catch_up *c = ctx;
    struct watch *watch = c->watch;
    if (row->seq > c->head) return false;
    struct sheet_event event;
    struct row_json json;
    if (row_to_sheet(row, &event, &json) != OK) return false;
    struct buf frame = { 0 };
    watch_sheet_frame(&frame, watch->paper, row->seq, &event);
    hub_add(watch->client, c->engine, buf_str(&frame));
    buf_deinit(&frame);
    watch->n = row->seq;
    row_free(&json);
    return true;
}

// A sheet is small: one page.
static void pump_sheet(struct engine *e, struct watch *watch) {
    struct catch_up c = { .engine = e, .watch = watch, .head = watch->paper->committed };
    journal_read_stream(e->journal, watch->stream, watch->n + 1, on_sheet_row, &c);
    buf_reset(&e->scratch);
    frame_caught_up(&e->scratch, watch->stream, watch->n, watch->role, 0, 0, false);
    hub_add(watch->client, e, buf_str(&e->scratch));
    watch->live = true;
}

static void watch_pump_one(struct engine *e, struct watch *watch) {
    switch (id_kind(watch->stream)) {
    case STREAM_CLASS: watch->live = watch->room != NULL; break; // its snapshot is staged beside it
    case STREAM_SESSION: pump_session(e, watch); break;
    case STREAM_SHEET:
        if (watch->paper) pump_sheet(e, watch);
        break;
    }
}

void watch_begin(struct engine *e, struct client *client, uint64_t stream) {
    struct watch *watch = watch_find(client, stream);
    if (watch && !watch->live && !watch->past) watch_pump_one(e, watch);
}

void watch_pump(struct engine *e, struct client *client) {
    for (int i = 0; i < WATCHES_MAX && client->behind > 0; i++)
        if (client->watches[i] && client->watches[i]->past) watch_pump_one(e, client->watches[i]);
}
