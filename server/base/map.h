// A hash map from a number to a pointer: streams, connections, people by id.
//
// Keys are ids that the server issued, never 0; values are borrowed and never NULL, so NULL means
// "not there". Memory grows with the largest count ever held and is given back by map_deinit only.
// The order of a walk means nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct map_slot {
    uint64_t key; // 0: free
    void *value;
};

struct map {
    struct map_slot *slots; // owned; a power of two of them
    uint32_t cap;
    uint32_t count;
};

void map_init(struct map *m); // allocates nothing; a zeroed struct is as good
void map_deinit(struct map *m);

void *map_get(const struct map *m, uint64_t key); // NULL when it isn't there; 0 never is

// Sets, and returns what was there before, or NULL.
void *map_put(struct map *m, uint64_t key, void *value);

// Takes out, and returns what was there, or NULL.
void *map_remove(struct map *m, uint64_t key);

// Walks: start with *cursor = 0, ends with NULL. The map must not change meanwhile.
void *map_next(const struct map *m, uint32_t *cursor);
