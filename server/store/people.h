// Accounts and the secrets that open doors: trainers, their cookie sessions, the set-up link of the
// first start, the hand-over of a lost phone, links to published pages. Times are wall clock; an
// expired secret is as good as none.
//
// Passwords are hashed with argon2id on two threads of their own, so a third one waits: signing in
// is slow on purpose and must cost neither the loop nor the writer.
#pragma once

#include "base/time.h"
#include "store/store.h"
#include "store/token.h"

struct trainer {
    uint32_t id; // never 0, never used again
    struct str name;
};

// A cookie: the digest of its token, and from when to when it is good.
struct people_session {
    struct token_digest digest;
    ms issued_ms;
    ms expires_ms;
};

// 40 code points of at most four bytes: the limit of the format `name`.
enum { PEOPLE_NAME_BYTES = 160 };

typedef void (*people_on_done)(void *ctx, enum err err);

// `trainer` is NULL unless err is OK.
typedef void (*people_on_trainer)(void *ctx, enum err err, const struct trainer *trainer);

// ── the first start ──

// Makes the set-up token while no trainer exists; the one before it ends. Waits for the disk (call
// it at start). ERR_EXISTS: there is a trainer, nobody needs one.
enum err people_setup_issue(struct store *store, struct token *token);

// The first trainer, signed in. ERR_NOT_FOUND: not the set-up token of this start. ERR_EXISTS:
// somebody was first.
void people_setup(struct store *store, struct token_digest setup, struct str name,
                  struct str password, struct people_session session, people_on_trainer on_trainer,
                  void *ctx);

// ── trainers ──

// ERR_INPUT: the name is empty or over PEOPLE_NAME_BYTES. ERR_EXISTS: the name is taken (upper and
// lower case of ASCII are one).
void people_trainer_add(struct store *store, struct str name, struct str password,
                        people_on_trainer on_trainer, void *ctx);

// A new password; ends all sessions of that trainer. ERR_NOT_FOUND: no such name.
void people_trainer_reset(struct store *store, struct str name, struct str password,
                          people_on_trainer on_trainer, void *ctx);

// ERR_NOT_FOUND: wrong name or wrong password; both take the same time.
void people_sign_in(struct store *store, struct str name, struct str password,
                    struct people_session session, people_on_trainer on_trainer, void *ctx);

// Ends one session; unknown ones are OK.
void people_sign_out(struct store *store, struct token_digest session, people_on_done on_done,
                     void *ctx);

// Who a cookie belongs to, at once. `name` holds what trainer->name points to. ERR_NOT_FOUND: sign
// in first.
enum err people_session_find(struct store *store, struct token_digest session, ms now_ms,
                             struct trainer *trainer, char name[PEOPLE_NAME_BYTES]);

// ── a lost phone ──

// A secret that gives the seat of one person of a class to whoever shows it first. The one before
// it ends.
void people_handover_add(struct store *store, struct token_digest secret, uint32_t class_id,
                         uint16_t person, ms expires_ms, people_on_done on_done, void *ctx);

typedef void (*people_on_handover)(void *ctx, enum err err, uint32_t class_id, uint16_t person);

// Uses it up. ERR_NOT_FOUND: used, expired or never there.
void people_handover_take(struct store *store, struct token_digest secret, ms now_ms,
                          people_on_handover on_handover, void *ctx);

// ── published pages ──

// The token of a sheet's link: always the same one, so that a trainer can be shown it again. It is
// derived from the sheet and a secret of this database; only its digest opens anything.
void people_link_token(struct store *store, uint64_t sheet, struct token *token);

// A link that reads one person's page of a published sheet; the page itself is an event of the
// sheet's stream.
void people_link_add(struct store *store, struct token_digest link, uint64_t sheet, uint16_t person,
                     people_on_done on_done, void *ctx);

// At once. ERR_NOT_FOUND: no such link, or its class or its person was erased.
enum err people_link_find(struct store *store, struct token_digest link, uint64_t *sheet,
                          uint16_t *person);
