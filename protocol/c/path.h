// JSON pointers (RFC 6901) for faults: "/cards/0/text".
//
// The buffers are the caller's and always end with a zero byte. What does not fit is cut between
// two characters, so that a path stays valid UTF-8 and can be spliced into a reply.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

// Appends "/key", with ~ and / escaped.
void path_push_key(char *path, size_t size, struct str key);
void path_push_index(char *path, size_t size, uint32_t index);

// Copies text into size bytes, cut between two characters.
void path_copy(char *into, size_t size, struct str text);
