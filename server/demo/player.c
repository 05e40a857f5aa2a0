// What both seats share: finding their place, keeping time, reading the brief, scoring.
#include "demo/player.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/id.h"
#include "demo/inside.h"

enum { KEY_MS_LOW = 40, KEY_MS_HIGH = 65 }; // a quick thumb: a class on a wall should be lively

// Nobody watches somebody type for longer than this.
#define LINE_TYPING_MAX (6500)
#define LINE_TYPING_MIN (900)

struct player *player_new(const char *name, uint64_t seed) {
    struct player *p = calloc(1, sizeof *p);
    CHECK(p);
    snprintf(p->name, sizeof p->name, "%s", name);
    p->dice.state = seed;
    p->turn_at = MS_NEVER;
    return p;
}

void player_free(struct player *p) {
    agenda_deinit(&p->agenda);
    cJSON_Delete(p->kit);
    buf_deinit(&p->csr.answer);
    buf_deinit(&p->csr.desk);
    buf_deinit(&p->customer.card);
    free(p);
}

uint64_t player_session(const struct player *p) {
    return p->session;
}

uint32_t player_seen(const struct player *p) {
    return p->seen;
}

// ---- where they are

static enum chair chair_of(const cJSON *place) {
    if (json_is(place, "seat", "csr")) return CHAIR_CSR;
    if (json_is(place, "seat", "customer")) return CHAIR_CUSTOMER;
    return json_is(place, "seat", "observer") ? CHAIR_OBSERVER : CHAIR_NONE;
}

static enum temper temper_of(uint64_t session) {
    static const enum temper tempers[] = { TEMPER_HOT,  TEMPER_MUTE, TEMPER_EVEN,
                                           TEMPER_LOST, TEMPER_EVEN, TEMPER_SLOW };
    enum { TEMPERS = sizeof tempers / sizeof tempers[0] };
    if (!id_is_valid(session)) return TEMPER_EVEN;
    return tempers[(id_index_of(session) + id_round_of(session) + TEMPERS - 2) % TEMPERS];
}

static void call_leave(struct player *p) {
    agenda_clear(&p->agenda);
    p->in_call = p->paused = p->partner_types = false;
    p->turn_at = MS_NEVER;
    p->busy_until = 0;
}

static void session_enter(struct player *p, uint64_t session) {
    call_leave(p);
    cJSON_Delete(p->kit);
    p->kit = NULL;
    p->session = session;
    p->seen = 0;
    p->temper = temper_of(session);
}

bool player_placed(struct player *p, const cJSON *place) {
    uint64_t session = (uint64_t)json_number(place, "session");
    bool other = session != p->session;
    if (other) session_enter(p, session);
    p->sheet = (uint64_t)json_number(place, "sheet");
    p->chair = chair_of(place);
    return other && session != 0;
}

// ---- time

void player_think(struct player *p, ms from, ms low, ms high) {
    p->turn_at = from + dice_between(&p->dice, low, high);
}

static void player_pause(struct player *p, ms now) {
    if (p->paused) return;
    p->paused = true;
    p->paused_since = now;
}

static void player_resume(struct player *p, ms now) {
    if (!p->paused) return;
    ms away = now - p->paused_since;
    p->paused = p->partner_types = false;
    agenda_shift(&p->agenda, away);
    if (p->turn_at != MS_NEVER) p->turn_at += away;
    p->busy_until += away;
}

ms player_due(const struct player *p) {
    return p->paused ? MS_NEVER : ms_min(agenda_due(&p->agenda), p->turn_at);
}

// ---- lines

static ms typing_time(struct player *p, struct str line) {
    ms time = line.len * dice_between(&p->dice, KEY_MS_LOW, KEY_MS_HIGH);
    if (time < LINE_TYPING_MIN) return LINE_TYPING_MIN;
    return ms_min(time, LINE_TYPING_MAX);
}

// Sending a line ends its typing by itself.
ms player_say(struct player *p, ms at, const char *act, struct str line) {
    ms done = at + typing_time(p, line);
    buf_append_lit(agenda_add(&p->agenda, at, "typing"), ",\"on\":true");
    struct buf *fields = agenda_add(&p->agenda, done, "say");
    buf_printf(fields, ",\"act\":\"%s\",\"text\":", act);
    buf_json_string(fields, line);
    p->busy_until = done;
    return done;
}

const char *player_pick(struct player *p, const char *const *lines, int count, uint32_t *used) {
    uint32_t all = (uint32_t)((1ull << count) - 1);
    if ((*used & all) == all) *used &= ~all;
    int k = (int)dice_between(&p->dice, 0, count - 1);
    while (*used >> k & 1)
        k = (k + 1) % count;
    *used |= 1u << k;
    return lines[k];
}

// ---- phases

