// How simulated trainees play (server/demo/player.c, csr.c, customer.c).
#include "lib/test.h"

#include <stdio.h>
#include <string.h>

#include "call.h"
#include "demo/json.h"

enum { HOT = 1, MUTE, EVEN, LOST, EVEN_TOO, SLOW };

#define SEEDS 20 // what is claimed must hold for whatever dice they throw

static void the_same_seed_gives_the_same_play(void **state) {
    (void)state;
    struct call a, b, other;
    call_begin(&a, 5, EVEN);
    call_begin(&b, 5, EVEN);
    call_begin(&other, 6, EVEN);
    call_play(&a, 270000);
    call_play(&b, 270000);
    call_play(&other, 270000);
    assert_true(str_eq(buf_str(&a.script), buf_str(&b.script)));
    assert_false(str_eq(buf_str(&a.script), buf_str(&other.script)));
    call_end(&a);
    call_end(&b);
    call_end(&other);
}

static void a_pair_that_goes_well_ends_calm_and_agreed(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct call c;
        call_begin(&c, seed * 2, EVEN);
        call_play(&c, 270000);
        assert_in_range(c.dial, 0, 5);
        assert_true(c.dial_max <= 8);
        assert_true(c.accepted >= 1 && c.promises >= 1 && c.restated >= 1);
        assert_int_equal(c.told, 1);
        assert_in_range(c.facts, 2, 4);
        assert_int_equal(c.interruptions, 0);
        assert_true(c.help_at == MS_NEVER);
        call_end(&c);
    }
}

static void a_hot_pair_boils_over_soon_and_comes_down_again(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct call c;
        call_begin(&c, seed * 2, HOT);
        call_play(&c, 270000);
        assert_true(c.dial_high_at < 75000);
        assert_true(c.interruptions >= 1);
        assert_true(c.help_at < 110000);
        assert_true(c.dial < 9);
        call_end(&c);
    }
}

static void a_mute_pair_is_silent_for_a_minute(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct call c;
        call_begin(&c, seed * 2, MUTE);
        call_play(&c, 270000);
        assert_in_range(c.silence_max, 60000, 95000);
        call_end(&c);
    }
}

static void a_lost_csr_calls_the_trainer(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct call c;
        call_begin(&c, seed * 2, LOST);
        call_play(&c, 150000);
        assert_true(c.help_at < 150000);
        call_end(&c);
    }
}

static void a_slow_hold_gets_longer_than_was_said(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct call c;
        call_begin(&c, seed * 2, SLOW);
        call_play(&c, 150000);
        assert_in_range(c.hold_over_max, 15000, 50000);
        call_end(&c);
    }
}

// Nobody hears anything while the pair is frozen; then they go on where they were.
static void frozen_people_wait(void **state) {
    (void)state;
    struct call c;
    call_begin(&c, 3, EVEN);
    call_play(&c, 30000);
    uint32_t before = c.script.len;
    call_tell(&c, "{\"type\":\"frozen\",\"by\":\"trainer\"}");
    assert_true(player_due(c.csr) == MS_NEVER);
    call_play(&c, 90000);
    assert_int_equal(c.script.len, before);
    call_tell(&c, "{\"type\":\"unfrozen\"}");
    assert_true(player_due(c.csr) >= 90000);
    call_play(&c, 120000);
    assert_true(c.script.len > before);
    call_end(&c);
}

static void a_twists_line_is_said(void **state) {
    (void)state;
    struct call c;
    call_begin(&c, 3, EVEN);
    call_play(&c, 20000);
    call_tell(&c, "{\"type\":\"card_shown\",\"seat\":\"customer\",\"line\":\"And who are YOU?\"}");
    call_play(&c, 60000);
    assert_non_null(memmem(c.script.ptr, c.script.len, "And who are YOU?", 16));
    call_end(&c);
}

// Each focus criterion, an advice, then the hand-in: on the sheet's stream.
static void a_sheet_is_filled_in_and_handed_in(void **state) {
    (void)state;
    struct call c;
    struct act act;
    char got[120] = "";
    call_begin(&c, 3, EVEN);
    call_play(&c, 10000);
    call_tell(&c, "{\"type\":\"phase_began\",\"phase\":\"score\"}");
    while (player_due(c.csr) != MS_NEVER)
        if (player_act(c.csr, player_due(c.csr), &act)) {
            assert_true(act.stream == c.stream + 1);
            strcat(strcat(got, act.type), " ");
        }
    assert_string_equal(got, "score score advise submit ");
    call_end(&c);
}

static void briefs_are_read_and_minutes_ended(void **state) {
    (void)state;
    static const char *const phases[] = { "brief", "back", "talk" };
    for (size_t i = 0; i < 3; i++) {
        struct call c;
        struct act act;
        char event[80];
        call_begin(&c, 3, EVEN);
        snprintf(event, sizeof event, "{\"type\":\"phase_began\",\"phase\":\"%s\"}", phases[i]);
        call_tell(&c, event);
        assert_true(player_due(c.customer) > 3000);
        assert_true(player_act(c.customer, player_due(c.customer), &act));
        assert_string_equal(act.type, "ready");
        assert_true(player_due(c.customer) == MS_NEVER);
        call_end(&c);
    }
}

// A message without what it should have, or of a kind that is not known yet, changes nothing.
static void strange_messages_are_passed_over(void **state) {
    (void)state;
    static const char *const strange[] = {
        "{}",
        "{\"type\":\"said\"}",
        "{\"type\":\"said\",\"by\":\"csr\",\"text\":12}",
        "{\"type\":\"desk_answered\"}",
        "{\"type\":\"offered\"}",
        "{\"type\":\"card_shown\",\"line\":null}",
        "{\"type\":\"kit_dealt\"}",
        "{\"type\":\"phase_began\",\"phase\":\"call\"}",
        "{\"type\":\"sang\",\"by\":\"csr\"}",
    };
    struct call c;
    call_begin(&c, 3, EVEN);
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
        call_tell(&c, strange[i]);
    call_play(&c, 60000); // without a kit, they still talk
    assert_true(c.script.len > 0);
    call_end(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_play),
        cmocka_unit_test(a_pair_that_goes_well_ends_calm_and_agreed),
        cmocka_unit_test(a_hot_pair_boils_over_soon_and_comes_down_again),
        cmocka_unit_test(a_mute_pair_is_silent_for_a_minute),
        cmocka_unit_test(a_lost_csr_calls_the_trainer),
        cmocka_unit_test(a_slow_hold_gets_longer_than_was_said),
        cmocka_unit_test(frozen_people_wait),
        cmocka_unit_test(a_twists_line_is_said),
        cmocka_unit_test(a_sheet_is_filled_in_and_handed_in),
        cmocka_unit_test(briefs_are_read_and_minutes_ended),
        cmocka_unit_test(strange_messages_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
