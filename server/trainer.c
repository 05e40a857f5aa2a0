// coolhead trainer. Only one process may write to the database, so beside a running server the
// command asks that one (door.h).
#include "trainer.h"

#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "doorbell.h"
#include "protocol/format.h"
#include "store/people.h"

enum {
    PASSWORD_MIN = 10, // as protocol/schema/api.json says
    PASSWORD_MAX = 200,
};

static const char *const verbs[] = { [TRAINER_ADD] = "add", [TRAINER_RESET] = "reset" };

typedef void (*trainer_job)(struct store *, struct str, struct str, people_on_trainer, void *);
static const trainer_job jobs[] = {
    [TRAINER_ADD] = people_trainer_add, [TRAINER_RESET] = people_trainer_reset
};

// What is typed is not shown.
static void password_ask(struct buf *password) {
    struct termios shown, hidden;
    bool terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        fputs("Password (at least 10 characters): ", stderr);
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    for (int c = getchar(); c != EOF && c != '\n'; c = getchar())
        if (password->len <= PASSWORD_MAX) buf_append_char(password, (char)c);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputs("\n", stderr);
    }
}

struct outcome {
    bool done;
    enum err err;
};

static void on_done(void *ctx, enum err err, const struct trainer *trainer) {
    (void)trainer;
    *(struct outcome *)ctx = (struct outcome){ true, err };
}

static enum err trainer_do(struct store *store, enum trainer_verb verb, struct str name,
                           struct str password) {
    struct outcome outcome = { 0 };
    jobs[verb](store, name, password, on_done, &outcome);
    while (!outcome.done) {
        struct pollfd ready = { .fd = store_fd(store), .events = POLLIN };
        poll(&ready, 1, -1);
        store_drain(store);
    }
    return outcome.err;
}

static bool outcome_say(enum err err, const char *name, const char *why) {
    switch (err) {
    case OK: return true;
    case ERR_EXISTS:
        fprintf(stderr, "coolhead: there is a trainer called \"%s\" already.\n", name);
        break;
    case ERR_NOT_FOUND:
        fprintf(stderr, "coolhead: there is no trainer called \"%s\".\n", name);
        break;
    case ERR_INPUT:
        fprintf(stderr, "coolhead: \"%s\" can't be a name: 1 to 40 characters.\n", name);
        break;
    default:
        fprintf(stderr, "coolhead: %s\n",
                *why ? why : "that wasn't saved; the server's log says why.");
    }
    return false;
}

static bool name_is_good(const char *name) {
    struct str text = str_from(name);
    return utf8_is_valid(text) && format_find(STR("name"))->accepts(text);
}

int trainer_command(enum trainer_verb verb, const char *data, const char *name) {
    char why[STORE_WHY] = "";
    struct store *store = NULL;
    struct buf password = { 0 };
    if (!name_is_good(name)) return outcome_say(ERR_INPUT, name, why), 1;
    password_ask(&password);
    bool ok = password.len >= PASSWORD_MIN && password.len <= PASSWORD_MAX;
    if (!ok) fputs("coolhead: a password has 10 to 200 characters.\n", stderr);
    if (ok) {
        enum err err = store_open(data, STORE_SERVE, &store, why);
        if (!err)
            err = trainer_do(store, verb, str_from(name), buf_str(&password));
        else if (err == ERR_BUSY)
            err = doorbell_ring(data, verbs[verb], str_from(name), buf_str(&password)).err;
        ok = outcome_say(err, name, why);
    }
    if (store) store_close(store);
    if (password.len) explicit_bzero(password.ptr, password.len);
    buf_deinit(&password);
    return ok ? 0 : 1;
}
