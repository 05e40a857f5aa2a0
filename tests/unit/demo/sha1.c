// SHA-1 (server/demo/sha1.c) against the examples of FIPS 180 and RFC 6455.
#include "lib/test.h"

#include <stdio.h>
#include <string.h>

#include "demo/sha1.h"

static void assert_digest(struct str bytes, const char *hex) {
    uint8_t digest[SHA1_BYTES];
    char text[2 * SHA1_BYTES + 1];
    sha1(bytes, digest);
    for (int i = 0; i < SHA1_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(text, hex);
}

static void digests_are_those_of_the_standard(void **state) {
    (void)state;
    assert_digest(STR(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_digest(STR("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_digest(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                  "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

// 55 bytes still fit one block with their length, 56 don't, 64 fill one.
static void lengths_around_a_block_are_padded_right(void **state) {
    (void)state;
    char as[64];
    memset(as, 'a', sizeof as);
    assert_digest(str_make(as, 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
    assert_digest(str_make(as, 56), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
    assert_digest(str_make(as, 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

static void the_example_key_of_rfc_6455_gives_its_proof(void **state) {
    (void)state;
    assert_digest(STR("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
                  "b37a4f2cc0624f1690f64606cf385945b2bec4ea");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(lengths_around_a_block_are_padded_right),
        cmocka_unit_test(the_example_key_of_rfc_6455_gives_its_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
