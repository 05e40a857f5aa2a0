// When a demo's class goes on: what a trainer would tap who wants the calls to run, and nothing
// more. Pure: rooms and tiles and the time come in, commands come out.
//
// As soon as somebody else has had a hand in the class (a phase or a lock that was not ours) it is
// theirs, and nothing is done until they have left it in the lobby for a while.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

struct cJSON;

enum { CONDUCT_PAIRS_MAX = 160 };

struct conduct {
    int people;         // that are waited for before the first round
    struct buf propose; // owned: the fields of the command that proposes a round
    char phase[16];     // of the class, as last seen; "" at first
    const char *asked;  // the phase that our last command leads to; NULL: nothing is under way
    int locks;          // locked, frozen: as last seen, as bits
    bool theirs;        // somebody else conducts
    ms act_at;          // when the next command goes out; MS_NEVER: not before something comes
    bool in_round[CONDUCT_PAIRS_MAX + 1]; // pairs, by number
    bool over[CONDUCT_PAIRS_MAX + 1];     // their sessions are
};

// library: the answer of GET /api/library. False: it has no `scenario`.
bool conduct_init(struct conduct *c, int people, const struct cJSON *library, const char *scenario);
void conduct_deinit(struct conduct *c);

void conduct_room(struct conduct *c, const struct cJSON *room, ms now);
void conduct_tiles(struct conduct *c, const struct cJSON *tiles, ms now);

// The last command was refused: tried again later.
void conduct_refused(struct conduct *c, ms now);

// The class command whose time has come, NULL for none. *fields: what goes with it, borrowed.
const char *conduct_act(struct conduct *c, ms now, struct str *fields);
