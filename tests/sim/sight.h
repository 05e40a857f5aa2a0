// What a role may see of a row, by the rules, and whether a message shows exactly that.
#pragma once

#include <stdbool.h>

#include "base/str.h"
#include "protocol/generated/types.h"

struct ledger_row;

// help: who has called for it, by role, when the row happened.
bool sight_sees(const struct ledger_row *row, enum role role, const bool *help);

// A message {"type":"event",...} about a row that the role sees.
bool sight_is(const struct ledger_row *row, enum role role, struct str message);
