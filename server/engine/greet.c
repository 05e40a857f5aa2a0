// Who is there.
//
// A person has one place at a time: a page opened anew takes it over, and an older device that
// reconnects by itself is told that it has moved. Which of two is newer is told by the instance, a
// number that the server gives with each welcome and that only rises.
#include "engine/greet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "base/check.h"
#include "engine/batch.h"
#include "engine/call.h"
#include "engine/frame.h"
#include "engine/person.h"
#include "engine/refusal.h"
#include "engine/room.h"
#include "engine/submit.h"
#include "engine/watch.h"
#include "store/people.h"

// Instances rise by one, or with the clock. So many more than seconds may have passed in a run: a
// school that joins at once, and reloads at once.
enum { INSTANCES_AHEAD = 4096 };

static uint32_t instance_next(struct engine *e) {
    uint32_t now_s = (uint32_t)(e->wall / MS_SECOND);
    e->instance_last = e->instance_last >= now_s ? e->instance_last + 1 : now_s;
    return e->instance_last;
}

// An instance that nobody was given is none: taken for true, the highest there is would leave no
// higher one for anybody.
static uint32_t instance_known(const struct engine *e, uint32_t instance) {
    return instance <= e->instance_last || instance <= e->instance_earlier ? instance : 0;
}

void greet_begin(struct engine *e) {
    e->instance_last = (uint32_t)(e->wall / MS_SECOND); // above all those of earlier runs, but for
    e->instance_earlier = e->instance_last + INSTANCES_AHEAD; // a rush just before this start
}

void greet_note_instance(struct engine *e, uint32_t instance) {
    if (instance > e->instance_last) e->instance_last = instance;
}

static void write_welcome(struct buf *to, const struct engine *e, const struct client *client) {
    const struct room *room = client->room;
    const char *who = client->trainer ? "trainer" : room ? "trainee" : "nobody";
    buf_append_lit(to, "{\"type\":\"welcome\",\"version\":1");
    frame_text(to, "server", e->config.server);
    frame_number(to, "instance", client->instance);
    frame_text(to, "who", str_from(who));
    frame_number(to, "class", room ? (int64_t)id_class_stream(room->id) : 0);
    frame_number(to, "person", client->person);
    frame_text(to, "name", str_from(room ? person_name(room, client->person) : ""));
    frame_truth(to, "recorded", room && room->people[client->person]->recorded);
    frame_number(to, "now", e->wall);
    buf_append_char(to, '}');
}

static void stage_welcome(struct engine *e, struct client *client) {
    struct buf text = { 0 };
    client->welcomed = true;
    write_welcome(&text, e, client);
    stage_greeting(e, client->room, client->conn, buf_str(&text));
    buf_deinit(&text);
}

static void stage_notice(struct engine *e, uint64_t conn, const char *code, struct str words) {
    struct buf text = { 0 };
    frame_notice(&text, code, words);
    stage_text(e, NULL, conn, buf_str(&text));
    buf_deinit(&text);
}

static void client_moved(struct engine *e, struct client *client) {
    stage_notice(e, client->conn, "moved", refusal_text(REFUSAL_MOVED));
    stage_end(e, client->conn);
    watch_close_all(client);
    list_remove(&client->in_person);
    client->room = NULL;
    client->person = 0;
    client->welcomed = false;
}

// ── presence ──

// While nothing can be saved nobody is told: greet_again makes up for it.
static void tell_call(struct person *person, enum session_command_type type) {
    struct call *call = call_of_person(person->room, person->number);
    if (!call || !journal_is_well(person->room->engine->journal)) return;
    struct session_command command = { .type = type, .meta = { .from = ROLE_ENGINE } };
    if (type == SESSION_COMMAND_DROP)
        command.drop.person = person->number;
    else
        command.return_.person = person->number;
    submit_engine(call, command);
}

static void person_arrived(struct person *person) {
    list_remove(&person->in_gone);
    if (!person->here) {
        person->here = true;
        person->changed = person->room->engine->wall;
    }
    // Also when it was never told that they went: after a restart every seat has to come back.
    tell_call(person, SESSION_COMMAND_RETURN);
    person->room->room_dirty = true;
}

static void person_went(struct person *person) {
    list_remove(&person->in_gone);
    person->here = false;
    person->changed = person->room->engine->wall;
    tell_call(person, SESSION_COMMAND_DROP);
    person->room->room_dirty = true;
}

void greet_gone(struct engine *e, struct client *client) {
    if (!client->room) return;
    struct person *person = client->room->people[client->person];
    list_remove(&client->in_person);
    if (!list_is_empty(&person->clients) || !person->here) return;
    person->gone_at = e->now;
    list_push(&e->gone, &person->in_gone);
}

