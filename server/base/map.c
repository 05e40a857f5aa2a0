// Open addressing with linear probing. Removal moves the followers back, so that there are no
// tombstones to sweep.
#include "base/map.h"

#include <stdlib.h>

#include "base/check.h"

#define MAP_FIRST 16u

// The finaliser of splitmix64: ids differ in a few bits only, and the slots need all of them mixed.
// Nobody outside chooses keys, so no secret is needed against crafted collisions.
static uint32_t map_home(const struct map *m, uint64_t key) {
    key = (key ^ (key >> 30u)) * 0xbf58476d1ce4e5b9u;
    key = (key ^ (key >> 27u)) * 0x94d049bb133111ebu;
    return (uint32_t)(key ^ (key >> 31u)) & (m->cap - 1);
}

// The slot that holds `key`, or the free one where it belongs. There is always a free one.
static struct map_slot *map_slot(const struct map *m, uint64_t key) {
    uint32_t at = map_home(m, key);
    while (m->slots[at].key != 0 && m->slots[at].key != key) {
        at = (at + 1) & (m->cap - 1);
    }
    return &m->slots[at];
}

void map_init(struct map *m) {
    *m = (struct map){ 0 };
}

void map_deinit(struct map *m) {
    free(m->slots);
    *m = (struct map){ 0 };
}

void *map_get(const struct map *m, uint64_t key) {
    if (m->count == 0 || key == 0) return NULL;
    return map_slot(m, key)->value;
}

static void map_grow(struct map *m) {
    struct map old = *m;
    m->cap = old.cap ? old.cap * 2 : MAP_FIRST;
    CHECK(m->cap > old.cap);
    m->slots = calloc(m->cap, sizeof(*m->slots));
    CHECK(m->slots);
    for (uint32_t i = 0; i < old.cap; i++) {
        if (old.slots[i].key != 0) *map_slot(m, old.slots[i].key) = old.slots[i];
    }
    free(old.slots);
}

void *map_put(struct map *m, uint64_t key, void *value) {
    CHECK(key != 0 && value);
    if (m->count >= m->cap - m->cap / 4)
        map_grow(m); // at most three quarters full: probes stay short
    struct map_slot *slot = map_slot(m, key);
    void *before = slot->value;
    if (slot->key == 0) m->count++;
    *slot = (struct map_slot){ key, value };
    return before;
}

// Fills the hole at `hole` with a later slot of the same run whose home isn't behind the hole,
// again and again.
static void map_close_hole(struct map *m, uint32_t hole) {
    uint32_t mask = m->cap - 1;
    for (uint32_t at = (hole + 1) & mask; m->slots[at].key != 0; at = (at + 1) & mask) {
        uint32_t from_home = (at - map_home(m, m->slots[at].key)) & mask;
        uint32_t from_hole = (at - hole) & mask;
        if (from_home < from_hole) continue;
        m->slots[hole] = m->slots[at];
        hole = at;
    }
    m->slots[hole] = (struct map_slot){ 0 };
}

void *map_remove(struct map *m, uint64_t key) {
    if (m->count == 0 || key == 0) return NULL;
    struct map_slot *slot = map_slot(m, key);
    if (slot->key == 0) return NULL;
    void *value = slot->value;
    map_close_hole(m, (uint32_t)(slot - m->slots));
    m->count--;
    return value;
}

void *map_next(const struct map *m, uint32_t *cursor) {
    while (*cursor < m->cap) {
        struct map_slot *slot = &m->slots[(*cursor)++];
        if (slot->key != 0) return slot->value;
    }
    return NULL;
}
