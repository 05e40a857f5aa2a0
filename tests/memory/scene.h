// A scene: something the server does, short enough to be done again for each allocation in it.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// How a scene may end in its own process, beside a CHECK.
enum scene_end {
    SCENE_WHOLE,   // as if nothing had been
    SCENE_REFUSED, // something was refused or failed, and was said to have
    SCENE_BROKEN,  // neither: a sentence on stderr
};

struct scene {
    const char *name;
    // In the process of the test, and in each of its workers, once before all; NULL: nothing is to
    // be done.
    void (*prepare)(void);
    // In a process of its own. Opens the heap where the server is called.
    enum scene_end (*play)(void);
    // Afterwards, in the process that prepared: whether what is on disk is in order; a sentence on
    // stderr if not. NULL: there is none.
    bool (*inspect)(void);
};

extern const struct scene scene_message; // what clients send is decoded
extern const struct scene scene_library; // files of the library are read
extern const struct scene scene_store;   // a journal is written, read, closed and opened
extern const struct scene scene_reading; // it is read
extern const struct scene scene_start;   // an engine opens on a library and an empty journal
extern const struct scene scene_class;   // a class plays, is stopped and comes back
