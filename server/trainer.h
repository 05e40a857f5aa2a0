// coolhead trainer add and reset: by itself, or through the control socket of a running server.
#pragma once

#include "base/str.h"

struct loop;
struct engine;
struct store;

enum trainer_verb { TRAINER_ADD, TRAINER_RESET };

// Asks for a password and does it. The exit status: 0, or 1 with one sentence on stderr.
int trainer_command(enum trainer_verb verb, const char *data, const char *name);

// Lets trainer_command reach this server, from now until the loop ends. Without a control socket
// (its path may be too long) the log says so, and everything else works.
struct trainer_door;
struct trainer_door *trainer_door_open(struct loop *loop, struct store *store,
                                       struct engine *engine, struct str data);
void trainer_door_close(struct trainer_door *door); // after loop_run
