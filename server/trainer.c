// coolhead trainer. Only one process may write to the database, so beside a running server the
// command asks that one: `add NAME PASSWORD` as a JSON array in one line, and the failure's name,
// or "ok", in the line that comes back.
#include "trainer.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/check.h"
#include "base/log.h"
#include "base/utf8.h"
#include "engine/ask.h"
#include "net/loop.h"
#include "protocol/check.h"
#include "protocol/format.h"
#include "store/people.h"

enum {
    PASSWORD_MIN = 10, // as protocol/schema/api.json says
    PASSWORD_MAX = 200,
    ANSWER_MAX = 64,
};

static const char *const verbs[] = { [TRAINER_ADD] = "add", [TRAINER_RESET] = "reset" };

typedef void (*trainer_job)(struct store *, struct str, struct str, people_on_trainer, void *);
static const trainer_job jobs[] = {
    [TRAINER_ADD] = people_trainer_add, [TRAINER_RESET] = people_trainer_reset
};

static struct sockaddr_un control_path(const char *data) {
    struct sockaddr_un path = { .sun_family = AF_UNIX };
    int len = snprintf(path.sun_path, sizeof path.sun_path, "%s/control", data);
    if (len >= (int)sizeof path.sun_path) path.sun_path[0] = 0;
    return path;
}

// ---- the command

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

static bool send_line(int fd, struct str line) {
    for (uint32_t sent = 0; sent < line.len;) {
        ssize_t more = write(fd, line.ptr + sent, line.len - sent);
        if (more < 0 && errno != EINTR) return false;
        if (more > 0) sent += (uint32_t)more;
    }
    return true;
}

static enum err read_answer(int fd) {
    char answer[ANSWER_MAX];
    ssize_t len = 0, more;
    while (len < ANSWER_MAX && (more = read(fd, answer + len, (size_t)(ANSWER_MAX - len))) > 0)
        len += more;
    struct str rest = str_make(answer, (size_t)len), line = str_cut(&rest, '\n');
    for (enum err err = OK; err <= ERR_BUSY; err++)
        if (str_eq(line, str_from(err_name(err)))) return err;
    return ERR_IO;
}

// Asks the running server.
static enum err trainer_call(const char *data, enum trainer_verb verb, struct str name,
                             struct str password) {
    struct sockaddr_un path = control_path(data);
    struct buf line = { 0 };
    buf_printf(&line, "[\"%s\",", verbs[verb]);
    buf_json_string(&line, name);
    buf_append_char(&line, ',');
    buf_json_string(&line, password);
    buf_append_lit(&line, "]\n");
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool sent = fd >= 0 && !connect(fd, (const struct sockaddr *)&path, sizeof path) &&
                send_line(fd, buf_str(&line));
    enum err err = sent ? read_answer(fd) : ERR_BUSY;
    if (fd >= 0) close(fd);
    explicit_bzero(line.ptr, line.len);
    buf_deinit(&line);
    return err;
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
            err = trainer_call(data, verb, str_from(name), buf_str(&password));
        ok = outcome_say(err, name, why);
    }
    if (store) store_close(store);
    if (password.len) explicit_bzero(password.ptr, password.len);
    buf_deinit(&password);
    return ok ? 0 : 1;
}

// ---- the server's side

struct trainer_door {
    struct loop *loop;
    struct store *store;
    struct engine *engine;
    char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
};

// One call under way.
struct errand {
    struct trainer_door *door;
    uint64_t call;
};

static void on_errand_done(void *ctx, enum err err, const struct trainer *trainer) {
    struct errand errand = *(struct errand *)ctx;
    free(ctx);
    if (trainer) engine_trainer_changed(errand.door->engine, trainer->id);
    loop_control_answer(errand.door->loop, errand.call, str_from(err_name(err)));
}

static const char *text_at(const cJSON *array, int place) {
    const cJSON *item = cJSON_GetArrayItem(array, place);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static void errand_run(struct trainer_door *door, uint64_t call, const cJSON *words) {
    struct errand *errand = malloc(sizeof *errand);
    CHECK(errand);
    *errand = (struct errand){ door, call };
    enum trainer_verb verb = strcmp(text_at(words, 0), "reset") == 0 ? TRAINER_RESET : TRAINER_ADD;
    jobs[verb](door->store, str_from(text_at(words, 1)), str_from(text_at(words, 2)),
               on_errand_done, errand);
}

static void on_line(void *ctx, uint64_t call, struct str line) {
    struct trainer_door *door = ctx;
    struct check_fault fault; // what came from a program of ours is right, or nobody reads why not
    cJSON *words = NULL;
    if (json_accept(line, &scan_limits_message, &words, &fault) || cJSON_GetArraySize(words) != 3)
        loop_control_answer(door->loop, call, str_from(err_name(ERR_INPUT)));
    else
        errand_run(door, call, words);
    json_free(words);
}

struct trainer_door *trainer_door_open(struct loop *loop, struct store *store,
                                       struct engine *engine, struct str data) {
    struct trainer_door *door = calloc(1, sizeof *door);
    CHECK(door);
    struct sockaddr_un path = control_path(data.ptr);
    *door = (struct trainer_door){ .loop = loop, .store = store, .engine = engine };
    memcpy(door->path, path.sun_path, sizeof door->path);
    if (!door->path[0] || loop_control(loop, door->path, on_line, door))
        log_warn("no_control_socket", "path", door->path);
    return door;
}

void trainer_door_close(struct trainer_door *door) {
    if (door->path[0]) unlink(door->path);
    free(door);
}
