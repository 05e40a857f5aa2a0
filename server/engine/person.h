// People of a class in memory.
#pragma once

#include "engine/state.h"

// The person of this number, made if need be.
struct person *person_at(struct room *room, uint16_t number);
// Somebody was erased: what memory has of them goes, their number stays.
void person_forget(struct person *person);
void person_free(struct person *person); // its sockets are nobody's then; NULL is fine

// As the journal has them; ctx is the room.
void person_on_row(void *ctx, const struct journal_person *from);

void person_set_name(struct person *person, struct str name); // copied; what was there is wiped
void person_set_token(struct person *person, const struct token_digest *token); // all zero: none
struct person *person_of_token(struct engine *e, const struct token_digest *token); // NULL: nobody
// The number of who has this token in a class, also if they are out of it; 0: nobody.
uint16_t person_number_before(const struct room *room, const struct token_digest *token);

const char *person_name(const struct room *room, uint16_t person); // never NULL
