#include "browser.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "core/limits.h"
#include "glance.h"
#include "sim.h"

enum { NOT_SAVED_MS = 700 };

void browser_init(struct browser *browser, struct sim *sim, const char *name) {
    *browser = (struct browser){ .sim = sim, .recorded = true, .away = true };
    browser->back_at = browser->again_at = MS_NEVER;
    snprintf(browser->name, sizeof browser->name, "%s", name);
    snprintf(browser->seat, sizeof browser->seat, "none");
    memset(browser->token, 'A', sizeof browser->token - 1);
    memcpy(browser->token, name, strlen(name));
}

void browser_deinit(struct browser *browser) {
    for (int i = 0; i < browser->open_count; i++)
        free((char *)browser->open[i].text.ptr);
    for (int i = 0; i < PAIRS_SEEN; i++)
        buf_deinit(&browser->tiles[i]);
    buf_deinit(&browser->place);
    buf_deinit(&browser->room);
}

// ── sending ──

void browser_send(struct browser *browser, const char *text) {
    if (browser->wire) wire_send(browser->sim, browser->wire, str_from(text));
}

static void send_format(struct browser *browser, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void send_format(struct browser *browser, const char *format, ...) {
    char text[300];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    browser_send(browser, text);
}

struct track *browser_track(struct browser *browser, uint64_t stream) {
    for (int i = 0; i < TRACKS_MAX; i++)
        if (browser->tracks[i].stream == stream) return &browser->tracks[i];
    return NULL;
}

void browser_follow(struct browser *browser, uint64_t stream) {
    struct track *track = browser_track(browser, stream);
    if (!track) {
        track = browser_track(browser, 0);
        if (!track) return;
        *track = (struct track){ .stream = stream, .roles = (1u << VIEWERS) - 1 };
    }
    track->caught_up = false;
    send_format(browser, "{\"type\":\"watch\",\"stream\":%llu,\"n\":%u}",
                (unsigned long long)stream, track->n);
}

void browser_forget(struct browser *browser, uint64_t stream) {
    struct track *track = browser_track(browser, stream);
    if (!track) return;
    *track = (struct track){ 0 };
    send_format(browser, "{\"type\":\"unwatch\",\"stream\":%llu}", (unsigned long long)stream);
}

struct sent *browser_sent(struct browser *browser, uint32_t id) {
    struct sent *sent = &browser->sent[id % SENT_MAX];
    return id != 0 && sent->id == id ? sent : NULL;
}

static void transmit(struct browser *browser, int open) {
    struct sent *sent = browser_sent(browser, browser->open[open].id);
    if (sent) sent->copies++;
    browser->open[open].sent_at = browser->sim->now;
    if (browser->wire) wire_send(browser->sim, browser->wire, browser->open[open].text);
}

void browser_command(struct browser *browser, const char *type, uint64_t stream, struct mark mark,
                     const char *fields) {
    struct buf text = { 0 };
    if (!browser->welcomed || browser->open_count == OPEN_MAX) return;
    buf_printf(&text, "{\"type\":\"%s\",\"id\":%u,\"stream\":%llu%s%s}", type, ++browser->counter,
               (unsigned long long)stream, fields[0] ? "," : "", fields);
    browser->sent[browser->counter % SENT_MAX] =
        (struct sent){ .id = browser->counter, .instance = browser->instance, .mark = mark };
    browser->open[browser->open_count].id = browser->counter;
    browser->open[browser->open_count].text = buf_str(&text); // given
    browser->sim->figures.commands++;
    transmit(browser, browser->open_count++);
}

void browser_send_again(struct browser *browser) {
    browser->again_at = MS_NEVER;
    if (!browser->welcomed) return;
    for (int i = 0; i < browser->open_count; i++)
        transmit(browser, i);
}

static void open_remove(struct browser *browser, uint32_t id) {
    for (int i = 0; i < browser->open_count; i++) {
        if (browser->open[i].id != id) continue;
        free((char *)browser->open[i].text.ptr);
        memmove(&browser->open[i], &browser->open[i + 1],
                (size_t)(--browser->open_count - i) * sizeof browser->open[0]);
        return;
    }
}

// ── the connection ──

void browser_open(struct browser *browser, bool anew) {
    struct sim *sim = browser->sim;
    if (browser->wire) browser_close(browser, false, 0);
    browser->away = false;
    browser->back_at = MS_NEVER;
    browser->wire = wire_open(sim, browser, browser->account);
    browser->welcomed = false;
    if (anew) browser->instance = 0;
    browser->joins |= anew;
    send_format(browser, "{\"type\":\"hello\",\"version\":1,\"token\":\"%s\",\"instance\":%u}",
                browser->account ? "" : browser->token, browser->instance);
}

static void lose(struct browser *browser) {
    browser->wire = NULL;
    browser->welcomed = false;
    browser->again_at = MS_NEVER;
    for (int i = 0; i < TRACKS_MAX; i++)
        browser->tracks[i].caught_up = false;
    struct sim *sim = browser->sim;
    ms pause = sim->calm ? 200 : chance_between(&sim->chance, 100, 3000);
    browser->back_at = browser->away ? MS_NEVER : sim->now + pause;
}

void browser_close(struct browser *browser, bool for_good, ms server_knows_after) {
    browser->away |= for_good;
    if (!browser->wire) {
        if (for_good) browser->back_at = MS_NEVER;
        return;
    }
    wire_leave(browser->sim, browser->wire, server_knows_after);
    lose(browser);
}

void browser_on_lost(struct browser *browser) {
    lose(browser);
}

// ── hearing ──

static void copy(struct buf *to, struct str text) {
    buf_reset(to);
    buf_append_str(to, text);
}

static void join(struct browser *browser) {
    send_format(browser,
                "{\"type\":\"join\",\"code\":\"%s\",\"name\":\"%s\",\"recorded\":%s,\"token\":"
                "\"%s\"}",
                browser->sim->code[browser->class_index], browser->name,
                browser->recorded ? "true" : "false", browser->token);
}

// A new instance counts anew, and knows nothing of what was open.
static void instance_begin(struct browser *browser, uint32_t instance) {
    while (browser->open_count > 0)
        open_remove(browser, browser->open[0].id);
    memset(browser->sent, 0, sizeof browser->sent);
    browser->instance = instance;
    browser->counter = 0;
}

static void follow_all(struct browser *browser) {
    for (int i = 0; i < TRACKS_MAX; i++)
        if (browser->tracks[i].stream) browser_follow(browser, browser->tracks[i].stream);
}

static void on_welcome(struct browser *browser, struct str m) {
    uint32_t instance = (uint32_t)glance_number(m, "instance");
    if (glance_is(m, "who", "nobody")) {
        if (browser->joins)
            join(browser);
        else
            browser_close(browser, true, 0); // removed meanwhile, or gone of their own will
        return;
    }
    browser->joins = false;
    browser->welcomed = true;
    browser->person = browser->account ? PERSON_TRAINER : (uint16_t)glance_number(m, "person");
    if (instance != browser->instance) instance_begin(browser, instance);
    if (browser->account) {
        browser_follow(browser, id_class_stream(browser->sim->class_id[browser->class_index]));
        follow_all(browser);
    }
    browser_send_again(browser);
}

static void leave_session(struct browser *browser) {
    for (int i = 0; i < TRACKS_MAX; i++)
        if (browser->tracks[i].stream) browser_forget(browser, browser->tracks[i].stream);
    browser->typing = false;
    browser->offers = browser->phase = browser->tells = 0;
}

// The first place after a welcome says whether what was followed is still theirs.
static void on_place(struct browser *browser, struct str m) {
    uint64_t session = glance_number(m, "session");
    struct str seat = glance_text(m, "seat");
    bool same = session == browser->session && str_eq(seat, str_from(browser->seat));
    copy(&browser->place, m);
    if (!same) leave_session(browser);
    snprintf(browser->seat, sizeof browser->seat, "%.*s", STR_ARG(seat));
    browser->session = session;
    browser->sheet = glance_number(m, "sheet");
    if (session == 0) return;
    struct track *track = browser_track(browser, session);
    if (track && track->caught_up) return; // follows it on this connection
    browser_follow(browser, session);
    browser_follow(browser, browser->sheet);
}

static int place_of(struct str name, const char *const *names, int count) {
    for (int i = 0; i < count; i++)
        if (str_eq(name, str_from(names[i]))) return i;
    return 0;
}

// What the page shows.
static void show(struct browser *browser, struct str event) {
    static const char *const phases[] = { "brief", "call", "back", "score", "talk", "over" };
    browser->tells++;
    if (glance_is(event, "type", "phase_began"))
        browser->phase = place_of(glance_text(event, "phase"), phases, 6);
    if (glance_is(event, "type", "offered")) browser->offers++;
    if (glance_is(event, "type", "typing_changed") && glance_is(event, "by", browser->seat))
        browser->typing = str_eq(glance_at(event, "on"), STR("true"));
}

static void on_event(struct browser *browser, struct str m) {
    struct sim *sim = browser->sim;
    uint64_t stream = glance_number(m, "stream");
    uint32_t n = (uint32_t)glance_number(m, "n");
    struct track *track = browser_track(browser, stream);
    if (!track || n <= track->n) return; // followed no more; or seen before
    if (n != track->n + 1) {             // a gap: of what was followed before, or it asks again
        if (track->caught_up) browser_follow(browser, stream);
        return;
    }
    track->n = n;
    if (id_kind(stream) != STREAM_SESSION) return;
    const struct ledger_stream *s = ledger_find(&sim->ledger, stream);
    if (s) track->roles = ledger_sight(s, track->roles, n, m); // else lost with its process
    if (stream == browser->session) show(browser, glance_at(m, "event"));
}

static void on_caught_up(struct browser *browser, struct str m) {
    struct track *track = browser_track(browser, glance_number(m, "stream"));
    if (track && track->n == glance_number(m, "n")) track->caught_up = true;
}

// A trainer looked at a pair that has no session yet, or none any more.
static void looked_at_nothing(struct browser *browser) {
    for (int i = 0; i < TRACKS_MAX; i++)
        if (id_is_valid(browser->tracks[i].stream) && !browser->tracks[i].caught_up &&
            id_kind(browser->tracks[i].stream) != STREAM_CLASS)
            browser->tracks[i] = (struct track){ 0 };
}

static void on_refused(struct browser *browser, struct str m) {
    uint32_t id = (uint32_t)glance_number(m, "id");
    browser->sim->figures.refused++;
    if (browser->account && glance_is(m, "path", "/stream")) looked_at_nothing(browser);
    if (glance_is(m, "code", "not_saved")) {
        browser->again_at = browser->sim->now + NOT_SAVED_MS;
        if (id == 0) browser->back_at = browser->again_at; // a join: comes again
        return;
    }
    const struct sent *sent = browser_sent(browser, id);
    if (sent && sent->copies == 1) ledger_refused(&browser->sim->ledger, sent->mark.number);
    open_remove(browser, id);
}

static void on_accepted(struct browser *browser, struct str m) {
    browser->sim->figures.accepted++;
    open_remove(browser, (uint32_t)glance_number(m, "id"));
}

static void on_notice(struct browser *browser, struct str m) {
    static const char *const last_words[] = { "moved", "removed", "class_deleted" };
    for (int i = 0; i < 3; i++)
        if (glance_is(m, "code", last_words[i])) browser_close(browser, true, 0);
}

static void on_room(struct browser *browser, struct str m) {
    static const char *const phases[] = { "none", "proposed", "briefing", "running" };
    struct str pairs = glance_at(m, "pairs"), pair;
    copy(&browser->room, m);
    browser->round = (int)glance_number(m, "round");
    browser->round_phase = place_of(glance_text(m, "phase"), phases, 4);
    browser->pairs = 0;
    while (glance_item(&pairs, &pair))
        browser->pairs += glance_number(pair, "pair") > 0;
}

static void on_tiles(struct browser *browser, struct str m) {
    struct str tiles = glance_at(m, "tiles"), tile;
    while (glance_item(&tiles, &tile)) {
        uint64_t pair = glance_number(tile, "pair");
        if (pair < PAIRS_SEEN) copy(&browser->tiles[pair], tile);
    }
}

static void take(struct browser *browser, struct str m) {
    static const struct {
        const char *type;
        void (*on)(struct browser *browser, struct str m);
    } messages[] = {
        { "event", on_event },         { "accepted", on_accepted }, { "refused", on_refused },
        { "caught_up", on_caught_up }, { "place", on_place },       { "room", on_room },
        { "tiles", on_tiles },         { "welcome", on_welcome },   { "notice", on_notice },
    };
    struct str type = glance_text(m, "type");
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (str_eq(type, str_from(messages[i].type))) messages[i].on(browser, m);
}

void browser_hear(struct browser *browser, struct str text) {
    struct wire *wire = browser->wire;
    struct str message;
    while (browser->wire == wire && glance_item(&text, &message))
        take(browser, message);
}

// ── timers ──

static ms answer_due(const struct browser *browser) {
    bool waits = browser->welcomed && browser->open_count > 0;
    return waits ? browser->open[0].sent_at + ANSWER_MS : MS_NEVER;
}

ms browser_due(const struct browser *browser) {
    ms answer = answer_due(browser);
    return ms_min(answer, ms_min(browser->back_at, browser->again_at));
}

void browser_run(struct browser *browser) {
    struct sim *sim = browser->sim;
    if (browser->again_at <= sim->now) browser_send_again(browser);
    if (answer_due(browser) <= sim->now)
        browser_close(browser, false, chance_between(&sim->chance, 0, 5000));
    if (browser->back_at <= sim->now) browser_open(browser, false);
}
