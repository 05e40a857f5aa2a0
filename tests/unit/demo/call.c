#include "call.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/id.h"
#include "demo/json.h"

static const char csr_kit[] =
    "{\"customer\":\"Dana Whitlock\",\"focus\":[{\"place\":4},{\"place\":7}],"
    "\"desks\":[{\"id\":\"production\",\"name\":\"Production\"},{\"id\":\"billing\",\"name\":"
    "\"Billing\"}],"
    "\"offers\":[{\"id\":\"night_shift\",\"terms\":\"All of it on "
    "Friday.\",\"needs_supervisor\":true},"
    "{\"id\":\"part\",\"terms\":\"1,000 copies by Friday noon.\",\"needs_supervisor\":false},"
    "{\"id\":\"ten_percent\",\"terms\":\"Taken off the invoice.\",\"needs_supervisor\":false}]}";

static const char customer_kit[] =
    "{\"customer\":\"Dana Whitlock\",\"focus\":[{\"place\":4},{\"place\":7}],\"dial_start\":7,"
    "\"dial_ceiling\":10,\"ladder\":["
    "{\"dial\":7,\"line\":\"Ten years. Ten! And someone just told me that it all ships two days "
    "late?\"},"
    "{\"dial\":8,\"line\":\"I have told this story twice today. You are the third.\"},"
    "{\"dial\":9,\"line\":\"If they do not leave on Thursday, this was our last order. Ever.\"},"
    "{\"dial\":4,\"line\":\"That is the first useful thing today.\"},"
    "{\"dial\":3,\"line\":\"That could work.\"}],\"facts\":["
    "{\"id\":\"driver\",\"text\":\"I heard it from the driver who brought the posters. Nobody rang "
    "me.\",\"rule\":\"any_time\",\"calm_below\":0},"
    "{\"id\":\"nights\",\"text\":\"Three nights, a thousand "
    "each.\",\"rule\":\"asked_openly\",\"calm_below\":0},"
    "{\"id\":\"director\",\"text\":\"My name is on "
    "it.\",\"rule\":\"asked_with_permission\",\"calm_below\":0},"
    "{\"id\":\"tonight\",\"text\":\"A message "
    "tonight.\",\"rule\":\"calm_below\",\"calm_below\":5}]}";

static void player_tell(struct call *c, struct player *p, const char *json) {
    struct buf text = { 0 };
    buf_printf(&text, "{\"stream\":%llu,\"n\":%u,\"event\":%s}", (unsigned long long)c->stream,
               c->n, json);
    cJSON *message = cJSON_ParseWithLength(text.ptr, text.len);
    CHECK(message);
    player_heard(p, message, c->now);
    cJSON_Delete(message);
    buf_deinit(&text);
}

void call_tell(struct call *c, const char *json) {
    c->n++;
    player_tell(c, c->csr, json);
    player_tell(c, c->customer, json);
}

static void player_deal(struct call *c, struct player *p, const char *seat, const char *kit) {
    char place[200];
    struct buf event = { 0 };
    snprintf(place, sizeof place, "{\"session\":%llu,\"sheet\":%llu,\"seat\":\"%s\"}",
             (unsigned long long)c->stream, (unsigned long long)c->stream + 1, seat);
    cJSON *json = cJSON_Parse(place);
    CHECK(player_placed(p, json));
    cJSON_Delete(json);
    buf_printf(&event, "{\"type\":\"kit_dealt\",\"seat\":\"%s\",\"kit\":%s}", seat, kit);
    buf_append_char(&event, 0);
    player_tell(c, p, event.ptr);
    buf_deinit(&event);
}

void call_begin(struct call *c, uint64_t seed, unsigned pair) {
    *c = (struct call){ .stream = id_session(7, 1, pair),
                        .answer_at = MS_NEVER,
                        .hold_until = MS_NEVER,
                        .dial = 7,
                        .dial_high_at = MS_NEVER,
                        .help_at = MS_NEVER };
    c->csr = player_new("Ana", seed);
    c->customer = player_new("Ben", seed + 1);
    player_deal(c, c->csr, "csr", csr_kit);
    player_deal(c, c->customer, "customer", customer_kit);
    call_tell(c, "{\"type\":\"phase_began\",\"phase\":\"call\",\"ends\":300000,\"why\":\"ready\"}");
}

void call_end(struct call *c) {
    player_free(c->csr);
    player_free(c->customer);
    buf_deinit(&c->script);
}

// ---- what a server makes of a command

static void tell_text(struct call *c, const char *type, const char *by, struct str text,
                      const char *more) {
    struct buf event = { 0 };
    buf_printf(&event, "{\"type\":\"%s\",\"by\":\"%s\",\"text\":", type, by);
    buf_json_string(&event, text);
    buf_printf(&event, "%s}", more);
    buf_append_char(&event, 0);
    call_tell(c, event.ptr);
    buf_deinit(&event);
}

static void sign(struct call *c) {
    if (c->now - c->last_sign > c->silence_max) c->silence_max = c->now - c->last_sign;
    c->last_sign = c->now;
}

