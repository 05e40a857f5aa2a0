// Classes and their streams, from the journal into memory.
#include "engine/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "engine/call.h"
#include "engine/due.h"
#include "engine/forget.h"
#include "engine/greet.h"
#include "engine/paper.h"
#include "engine/person.h"
#include "engine/row.h"
#include "engine/submit.h"
#include "engine/watch.h"
#include "store/read.h"

// ── rooms ──

struct room *room_new(struct engine *e, const struct journal_class *class) {
    struct room *room = calloc(1, sizeof *room);
    CHECK(room != NULL);
    room->engine = e;
    room->id = class->id;
    room->epoch = class->epoch;
    room->owner = class->owner;
    room->retention_days = class->retention_days;
    memcpy(room->code, class->code, sizeof room->code);
    snprintf(room->name, sizeof room->name, "%.*s", STR_ARG(class->name));
    class_init(&room->state);
    map_init(&room->calls);
    map_init(&room->papers);
    list_init(&room->watches);
    room->anchor_now = e->now;
    map_put(&e->rooms, room->id, room);
    return room;
}

// The cursor starts over after each removal: a map must not change under a walk.
static void room_free_streams(struct room *room) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        call_free(call);
        cursor = 0;
    }
    cursor = 0;
    struct paper *paper;
    while ((paper = map_next(&room->papers, &cursor)))
        paper_free(paper);
    map_deinit(&room->papers);
    map_init(&room->papers);
}

void room_free(struct room *room) {
    forget_all(room);
    map_remove(&room->engine->rooms, room->id);
    room_free_streams(room);
    watch_detach_all(&room->watches);
    for (int i = 0; i <= PERSON_MAX; i++)
        person_free(room->people[i]);
    map_deinit(&room->calls);
    map_deinit(&room->papers);
    free(room);
}

static bool on_class_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct room *room = ctx;
    struct class_event event;
    struct row_json json;
    if (row_to_class(row, &event, &json) != OK) {
        log_error("journal_row_unknown", "type", row->type, "seq", LOG_NUM(row->seq));
        return false;
    }
    class_fold(&room->state, &event);
    row_free(&json);
    return true;
}

static void submit_simple(struct call *call, enum session_command_type type) {
    submit_engine(call, (struct session_command){ .type = type });
}

// The sessions of the round that is on. One that the journal doesn't have was unrecorded, and lost.
static void room_read_calls(struct room *room) {
    if (room->state.phase != ROUND_PHASE_BRIEFING && room->state.phase != ROUND_PHASE_RUNNING)
        return;
    for (int pair = 1; pair <= room->state.pairs_count; pair++) {
        struct call *call =
            call_new(room, id_session(room->id, room->state.round, (uint32_t)pair), NULL);
        if (call_read(call)) {
            call->anchor_up = call->state.up_ms; // the clock goes on from the last event
            due_update(call);
            continue;
        }
        call_free(call);
        if (room->state.pairs[pair - 1].lost) continue;
        struct class_command lose = { .type = CLASS_COMMAND_LOSE_SESSION,
                                      .meta = { .from = ROLE_ENGINE } };
        lose.lose_session.pair = pair;
        const char *path = "";
        submit_class(room, &lose, &path);
    }
}

static enum err room_read(struct room *room) {
    struct engine *e = room->engine;
    class_init(&room->state);
    for (int i = 0; i <= PERSON_MAX; i++)
        if (room->people[i]) room->people[i]->known = false;
    enum err err = journal_list_people(e->journal, room->id, person_on_row, room);
    for (int i = 0; i <= PERSON_MAX && err == OK; i++)
        if (room->people[i] && !room->people[i]->known) person_free(room->people[i]);
    if (err == OK)
        err = journal_read_stream(e->journal, id_class_stream(room->id), 1, on_class_row, room);
    return err == ERR_NOT_FOUND ? OK : err;
}

// ── at start ──

struct found {
    struct journal_class class;
    struct found *next;
};

enum { SHEETS_MAX = 4096 }; // of trainers in one class: more than its rounds and pairs can have

struct found_sheets {
    uint64_t streams[SHEETS_MAX];
    int count;
};

struct finding {
    struct arena arena;
    struct found *first, **last;
};

