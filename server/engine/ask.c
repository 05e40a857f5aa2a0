// Questions over HTTP. Each handler answers at once or hands the question to a job whose callback
// answers; what a question needs until then lies in a struct asking.
#include "engine/ask.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/ask_recording.h"
#include "engine/asking.h"
#include "engine/batch.h"
#include "engine/erasure.h"
#include "engine/frame.h"
#include "engine/load.h"
#include "engine/room.h"
#include "engine/row.h"
#include "store/erase.h"
#include "store/people.h"
#include "store/read.h"

enum {
    SESSION_HOURS = 16,    // a trainer's cookie: a long day, as long as the browser keeps it
    HANDOVER_MINUTES = 10, // a lost phone's link is shown and scanned at once
    STATUS_OK = 200,
    STATUS_BAD = 400,
    STATUS_WHO = 401,
    STATUS_NOT_YOURS = 404, // the same as not there: it says nothing about others' classes
    STATUS_CONFLICT = 409,
    STATUS_BUSY = 503,
};

// ── answering ──

static void answer_end(struct asking *a, int status, struct str json, struct str cookie) {
    a->question.on_answer(a->question.ctx, status, json, cookie);
    buf_deinit(&a->json);
    free(a);
}

void answer(struct asking *a, int status) {
    answer_end(a, status, buf_str(&a->json), (struct str){ 0 });
}

void answer_problem(struct asking *a, int status, const char *code, const char *path,
                    const char *text) {
    buf_reset(&a->json);
    buf_printf(&a->json, "{\"code\":\"%s\",\"path\":\"%s\",\"text\":", code, path);
    buf_json_string(&a->json, str_from(text));
    buf_append_char(&a->json, '}');
    answer(a, status);
}

static void answer_done(struct asking *a) {
    buf_append_lit(&a->json, "{}");
    answer(a, STATUS_OK);
}

void answer_failed(struct asking *a, enum err err) {
    if (err == ERR_NOT_FOUND)
        answer_problem(a, STATUS_NOT_YOURS, "not_found", "",
                       "There is no such thing, or it isn't yours.");
    else if (err == ERR_BUSY)
        answer_problem(a, STATUS_BUSY, "busy", "", "The server is busy; try again in 5 seconds.");
    else
        answer_problem(a, STATUS_BUSY, "not_saved", "",
                       "The server can't save at the moment; try again soon.");
}

// ── reading a body, which has been checked against its schema ──

static struct str body_text(const struct asking *a, const char *name) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(a->question.body, name);
    return cJSON_IsString(member) ? str_from(member->valuestring) : (struct str){ 0 };
}

static int64_t body_number(const struct asking *a, const char *name) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(a->question.body, name);
    return cJSON_IsNumber(member) ? (int64_t)member->valuedouble : 0;
}

// The room of a class that this trainer owns; answers and gives NULL if it isn't one.
static struct room *asked_room(struct asking *a, uint64_t stream) {
    struct room *room = id_is_valid(stream) ? load_room(a->engine, id_class_of(stream)) : NULL;
    if (room && room->owner == a->trainer) return room;
    answer_failed(a, ERR_NOT_FOUND);
    return NULL;
}

// ── who ──

static bool cookie_digest(struct str text, struct token_digest *digest) {
    struct token token;
    if (!token_read(text, &token)) return false;
    *digest = token_digest(&token);
    return true;
}

uint32_t engine_trainer_of(struct engine *e, struct str text) {
    struct token_digest digest;
    struct trainer trainer;
    char name[PEOPLE_NAME_BYTES];
    if (!e->store || !cookie_digest(text, &digest)) return 0;
    return people_session_find(e->store, digest, e->wall, &trainer, name) == OK ? trainer.id : 0;
}

enum err engine_setup_token(struct engine *e, char text[64]) {
    struct token token;
    enum err err = people_setup_issue(e->store, &token);
    e->needs_setup = err == OK;
    if (err == OK) token_write(&token, text);
    return err;
}

static void write_me(struct buf *to, const struct engine *e, uint32_t trainer, struct str name) {
    buf_printf(to, "{\"needs_setup\":%s,\"trainer\":%u,\"name\":", frame_bool(e->needs_setup),
               trainer);
    buf_json_string(to, name);
    buf_append_char(to, '}');
}

static void ask_me(struct asking *a) {
    struct token_digest digest;
    struct trainer trainer = { 0 };
    char name[PEOPLE_NAME_BYTES];
    bool known =
        cookie_digest(a->question.token, &digest) &&
        people_session_find(a->engine->store, digest, a->engine->wall, &trainer, name) == OK;
    write_me(&a->json, a->engine, known ? trainer.id : 0, known ? trainer.name : (struct str){ 0 });
    answer(a, STATUS_OK);
}