static void do_typing(struct call *c, int seat, bool on) {
    c->typing[seat] = on;
    sign(c);
    call_tell(c, seat == 0
                     ? (on ? "{\"type\":\"typing_changed\",\"by\":\"csr\",\"on\":true}"
                           : "{\"type\":\"typing_changed\",\"by\":\"csr\",\"on\":false}")
                     : (on ? "{\"type\":\"typing_changed\",\"by\":\"customer\",\"on\":true}"
                           : "{\"type\":\"typing_changed\",\"by\":\"customer\",\"on\":false}"));
}

static void hold_end(struct call *c) {
    ms over = c->hold_until == MS_NEVER ? 0 : c->now - c->hold_until;
    if (over > c->hold_over_max) c->hold_over_max = over;
    c->hold_until = MS_NEVER;
}

static void do_say(struct call *c, int seat, const cJSON *fields) {
    bool cuts_in = seat == 0 && c->typing[1];
    c->interruptions += cuts_in;
    c->restated += json_is(fields, "act", "restate");
    do_typing(c, seat, false);
    if (seat == 0) hold_end(c);
    tell_text(c, "said", seat == 0 ? "csr" : "customer", str_from(json_text(fields, "text")),
              cuts_in ? ",\"interrupts\":true" : "");
}

static void do_dial(struct call *c, int value) {
    c->dial = value;
    if (value > c->dial_max) c->dial_max = value;
    if (value >= 9 && c->dial_high_at == MS_NEVER) c->dial_high_at = c->now;
}

static void do_hold(struct call *c, int64_t seconds) {
    char event[120];
    c->hold_until = c->now + seconds * MS_SECOND;
    snprintf(event, sizeof event, "{\"type\":\"held\",\"kind\":\"hold\",\"seconds\":%lld}",
             (long long)seconds);
    call_tell(c, event);
}

static void do_offer(struct call *c, const cJSON *fields) {
    char event[120];
    CHECK(!json_is(fields, "offer", "night_shift")); // not theirs to give
    snprintf(event, sizeof event, "{\"type\":\"offered\",\"number\":%d,\"authority\":\"own\"}",
             ++c->offers);
    call_tell(c, event);
}

static void do_answer(struct call *c, const cJSON *fields) {
    bool accept = json_true(fields, "accept");
    c->accepted += accept;
    call_tell(c, accept ? "{\"type\":\"offer_answered\",\"accepted\":true}"
                        : "{\"type\":\"offer_answered\",\"accepted\":false}");
}

static void act_apply(struct call *c, int seat, const char *type, const cJSON *fields) {
    if (strcmp(type, "typing") == 0) do_typing(c, seat, json_true(fields, "on"));
    if (strcmp(type, "say") == 0) do_say(c, seat, fields);
    if (strcmp(type, "dial") == 0) do_dial(c, (int)json_number(fields, "value"));
    if (strcmp(type, "hold") == 0) do_hold(c, json_number(fields, "seconds"));
    if (strcmp(type, "ask_desk") == 0) c->answer_at = c->now + 15 * MS_SECOND;
    if (strcmp(type, "ask_help") == 0) c->help_at = ms_min(c->help_at, c->now);
    if (strcmp(type, "offer") == 0) do_offer(c, fields);
    if (strcmp(type, "answer_offer") == 0) do_answer(c, fields);
    if (strcmp(type, "promise") == 0) c->promises++;
    if (strcmp(type, "finish_story") == 0) c->told++;
    if (strcmp(type, "reveal") == 0) c->facts++;
}

static void player_step(struct call *c, int seat) {
    struct act act;
    struct player *p = seat == 0 ? c->csr : c->customer;
    while (player_act(p, c->now, &act)) {
        struct buf json = { 0 };
        buf_printf(&json, "{\"type\":\"%s\"%.*s}", act.type, STR_ARG(act.fields));
        buf_printf(&c->script, "%lld %s %.*s\n", (long long)c->now, seat == 0 ? "csr" : "customer",
                   STR_ARG(buf_str(&json)));
        cJSON *fields = cJSON_ParseWithLength(json.ptr, json.len);
        CHECK(fields); // what they send is JSON
        CHECK(act.stream == c->stream);
        act_apply(c, seat, json_text(fields, "type"), fields);
        cJSON_Delete(fields);
        buf_deinit(&json);
    }
}

static void desk_step(struct call *c) {
    if (c->now < c->answer_at) return;
    c->answer_at = MS_NEVER;
    call_tell(c, "{\"type\":\"desk_answered\",\"desk\":\"production\",\"name\":\"Production\","
                 "\"text\":\"A part on Friday, that works. Ask me again for the rest.\"}");
}

void call_play(struct call *c, ms until) {
    for (;;) {
        ms due = ms_min(ms_min(player_due(c->csr), player_due(c->customer)), c->answer_at);
        if (due > until) break;
        if (due > c->now) c->now = due;
        desk_step(c);
        player_step(c, 0);
        player_step(c, 1);
    }
    c->now = until;
}
