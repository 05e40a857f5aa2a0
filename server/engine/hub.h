// Publishing: what a committed batch has to say, to whom. Never submits, subscribes, frees or
// closes anything: a connection that is to end is marked, and its caller sweeps.
#pragma once

#include "engine/state.h"

void hub_publish(struct engine *e, struct batch *batch);

// Adds a copy of a text to what a client gets with this publish.
void hub_add(struct client *client, struct engine *e, struct str text);
// Hands all that was added to the sink, one text message a client; except to those for whom nothing
// in it is pressing: see held.h.
void hub_send(struct engine *e);
// Hands out what was held long enough. At the end of each turn.
void hub_send_held(struct engine *e);
