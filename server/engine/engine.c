// The engine's door: what net calls. Each message goes one of two ways: greetings and watches are
// handled here, commands go to submit.c. Nothing is sent from here: see flush.c.
#include "engine/engine.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/log.h"
#include "engine/batch.h"
#include "engine/due.h"
#include "engine/expire.h"
#include "engine/frame.h"
#include "engine/greet.h"
#include "engine/held.h"
#include "engine/hub.h"
#include "engine/load.h"
#include "engine/room.h"
#include "engine/state.h"
#include "engine/submit.h"
#include "engine/watch.h"
#include "store/store.h"

static void on_fault(void *ctx, const char *file, const char *path, const char *text) {
    (void)ctx;
    log_warn("left_out", "file", file, "path", path, "why", text);
}

static struct engine *engine_new(const struct engine_config *config, struct journal *journal,
                                 struct store *store, struct engine_sink sink, ms now, ms wall) {
    struct engine *e = calloc(1, sizeof *e);
    CHECK(e != NULL);
    e->config = *config;
    e->journal = journal;
    e->store = store;
    e->sink = sink;
    e->now = now;
    e->wall = wall;
    e->unwell_since = MS_NEVER;
    strain_init(&e->strain);
    list_init(&e->outs);
    list_init(&e->held);
    list_init(&e->gone);
    for (int i = 0; i < 2; i++)
        batch_init(&e->batches[i]);
    e->schemas = schema_set_embedded();
    return e;
}

enum err engine_open(const struct engine_config *config, struct journal *journal,
                     struct store *store, struct engine_sink sink, ms now, ms wall,
                     struct engine **engine, const char **why) {
    struct engine *e = engine_new(config, journal, store, sink, now, wall);
    *why = "The folder of scenarios can't be read.";
    enum err err = shelf_open(config->scenarios, store, e->schemas, wall, on_fault, e, &e->shelf);
    if (err == OK) {
        *why = "The recordings can't be read.";
        err = load_all(e);
    }
    if (err != OK) {
        engine_close(e);
        return err;
    }
    *engine = e;
    return OK;
}

static void client_free(struct engine *e, struct client *client) {
    watch_close_all(client);
    list_remove(&client->in_person);
    list_remove(&client->in_out);
    held_drop(client);
    map_remove(&e->clients, client->conn);
    free(client);
}

void engine_close(struct engine *e) {
    CHECK(!e->in_flight);
    uint32_t cursor = 0;
    struct client *client;
    while ((client = map_next(&e->clients, &cursor))) {
        client_free(e, client);
        cursor = 0;
    }
    cursor = 0;
    struct room *room;
    while ((room = map_next(&e->rooms, &cursor))) {
        room_free(room);
        cursor = 0;
    }
    for (int i = 0; i < 2; i++)
        batch_deinit(&e->batches[i]);
    map_deinit(&e->rooms);
    map_deinit(&e->clients);
    map_deinit(&e->tokens);
    free(e->heap);
    buf_deinit(&e->scratch);
    buf_deinit(&e->message);
    arena_deinit(&e->outgoing);
    shelf_close(e->shelf);
    schema_set_free(e->schemas);
    free(e);
}

// ── connections ──

void engine_connect(struct engine *e, uint64_t conn, uint32_t trainer) {
    struct client *client = calloc(1, sizeof *client);
    CHECK(client != NULL);
    client->conn = conn;
    client->trainer = trainer;
    list_init(&client->in_out);
    list_init(&client->in_person);
    CHECK(map_put(&e->clients, conn, client) == NULL);
}

void engine_disconnect(struct engine *e, uint64_t conn) {
    struct client *client = map_get(&e->clients, conn);
    if (!client) return;
    greet_gone(e, client);
    client_free(e, client);
}

