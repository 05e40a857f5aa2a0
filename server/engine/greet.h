// Who is there: hello, join, take over, quit, and the presence of people.
#pragma once

#include "engine/state.h"

// At start: what earlier runs of the server may have given out.
void greet_begin(struct engine *e);
// An instance that the journal tells of: newer ones are higher.
void greet_note_instance(struct engine *e, uint32_t instance);

void greet_hello(struct engine *e, struct client *client, const struct message *message);
void greet_join(struct engine *e, struct client *client, const struct message *message);
void greet_take_over(struct engine *e, struct client *client, const struct message *message);
void greet_quit(struct engine *e, struct client *client);

// A socket is gone: its person still counts as here for a while.
void greet_gone(struct engine *e, struct client *client);
// Once that while is over.
void greet_sweep(struct engine *e);
ms greet_due(const struct engine *e);

// Tells every session of a class who is here and who isn't: after the store was away, and after
// what was last told of it was not saved.
void greet_again(struct room *room);
