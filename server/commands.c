// The commands beside serve.
#include "commands.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "engine/shelf.h"
#include "protocol/command.h"
#include "store/backup.h"
#include "store/people.h"
#include "store/verify.h"

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 200 }; // as protocol/schema/api.json says

static bool say_why(const char *why) {
    fprintf(stderr, "coolhead: %s\n", why);
    return false;
}

// ---- trainers

static bool line_read(struct buf *line) {
    for (int c = getchar(); c != EOF && c != '\n'; c = getchar())
        if (line->len <= PASSWORD_MAX) buf_append_char(line, (char)c);
    return line->len > 0;
}

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
    line_read(password);
    if (terminal) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputs("\n", stderr);
    }
}

struct outcome {
    bool done;
    enum err err;
};

static void on_trainer(void *ctx, enum err err, const struct trainer *trainer) {
    (void)trainer;
    *(struct outcome *)ctx = (struct outcome){ true, err };
}

static enum err outcome_wait(struct store *store, const struct outcome *outcome) {
    while (!outcome->done) {
        struct pollfd ready = { .fd = store_fd(store), .events = POLLIN };
        poll(&ready, 1, -1);
        store_drain(store);
    }
    return outcome->err;
}

static bool outcome_say(enum err err, const char *name) {
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
    default: fprintf(stderr, "coolhead: that wasn't saved (%s).\n", err_name(err));
    }
    return false;
}

typedef void (*trainer_job)(struct store *, struct str, struct str, people_on_trainer, void *);

static bool trainer_do(struct store *store, trainer_job job, const char *name) {
    struct buf password = { 0 };
    struct outcome outcome = { 0 };
    password_ask(&password);
    bool ok = password.len >= PASSWORD_MIN && password.len <= PASSWORD_MAX;
    if (ok)
        job(store, str_from(name), buf_str(&password), on_trainer, &outcome);
    else
        say_why("a password has 10 to 200 characters.");
    ok = ok && outcome_say(outcome_wait(store, &outcome), name);
    explicit_bzero(password.ptr, password.len);
    buf_deinit(&password);
    return ok;
}

static int trainer_command(const char *data, trainer_job job, const char *name) {
    char why[STORE_WHY];
    struct store *store;
    if (store_open(data, STORE_SERVE, &store, why)) {
        say_why(why);
        return 1;
    }
    bool ok = trainer_do(store, job, name);
    store_close(store);
    return ok ? 0 : 1;
}

int command_trainer_add(const char *data, const char *name) {
    return trainer_command(data, people_trainer_add, name);
}

int command_trainer_reset(const char *data, const char *name) {
    return trainer_command(data, people_trainer_reset, name);
}

// ---- scenarios

static bool file_check(const char *file, const struct schema_set *schemas) {
    struct check_fault fault;
    enum err err = shelf_check_file(file, schemas, &fault);
    if (!err)
        printf("%s: good\n", file);
    else if (err == ERR_INPUT)
        fprintf(stderr, "%s: at \"%s\": %s\n", file, fault.path, fault.text);
    else
        fprintf(stderr, "%s: can't be read: %m\n", file);
    return !err;
}

int command_scenario_check(char **files, int count) {
    struct contract *contract = contract_new();
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !file_check(files[i], contract_schemas(contract));
    contract_free(contract);
    return bad ? 1 : 0;
}

// ---- the record

static bool verify_say(enum err err, const struct verify_report *r) {
    if (err) {
        fprintf(stderr, "coolhead: the database can't be read (%s).\n", err_name(err));
        return false;
    }
    printf("%" PRIu64 " events in %" PRIu64 " streams; %" PRIu64 " texts erased, %" PRIu64
           " redacted.\n",
           r->events, r->streams, r->erased, r->redacted);
    if (r->damaged == 0) return true;
    fprintf(stderr,
            "coolhead: %" PRIu64
            " places are not as they were written; the first: %s, stream %" PRIu64 ", event %u.\n",
            r->damaged, verify_finding_name(r->first), r->first_stream, r->first_seq);
    return false;
}

int command_verify(const char *data) {
    char why[STORE_WHY];
    struct store *store;
    struct verify_report report = { 0 };
    if (store_open(data, STORE_READ, &store, why)) {
        say_why(why);
        return 1;
    }
    bool ok = verify_say(verify_all(store, &report), &report);
    store_close(store);
    return ok ? 0 : 1;
}

int command_backup(const char *data, const char *file) {
    char why[STORE_WHY];
    if (backup_make(data, file, why) == OK) return 0;
    say_why(why);
    return 1;
}
