// Recordings as a trainer reviews them: the list of a class, and one whole.
#pragma once

#include "engine/asking.h"

void recordings_answer(struct asking *a, struct room *room, uint64_t after);
void recording_answer(struct asking *a, struct room *room, uint64_t session);
