// What can wait while there is more to do.
//
// A line is pressing to one person: the partner who waits for it. Who said it has it on their
// screen already and only learns that it is saved; who looks on can't tell a tenth of a second.
// Sending is nearly half of all that a line costs, so what isn't pressing to a client is held and
// goes out
//
//   - with the next that is pressing to them, in one message;
//   - or as soon as a turn has nothing to publish and nothing is on its way to the disk: at once,
//     on a server that isn't busy;
//   - or when it is HELD_MS old: as long as TCP may hold an acknowledgement to send it along with
//     data (RFC 9293, 3.8.6.3: less than half a second; usually a fifth).
//
// It is still sent in order: whatever goes to a client takes along what was held for them
// (docs/decisions/0019).
#pragma once

#include "engine/state.h"

enum {
    HELD_MS = 200,
    HELD_BYTES = 4 << 10, // more isn't held
};

struct held {
    struct client *client;
    struct list in_held; // engine.held
    ms since;
    struct buf text; // messages, each with a comma before it
};

// Where to append what is to be held for a client.
struct buf *held_of(struct engine *e, struct client *client);
bool held_is_full(const struct client *client);

// Moves what is held for a client to the end of `to`.
void held_take(struct client *client, struct buf *to);
void held_drop(struct client *client);

// The next client whose held messages are to go out now; NULL: none.
struct client *held_next(struct engine *e);
ms held_due(const struct engine *e); // when there will be one; MS_NEVER
