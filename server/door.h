// The server's end of the control socket: what commands beside a running server ask of it.
#pragma once

#include "base/str.h"

struct loop;
struct engine;
struct store;

// Open from now until the loop ends. Without a control socket (its path may be too long) the log
// says so, and everything else works.
struct door;
struct door *door_open(struct loop *loop, struct store *store, struct engine *engine,
                       struct str data);
void door_close(struct door *door); // after loop_run
