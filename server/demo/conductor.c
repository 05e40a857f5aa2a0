// Its players are its children and end with it: whoever ends the conductor ends the demo.
#include "demo/conductor.h"

#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "demo/conduct.h"
#include "demo/http_call.h"
#include "demo/json.h"
#include "demo/peer.h"

// The scenario that every trainer should see first.
#define SCENARIO "two_days_late"
#define DOCTRINE "facts_first"
#define TRAINER  "demo"

enum { PASSWORD_MAX = 20, TURN_MS = 500 };

struct conductor {
    const struct conductor_settings *settings;
    struct address address;
    char cookie[120];
    char password[PASSWORD_MAX];
    uint64_t class_stream;
    struct peer peer;
    struct conduct conduct;
    bool playing; // the players have been sent in
    bool over;
};

extern char **environ;

static const char *const names[] = {
    "Ana",  "Ben",   "Carla", "David", "Elif",  "Farid", "Greta", "Hugo",  "Ida",   "Jonas",
    "Kim",  "Lena",  "Marek", "Nora",  "Omar",  "Paula", "Quinn", "Rosa",  "Sami",  "Tess",
    "Ugo",  "Vera",  "Wim",   "Xenia", "Yusuf", "Zoe",   "Aylin", "Bruno", "Chloe", "Dario",
    "Emma", "Filip", "Gina",  "Henk",  "Ines",  "Jamal", "Katja", "Luca",  "Mina",  "Nils",
};
enum { NAMES = sizeof names / sizeof names[0] };

// ---- signing up

// Six syllables: 38 bits, to be typed once from a screen, and gone with the demo.
static void password_make(char to[PASSWORD_MAX]) {
    static const char consonants[] = "bdfgklmnprstvwzh", vowels[] = "aeiou";
    uint8_t bytes[12];
    CHECK(getrandom(bytes, sizeof bytes, 0) == sizeof bytes);
    for (int i = 0; i < 6; i++) {
        if (i == 2 || i == 4) *to++ = '-';
        *to++ = consonants[bytes[2 * i] % 16];
        *to++ = vowels[bytes[2 * i + 1] % 5];
    }
    *to = 0;
}

// The JSON of an answer, owned by the caller; NULL, with a sentence said, for anything but 200.
static cJSON *ask(struct conductor *c, const char *path, struct str json) {
    struct http_answer answer;
    http_call(&c->address, path, json, c->cookie, &answer);
    struct str body = answer.status ? buf_str(&answer.body) : str_from(answer.why);
    cJSON *value = answer.status == 200 ? cJSON_ParseWithLength(body.ptr, body.len) : NULL;
    if (!value)
        fprintf(stderr, "coolhead: the demo can't go on; %s was answered with %d: %.*s\n", path,
                answer.status, STR_ARG(body));
    if (value && answer.cookie[0]) memcpy(c->cookie, answer.cookie, sizeof c->cookie);
    http_answer_deinit(&answer);
    return value;
}

static bool token_read(char token[64]) {
    if (!fgets(token, 64, stdin)) return false;
    token[strcspn(token, "\n")] = 0;
    return token[0] != 0;
}

static bool sign_up(struct conductor *c) {
    char token[64];
    struct buf json = { 0 };
    if (!token_read(token)) {
        fprintf(stderr, "coolhead: demo-conductor reads the token of a set-up link from stdin.\n");
        return false;
    }
    password_make(c->password);
    buf_printf(&json, "{\"token\":\"%s\",\"name\":\"" TRAINER "\",\"password\":\"%s\"}", token,
               c->password);
    cJSON *me = ask(c, "/api/setup", buf_str(&json));
    cJSON_Delete(me);
    buf_deinit(&json);
    return me != NULL;
}

static bool class_make(struct conductor *c) {
    cJSON *made =
        ask(c, "/api/classes/new",
            STR("{\"name\":\"Demo\",\"doctrine\":\"" DOCTRINE "\",\"retention_days\":1}"));
    c->class_stream = (uint64_t)json_number(made, "class");
    cJSON_Delete(made);
    return c->class_stream != 0;
}

