// How many bytes a socket has ever received, as its kernel counts them: more than its messages held
// is overhead.
#pragma once

#include <stdint.h>

// 0 if the kernel doesn't say.
uint64_t received_of(int fd);