static void on_signed_in(void *ctx, enum err err, const struct trainer *trainer) {
    struct asking *a = ctx;
    char text[TOKEN_TEXT + 1];
    if (err == OK) {
        a->engine->needs_setup = false;
        write_me(&a->json, a->engine, trainer->id, trainer->name);
        token_write(&a->cookie, text);
        answer_end(a, STATUS_OK, buf_str(&a->json), str_from(text));
    } else if (err == ERR_NOT_FOUND && a->question.kind == ASK_SETUP) {
        answer_problem(a, STATUS_BAD, "unknown_item", "/token",
                       "This set-up link is too old; use the one that the server printed last.");
    } else if (err == ERR_NOT_FOUND) {
        answer_problem(a, STATUS_WHO, "wrong_password", "", "Name or password is wrong.");
    } else if (err == ERR_EXISTS) {
        answer_problem(a, STATUS_CONFLICT, "already_done", "",
                       "There is a trainer already; sign in.");
    } else {
        answer_failed(a, err);
    }
}

static struct people_session session_new(struct asking *a) {
    token_make(&a->cookie);
    return (struct people_session){ .digest = token_digest(&a->cookie),
                                    .expires_ms = a->engine->wall + SESSION_HOURS * MS_HOUR };
}

static void ask_setup(struct asking *a) {
    struct token_digest setup;
    if (!cookie_digest(body_text(a, "token"), &setup))
        on_signed_in(a, ERR_NOT_FOUND, NULL);
    else
        people_setup(a->engine->store, setup, body_text(a, "name"), body_text(a, "password"),
                     session_new(a), on_signed_in, a);
}

static void ask_sign_in(struct asking *a) {
    people_sign_in(a->engine->store, body_text(a, "name"), body_text(a, "password"), session_new(a),
                   on_signed_in, a);
}

// The sockets of this trainer end with the session.
static void end_sockets(struct engine *e, uint32_t trainer) {
    uint32_t cursor = 0;
    struct client *client;
    while ((client = map_next(&e->clients, &cursor))) {
        if (client->trainer != trainer) continue;
        stage_text(
            e, NULL, client->conn,
            STR("{\"type\":\"notice\",\"code\":\"signed_out\",\"text\":\"You have signed out.\"}"));
        stage_end(e, client->conn);
    }
}

void engine_trainer_changed(struct engine *e, uint32_t trainer) {
    e->needs_setup = false;
    end_sockets(e, trainer);
}

static void on_signed_out(void *ctx, enum err err) {
    struct asking *a = ctx;
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    end_sockets(a->engine, a->trainer);
    buf_append_lit(&a->json, "{}");
    answer_end(a, STATUS_OK, buf_str(&a->json), STR("-"));
}

static void ask_sign_out(struct asking *a) {
    struct token_digest digest;
    CHECK(cookie_digest(a->question.token, &digest)); // it was good a moment ago
    people_sign_out(a->engine->store, digest, on_signed_out, a);
}

// ── classes ──

static void write_class(struct buf *to, const struct read_class *entry) {
    const struct journal_class *class = &entry->class;
    buf_printf(to, "{\"class\":%llu,\"name\":", (unsigned long long)id_class_stream(class->id));
    buf_json_string(to, class->name);
    buf_printf(to, ",\"code\":\"%s\",\"doctrine\":", class->closed_ms ? "" : class->code);
    buf_json_string(to, class->doctrine);
    buf_printf(
        to, ",\"retention_days\":%u,\"made\":%lld,\"closed\":%s,\"people\":%u,\"recordings\":%u}",
        class->retention_days, (long long)class->created_ms, frame_bool(class->closed_ms),
        entry->person_count, entry->session_count);
}

static void on_classes(void *ctx, enum err err, const struct read_classes *classes) {
    struct asking *a = ctx;
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    buf_append_lit(&a->json, "{\"classes\":[");
    for (uint32_t i = 0; i < classes->count; i++) {
        if (i > 0) buf_append_char(&a->json, ',');
        write_class(&a->json, &classes->entries[i]);
    }
    buf_append_str(&a->json, classes->more ? STR("],\"more\":true}") : STR("],\"more\":false}"));
    answer(a, STATUS_OK);
}

static void ask_classes(struct asking *a) {
    read_classes(a->engine->store, a->trainer, 0, on_classes, a);
}

