// Included in front of every file of a pure floor: takes away what would make the same events give
// another state.
//
// The headers that are still allowed come first, since some of them use a poisoned word themselves.
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#pragma GCC poison malloc calloc realloc reallocarray free aligned_alloc posix_memalign alloca     \
    strdup strndup
// "open" and "sleep" are commands of the contract; their functions stay out with unistd.h and
// fcntl.h.
#pragma GCC poison time clock clock_gettime gettimeofday nanosleep usleep
#pragma GCC poison rand srand random getrandom getenv
#pragma GCC poison printf fprintf snprintf vsnprintf puts fopen read write
#pragma GCC poison float double
