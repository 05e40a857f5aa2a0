#include "wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "judge.h"
#include "protocol/command.h"
#include "sim.h"

// ── queues ──

static void lane_init(struct lane *lane) {
    *lane = (struct lane){ .last = &lane->first };
}

static void lane_put(struct lane *lane, ms due, struct str text) {
    struct packet *packet = malloc(sizeof *packet + text.len);
    CHECK(packet != NULL);
    if (due < lane->last_due) due = lane->last_due;
    lane->last_due = due;
    memcpy(packet + 1, text.ptr, text.len);
    *packet = (struct packet){ due, str_make((char *)(packet + 1), text.len), NULL };
    *lane->last = packet;
    lane->last = &packet->next;
}

static struct packet *lane_take(struct lane *lane, ms now) {
    struct packet *packet = lane->first;
    if (!packet || packet->due > now) return NULL;
    lane->first = packet->next;
    if (!lane->first) lane->last = &lane->first;
    return packet;
}

static void lane_clear(struct lane *lane) {
    for (struct packet *packet; (packet = lane_take(lane, MS_NEVER));)
        free(packet);
}

// ── a connection's life ──

struct wire *wire_open(struct sim *sim, struct browser *browser, uint32_t account) {
    struct wire *wire = sim->wires;
    while (wire < sim->wires + WIRES_MAX && wire->conn != 0)
        wire++;
    CHECK(wire < sim->wires + WIRES_MAX);
    *wire = (struct wire){
        .conn = ++sim->conn_last, .browser = browser, .account = account, .dead_at = MS_NEVER
    };
    wire->slowest = sim->calm ? 20 : chance_between(&sim->chance, 1, 400);
    lane_init(&wire->up);
    lane_init(&wire->down);
    return wire;
}

void wire_free(struct wire *wire) {
    lane_clear(&wire->up);
    lane_clear(&wire->down);
    *wire = (struct wire){ 0 };
}

void wire_leave(struct sim *sim, struct wire *wire, ms server_knows_after) {
    wire->browser = NULL;
    wire->dead_at = ms_min(wire->dead_at, sim->now + server_knows_after);
    lane_clear(&wire->down);
    wire->waiting = 0;
    wire->stalled_until = 0;
}

void wire_break(struct sim *sim, struct wire *wire, bool delivers) {
    struct packet *packet;
    while (delivers && wire->browser && (packet = lane_take(&wire->down, MS_NEVER))) {
        sim->figures.deliveries++;
        browser_hear(wire->browser, packet->text);
        free(packet);
    }
    struct browser *browser = wire->browser;
    wire_free(wire);
    if (browser) browser_on_lost(browser);
}

void wire_send(struct sim *sim, struct wire *wire, struct str text) {
    lane_put(&wire->up, sim->now + chance_between(&sim->chance, 0, wire->slowest), text);
}

ms wire_due(const struct wire *wire) {
    if (wire->conn == 0) return MS_NEVER;
    ms up = wire->up.first ? wire->up.first->due : MS_NEVER;
    ms down = wire->down.first ? wire->down.first->due : wire->closing ? 0 : MS_NEVER;
    if (down < wire->stalled_until) down = wire->stalled_until;
    return ms_min(wire->dead_at, ms_min(up, down));
}

// ── to the server ──

static void receive(struct sim *sim, struct wire *wire, struct str text) {
    struct message message;
    struct check_fault fault;
    if (message_decode(sim->contract, text, &message, &fault) != OK) {
        engine_refuse(sim->engine, wire->conn, message.id, REFUSAL_BAD_MESSAGE,
                      str_from(fault.path), STR("It can't be read."));
        return;
    }
    if (message.kind == MESSAGE_WATCH || message.kind == MESSAGE_UNWATCH)
        judge_watch(sim, wire, message.stream, message.kind == MESSAGE_WATCH, message.watch.n);
    engine_receive(sim->engine, wire->conn, &message);
    message_free(&message);
}

static void server_forgets(struct sim *sim, struct wire *wire) {
    if (wire->greeted) engine_disconnect(sim->engine, wire->conn);
    struct browser *browser = wire->browser;
    wire_free(wire);
    if (browser) browser_on_lost(browser);
}

void wire_run_up(struct sim *sim, struct wire *wire) {
    struct packet *packet;
    while (wire->conn && !wire->closing && (packet = lane_take(&wire->up, sim->now))) {
        if (!wire->greeted) engine_connect(sim->engine, wire->conn, wire->account);
        wire->greeted = true;
        receive(sim, wire, packet->text);
        free(packet);
    }
    if (wire->conn && wire->dead_at <= sim->now) server_forgets(sim, wire);
}

// ── to the page ──

static struct wire *wire_of(struct sim *sim, uint64_t conn) {
    for (int i = 0; i < WIRES_MAX; i++)
        if (sim->wires[i].conn == conn) return &sim->wires[i];
    return NULL;
}

uint32_t wire_on_send(void *ctx, uint64_t conn, struct str text) {
    struct sim *sim = ctx;
    struct wire *wire = wire_of(sim, conn);
    if (!wire || wire->closing) return 0; // net sends nothing behind the end either
    sim_trace(sim, &conn, sizeof conn);
    sim_trace(sim, text.ptr, text.len);
    judge_message(sim, wire, text);
    if (!wire->browser) return 0; // goes into the void, and the server doesn't know it
    lane_put(&wire->down, sim->now + chance_between(&sim->chance, 0, wire->slowest), text);
    wire->waiting += text.len;
    if (wire->waiting > WAITING_MAX) wire->dead_at = sim->now; // as net does with a slow reader
    return wire->waiting;
}

void wire_on_end(void *ctx, uint64_t conn) {
    struct wire *wire = wire_of(ctx, conn);
    if (wire) wire->closing = true;
}

void wire_on_wrong_code(void *ctx, uint64_t conn) {
    (void)ctx;
    (void)conn;
}

void wire_run_down(struct sim *sim, struct wire *wire) {
    struct packet *packet;
    uint64_t conn = wire->conn;
    if (conn == 0 || wire->stalled_until > sim->now) return;
    bool waited = wire->waiting > 0;
    while (wire->conn == conn && (packet = lane_take(&wire->down, sim->now))) {
        wire->waiting -= packet->text.len;
        sim->figures.deliveries++;
        if (wire->browser) browser_hear(wire->browser, packet->text);
        free(packet);
    }
    if (wire->conn != conn) return;
    if (waited && wire->waiting == 0 && wire->greeted) engine_writable(sim->engine, conn);
    if (wire->closing && !wire->down.first) server_forgets(sim, wire);
}
