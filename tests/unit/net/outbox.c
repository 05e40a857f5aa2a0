// The bounded queue of a slow reader (server/net/outbox.c).
#include "lib/test.h"

#include "net/outbox.h"

static void what_goes_in_comes_out_in_order_and_copied(void **state) {
    (void)state;
    struct outbox out;
    char text[] = "one";
    outbox_init(&out);
    assert_true(outbox_is_empty(&out));
    assert_true(outbox_add(&out, str_from(text), 100));
    text[0] = 'X';
    assert_true(outbox_add(&out, STR("two"), 100));
    assert_int_equal(out.bytes, 6);
    struct frame *first = outbox_take(&out), *second = outbox_take(&out);
    assert_str(first->text, "one");
    assert_str(second->text, "two");
    assert_null(outbox_take(&out));
    assert_int_equal(out.bytes, 0);
    frame_free(first);
    frame_free(second);
    outbox_deinit(&out);
}

static void over_its_bound_nothing_is_kept(void **state) {
    (void)state;
    struct outbox out;
    outbox_init(&out);
    assert_true(outbox_add(&out, STR("12345678"), 10));
    assert_false(outbox_add(&out, STR("123"), 10));
    assert_true(outbox_add(&out, STR("12"), 10));
    assert_false(outbox_add(&out, STR("1"), 10));
    assert_int_equal(out.bytes, 10);
    assert_false(outbox_add(&out, STR("far too long for it"), 10));
    outbox_deinit(&out);
    assert_true(outbox_is_empty(&out));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out_in_order_and_copied),
        cmocka_unit_test(over_its_bound_nothing_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
