// What serve says when it is up: where phones join, how the first trainer gets in.
#pragma once

#include "base/str.h"

struct engine;

// Prints the address with a QR code of it.
void announce_address(struct str url);

// Prints the address with a QR code of it, and the set-up link while no trainer exists: to a
// terminal, else to a file of mode 0600 in the data folder.
void announce(struct engine *engine, struct str url, struct str data);
