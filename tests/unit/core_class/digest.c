// A digest tells two states apart by any field (class_digest, sheet_digest): without that, a replay
// that forgets a field would look equal.
#include "lib/test.h"

#include <stdlib.h>

#include "core/class.h"
#include "core/sheet.h"

// Changes one field of a zeroed class, says whether the digest saw it, and changes it back.
#define CLASS_SEES(field)                                                                          \
    do {                                                                                           \
        uint64_t before = class_digest(c);                                                         \
        c->field = 1;                                                                              \
        if (class_digest(c) == before) fail_msg("the digest does not see " #field);                \
        c->field = 0;                                                                              \
        assert_true(class_digest(c) == before);                                                    \
    } while (0)

static void a_class_digest_sees_every_field(void **state) {
    (void)state;
    struct class_state *c = calloc(1, sizeof *c);
    assert_non_null(c);
    CLASS_SEES(seq);
    CLASS_SEES(up_ms);
    CLASS_SEES(wall_ms);
    CLASS_SEES(established);
    CLASS_SEES(closed);
    CLASS_SEES(locked);
    CLASS_SEES(doctrine[0]);
    CLASS_SEES(retention_days);
    CLASS_SEES(people[PEOPLE_MAX].in);
    CLASS_SEES(people[PEOPLE_MAX].entered);
    CLASS_SEES(people[PEOPLE_MAX].shut_out);
    CLASS_SEES(people[PEOPLE_MAX].recorded);
    CLASS_SEES(people[PEOPLE_MAX].played);
    CLASS_SEES(people[PEOPLE_MAX].last_seat);
    CLASS_SEES(people[PEOPLE_MAX].last_partner);
    CLASS_SEES(people[PEOPLE_MAX].times[SEAT_COUNT - 1]);
    CLASS_SEES(people[PEOPLE_MAX].observed_before);
    CLASS_SEES(people[PEOPLE_MAX].truths[SCENARIOS_MAX - 1]);
    CLASS_SEES(people_in);
    CLASS_SEES(person_highest);
    CLASS_SEES(phase);
    CLASS_SEES(round);
    CLASS_SEES(rounds);
    CLASS_SEES(all_frozen);
    CLASS_SEES(setup.scenario[0]);
    CLASS_SEES(setup.rubric[0]);
    CLASS_SEES(setup.doctrine[0]);
    CLASS_SEES(setup.scenario_hash[0]);
    CLASS_SEES(setup.rubric_hash[0]);
    CLASS_SEES(setup.lexicon_hash[0]);
    CLASS_SEES(setup.variants);
    CLASS_SEES(setup.brief_s);
    CLASS_SEES(setup.call_s);
    CLASS_SEES(setup.back_s);
    CLASS_SEES(setup.score_s);
    CLASS_SEES(setup.talk_s);
    CLASS_SEES(setup.ready_starts);
    CLASS_SEES(setup.focus_count);
    CLASS_SEES(setup.focus[FOCUS_MAX - 1]);
    CLASS_SEES(pairs[PAIRS_MAX - 1].csr);
    CLASS_SEES(pairs[PAIRS_MAX - 1].customer);
    CLASS_SEES(pairs[PAIRS_MAX - 1].variant);
    CLASS_SEES(pairs[PAIRS_MAX - 1].observers[OBSERVERS_MAX - 1]);
    CLASS_SEES(pairs[PAIRS_MAX - 1].observers_count);
    CLASS_SEES(pairs[PAIRS_MAX - 1].recorded);
    CLASS_SEES(pairs[PAIRS_MAX - 1].lost);
    CLASS_SEES(pairs_count);
    CLASS_SEES(benched[PEOPLE_MAX - 1]);
    CLASS_SEES(benched_count);
    CLASS_SEES(met[PEOPLE_MAX - 1][PEOPLE_MAX]);
    CLASS_SEES(scenarios[SCENARIOS_MAX - 1][0]);
    CLASS_SEES(scenarios_next);
    CLASS_SEES(scenarios_count);
    CLASS_SEES(books[BOOKS_MAX - 1].person);
    free(c);
}

#define SHEET_SEES(field)                                                                          \
    do {                                                                                           \
        uint64_t before = sheet_digest(&s);                                                        \
        s.field = 1;                                                                               \
        if (sheet_digest(&s) == before) fail_msg("the digest does not see " #field);               \
        s.field = 0;                                                                               \
        assert_true(sheet_digest(&s) == before);                                                   \
    } while (0)

static void a_sheet_digest_sees_every_field(void **state) {
    (void)state;
    struct sheet s;
    sheet_init(&s);
    SHEET_SEES(seq);
    SHEET_SEES(up_ms);
    SHEET_SEES(wall_ms);
    SHEET_SEES(started);
    SHEET_SEES(submitted);
    SHEET_SEES(published);
    SHEET_SEES(kind);
    SHEET_SEES(scorer);
    SHEET_SEES(criteria);
    SHEET_SEES(focus_count);
    SHEET_SEES(focus[FOCUS_MAX - 1]);
    SHEET_SEES(scored[CRITERIA_MAX - 1]);
    SHEET_SEES(values[CRITERIA_MAX - 1]);
    SHEET_SEES(evidence_count[CRITERIA_MAX - 1]);
    SHEET_SEES(evidence[CRITERIA_MAX - 1][EVIDENCE_MAX - 1]);
    SHEET_SEES(books[BOOKS_MAX - 1].person);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_digest_sees_every_field),
        cmocka_unit_test(a_sheet_digest_sees_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
