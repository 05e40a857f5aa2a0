// Consequences across streams, decided in the same turn and saved in the same batch: a class's
// round opens and ends sessions, a session that stood still begins with its round after all, a
// submitted sheet is handed in. Never back in one turn.
#pragma once

#include "engine/state.h"

void react_to_class(struct room *room, const struct class_event *event);
void react_to_session(struct call *call, const struct session_event *event);
void react_to_sheet(struct paper *paper, const struct sheet_event *event);
