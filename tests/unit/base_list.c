// Links inside elements (server/base/list.h).
#include "lib/test.h"

#include "base/list.h"

struct item {
    int number;
    struct list link;
};

static int list_number(const struct list *head) {
    int number = 0;
    LIST_FOR (link, head) {
        number = number * 10 + LIST_ENTRY(link, struct item, link)->number;
    }
    return number;
}

static void elements_stand_in_the_order_of_pushing(void **state) {
    (void)state;
    struct list head;
    struct item items[] = { { .number = 1 }, { .number = 2 }, { .number = 3 } };
    list_init(&head);
    assert_true(list_is_empty(&head));
    for (int i = 0; i < 3; i++) {
        list_push(&head, &items[i].link);
    }
    assert_int_equal(list_number(&head), 123);
    list_remove(&items[1].link);
    assert_int_equal(list_number(&head), 13);
    assert_ptr_equal(list_pop(&head), &items[0].link);
    assert_ptr_equal(list_pop(&head), &items[2].link);
    assert_null(list_pop(&head));
}

static void removing_twice_is_harmless(void **state) {
    (void)state;
    struct list head;
    struct item zeroed = { 0 };
    list_init(&head);
    list_remove(&zeroed.link);
    assert_false(list_is_linked(&zeroed.link));
    list_push(&head, &zeroed.link);
    assert_true(list_is_linked(&zeroed.link));
    list_remove(&zeroed.link);
    list_remove(&zeroed.link);
    assert_true(list_is_empty(&head));
}

static void the_safe_walk_allows_removal(void **state) {
    (void)state;
    struct list head;
    struct item items[5];
    list_init(&head);
    for (int i = 0; i < 5; i++) {
        items[i].number = i + 1;
        list_push(&head, &items[i].link);
    }
    LIST_FOR_SAFE (link, &head) {
        if (LIST_ENTRY(link, struct item, link)->number % 2) list_remove(link);
    }
    assert_int_equal(list_number(&head), 24);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_stand_in_the_order_of_pushing),
        cmocka_unit_test(removing_twice_is_harmless),
        cmocka_unit_test(the_safe_walk_allows_removal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
