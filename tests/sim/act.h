// One step of a run: time passes, and somebody or something does something. What it is follows from
// the step's chances and from what those who act have seen.
#pragma once

struct sim;

// Everybody comes, and a round begins: where a fuzzer starts.
void act_begin(struct sim *sim);

void act_step(struct sim *sim);
