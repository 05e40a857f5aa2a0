// Publishing a committed batch: one WebSocket message for each connection that sees any of it.
#include "engine/hub.h"

#include "base/check.h"
#include "engine/frame.h"
#include "engine/held.h"
#include "engine/refusal.h"
#include "engine/watch.h"
#include "protocol/generated/shapes.h"

struct fragment {
    struct fragment *next;
    struct str text;
};

// Adds one whose text lives until this publish is over.
static void add_kept(struct client *client, struct engine *e, struct str text, bool pressing) {
    struct fragment *fragment = ARENA_NEW(&e->outgoing, struct fragment, 1);
    fragment->text = text;
    if (client->out)
        client->out_last->next = fragment;
    else
        client->out = fragment;
    client->out_last = fragment;
    client->out_bytes += text.len + 1; // and a comma
    client->pressing |= pressing;
    if (!list_is_linked(&client->in_out)) list_push(&e->outs, &client->in_out);
}

void hub_add(struct client *client, struct engine *e, struct str text) {
    add_kept(client, e, arena_copy(&e->outgoing, text), true);
}

// Takes what there is for a client, each with a comma before it.
static void out_take(struct client *client, struct buf *to) {
    buf_reserve(to, client->out_bytes);
    for (const struct fragment *f = client->out; f; f = f->next) {
        buf_append_char(to, ',');
        buf_append_str(to, f->text);
    }
    client->out = NULL;
    client->out_bytes = 0;
    client->pressing = false;
}

// All that a client gets, as one text message.
static struct str message_of(struct engine *e, struct client *client) {
    buf_reset(&e->message);
    held_take(client, &e->message);
    out_take(client, &e->message);
    e->message.ptr[0] = '['; // there is one at least
    buf_append_char(&e->message, ']');
    return buf_str(&e->message);
}

// Sends, and goes on catching up while the socket takes it.
static void client_send(struct engine *e, struct client *client) {
    while (client->out || client->held) {
        uint32_t waiting = e->sink.send(e->sink.ctx, client->conn, message_of(e, client));
        if (waiting < CATCH_UP_BYTES) watch_pump(e, client);
    }
}

// What isn't pressing is held.
static void client_send_or_hold(struct engine *e, struct client *client) {
    if (client->pressing || held_is_full(client))
        client_send(e, client);
    else if (client->out) // not sent meanwhile
        out_take(client, held_of(e, client));
}

void hub_send(struct engine *e) {
    struct list *link;
    while ((link = list_pop(&e->outs)))
        client_send_or_hold(e, LIST_ENTRY(link, struct client, in_out));
    arena_reset(&e->outgoing);
}

void hub_send_held(struct engine *e) {
    struct client *client;
    while ((client = held_next(e)))
        client_send(e, client);
    arena_reset(&e->outgoing);
    e->held_now = false;
}

// An event in the making, once for each role that is there.
struct frames {
    struct str whole[ROLE_COUNT];
    struct str seen; // and what they have in common who see these fields of it
    uint32_t mask;
};

static struct str event_seen(struct engine *e, const struct session_event *event, uint32_t see,
                             struct frames *frames) {
    if (frames->mask == see) return frames->seen;
    buf_reset(&e->scratch);
    frame_event_seen(&e->scratch, &event->meta, &session_event_shapes[event->type], event, see);
    frames->mask = see;
    return frames->seen = arena_copy(&e->outgoing, buf_str(&e->scratch));
}

// The event as a role sees it. Both seats see the same of most events; then only its place is their
// own.
static struct str event_frame(struct engine *e, const struct outgoing *out, enum role role,
                              struct frames *frames) {
    if (frames->whole[role].len > 0) return frames->whole[role];
    struct str seen = event_seen(e, out->happened.event, out->happened.see[role], frames);
    buf_reset(&e->scratch);
    frame_event_place(&e->scratch, out->stream, out->happened.n[role]);
    buf_append_str(&e->scratch, seen);
    return frames->whole[role] = arena_copy(&e->outgoing, buf_str(&e->scratch));
}

// Whoever said it has it on their screen already, and who only looks on can't tell the difference.
static bool is_pressing(const struct session_event *event, enum role role) {
    if (role != ROLE_CSR && role != ROLE_CUSTOMER) return false;
    if (event->type == SESSION_EVENT_SAID) return event->said.by != role;
    if (event->type == SESSION_EVENT_TYPING_CHANGED) return event->typing_changed.by != role;
    return true;
}

static void publish_session(struct engine *e, const struct outgoing *out) {
    struct call *call = map_get(&out->room->calls, out->stream);
    if (!call) return;
    call->committed = out->happened.seq;
    const struct session_event *event = out->happened.event;
    struct frames frames = { .mask = 0 }; // that nobody sees, and so is never printed
    LIST_FOR (link, &call->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (!watch->live || out->happened.see[watch->role] == 0) continue;
        add_kept(watch->client, e, event_frame(e, out, watch->role, &frames),
                 is_pressing(event, watch->role));
        watch->n = out->happened.n[watch->role];
    }
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
    bool accepted = out->reply.code == REFUSAL_NONE;
    if (accepted)
        frame_accepted(&e->scratch, out->reply.id);
    else
        frame_refused(&e->scratch, out->reply.id, out->reply.code, out->reply.path, out->reply.text,
                      out->reply.code == REFUSAL_BUSY ? retry_after(out->conn) : 0);
    add_kept(client, e, arena_copy(&e->outgoing, buf_str(&e->scratch)), !accepted);
}

static void publish_room(struct engine *e, const struct outgoing *out) {
    LIST_FOR (link, &out->room->watches) {
        struct watch *watch = LIST_ENTRY(link, struct watch, in_topic);
        if (watch->live) add_kept(watch->client, e, out->text, true);
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
        if (client) add_kept(client, e, out->text, true);
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
        list_remove(&client->in_out);
        client_send(e, client);
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
