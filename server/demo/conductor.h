// `coolhead demo-conductor`: the process that signs up as the trainer of a demo, makes its class,
// sends in the players and keeps the rounds coming. It knows the server by its address and its
// set-up link only, like anybody.
#pragma once

#include <stdint.h>

struct conductor_settings {
    const char *url; // ws://HOST:PORT/ws
    int32_t pairs;
};

// Reads the token of the set-up link, one line, from stdin. Runs until the server stops or SIGTERM;
// its players end with it. Exit status: 0, or 1 with one sentence on stderr.
int conductor_run(const struct conductor_settings *settings);
