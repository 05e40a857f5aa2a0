// Strict UTF-8: shortest forms only, no surrogates, nothing above U+10FFFF.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

// Takes the first code point off *rest. False at the end, and at the first byte that isn't UTF-8:
// *rest then still starts there, so an empty *rest tells the two apart.
bool utf8_next(struct str *rest, uint32_t *code_point);

bool utf8_is_valid(struct str s);
bool utf8_is_ascii(struct str s);

// For text that comes in pieces: takes all code points off *rest. True when nothing is left, or
// only the beginning of one, whose end may come yet.
bool utf8_take(struct str *rest);

// As many bytes from the start, in steps of eight, as are ASCII without control characters.
uint32_t utf8_plain(struct str s);

// Writes a code point, which is one, in its one to four bytes; returns how many.
uint32_t utf8_put(char *to, uint32_t code_point);

// Code points in valid UTF-8: what the limits of names and messages count.
uint32_t utf8_count(struct str s);