void greet_sweep(struct engine *e) {
    while (!list_is_empty(&e->gone)) {
        struct person *person = LIST_ENTRY(e->gone.next, struct person, in_gone);
        if (person->gone_at + e->config.presence_ms > e->now) return;
        person_went(person);
    }
}

ms greet_due(const struct engine *e) {
    if (list_is_empty(&e->gone)) return MS_NEVER;
    return LIST_ENTRY(e->gone.next, struct person, in_gone)->gone_at + e->config.presence_ms;
}

void greet_again(struct room *room) {
    for (int i = 1; i <= PEOPLE_MAX; i++)
        if (room->people[i])
            tell_call(room->people[i],
                      room->people[i]->here ? SESSION_COMMAND_RETURN : SESSION_COMMAND_DROP);
}

// ── binding a socket to a person ──

// instance 0: a page opened anew. False: an older device, which was told that it has moved.
static bool client_bind(struct engine *e, struct client *client, struct person *person,
                        uint32_t instance) {
    if (instance != 0 && instance < person->instance) {
        client_moved(e, client);
        return false;
    }
    while (!list_is_empty(&person->clients))
        client_moved(e, LIST_ENTRY(person->clients.next, struct client, in_person));
    client->instance = instance != 0 ? instance : instance_next(e);
    person->instance = client->instance;
    greet_note_instance(e, person->instance);
    client->room = person->room;
    client->person = person->number;
    list_push(&person->clients, &client->in_person);
    person_arrived(person);
    return true;
}

static void client_welcome(struct engine *e, struct client *client) {
    stage_welcome(e, client);
    client->place_sent = 0;
    if (client->room) room_stage_place(client);
}

static bool token_of(struct str text, struct token_digest *digest) {
    struct token token;
    if (!token_read(text, &token)) return false;
    *digest = token_digest(&token);
    return true;
}

void greet_hello(struct engine *e, struct client *client, const struct message *message) {
    struct token_digest digest;
    if (client->welcomed) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_ALREADY_DONE, "", NULL);
        return;
    }
    uint32_t instance = instance_known(e, message->hello.instance);
    if (token_of(message->hello.token, &digest)) {
        client->trainer =
            0; // a trainee's page in the browser of a trainer, whose cookie comes along
        struct person *person = person_of_token(e, &digest);
        if (person && !client_bind(e, client, person, instance)) return;
    } else if (client->trainer) {
        client->instance = instance ? instance : instance_next(e);
    }
    client_welcome(e, client);
}

// ── joining ──

static struct room *room_by_code(struct engine *e, struct str code) {
    uint32_t cursor = 0;
    struct room *room;
    while ((room = map_next(&e->rooms, &cursor)))
        if (!room->state.closed && str_eq(code, str_from(room->code))) return room;
    return NULL;
}

// NFC, so that the same name typed on two keyboards is the same.
static void person_take_name(struct person *person, struct str name) {
    size_t length;
    uint8_t *normal = u8_normalize(UNINORM_NFC, (const uint8_t *)name.ptr, name.len, NULL, &length);
    CHECK(normal);
    person_set_name(person, (struct str){ (const char *)normal, (uint32_t)length });
    free(normal);
}

// Whoever was in this class before comes back under their number; somebody new gets the next.
static struct person *person_enter(struct engine *e, struct room *room,
                                   const struct message *message, const struct token_digest *digest,
                                   enum refusal *refusal) {
    uint16_t number = person_number_before(room, digest);
    struct class_command enter = { .type = CLASS_COMMAND_ENTER, .meta = { .from = ROLE_ENGINE } };
    bool is_new = number == 0;
    if (is_new) number = (uint16_t)(room->state.person_highest + 1);
    enter.enter.person = number;
    enter.enter.recorded = message->join.recorded;
    const char *path = "";
    // A full class is told like a wrong code: whoever guesses learns nothing from it, and whoever
    // was let in by its trainer learns it from them.
    *refusal = number > PEOPLE_MAX ? REFUSAL_TOO_MANY : submit_class(room, &enter, &path);
    if (*refusal == REFUSAL_TOO_MANY) *refusal = REFUSAL_UNKNOWN_CLASS;
    if (*refusal != REFUSAL_NONE) return NULL;
    struct person *person = person_at(room, number);
    person->recorded = message->join.recorded;
    person->removed = false;
    person->joined_ms = e->wall;
    person_take_name(person, message->join.name);
    person_set_token(person, digest);
    stage_person(room, person);
    if (!is_new) room->places_dirty = true; // who sits with them is told their new name
    return person;
}

