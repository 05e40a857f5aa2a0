// When a demo's class goes on (server/demo/conduct.c).
#include "lib/test.h"

#include <stdio.h>

#include "demo/conduct.h"
#include "demo/json.h"

static const char library[] =
    "{\"scenarios\":[{\"id\":\"late\",\"rubric\":\"calm\",\"doctrine\":\"facts_first\"}],"
    "\"rubrics\":[{\"id\":\"calm\",\"focus\":[1,4,6]}]}";

static struct conduct begin(void) {
    struct conduct c;
    cJSON *json = cJSON_Parse(library);
    assert_true(conduct_init(&c, 2, json, "late"));
    cJSON_Delete(json);
    return c;
}

static void room(struct conduct *c, ms now, const char *phase, int round, int here,
                 const char *more) {
    char text[400];
    snprintf(text, sizeof text,
             "{\"phase\":\"%s\",\"round\":%d,\"people\":[{\"here\":%s},{\"here\":%s}],"
             "\"pairs\":[{\"pair\":1},{\"pair\":2}]%s}",
             phase, round, here > 0 ? "true" : "false", here > 1 ? "true" : "false", more);
    cJSON *json = cJSON_Parse(text);
    assert_non_null(json);
    conduct_room(c, json, now);
    cJSON_Delete(json);
}

static void tile(struct conduct *c, ms now, int pair, const char *phase) {
    char text[120];
    snprintf(text, sizeof text, "{\"tiles\":[{\"pair\":%d,\"phase\":\"%s\"}]}", pair, phase);
    cJSON *json = cJSON_Parse(text);
    conduct_tiles(c, json, now);
    cJSON_Delete(json);
}

// The command of the next `wait` milliseconds; NULL: none.
static const char *next(struct conduct *c, ms *now, ms wait) {
    struct str fields;
    if (c->act_at > *now + wait) return NULL;
    *now = c->act_at;
    return conduct_act(c, *now, &fields);
}

static void a_round_is_proposed_handed_out_begun_and_ended(void **state) {
    (void)state;
    struct conduct c = begin();
    ms now = 0;
    room(&c, now, "none", 0, 0, "");
    assert_null(next(&c, &now, 5000));
    room(&c, now, "none", 0, 2, "");
    assert_string_equal(next(&c, &now, 5000), "propose");
    room(&c, now, "proposed", 1, 2, "");
    assert_string_equal(next(&c, &now, 5000), "hand_out");
    room(&c, now, "briefing", 1, 2, "");
    assert_string_equal(next(&c, &now, 15000), "begin");
    room(&c, now, "running", 1, 2, "");
    tile(&c, now, 1, "over");
    assert_null(next(&c, &now, 100000));
    tile(&c, now, 2, "over");
    assert_string_equal(next(&c, &now, 5000), "end_round");
    room(&c, now, "none", 1, 2, "");
    assert_null(next(&c, &now, 15000));
    assert_string_equal(next(&c, &now, 30000), "propose");
    conduct_deinit(&c);
}

static void who_never_comes_is_not_waited_for_for_ever(void **state) {
    (void)state;
    struct conduct c = begin();
    ms now = 0;
    room(&c, now, "none", 0, 1, "");
    assert_string_equal(next(&c, &now, 20000), "propose");
    conduct_refused(&c, now);
    assert_string_equal(next(&c, &now, 30000), "propose");
    conduct_deinit(&c);
}

static void a_class_that_a_trainer_conducts_is_left_alone(void **state) {
    (void)state;
    struct conduct c = begin();
    ms now = 0;
    room(&c, now, "none", 0, 2, "");
    room(&c, now, "proposed", 1, 2, ""); // not by us
    assert_null(next(&c, &now, 600000));
    room(&c, now, "briefing", 1, 2, "");
    room(&c, now, "running", 1, 2, "");
    tile(&c, now, 1, "over");
    tile(&c, now, 2, "over");
    assert_null(next(&c, &now, 600000));
    room(&c, now, "none", 1, 2, "");
    assert_null(next(&c, &now, 100000)); // they may want the next one, too
    assert_string_equal(next(&c, &now, 130000), "propose");
    conduct_deinit(&c);
}

static void a_trainers_lock_or_freeze_takes_over_too(void **state) {
    (void)state;
    struct conduct c = begin();
    ms now = 0;
    room(&c, now, "none", 0, 2, "");
    assert_string_equal(next(&c, &now, 5000), "propose");
    room(&c, now, "proposed", 1, 2, "");
    room(&c, now, "proposed", 1, 2, ",\"locked\":true");
    assert_null(next(&c, &now, 600000));
    conduct_deinit(&c);
}

static void a_closed_class_is_over(void **state) {
    (void)state;
    struct conduct c = begin();
    ms now = 0;
    room(&c, now, "none", 0, 2, ",\"closed\":true");
    assert_null(next(&c, &now, 600000));
    conduct_deinit(&c);
}

static void the_proposal_names_what_the_library_has(void **state) {
    (void)state;
    struct conduct c = begin();
    assert_non_null(memmem(c.propose.ptr, c.propose.len, "\"scenario\":\"late\"", 17));
    assert_non_null(memmem(c.propose.ptr, c.propose.len, "\"focus\":[1,4,6]", 15));
    conduct_deinit(&c);
    cJSON *json = cJSON_Parse(library);
    assert_false(conduct_init(&c, 2, json, "another"));
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_round_is_proposed_handed_out_begun_and_ended),
        cmocka_unit_test(who_never_comes_is_not_waited_for_for_ever),
        cmocka_unit_test(a_class_that_a_trainer_conducts_is_left_alone),
        cmocka_unit_test(a_trainers_lock_or_freeze_takes_over_too),
        cmocka_unit_test(a_closed_class_is_over),
        cmocka_unit_test(the_proposal_names_what_the_library_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
