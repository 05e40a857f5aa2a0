// Publishing: what a committed batch has to say, to whom. Never submits, subscribes, frees or
// closes anything: a connection that is to end is marked, and its caller sweeps.
#pragma once

#include "engine/state.h"

void hub_publish(struct engine *e, struct batch *batch);

// Adds a copy of a text to what a client gets with this publish.
void hub_add(struct client *client, struct engine *e, struct str text);
// Hands all that was added to the sink, one text message a client.
void hub_send(struct engine *e);
