// The world goes on: turn by turn as the server's loop does, and what may happen to it.
#pragma once

#include "base/time.h"

struct sim;

void world_open(struct sim *sim); // two classes with their people, who have not come yet
void world_close(struct sim *sim);

void world_until(struct sim *sim, ms at); // monotonic

void world_crash(struct sim *sim);                      // kill -9, a power cut; it is back at once
void world_restart(struct sim *sim);                    // in good order
void world_sleep(struct sim *sim, ms gap);              // nobody calls the engine
void world_take_away(struct sim *sim, int class_index); // by another server, for a while
void world_calm(struct sim *sim); // whatever was wrong is mended, and nothing goes wrong any more

// Until nothing is staged, in flight or on its way.
void world_settle(struct sim *sim);
