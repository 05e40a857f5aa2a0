// The trainer of a class: lets its people in, gets the round going, and reads the recordings back.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "load.h"

static void class_open(struct load *l, struct class *k, const cJSON *room) {
    snprintf(k->code, sizeof k->code, "%s", json_text(room, "code"));
    for (int32_t i = 0; i < 2 * k->pairs; i++) {
        k->people[i].class_ = k;
        client_open(l, &k->people[i], "");
    }
}

static int32_t people_here(const cJSON *room) {
    const cJSON *person;
    int32_t here = 0;
    cJSON_ArrayForEach(person, json_member(room, "people")) here += json_true(person, "here");
    return here;
}

static const char propose[] =
    ",\"scenario\":\"two_days_late\",\"rubric\":\"calm_under_fire\",\"doctrine\":\"facts_first\","
    "\"brief_s\":600,\"call_s\":7200,\"back_s\":10,\"score_s\":30,\"talk_s\":30,"
    "\"ready_starts\":false,\"focus\":[0],\"reshuffle\":false";

static void class_go_on(struct class *k, const char *command, struct str fields) {
    peer_command(&k->trainer.peer, command, k->stream, fields);
}

// Everybody here: propose. Each new phase leads to the next.
static void hear_room(struct load *l, struct class *k, const cJSON *room) {
    if (!k->code[0]) class_open(l, k, room);
    const char *phase = json_text(room, "phase");
    bool gathered = people_here(room) == 2 * k->pairs;
    if (strcmp(phase, k->phase) == 0 || (strcmp(phase, "none") == 0 && !gathered)) return;
    snprintf(k->phase, sizeof k->phase, "%s", phase);
    if (strcmp(phase, "none") == 0) class_go_on(k, "propose", str_from(propose));
    if (strcmp(phase, "proposed") == 0) class_go_on(k, "hand_out", STR(""));
    if (strcmp(phase, "briefing") == 0) class_go_on(k, "begin", STR(""));
}

// The sessions of a round are numbered from 1.
void read_next(struct class *k) {
    uint64_t any = k->people[0].session;
    if (k->reading) {
        peer_unwatch(&k->trainer.peer, k->reading);
        k->read++;
    }
    k->lines_csr = k->lines_customer = 0;
    if (k->read == k->pairs) return;
    k->reading = id_session(id_class_of(any), id_round_of(any), (uint32_t)k->read + 1);
    peer_watch(&k->trainer.peer, k->reading, 0);
}

static void read_event(struct load *l, struct class *k, const cJSON *message) {
    const cJSON *event = json_member(message, "event");
    if (!l->reading || (uint64_t)json_number(message, "stream") != k->reading) return;
    if (!json_is(event, "type", "said")) return;
    int64_t *last = json_is(event, "by", "csr") ? &k->lines_csr : &k->lines_customer;
    number_judge(l, atoll(json_text(event, "text")), ++*last);
    l->recorded++;
}

void trainer_hear(struct load *l, struct client *c, const cJSON *message) {
    struct class *k = c->class_;
    if (json_is(message, "type", "welcome")) peer_watch(&c->peer, k->stream, 0);
    if (json_is(message, "type", "room")) hear_room(l, k, message);
    if (json_is(message, "type", "event")) read_event(l, k, message);
    bool end = l->reading && json_is(message, "type", "caught_up") &&
               (uint64_t)json_number(message, "stream") == k->reading;
    if (end) read_next(k);
}
