// When new people are asked to come back later (server/engine/strain.c), in told time.
#include "lib/test.h"

#include "engine/strain.h"

static struct strain s;

static int set_up(void **state) {
    (void)state;
    strain_init(&s);
    return 0;
}

// Notes the same lateness each half second, up to and with `until`.
static void late_until(ms late, ms from, ms until) {
    for (ms now = from; now <= until; now += 500)
        strain_note(&s, late, now);
}

static void one_hiccup_is_no_overload(void **state) {
    (void)state;
    strain_note(&s, 5000, 0);
    strain_note(&s, 3, 100);
    late_until(1200, 1000, 2000);
    strain_note(&s, 999, 2400);
    late_until(1200, 2500, 3500);
    assert_false(s.busy);
}

static void what_stays_late_is_one(void **state) {
    (void)state;
    late_until(1000, 0, 1000);
    assert_false(s.busy);
    strain_note(&s, 1000, 1500);
    assert_true(s.busy);
}

static void it_must_be_calm_for_a_while_before_it_is_over(void **state) {
    (void)state;
    late_until(2000, 0, 1500);
    late_until(900, 2000, 60000); // neither late nor calm
    assert_true(s.busy);
    late_until(10, 60500, 65000);
    strain_note(&s, 250, 65100); // from the beginning
    late_until(10, 65500, 70000);
    assert_true(s.busy);
    strain_note(&s, 10, 70500);
    assert_false(s.busy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(one_hiccup_is_no_overload, set_up),
        cmocka_unit_test_setup(what_stays_late_is_one, set_up),
        cmocka_unit_test_setup(it_must_be_calm_for_a_while_before_it_is_over, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
