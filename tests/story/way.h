// The ways in which a story is played.
#pragma once

struct script;

// Plays it in all of them; returns in how many it went wrong.
int ways_play(const char *file, const struct script *script, const char *shelf, int *ways);
