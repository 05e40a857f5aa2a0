// Publishing a committed batch: one WebSocket message for each connection that sees any of it.
#include "engine/hub.h"

#include "base/check.h"
#include "engine/frame.h"
#include "engine/refusal.h"
#include "engine/watch.h"
#include "protocol/generated/shapes.h"

enum { ROOM_FOR_A_REPLY = 64 }; // an `accepted` beside its event

void hub_add(struct client *client, struct engine *e, struct str fragment) {
    buf_reserve(&client->out, fragment.len + ROOM_FOR_A_REPLY); // mostly all that comes
    buf_append_char(&client->out, client->out.len == 0 ? '[' : ',');
    buf_append_str(&client->out, fragment);
    if (!list_is_linked(&client->in_out)) list_push(&e->outs, &client->in_out);
}

// Sends, and goes on catching up while the socket takes it.
static void client_send(struct engine *e, struct client *client) {
    uint32_t waiting = 0;
    while (client->out.len > 0) {
        buf_append_char(&client->out, ']');
        waiting = e->sink.send(e->sink.ctx, client->conn, buf_str(&client->out));
        buf_deinit(&client->out); // an idle connection keeps no memory
        if (waiting < CATCH_UP_BYTES) watch_pump(e, client);
    }
}

void hub_send(struct engine *e) {
    struct list *link;
    while ((link = list_pop(&e->outs)))
        client_send(e, LIST_ENTRY(link, struct client, in_out));
}

static void frames_reset(struct engine *e) {
    for (int role = 0; role < ROLE_COUNT; role++)
        buf_reset(&e->frames[role]);
    e->seen_mask = 0; // that nobody sees, and so is never printed
}

static struct str event_seen(struct engine *e, const struct session_event *event, uint32_t see) {
    if (e->seen_mask == see) return buf_str(&e->seen);
    buf_reset(&e->seen);
    frame_event_seen(&e->seen, &event->meta, &session_event_shapes[event->type], event, see);
    e->seen_mask = see;
    return buf_str(&e->seen);
}

// The event as a role sees it: made once, whoever watches. Both seats see the same of most events;
// then only its place is their own.
static struct str event_frame(struct engine *e, const struct outgoing *out, enum role role) {
    struct buf *frame = &e->frames[role];
    if (frame->len == 0) {
        frame_event_place(frame, out->stream, out->happened.n[role]);
        buf_append_str(frame, event_seen(e, out->happened.event, out->happened.see[role]));
    }
    return buf_str(frame);
}

static void publish_session(struct engine *e, const struct outgoing *out) {
    struct call *call = map_get(&out->room->calls, out->stream);
    if (!call) return;
    call->committed = out->happened.seq;
    frames_reset(e);
    LIST_FOR (link, &call->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (!watch->live || out->happened.see[watch->role] == 0) continue;
        hub_add(watch->client, e, event_frame(e, out, watch->role));
        watch->n = out->happened.n[watch->role];
    }
    const struct session_event *event = out->happened.event;
    if (event->type == SESSION_EVENT_LEFT || event->type == SESSION_EVENT_SEAT_TAKEN)
        watch_close_moved(call);
}

static void publish_sheet(struct engine *e, const struct outgoing *out) {
    struct paper *paper = map_get(&out->room->papers, out->stream);
    if (!paper) return;
    paper->committed = out->happened.seq;
    if (list_is_empty(&paper->watches)) return;
    buf_reset(&e->scratch);
    watch_sheet_frame(&e->scratch, paper, out->happened.seq, out->happened.event);
    LIST_FOR (link, &paper->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (!watch->live) continue;
        hub_add(watch->client, e, buf_str(&e->scratch));
        watch->n = out->happened.seq;
    }
}

static void publish_reply(struct engine *e, struct client *client, const struct outgoing *out) {
    buf_reset(&e->scratch);
    if (out->reply.code == REFUSAL_NONE)
        frame_accepted(&e->scratch, out->reply.id);
    else
        frame_refused(&e->scratch, out->reply.id, out->reply.code, out->reply.path, out->reply.text,
                      out->reply.code == REFUSAL_BUSY ? retry_after(out->conn) : 0);
    hub_add(client, e, buf_str(&e->scratch));
}

static void publish_room(struct engine *e, const struct outgoing *out) {
    LIST_FOR (link, &out->room->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (watch->live) hub_add(watch->client, e, out->text);
    }
}

static void publish_one(struct engine *e, struct outgoing *out) {
    struct client *client = out->conn ? map_get(&e->clients, out->conn) : NULL;
    switch (out->kind) {
    case OUT_EVENT:
        if (id_kind(out->stream) == STREAM_SESSION)
            publish_session(e, out);
        else
            publish_sheet(e, out);
        break;
    case OUT_TEXT:
        if (client) hub_add(client, e, out->text);
        break;
    case OUT_REPLY:
        if (client) publish_reply(e, client, out);
        break;
    case OUT_WATCH:
        if (client) watch_begin(e, client, out->stream);
        break;
    case OUT_ROOM: publish_room(e, out); break;
    case OUT_END:
        if (!client) break;
        if (client->out.len > 0) {
            list_remove(&client->in_out);
            client_send(e, client);
        }
        e->sink.end(e->sink.ctx, client->conn);
        break;
    case OUT_CALL: {
        out->kind = OUT_TEXT; // done, should its room be discarded now
        out->call.function(out->call.ctx, true);
        break;
    }
    }
}

void hub_publish(struct engine *e, struct batch *batch) {
    for (struct outgoing *out = batch->first; out; out = out->next)
        publish_one(e, out);
    hub_send(e);
}
