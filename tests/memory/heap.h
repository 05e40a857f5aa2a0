// A heap that refuses: stands between the server and malloc, counts, and says no when it is told
// to.
//
// It sees what our own code allocates (the linker sends it here), and what cJSON and SQLite do. It
// is closed at first: nothing is counted or refused until heap_open.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum heap_way {
    HEAP_ONCE, // one allocation is refused
    HEAP_DRY,  // and so is every one after it
};

// Before anything else uses cJSON or SQLite.
void heap_init(void);

// The nth allocation from here on is refused; 0: none is. The count begins anew.
void heap_refuse(uint64_t nth, enum heap_way way);

// Between these two allocations count.
void heap_open(void);
void heap_close(void);
bool heap_is_open(void);

// How many allocations there were since heap_refuse.
uint64_t heap_count(void);
