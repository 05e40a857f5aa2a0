// Staging: what a turn has decided, until its batch is on disk.
#pragma once

#include "engine/state.h"

void batch_init(struct batch *batch);
void batch_deinit(struct batch *batch);
void batch_reset(struct batch *batch);

// Each folds nothing: the caller has folded. Strings are copied into the batch.
void stage_session(struct call *call, const struct session_event *event);
void stage_class(struct room *room, const struct class_event *event);
void stage_sheet(struct paper *paper, const struct sheet_event *event);
void stage_person(struct room *room, const struct person *person);

// A message for one connection, sent at commit. room: whose unit it depends on, or NULL.
void stage_text(struct engine *e, struct room *room, uint64_t conn, struct str text);
// The same, as the answer to hello: if it is not saved the connection is ended, so that the client
// comes back and asks again.
void stage_greeting(struct engine *e, struct room *room, uint64_t conn, struct str text);
void stage_reply(struct engine *e, struct room *room, uint64_t conn, uint32_t id, enum refusal code,
                 const char *path, const char *text);
void stage_watch(struct engine *e, struct room *room, uint64_t conn, uint64_t stream);
void stage_room_text(struct room *room, struct str text);
void stage_end(struct engine *e, uint64_t conn);
// Runs when the batch is on disk, or with saved false when it, or the room's unit, was not taken.
void stage_call(struct engine *e, struct room *room, void (*call)(void *ctx, bool saved),
                void *ctx);

// The rooms with rows or people in it, as units of the journal's batch, in the batch's arena.
void batch_make_units(struct batch *batch);

// A command was not saved: what this client sends after it is not either, until it comes again.
void client_not_saved(struct client *client, uint32_t id);

// Takes a room's rows and people out again, and turns its replies into "not saved".
void batch_discard_room(struct batch *batch, const struct room *room);
