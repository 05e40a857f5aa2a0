// The end of the process after a bug.
#include "base/check.h"

#include <stdlib.h>

#include "base/log.h"

_Noreturn void check_failed(const char *what, const char *file, int line) {
    log_error("check_failed", "what", what, "file", file, "line", LOG_NUM(line));
    abort();
}
