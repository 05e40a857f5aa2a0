// When nothing goes wrong any more, everybody has what there is to have.
#pragma once

struct sim;

// Mends what was broken, lets CALM_MS pass and looks at every page; then chaos may go on.
void calm_check(struct sim *sim);
