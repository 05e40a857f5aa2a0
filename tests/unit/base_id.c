// Stream ids (server/base/id.c).
#include "lib/test.h"

#include "base/id.h"

static void an_id_gives_back_its_parts(void **state) {
    (void)state;
    uint64_t session = id_session(0xabcdef, 200, 301);
    assert_int_equal(id_class_of(session), 0xabcdef);
    assert_int_equal(id_round_of(session), 200);
    assert_int_equal(id_index_of(session), 301);
    assert_int_equal(id_scorer_of(session), 0);

    uint64_t sheet = id_sheet(session, 481);
    assert_int_equal(id_scorer_of(sheet), 481);
    assert_int_equal(id_class_of(sheet), 0xabcdef);
    assert_true(id_session_of(sheet) == session);
    assert_true(id_session_of(session) == session);
}

static void an_id_knows_its_kind(void **state) {
    (void)state;
    assert_int_equal(id_kind(id_class_stream(1)), STREAM_CLASS);
    assert_int_equal(id_kind(id_session(1, 1, 1)), STREAM_SESSION);
    assert_int_equal(id_kind(id_sheet(id_session(1, 1, 1), 1)), STREAM_SHEET);
}

static void the_largest_id_fits_a_double(void **state) {
    (void)state;
    uint64_t session = id_session(ID_CLASS_MAX, ID_ROUND_MAX, ID_INDEX_MAX);
    uint64_t sheet = id_sheet(session, ID_SCORER_MAX);
    assert_true(sheet < (uint64_t)1 << 53u);
    assert_true(id_is_valid(sheet));
    assert_int_equal(id_round_of(sheet), ID_ROUND_MAX);
}

static void numbers_that_are_no_ids_are_told_apart(void **state) {
    (void)state;
    assert_false(id_is_valid(0));
    assert_false(id_is_valid(1));                  // no class
    assert_false(id_is_valid((uint64_t)1 << 53u)); // too large
    assert_false(id_is_valid(UINT64_MAX));
    assert_false(id_is_valid(id_class_stream(1) | 1));         // a scorer of no session
    assert_false(id_is_valid(id_class_stream(1) | 1u << 9u));  // an index in no round
    assert_false(id_is_valid(id_class_stream(1) | 1u << 18u)); // a round without index
    assert_true(id_is_valid(id_class_stream(1)));
    assert_true(id_is_valid(id_session(1, 1, 1)));
}

static void make_class_zero(void *arg) {
    (void)arg;
    id_class_stream(0);
}

static void make_sheet_of_class(void *arg) {
    (void)arg;
    id_sheet(id_class_stream(1), 1);
}

static void make_round_too_large(void *arg) {
    (void)arg;
    id_session(1, ID_ROUND_MAX + 1, 1);
}

static void a_part_out_of_range_is_a_bug(void **state) {
    (void)state;
    assert_check_fails(make_class_zero, NULL);
    assert_check_fails(make_sheet_of_class, NULL);
    assert_check_fails(make_round_too_large, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_gives_back_its_parts),
        cmocka_unit_test(an_id_knows_its_kind),
        cmocka_unit_test(the_largest_id_fits_a_double),
        cmocka_unit_test(numbers_that_are_no_ids_are_told_apart),
        cmocka_unit_test(a_part_out_of_range_is_a_bug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
