// What a customer hears in a line: kindness, a question, an excuse. By a few words, which is all
// that a simulated customer needs; the server's lexicons are the real thing.
#pragma once

#include <stdbool.h>

#include "base/str.h"

struct heard {
    bool asks;   // a question about what happened, or what is needed
    bool gentle; // leaves the choice to answer
    int heat;    // tenths of the dial: above 0 it angers, below it calms
};

struct heard ear_hear(struct str line);
