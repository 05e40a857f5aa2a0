// What people do, by dice: what their seat allows, what it doesn't, what makes no sense; they come
// late, lose their connection, come back, and ask for what isn't theirs.
#pragma once

struct world;

// One thing that somebody does, or some time that passes.
void play_step(struct world *world);
