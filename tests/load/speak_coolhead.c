// Our own protocol: docs/API.md from the other side. Trainees here, trainers in class.c.
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/check.h"
#include "base/id.h"
#include "json.h"
#include "load.h"

// ---- saying

static void json_send(struct run *r, struct client *c, const char *json, int len) {
    client_send(r, c, str_make(json, (size_t)len), false);
}

static void command_send(struct run *r, struct client *c, const char *type, uint64_t stream,
                         const char *more) {
    char json[200];
    int len = snprintf(json, sizeof json, "{\"type\":\"%s\",\"id\":%u,\"stream\":%llu%s}", type,
                       ++c->ids, (unsigned long long)stream, more);
    json_send(r, c, json, len);
}

static void watch_send(struct run *r, struct client *c, uint64_t stream, uint32_t n) {
    char json[100];
    int len = snprintf(json, sizeof json, "{\"type\":\"watch\",\"stream\":%llu,\"n\":%u}",
                       (unsigned long long)stream, n);
    json_send(r, c, json, len);
}

// A line that is sent again has its old number.
static void coolhead_say(struct run *r, struct client *c, struct str text) {
    char json[2200];
    int64_t number = strtoll(text.ptr + 7, NULL, 10);
    int len =
        snprintf(json, sizeof json,
                 "{\"type\":\"say\",\"id\":%u,\"stream\":%llu,\"act\":\"plain\",\"text\":"
                 "\"%.*s\"}",
                 c->first_id + (uint32_t)number, (unsigned long long)c->session, STR_ARG(text));
    json_send(r, c, json, len);
}

// ---- joining

static bool is_trainer(const struct client *c) {
    return c->part == PART_TRAINER || c->part == PART_WALL;
}

static bool coolhead_begin(struct run *r, struct client *c) {
    char headers[240] = "Sec-WebSocket-Protocol: coolhead.v1\r\n";
    size_t len = strlen(headers);
    if (is_trainer(c)) snprintf(headers + len, sizeof headers - len, "Cookie: %s\r\n", r->cookie);
    struct link_target target = { .port = r->host.port, .path = "/ws", .headers = headers };
    return client_connect(r, c, FRAMING_WEBSOCKET, &target);
}

static bool coolhead_opened(struct run *r, struct client *c) {
    char json[160];
    int len = snprintf(json, sizeof json,
                       "{\"type\":\"hello\",\"version\":1,\"token\":\"%s\",\"instance\":%u}",
                       c->token, c->instance);
    json_send(r, c, json, len);
    return true;
}

