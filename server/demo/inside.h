// What the files of a player share: its state, and how a line gets typed.
#pragma once

#include "demo/agenda.h"
#include "demo/dice.h"
#include "demo/json.h"
#include "demo/player.h"

enum temper {
    TEMPER_EVEN, // goes as one would wish
    TEMPER_HOT,  // the CSR explains, blames and cuts in, until they catch themselves
    TEMPER_MUTE, // neither knows how to go on, for more than a minute
    TEMPER_LOST, // the CSR calls the trainer
    TEMPER_SLOW, // a hold that gets much longer than was said
};

enum chair { CHAIR_NONE, CHAIR_CSR, CHAIR_CUSTOMER, CHAIR_OBSERVER };

// What a CSR knows of the call.
struct csr {
    int step;          // in the script of the temper
    uint32_t lines;    // of the phrases used up, as bits, of the move that is repeated
    uint32_t desks;    // asked, as bits
    uint32_t offers;   // made, as bits
    int offer;         // of the kit, the one on the table; -1: none
    bool declined;     // and the customer said no
    ms deaf_until;     // waiting for a desk, or at a loss: what is said doesn't get an answer
    struct buf answer; // of the desk that answered last
    struct buf desk;   // its name
};

// What a customer feels of it.
struct customer {
    int heat;          // tenths of the dial
    int dial;          // as it was last set
    int said;          // lines so far
    bool story_told;   // "I have said it all"
    bool was_answered; // something was said since their own last line
    bool was_asked;    // the last line was a question
    bool asked_gently; // and left the choice
    uint32_t rungs;    // of the ladder used, as bits
    uint32_t facts;    // revealed, as bits
    uint32_t lines;    // of the phrases of their own used, as bits
    int offer;         // waiting for an answer; 0: none
    struct buf card;   // a twist's line that wants to be said; empty: none
};

struct player {
    char name[164]; // 40 code points
    struct dice dice;
    struct agenda agenda;
    uint64_t session, sheet;
    uint32_t seen; // n of the last event
    enum chair chair;
    enum temper temper;
    bool in_call;
    bool paused;     // frozen, or somebody is missing
    ms paused_since; // meaningless unless paused
    bool partner_types;
    ms turn_at;        // when they think about what to say; MS_NEVER: not before something comes
    ms busy_until;     // a line of theirs is being typed
    struct cJSON *kit; // owned; NULL before the briefs are out
    struct csr csr;
    struct customer customer;
};

// Types a line from `at` on and sends it; returns when. act: "plain", "restate" or "boundary".
ms player_say(struct player *p, ms at, const char *act, struct str line);

// Thinks again in `low` to `high` milliseconds after `from`.
void player_think(struct player *p, ms from, ms low, ms high);

// One of `count` lines that isn't used up, with its bit set in *used; all used up: begins anew.
const char *player_pick(struct player *p, const char *const *lines, int count, uint32_t *used);

// The call begins; an event of it came (its `event` member); it is their turn.
void csr_begin(struct player *p, ms now);
void csr_heard(struct player *p, const struct cJSON *event, ms now);
void csr_turn(struct player *p, ms now);
void customer_begin(struct player *p, ms now);
void customer_heard(struct player *p, const struct cJSON *event, ms now);
void customer_turn(struct player *p, ms now);
