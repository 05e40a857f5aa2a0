// Staging: rows for the journal and, beside them, what goes out once they are on disk.
//
// Everything lies in the batch's arena: one reset frees the turn. An event's struct is copied with
// its strings, since its JSON is made at publish, for those roles alone that somebody watches.
#include "engine/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/refusal.h"
#include "protocol/generated/shapes.h"

enum { EVENT_VERSION = 1 };

void batch_init(struct batch *batch) {
    *batch = (struct batch){ 0 };
    arena_init(&batch->arena);
    batch_reset(batch);
}

void batch_deinit(struct batch *batch) {
    arena_deinit(&batch->arena);
    free(batch->rooms);
}

void batch_reset(struct batch *batch) {
    arena_reset(&batch->arena);
    batch->first_row = NULL;
    batch->last_row = &batch->first_row;
    batch->first_person = NULL;
    batch->last_person = &batch->first_person;
    batch->first = NULL;
    batch->last = &batch->first;
    batch->room_count = 0;
    batch->journal.units = NULL;
    batch->journal.unit_count = 0;
    batch->any = false;
}

static void batch_touch(struct batch *batch, struct room *room) {
    batch->any = true;
    for (uint32_t i = 0; i < batch->room_count; i++)
        if (batch->rooms[i] == room) return;
    if (batch->room_count == batch->room_cap) {
        batch->room_cap = batch->room_cap ? batch->room_cap * 2 : 16;
        batch->rooms = realloc(batch->rooms, batch->room_cap * sizeof(*batch->rooms));
        CHECK(batch->rooms != NULL);
    }
    batch->rooms[batch->room_count++] = room;
}

static struct outgoing *batch_out(struct engine *e, enum outgoing_kind kind, struct room *room) {
    struct batch *batch = engine_staging(e);
    struct outgoing *out = ARENA_NEW(&batch->arena, struct outgoing, 1);
    out->kind = kind;
    out->room = room;
    *batch->last = out;
    batch->last = &out->next;
    batch->any = true;
    return out;
}

// A copy of an event whose strings live as long as the batch.
static void *event_copy(struct arena *arena, const struct shape *shape, const void *event,
                        size_t size) {
    void *copy = arena_alloc(arena, size);
    memcpy(copy, event, size);
    for (int i = 0; i < shape->count; i++) {
        if (shape->fields[i].kind != SHAPE_TEXT && shape->fields[i].kind != SHAPE_JSON) continue;
        struct str *text = (struct str *)(void *)((char *)copy + shape->fields[i].offset);
        *text = arena_copy(arena, *text);
    }
    return copy;
}

static void stage_row(struct room *room, const struct shape *shape, const void *event,
                      const struct event_meta *meta, struct journal_row row) {
    struct engine *e = room->engine;
    struct batch *batch = engine_staging(e);
    struct staged_row *staged = ARENA_NEW(&batch->arena, struct staged_row, 1);
    struct buf *scratch = &e->scratch;
    buf_reset(scratch);
    shape_write_facts(scratch, shape, event, meta);
    row.facts = arena_copy(&batch->arena, buf_str(scratch));
    buf_reset(scratch);
    shape_write_texts(scratch, shape, event);
    if (scratch->len > 0) row.texts = arena_copy(&batch->arena, buf_str(scratch));
    row.v = EVENT_VERSION;
    row.type = shape->name;
    row.play_ms = meta->play_ms;
    row.up_ms = meta->up_ms;
    row.wall_ms = meta->wall_ms;
    staged->row = row;
    staged->room = room;
    *batch->last_row = staged;
    batch->last_row = &staged->next;
    batch_touch(batch, room);
    e->counts.events++;
}

// The value of an event's integer or enum field by name.
static int field_number(const struct shape *shape, const void *event, const char *name) {
    for (int i = 0; i < shape->count; i++)
        if (strcmp(shape->fields[i].name, name) == 0)
            return *(const int *)(const void *)((const char *)event + shape->fields[i].offset);
    CHECK(false);
    return 0;
}

// Whose texts an event of a session holds, by person number.
static uint16_t session_subject(const struct call *call, const struct shape *shape,
                                const struct session_event *event) {
    if (shape->subject[0] == '\0') return 0;
    if (strcmp(shape->subject, "person") == 0)
        return (uint16_t)field_number(shape, event, "person");
    if (strcmp(shape->subject, "trainer") == 0)
        return (uint16_t)field_number(shape, event, "person");
    enum role by =
        strcmp(shape->subject, "csr") == 0 ? ROLE_CSR : (enum role)field_number(shape, event, "by");
    const struct chair *chair = session_chair(&call->state, by);
    return chair ? chair->person : 0;
}

