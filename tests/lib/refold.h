// An engine as its journal has it, for tests that look inside: nothing of this is said in engine.h,
// since nobody else needs it. A test program takes refold.c among its own sources, since the
// simulator's engine is a copy.
#pragma once

#include <stdint.h>

struct class_state;
struct engine;
struct journal;
struct session;
struct sheet;

// As if the process had died: what is in flight never comes back.
void engine_abandon(struct engine *engine);

// Folds a stream's rows; those of a session from where `state` is, the others anew. A row that
// can't be read ends it, and the state is then that of the rows before it.
void refold_session(struct journal *journal, uint64_t stream, struct session *state);
void refold_class(struct journal *journal, uint64_t stream, struct class_state *state);
void refold_sheet(struct journal *journal, uint64_t stream, struct sheet *state);
