// Questions and changes that come over HTTP: the question now, the answer later, in a turn of its
// own. Accounts, classes, recordings, published pages.
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "engine/engine.h"

struct cJSON;

// One asked thing; bodies and answers are JSON objects (protocol/schema/api.json).
enum ask_kind {
    ASK_ME,           // who the cookie says this is; needs_setup when there is no trainer yet
    ASK_SETUP,        // {token, name, password} the first trainer
    ASK_SIGN_IN,      // {name, password}
    ASK_SIGN_OUT,     // {}
    ASK_CLASSES,      // the trainer's classes
    ASK_CLASS_NEW,    // {name, doctrine, retention_days}
    ASK_CLASS_DELETE, // {class}
    ASK_LIBRARY,      // scenario cards, rubrics, doctrines
    ASK_RECORDINGS,   // {class} sessions with their sheets
    ASK_RECORDING,    // {session} all of one recording: events as the trainer sees them, sheets,
                      // rubric, names
    ASK_HANDOVER,     // {class, person} a one-time secret for a new phone
    ASK_PAGE,         // {secret} a published page; needs no account
    ASK_ERASE_PERSON, // {class, person} forgets a person, see erasure.h
    ASK_ERASE_TEXT,   // {session, moment, text} puts a text in the place of what somebody wrote
    ASK_KINDS,
};

struct question {
    enum ask_kind kind;
    struct str token;         // of the trainer's cookie; empty if there is none
    const struct cJSON *body; // borrowed until engine_ask returns; NULL for none
    // Called exactly once, possibly before engine_ask returns. status: an HTTP status. cookie: not
    // empty for a new trainer session (its token), "-" to clear it. Both are borrowed.
    void (*on_answer)(void *ctx, int status, struct str json, struct str cookie);
    void *ctx;
};

// The kind of a path below /api/, such as "classes/new"; -1 for none. *post: whether it changes
// something.
int ask_find(struct str path, bool *post);

void engine_ask(struct engine *engine, const struct question *question);

// The trainer account that a cookie's token belongs to; 0 for none.
uint32_t engine_trainer_of(struct engine *engine, struct str token);

// An account was made, or got a new password, by somebody at the server itself: what was signed in
// with the old one ends.
void engine_trainer_changed(struct engine *engine, uint32_t trainer);

// The set-up token of this start while no trainer exists. ERR_EXISTS: there is one.
enum err engine_setup_token(struct engine *engine, char token[64]);
