// People of a class in memory: their names, tokens and sockets.
#include "engine/person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

struct person *person_at(struct room *room, uint16_t number) {
    CHECK(number <= PERSON_MAX);
    if (room->people[number]) return room->people[number];
    struct person *person = calloc(1, sizeof *person);
    CHECK(person != NULL);
    person->number = number;
    person->room = room;
    person_set_name(person, STR(""));
    list_init(&person->clients);
    list_init(&person->in_gone);
    room->people[number] = person;
    return person;
}

static void name_wipe(struct person *person) {
    if (person->name) explicit_bzero(person->name, strlen(person->name));
    free(person->name);
}

void person_set_name(struct person *person, struct str name) {
    char *copy = strndup(name.ptr, name.len);
    CHECK(copy);
    name_wipe(person);
    person->name = copy;
}

static uint64_t token_key(const struct token_digest *token) {
    uint64_t key;
    memcpy(&key, token, sizeof key);
    return key;
}

void person_set_token(struct person *person, const struct token_digest *token) {
    struct map *tokens = &person->room->engine->tokens;
    if (map_get(tokens, token_key(&person->token)) == person)
        map_remove(tokens, token_key(&person->token));
    person->token = *token;
    if (token_key(token) != 0) map_put(tokens, token_key(token), person);
}

static bool has_token(const struct person *person, const struct token_digest *token) {
    return person && memcmp(&person->token, token, sizeof *token) == 0;
}

void person_free(struct person *person) {
    if (!person) return;
    person_set_token(person, &(struct token_digest){ 0 });
    list_remove(&person->in_gone);
    while (!list_is_empty(&person->clients)) {
        struct client *client = LIST_ENTRY(list_pop(&person->clients), struct client, in_person);
        client->room = NULL;
        client->person = 0;
        client->welcomed = false;
    }
    person->room->people[person->number] = NULL;
    name_wipe(person);
    free(person);
}

struct person *person_of_token(struct engine *e, const struct token_digest *token) {
    struct person *person = map_get(&e->tokens, token_key(token));
    return has_token(person, token) && !person->removed ? person : NULL;
}

// Not by the map: it knows the last one of a token, who may be in another class.
uint16_t person_number_before(const struct room *room, const struct token_digest *token) {
    for (uint16_t i = 1; i <= room->state.person_highest; i++)
        if (has_token(room->people[i], token)) return i;
    return 0;
}

const char *person_name(const struct room *room, uint16_t person) {
    return person <= PERSON_MAX && room->people[person] ? room->people[person]->name : "";
}

// Where there is no name, or no longer: "Erased 7", "Guest 7".
static void name_by_number(struct person *person, const char *what) {
    char name[24];
    snprintf(name, sizeof name, "%s %u", what, person->number);
    person_set_name(person, str_from(name));
}

void person_forget(struct person *person) {
    name_by_number(person, "Erased");
    person->removed = true;
    person_set_token(person, &(struct token_digest){ 0 });
}

void person_on_row(void *ctx, const struct journal_person *from) {
    struct room *room = ctx;
    struct person *person = person_at(room, from->number);
    person->recorded = from->recorded;
    person->removed = from->removed;
    person->known = true;
    person_set_token(person, &from->token);
    person->joined_ms = from->joined_ms;
    // Whoever chose to be recorded has a name until they are erased.
    if (from->recorded && from->name.len == 0)
        name_by_number(person, "Erased");
    else if (from->recorded)
        person_set_name(person, from->name);
    // An unrecorded person's name was in memory alone; what a restart leaves is a number.
    else if (person->name[0] == '\0')
        name_by_number(person, "Guest");
}
