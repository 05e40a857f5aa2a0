// SHA-1, for one purpose: RFC 6455 has a server prove with it that it read the client's key. It
// protects nothing, here or anywhere else.
#pragma once

#include <stdint.h>

#include "base/str.h"

enum { SHA1_BYTES = 20 };

void sha1(struct str bytes, uint8_t digest[SHA1_BYTES]);
