// Memory of one turn (server/base/arena.c).
#include "lib/test.h"

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    struct arena a = { 0 };
    for (size_t size = 0; size < 200; size++) {
        char *ptr = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)ptr % 16, 0);
        for (size_t i = 0; i < size; i++) {
            assert_int_equal(ptr[i], 0);
        }
        memset(ptr, 0x5a, size);
    }
    arena_deinit(&a);
}

static void memory_is_zeroed_again_after_reset(void **state) {
    (void)state;
    struct arena a = { 0 };
    memset(arena_alloc(&a, 1000), 0x5a, 1000);
    arena_reset(&a);
    assert_int_equal(a.total, 0);
    char *ptr = arena_alloc(&a, 1000);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(ptr[i], 0);
    }
    arena_deinit(&a);
}

static void a_piece_may_be_larger_than_a_chunk(void **state) {
    (void)state;
    struct arena a = { 0 };
    arena_alloc(&a, 1);
    char *large = arena_alloc(&a, 1 << 20);
    large[(1 << 20) - 1] = 'x';
    char *small = arena_alloc(&a, 8);
    assert_ptr_not_equal(small, large);
    arena_reset(&a);
    arena_deinit(&a);
}

static void a_burst_does_not_cost_its_peak_for_ever(void **state) {
    (void)state;
    struct arena a = { 0 };
    for (int i = 0; i < 1000; i++) {
        arena_alloc(&a, 4096);
    }
    assert_int_equal(a.total, 1000 * 4096);
    arena_reset(&a);
    void *first = arena_alloc(&a, 16);
    arena_reset(&a);
    assert_ptr_equal(arena_alloc(&a, 16), first); // the one chunk that is kept
    arena_deinit(&a);
}

static void copies_end_with_a_zero_byte(void **state) {
    (void)state;
    struct arena a = { 0 };
    char text[] = { 'a', 'n', 'a' };
    struct str copy = arena_copy(&a, str_make(text, sizeof(text)));
    text[0] = 'x';
    assert_str(copy, "ana");
    assert_int_equal(copy.ptr[3], 0);
    assert_str(arena_copy(&a, str_from(NULL)), "");
    arena_deinit(&a);
}

static void arrays_have_room_for_every_element(void **state) {
    (void)state;
    struct arena a = { 0 };
    uint64_t *numbers = ARENA_NEW(&a, uint64_t, 100);
    for (uint64_t i = 0; i < 100; i++) {
        numbers[i] = i;
    }
    assert_int_equal(numbers[99], 99);
    arena_deinit(&a);
}

static void ask_for_too_many(void *arg) {
    arena_alloc_array(arg, SIZE_MAX / 4, 8);
}

static void a_product_that_overflows_is_a_bug(void **state) {
    (void)state;
    struct arena a = { 0 };
    assert_check_fails(ask_for_too_many, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(memory_is_zeroed_again_after_reset),
        cmocka_unit_test(a_piece_may_be_larger_than_a_chunk),
        cmocka_unit_test(a_burst_does_not_cost_its_peak_for_ever),
        cmocka_unit_test(copies_end_with_a_zero_byte),
        cmocka_unit_test(arrays_have_room_for_every_element),
        cmocka_unit_test(a_product_that_overflows_is_a_bug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
