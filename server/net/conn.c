// Connections: reassembly, sending, and the sweeps that cut whoever only costs.
//
// A frame is written at once if nothing is pending on that socket, which is two system calls a
// message instead of six; else it is queued and goes out one frame per WRITEABLE
// (docs/decisions/0001). A connection is never freed or closed from here: sockets are shut down,
// libwebsockets notices, and conn_closed follows.
#include "net/conn.h"

#include <stdlib.h>
#include <sys/socket.h>

#include <libwebsockets.h>

#include "base/check.h"
#include "net/gate.h"
#include "net/limits.h"
#include "net/received.h"

void conns_init(struct conns *cs, const struct settings *settings, const struct contract *contract,
                struct turn *turn, struct failures *failures) {
    *cs = (struct conns){
        .settings = settings, .contract = contract, .turn = turn, .failures = failures, .next_id = 1
    };
    list_init(&cs->all);
    list_init(&cs->marked);
}

void conns_deinit(struct conns *cs) {
    CHECK(list_is_empty(&cs->all));
    map_deinit(&cs->by_id);
    buf_deinit(&cs->scratch);
}

bool conns_is_empty(const struct conns *cs) {
    return list_is_empty(&cs->all);
}

struct conn *conn_open(struct conns *cs, struct lws *wsi, uint32_t trainer, uint64_t address) {
    ms now = turn_begin(cs->turn);
    struct conn *c = calloc(1, sizeof *c);
    CHECK(c);
    c->id = cs->next_id++;
    c->home = cs;
    c->wsi = wsi;
    c->heard = c->ponged = now;
    c->address = address;
    inbox_init(&c->inbox);
    outbox_init(&c->outbox);
    rate_init(&c->rate, cs->settings, now);
    c->vouches = trainer && failures_vouch(cs->failures, address, now);
    list_push(&cs->all, &c->in_all);
    map_put(&cs->by_id, c->id, c);
    engine_connect(cs->turn->engine, c->id, trainer);
    return c;
}

// The engine hears of it once, and it is out of reach of conns_send from then on.
static void conn_forget(struct conn *c) {
    if (!map_remove(&c->home->by_id, c->id)) return;
    turn_begin(c->home->turn);
    engine_disconnect(c->home->turn->engine, c->id);
}

void conn_closed(struct conn *c) {
    conn_forget(c);
    if (c->vouches) failures_unvouch(c->home->failures, c->address);
    list_remove(&c->in_marked);
    list_remove(&c->in_all);
    inbox_deinit(&c->inbox);
    outbox_deinit(&c->outbox);
    buf_deinit(&c->refusal);
    free(c);
}

// ---- in

void conn_receive(struct conn *c, struct str piece, bool last) {
    c->heard = turn_begin(c->home->turn);
    c->taken += piece.len;
    if (c->state != CONN_OPEN) return; // it was let go; what it still says doesn't count
    struct str message;
    switch (inbox_add(&c->inbox, piece, last, c->heard, &message)) {
    case INBOX_PART: return;
    case INBOX_TOO_LONG: conn_end(c, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE); return;
    case INBOX_NOT_UTF8: conn_end(c, LWS_CLOSE_STATUS_INVALID_PAYLOAD); return;
    case INBOX_WHOLE: break;
    }
    if (!gate_admit(c, message)) conn_end(c, LWS_CLOSE_STATUS_POLICY_VIOLATION);
    inbox_reset(&c->inbox);
}

void conn_heard(struct conn *c) {
    c->heard = c->ponged = turn_begin(c->home->turn);
}

// ---- out

// Hands one frame to libwebsockets. `text` has LWS_PRE bytes before it that may be overwritten.
static bool conn_write(struct conn *c, struct str text) {
    int written = lws_write(c->wsi, (unsigned char *)text.ptr, text.len, LWS_WRITE_TEXT);
    return written >= (int)text.len;
}

static void conn_mark(struct conn *c, enum conn_state state) {
    if (state <= c->state) return;
    c->state = state;
    if (!list_is_linked(&c->in_marked)) list_push(&c->home->marked, &c->in_marked);
}

