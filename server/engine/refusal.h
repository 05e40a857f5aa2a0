// What a refusal says to the person who sees it: one sentence that says what to do.
#pragma once

#include "base/str.h"
#include "protocol/generated/types.h"

struct str refusal_text(enum refusal code);
