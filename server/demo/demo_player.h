// `coolhead demo-player`: one simulated trainee as a process of their own.
#pragma once

#include <stdint.h>

struct demo_player {
    const char *url;  // ws://HOST:PORT/ws
    const char *code; // of the class
    const char *name;
    uint64_t seed; // the same seed, seat and partner: the same play
};

// Joins the class and plays whatever it is seated at, until the class closes, it is removed, or the
// server says that it stops. A lost connection is taken up again. Exit status: 0, or 1 with one
// sentence on stderr.
int demo_player_run(const struct demo_player *settings);
