// Snapshots of a class: room, tiles and places.
#include "engine/room.h"

#include <string.h>

#include "engine/batch.h"
#include "engine/call.h"
#include "engine/frame.h"
#include "engine/load.h"
#include "engine/page.h"
#include "engine/person.h"
#include "engine/tile.h"
#include "protocol/generated/shapes.h"

static void write_setup(struct buf *to, const struct setup *s) {
    buf_printf(to, ",\"setup\":{\"scenario\":\"%s\",\"rubric\":\"%s\",\"doctrine\":\"%s\"",
               s->scenario, s->rubric, s->doctrine);
    buf_printf(to,
               ",\"brief_s\":%d,\"call_s\":%d,\"back_s\":%d,\"score_s\":%d,\"talk_s\":%d,\"ready_"
               "starts\":%s,\"focus\":[",
               s->brief_s, s->call_s, s->back_s, s->score_s, s->talk_s,
               frame_bool(s->ready_starts));
    for (int i = 0; i < s->focus_count; i++)
        buf_printf(to, "%s%d", i ? "," : "", s->focus[i]);
    buf_append_lit(to, "]}");
}

// Only from a seat is it told, and only of a seat does it matter.
static bool person_sleeps(const struct room *room, uint16_t person) {
    const struct call *call = call_of_person(room, person);
    if (!call) return false;
    const struct session *s = &call->state;
    return (s->csr.person == person && s->csr.asleep) ||
           (s->customer.person == person && s->customer.asleep);
}

static void write_people(struct buf *to, const struct room *room) {
    bool first = true;
    buf_append_lit(to, ",\"people\":[");
    for (uint16_t i = 1; i <= PEOPLE_MAX; i++) {
        const struct person *person = room->people[i];
        if (!person || !room->state.people[i].in) continue;
        buf_printf(to, "%s{\"person\":%u", first ? "" : ",", i);
        frame_text(to, "name", str_from(person->name));
        buf_printf(to, ",\"recorded\":%s,\"here\":%s,\"asleep\":%s,\"since\":%lld}",
                   frame_bool(person->recorded), frame_bool(person->here),
                   frame_bool(person_sleeps(room, i)), (long long)person->changed);
        first = false;
    }
    buf_append_char(to, ']');
}

static void write_list(struct buf *to, const uint16_t *people, int count) {
    buf_append_char(to, '[');
    for (int i = 0; i < count; i++)
        buf_printf(to, "%s%u", i ? "," : "", people[i]);
    buf_append_char(to, ']');
}

static void write_pair(struct buf *to, const struct room *room, int pair) {
    const struct class_state *c = &room->state;
    const struct pair *p = &c->pairs[pair - 1];
    uint64_t session = id_session(room->id, c->round, (uint32_t)pair);
    if (!map_get(&room->calls, session)) session = 0;
    buf_printf(to,
               "{\"pair\":%d,\"session\":%llu,\"csr\":%u,\"customer\":%u,\"variant\":%u,\"met\":%u,"
               "\"observers\":",
               pair, (unsigned long long)session, p->csr, p->customer, p->variant,
               class_times_met(c, p->csr, p->customer));
    write_list(to, p->observers, p->observers_count);
    buf_append_char(to, '}');
}

// Those who sit out are the pair 0.
static void write_pairs(struct buf *to, const struct room *room) {
    const struct class_state *c = &room->state;
    bool planned = c->phase != ROUND_PHASE_NONE;
    buf_append_lit(to, ",\"pairs\":[");
    for (int pair = 1; planned && pair <= c->pairs_count; pair++) {
        if (pair > 1) buf_append_char(to, ',');
        write_pair(to, room, pair);
    }
    if (planned && c->benched_count > 0) {
        if (c->pairs_count > 0) buf_append_char(to, ',');
        buf_append_lit(to, "{\"pair\":0,\"session\":0,\"csr\":0,\"customer\":0,\"variant\":0,"
                           "\"met\":0,\"observers\":");
        write_list(to, c->benched, c->benched_count);
        buf_append_char(to, '}');
    }
    buf_append_char(to, ']');
}

static void write_room(struct buf *to, const struct room *room) {
    const struct class_state *c = &room->state;
    buf_printf(to, "{\"type\":\"room\",\"stream\":%llu",
               (unsigned long long)id_class_stream(room->id));
    frame_text(to, "name", str_from(room->name));
    frame_text(to, "code", str_from(room->code));
    buf_append_lit(to, ",\"join_url\":");
    buf_json_string(to, room->engine->config.join_url);
    buf_printf(to,
               ",\"doctrine\":\"%s\",\"retention_days\":%d,\"locked\":%s,\"full\":%s,\"closed\":%s,"
               "\"round\":%d,\"phase\":\"%s\",\"all_frozen\":%s",
               c->doctrine, c->retention_days, frame_bool(c->locked),
               frame_bool(c->person_highest >= PEOPLE_MAX), frame_bool(c->closed), c->round,
               shape_enum_round_phase.values[c->phase], frame_bool(c->all_frozen));
    write_setup(to, &c->setup);
    write_people(to, room);
    write_pairs(to, room);
    buf_printf(to, ",\"rounds\":%d}", c->rounds);
}

static bool write_tiles(struct buf *to, struct room *room, bool all) {
    uint32_t cursor = 0;
    bool any = false;
    struct call *call;
    buf_printf(to, "{\"type\":\"tiles\",\"stream\":%llu,\"tiles\":[",
               (unsigned long long)id_class_stream(room->id));
    while ((call = map_next(&room->calls, &cursor))) {
        if (id_round_of(call->stream) != room->state.round || !call->state.opened ||
            (!all && !call->tile.dirty))
            continue;
        if (any) buf_append_char(to, ',');
        tile_write(to, call);
        any = true;
    }
    buf_append_lit(to, "]}");
    return any;
}

