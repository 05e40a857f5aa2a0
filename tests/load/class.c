// The trainers of our classes: make a class, get its round going and to its end, watch walls, read
// the recordings back.
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/id.h"
#include "demo/http_call.h"
#include "json.h"
#include "load.h"

// ---- questions over HTTP

static bool ask(struct run *r, const char *path, struct str json, char answer[400]) {
    struct address address = { .host = "127.0.0.1", .path = "/" };
    struct http_answer http;
    snprintf(address.port, sizeof address.port, "%u", r->host.port);
    http_call(&address, path, json, r->cookie, &http);
    bool ok = http.status == 200;
    snprintf(answer, 400, "%.*s", STR_ARG(buf_str(&http.body)));
    if (!ok) fprintf(stderr, "load: %s was answered with %d: %s\n", path, http.status, answer);
    if (http.cookie[0]) memcpy(r->cookie, http.cookie, sizeof r->cookie);
    http_answer_deinit(&http);
    return ok;
}

static bool sign_up(struct run *r) {
    char json[200], answer[400];
    int len = snprintf(json, sizeof json,
                       "{\"token\":\"%s\",\"name\":\"load\",\"password\":\"only for this run\"}",
                       r->host.setup);
    return ask(r, "/api/setup", str_make(json, (size_t)len), answer);
}

bool classes_list(struct run *r) {
    enum { TIMES = 21 };
    char path[100], answer[400];
    snprintf(path, sizeof path, "/api/recordings?class=%llu",
             (unsigned long long)r->classes[0].stream);
    for (int i = 0; i < TIMES; i++) {
        int64_t begun = now_us();
        if (!ask(r, path, STR(""), answer)) return false;
        sample_add(&r->list, now_us() - begun);
    }
    return true;
}

// ---- making them

int32_t class_people(const struct run *r, const struct class *k) {
    return (2 + r->settings.observers) * k->pairs;
}

static int32_t class_pairs_max(const struct run *r) {
    return r->settings.class_people / (2 + r->settings.observers);
}

static void people_make(struct run *r, struct class *k) {
    int32_t seats = 2 * k->pairs, all = class_people(r, k);
    k->people = calloc((size_t)all, sizeof *k->people);
    k->seated = calloc((size_t)seats, sizeof *k->seated);
    k->walls = calloc((size_t)r->settings.walls + 1, sizeof *k->walls);
    CHECK(k->people && k->seated && k->walls);
    k->trainer.class_ = k;
    k->trainer.part = PART_TRAINER;
    for (int32_t i = 0; i < all; i++) {
        k->people[i].class_ = k;
        k->people[i].part = i < seats ? PART_SEAT : PART_OBSERVER;
        k->people[i].seat = NO_SEAT;
    }
    for (int32_t i = 0; i < r->settings.walls; i++) {
        k->walls[i].class_ = k;
        k->walls[i].part = PART_WALL;
    }
}

static bool class_make(struct run *r, struct class *k) {
    char answer[400];
    people_make(r, k);
    if (!r->settings.speech->records) return true;
    bool ok =
        ask(r, "/api/classes/new",
            STR("{\"name\":\"Load\",\"doctrine\":\"facts_first\",\"retention_days\":1}"), answer);
    k->stream = ok ? json_number(str_from(answer), "class") : 0;
    return k->stream && r->settings.speech->begin(r, &k->trainer);
}

bool classes_make(struct run *r) {
    int32_t left = r->settings.pairs, at_most = class_pairs_max(r);
    if (!r->settings.speech->records) at_most = left;
    r->classes_count = (left + at_most - 1) / at_most;
    r->classes = calloc((size_t)r->classes_count, sizeof *r->classes);
    CHECK(r->classes);
    if (r->settings.speech->records && !sign_up(r)) return false;
    for (int32_t i = 0; i < r->classes_count; i++) {
        struct class *k = &r->classes[i];
        k->run = r;
        k->pairs = left < at_most ? left : at_most;
        k->first_pair = (uint32_t)(r->settings.pairs - left);
        left -= k->pairs;
        if (!class_make(r, k)) return false;
    }
    return true;
}

void classes_free(struct run *r) {
    for (int32_t i = 0; i < r->classes_count; i++) {
        struct class *k = &r->classes[i];
        for (int32_t j = 0; k->people && j < class_people(r, k); j++)
            link_deinit(&k->people[j].link);
        for (int32_t j = 0; k->walls && j < r->settings.walls; j++)
            link_deinit(&k->walls[j].link);
        link_deinit(&k->trainer.link);
        free(k->people);
        free(k->seated);
        free(k->walls);
    }
    free(r->classes);
}

