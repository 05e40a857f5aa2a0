// Guessing made slow.
#include "net/failures.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "base/check.h"
#include "net/limits.h"

enum {
    // Addresses remembered at once. Beyond it all others share one entry: whoever has so many is
    // attacking.
    ADDRESSES_MAX = 4096,
    KEY_OF_THE_REST = 1,
    // 31^6 codes bear 887,503 tries before the chance of a hit is 1 in 1,000. In four hours an
    // attacker has what is saved up, what comes back (90,000 an hour), and what is held.
    TRY_MS = 40,
    ODDS_SAVED = 130000,
    ODDS_HELD = 130000,
    ODDS_VOUCHED = 200000, // beyond that, for those who are vouched for
};

struct held {
    struct list link;
    uint64_t key;
    struct guesser who;
    uint32_t classes;
};

struct failure_address {
    struct list link;
    uint64_t key;
    struct bucket bucket;
    int32_t held;
    int32_t vouched; // trainers who are connected from there
};

void failures_init(struct failures *f, const struct settings *s, ms now) {
    *f = (struct failures){ .settings = s, .odds = ODDS_SAVED * TRY_MS, .odds_filled = now };
    bucket_init(&f->all, s->failures_all, now);
    list_init(&f->known);
    list_init(&f->held);
}

void failures_deinit(struct failures *f) {
    for (struct list *link = list_pop(&f->held); link; link = list_pop(&f->held))
        free(LIST_ENTRY(link, struct held, link));
    for (struct list *link = list_pop(&f->known); link; link = list_pop(&f->known))
        free(LIST_ENTRY(link, struct failure_address, link));
    map_deinit(&f->addresses);
}

uint64_t failures_key(const char *address) {
    struct in_addr v4;
    if (inet_pton(AF_INET, address, &v4) == 1) return (1ull << 32) | ntohl(v4.s_addr);
    struct in6_addr v6;
    if (inet_pton(AF_INET6, address, &v6) != 1) return KEY_OF_THE_REST;
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        memcpy(&v4, v6.s6_addr + 12, sizeof v4);
        return (1ull << 32) | ntohl(v4.s_addr);
    }
    uint64_t upper = 0;
    for (int i = 0; i < 8; i++)
        upper = upper << 8 | v6.s6_addr[i];
    return upper ? upper : KEY_OF_THE_REST;
}

bool failures_may_try(const struct failures *f, uint64_t key, uint32_t classes) {
    const struct failure_address *a = map_get(&f->addresses, key);
    if (!a && f->addresses.count >= ADDRESSES_MAX) a = map_get(&f->addresses, KEY_OF_THE_REST);
    if (a && a->held >= NET_FAILURES_HELD_ADDRESS_MAX) return false;
    if (a && a->vouched && a->held < NET_FAILURES_HELD_VOUCHED_MAX)
        return f->held_tries + classes <= ODDS_HELD + ODDS_VOUCHED;
    return f->held_count < NET_FAILURES_HELD_MAX && f->held_tries + classes <= ODDS_HELD;
}

static struct failure_address *address_of(struct failures *f, uint64_t *key, ms now) {
    struct failure_address *a = map_get(&f->addresses, *key);
    if (a) return a;
    if (f->addresses.count >= ADDRESSES_MAX) *key = KEY_OF_THE_REST;
    a = map_get(&f->addresses, *key);
    if (a) return a;
    a = calloc(1, sizeof *a);
    CHECK(a);
    bucket_init(&a->bucket, f->settings->failures_address, now);
    a->key = *key;
    map_put(&f->addresses, *key, a);
    list_push(&f->known, &a->link);
    return a;
}

bool failures_vouch(struct failures *f, uint64_t key, ms now) {
    uint64_t found = key;
    struct failure_address *a = address_of(f, &found, now);
    if (a->key == KEY_OF_THE_REST) return false; // that would vouch for everybody
    a->vouched++;
    return true;
}

void failures_unvouch(struct failures *f, uint64_t key) {
    struct failure_address *a = map_get(&f->addresses, key);
    CHECK(a && a->vouched > 0);
    a->vouched--;
}

static bool odds_suffice(struct failures *f, ms cost, ms now) {
    if (now > f->odds_filled) f->odds += now - f->odds_filled;
    if (f->odds > ODDS_SAVED * TRY_MS) f->odds = ODDS_SAVED * TRY_MS;
    f->odds_filled = now;
    return f->odds >= cost;
}

// A token from the address, one of all, and the odds: all or none.
static bool failures_take(struct failures *f, struct failure_address *a, uint32_t classes, ms now) {
    // More than can be saved up would never be there.
    ms cost = TRY_MS * (ms)(classes < ODDS_SAVED ? classes : ODDS_SAVED);
    struct bucket before = a->bucket;
    if (!odds_suffice(f, cost, now)) return false;
    if (!bucket_take(&a->bucket, f->settings->failures_address, now)) return false;
    if (bucket_take(&f->all, f->settings->failures_all, now)) {
        f->odds -= cost;
        return true;
    }
    a->bucket = before;
    return false;
}

static void held_count(struct failures *f, struct failure_address *a, const struct held *h, int n) {
    a->held += n;
    f->held_count += n;
    f->held_tries += n * (int64_t)h->classes;
}

static bool vouched_wait(const struct failures *f) {
    LIST_FOR (link, &f->held) {
        const struct failure_address *a =
            map_get(&f->addresses, LIST_ENTRY(link, struct held, link)->key);
        if (a->vouched) return true;
    }
    return false;
}

bool failures_add(struct failures *f, uint64_t key, struct guesser who, uint32_t classes, ms now) {
    struct failure_address *a = address_of(f, &key, now);
    bool first = a->held == 0 && (a->vouched || !vouched_wait(f));
    if (first && failures_take(f, a, classes, now)) return true;
    struct held *h = calloc(1, sizeof *h);
    CHECK(h);
    *h = (struct held){ .key = key, .who = who, .classes = classes };
    list_push(&f->held, &h->link);
    held_count(f, a, h, 1);
    return false;
}

static bool next_of(struct failures *f, bool vouched, ms now, struct guesser *who) {
    LIST_FOR (link, &f->held) {
        struct held *h = LIST_ENTRY(link, struct held, link);
        struct failure_address *a = map_get(&f->addresses, h->key);
        CHECK(a);
        if (vouched != (a->vouched > 0) || !failures_take(f, a, h->classes, now)) continue;
        list_remove(&h->link);
        held_count(f, a, h, -1);
        *who = h->who;
        free(h);
        return true;
    }
    return false;
}

// A class whose trainer is there doesn't wait behind guessers from elsewhere.
bool failures_next(struct failures *f, ms now, struct guesser *who) {
    return next_of(f, true, now, who) || next_of(f, false, now, who);
}

void failures_sweep(struct failures *f, ms now) {
    LIST_FOR_SAFE (link, &f->known) {
        struct failure_address *a = LIST_ENTRY(link, struct failure_address, link);
        if (a->held || a->vouched ||
            !bucket_is_full(&a->bucket, f->settings->failures_address, now))
            continue;
        list_remove(&a->link);
        map_remove(&f->addresses, a->key);
        free(a);
    }
}