void room_stage_for(struct room *room, uint64_t conn) {
    struct buf text = { 0 };
    write_room(&text, room);
    stage_text(room->engine, room, conn, buf_str(&text));
    buf_reset(&text);
    if (write_tiles(&text, room, true)) stage_text(room->engine, room, conn, buf_str(&text));
    buf_deinit(&text);
}

// ── places ──

static void write_partner(struct buf *to, const struct room *room, const struct session *s,
                          enum role role) {
    buf_append_char(to, '[');
    const uint16_t shown[2] = { role != ROLE_CSR ? s->csr.person : s->customer.person,
                                role == ROLE_OBSERVER ? s->customer.person : 0 };
    for (int i = 0; i < 2; i++) {
        if (shown[i] == 0) continue;
        if (i > 0) buf_append_char(to, ',');
        buf_json_string(to, str_from(person_name(room, shown[i])));
    }
    buf_append_char(to, ']');
}

static const char *stage_of(const struct room *room, const struct person *person,
                            const struct call *call) {
    if (person->removed || !room->state.people[person->number].in) return "removed";
    if (room->state.closed) return "closed";
    if (call) return "session";
    return room->state.phase == ROUND_PHASE_PROPOSED ? "proposed" : "lobby";
}

static void write_place(struct buf *to, struct room *room, const struct person *person) {
    const struct call *call = call_of_person(room, person->number);
    enum role role = call ? session_role_of(&call->state, person->number) : ROLE_ENGINE;
    uint64_t sheet = call ? id_sheet(call->stream, person->number) : 0;
    buf_append_lit(to, "{\"type\":\"place\"");
    frame_text(to, "class_name", str_from(room->name));
    frame_text(to, "code", str_from(room->code));
    frame_number(to, "round", room->state.round);
    frame_text(to, "stage", str_from(stage_of(room, person, call)));
    frame_number(to, "session", call ? (int64_t)call->stream : 0);
    frame_number(to, "sheet", (int64_t)sheet);
    frame_text(to, "seat", str_from(call ? shape_enum_role.values[role] : "none"));
    frame_name(to, "partner");
    if (call)
        write_partner(to, room, &call->state, role);
    else
        buf_append_lit(to, "[]");
    frame_truth(to, "recorded", call ? call->state.recorded : person->recorded);
    frame_number(to, "retention_days", room->state.retention_days);
    frame_name(to, "pages");
    page_write_links(to, room, person->number);
    buf_append_char(to, '}');
}

static uint64_t text_digest(struct str text) {
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (uint32_t i = 0; i < text.len; i++)
        hash = (hash ^ (uint8_t)text.ptr[i]) * 1099511628211u;
    return hash;
}

void room_stage_place(struct client *client) {
    struct room *room = client->room;
    struct buf text = { 0 };
    write_place(&text, room, room->people[client->person]);
    uint64_t digest = text_digest(buf_str(&text));
    if (digest != client->place_sent) stage_text(room->engine, room, client->conn, buf_str(&text));
    client->place_sent = digest;
    buf_deinit(&text);
}

static void stage_places(struct room *room) {
    for (uint16_t i = 1; i <= PEOPLE_MAX; i++) {
        if (!room->people[i]) continue;
        LIST_FOR (link, &room->people[i]->clients)
            room_stage_place(LIST_ENTRY(link, struct client, in_person));
    }
    room->places_dirty = false;
}

// ── when ──

static ms room_snapshot_due(const struct room *room) {
    if (list_is_empty(&room->watches)) return MS_NEVER;
    ms due = room->room_dirty ? room->room_sent + ROOM_EVERY_MS : MS_NEVER;
    return room->tiles_dirty ? ms_min(due, room->tiles_sent + TILES_EVERY_MS) : due;
}

static void tiles_clean(struct room *room) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor)))
        call->tile.dirty = false;
    room->tiles_dirty = false;
}

static void stage_snapshot(struct room *room) {
    ms now = room->engine->now;
    struct buf text = { 0 };
    if (room->room_dirty && now >= room->room_sent + ROOM_EVERY_MS) {
        write_room(&text, room);
        stage_room_text(room, buf_str(&text));
        room->room_dirty = false;
        room->room_sent = now;
        buf_reset(&text);
    }
    if (room->tiles_dirty && now >= room->tiles_sent + TILES_EVERY_MS) {
        if (write_tiles(&text, room, false)) stage_room_text(room, buf_str(&text));
        tiles_clean(room);
        room->tiles_sent = now;
    }
    buf_deinit(&text);
}

void room_stage_snapshots(struct engine *e) {
    uint32_t cursor = 0;
    struct room *room;
    while ((room = map_next(&e->rooms, &cursor))) {
        if (room->places_dirty) stage_places(room);
        if (room_snapshot_due(room) <= e->now) stage_snapshot(room);
    }
}

ms room_due(const struct engine *e) {
    ms due = MS_NEVER;
    uint32_t cursor = 0;
    struct room *room;
    while ((room = map_next(&e->rooms, &cursor)))
        due = ms_min(due, room_snapshot_due(room));
    return due;
}

void room_give_up(struct room *room) {
    struct engine *e = room->engine;
    struct buf text = { 0 };
    frame_notice(&text, "class_deleted", STR("This class isn't here any more."));
    uint32_t cursor = 0;
    struct client *client;
    while ((client = map_next(&e->clients, &cursor))) {
        bool watches = client->room == room;
        for (int i = 0; i < WATCHES_MAX; i++)
            watches |= client->watches[i] && id_class_of(client->watches[i]->stream) == room->id;
        if (watches) stage_text(e, NULL, client->conn, buf_str(&text));
    }
    buf_deinit(&text);
    room_free(room);
}
