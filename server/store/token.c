// Tokens: 256 random bits, their digest, and their text.
#include "store/token.h"

#include <sodium.h>

#include "base/check.h"

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

void token_make(struct token *token) {
    CHECK(sodium_init() >= 0);
    randombytes_buf(token->bytes, sizeof(token->bytes));
}

// No salt and no slow hash: nobody guesses 256 bits, and a digest must be found by an index.
struct token_digest token_digest(const struct token *token) {
    struct token_digest digest;
    crypto_generichash(digest.bytes, sizeof(digest.bytes), token->bytes, sizeof(token->bytes), NULL,
                       0);
    return digest;
}

void token_write(const struct token *token, char text[TOKEN_TEXT + 1]) {
    sodium_bin2base64(text, TOKEN_TEXT + 1, token->bytes, sizeof(token->bytes), BASE64);
}

// 43 symbols hold two bits more than a token; libsodium refuses them unless they are zero, so no
// two texts mean one token.
bool token_read(struct str text, struct token *token) {
    size_t len = 0;
    return text.len == TOKEN_TEXT &&
           sodium_base642bin(token->bytes, sizeof(token->bytes), text.ptr, text.len, NULL, &len,
                             NULL, BASE64) == 0 &&
           len == sizeof(token->bytes);
}
