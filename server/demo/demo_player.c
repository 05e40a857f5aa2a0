// The player decides (player.h), the peer carries; this is the loop between them.
#include "demo/demo_player.h"

#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "demo/json.h"
#include "demo/peer.h"
#include "demo/player.h"

// A server that was killed is back within seconds; after a minute nobody waits for it any more.
enum { TRIES_MAX = 60, RETRY_MS = 1000 };

struct sitting {
    const struct demo_player *settings;
    struct peer peer;
    struct player *player;
    bool welcome_again; // the stream has to be watched anew
    bool over;
    int tries;       // to connect, since the last welcome
    const char *why; // of an end that is a failure
};

static void take_welcome(struct sitting *s, const cJSON *message) {
    s->tries = 0;
    s->welcome_again = true;
    if (json_is(message, "who", "nobody"))
        peer_join(&s->peer, s->settings->code, s->settings->name, true);
}

static void take_place(struct sitting *s, const cJSON *place) {
    bool other = player_placed(s->player, place);
    uint64_t session = player_session(s->player);
    if (json_is(place, "stage", "closed") || json_is(place, "stage", "removed")) s->over = true;
    if (session && (other || s->welcome_again))
        peer_watch(&s->peer, session, player_seen(s->player));
    s->welcome_again = false;
}

// Of a command: the call went on meanwhile, and the player sees what became of it. Of the join:
// there is nothing to play.
static void take_refusal(struct sitting *s, const cJSON *refused) {
    if (json_number(refused, "id") != 0 || player_session(s->player)) return;
    fprintf(stderr, "coolhead: %s could not join: %s\n", s->settings->name,
            json_text(refused, "text"));
    s->over = true;
    s->why = "refused";
}

static void take(struct sitting *s, const cJSON *message, ms now) {
    if (json_is(message, "type", "welcome")) take_welcome(s, message);
    if (json_is(message, "type", "place")) take_place(s, message);
    if (json_is(message, "type", "event")) player_heard(s->player, message, now);
    if (json_is(message, "type", "refused")) take_refusal(s, message);
    if (json_is(message, "type", "notice"))
        s->over =
            !json_is(message, "code", "store_unwell") && !json_is(message, "code", "store_well");
}

static void act(struct sitting *s, ms now) {
    struct act act;
    while (!s->over && player_act(s->player, now, &act))
        peer_command(&s->peer, act.type, act.stream, act.fields);
}

static int patience(const struct sitting *s, ms now) {
    ms due = player_due(s->player);
    if (due == MS_NEVER) return -1;
    return due <= now ? 0 : (int)ms_min(due - now, MS_MINUTE);
}

static void reopen(struct sitting *s) {
    if (s->tries++ == TRIES_MAX) {
        s->over = true;
        s->why = websocket_why(s->peer.socket);
        fprintf(stderr, "coolhead: %s gives up: %s\n", s->settings->name, s->why);
        return;
    }
    usleep(RETRY_MS * 1000);
    peer_open(&s->peer);
}

static void play(struct sitting *s) {
    const cJSON *message;
    peer_open(&s->peer);
    while (!s->over) {
        peer_wait(&s->peer, patience(s, time_monotonic()));
        ms now = time_monotonic();
        while ((message = peer_next(&s->peer)))
            take(s, message, now);
        act(s, now);
        if (websocket_state(s->peer.socket) == WEBSOCKET_CLOSED && !s->over) reopen(s);
    }
    websocket_close(s->peer.socket);
}

int demo_player_run(const struct demo_player *settings) {
    struct address address;
    prctl(PR_SET_PDEATHSIG, SIGTERM); // a conductor that was killed takes its people along
    if (!address_parse(&address, settings->url)) {
        fprintf(stderr, "coolhead: --url takes ws://HOST:PORT/ws, not \"%s\".\n", settings->url);
        return 1;
    }
    struct sitting sitting = { .settings = settings,
                               .player = player_new(settings->name, settings->seed) };
    peer_init(&sitting.peer, &address, "");
    play(&sitting);
    peer_deinit(&sitting.peer);
    player_free(sitting.player);
    return sitting.why ? 1 : 0;
}