// At once, and not with the next commit: it tells nothing that the disk must know first, and the
// disk may be what is late.
static void turn_away(struct engine *e, const struct client *client) {
    struct buf text = { 0 };
    buf_append_char(&text, '[');
    frame_refused(&text, 0, REFUSAL_BUSY, STR(""), refusal_text(REFUSAL_BUSY),
                  retry_after(client->conn));
    buf_append_char(&text, ']');
    e->sink.send(e->sink.ctx, client->conn, buf_str(&text));
    buf_deinit(&text);
    e->counts.refused++;
}

void greet_join(struct engine *e, struct client *client, const struct message *message) {
    struct token_digest digest;
    enum refusal refusal = REFUSAL_UNKNOWN_CLASS;
    struct room *room = room_by_code(e, message->join.code);
    bool has_token = token_of(message->join.token, &digest);
    // Whoever is in may always come back.
    if (e->strain.busy && !(has_token && person_of_token(e, &digest))) {
        turn_away(e, client);
        return;
    }
    if (!journal_is_well(e->journal))
        refusal = REFUSAL_NOT_SAVED;
    else if (client->trainer || client->room)
        refusal = REFUSAL_ALREADY_DONE;
    else if (!has_token)
        refusal = REFUSAL_BAD_MESSAGE;
    else if (room) {
        struct person *person = person_of_token(e, &digest);
        if (!person || person->room != room)
            person = person_enter(e, room, message, &digest, &refusal);
        if (person) {
            client_bind(e, client, person, 0);
            client_welcome(e, client);
            return;
        }
    }
    if (refusal == REFUSAL_UNKNOWN_CLASS) e->sink.wrong_code(e->sink.ctx, client->conn);
    stage_reply(e, NULL, client->conn, 0, refusal, refusal == REFUSAL_UNKNOWN_CLASS ? "/code" : "",
                NULL);
}

// ── a new phone for a lost one ──

struct taking {
    struct engine *engine;
    uint64_t conn;
    struct token_digest token;
};

// A newcomer who turns out to be somebody who was lost: one token opens one person of a class.
static void newcomer_merge(const struct person *lost, const struct token_digest *token) {
    struct room *room = lost->room;
    uint16_t number = person_number_before(room, token);
    if (number == 0 || number == lost->number) return;
    struct class_command depart = { .type = CLASS_COMMAND_DEPART, .meta = { .from = ROLE_ENGINE } };
    const char *path = "";
    depart.depart.person = number;
    person_set_token(room->people[number], &(struct token_digest){ 0 });
    stage_person(room, room->people[number]);
    submit_class(room, &depart, &path);
}

static void on_handover(void *ctx, enum err err, uint32_t class_id, uint16_t number) {
    struct taking *taking = ctx;
    struct engine *e = taking->engine;
    struct client *client = map_get(&e->clients, taking->conn);
    struct room *room = err == OK ? map_get(&e->rooms, class_id) : NULL;
    struct person *person = room && number <= PEOPLE_MAX ? room->people[number] : NULL;
    bool is_free = client && !client->room; // else it joined while the store looked
    if (is_free && person && !person->removed) {
        newcomer_merge(person, &taking->token);
        person_set_token(person, &taking->token);
        stage_person(room, person);
        client_bind(e, client, person, 0);
        client_welcome(e, client);
    } else if (client && err != OK && err != ERR_NOT_FOUND) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_NOT_SAVED, "", NULL);
    } else if (client) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_UNKNOWN_ITEM, "/secret",
                    "This link has been used or is too old; ask your trainer for a new one.");
    }
    free(taking);
}

void greet_take_over(struct engine *e, struct client *client, const struct message *message) {
    struct token_digest secret, token;
    if (!e->store || client->room || client->trainer ||
        !token_of(message->take_over.secret, &secret) ||
        !token_of(message->take_over.token, &token)) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_NOT_NOW, "", NULL);
        return;
    }
    struct taking *taking = malloc(sizeof *taking);
    CHECK(taking != NULL);
    *taking = (struct taking){ e, client->conn, token };
    people_handover_take(e->store, secret, e->wall, on_handover, taking);
}

void greet_quit(struct engine *e, struct client *client) {
    if (!client->room) {
        stage_reply(e, NULL, client->conn, 0, REFUSAL_NOT_YET_WELCOME, "", NULL);
        return;
    }
    struct class_command depart = { .type = CLASS_COMMAND_DEPART, .meta = { .from = ROLE_ENGINE } };
    depart.depart.person = client->person;
    const char *path = "";
    struct room *room = client->room;
    submit_class(room, &depart, &path);
    room_stage_place(client);
}
