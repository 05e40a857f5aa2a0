// Commands: from a client's message to staged events.
#include "engine/submit.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "engine/batch.h"
#include "engine/due.h"
#include "engine/lexicon.h"
#include "engine/load.h"
#include "engine/page.h"
#include "engine/paper.h"
#include "engine/past.h"
#include "engine/react.h"
#include "engine/tile.h"

ms call_up(const struct call *call) {
    return call->anchor_up + (call->room->engine->now - call->anchor_now);
}

enum refusal submit_session(struct call *call, struct session_command *command, const char **path) {
    struct session_event events[SESSION_EVENTS];
    int count = 0;
    command->meta.up_ms = call_up(call);
    command->meta.wall_ms = call->room->engine->wall;
    enum refusal refusal =
        session_decide(&call->state, script_scenario(call->script), command, events, &count, path);
    if (refusal != REFUSAL_NONE) return refusal;
    for (int i = 0; i < count; i++) {
        session_fold(&call->state, &events[i]);
        stage_session(call, &events[i]);
        tile_note(call, &events[i]);
    }
    for (int i = 0; i < count; i++)
        react_to_session(call, &events[i]);
    if (count > 0) due_update(call);
    return REFUSAL_NONE;
}

void submit_engine(struct call *call, struct session_command command) {
    const char *path = "";
    if (command.meta.person == 0) command.meta.from = ROLE_ENGINE;
    submit_session(call, &command, &path);
}

enum refusal submit_class(struct room *room, struct class_command *command, const char **path) {
    struct class_event events[CLASS_EVENTS];
    int count = 0;
    command->meta.up_ms = room->anchor_up + (room->engine->now - room->anchor_now);
    command->meta.wall_ms = room->engine->wall;
    enum refusal refusal = class_decide(&room->state, command, events, &count, path);
    if (refusal != REFUSAL_NONE) return refusal;
    for (int i = 0; i < count; i++) {
        class_fold(&room->state, &events[i]);
        stage_class(room, &events[i]);
    }
    for (int i = 0; i < count; i++)
        react_to_class(room, &events[i]);
    return REFUSAL_NONE;
}

enum refusal submit_sheet(struct paper *paper, struct sheet_command *command, const char **path) {
    struct sheet_event events[2];
    int count = 0;
    command->meta.up_ms = paper->room->engine->now;
    command->meta.wall_ms = paper->room->engine->wall;
    enum refusal refusal = sheet_decide(&paper->state, command, events, &count, path);
    if (refusal != REFUSAL_NONE) return refusal;
    for (int i = 0; i < count; i++) {
        sheet_fold(&paper->state, &events[i]);
        stage_sheet(paper, &events[i]);
        paper_note(paper, &events[i]);
    }
    for (int i = 0; i < count; i++)
        react_to_sheet(paper, &events[i]);
    return REFUSAL_NONE;
}

// ── from a client ──

static struct command_meta meta_of(const struct client *client, enum role from, uint32_t id) {
    return (struct command_meta){
        .from = (uint8_t)from, .person = client->person, .instance = client->instance, .counter = id
    };
}

// The phrase classes and the length of what somebody says: read here, so that no machine reads
// text.
static void stamp_say(const struct call *call, struct session_command *command) {
    int32_t words = 0;
    command->say.classes = lexicon_find(script_lexicon(call->script), command->say.text, &words);
    command->say.words = words;
}

static enum refusal message_to_session(struct engine *e, struct client *client,
                                       const struct message *m, struct room **room,
                                       const char **path) {
    *room = room_for(e, client, m->stream);
    struct call *call = *room ? map_get(&(*room)->calls, m->stream) : NULL;
    if (!call) return REFUSAL_UNKNOWN_STREAM;
    enum role from = client->trainer ? ROLE_TRAINER : session_role_of(&call->state, client->person);
    if (from == ROLE_ENGINE) return REFUSAL_UNKNOWN_STREAM;
    struct session_command command = m->session;
    command.meta = meta_of(client, from, m->id);
    if (command.type == SESSION_COMMAND_SAY) stamp_say(call, &command);
    enum refusal refusal = submit_session(call, &command, path);
    if (refusal == REFUSAL_NONE && command.type == SESSION_COMMAND_LEAVE)
        (*room)->places_dirty = true;
    return refusal;
}

