// A trainee: joins, watches their call, and answers as soon as they may.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

static const char words[] = "I hear you, and I want to get this right for Friday noon.";

static void line_say(struct load *l, struct client *c) {
    char fields[160];
    if (!l->talking) return;
    int len = snprintf(fields, sizeof fields, ",\"act\":\"plain\",\"text\":\"%lld. %s\"",
                       (long long)++c->said, words);
    c->said_us = now_us();
    peer_command(&c->peer, "say", c->session, str_make(fields, (size_t)len));
}

// The CSR begins; from then on they take turns.
void turn_take(struct load *l, struct client *c) {
    bool csr = strcmp(c->seat, "csr") == 0;
    bool my_turn = c->heard == (csr ? c->said : c->said + 1);
    if (c->in_call && my_turn && c->accepted == c->said) line_say(l, c);
}

void number_judge(struct load *l, int64_t number, int64_t wanted) {
    if (number > wanted) l->lost += number - wanted;
    if (number < wanted) l->twice++;
}

static void hear_said(struct load *l, struct client *c, const cJSON *event) {
    int64_t number = atoll(json_text(event, "text"));
    if (l->measuring) l->deliveries++;
    if (json_is(event, "by", c->seat)) {
        number_judge(l, number, ++c->echoed);
        return;
    }
    number_judge(l, number, ++c->heard);
    if (!l->measuring) return;
    l->lines++;
    sample_add(&l->lag, now_us() - c->partner->said_us);
}

static void hear_accepted(struct load *l, struct client *c) {
    c->accepted++;
    if (l->measuring) sample_add(&l->commit, now_us() - c->said_us);
}

static void call_begin(struct load *l, struct client *c, const cJSON *event) {
    if (!json_is(event, "phase", "call")) return;
    c->in_call = true;
    l->in_call++;
}

static void hear_event(struct load *l, struct client *c, const cJSON *message) {
    const cJSON *event = json_member(message, "event");
    if (json_number(message, "n") != c->n + 1) l->disordered++;
    c->n = (uint32_t)json_number(message, "n");
    if (json_is(event, "type", "phase_began")) call_begin(l, c, event);
    if (json_is(event, "type", "said")) hear_said(l, c, event);
}

// ---- joining

static struct client *partner_find(const struct client *c) {
    for (int32_t i = 0; i < 2 * c->class_->pairs; i++) {
        struct client *other = &c->class_->people[i];
        if (other != c && other->session == c->session) return other;
    }
    return NULL;
}

static void hear_place(struct client *c, const cJSON *place) {
    uint64_t session = (uint64_t)json_number(place, "session");
    if (session == 0 || session == c->session) return;
    c->session = session;
    c->seat = json_is(place, "seat", "csr") ? "csr" : "customer";
    c->partner = partner_find(c);
    if (c->partner) c->partner->partner = c;
    peer_watch(&c->peer, session, 0);
}

static void hear_welcome(struct client *c, const cJSON *welcome) {
    char name[24];
    if (!json_is(welcome, "who", "nobody")) return;
    snprintf(name, sizeof name, "Person %d", (int)(c - c->class_->people) + 1);
    peer_join(&c->peer, c->class_->code, name, true);
}

void trainee_hear(struct load *l, struct client *c, const cJSON *message) {
    if (json_is(message, "type", "event")) hear_event(l, c, message);
    if (json_is(message, "type", "accepted")) hear_accepted(l, c);
    if (json_is(message, "type", "place")) hear_place(c, message);
    if (json_is(message, "type", "welcome")) hear_welcome(c, message);
    if (c->partner) turn_take(l, c);
}