// As a new instance, whose commands are counted from 1.
void classes_again(struct run *r) {
    r->rooms = 0;
    for (int32_t i = 0; i < r->classes_count; i++) {
        r->classes[i].code[0] = 0;
        r->classes[i].trainer.ids = 0;
        r->settings.speech->begin(r, &r->classes[i].trainer);
    }
}

// ---- a round

static const char propose[] =
    ",\"scenario\":\"two_days_late\",\"rubric\":\"calm_under_fire\",\"doctrine\":\"facts_first\","
    "\"brief_s\":600,\"call_s\":7200,\"back_s\":10,\"score_s\":600,\"talk_s\":600,"
    "\"ready_starts\":true,\"focus\":[0],\"reshuffle\":false";

static void trainer_command(struct run *r, struct class *k, const char *type, const char *more) {
    char json[500];
    int len = snprintf(json, sizeof json, "{\"type\":\"%s\",\"id\":%u,\"stream\":%llu%s}", type,
                       ++k->trainer.ids, (unsigned long long)k->stream, more);
    client_send(r, &k->trainer, str_make(json, (size_t)len), false);
}

static void trainer_watch(struct run *r, struct client *c, const char *type, uint64_t stream) {
    char json[100];
    bool watch = strcmp(type, "watch") == 0;
    int len = snprintf(json, sizeof json, "{\"type\":\"%s\",\"stream\":%llu%s}", type,
                       (unsigned long long)stream, watch ? ",\"n\":0" : "");
    client_send(r, c, str_make(json, (size_t)len), false);
}

// One class after the other: a hundred trainers who tap in the same millisecond are no class.
static void class_propose(struct run *r, int32_t i) {
    if (i < r->classes_count) trainer_command(r, &r->classes[i], "propose", propose);
}

void class_talk(struct run *r) {
    class_propose(r, 0);
}

void class_end(struct run *r) {
    for (int32_t i = 0; i < r->classes_count; i++)
        trainer_command(r, &r->classes[i], "end_calls", "");
}

static void class_accepted(struct run *r, struct class *k) {
    k->step++;
    if (k->step == 1) trainer_command(r, k, "hand_out", "");
    if (k->step == 2) class_propose(r, (int32_t)(k - r->classes) + 1);
}

// The room is watched for its code alone: a snapshot with each of 320 joins would be the trainer's
// own load.
static void hear_room(struct run *r, struct client *c, struct str room) {
    struct class *k = c->class_;
    if (c->part == PART_WALL || k->code[0]) return;
    snprintf(k->code, sizeof k->code, "%.*s", STR_ARG(json_text(room, "code")));
    trainer_watch(r, c, "unwatch", k->stream);
    r->rooms++;
}

// ---- walls

void class_watch(struct run *r) {
    for (int32_t i = 0; i < r->classes_count; i++)
        for (int32_t j = 0; j < r->settings.walls; j++)
            r->settings.speech->begin(r, &r->classes[i].walls[j]);
}

// ---- reading back

// The sessions of a round are numbered from 1.
static void read_next(struct run *r, struct class *k) {
    if (k->reading) trainer_watch(r, &k->trainer, "unwatch", k->reading);
    if (k->reading) k->read++;
    k->read_ears[CSR] = k->read_ears[CUSTOMER] = (struct ear){ 0 };
    if (k->read == k->pairs) return;
    k->reading = id_session(id_class_of(k->stream), 1, (uint32_t)k->read + 1);
    trainer_watch(r, &k->trainer, "watch", k->reading);
}

void class_read(struct run *r) {
    r->reading = true;
    for (int32_t i = 0; i < r->classes_count; i++)
        read_next(r, &r->classes[i]);
}

static void hear_record(struct run *r, struct class *k, struct str message) {
    if (!r->reading || json_number(message, "stream") != k->reading) return;
    if (json_is(message, "type", "caught_up")) {
        read_next(r, k);
        return;
    }
    struct str event = json_member(message, "event");
    if (json_is(event, "type", "said")) line_recorded(r, k, json_text(event, "text"));
}

// ---- what a trainer hears

bool trainer_hear(struct run *r, struct client *c, struct str message) {
    struct class *k = c->class_;
    struct str type = json_text(message, "type");
    if (str_eq(type, STR("welcome"))) trainer_watch(r, c, "watch", k->stream);
    if (str_eq(type, STR("room"))) hear_room(r, c, message);
    if (str_eq(type, STR("accepted"))) class_accepted(r, k);
    if (str_eq(type, STR("event")) || str_eq(type, STR("caught_up"))) hear_record(r, k, message);
    if (str_eq(type, STR("tiles")) && r->measuring) r->tiles++;
    bool refused = str_eq(type, STR("refused"));
    if (refused) fprintf(stderr, "load: the trainer was refused: %.*s\n", STR_ARG(message));
    if (refused) r->faults.refused++;
    return true;
}