// What the round pins: by hash, so that a file that changes tomorrow changes nothing of today.
static enum refusal stamp_propose(struct room *room, struct class_command *command,
                                  const char **path) {
    struct engine *e = room->engine;
    struct class_command_propose *propose = &command->propose;
    const struct edition *scenario = shelf_find(e->shelf, LIBRARY_SCENARIO, propose->scenario);
    const struct edition *rubric = shelf_find(e->shelf, LIBRARY_RUBRIC, propose->rubric);
    const struct edition *lexicon = shelf_find(e->shelf, LIBRARY_LEXICON, STR("en"));
    *path = !scenario ? "/scenario" : !rubric ? "/rubric" : "/doctrine";
    if (!scenario || !rubric || !shelf_find(e->shelf, LIBRARY_DOCTRINE, propose->doctrine))
        return REFUSAL_UNKNOWN_ITEM;
    *path = "/focus";
    for (int i = 0; i < propose->focus.count; i++)
        if (propose->focus.items[i] >= rubric->criteria) return REFUSAL_UNKNOWN_ITEM;
    *path = "";
    propose->scenario_hash = str_from(scenario->hash);
    propose->rubric_hash = str_from(rubric->hash);
    propose->lexicon_hash = lexicon ? str_from(lexicon->hash) : (struct str){ 0 };
    propose->variants = scenario->variants;
    propose->seed = (e->wall ^ (int64_t)room->id << 20) & 0xfffffffffffff;
    propose->present.count = 0;
    for (uint16_t p = 1; p <= PEOPLE_MAX; p++)
        if (room->people[p] && room->people[p]->here)
            propose->present.items[propose->present.count++] = (int16_t)p;
    return REFUSAL_NONE;
}

static enum refusal message_to_class(struct engine *e, struct client *client,
                                     const struct message *m, struct room **room,
                                     const char **path) {
    if (!client->trainer) return REFUSAL_NOT_YOU;
    *room = room_for(e, client, m->stream);
    if (!*room || m->stream != id_class_stream((*room)->id)) return REFUSAL_UNKNOWN_STREAM;
    struct class_command command = m->class_;
    command.meta = meta_of(client, ROLE_TRAINER, m->id);
    if (command.type == CLASS_COMMAND_PROPOSE) {
        enum refusal refusal = stamp_propose(*room, &command, path);
        if (refusal != REFUSAL_NONE) return refusal;
    }
    return submit_class(*room, &command, path);
}

// A scorer names moments by the positions they saw; the sheet keeps the event's own number.
static enum refusal stamp_moment(struct room *room, uint64_t session, enum role role,
                                 int32_t *moment, const char **path) {
    *path = "/moment";
    uint32_t seq = past_moment_seq(room, session, role, (uint32_t)*moment);
    if (seq == 0) return REFUSAL_UNKNOWN_ITEM;
    *moment = (int32_t)seq;
    *path = "";
    return REFUSAL_NONE;
}

static enum refusal message_to_sheet(struct engine *e, struct client *client,
                                     const struct message *m, struct room **room,
                                     const char **path) {
    *room = room_for(e, client, m->stream);
    if (!*room || id_kind(m->stream) != STREAM_SHEET) return REFUSAL_UNKNOWN_STREAM;
    if (id_scorer_of(m->stream) != client->person) return REFUSAL_NOT_YOU;
    struct paper *paper = paper_find(*room, m->stream);
    if (!paper) return REFUSAL_UNKNOWN_STREAM;
    enum role role =
        client->trainer ? ROLE_TRAINER : past_role(*room, &paper->opening, client->person);
    if (role == ROLE_ENGINE) return REFUSAL_UNKNOWN_STREAM;
    struct sheet_command command = m->sheet;
    command.meta = meta_of(client, role, m->id);
    enum refusal refusal = REFUSAL_NONE;
    if (command.type == SHEET_COMMAND_ATTACH)
        refusal = stamp_moment(*room, id_session_of(m->stream), role, &command.attach.moment, path);
    if (command.type == SHEET_COMMAND_DETACH)
        refusal = stamp_moment(*room, id_session_of(m->stream), role, &command.detach.moment, path);
    if (command.type == SHEET_COMMAND_PRAISE && command.praise.moment != 0)
        refusal = stamp_moment(*room, id_session_of(m->stream), role, &command.praise.moment, path);
    if (refusal != REFUSAL_NONE) return refusal;
    if (!paper_begin(*room, m->stream, role)) return REFUSAL_UNKNOWN_ITEM;
    if (command.type == SHEET_COMMAND_PUBLISH && paper->memory_only) return REFUSAL_NOT_NOW;
    struct buf page = { 0 };
    if (command.type == SHEET_COMMAND_PUBLISH) {
        page_write(&page, paper);
        command.publish.page = buf_str(&page);
    }
    refusal = submit_sheet(paper, &command, path);
    buf_deinit(&page);
    return refusal;
}

// Also when an earlier command was not saved and has yet to come again: decided before that one, a
// later one would make it look as if it had been refused.
static bool must_wait(struct engine *e, struct client *client, uint32_t id) {
    if (id <= client->not_saved) client->not_saved = 0;
    if (journal_is_well(e->journal) && client->not_saved == 0) return false;
    client_not_saved(client, id);
    return true;
}

void submit_message(struct engine *e, struct client *client, const struct message *m) {
    struct room *room = NULL;
    const char *path = "";
    enum refusal refusal;
    if (must_wait(e, client, (uint32_t)m->id))
        refusal = REFUSAL_NOT_SAVED;
    else if (m->kind == MESSAGE_SESSION)
        refusal = message_to_session(e, client, m, &room, &path);
    else if (m->kind == MESSAGE_CLASS)
        refusal = message_to_class(e, client, m, &room, &path);
    else
        refusal = message_to_sheet(e, client, m, &room, &path);
    stage_reply(e, room, client->conn, m->id, refusal, path, NULL);
}
