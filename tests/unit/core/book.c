// The command book: sent twice, done once.
#include "core/book.h"

#include <stdlib.h>

#include "core/digest.h"
#include "lib/test.h"
#include "stage.h"

static enum book_answer look(const struct book *books, uint16_t person, uint32_t instance,
                             uint32_t counter) {
    return book_look(books, &(struct command_meta){
                                .person = person, .instance = instance, .counter = counter });
}

static void note(struct book *books, uint16_t person, uint32_t instance, uint32_t counter,
                 uint32_t seq) {
    book_note(books,
              &(struct event_meta){ .person = person, .instance = instance, .counter = counter },
              seq);
}

static void what_was_accepted_is_known(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    assert_int_equal(look(books, 1, 7, 1), BOOK_NEW);
    note(books, 1, 7, 1, 10);
    assert_int_equal(look(books, 1, 7, 1), BOOK_AGAIN);
    assert_int_equal(look(books, 1, 7, 2), BOOK_NEW);
    assert_int_equal(look(books, 2, 7, 1), BOOK_NEW);
    assert_int_equal(look(books, 1, 8, 1), BOOK_NEW);
}

static void what_was_skipped_was_refused(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    note(books, 1, 7, 3, 10);
    assert_int_equal(look(books, 1, 7, 2), BOOK_REFUSED_BEFORE);
    for (uint32_t counter = 4; counter < 4 + BOOK_LAST; counter++)
        note(books, 1, 7, counter, 10 + counter);
    assert_int_equal(look(books, 1, 7, 3), BOOK_REFUSED_BEFORE);
    assert_int_equal(look(books, 1, 7, 4), BOOK_AGAIN);
}

static void a_command_without_an_id_is_always_new(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    note(books, 0, 0, 0, 1);
    assert_int_equal(books[0].used, 0);
    assert_int_equal(look(books, 0, 0, 0), BOOK_NEW);
}

static void a_third_instance_puts_out_the_stalest(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    note(books, 1, 5, 1, 1);
    note(books, 1, 7, 1, 2);
    note(books, 1, 5, 2, 3);
    note(books, 1, 9, 1, 4);
    assert_int_equal(look(books, 1, 7, 1), BOOK_STALE);
    assert_int_equal(look(books, 1, 5, 2), BOOK_AGAIN);
    assert_int_equal(look(books, 1, 9, 1), BOOK_AGAIN);
    assert_int_equal(look(books, 1, 11, 1), BOOK_NEW);
}

static void a_trainer_has_four_instances(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    for (uint32_t instance = 1; instance <= 4; instance++)
        note(books, PERSON_TRAINER, instance, 1, instance);
    assert_int_equal(look(books, PERSON_TRAINER, 1, 1), BOOK_AGAIN);
    note(books, PERSON_TRAINER, 5, 1, 5);
    assert_int_equal(look(books, PERSON_TRAINER, 1, 1), BOOK_STALE);
}

static void a_full_shelf_gives_up_the_stalest_of_all(void **state) {
    (void)state;
    struct book books[BOOKS_MAX] = { 0 };
    for (uint16_t person = 1; person <= BOOKS_MAX; person++)
        note(books, person, 1, 1, person);
    note(books, 100, 1, 1, 100);
    assert_int_equal(look(books, 100, 1, 1), BOOK_AGAIN);
    assert_int_equal(look(books, 1, 1, 1), BOOK_NEW);
    assert_int_equal(look(books, 2, 1, 1), BOOK_AGAIN);
}

static void a_digest_tells_books_apart(void **state) {
    (void)state;
    struct book one[BOOKS_MAX] = { 0 }, other[BOOKS_MAX] = { 0 };
    assert_true(book_digest(DIGEST_START, one) == book_digest(DIGEST_START, other));
    note(one, 1, 7, 1, 10);
    note(other, 1, 7, 1, 11);
    assert_true(book_digest(DIGEST_START, one) != book_digest(DIGEST_START, other));
}

static struct session_command line(uint32_t counter) {
    return (struct session_command){
        .type = SESSION_COMMAND_SAY,
        .meta = { .from = ROLE_CSR, .person = CSR, .instance = 3, .counter = counter },
        .say = { .text = STR("Hello") }
    };
}

static enum refusal give(struct stage *st, const struct session_command *command) {
    enum refusal refusal =
        session_decide(&st->s, &st->scenario, command, st->out, &st->count, &st->path);
    for (int i = 0; i < st->count; i++)
        session_fold(&st->s, &st->out[i]);
    return refusal;
}

static void a_line_that_is_sent_again_is_said_once(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct session_command first = line(1), third = line(3), second = line(2);
    assert_int_equal(give(&st, &first), REFUSAL_NONE);
    assert_int_equal(give(&st, &third), REFUSAL_NONE);
    assert_int_equal(give(&st, &second), REFUSAL_REFUSED_BEFORE);
    DO(&st, TRAINER, FREEZE);
    assert_int_equal(give(&st, &first), REFUSAL_NONE);
    assert_int_equal(st.count, 0);
    assert_int_equal(st.s.said[SEAT_CSR], 2);
    free(st.history);
}

static void an_instance_that_was_put_out_is_stale(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct session_command command = line(1);
    for (uint32_t instance = 3; instance <= 5; instance++) {
        command.meta.instance = instance;
        assert_int_equal(give(&st, &command), REFUSAL_NONE);
    }
    command.meta.instance = 3;
    assert_int_equal(give(&st, &command), REFUSAL_STALE);
    free(st.history);
}

static void a_sender_without_a_seat_is_not_the_engine(void **state) {
    (void)state;
    struct stage st;
    stage_call(&st);
    struct session_command finish = {
        .type = SESSION_COMMAND_FINISH,
        .meta = { .from = ROLE_ENGINE, .person = 7, .instance = 3, .counter = 1 }
    };
    assert_int_equal(give(&st, &finish), REFUSAL_NOT_YOU);
    free(st.history);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_accepted_is_known),
        cmocka_unit_test(what_was_skipped_was_refused),
        cmocka_unit_test(a_command_without_an_id_is_always_new),
        cmocka_unit_test(a_third_instance_puts_out_the_stalest),
        cmocka_unit_test(a_trainer_has_four_instances),
        cmocka_unit_test(a_full_shelf_gives_up_the_stalest_of_all),
        cmocka_unit_test(a_digest_tells_books_apart),
        cmocka_unit_test(a_line_that_is_sent_again_is_said_once),
        cmocka_unit_test(an_instance_that_was_put_out_is_stale),
        cmocka_unit_test(a_sender_without_a_seat_is_not_the_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
