// The gate: which messages get in. A connection (conn.h) knows bytes, the engine knows meaning;
// this is the only place that knows both.
#pragma once

#include <stdbool.h>

#include "base/str.h"

struct conn;

// Judges, decodes and hands over one whole message. False: the door; the connection is to be
// closed.
bool gate_admit(struct conn *c, struct str message);

// Asked for everything that goes out: true for the refusal of a join from an address that has used
// up its failures. It waits for conns_release.
bool gate_holds(const struct conn *c, struct str text);
