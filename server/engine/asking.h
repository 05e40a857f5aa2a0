// A question on its way to its answer. Inside this floor only.
#pragma once

#include "engine/ask.h"
#include "engine/state.h"
#include "store/token.h"

struct asking {
    struct engine *engine;
    struct question question; // its body is gone once a handler has returned
    uint32_t trainer;         // who asks; 0: nobody
    struct token cookie;      // a secret that the answer carries
    ms expires;
    uint64_t stream;
    struct buf json; // the answer in the making
};

// Each answers and frees the question.
void answer(struct asking *a, int status);
void answer_problem(struct asking *a, int status, const char *code, const char *path,
                    const char *text);
void answer_failed(struct asking *a, enum err err);
