// Clocks (server/base/time.c).
#include "lib/test.h"

#include "base/time.h"

static void the_monotonic_clock_never_goes_back(void **state) {
    (void)state;
    ms before = time_monotonic();
    for (int i = 0; i < 10000; i++) {
        ms now = time_monotonic();
        assert_true(now >= before);
        before = now;
    }
}

static void the_wall_clock_counts_from_1970(void **state) {
    (void)state;
    ms year_2020 = (ms)1577836800 * MS_SECOND;
    ms year_2200 = (ms)7258118400 * MS_SECOND;
    assert_true(time_wall() > year_2020 && time_wall() < year_2200);
}

static void never_is_later_than_any_deadline(void **state) {
    (void)state;
    assert_true(ms_min(MS_NEVER, 5) == 5);
    assert_true(ms_min(5, MS_NEVER) == 5);
    assert_true(ms_min(MS_NEVER, MS_NEVER) == MS_NEVER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_monotonic_clock_never_goes_back),
        cmocka_unit_test(the_wall_clock_counts_from_1970),
        cmocka_unit_test(never_is_later_than_any_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
