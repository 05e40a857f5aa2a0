// What is planned, and in which order it comes (server/demo/agenda.c).
#include "lib/test.h"

#include "demo/agenda.h"

static void plans_come_by_time_and_then_by_their_adding(void **state) {
    (void)state;
    struct agenda a = { 0 };
    buf_append_lit(agenda_add(&a, 20, "b"), "1");
    buf_append_lit(agenda_add(&a, 10, "a"), "2");
    buf_append_lit(agenda_add(&a, 20, "c"), "3");
    assert_int_equal(agenda_due(&a), 10);
    assert_null(agenda_take(&a, 9));
    assert_string_equal(agenda_take(&a, 30)->type, "a");
    const struct plan *plan = agenda_take(&a, 30);
    assert_string_equal(plan->type, "b");
    assert_str(buf_str(&plan->fields), "1");
    assert_string_equal(agenda_take(&a, 30)->type, "c");
    assert_null(agenda_take(&a, 30));
    assert_true(agenda_due(&a) == MS_NEVER);
    agenda_deinit(&a);
}

static void a_full_agenda_gives_up_what_is_farthest_away(void **state) {
    (void)state;
    struct agenda a = { 0 };
    for (int i = 0; i < AGENDA_MAX; i++)
        agenda_add(&a, 100 + i, "old");
    agenda_add(&a, 50, "new");
    assert_int_equal(a.count, AGENDA_MAX);
    assert_string_equal(agenda_take(&a, 50)->type, "new");
    assert_int_equal(a.plans[a.count - 1].at, 100 + AGENDA_MAX - 2);
    agenda_deinit(&a);
}

static void a_shift_moves_everything(void **state) {
    (void)state;
    struct agenda a = { 0 };
    agenda_add(&a, 10, "a");
    agenda_shift(&a, 5);
    assert_int_equal(agenda_due(&a), 15);
    agenda_clear(&a);
    assert_true(agenda_due(&a) == MS_NEVER);
    agenda_deinit(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_come_by_time_and_then_by_their_adding),
        cmocka_unit_test(a_full_agenda_gives_up_what_is_farthest_away),
        cmocka_unit_test(a_shift_moves_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
