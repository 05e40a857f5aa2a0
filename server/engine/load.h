// Classes and their streams, from the journal into memory: at start, after a batch that was not
// taken, and when somebody opens something of the past. The same fold as live.
#pragma once

#include "engine/state.h"

// All open classes. Their live sessions are interrupted: the server was away.
enum err load_all(struct engine *e);

// A class by its number, from memory or from the journal; NULL if there is none.
struct room *load_room(struct engine *e, uint32_t class_id);

// A room for a class that was just created.
struct room *room_new(struct engine *e, const struct journal_class *class);
// Its first event, from its row.
void room_establish(struct room *room, const struct journal_class *class);
void room_free(struct room *room);

// The room of a stream, if this client has any business there: a trainee's own class, a trainer's
// own classes. Sets a trainer's person number. NULL otherwise.
struct room *room_for(struct engine *e, struct client *client, uint64_t stream);

// After a failed unit: the state as the journal has it. False: the class is lost to this server.
bool room_reload(struct room *room);
