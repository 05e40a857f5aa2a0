// CHECK(cond) states what only a bug can break. It is on in production too: a failed one logs its
// place and aborts.
//
// Stopping is safe, because starting again from the journal is the normal path and a wrong state
// that goes on writing is not. Never CHECK what comes from outside: a message, a file, a clock, a
// disk.
#pragma once

#define CHECK(cond)                                                                                \
    (__builtin_expect(!!(cond), 1) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))

// For the end of a switch that has handled every value.
#define CHECK_UNREACHABLE() check_failed("unreachable", __FILE__, __LINE__)

// Logs `what` and its place, then aborts.
_Noreturn void check_failed(const char *what, const char *file, int line);
