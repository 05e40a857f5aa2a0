#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

void fault_note(struct fault *fault, const char *format, ...) {
    if (fault->any) return;
    fault->any = true;
    va_list args;
    va_start(args, format);
    vsnprintf(fault->text, sizeof fault->text, format, args);
    va_end(args);
}
