// Classes and their streams, from the journal into memory: at start, after a batch that was not
// taken, and when somebody opens something of the past. The same fold as live.
#pragma once

#include "engine/state.h"

// All open classes. Their live sessions are interrupted: the server was away.
enum err load_all(struct engine *e);

// A class by its number, from memory or from the journal; NULL if there is none.
struct room *load_room(struct engine *e, uint32_t class_id);

// A room for a class that was just created.
struct room *room_new(struct engine *e, const struct journal_class *class);
// Its first event, from its row.
void room_establish(struct room *room, const struct journal_class *class);
void room_free(struct room *room);

// The room of a stream, if this client has any business there: a trainee's own class, a trainer's
// own classes. Sets a trainer's person number. NULL otherwise.
struct room *room_for(struct engine *e, struct client *client, uint64_t stream);

// After a failed unit: the state as the journal has it. False: the class is lost to this server.
bool room_reload(struct room *room);

struct call *call_new(struct room *room, uint64_t stream, const struct script *script);
void call_free(struct call *call);
// The session a person sits in; NULL if none.
struct call *room_call_of(const struct room *room, uint16_t person);
// Sessions of earlier rounds leave memory; those that nobody may record are gone then.
void room_forget_calls(struct room *room, uint32_t keep_round);
// Of what nobody may record only this round's is kept on (0: nothing).
void room_forget_unrecorded(struct room *room, uint32_t keep_round);

struct person *room_person(struct room *room, uint16_t number); // made if need be
void person_free(struct person *person);                        // its sockets are nobody's then
void person_set_token(struct person *person, const struct token_digest *token); // all zero: none
struct person *person_of_token(struct engine *e, const struct token_digest *token); // NULL: nobody
// The number of who has this token in a class, also if they are out of it; 0: nobody.
uint16_t person_number_before(const struct room *room, const struct token_digest *token);
const char *room_name_of(const struct room *room, uint16_t person); // never NULL

// Reads what a session was opened with; false: no such session.
bool load_opening(struct room *room, uint64_t session, struct opening *opening);
// The seat a person has or had; ROLE_ENGINE: none.
enum role opening_role(const struct room *room, const struct opening *opening, uint16_t person);

// Keeps an event's texts; after it has been folded.
void paper_note(struct paper *paper, const struct sheet_event *event);
// A sheet from memory or the journal; empty if nobody has begun it; NULL: there is no such session.
struct paper *find_paper(struct room *room, uint64_t stream);
// The same, begun if it was not; NULL: its rubric is gone.
struct paper *load_paper(struct room *room, uint64_t stream, enum role role);

// The seq of the event that a role saw as its n-th; 0 if there is none.
uint32_t load_moment_seq(struct room *room, uint64_t session, enum role role, uint32_t n);
// The other way; 0 if the role didn't see it.
uint32_t load_moment_n(struct room *room, uint64_t session, enum role role, uint32_t seq);