static bool round_choose(struct conductor *c) {
    cJSON *library = ask(c, "/api/library", STR(""));
    bool found = library && conduct_init(&c->conduct, 2 * c->settings->pairs, library, SCENARIO);
    if (library && !found)
        fprintf(stderr, "coolhead: the demo plays the scenario " SCENARIO ", and the library "
                        "doesn't have it.\n");
    cJSON_Delete(library);
    return found;
}

// ---- players

static void player_send(const struct conductor *c, const char *code, int k) {
    char name[40], seed[16];
    pid_t pid;
    snprintf(name, sizeof name, k < NAMES ? "%s" : "%s %d", names[k % NAMES], k / NAMES + 1);
    snprintf(seed, sizeof seed, "%d", k + 1);
    const char *const argv[] = { "coolhead", "demo-player", "--url",  c->settings->url,
                                 "--code",   code,          "--name", name,
                                 "--seed",   seed,          NULL };
    int error = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, (char *const *)argv, environ);
    if (error) fprintf(stderr, "coolhead: a player can't be started: %s\n", strerror(error));
}

static void announce(const struct conductor *c, const char *url) {
    printf("\nDemo: %d pairs are joining, and will play until you stop it. To watch them, open\n"
           "  %s/trainer#class=%llu\n"
           "and sign in as " TRAINER " with the password %s\n\n",
           (int)c->settings->pairs, url, (unsigned long long)c->class_stream, c->password);
    fflush(stdout);
}

static void players_send(struct conductor *c, const char *code) {
    if (c->playing) return;
    c->playing = true;
    for (int k = 0; k < 2 * c->settings->pairs; k++)
        player_send(c, code, k);
}

static void players_bury(void) {
    while (waitpid(-1, NULL, WNOHANG) > 0)
        continue; // at most as many as were sent
}

// ---- conducting

static void take(struct conductor *c, const cJSON *message, ms now) {
    if (json_is(message, "type", "welcome")) peer_watch(&c->peer, c->class_stream, 0);
    if (json_is(message, "type", "room")) {
        if (!c->playing) announce(c, json_text(message, "join_url"));
        players_send(c, json_text(message, "code"));
        conduct_room(&c->conduct, message, now);
    }
    if (json_is(message, "type", "tiles")) conduct_tiles(&c->conduct, message, now);
    if (json_is(message, "type", "refused")) conduct_refused(&c->conduct, now);
    if (json_is(message, "type", "notice"))
        c->over = json_is(message, "code", "stopping") || json_is(message, "code", "class_deleted");
}

static void act(struct conductor *c, ms now) {
    struct str fields;
    const char *command = conduct_act(&c->conduct, now, &fields);
    if (command) peer_command(&c->peer, command, c->class_stream, fields);
}

static void conduct(struct conductor *c) {
    const cJSON *message;
    peer_init(&c->peer, &c->address, c->cookie);
    peer_open(&c->peer);
    while (!c->over) {
        peer_wait(&c->peer, TURN_MS);
        ms now = time_monotonic();
        while ((message = peer_next(&c->peer)))
            take(c, message, now);
        act(c, now);
        players_bury();
        if (websocket_state(c->peer.socket) == WEBSOCKET_CLOSED) peer_open(&c->peer);
    }
    peer_deinit(&c->peer);
}

int conductor_run(const struct conductor_settings *settings) {
    struct conductor c = { .settings = settings };
    prctl(PR_SET_PDEATHSIG, SIGTERM); // a server that was killed takes the demo along
    if (!address_parse(&c.address, settings->url)) {
        fprintf(stderr, "coolhead: --url takes ws://HOST:PORT/ws, not \"%s\".\n", settings->url);
        return 1;
    }
    bool ok = sign_up(&c) && class_make(&c) && round_choose(&c);
    if (ok) conduct(&c);
    conduct_deinit(&c.conduct);
    return ok ? 0 : 1;
}
