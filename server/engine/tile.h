// The wall's tile of a session: what a trainer sees of it at one glance. Kept up to date event by
// event, since state holds no text; made anew from the journal after a restart.
#pragma once

#include "engine/state.h"

void tile_init(struct tile *tile);
// After an event has been folded into the call's state.
void tile_note(struct call *call, const struct session_event *event);
// server_message.json#/$defs/tile
void tile_write(struct buf *to, const struct call *call);
