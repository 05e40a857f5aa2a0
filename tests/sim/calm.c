#include "calm.h"

#include <string.h>

#include "base/id.h"
#include "glance.h"
#include "sim.h"
#include "world.h"

enum {
    CALM_MS = 20000,         // a dead connection is noticed in 10 s, and comes back in 3
    STEPS_OF_CALM = 1000000, // chances of its own, that no step has
};

// ── everything has come ──

static enum role role_of(const struct browser *browser) {
    static const char *const seats[] = { "csr", "customer", "observer" };
    for (int role = 0; role < 3; role++)
        if (strcmp(browser->seat, seats[role]) == 0) return (enum role)role;
    return ROLE_TRAINER;
}

static void check_track(struct sim *sim, const struct browser *browser, const struct track *track) {
    const struct ledger_stream *s = ledger_find(&sim->ledger, track->stream);
    if (!s || id_kind(track->stream) == STREAM_CLASS) return;
    bool session = id_kind(track->stream) == STREAM_SESSION;
    enum role role = role_of(browser);
    uint32_t all = session ? s->seen[role] : s->count;
    if (track->n != all)
        fault_note(&sim->fault, "%s has %u of %u events of stream %llu, and nothing is wrong",
                   browser->name, track->n, all, (unsigned long long)track->stream);
    if (session && !(track->roles & 1u << role))
        fault_note(&sim->fault, "what %s has heard of session %llu is not what a %s sees",
                   browser->name, (unsigned long long)track->stream, browser->seat);
}

static void check_browser(struct sim *sim, struct browser *browser) {
    if (browser->away) return;
    if (!browser->wire || (!browser->welcomed && !browser->joins))
        fault_note(&sim->fault, "%s doesn't get in, and nothing is wrong", browser->name);
    if (browser->welcomed && browser->open_count > 0)
        fault_note(&sim->fault, "command %u of %s has no answer: %.*s", browser->open[0].id,
                   browser->name, STR_ARG(browser->open[0].text));
    for (int i = 0; i < TRACKS_MAX && browser->welcomed; i++)
        if (browser->tracks[i].stream) check_track(sim, browser, &browser->tracks[i]);
}

// ── what was told unasked is what is told when asked ──

// A tile says how long something has been so, which needs no message while time passes.
static bool same_tile(struct str a, struct str b) {
    struct str name, value, other;
    while (glance_member(&a, &name, &value)) {
        if (!glance_member(&b, &name, &other)) return false;
        bool of_time = str_eq(name, STR("play")) || str_eq(name, STR("flags"));
        if (!of_time && !str_eq(value, other)) return false;
    }
    return true;
}

// A text from some bytes before the place where it differs from another.
static struct str difference(const struct buf *a, const struct buf *b) {
    uint32_t at = 0;
    while (at < a->len && at < b->len && a->ptr[at] == b->ptr[at])
        at++;
    uint32_t from = at > 60 ? at - 60 : 0, len = a->len - from;
    return str_make(a->ptr + from, len < 160 ? len : 160);
}

struct known { // what a page shows before it asks
    struct buf place, room, tiles[PAIRS_SEEN];
};

static void known_take(struct known *known, const struct browser *browser) {
    *known = (struct known){ 0 };
    buf_append_str(&known->place, buf_str(&browser->place));
    buf_append_str(&known->room, buf_str(&browser->room));
    for (int i = 0; i < PAIRS_SEEN; i++)
        buf_append_str(&known->tiles[i], buf_str(&browser->tiles[i]));
}

static void known_free(struct known *known) {
    buf_deinit(&known->place);
    buf_deinit(&known->room);
    for (int i = 0; i < PAIRS_SEEN; i++)
        buf_deinit(&known->tiles[i]);
}

static void known_compare(struct sim *sim, const struct known *known,
                          const struct browser *browser) {
    if (!str_eq(buf_str(&known->place), buf_str(&browser->place)))
        fault_note(&sim->fault, "%s was not told its place: it had %.*s, and it is %.*s",
                   browser->name, STR_ARG(difference(&known->place, &browser->place)),
                   STR_ARG(difference(&browser->place, &known->place)));
    if (!str_eq(buf_str(&known->room), buf_str(&browser->room)))
        fault_note(&sim->fault, "%s was not told of the room: it had %.*s, and it is %.*s",
                   browser->name, STR_ARG(difference(&known->room, &browser->room)),
                   STR_ARG(difference(&browser->room, &known->room)));
    for (int i = 0; i < PAIRS_SEEN; i++)
        if (!same_tile(buf_str(&known->tiles[i]), buf_str(&browser->tiles[i])))
            fault_note(&sim->fault, "%s was not told of tile %d: it had %.*s, and it is %.*s",
                       browser->name, i, STR_ARG(buf_str(&known->tiles[i])),
                       STR_ARG(buf_str(&browser->tiles[i])));
}

// Asks once more: a trainee by coming back, a trainer by following the class again.
static void check_asked(struct sim *sim) {
    struct known known[BROWSERS_MAX];
    uint64_t rows = sim->ledger.rows;
    for (int i = 0; i < sim->browsers_count; i++) {
        struct browser *browser = &sim->browsers[i];
        known_take(&known[i], browser);
        if (browser->account && browser->welcomed)
            browser_follow(browser, id_class_stream(sim->class_id[browser->class_index]));
        else if (browser->welcomed)
            browser_open(browser, false);
    }
    world_settle(sim);
    for (int i = 0; i < sim->browsers_count; i++) {
        if (rows == sim->ledger.rows && !sim->fault.any && sim->browsers[i].welcomed)
            known_compare(sim, &known[i], &sim->browsers[i]);
        known_free(&known[i]);
    }
}

void calm_check(struct sim *sim) {
    sim->chance = chance_of_step(sim->seed, sim->step + STEPS_OF_CALM);
    sim_tell(sim, "nothing goes wrong for a while");
    world_calm(sim);
    world_until(sim, sim->now + CALM_MS);
    world_settle(sim);
    for (int i = 0; i < sim->browsers_count && !sim->fault.any; i++)
        check_browser(sim, &sim->browsers[i]);
    if (!sim->fault.any) check_asked(sim);
    sim->calm = false;
}
