// What a refusal says to the person who sees it: one sentence that says what to do.
#pragma once

#include "base/str.h"
#include "protocol/generated/types.h"

// In how many seconds a connection that is told "busy" should try again: each at a moment of its
// own, so that not all come back at once.
uint32_t retry_after(uint64_t conn);

struct str refusal_text(enum refusal code);