void stage_session(struct call *call, const struct session_event *event) {
    const struct shape *shape = &session_event_shapes[event->type];
    stage_row(call->room, shape, event, &event->meta,
              (struct journal_row){ .stream = call->stream,
                                    .seq = call->state.seq,
                                    .memory_only = call->memory_only,
                                    .subject = session_subject(call, shape, event) });
    struct outgoing *out = batch_out(call->room->engine, OUT_EVENT, call->room);
    out->stream = call->stream;
    out->happened.seq = call->state.seq;
    out->happened.event =
        event_copy(&engine_staging(call->room->engine)->arena, shape, event, sizeof *event);
    for (int role = 0; role < ROLE_COUNT; role++) {
        out->happened.see[role] = session_view(&call->state, event, (enum role)role);
        out->happened.n[role] = call->state.n[role];
    }
}

void stage_class(struct room *room, const struct class_event *event) {
    stage_row(room, &class_event_shapes[event->type], event, &event->meta,
              (struct journal_row){ .stream = id_class_stream(room->id), .seq = room->state.seq });
    room->room_dirty = true;
    // Somebody new is told their own place, and changes nobody else's: in a class of 300 that all
    // join in a minute, each would be worked out 300 times.
    if (event->type != CLASS_EVENT_PERSON_ENTERED) room->places_dirty = true;
}

void stage_sheet(struct paper *paper, const struct sheet_event *event) {
    const struct shape *shape = &sheet_event_shapes[event->type];
    uint16_t subject = strcmp(shape->subject, "csr") == 0 ? paper->opening.csr
                       : shape->subject[0]                ? paper->state.scorer
                                                          : 0;
    stage_row(paper->room, shape, event, &event->meta,
              (struct journal_row){ .stream = paper->stream,
                                    .seq = paper->state.seq,
                                    .memory_only = paper->memory_only,
                                    .subject = subject });
    struct outgoing *out = batch_out(paper->room->engine, OUT_EVENT, paper->room);
    out->stream = paper->stream;
    out->happened.seq = paper->state.seq;
    out->happened.event =
        event_copy(&engine_staging(paper->room->engine)->arena, shape, event, sizeof *event);
}

void stage_person(struct room *room, const struct person *person) {
    struct batch *batch = engine_staging(room->engine);
    struct staged_person *staged = ARENA_NEW(&batch->arena, struct staged_person, 1);
    staged->room = room;
    staged->person = (struct journal_person){
        .number = person->number,
        .recorded = person->recorded,
        .removed = person->removed,
        .name = person->recorded ? arena_copy(&batch->arena, str_from(person->name))
                                 : (struct str){ 0 },
        .joined_ms = person->joined_ms,
        .token = person->token,
    };
    *batch->last_person = staged;
    batch->last_person = &staged->next;
    batch_touch(batch, room);
}

static struct outgoing *out_text(struct engine *e, struct room *room, uint64_t conn,
                                 struct str text) {
    struct outgoing *out = batch_out(e, OUT_TEXT, room);
    out->conn = conn;
    out->text = arena_copy(&engine_staging(e)->arena, text);
    return out;
}

void stage_text(struct engine *e, struct room *room, uint64_t conn, struct str text) {
    out_text(e, room, conn, text);
}

void stage_greeting(struct engine *e, struct room *room, uint64_t conn, struct str text) {
    out_text(e, room, conn, text)->greeting = true;
}

void stage_reply(struct engine *e, struct room *room, uint64_t conn, uint32_t id, enum refusal code,
                 const char *path, const char *text) {
    struct outgoing *out = batch_out(e, OUT_REPLY, room);
    out->conn = conn;
    out->reply.id = id;
    out->reply.code = code;
    out->reply.path = arena_copy(&engine_staging(e)->arena, str_from(path));
    out->reply.text =
        text ? arena_copy(&engine_staging(e)->arena, str_from(text)) : refusal_text(code);
    if (code != REFUSAL_NONE) e->counts.refused++;
}

void stage_watch(struct engine *e, struct room *room, uint64_t conn, uint64_t stream) {
    struct outgoing *out = batch_out(e, OUT_WATCH, room);
    out->conn = conn;
    out->stream = stream;
}

void stage_room_text(struct room *room, struct str text) {
    struct outgoing *out = batch_out(room->engine, OUT_ROOM, room);
    out->text = arena_copy(&engine_staging(room->engine)->arena, text);
}