static bool conn_write_now(struct conn *c, struct str text) {
    struct buf *scratch = &c->home->scratch;
    buf_reset(scratch);
    char *at = buf_reserve(scratch, LWS_PRE + text.len) + LWS_PRE;
    memcpy(at, text.ptr, text.len);
    if (!conn_write(c, (struct str){ at, text.len })) return false;
    if (lws_partial_buffered(c->wsi)) {
        c->unsent = text.len;
        lws_callback_on_writable(c->wsi);
    }
    return true;
}

static void conn_send(struct conn *c, struct str text) {
    if (outbox_is_empty(&c->outbox) && !lws_partial_buffered(c->wsi)) {
        if (!conn_write_now(c, text)) conn_mark(c, CONN_DEAD);
        return;
    }
    uint32_t bytes_max = (uint32_t)c->home->settings->queue_bytes_max;
    if (!outbox_add(&c->outbox, text, bytes_max))
        conn_mark(c, CONN_DEAD);
    else
        lws_callback_on_writable(c->wsi);
}

uint32_t conns_send(void *ctx, uint64_t id, struct str text) {
    struct conns *cs = ctx;
    struct conn *c = map_get(&cs->by_id, id);
    if (!c || c->state != CONN_OPEN || text.len == 0) return 0;
    if (gate_holds(c, text))
        buf_append_str(&c->refusal, text);
    else
        conn_send(c, text);
    return c->outbox.bytes + c->unsent;
}

void conns_wrong_code(void *ctx, uint64_t id) {
    struct conns *cs = ctx;
    struct conn *c = map_get(&cs->by_id, id);
    struct guesser who = { .id = id };
    if (!c) return;
    uint32_t classes = engine_classes(cs->turn->engine);
    c->guessed_wrong = !failures_add(cs->failures, c->address, who, classes, cs->turn->now);
}

void conns_release(struct conns *cs, uint64_t id) {
    struct conn *c = map_get(&cs->by_id, id);
    if (!c) return;
    c->guessed_wrong = false;
    if (c->refusal.len && c->state == CONN_OPEN) conn_send(c, buf_str(&c->refusal));
    buf_deinit(&c->refusal);
}

// Written by hand. libwebsockets' own way, lws_close_reason and -1, loses the close frame where it
// is asked from WRITEABLE: Debian's build then closes twice, and the second time without manners.
static bool conn_write_close(struct conn *c) {
    unsigned char room[LWS_PRE + 4] = { 0 };
    unsigned char *close_frame = room + LWS_PRE;
    close_frame[0] = 0x88; // FIN, close
    close_frame[1] = 2;
    close_frame[2] = (unsigned char)(c->close_code >> 8);
    close_frame[3] = (unsigned char)(c->close_code & 0xff);
    c->close_sent = true;
    return lws_write(c->wsi, close_frame, 4, LWS_WRITE_RAW) == 4;
}

static bool conn_write_frame(struct conn *c, struct frame *frame) {
    bool written = conn_write(c, frame->text);
    c->unsent = lws_partial_buffered(c->wsi) ? frame->text.len : 0;
    frame_free(frame);
    lws_callback_on_writable(c->wsi); // for the next frame, the close, or the news that it is empty
    return written;
}

// All that was given is out: the engine may have held more back.
static bool conn_drained(struct conn *c) {
    turn_begin(c->home->turn);
    engine_writable(c->home->turn->engine, c->id);
    return true;
}

bool conn_write_one(struct conn *c) {
    if (c->state == CONN_DEAD) return false;
    c->unsent = 0;
    struct frame *frame = outbox_take(&c->outbox);
    if (frame) return conn_write_frame(c, frame);
    if (c->state == CONN_OPEN) return conn_drained(c);
    return c->close_sent || conn_write_close(c);
}

// ---- the end

void conns_end(void *ctx, uint64_t id) {
    struct conns *cs = ctx;
    struct conn *c = map_get(&cs->by_id, id);
    if (c) conn_end(c, LWS_CLOSE_STATUS_NORMAL);
}

void conn_end(struct conn *c, uint16_t code) {
    c->close_code = code;
    conn_mark(c, CONN_ENDING);
}

bool conn_leaving(struct conn *c) {
    bool answers_us = c->close_sent;
    c->close_sent = true;
    outbox_deinit(&c->outbox);
    conn_end(c, LWS_CLOSE_STATUS_NORMAL);
    return !answers_us;
}

