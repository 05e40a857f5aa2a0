// Names of failures, for logs.
#include "base/err.h"

const char *err_name(enum err err) {
    switch (err) {
    case OK: return "ok";
    case ERR_IO: return "io";
    case ERR_FULL: return "full";
    case ERR_NOMEM: return "nomem";
    case ERR_STALE: return "stale";
    case ERR_CONSTRAINT: return "constraint";
    case ERR_CORRUPT: return "corrupt";
    case ERR_NOT_FOUND: return "not_found";
    case ERR_EXISTS: return "exists";
    case ERR_INPUT: return "input";
    case ERR_BUSY: return "busy";
    }
    return "unknown";
}
