// Secrets of 256 bits: made here, shown once, stored only as their BLAKE2b digest.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum {
    TOKEN_BYTES = 32,
    TOKEN_TEXT = 43, // symbols of base64url without padding
};

struct token {
    uint8_t bytes[TOKEN_BYTES];
};

// What may be stored: says nothing about its token, equal tokens have equal digests.
struct token_digest {
    uint8_t bytes[TOKEN_BYTES];
};

// A fresh one from the system's random source.
void token_make(struct token *token);

struct token_digest token_digest(const struct token *token);

// Writes TOKEN_TEXT symbols and a NUL.
void token_write(const struct token *token, char text[TOKEN_TEXT + 1]);

// False if `text` is not exactly what token_write writes.
bool token_read(struct str text, struct token *token);
