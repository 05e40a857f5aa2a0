#include "mutant.h"

#include <stddef.h>

int mutant_planted;

static const char *const titles[] = {
#include "mutants.inc"
};

const char *mutant_title(int number) {
    int count = (int)(sizeof titles / sizeof *titles) - 1; // the last is NULL
    return number >= 1 && number <= count ? titles[number - 1] : NULL;
}
