// Token buckets and what happens to floods (server/net/rate.c), in told time.
#include "lib/test.h"

#include "net/rate.h"

static const struct settings_rate five = { .burst = 5, .per_minute = 60 };

static void a_bucket_gives_its_burst_then_its_rate(void **state) {
    (void)state;
    struct bucket b;
    bucket_init(&b, five, 0);
    for (int i = 0; i < 5; i++)
        assert_true(bucket_take(&b, five, 0));
    assert_false(bucket_take(&b, five, 0));
    assert_false(bucket_take(&b, five, 999));
    assert_true(bucket_take(&b, five, 1000));
    assert_false(bucket_take(&b, five, 1000));
}

static void nothing_is_lost_between_two_milliseconds(void **state) {
    (void)state;
    struct settings_rate slow = { .burst = 2, .per_minute = 7 };
    struct bucket b;
    bucket_init(&b, slow, 0);
    assert_true(bucket_take(&b, slow, 0) && bucket_take(&b, slow, 0));
    int taken = 0;
    for (ms now = 1; now <= MS_MINUTE; now++)
        taken += bucket_take(&b, slow, now);
    assert_int_equal(taken, 7);
}

static void a_long_rest_fills_it_and_no_more(void **state) {
    (void)state;
    struct bucket b;
    bucket_init(&b, five, 0);
    for (int i = 0; i < 5; i++)
        bucket_take(&b, five, 0);
    assert_false(bucket_is_full(&b, five, 0));
    assert_true(bucket_is_full(&b, five, 365 * MS_DAY));
    for (int i = 0; i < 5; i++)
        assert_true(bucket_take(&b, five, 365 * MS_DAY));
    assert_false(bucket_take(&b, five, 365 * MS_DAY));
}

static void a_clock_that_stands_or_goes_back_gives_nothing(void **state) {
    (void)state;
    struct bucket b;
    bucket_init(&b, five, 1000);
    for (int i = 0; i < 5; i++)
        bucket_take(&b, five, 1000);
    assert_false(bucket_take(&b, five, 500));
}

static struct settings settings_of_a_test(void) {
    struct settings s;
    settings_init(&s);
    s.chat = s.typing = s.other = five;
    s.muted_ms = 10000;
    return s;
}

static void classes_have_buckets_of_their_own(void **state) {
    (void)state;
    struct settings s = settings_of_a_test();
    struct rate r;
    rate_init(&r, &s, 0);
    for (int i = 0; i < 5; i++)
        assert_int_equal(rate_judge(&r, &s, RATE_CHAT, 0), RATE_PASS);
    assert_int_equal(rate_judge(&r, &s, RATE_CHAT, 0), RATE_REFUSE);
    assert_int_equal(rate_judge(&r, &s, RATE_TYPING, 0), RATE_PASS);
    assert_int_equal(rate_judge(&r, &s, RATE_OTHER, 0), RATE_PASS);
}

static void a_flood_is_refused_then_muted_then_cut(void **state) {
    (void)state;
    struct settings s = settings_of_a_test();
    struct rate r;
    enum rate_verdict verdicts[100];
    rate_init(&r, &s, 0);
    for (int i = 0; i < 100; i++)
        verdicts[i] = rate_judge(&r, &s, RATE_CHAT, 0);
    assert_int_equal(verdicts[4], RATE_PASS);
    assert_int_equal(verdicts[5], RATE_REFUSE);
    assert_int_equal(verdicts[24], RATE_MUTE);
    assert_int_equal(r.muted_until, 10000);
    assert_int_equal(verdicts[84], RATE_REFUSE);
    assert_int_equal(verdicts[85], RATE_CUT);
}

static void a_quiet_minute_is_a_new_start(void **state) {
    (void)state;
    struct settings s = settings_of_a_test();
    struct rate r;
    rate_init(&r, &s, 0);
    for (int i = 0; i < 20; i++)
        rate_judge(&r, &s, RATE_CHAT, 0);
    ms later = MS_MINUTE + 1;
    for (int i = 0; i < 5; i++)
        assert_int_equal(rate_judge(&r, &s, RATE_CHAT, later), RATE_PASS);
    assert_int_equal(rate_judge(&r, &s, RATE_CHAT, later), RATE_REFUSE);
    assert_int_equal(r.strikes, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bucket_gives_its_burst_then_its_rate),
        cmocka_unit_test(nothing_is_lost_between_two_milliseconds),
        cmocka_unit_test(a_long_rest_fills_it_and_no_more),
        cmocka_unit_test(a_clock_that_stands_or_goes_back_gives_nothing),
        cmocka_unit_test(classes_have_buckets_of_their_own),
        cmocka_unit_test(a_flood_is_refused_then_muted_then_cut),
        cmocka_unit_test(a_quiet_minute_is_a_new_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
