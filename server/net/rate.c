// Token buckets. A millisecond at n a minute is n units of level, and a token is TOKEN of them, so
// nothing is lost to rounding between two messages.
#include "net/rate.h"

enum {
    TOKEN = 60000,
    // Soft errors before a client is muted: a page that retries once too often gets away with it.
    STRIKES_MUTED = 20,
    // Before it is cut: more than the messages that one read of a socket can hold when the muting
    // comes, so that nobody is cut without a chance to stop.
    STRIKES_CUT = 80,
};

void bucket_init(struct bucket *b, struct settings_rate rate, ms now) {
    *b = (struct bucket){ .level = (int64_t)rate.burst * TOKEN, .filled = now };
}

static void bucket_fill(struct bucket *b, struct settings_rate rate, ms now) {
    int64_t full = (int64_t)rate.burst * TOKEN;
    ms passed = now - b->filled;
    if (passed > MS_HOUR) passed = MS_HOUR; // long enough to fill it, short enough not to overflow
    if (passed > 0) b->level += passed * rate.per_minute;
    if (b->level > full) b->level = full;
    b->filled = now;
}

bool bucket_take(struct bucket *b, struct settings_rate rate, ms now) {
    bucket_fill(b, rate, now);
    if (b->level < TOKEN) return false;
    b->level -= TOKEN;
    return true;
}

bool bucket_is_full(struct bucket *b, struct settings_rate rate, ms now) {
    bucket_fill(b, rate, now);
    return b->level >= (int64_t)rate.burst * TOKEN;
}

static struct settings_rate rate_of(const struct settings *s, enum rate_class class) {
    switch (class) {
    case RATE_CHAT: return s->chat;
    case RATE_TYPING: return s->typing;
    default: return s->other;
    }
}

void rate_init(struct rate *r, const struct settings *s, ms now) {
    *r = (struct rate){ 0 };
    for (int class = 0; class < RATE_CLASSES; class ++)
        bucket_init(&r->buckets[class], rate_of(s, class), now);
}

static enum rate_verdict rate_strike(struct rate *r, const struct settings *s, ms now) {
    r->strikes = now - r->struck > MS_MINUTE ? 1 : r->strikes + 1;
    r->struck = now;
    if (r->strikes > STRIKES_CUT) return RATE_CUT;
    if (r->strikes != STRIKES_MUTED) return RATE_REFUSE;
    r->muted_until = now + s->muted_ms;
    return RATE_MUTE;
}

enum rate_verdict rate_judge(struct rate *r, const struct settings *s, enum rate_class class,
                             ms now) {
    bool muted = now < r->muted_until;
    if (!muted && bucket_take(&r->buckets[class], rate_of(s, class), now)) return RATE_PASS;
    return rate_strike(r, s, now);
}
