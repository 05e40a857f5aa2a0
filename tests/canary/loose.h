// A view with one rule less, to show that the search finds what it then lets out. The program's
// session_view() is this file's; the house's own is compiled beside it under another name.
#pragma once

#include <stdbool.h>

#include "core/session.h"

// From now on `role` sees all of the events of this type; -1: the views are as they are.
void loose_set(int event_type, enum role role);

// Whether the view has hidden, since the last loose_forget, an event of this type from this role,
// or a text of it: a rule that has done something.
bool loose_has_hidden(int event_type, enum role role);
void loose_forget(void);