static void on_open_class(void *ctx, const struct journal_class *class) {
    struct finding *finding = ctx;
    struct found *found = ARENA_NEW(&finding->arena, struct found, 1);
    found->class = *class;
    found->class.name = arena_copy(&finding->arena, class->name);
    *finding->last = found;
    finding->last = &found->next;
}

// A trainer's sheets are kept in memory: whom a page was published to is shown in their place.
static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    (void)last_seq;
    (void)memory_only;
    struct found_sheets *found = ctx;
    if (id_kind(stream) == STREAM_SHEET && id_scorer_of(stream) >= PERSON_TRAINER &&
        found->count < SHEETS_MAX)
        found->streams[found->count++] = stream;
}

static void room_read_papers(struct room *room) {
    struct found_sheets *found = calloc(1, sizeof *found);
    CHECK(found != NULL);
    journal_list_streams(room->engine->journal, room->id, on_stream, found);
    for (int i = 0; i < found->count; i++)
        paper_find(room, found->streams[i]);
    free(found);
}

void room_establish(struct room *room, const struct journal_class *class) {
    struct class_command establish = { .type = CLASS_COMMAND_ESTABLISH,
                                       .meta = { .from = ROLE_ENGINE } };
    establish.establish.name = class->name;
    establish.establish.doctrine = class->doctrine;
    establish.establish.retention_days = (int32_t) class->retention_days;
    const char *path = "";
    CHECK(submit_class(room, &establish, &path) == REFUSAL_NONE);
}

static enum err room_claim(struct engine *e, const struct journal_class *class, struct room **out) {
    struct journal_class claimed = *class;
    enum err err = journal_claim_class(e->journal, class->id, &claimed.epoch);
    if (err != OK) return err;
    struct room *room = room_new(e, &claimed);
    err = room_read(room);
    if (err != OK) {
        room_free(room);
        return err;
    }
    room->anchor_up = room->state.up_ms;
    // A crash may have come between the class's row and its first event.
    if (!room->state.established) room_establish(room, class);
    room_read_calls(room);
    room_read_papers(room);
    *out = room;
    return OK;
}

static void room_interrupt(struct room *room) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor)))
        submit_simple(call, SESSION_COMMAND_INTERRUPT);
}

enum err load_all(struct engine *e) {
    struct finding finding = { .last = &finding.first };
    greet_begin(e);
    enum err err = journal_list_open_classes(e->journal, on_open_class, &finding);
    for (struct found *found = finding.first; found && err == OK; found = found->next) {
        struct room *room;
        err = room_claim(e, &found->class, &room);
        if (err == OK) room_interrupt(room);
    }
    arena_deinit(&finding.arena);
    return err;
}

struct room *load_room(struct engine *e, uint32_t class_id) {
    struct room *room = map_get(&e->rooms, class_id);
    if (room || !e->store) return room;
    struct finding finding = { .last = &finding.first };
    if (read_class_now(e->store, class_id, on_open_class, &finding) == OK)
        room_claim(e, &finding.first->class, &room);
    arena_deinit(&finding.arena);
    return room;
}

struct room *room_for(struct engine *e, struct client *client, uint64_t stream) {
    uint32_t class_id = id_class_of(stream);
    if (!client->trainer) return client->room && client->room->id == class_id ? client->room : NULL;
    struct room *room = load_room(e, class_id);
    if (!room || room->owner != client->trainer) return NULL;
    client->person = PERSON_TRAINER;
    return room;
}

// ── after a failure ──

// Sockets stay; what they watch is as the disk has it, which is all they were ever shown. So do the
// clocks, which have run all the while: what was due is due again.
bool room_reload(struct room *room) {
    if (room_read(room) != OK) return false;
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        if (call_read(call)) {
            watch_close_moved(call);
            due_update(call);
            continue;
        }
        call_free(call);
        cursor = 0;
    }
    cursor = 0;
    struct paper *paper;
    while ((paper = map_next(&room->papers, &cursor)))
        paper_read(paper);
    for (int i = 0; i <= PEOPLE_MAX; i++) {
        if (!room->people[i]) continue;
        // A place that was staged and never sent must not count as sent.
        LIST_FOR (link, &room->people[i]->clients)
            LIST_ENTRY(link, struct client, in_person)->place_sent = 0;
    }
    greet_again(room);
    room->room_dirty = room->tiles_dirty = room->places_dirty = true;
    return true;
}
