// Number to pointer (server/base/map.c).
#include "lib/test.h"

#include "base/id.h"
#include "base/map.h"

static void an_empty_map_has_nothing(void **state) {
    (void)state;
    struct map m;
    map_init(&m);
    uint32_t cursor = 0;
    assert_null(map_get(&m, 1));
    assert_null(map_remove(&m, 1));
    assert_null(map_next(&m, &cursor));
    map_deinit(&m);
}

static void put_tells_what_was_there(void **state) {
    (void)state;
    struct map m = { 0 };
    int one, two;
    assert_null(map_put(&m, 7, &one));
    assert_ptr_equal(map_put(&m, 7, &two), &one);
    assert_ptr_equal(map_get(&m, 7), &two);
    assert_int_equal(m.count, 1);
    assert_ptr_equal(map_remove(&m, 7), &two);
    assert_null(map_get(&m, 7));
    assert_int_equal(m.count, 0);
    map_deinit(&m);
}

static void key_zero_is_never_there(void **state) {
    (void)state;
    struct map m = { 0 };
    int value;
    map_put(&m, 1, &value);
    assert_null(map_get(&m, 0));
    assert_null(map_remove(&m, 0));
    map_deinit(&m);
}

static uint32_t random_next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8u;
}

#define KEYS 512u

// Against a plain array, with keys as alike as stream ids are. Few keys and many steps: runs
// collide, and holes close.
static void it_does_what_an_array_does(void **state) {
    (void)state;
    struct map m = { 0 };
    static char values[KEYS];
    bool there[KEYS] = { false };
    uint32_t count = 0;
    uint32_t seed = 1;
    for (int step = 0; step < 50000; step++) {
        uint32_t i = random_next(&seed) % (KEYS - 1) + 1;
        uint64_t key = id_session(1, 1, i);
        if (random_next(&seed) % 2) {
            assert_ptr_equal(map_put(&m, key, &values[i]), there[i] ? &values[i] : NULL);
            count += !there[i];
            there[i] = true;
        } else {
            assert_ptr_equal(map_remove(&m, key), there[i] ? &values[i] : NULL);
            count -= there[i];
            there[i] = false;
        }
        uint32_t other = random_next(&seed) % (KEYS - 1) + 1;
        assert_ptr_equal(map_get(&m, id_session(1, 1, other)),
                         there[other] ? &values[other] : NULL);
        assert_int_equal(m.count, count);
    }
    map_deinit(&m);
}

static void a_walk_meets_each_once(void **state) {
    (void)state;
    struct map m = { 0 };
    int met[1000] = { 0 };
    for (uint64_t i = 0; i < 1000; i++) {
        map_put(&m, i + 1, &met[i]);
    }
    uint32_t cursor = 0;
    for (int *value; (value = map_next(&m, &cursor));) {
        ++*value;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(met[i], 1);
    }
    map_deinit(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing), cmocka_unit_test(put_tells_what_was_there),
        cmocka_unit_test(key_zero_is_never_there),  cmocka_unit_test(it_does_what_an_array_does),
        cmocka_unit_test(a_walk_meets_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
