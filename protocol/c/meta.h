// What every command and every event carries beside its own fields.
#pragma once

#include <stdint.h>

#include "base/time.h"

// Who gives a command, and when: filled by the engine, never by the wire. `from` is an enum role.
// up_ms is the up clock of the stream that the command goes to. counter 0: a command without an id
// of its own, such as the engine's.
struct command_meta {
    uint8_t from;
    uint16_t person;
    uint32_t instance, counter;
    ms up_ms, wall_ms;
};

// When an event happened, and which command caused it. play_ms stops while the session is frozen or
// interrupted, up_ms runs while the server does; neither ever falls. wall_ms is a label.
struct event_meta {
    ms play_ms, up_ms, wall_ms;
    uint16_t person;
    uint32_t instance, counter; // counter 0: no command with an id
};
