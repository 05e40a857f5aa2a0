// Memory that dies all at once: what one turn of the loop needs until its batch is handed over.
//
// There is no free. arena_reset forgets everything and keeps a little memory for the next turn;
// under ASan what was forgotten is poisoned, so a pointer kept past its turn is found.
#pragma once

#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; // newest first; owned
    size_t used;                // bytes used of the newest
    size_t total;               // bytes handed out since the last reset
};

void arena_init(struct arena *a); // allocates nothing; a zeroed struct is as good
void arena_deinit(struct arena *a);
void arena_reset(struct arena *a);

// Zeroed memory, aligned for any type; valid until reset. Out of memory is a CHECK.
void *arena_alloc(struct arena *a, size_t size);

// `count` zeroed elements of a type.
#define ARENA_NEW(a, type, count) ((type *)arena_alloc_array(a, count, sizeof(type)))
void *arena_alloc_array(struct arena *a, size_t count, size_t size);

// Copies; the copy is followed by a zero byte, which isn't counted.
struct str arena_copy(struct arena *a, struct str s);
