// Accounts and secrets (server/store/people.c).
#include "world.h"

#include <stdlib.h>

#include "store/people.h"

struct answer {
    bool is_done;
    enum err err;
    uint32_t id;
    char name[PEOPLE_NAME_BYTES + 1];
    uint32_t class_id;
    uint16_t person;
};

static void on_trainer(void *ctx, enum err err, const struct trainer *trainer) {
    struct answer *a = ctx;
    a->is_done = true;
    a->err = err;
    assert_true((err == OK) == (trainer != NULL));
    if (!trainer) return;
    a->id = trainer->id;
    memcpy(a->name, trainer->name.ptr, trainer->name.len);
    a->name[trainer->name.len] = '\0';
}

static void on_done(void *ctx, enum err err) {
    struct answer *a = ctx;
    a->is_done = true;
    a->err = err;
}

static void on_handover(void *ctx, enum err err, uint32_t class_id, uint16_t person) {
    struct answer *a = ctx;
    a->class_id = class_id;
    a->person = person;
    on_done(ctx, err);
}

static struct people_session new_session(ms issued_ms) {
    struct token token;
    token_make(&token);
    return (struct people_session){ token_digest(&token), issued_ms, issued_ms + 1000 };
}

static enum err sign_in(struct world *w, const char *name, const char *password,
                        struct people_session session, struct answer *a) {
    *a = (struct answer){ 0 };
    people_sign_in(w->store, str_from(name), str_from(password), session, on_trainer, a);
    world_wait(w, &a->is_done);
    return a->err;
}

static enum err trainer_add(struct world *w, const char *name, const char *password) {
    struct answer a = { 0 };
    people_trainer_add(w->store, str_from(name), str_from(password), on_trainer, &a);
    world_wait(w, &a.is_done);
    return a.err;
}

static enum err session_find(struct world *w, struct people_session session, ms now_ms) {
    struct trainer trainer;
    char name[PEOPLE_NAME_BYTES];
    return people_session_find(w->store, session.digest, now_ms, &trainer, name);
}

