// Join codes: six symbols of 31, without 0 O 1 I L, which people confuse on a projector.
#pragma once

#include <stdint.h>

#include "store/journal.h"

#define CODE_COUNT UINT32_C(887503681) // 31 to the power of 6

// The code of a number below CODE_COUNT; writes JOURNAL_CODE symbols and a NUL.
void code_from(uint32_t number, char code[JOURNAL_CODE + 1]);
