// What people do in a story.
#pragma once

struct line;
struct stage;

// Does what a line says, and checks the answer it names ("-> refused too_late at /text").
void verb_play(struct stage *stage, const struct line *line);