static void the_first_trainer_sets_up_with_the_link(void **state) {
    struct world *w = *state;
    struct token old, setup;
    assert_int_equal(people_setup_issue(w->store, &old), OK);
    assert_int_equal(people_setup_issue(w->store, &setup), OK); // the next start
    struct people_session session = new_session(100);

    struct answer a = { 0 };
    people_setup(w->store, token_digest(&old), STR("Vera"), STR("a long word"), session, on_trainer,
                 &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND);
    a = (struct answer){ 0 };
    people_setup(w->store, token_digest(&setup), STR("Vera"), STR("a long word"), session,
                 on_trainer, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_string_equal(a.name, "Vera");
    assert_int_equal(session_find(w, session, 100), OK);

    a = (struct answer){ 0 };
    people_setup(w->store, token_digest(&setup), STR("Wim"), STR("another word"), session,
                 on_trainer, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_EXISTS);
    assert_int_equal(people_setup_issue(w->store, &setup), ERR_EXISTS);
}

static void signing_in_takes_the_right_name_and_password(void **state) {
    struct world *w = *state;
    struct answer a;
    assert_int_equal(trainer_add(w, "Vera", "a long word"), OK);
    struct people_session session = new_session(100);
    assert_int_equal(sign_in(w, "Vera", "a wrong word", session, &a), ERR_NOT_FOUND);
    assert_int_equal(sign_in(w, "Nobody", "a long word", session, &a), ERR_NOT_FOUND);
    assert_int_equal(session_find(w, session, 100), ERR_NOT_FOUND);
    assert_int_equal(sign_in(w, "vera", "a long word", session, &a), OK);
    assert_string_equal(a.name, "Vera");

    struct trainer trainer;
    char name[PEOPLE_NAME_BYTES];
    assert_int_equal(people_session_find(w->store, session.digest, 1099, &trainer, name), OK);
    assert_str(trainer.name, "Vera");
    assert_int_equal(trainer.id, a.id);
    assert_int_equal(session_find(w, session, 1100), ERR_NOT_FOUND); // over
}

static void names_are_unique_and_bounded(void **state) {
    struct world *w = *state;
    char name[PEOPLE_NAME_BYTES + 2];
    memset(name, 'v', sizeof(name));
    name[PEOPLE_NAME_BYTES + 1] = '\0';
    assert_int_equal(trainer_add(w, name, "a long word"), ERR_INPUT);
    assert_int_equal(trainer_add(w, "", "a long word"), ERR_INPUT);
    assert_int_equal(trainer_add(w, name + 1, "a long word"), OK);
    assert_int_equal(trainer_add(w, name + 1, "a long word"), ERR_EXISTS);
}

static void a_new_password_ends_the_sessions(void **state) {
    struct world *w = *state;
    struct answer a;
    trainer_add(w, "Vera", "a long word");
    struct people_session session = new_session(100);
    assert_int_equal(sign_in(w, "Vera", "a long word", session, &a), OK);

    a = (struct answer){ 0 };
    people_trainer_reset(w->store, STR("vera"), STR("a new word"), on_trainer, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_string_equal(a.name, "Vera");
    assert_int_equal(session_find(w, session, 100), ERR_NOT_FOUND);
    assert_int_equal(sign_in(w, "Vera", "a long word", session, &a), ERR_NOT_FOUND);
    assert_int_equal(sign_in(w, "Vera", "a new word", session, &a), OK);

    a = (struct answer){ 0 };
    people_trainer_reset(w->store, STR("Nobody"), STR("a new word"), on_trainer, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND);
}

static void signing_out_ends_one_session(void **state) {
    struct world *w = *state;
    struct answer a;
    trainer_add(w, "Vera", "a long word");
    struct people_session here = new_session(100), there = new_session(100);
    sign_in(w, "Vera", "a long word", here, &a);
    sign_in(w, "Vera", "a long word", there, &a);
    a = (struct answer){ 0 };
    people_sign_out(w->store, here.digest, on_done, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_int_equal(session_find(w, here, 100), ERR_NOT_FOUND);
    assert_int_equal(session_find(w, there, 100), OK);
}

// Six at once, while two threads hash: all are answered, none in the way of another.
static void several_sign_in_at_once(void **state) {
    struct world *w = *state;
    enum { COUNT = 6 };
    struct answer answers[COUNT] = { 0 };
    trainer_add(w, "Vera", "a long word");
    for (int i = 0; i < COUNT; i++) {
        people_sign_in(w->store, STR("Vera"), i % 2 ? STR("wrong") : STR("a long word"),
                       new_session(100), on_trainer, &answers[i]);
    }
    for (int i = 0; i < COUNT; i++) {
        world_wait(w, &answers[i].is_done);
        assert_int_equal(answers[i].err, i % 2 ? ERR_NOT_FOUND : OK);
    }
}

static void nothing_secret_is_in_the_files(void **state) {
    struct world *w = *state;
    struct answer a = { 0 };
    struct token token;
    token_make(&token);
    trainer_add(w, "Vera", "canary-password");
    struct people_session session = { token_digest(&token), 100, 200 };
    sign_in(w, "Vera", "canary-password", session, &a);
    assert_int_equal(world_count(w, STR("canary-password")), 0);
    struct str bytes = str_make((const char *)token.bytes, TOKEN_BYTES);
    assert_int_equal(world_count(w, bytes), 0);
}

static void a_handover_is_good_once_and_for_a_while(void **state) {
    struct world *w = *state;
    struct token token;
    token_make(&token);
    struct token_digest secret = token_digest(&token);
    struct answer a = { 0 };
    people_handover_add(w->store, secret, 77, 12, 500, on_done, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);

    a = (struct answer){ 0 };
    people_handover_take(w->store, secret, 500, on_handover, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND); // too late
    a = (struct answer){ 0 };
    people_handover_take(w->store, secret, 499, on_handover, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
    assert_int_equal(a.class_id, 77);
    assert_int_equal(a.person, 12);
    a = (struct answer){ 0 };
    people_handover_take(w->store, secret, 499, on_handover, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND); // used
}

static void the_newest_handover_of_a_person_counts(void **state) {
    struct world *w = *state;
    struct token_digest secrets[2];
    struct answer a = { 0 };
    for (int i = 0; i < 2; i++) {
        struct token token;
        token_make(&token);
        secrets[i] = token_digest(&token);
        a.is_done = false;
        people_handover_add(w->store, secrets[i], 77, 12, 500, on_done, &a);
        world_wait(w, &a.is_done);
    }
    a = (struct answer){ 0 };
    people_handover_take(w->store, secrets[0], 1, on_handover, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, ERR_NOT_FOUND);
    a = (struct answer){ 0 };
    people_handover_take(w->store, secrets[1], 1, on_handover, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(a.err, OK);
}

static void a_page_link_finds_its_sheet(void **state) {
    struct world *w = *state;
    struct token token;
    token_make(&token);
    uint64_t sheet = id_sheet(id_session(9, 1, 1), 481), found = 0;
    uint16_t person = 0;
    struct answer a = { 0 };
    people_link_add(w->store, token_digest(&token), sheet, 3, on_done, &a);
    world_wait(w, &a.is_done);
    assert_int_equal(people_link_find(w->store, token_digest(&token), &found, &person), OK);
    assert_true(found == sheet && person == 3);
    token.bytes[0] ^= 1;
    assert_int_equal(people_link_find(w->store, token_digest(&token), &found, &person),
                     ERR_NOT_FOUND);
}

static void a_link_can_be_shown_again_after_a_restart(void **state) {
    struct world *w = *state;
    uint64_t sheet = id_sheet(id_session(9, 1, 1), 481);
    struct token token, again, other;
    people_link_token(w->store, sheet, &token);
    people_link_token(w->store, sheet + 1, &other);
    world_close(w);
    world_open(w);
    people_link_token(w->store, sheet, &again);
    assert_memory_equal(token.bytes, again.bytes, TOKEN_BYTES);
    assert_memory_not_equal(token.bytes, other.bytes, TOKEN_BYTES);
}

static void a_token_is_written_and_read(void **state) {
    (void)state;
    struct token token, read;
    char text[TOKEN_TEXT + 1];
    token_make(&token);
    token_write(&token, text);
    assert_int_equal(strlen(text), TOKEN_TEXT);
    assert_true(token_read(str_from(text), &read));
    assert_memory_equal(token.bytes, read.bytes, TOKEN_BYTES);

    assert_false(token_read(STR(""), &read));
    assert_false(token_read(str_make(text, TOKEN_TEXT - 1), &read));
    text[5] = '+'; // base64, but not of URLs
    assert_false(token_read(str_from(text), &read));
}

// The last of 43 symbols carries four bits; one that sets the other two would be a second spelling.
static void a_token_has_one_spelling(void **state) {
    (void)state;
    struct token token = { { 0 } };
    char text[TOKEN_TEXT + 1];
    token_write(&token, text);
    assert_true(token_read(str_from(text), &token));
    text[TOKEN_TEXT - 1] = 'B';
    assert_false(token_read(str_from(text), &token));
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(the_first_trainer_sets_up_with_the_link),
        STORY(signing_in_takes_the_right_name_and_password),
        STORY(names_are_unique_and_bounded),
        STORY(a_new_password_ends_the_sessions),
        STORY(signing_out_ends_one_session),
        STORY(several_sign_in_at_once),
        STORY(nothing_secret_is_in_the_files),
        STORY(a_handover_is_good_once_and_for_a_while),
        STORY(the_newest_handover_of_a_person_counts),
        STORY(a_page_link_finds_its_sheet),
        STORY(a_link_can_be_shown_again_after_a_restart),
        STORY(a_token_is_written_and_read),
        STORY(a_token_has_one_spelling),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
