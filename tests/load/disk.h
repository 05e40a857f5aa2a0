// How long this disk takes to make a write durable: every figure of a recorder hangs on it.
#pragma once

#include <stdbool.h>

#include "sample.h"

// Appends 4 KiB and calls fdatasync, `times` over, in a file of its own in `folder`, and removes it
// again. False, with one sentence on stderr, when the folder can't be written.
bool disk_probe(const char *folder, int times, struct sample *us);
