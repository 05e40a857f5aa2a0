// FIPS 180-4, word by word. Not constant in time, not meant for large inputs.
#include "demo/sha1.h"

#include <string.h>

enum { BLOCK = 64, ROUNDS = 80 };

static uint32_t rotate(uint32_t x, int by) {
    return x << by | x >> (32 - by);
}

static uint32_t word_read(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void word_write(uint8_t *p, uint32_t x) {
    p[0] = (uint8_t)(x >> 24);
    p[1] = (uint8_t)(x >> 16);
    p[2] = (uint8_t)(x >> 8);
    p[3] = (uint8_t)x;
}

// FIPS 180-4, 6.1.2: the function and the constant change every twenty rounds.
static uint32_t mix(int round, uint32_t b, uint32_t c, uint32_t d) {
    switch (round / 20) {
    case 0: return ((b & c) | (~b & d)) + 0x5a827999;
    case 1: return (b ^ c ^ d) + 0x6ed9eba1;
    case 2: return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    default: return (b ^ c ^ d) + 0xca62c1d6;
    }
}

static void block_add(uint32_t h[5], const uint8_t *block) {
    uint32_t w[ROUNDS], v[5];
    for (int t = 0; t < 16; t++)
        w[t] = word_read(block + 4 * t);
    for (int t = 16; t < ROUNDS; t++)
        w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    memcpy(v, h, sizeof v);
    for (int t = 0; t < ROUNDS; t++) {
        uint32_t next = rotate(v[0], 5) + mix(t, v[1], v[2], v[3]) + v[4] + w[t];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = rotate(v[1], 30);
        v[1] = v[0];
        v[0] = next;
    }
    for (int i = 0; i < 5; i++)
        h[i] += v[i];
}

// What is left over, a one bit, zeros, and the length in bits: one block or two.
static void tail_add(uint32_t h[5], struct str tail, uint32_t len) {
    uint8_t block[2 * BLOCK] = { 0 };
    uint32_t blocks = tail.len + 9 > BLOCK ? 2 : 1;
    if (tail.len) memcpy(block, tail.ptr, tail.len);
    block[tail.len] = 0x80;
    word_write(block + blocks * BLOCK - 8, len >> 29);
    word_write(block + blocks * BLOCK - 4, len << 3);
    for (uint32_t i = 0; i < blocks; i++)
        block_add(h, block + i * BLOCK);
}

void sha1(struct str bytes, uint8_t digest[SHA1_BYTES]) {
    uint32_t h[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };
    uint32_t at = 0;
    for (; bytes.len - at >= BLOCK; at += BLOCK)
        block_add(h, (const uint8_t *)bytes.ptr + at);
    tail_add(h, str_make(bytes.ptr + at, bytes.len - at), bytes.len);
    for (int i = 0; i < 5; i++)
        word_write(digest + 4 * i, h[i]);
}
