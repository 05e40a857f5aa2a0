// What a story may see of an engine from inside: nothing of it is said in engine.h, since nobody
// else needs it.
#pragma once

struct engine;
struct stage;

// As if the process had died: what is in flight never comes back.
void inside_abandon(struct engine *engine);

// Every class, session and sheet in memory has the state that its journal rows fold to.
void inside_check_states(struct stage *stage);
