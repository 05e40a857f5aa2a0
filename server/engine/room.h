// What is shown of a class: the room to its trainer, a place to each trainee. Snapshots, the latest
// counts; made while staging, so that they are never ahead of the disk.
#pragma once

#include "engine/state.h"

// At the end of a turn: whatever changed and is due.
void room_stage_snapshots(struct engine *e);
// The room and all tiles, for a connection that has just begun to watch.
void room_stage_for(struct room *room, uint64_t conn);
// Where a trainee is, for one connection. Sent only if it differs from what was sent last.
void room_stage_place(struct client *client);
// The next moment at which a throttled snapshot is due; MS_NEVER if none.
ms room_due(const struct engine *e);
// Another server has it, or it was deleted: everybody in it is told and let go.
void room_give_up(struct room *room);
