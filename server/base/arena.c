// A chain of chunks, the newest one being filled.
#include "base/arena.h"

#include <stdlib.h>

#include "base/check.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define ARENA_HIDE(ptr, len) ASAN_POISON_MEMORY_REGION(ptr, len)
#define ARENA_SHOW(ptr, len) ASAN_UNPOISON_MEMORY_REGION(ptr, len)
#else
#define ARENA_HIDE(ptr, len) ((void)(ptr), (void)(len))
#define ARENA_SHOW(ptr, len) ((void)(ptr), (void)(len))
#endif

#define ARENA_ALIGN 16u
#define ARENA_CHUNK (64u * 1024u) // a turn with a hundred messages fits in one

// What a burst takes beyond it: so large that the system has it back when it is freed (main.c).
#define ARENA_MORE (256u * 1024u)

struct arena_chunk {
    struct arena_chunk *older;
    size_t cap;
    _Alignas(ARENA_ALIGN) char bytes[];
};

void arena_init(struct arena *a) {
    *a = (struct arena){ 0 };
}

static void arena_free_chunk(struct arena_chunk *chunk) {
    ARENA_SHOW(chunk->bytes, chunk->cap);
    free(chunk);
}

void arena_deinit(struct arena *a) {
    while (a->chunks) {
        struct arena_chunk *chunk = a->chunks;
        a->chunks = chunk->older;
        arena_free_chunk(chunk);
    }
    *a = (struct arena){ 0 };
}

// Keeps the oldest chunk when it has the usual size: one burst must not cost its peak for ever.
void arena_reset(struct arena *a) {
    struct arena_chunk *kept = NULL;
    while (a->chunks) {
        struct arena_chunk *chunk = a->chunks;
        a->chunks = chunk->older;
        if (!a->chunks && chunk->cap == ARENA_CHUNK)
            kept = chunk;
        else
            arena_free_chunk(chunk);
    }
    if (kept) ARENA_HIDE(kept->bytes, kept->cap);
    *a = (struct arena){ .chunks = kept };
}

static void arena_add_chunk(struct arena *a, size_t size) {
    size_t usual = a->chunks ? ARENA_MORE : ARENA_CHUNK;
    size_t cap = size > usual ? size : usual;
    struct arena_chunk *chunk = malloc(sizeof(*chunk) + cap);
    CHECK(chunk);
    chunk->older = a->chunks;
    chunk->cap = cap;
    ARENA_HIDE(chunk->bytes, chunk->cap);
    a->chunks = chunk;
    a->used = 0;
}

// Memory that isn't zeroed.
static void *arena_take(struct arena *a, size_t size) {
    CHECK(size <= SIZE_MAX / 2);
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    if (!a->chunks || rounded > a->chunks->cap - a->used) arena_add_chunk(a, rounded);

    char *ptr = a->chunks->bytes + a->used;
    a->used += rounded;
    a->total += rounded;
    ARENA_SHOW(ptr, size);
    return ptr;
}

void *arena_alloc(struct arena *a, size_t size) {
    return memset(arena_take(a, size), 0, size);
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size) {
    size_t bytes;
    CHECK(!__builtin_mul_overflow(count, size, &bytes));
    return arena_alloc(a, bytes);
}

struct str arena_copy(struct arena *a, struct str s) {
    char *copy = arena_take(a, (size_t)s.len + 1);
    if (s.len) memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (struct str){ copy, s.len };
}
