// Which planted bug is on. Included by the planted copies of the product's files, and by nothing of
// the product itself.
#pragma once

#include <stdbool.h>

extern int mutant_planted; // 0: none

static inline bool mutant_is(int number) {
    return mutant_planted == number;
}

const char *mutant_title(int number); // from 1; NULL: there is none