void engine_refuse(struct engine *e, uint64_t conn, int64_t id, enum refusal code, struct str path,
                   struct str text) {
    if (!map_get(&e->clients, conn)) return;
    struct arena *arena = &engine_staging(e)->arena; // a copy there ends with a zero byte
    stage_reply(e, NULL, conn, (uint32_t)id, code, arena_copy(arena, path).ptr,
                text.len ? arena_copy(arena, text).ptr : NULL);
}

void engine_writable(struct engine *e, uint64_t conn) {
    struct client *client = map_get(&e->clients, conn);
    if (!client) return;
    watch_pump(e, client);
    hub_send(e);
}

static void receive_watch(struct engine *e, struct client *client, const struct message *message) {
    if (!client->welcomed) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_NOT_YET_WELCOME, "", NULL);
        return;
    }
    if (message->kind == MESSAGE_UNWATCH) {
        watch_close(client, message->stream);
        return;
    }
    enum refusal refusal = watch_open(e, client, message->stream, message->watch.n);
    if (refusal != REFUSAL_NONE) stage_reply(e, NULL, client->conn, 0, refusal, "/stream", NULL);
}

static void receive_command(struct engine *e, struct client *client,
                            const struct message *message) {
    if (!client->welcomed || (!client->trainer && !client->room))
        stage_reply(e, NULL, client->conn, message->id, REFUSAL_NOT_YET_WELCOME, "", NULL);
    else
        submit_message(e, client, message);
}

void engine_receive(struct engine *e, uint64_t conn, const struct message *message) {
    struct client *client = map_get(&e->clients, conn);
    if (!client) return;
    switch (message->kind) {
    case MESSAGE_HELLO: greet_hello(e, client, message); break;
    case MESSAGE_JOIN: greet_join(e, client, message); break;
    case MESSAGE_TAKE_OVER: greet_take_over(e, client, message); break;
    case MESSAGE_QUIT: greet_quit(e, client); break;
    case MESSAGE_WATCH:
    case MESSAGE_UNWATCH: receive_watch(e, client, message); break;
    case MESSAGE_SESSION:
    case MESSAGE_CLASS:
    case MESSAGE_SHEET: receive_command(e, client, message); break;
    }
}

// ── time ──

// What is live stands still. The up clock doesn't count the gap, so that nothing comes due in a
// burst.
static void interrupt_all(struct engine *e, ms gap) {
    uint32_t cursor = 0, inner;
    struct room *room;
    struct call *call;
    while ((room = map_next(&e->rooms, &cursor))) {
        room->anchor_now += gap;
        inner = 0;
        while ((call = map_next(&room->calls, &inner))) {
            call->anchor_now += gap;
            submit_engine(call, (struct session_command){ .type = SESSION_COMMAND_INTERRUPT });
            due_update(call);
        }
    }
}

// After a stop of the process, a sleeping laptop, a store that could not write: goes on with those
// who are here.
static void engine_was_away(struct engine *e, ms gap) {
    uint32_t cursor = 0;
    struct room *room;
    interrupt_all(e, gap);
    while ((room = map_next(&e->rooms, &cursor)))
        greet_again(room);
}

static void stage_notice_all(struct engine *e, const char *code, struct str words) {
    struct buf text = { 0 };
    frame_notice(&text, code, words);
    uint32_t cursor = 0;
    struct client *client;
    while ((client = map_next(&e->clients, &cursor)))
        stage_text(e, NULL, client->conn, buf_str(&text));
    buf_deinit(&text);
}

static void watch_store(struct engine *e) {
    bool well = journal_is_well(e->journal), was_well = e->unwell_since == MS_NEVER;
    if (well == was_well) return;
    if (well) {
        stage_notice_all(e, "store_well", STR("Saving works again."));
        engine_was_away(e, e->now - e->unwell_since);
        e->unwell_since = MS_NEVER;
    } else {
        e->unwell_since = e->now;
        stage_notice_all(e, "store_unwell",
                         STR("The server can't save at the moment. Nothing is lost; it goes on as "
                             "soon as saving works."));
    }
}

