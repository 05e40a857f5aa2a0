// What every C test includes: cmocka with the headers that it wants first, and a few assertions of
// our own.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

// Fails the test with both texts when they differ.
#define assert_str(actual, expected) test_assert_str(actual, expected, __FILE__, __LINE__)
void test_assert_str(struct str actual, const char *expected, const char *file, int line);

// Runs `bug` in a child and fails the test unless a CHECK stops it there.
#define assert_check_fails(bug, arg) test_assert_check_fails(bug, arg, __FILE__, __LINE__)
void test_assert_check_fails(void (*bug)(void *arg), void *arg, const char *file, int line);
