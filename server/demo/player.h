// A simulated trainee: what they would say and do, given what the server tells them. No socket and
// no clock: what came in and what time it is are arguments, so a test plays a whole call at once,
// and the same seed and the same messages give the same play.
//
// They sit on either seat, read their kit, talk, press buttons, score, and know nothing but what
// their screen would show. How a pair gets on follows from its number and the round, which both of
// its players read off the session's id: so that a wall of six shows one that boils over, one that
// falls silent, one that asks for help, one that is left on hold, and two that go well.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

struct cJSON;
struct player;

struct player *player_new(const char *name, uint64_t seed);
void player_free(struct player *p);

// A `place` came. True: it names another session than before; watch it from the start.
bool player_placed(struct player *p, const struct cJSON *place);

// An `event` came, the whole message.
void player_heard(struct player *p, const struct cJSON *message, ms now);

uint64_t player_session(const struct player *p); // 0: none
uint32_t player_seen(const struct player *p);    // n of its last event

struct act {
    const char *type;  // of a command
    uint64_t stream;   // it is for
    struct str fields; // JSON members that follow: `,"on":true`
};

// When player_act has something to do; MS_NEVER: not before something comes.
ms player_due(const struct player *p);

// The next command to send; borrowed until the next call on `p`. False: none now.
bool player_act(struct player *p, ms now, struct act *act);
