// Guessing made slow (server/net/failures.c), in told time.
#include "lib/test.h"

#include "net/failures.h"
#include "net/limits.h"

static struct settings settings;

static int set_up(void **state) {
    static struct failures f;
    settings_init(&settings);
    failures_init(&f, &settings, 0);
    *state = &f;
    return 0;
}

static int tear_down(void **state) {
    failures_deinit(*state);
    return 0;
}

static struct guesser conn(uint64_t id) {
    return (struct guesser){ .id = id };
}

static void addresses_become_numbers(void **state) {
    (void)state;
    assert_int_equal(failures_key("192.0.2.1"), failures_key("::ffff:192.0.2.1"));
    assert_int_not_equal(failures_key("192.0.2.1"), failures_key("192.0.2.2"));
    assert_int_equal(failures_key("2001:db8:1:2::1"), failures_key("2001:db8:1:2:ffff::9"));
    assert_int_not_equal(failures_key("2001:db8:1:2::1"), failures_key("2001:db8:1:3::1"));
    assert_int_not_equal(failures_key("0.0.0.0"), 0);
    assert_int_not_equal(failures_key("::1"), 0);
    assert_int_not_equal(failures_key("nonsense"), 0);
}

static void ten_are_answered_at_once_the_others_one_every_six_seconds(void **state) {
    struct failures *f = *state;
    uint64_t key = failures_key("192.0.2.1");
    struct guesser who;
    for (uint64_t id = 1; id <= 10; id++)
        assert_true(failures_add(f, key, conn(id), 1, 0));
    assert_false(failures_add(f, key, conn(11), 1, 0));
    assert_false(failures_add(f, key, conn(12), 1, 0));
    assert_false(failures_next(f, 5999, &who));
    assert_true(failures_next(f, 6000, &who));
    assert_int_equal(who.id, 11);
    assert_false(failures_next(f, 6000, &who));
    assert_true(failures_next(f, 12000, &who));
    assert_int_equal(who.id, 12);
}

static void one_address_does_not_slow_another(void **state) {
    struct failures *f = *state;
    for (uint64_t id = 1; id <= 20; id++)
        failures_add(f, failures_key("192.0.2.1"), conn(id), 1, 0);
    assert_true(failures_add(f, failures_key("192.0.2.2"), conn(21), 1, 0));
}

static void sixty_a_minute_in_all_whatever_the_addresses(void **state) {
    struct failures *f = *state;
    int at_once = 0;
    for (uint64_t id = 1; id <= 100; id++) // each from a network of its own
        at_once += failures_add(f, (id << 40) | 7, conn(id), 1, 0);
    assert_int_equal(at_once, 60);
}

static void tries_from_one_address_are_bounded_while_answers_are_held(void **state) {
    struct failures *f = *state;
    uint64_t key = failures_key("192.0.2.1");
    for (uint64_t id = 1; id <= 10 + NET_FAILURES_HELD_ADDRESS_MAX; id++) {
        assert_true(failures_may_try(f, key, 1));
        failures_add(f, key, conn(id), 1, 0);
    }
    assert_false(failures_may_try(f, key, 1));
    assert_true(failures_may_try(f, failures_key("192.0.2.2"), 1));
    struct guesser who;
    assert_true(failures_next(f, 6000, &who));
    assert_true(failures_may_try(f, key, 1));
}

// 31^6 codes, a thousand open classes, four hours from forty addresses: promise 16. tests/door
// tries more.
static void four_hours_of_guessing_hardly_ever_hit(void **state) {
    struct failures *f = *state;
    int64_t guesses = 0;
    uint64_t id = 1;
    struct guesser who;
    for (ms now = 0; now < 4 * MS_HOUR; now += MS_SECOND) {
        while (failures_next(f, now, &who)) {
        }
        for (uint64_t network = 1; network <= 40; network++) {
            uint64_t key = (network << 40) | 7;
            if (!failures_may_try(f, key, 1000)) continue;
            failures_add(f, key, conn(id++), 1000, now);
            guesses++;
        }
        failures_sweep(f, now);
    }
    int64_t codes = 31ll * 31 * 31 * 31 * 31 * 31;
    assert_true(guesses * 1000 * 1000 < codes);
}

static void quiet_addresses_are_forgotten(void **state) {
    struct failures *f = *state;
    failures_add(f, failures_key("192.0.2.1"), conn(1), 1, 0);
    assert_int_equal(f->addresses.count, 1);
    failures_sweep(f, 1000);
    assert_int_equal(f->addresses.count, 1);
    failures_sweep(f, MS_MINUTE);
    assert_int_equal(f->addresses.count, 0);
}

static void many_addresses_share_what_is_left(void **state) {
    struct failures *f = *state;
    for (uint64_t id = 1; id <= 6000; id++)
        failures_add(f, (id << 40) | 7, conn(id), 1, 0);
    assert_true(f->addresses.count <= 4097);
    assert_false(failures_may_try(f, 12345ull << 40, 1));
}

// Guessers from all over the world, until nothing more is tried for them.
static void crowd_guesses(struct failures *f) {
    for (uint64_t id = 1; failures_may_try(f, (id << 40) | 7, 1); id++)
        failures_add(f, (id << 40) | 7, conn(id), 1, 0);
}

static void a_class_gets_in_beside_a_crowd_of_guessers_if_its_trainer_is_there(void **state) {
    struct failures *f = *state;
    uint64_t school = failures_key("192.0.2.1");
    crowd_guesses(f);
    assert_false(failures_may_try(f, school, 1));
    assert_true(failures_vouch(f, school, 0));
    assert_true(failures_may_try(f, school, 1));
    struct guesser who;
    assert_false(failures_add(f, school, conn(9999), 1, 0)); // somebody mistypes
    assert_true(failures_next(f, 1000, &who));
    assert_int_equal(who.id, 9999);
    failures_unvouch(f, school);
    assert_false(failures_may_try(f, school, 1));
}

static void nobody_vouches_for_the_crowd(void **state) {
    struct failures *f = *state;
    for (uint64_t id = 1; id <= 6000; id++)
        failures_add(f, (id << 40) | 7, conn(id), 1, 0);
    assert_false(failures_vouch(f, failures_key("192.0.2.1"), 0));
}

static void a_guess_costs_more_the_more_classes_are_open(void **state) {
    struct failures *f = *state;
    uint64_t first = failures_key("192.0.2.1"), second = failures_key("192.0.2.2");
    assert_true(failures_add(f, first, conn(1), 130000, 0)); // all that is saved up
    assert_false(failures_add(f, second, conn(2), 1000, 0));
    struct guesser who;
    assert_false(failures_next(f, 39999, &who));
    assert_true(failures_next(f, 40000, &who));
    assert_true(failures_add(f, second, conn(3), 0, 40000)); // a password
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_become_numbers),
        cmocka_unit_test_setup_teardown(ten_are_answered_at_once_the_others_one_every_six_seconds,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_address_does_not_slow_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sixty_a_minute_in_all_whatever_the_addresses, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tries_from_one_address_are_bounded_while_answers_are_held,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(four_hours_of_guessing_hardly_ever_hit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_class_gets_in_beside_a_crowd_of_guessers_if_its_trainer_is_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_vouches_for_the_crowd, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_guess_costs_more_the_more_classes_are_open, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(quiet_addresses_are_forgotten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_addresses_share_what_is_left, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
