// Asking the server that runs on a data folder, through the control socket there.
//
// One line goes out, a JSON array of three texts: what to do, to whom, and with what. One line
// comes back: the failure's name, or "ok" with up to three numbers.
#pragma once

#include "base/err.h"
#include "base/str.h"

struct sockaddr_un;

struct doorbell_answer {
    enum err err; // ERR_BUSY: no server answers there
    uint32_t numbers[3];
};

struct doorbell_answer doorbell_ring(const char *data, const char *verb, struct str whom,
                                     struct str with);

// The socket of a data folder; an empty path if its name is too long for one.
struct sockaddr_un doorbell_path(const char *data);