static void tick_due(struct engine *e) {
    struct call *call;
    while (journal_is_well(e->journal) && (call = due_first(e)) && call->due <= e->now) {
        ms before = call->due;
        submit_engine(call, (struct session_command){ .type = SESSION_COMMAND_TICK });
        due_update(call);
        CHECK(call->due > before); // else the loop would never end
    }
}

void engine_took(struct engine *e, ms took, ms worked) {
    e->turn_took = took;
    e->turn_worked = worked;
}

bool engine_is_full(const struct engine *e) {
    size_t staged = e->batches[e->staging].arena.total;
    return e->config.staged_bytes_max && staged >= (size_t)e->config.staged_bytes_max;
}

// What waits for the disk now waits at least as long as what went before it, until it has shown
// that it is quicker.
static ms disk_late(const struct engine *e) {
    if (!e->in_flight) return e->commit_took;
    return ms_max(e->now - e->batches[1 - e->staging].submitted, e->counts.commit_ms);
}

static void note_strain(struct engine *e) {
    bool was_busy = e->strain.busy;
    strain_note(&e->strain, ms_max(disk_late(e), e->turn_took), e->now);
    e->turn_took = e->commit_took = 0;
    if (e->strain.busy != was_busy)
        log_warn(was_busy ? "calm_again" : "busy", "late_ms", LOG_NUM(e->strain.late));
}

void engine_advance(struct engine *e, ms now, ms wall) {
    ms gap = now - e->now - e->turn_worked;
    e->now = now;
    e->turn_worked = 0;
    e->wall = wall;
    note_strain(e);
    if (gap > e->config.absence_ms) log_warn("was_away", "ms", LOG_NUM(gap));
    // While the store is unwell all stands still anyway, and its gap counts this one.
    if (gap > e->config.absence_ms && e->unwell_since == MS_NEVER) engine_was_away(e, gap);
    watch_store(e);
    greet_sweep(e);
    expire_sweep(e);
    tick_due(e);
}

ms engine_next_deadline(const struct engine *e) {
    const struct call *first = due_first(e);
    ms due = ms_min(first && journal_is_well(e->journal) ? first->due : MS_NEVER, greet_due(e));
    due = ms_min(due, held_due(e));
    return e->in_flight ? due : ms_min(due, room_due(e)); // snapshots wait for the commit anyway
}

// ── the rest ──

int engine_fd(struct engine *e) {
    return journal_fd(e->journal);
}

// Interrupting writes the clocks down, so that a restart in good order loses no time.
void engine_stop(struct engine *e) {
    if (journal_is_well(e->journal)) interrupt_all(e, 0);
    stage_notice_all(e, "stopping",
                     STR("The server is going down for a moment. This page comes back by itself."));
}

bool engine_is_saving(const struct engine *e) {
    return e->in_flight;
}

bool engine_is_idle(const struct engine *e) {
    return !e->in_flight && !e->batches[e->staging].any && list_is_empty(&e->held);
}

uint32_t engine_classes(const struct engine *e) {
    return e->rooms.count;
}

struct engine_health engine_health(const struct engine *e) {
    struct engine_health health = e->counts;
    uint32_t cursor = 0, inner;
    struct room *room;
    struct call *call;
    health.can_record = journal_is_well(e->journal);
    if (!health.can_record) health.why_not = e->store ? store_health(e->store) : ERR_IO;
    health.busy = e->strain.busy;
    health.late_ms = e->strain.late;
    health.classes = e->rooms.count;
    health.connections = e->clients.count;
    while ((room = map_next(&e->rooms, &cursor))) {
        health.sessions += room->calls.count;
        inner = 0;
        while ((call = map_next(&room->calls, &inner)))
            health.live_sessions += call->state.opened && call->state.phase != PHASE_OVER;
    }
    return health;
}
