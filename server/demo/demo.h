// `coolhead serve --demo N`: a data folder that is gone afterwards, and a conductor process.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { DEMO_FOLDER_MAX = 512 };

struct demo {
    char folder[DEMO_FOLDER_MAX]; // its data; empty: none
    pid_t conductor;              // 0: none
};

// Makes the folder, under TMPDIR or /tmp. False, with one sentence on stderr, when it can't.
bool demo_open(struct demo *d);

// Starts the conductor beside a server that listens on this port of 127.0.0.1. setup: the token of
// its set-up link.
bool demo_start(struct demo *d, uint16_t port, int32_t pairs, const char *setup);

// The server has stopped: ends the conductor and its players.
void demo_stop(struct demo *d);

// Removes the folder with all it holds.
void demo_close(struct demo *d);
