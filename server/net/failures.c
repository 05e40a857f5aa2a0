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
};

struct held {
    struct list link;
    uint64_t key;
    struct guesser who;
};

struct failure_address {
    struct list link;
    uint64_t key;
    struct bucket bucket;
    int32_t held;
};

void failures_init(struct failures *f, const struct settings *s, ms now) {
    *f = (struct failures){ .settings = s };
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

bool failures_may_try(const struct failures *f, uint64_t key) {
    const struct failure_address *a = map_get(&f->addresses, key);
    if (!a && f->addresses.count >= ADDRESSES_MAX) a = map_get(&f->addresses, KEY_OF_THE_REST);
    return f->held_count < NET_FAILURES_HELD_MAX && (!a || a->held < NET_FAILURES_HELD_ADDRESS_MAX);
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

// A token from the address and one of all: both or none.
static bool failures_take(struct failures *f, struct failure_address *a, ms now) {
    struct bucket before = a->bucket;
    if (!bucket_take(&a->bucket, f->settings->failures_address, now)) return false;
    if (bucket_take(&f->all, f->settings->failures_all, now)) return true;
    a->bucket = before;
    return false;
}

bool failures_add(struct failures *f, uint64_t key, struct guesser who, ms now) {
    struct failure_address *a = address_of(f, &key, now);
    if (a->held == 0 && failures_take(f, a, now)) return true;
    struct held *h = calloc(1, sizeof *h);
    CHECK(h);
    h->key = key;
    h->who = who;
    list_push(&f->held, &h->link);
    a->held++;
    f->held_count++;
    return false;
}

bool failures_next(struct failures *f, ms now, struct guesser *who) {
    LIST_FOR (link, &f->held) {
        struct held *h = LIST_ENTRY(link, struct held, link);
        struct failure_address *a = map_get(&f->addresses, h->key);
        CHECK(a);
        if (!failures_take(f, a, now)) continue;
        list_remove(&h->link);
        a->held--;
        f->held_count--;
        *who = h->who;
        free(h);
        return true;
    }
    return false;
}

void failures_sweep(struct failures *f, ms now) {
    LIST_FOR_SAFE (link, &f->known) {
        struct failure_address *a = LIST_ENTRY(link, struct failure_address, link);
        if (a->held || !bucket_is_full(&a->bucket, f->settings->failures_address, now)) continue;
        list_remove(&a->link);
        map_remove(&f->addresses, a->key);
        free(a);
    }
}
