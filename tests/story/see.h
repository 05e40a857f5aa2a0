// What somebody must have seen.
#pragma once

struct line;
struct stage;

// Checks an indented line against what came of the step above it.
void see_check(struct stage *stage, const struct line *line);