static void on_established(void *ctx, bool saved) {
    struct asking *a = ctx;
    if (!saved) {
        answer_failed(a, ERR_IO);
        return;
    }
    buf_printf(&a->json, "{\"class\":%llu}", (unsigned long long)a->stream);
    answer(a, STATUS_OK);
}

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct asking *a = ctx;
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    struct room *room = room_new(a->engine, class);
    room_establish(room, class);
    a->stream = id_class_stream(class->id);
    stage_call(a->engine, room, on_established, a);
}

static void ask_class_new(struct asking *a) {
    struct engine *e = a->engine;
    struct journal_class_new what = { .name = body_text(a, "name"),
                                      .doctrine = body_text(a, "doctrine"),
                                      .owner = a->trainer,
                                      .retention_days = (uint32_t)body_number(a, "retention_days"),
                                      .created_ms = e->wall };
    if (!shelf_find(e->shelf, LIBRARY_DOCTRINE, what.doctrine))
        answer_problem(a, STATUS_BAD, "unknown_item", "/doctrine",
                       "There is no such doctrine; choose one from the list.");
    else
        journal_create_class(e->journal, &what, on_created, a);
}

static void class_give_up(struct engine *e, uint64_t stream) {
    struct room *room = map_get(&e->rooms, id_class_of(stream));
    if (!room) return;
    for (int i = 0; i < 2; i++)
        batch_discard_room(&e->batches[i], room);
    room_give_up(room);
}

// Somebody may have looked at the class meanwhile, and had it loaded from rows that are gone now.
static void on_erased(void *ctx, enum err err, const struct erase_result *result) {
    (void)result;
    struct asking *a = ctx;
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    class_give_up(a->engine, a->stream);
    answer_done(a);
}

// Runs at a commit: no batch is in flight that could still name the room.
static void class_delete(void *ctx, bool saved) {
    (void)saved; // whether or not this turn's batch was: the class goes
    struct asking *a = ctx;
    class_give_up(a->engine, a->stream);
    erase_class(a->engine->store, id_class_of(a->stream), a->engine->wall, on_erased, a);
}

static void ask_class_delete(struct asking *a) {
    a->stream = (uint64_t)body_number(a, "class");
    if (asked_room(a, a->stream)) stage_call(a->engine, NULL, class_delete, a);
}

// ── the rest ──

static void ask_library(struct asking *a) {
    shelf_write_library(&a->json, a->engine->shelf);
    answer(a, STATUS_OK);
}

static void on_handover_made(void *ctx, enum err err) {
    struct asking *a = ctx;
    char text[TOKEN_TEXT + 1];
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    token_write(&a->cookie, text);
    buf_printf(&a->json, "{\"secret\":\"%s\",\"expires\":%lld}", text, (long long)a->expires);
    answer(a, STATUS_OK);
}

static void ask_handover(struct asking *a) {
    struct room *room = asked_room(a, (uint64_t)body_number(a, "class"));
    if (!room) return;
    uint16_t person = (uint16_t)body_number(a, "person");
    if (!room->people[person] || room->people[person]->removed) {
        answer_failed(a, ERR_NOT_FOUND);
        return;
    }
    token_make(&a->cookie);
    a->expires = a->engine->wall + HANDOVER_MINUTES * MS_MINUTE;
    people_handover_add(a->engine->store, token_digest(&a->cookie), room->id, person, a->expires,
                        on_handover_made, a);
}

struct page_found {
    struct buf page;
    bool published;
};

static bool on_page_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct page_found *found = ctx;
    struct sheet_event event;
    struct row_json json;
    if (row_to_sheet(row, &event, &json) != OK) return false;
    if (event.type == SHEET_EVENT_WITHDRAWN) found->published = false;
    if (event.type == SHEET_EVENT_PUBLISHED) {
        found->published = texts == TEXT_PRESENT;
        buf_reset(&found->page);
        buf_append_str(&found->page, event.published.page);
    }
    row_free(&json);
    return true;
}

static void ask_page(struct asking *a) {
    struct token_digest secret;
    struct page_found found = { 0 };
    uint64_t sheet;
    uint16_t person;
    if (cookie_digest(body_text(a, "secret"), &secret) &&
        people_link_find(a->engine->store, secret, &sheet, &person) == OK)
        journal_read_stream(a->engine->journal, sheet, 1, on_page_row, &found);
    if (found.published) {
        buf_append_str(&a->json, buf_str(&found.page));
        answer(a, STATUS_OK);
    } else {
        answer_problem(a, STATUS_NOT_YOURS, "not_found", "/secret",
                       "This page isn't published any more; ask your trainer.");
    }
    buf_deinit(&found.page);
}

