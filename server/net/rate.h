// Token buckets, and how a flooding client is treated: a soft error, then not listened to for
// a while, then the door (TRUST).
//
// Pure: the time is told. One struct rate belongs to one connection.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "net/settings.h"

struct bucket {
    int64_t level; // in 60,000ths of a token: exact for every rate per minute
    ms filled;     // when it was last topped up
};

void bucket_init(struct bucket *b, struct settings_rate rate, ms now);

// Takes one token; false when there is none.
bool bucket_take(struct bucket *b, struct settings_rate rate, ms now);

// True when it holds its whole burst: nobody has taken anything lately.
bool bucket_is_full(struct bucket *b, struct settings_rate rate, ms now);

enum rate_class { RATE_CHAT, RATE_TYPING, RATE_OTHER, RATE_CLASSES };

enum rate_verdict {
    RATE_PASS,
    RATE_REFUSE, // answered with too_fast, nothing else
    RATE_MUTE,   // the same, and its socket isn't read until muted_until
    RATE_CUT,    // it went on after that: hang up
};

struct rate {
    struct bucket buckets[RATE_CLASSES];
    int32_t strikes; // refusals since the last quiet minute
    ms struck;       // when the latest of them was
    ms muted_until;
};

void rate_init(struct rate *r, const struct settings *s, ms now);

// Asked once for each message.
enum rate_verdict rate_judge(struct rate *r, const struct settings *s, enum rate_class class,
                             ms now);
