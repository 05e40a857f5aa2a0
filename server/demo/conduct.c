// One table says which command leads from each phase to the next; everything else is about when,
// and whether it is ours to give.
#include "demo/conduct.h"

#include <stdio.h>

#include "demo/json.h"

// Long enough to see what happens, short enough for a living wall within two minutes.
#define LOOK_MS   2000
#define BRIEF_MS  12000
#define GATHER_MS 15000 // for those who are still on their way
#define REST_MS   20000
#define THEIRS_MS 120000 // a trainer who has ended a round may want the next one for themselves

// Shorter than a class would take, so that somebody who only looks sees all of it.
static const char times[] =
    ",\"brief_s\":60,\"call_s\":270,\"back_s\":20,\"score_s\":60,\"talk_s\":40";

// ---- the round that is proposed

static const cJSON *card_of(const cJSON *library, const char *list, const char *id) {
    const cJSON *card;
    cJSON_ArrayForEach(card, json_member(library, list)) {
        if (json_is(card, "id", id)) return card;
    }
    return NULL;
}

static void propose_make(struct buf *to, const cJSON *scenario, const cJSON *rubric) {
    const cJSON *place;
    buf_printf(to, ",\"scenario\":\"%s\",\"rubric\":\"%s\",\"doctrine\":\"%s\"%s",
               json_text(scenario, "id"), json_text(rubric, "id"), json_text(scenario, "doctrine"),
               times);
    buf_append_lit(to, ",\"ready_starts\":true,\"reshuffle\":false,\"focus\":[");
    cJSON_ArrayForEach(place, json_member(rubric, "focus")) {
        if (place != json_member(rubric, "focus")->child) buf_append_char(to, ',');
        buf_i64(to, (int64_t)place->valuedouble);
    }
    buf_append_char(to, ']');
}

bool conduct_init(struct conduct *c, int people, const cJSON *library, const char *id) {
    const cJSON *scenario = card_of(library, "scenarios", id);
    const cJSON *rubric = card_of(library, "rubrics", json_text(scenario, "rubric"));
    *c = (struct conduct){ .people = people, .act_at = MS_NEVER };
    if (scenario && rubric) propose_make(&c->propose, scenario, rubric);
    return scenario && rubric;
}

void conduct_deinit(struct conduct *c) {
    buf_deinit(&c->propose);
}

// ---- what the class is doing

static int people_here(const cJSON *room) {
    const cJSON *person;
    int here = 0;
    cJSON_ArrayForEach(person, json_member(room, "people")) here += json_true(person, "here");
    return here;
}

static void pairs_take(struct conduct *c, const cJSON *room) {
    const cJSON *pair;
    memset(c->in_round, 0, sizeof c->in_round);
    cJSON_ArrayForEach(pair, json_member(room, "pairs")) {
        int64_t k = json_number(pair, "pair");
        if (k >= 1 && k <= CONDUCT_PAIRS_MAX) c->in_round[k] = true;
    }
}

static bool all_over(const struct conduct *c) {
    bool any = false;
    for (int k = 1; k <= CONDUCT_PAIRS_MAX; k++) {
        if (c->in_round[k] && !c->over[k]) return false;
        any |= c->in_round[k];
    }
    return any;
}

static bool phase_is(const struct conduct *c, const char *phase) {
    return strcmp(c->phase, phase) == 0;
}

// How long to let a phase of ours stand.
static ms rest_of(const struct conduct *c, bool first) {
    if (phase_is(c, "none")) return first ? GATHER_MS : REST_MS;
    return phase_is(c, "briefing") ? BRIEF_MS : LOOK_MS;
}

static void phase_take(struct conduct *c, const char *phase, ms now) {
    bool first = c->phase[0] == 0;
    bool ours = first || (c->asked && strcmp(c->asked, phase) == 0);
    snprintf(c->phase, sizeof c->phase, "%s", phase);
    c->asked = NULL;
    c->theirs |= !ours;
    if (c->theirs)
        c->act_at = phase_is(c, "none") ? now + THEIRS_MS : MS_NEVER;
    else
        c->act_at = phase_is(c, "running") ? MS_NEVER : now + rest_of(c, first);
    if (phase_is(c, "proposed")) memset(c->over, 0, sizeof c->over);
}

static void locks_take(struct conduct *c, const cJSON *room, ms now) {
    int locks = json_true(room, "locked") | json_true(room, "all_frozen") << 1;
    if (locks == c->locks) return;
    c->locks = locks;
    c->theirs = true;
    c->act_at = phase_is(c, "none") ? now + THEIRS_MS : MS_NEVER;
}

void conduct_room(struct conduct *c, const cJSON *room, ms now) {
    bool gathering = c->phase[0] == 0 || (phase_is(c, "none") && json_number(room, "round") == 0);
    pairs_take(c, room);
    if (!json_is(room, "phase", c->phase)) phase_take(c, json_text(room, "phase"), now);
    locks_take(c, room, now);
    bool ready = gathering && !c->theirs && !c->asked && people_here(room) >= c->people;
    if (ready) c->act_at = ms_min(c->act_at, now + LOOK_MS);
    if (json_true(room, "closed")) c->act_at = MS_NEVER;
}

void conduct_tiles(struct conduct *c, const cJSON *tiles, ms now) {
    const cJSON *tile;
    cJSON_ArrayForEach(tile, json_member(tiles, "tiles")) {
        int64_t k = json_number(tile, "pair");
        if (k >= 1 && k <= CONDUCT_PAIRS_MAX) c->over[k] = json_is(tile, "phase", "over");
    }
    bool done = phase_is(c, "running") && !c->theirs && all_over(c);
    if (done && c->act_at == MS_NEVER) c->act_at = now + LOOK_MS;
}

void conduct_refused(struct conduct *c, ms now) {
    if (!c->asked) return;
    c->asked = NULL;
    c->act_at = now + REST_MS;
}

// ---- what to do

static const struct step {
    const char *phase, *command, *leads_to;
} steps[] = {
    { "none", "propose", "proposed" },
    { "proposed", "hand_out", "briefing" },
    { "briefing", "begin", "running" },
    { "running", "end_round", "none" },
};

const char *conduct_act(struct conduct *c, ms now, struct str *fields) {
    if (c->act_at > now) return NULL;
    c->act_at = MS_NEVER;
    c->theirs = false;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (!phase_is(c, steps[i].phase)) continue;
        c->asked = steps[i].leads_to;
        *fields = i == 0 ? buf_str(&c->propose) : (struct str){ 0 };
        return steps[i].command;
    }
    return NULL;
}