// 43 symbols of six bits; the last one carries four, as 256 bits leave them.
static void token_make(char token[44]) {
    static const char symbols[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint8_t bytes[43];
    CHECK(getrandom(bytes, sizeof bytes, 0) == sizeof bytes); // below 256 bytes it is never cut
    for (int i = 0; i < 43; i++)
        token[i] = symbols[bytes[i] & (i == 42 ? 60 : 63)];
    token[43] = 0;
}

static void join_send(struct run *r, struct client *c) {
    char json[200];
    token_make(c->token);
    int len = snprintf(json, sizeof json,
                       "{\"type\":\"join\",\"code\":\"%s\",\"name\":\"Person %d\","
                       "\"recorded\":true,\"token\":\"%s\"}",
                       c->class_->code, (int)(c - c->class_->people) + 1, c->token);
    json_send(r, c, json, len);
}

static void hear_welcome(struct run *r, struct client *c, struct str welcome) {
    if (json_is(welcome, "who", "nobody")) {
        join_send(r, c);
        return;
    }
    uint32_t instance = (uint32_t)json_number(welcome, "instance");
    if (c->resuming && instance != c->instance) r->faults.lost++; // its open lines with it
    c->instance = instance;
    if (c->resuming)
        watch_send(r, c, c->session, c->n);
    else
        client_joined(r, c);
}

// ---- the call

static void hear_place(struct run *r, struct client *c, struct str place) {
    uint64_t session = json_number(place, "session");
    c->sheet = json_number(place, "sheet");
    if (session == 0 || session == c->session) return;
    c->session = session;
    uint32_t pair = c->class_->first_pair + id_index_of(session) - 1;
    if (c->part == PART_OBSERVER)
        c->pair = pair;
    else
        client_seat(c, pair, json_is(place, "seat", "csr") ? CSR : CUSTOMER);
    watch_send(r, c, session, 0);
}

// Both are ready at once in brief, in "back to yourself" and in the talk after the scores.
static void hear_phase(struct run *r, struct client *c, struct str event) {
    if (c->part != PART_SEAT) return;
    if (json_is(event, "phase", "call")) {
        c->in_call = true;
        c->first_id = c->ids;
        r->in_call++;
        return;
    }
    c->in_call = false;
    if (json_is(event, "phase", "over")) r->over++;
    if (json_is(event, "phase", "score")) {
        command_send(r, c, "score", c->sheet, ",\"criterion\":0,\"value\":\"4\"");
        command_send(r, c, "submit", c->sheet, "");
    } else if (!json_is(event, "phase", "over"))
        command_send(r, c, "ready", c->session, "");
}

static void hear_event(struct run *r, struct client *c, struct str message) {
    uint32_t n = (uint32_t)json_number(message, "n");
    if (json_number(message, "stream") != c->session) r->faults.misrouted++;
    if (n != c->n + 1) r->faults.reordered++;
    c->n = n;
    struct str event = json_member(message, "event");
    if (json_is(event, "type", "said")) line_heard(r, c, json_text(event, "text"));
    if (json_is(event, "type", "phase_began")) hear_phase(r, c, event);
    if (json_is(event, "type", "resumed") && c->put_off) lines_again(r, c);
}

static void hear_accepted(struct run *r, struct client *c, struct str message) {
    uint32_t id = (uint32_t)json_number(message, "id");
    bool again = c->said_again && id <= c->first_id + c->accepted; // answered twice, as it may be
    c->ids = id > c->ids ? id : c->ids;
    if (c->in_call && id > c->first_id && !again) line_accepted(r, c);
}

// Everything up to now has come; from here on it is live.
static void hear_caught_up(struct run *r, struct client *c, struct str message) {
    if (c->part == PART_OBSERVER && !c->resuming) r->watching++;
    if (!c->resuming) return;
    c->resuming = false;
    c->put_off = true;
    r->resumed++;
    if (str_eq(json_member(message, "running"), STR("true"))) lines_again(r, c);
}

// What is said while a call stands still, since the server was away, is refused, and said again
// when it goes on.
static void hear_refused(struct run *r, struct client *c, struct str message) {
    struct str code = json_text(message, "code"), text = json_text(message, "text");
    if (str_eq(code, STR("waiting_for_partner"))) {
        c->put_off = true;
        return;
    }
    if (r->faults.refused++ == 0)
        fprintf(stderr, "load: pair %u: refused: %.*s %.*s\n", c->pair, STR_ARG(code),
                STR_ARG(text));
}

static void message_hear(struct run *r, struct client *c, struct str message) {
    struct str type = json_text(message, "type");
    if (str_eq(type, STR("event"))) hear_event(r, c, message);
    if (str_eq(type, STR("accepted"))) hear_accepted(r, c, message);
    if (str_eq(type, STR("place"))) hear_place(r, c, message);
    if (str_eq(type, STR("welcome"))) hear_welcome(r, c, message);
    if (str_eq(type, STR("caught_up"))) hear_caught_up(r, c, message);
    if (str_eq(type, STR("refused"))) hear_refused(r, c, message);
}

static bool coolhead_hear(struct run *r, struct client *c, struct str array) {
    struct str message;
    while (json_item(&array, &message)) {
        if (is_trainer(c))
            trainer_hear(r, c, message);
        else
            message_hear(r, c, message);
    }
    turn_take(r, c);
    return true;
}

const struct speech speech_coolhead = {
    .name = "coolhead",
    .about = "the product: classes, briefs, calls, recordings",
    .framing = FRAMING_WEBSOCKET,
    .records = true,
    .begin = coolhead_begin,
    .opened = coolhead_opened,
    .hear = coolhead_hear,
    .say = coolhead_say,
    .around = sizeof "{\"type\":\"say\",\"id\":1234,\"stream\":1234567890123456,\"act\":\"plain\","
                     "\"text\":\"\"}" -
              1,
};
