// The refusing heap. Several threads of the store come here at once, so all of it is atomic.
#include "heap.h"

#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static atomic_bool is_open;
static atomic_uint_fast64_t count, refused_from, refused_to;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);

void heap_refuse(uint64_t nth, enum heap_way way) {
    count = 0;
    refused_from = nth;
    refused_to = nth && way == HEAP_DRY ? UINT64_MAX : nth;
}

void heap_open(void) {
    is_open = true;
}

void heap_close(void) {
    is_open = false;
}

bool heap_is_open(void) {
    return is_open;
}

uint64_t heap_count(void) {
    return count;
}

static bool heap_gives(void) {
    if (!is_open) return true;
    uint64_t nth = ++count;
    return refused_from == 0 || nth < refused_from || nth > refused_to;
}

void *__wrap_malloc(size_t size) {
    return heap_gives() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t number, size_t size) {
    return heap_gives() ? __real_calloc(number, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size) {
    return heap_gives() ? __real_realloc(old, size) : NULL;
}

void *__wrap_reallocarray(void *old, size_t number, size_t size) {
    return heap_gives() ? __real_reallocarray(old, number, size) : NULL;
}

// ── SQLite ──

static sqlite3_mem_methods of_sqlite;

static void *sqlite_malloc(int size) {
    return heap_gives() ? of_sqlite.xMalloc(size) : NULL;
}

static void *sqlite_realloc(void *old, int size) {
    return heap_gives() ? of_sqlite.xRealloc(old, size) : NULL;
}

void heap_init(void) {
    cJSON_InitHooks(&(cJSON_Hooks){ .malloc_fn = __wrap_malloc, .free_fn = free });
    CHECK(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &of_sqlite) == SQLITE_OK);
    sqlite3_mem_methods refusing = of_sqlite;
    refusing.xMalloc = sqlite_malloc;
    refusing.xRealloc = sqlite_realloc;
    CHECK(sqlite3_config(SQLITE_CONFIG_MALLOC, &refusing) == SQLITE_OK);
}
