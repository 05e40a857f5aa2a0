// The first thing that was wrong in a run; what comes after it follows from it.
#pragma once

#include <stdbool.h>

struct fault {
    bool any;
    char text[700];
};

void fault_note(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));