void stage_end(struct engine *e, uint64_t conn) {
    batch_out(e, OUT_END, NULL)->conn = conn;
}

void stage_call(struct engine *e, struct room *room, void (*call)(void *ctx, bool saved),
                void *ctx) {
    struct outgoing *out = batch_out(e, OUT_CALL, room);
    out->call.function = call;
    out->call.ctx = ctx;
}

// Counts what each unit holds.
static void units_count(struct batch *batch) {
    for (struct staged_row *r = batch->first_row; r; r = r->next)
        batch->journal.units[r->room->unit].row_count++;
    for (struct staged_person *p = batch->first_person; p; p = p->next)
        batch->journal.units[p->room->unit].people_count++;
}

// Puts each row and person behind those that its unit has already.
static void units_fill(struct batch *batch, struct journal_row **rows,
                       struct journal_person **people) {
    for (struct staged_row *r = batch->first_row; r; r = r->next)
        *rows[r->room->unit]++ = r->row;
    for (struct staged_person *p = batch->first_person; p; p = p->next)
        *people[p->room->unit]++ = p->person;
}

// Two walks over all rows, however many rooms there are.
void batch_make_units(struct batch *batch) {
    uint32_t count = batch->room_count;
    struct journal_unit *units = ARENA_NEW(&batch->arena, struct journal_unit, count + 1);
    struct journal_row **rows = ARENA_NEW(&batch->arena, struct journal_row *, count + 1);
    struct journal_person **people = ARENA_NEW(&batch->arena, struct journal_person *, count + 1);
    batch->journal.units = units;
    batch->journal.unit_count = count;
    for (uint32_t i = 0; i < count; i++) {
        struct room *room = batch->rooms[i];
        room->unit = (int)i;
        units[i] = (struct journal_unit){ .class_id = room->id, .epoch = room->epoch };
        if (room->state.closed) units[i].closed_ms = room->state.wall_ms;
    }
    units_count(batch);
    for (uint32_t i = 0; i < count; i++) {
        units[i].rows = rows[i] =
            ARENA_NEW(&batch->arena, struct journal_row, units[i].row_count + 1);
        units[i].people = people[i] =
            ARENA_NEW(&batch->arena, struct journal_person, units[i].people_count + 1);
    }
    units_fill(batch, rows, people);
}

void client_not_saved(struct client *client, uint32_t id) {
    if (id != 0 && (client->not_saved == 0 || id < client->not_saved)) client->not_saved = id;
}

static void reply_not_saved(struct outgoing *out) {
    struct client *client = map_get(&out->room->engine->clients, out->conn);
    if (client) client_not_saved(client, out->reply.id);
    out->reply.code = REFUSAL_NOT_SAVED;
    out->reply.path = (struct str){ 0 };
    out->reply.text = refusal_text(REFUSAL_NOT_SAVED);
}

// A command is answered with "not saved"; somebody who was to be greeted is cut off, comes back by
// themselves and asks again. A watch begins all the same: with what the disk has.
static void outgoing_not_saved(struct outgoing *out) {
    if (out->kind == OUT_REPLY) reply_not_saved(out);
    out->room = NULL;
    switch (out->kind) {
    case OUT_REPLY: return;
    case OUT_TEXT:
        if (out->greeting)
            out->kind = OUT_END;
        else
            out->conn = 0;
        return;
    case OUT_CALL: out->call.function(out->call.ctx, false); break;
    case OUT_WATCH:
    case OUT_END: return;
    case OUT_EVENT:
    case OUT_ROOM: break;
    }
    out->kind = OUT_TEXT; // to nobody
    out->conn = 0;
}

void batch_discard_room(struct batch *batch, const struct room *room) {
    batch->last_row = &batch->first_row;
    for (struct staged_row *r = batch->first_row; r; r = r->next)
        if (r->room != room) {
            *batch->last_row = r;
            batch->last_row = &r->next;
        }
    *batch->last_row = NULL;
    batch->last_person = &batch->first_person;
    for (struct staged_person *p = batch->first_person; p; p = p->next)
        if (p->room != room) {
            *batch->last_person = p;
            batch->last_person = &p->next;
        }
    *batch->last_person = NULL;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->room_count; i++)
        if (batch->rooms[i] != room) batch->rooms[kept++] = batch->rooms[i];
    batch->room_count = kept;
    for (struct outgoing *out = batch->first; out; out = out->next)
        if (out->room == room) outgoing_not_saved(out);
}