void conn_protest(struct conn *c) {
    c->close_code = LWS_CLOSE_STATUS_PROTOCOL_ERR;
    if (!c->close_sent && !lws_partial_buffered(c->wsi)) conn_write_close(c);
}

// Not lws_close_*: those wait for what a stalled socket will never take. Not shutdown() either:
// behind it lies what a flooder has sent, unread, and libwebsockets waits ten seconds more for that
// to end. A socket that is disconnected is reset, its memory is free, and libwebsockets reads an
// error at once.
static void conn_shut(struct conn *c) {
    struct sockaddr nobody = { .sa_family = AF_UNSPEC };
    int fd = lws_get_socket_fd(c->wsi);
    if (connect(fd, &nobody, sizeof nobody)) shutdown(fd, SHUT_RDWR);
}

void conns_sweep_marked(struct conns *cs) {
    for (struct list *link = list_pop(&cs->marked); link; link = list_pop(&cs->marked)) {
        struct conn *c = LIST_ENTRY(link, struct conn, in_marked);
        conn_forget(c);
        c->ends_by = turn_begin(cs->turn) + NET_CLOSING_MAX;
        if (c->state == CONN_DEAD)
            conn_shut(c);
        else
            lws_callback_on_writable(c->wsi);
    }
}

// With a byte in it: libwebsockets doesn't report a pong that is empty.
static void conn_ping(struct conn *c, ms now) {
    unsigned char room[LWS_PRE + 1] = { 0 };
    if (lws_partial_buffered(c->wsi)) return; // it will be cut if it doesn't take that either
    c->pinged = now;
    if (lws_write(c->wsi, room + LWS_PRE, 1, LWS_WRITE_PING) < 0) conn_mark(c, CONN_DEAD);
}

static void conn_unmute(struct conn *c, ms now) {
    c->muted_until = 0;
    c->heard = c->ponged = now; // it couldn't be heard
    lws_rx_flow_control(c->wsi, 1);
}

// Pings and empty fragments make no message, so no bucket counts them: whoever sends little else is
// only a cost. A system call for each connection, hence not in each sweep.
static bool conn_is_overhead(struct conn *c) {
    uint64_t received = received_of(lws_get_socket_fd(c->wsi));
    uint64_t all = received - c->received_then, messages = c->taken - c->taken_then;
    bool first = c->received_then == 0; // the handshake is in it
    c->received_then = received;
    c->taken_then = c->taken;
    return !first && all > messages + NET_OVERHEAD_MAX;
}

// Silent, or deaf: who talks but answers no ping doesn't read, and all that it is sent stays in the
// kernel, which takes megabytes. It gets a little longer, since it is alive.
static bool conn_is_gone(const struct conn *c, const struct settings *s, ms now) {
    ms deaf_max = s->hang_up_ms + s->hang_up_ms / 4;
    return now - c->heard >= s->hang_up_ms || now - c->ponged >= deaf_max;
}

static void conn_sweep(struct conn *c, const struct settings *s, ms now) {
    bool never_ends = c->inbox.began != MS_NEVER && now - c->inbox.began > s->message_ms_max;
    if (c->state == CONN_ENDING && now >= c->ends_by) conn_mark(c, CONN_DEAD);
    if (c->state != CONN_OPEN) return;
    if (c->muted_until && (now < c->muted_until || engine_is_full(c->home->turn->engine))) return;
    if (c->muted_until) conn_unmute(c, now);
    bool looked_at = c->id % NET_OVERHEAD_SWEEPS == c->home->sweeps % NET_OVERHEAD_SWEEPS;
    if (conn_is_gone(c, s, now) || never_ends || (looked_at && conn_is_overhead(c)))
        conn_mark(c, CONN_DEAD);
    else if (now - c->ponged >= s->ping_after_ms && c->pinged <= c->ponged)
        conn_ping(c, now);
}

void conns_sweep(struct conns *cs) {
    ms now = turn_begin(cs->turn);
    cs->sweeps++;
    LIST_FOR (link, &cs->all)
        conn_sweep(LIST_ENTRY(link, struct conn, in_all), cs->settings, now);
}

void conns_end_all(struct conns *cs) {
    LIST_FOR (link, &cs->all)
        conn_end(LIST_ENTRY(link, struct conn, in_all), LWS_CLOSE_STATUS_GOINGAWAY);
}