static void plan_ready(struct player *p, ms now, ms low, ms high) {
    if (p->chair == CHAIR_OBSERVER) return;
    agenda_add(&p->agenda, now + dice_between(&p->dice, low, high), "ready");
}

static void plan_score(struct player *p, ms at, int64_t criterion) {
    static const int low[] = {
        [TEMPER_EVEN] = 3, [TEMPER_HOT] = 1, [TEMPER_MUTE] = 2, [TEMPER_LOST] = 2, [TEMPER_SLOW] = 2
    };
    int worst = low[p->temper];
    buf_printf(agenda_add(&p->agenda, at, "score"), ",\"criterion\":%lld,\"value\":\"%lld\"",
               (long long)criterion, (long long)dice_between(&p->dice, worst, worst + 2));
}

static const char *const advices[] = {
    "Let them finish. Then ask. Then explain.",
    "Ask the second desk before you say a date.",
    "Say how long a hold will be, and come back before it is over.",
    "Name the feeling once, in plain words, and mean it.",
    "Repeat what was agreed, with times.",
};

static void plan_sheet(struct player *p, ms now) {
    uint32_t used = 0;
    ms at = now;
    const cJSON *criterion;
    cJSON_ArrayForEach(criterion, json_member(p->kit, "focus")) {
        at += dice_between(&p->dice, 2500, 5000);
        plan_score(p, at, json_number(criterion, "place"));
    }
    at += dice_between(&p->dice, 2000, 4000);
    struct buf *fields = agenda_add(&p->agenda, at, "advise");
    buf_append_lit(fields, ",\"text\":");
    buf_json_string(fields,
                    str_from(player_pick(p, advices, sizeof advices / sizeof advices[0], &used)));
    agenda_add(&p->agenda, at + 1000, "submit");
}

static void call_enter(struct player *p, ms now) {
    p->in_call = true;
    if (p->chair == CHAIR_CSR) csr_begin(p, now);
    if (p->chair == CHAIR_CUSTOMER) customer_begin(p, now);
}

static void phase_enter(struct player *p, const cJSON *event, ms now) {
    call_leave(p);
    if (json_is(event, "phase", "brief")) plan_ready(p, now, 4000, 9000);
    if (json_is(event, "phase", "call")) call_enter(p, now);
    if (json_is(event, "phase", "back")) plan_ready(p, now, 6000, 10000);
    if (json_is(event, "phase", "score")) plan_sheet(p, now);
    if (json_is(event, "phase", "talk")) plan_ready(p, now, 12000, 25000);
}

// ---- what they hear

static void kit_take(struct player *p, const cJSON *event) {
    cJSON_Delete(p->kit);
    p->kit = cJSON_Duplicate(json_member(event, "kit"), true);
}

static bool type_is_one_of(const cJSON *event, const char *const *types) {
    for (; *types; types++)
        if (json_is(event, "type", *types)) return true;
    return false;
}

static void event_take(struct player *p, const cJSON *event, ms now) {
    static const char *const stops[] = { "frozen", "dropped", "interrupted", NULL };
    static const char *const goes[] = { "unfrozen", "returned", "resumed", NULL };
    if (type_is_one_of(event, stops)) player_pause(p, now);
    if (type_is_one_of(event, goes)) player_resume(p, now);
    if (json_is(event, "type", "kit_dealt")) kit_take(p, event);
    if (json_is(event, "type", "phase_began"))
        phase_enter(p, event, now);
    else if (p->in_call && p->chair == CHAIR_CSR)
        csr_heard(p, event, now);
    else if (p->in_call && p->chair == CHAIR_CUSTOMER)
        customer_heard(p, event, now);
}

void player_heard(struct player *p, const cJSON *message, ms now) {
    if ((uint64_t)json_number(message, "stream") != p->session) return;
    p->seen = (uint32_t)json_number(message, "n");
    event_take(p, json_member(message, "event"), now);
}

// ---- what they do

static void player_turn(struct player *p, ms now) {
    p->turn_at = MS_NEVER;
    if (p->chair == CHAIR_CSR) csr_turn(p, now);
    if (p->chair == CHAIR_CUSTOMER) customer_turn(p, now);
}

static bool is_for_the_sheet(const char *type) {
    static const char *const types[] = { "score", "advise", "submit" };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(type, types[i]) == 0) return true;
    return false;
}

bool player_act(struct player *p, ms now, struct act *act) {
    if (p->paused) return false;
    if (p->turn_at <= now) player_turn(p, now);
    const struct plan *plan = agenda_take(&p->agenda, now);
    if (!plan) return false;
    *act = (struct act){ .type = plan->type,
                         .stream = is_for_the_sheet(plan->type) ? p->sheet : p->session,
                         .fields = buf_str(&plan->fields) };
    return true;
}
