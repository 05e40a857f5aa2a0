// What the server may put on a connection: the checks of every single message.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct sim;
struct wire;

// A page's request to follow a stream, or to follow it no more, has arrived at the server.
void judge_watch(struct sim *sim, struct wire *wire, uint64_t stream, bool on, uint32_t n);

// One text message of the server, an array.
void judge_message(struct sim *sim, struct wire *wire, struct str text);
