// A scenario as the session machine needs it: compiled from the pinned file when a session opens,
// read only. Everything here is borrowed from memory that lives as long as the session.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "core/limits.h"
#include "protocol/generated/types.h"

// One condition of a twist, over the play clock.
//   dial_at_least           the dial has stood at `value` or above for `for_s` seconds
//   silence                 for `for_s` seconds nothing came from either seat
//   interruptions_at_least  the CSR has interrupted `value` times
//   phrase                  the CSR's line just said has one of the classes `phrase`: true in the
//                           moment of that line only, so that "and" means "while"
struct condition {
    enum signal signal;
    int32_t value;
    int32_t for_s;
    uint32_t phrase;
};

enum trigger { TRIGGER_HAND, TRIGGER_AT, TRIGGER_WHEN };

// An item of the scenario is known to the state by a digest of its id, so that fold needs no
// scenario.
typedef uint64_t item; // 0: none
item item_of(struct str id);

// What a seat sees of a twist; title empty: nothing.
struct twist_card {
    struct str title, text, line;
};

struct twist {
    struct str id, title;
    item item; // of the id: asked for at every event
    enum trigger trigger;
    int32_t at_s;         // TRIGGER_AT: play seconds since the call began
    int32_t not_before_s; // TRIGGER_WHEN: play seconds since the call began
    int32_t cooldown_s;   // TRIGGER_WHEN: 0 fires once
    bool all;             // TRIGGER_WHEN: all conditions, else any
    struct condition conditions[CONDITIONS_MAX];
    uint8_t conditions_count;
    struct twist_card csr, customer;
};

struct desk {
    struct str id, name;
    struct str answers[2]; // the second for asking again; if empty, the first again
    int32_t seconds;       // until it answers
};

struct offer {
    struct str id, title;
    enum authority authority;
};

struct fact {
    struct str id, title, text;
};

struct scenario {
    struct str title;
    struct desk desks[DESKS_MAX];
    struct offer offers[OFFERS_MAX];
    struct fact facts[FACTS_MAX];
    struct twist twists[TWISTS_MAX];
    uint8_t desks_count, offers_count, facts_count, twists_count;
    struct str supervisor_text; // empty: there is no supervisor to ask
    int32_t supervisor_s;
    uint32_t acknowledgement; // the lexicon's classes of "I see", as bits: a short line of them is
                              // a back-channel
};

// The place of an item by its id, or -1.
int scenario_desk(const struct scenario *s, struct str id);
int scenario_offer(const struct scenario *s, struct str id);
int scenario_fact(const struct scenario *s, struct str id);
int scenario_twist(const struct scenario *s, struct str id);