static void ask_recordings(struct asking *a) {
    struct room *room = asked_room(a, (uint64_t)body_number(a, "class"));
    if (room) recordings_answer(a, room, (uint64_t)body_number(a, "after"));
}

static void ask_recording(struct asking *a) {
    uint64_t session = (uint64_t)body_number(a, "session");
    struct room *room = asked_room(a, session);
    if (room) recording_answer(a, room, session);
}

// ── forgetting ──

static void on_forgotten(void *ctx, enum err err, const struct erased *erased) {
    struct asking *a = ctx;
    if (err != OK) {
        answer_failed(a, err);
        return;
    }
    buf_printf(&a->json, "{\"texts\":%u,\"pages\":%u,\"pending\":%s}", erased->texts, erased->pages,
               frame_bool(erased->pending));
    answer(a, STATUS_OK);
}

static void ask_erase_person(struct asking *a) {
    struct room *room = asked_room(a, (uint64_t)body_number(a, "class"));
    if (room)
        erasure_person(a->engine, room->id, (uint16_t)body_number(a, "person"), on_forgotten, a);
}

static void ask_erase_text(struct asking *a) {
    uint64_t session = (uint64_t)body_number(a, "session");
    if (asked_room(a, session))
        erasure_text(a->engine, session, (uint32_t)body_number(a, "moment"), body_text(a, "text"),
                     on_forgotten, a);
}

// ── the table ──

struct ask_entry {
    const char *path;
    const char *schema; // of the body, in api.json; NULL: there is none
    bool post, open;    // changes something; needs no trainer
    void (*handle)(struct asking *a);
};

static const struct ask_entry asks[ASK_KINDS] = {
    [ASK_ME] = { "me", NULL, false, true, ask_me },
    [ASK_SETUP] = { "setup", "setup_question", true, true, ask_setup },
    [ASK_SIGN_IN] = { "sign_in", "sign_in_question", true, true, ask_sign_in },
    [ASK_SIGN_OUT] = { "sign_out", "sign_out_question", true, false, ask_sign_out },
    [ASK_CLASSES] = { "classes", NULL, false, false, ask_classes },
    [ASK_CLASS_NEW] = { "classes/new", "class_new_question", true, false, ask_class_new },
    [ASK_CLASS_DELETE] = { "classes/delete", "class_delete_question", true, false,
                           ask_class_delete },
    [ASK_LIBRARY] = { "library", NULL, false, false, ask_library },
    [ASK_RECORDINGS] = { "recordings", "recordings_question", false, false, ask_recordings },
    [ASK_RECORDING] = { "recording", "recording_question", false, false, ask_recording },
    [ASK_HANDOVER] = { "handover", "handover_question", true, false, ask_handover },
    [ASK_PAGE] = { "page", "page_question", true, true, ask_page },
    [ASK_ERASE_PERSON] = { "erase_person", "erase_person_question", true, false, ask_erase_person },
    [ASK_ERASE_TEXT] = { "erase_text", "erase_text_question", true, false, ask_erase_text },
};

int ask_find(struct str path, bool *post) {
    for (int kind = 0; kind < ASK_KINDS; kind++)
        if (str_eq(path, str_from(asks[kind].path))) {
            *post = asks[kind].post;
            return kind;
        }
    return -1;
}

static bool body_fits(const struct engine *e, const struct ask_entry *entry,
                      const struct cJSON *body, struct check_fault *fault) {
    char name[80];
    snprintf(name, sizeof name, "api.json#/$defs/%s", entry->schema);
    const struct schema *schema = schema_find(e->schemas, name);
    CHECK(schema != NULL);
    static const struct check_fault none = { .text = "Send a JSON object." };
    *fault = none;
    return body && schema_check(schema, body, fault) == OK;
}

void engine_ask(struct engine *e, const struct question *question) {
    const struct ask_entry *entry = &asks[question->kind];
    struct asking *a = calloc(1, sizeof *a);
    CHECK(a != NULL);
    *a = (struct asking){ .engine = e, .question = *question };
    struct check_fault fault;
    if (!e->store) {
        answer_failed(a, ERR_NOT_FOUND);
        return;
    }
    a->trainer = engine_trainer_of(e, question->token);
    if (!entry->open && a->trainer == 0)
        answer_problem(a, STATUS_WHO, "not_signed_in", "", "Sign in first.");
    else if (entry->schema && !body_fits(e, entry, question->body, &fault))
        answer_problem(a, STATUS_BAD, "bad_message", fault.path, fault.text);
    else
        entry->handle(a);
}
