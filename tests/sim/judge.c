// Durable before shown: whatever is sent is looked up in the ledger, which knows the disk alone.
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "glance.h"
#include "mark.h"
#include "sim.h"

// As much of a message as a fault has room for.
#define SHOWN(text) (int)((text).len < 400 ? (text).len : 400), (text).ptr

// ── who follows what ──

static struct cursor *cursor_of(struct wire *wire, uint64_t stream) {
    for (int i = 0; i < CURSORS_MAX; i++)
        if (wire->cursors[i].stream == stream) return &wire->cursors[i];
    return NULL;
}

void judge_watch(struct sim *sim, struct wire *wire, uint64_t stream, bool on, uint32_t n) {
    struct cursor *cursor = cursor_of(wire, stream);
    if (!cursor && on) cursor = cursor_of(wire, 0);
    if (!cursor) return;
    const struct ledger_stream *s = ledger_find(&sim->ledger, stream);
    sim->figures.resumes += on && n > 0;
    *cursor = (struct cursor){
        .stream = on ? stream : 0, .n = n, .from = s ? s->count : 0, .roles = (1u << VIEWERS) - 1
    };
}

static unsigned roles_of(const struct wire *wire, const struct ledger_stream *s,
                         const struct cursor *cursor) {
    if (wire->account && wire->class_id == 0) return cursor->roles & 1u << ROLE_TRAINER;
    return cursor->roles & ledger_roles(s, wire->person, cursor->from);
}

// A trainer follows their own classes, a trainee the one they are in.
static bool is_theirs(const struct sim *sim, const struct wire *wire, uint64_t stream) {
    if (wire->class_id) return id_class_of(stream) == wire->class_id;
    for (int i = 0; i < CLASSES; i++)
        if (sim->class_id[i] == id_class_of(stream)) return wire->account == (uint32_t)i + 1;
    return false;
}

// ── canaries ──

// In the words of the scenario, and in a message that isn't an event.
static void check_marks(struct sim *sim, const struct wire *wire, struct str message,
                        unsigned roles, const char *kinds) {
    struct str rest = message;
    struct mark mark;
    while (mark_next(&rest, &mark)) {
        bool may = true;
        if (mark.kind)
            may = !kinds || strchr(kinds, mark.kind) != NULL;
        else if (str_eq(mark.word, STR("csr")))
            may = roles & (1u << ROLE_CSR | 1u << ROLE_OBSERVER | 1u << ROLE_TRAINER);
        else if (str_eq(mark.word, STR("customer")))
            may = roles & (1u << ROLE_CUSTOMER | 1u << ROLE_OBSERVER | 1u << ROLE_TRAINER);
        else
            may = roles & 1u << ROLE_TRAINER;
        if (!may)
            fault_note(&sim->fault, "person %u was sent ~%.*s~: %.*s", wire->person,
                       STR_ARG(mark.word), SHOWN(message));
    }
}

// ── events ──

static void judge_session(struct sim *sim, struct wire *wire, struct cursor *cursor, uint32_t n,
                          struct str message) {
    const struct ledger_stream *s = ledger_find(&sim->ledger, cursor->stream);
    unsigned roles = s ? ledger_sight(s, roles_of(wire, s, cursor), n, message) : 0;
    if (roles == 0)
        fault_note(&sim->fault,
                   "person %u was sent as %u of stream %llu, which the disk has not for them: %.*s",
                   wire->person, n, (unsigned long long)cursor->stream, SHOWN(message));
    cursor->roles = roles;
    check_marks(sim, wire, message, roles, NULL);
}

static void judge_sheet(struct sim *sim, struct wire *wire, struct cursor *cursor, uint32_t n,
                        struct str message) {
    const struct ledger_stream *s = ledger_find(&sim->ledger, cursor->stream);
    struct str event = glance_at(message, "event"), rest = { 0 }, name, value;
    uint16_t person = wire->class_id ? wire->person : PERSON_TRAINER;
    bool fits = s && n >= 1 && n <= s->count && id_scorer_of(cursor->stream) == person &&
                glance_is(event, "type", s->rows[n - 1].type);
    for (int half = 0; fits && half < 2; half++) {
        rest = half ? s->rows[n - 1].texts : s->rows[n - 1].facts;
        while (fits && glance_member(&rest, &name, &value)) {
            char text[24] = { 0 };
            memcpy(text, name.ptr, name.len < 23 ? name.len : 23);
            // A moment is told by the scorer's own position.
            fits = str_eq(name, STR("command")) || str_eq(name, STR("moment")) ||
                   str_eq(glance_at(event, text), value);
        }
    }
    if (!fits)
        fault_note(&sim->fault, "person %u was sent as %u of sheet %llu what isn't there: %.*s",
                   person, n, (unsigned long long)cursor->stream, SHOWN(message));
}

static void judge_event(struct sim *sim, struct wire *wire, struct str message) {
    uint64_t stream = glance_number(message, "stream");
    uint32_t n = (uint32_t)glance_number(message, "n");
    struct cursor *cursor = cursor_of(wire, stream);
    if (!cursor || !is_theirs(sim, wire, stream)) {
        fault_note(&sim->fault, "person %u was sent stream %llu, which isn't theirs to follow",
                   wire->person, (unsigned long long)stream);
        return;
    }
    if (n != cursor->n + 1)
        fault_note(&sim->fault, "person %u was sent event %u of stream %llu after %u", wire->person,
                   n, (unsigned long long)stream, cursor->n);
    cursor->n = n;
    if (id_kind(stream) == STREAM_SESSION)
        judge_session(sim, wire, cursor, n, message);
    else
        judge_sheet(sim, wire, cursor, n, message);
}

static void judge_caught_up(struct sim *sim, struct wire *wire, struct str message) {
    uint64_t stream = glance_number(message, "stream");
    const struct cursor *cursor = cursor_of(wire, stream);
    uint32_t n = (uint32_t)glance_number(message, "n");
    if (!cursor || cursor->n == n) return;
    // Nothing was sent: then it asked from further on than there is, which a lost stream makes.
    fault_note(&sim->fault, "person %u has caught up with stream %llu at %u, and was sent up to %u",
               wire->person, (unsigned long long)stream, n, cursor->n);
}

// ── the rest ──

static void judge_welcome(struct sim *sim, struct wire *wire, struct str message) {
    if (!glance_is(message, "who", "trainee")) return;
    (void)sim;
    wire->person = (uint16_t)glance_number(message, "person");
    wire->class_id = id_class_of(glance_number(message, "class"));
}

// Where somebody is said to sit is where the disk has put them.
static void judge_place(struct sim *sim, const struct wire *wire, struct str message) {
    uint64_t session = glance_number(message, "session");
    if (session == 0) return;
    static const char *const names[] = { "csr", "customer", "observer" };
    const struct ledger_stream *s = ledger_find(&sim->ledger, session);
    unsigned roles = s ? ledger_roles(s, wire->person, s->count) : 0;
    for (int role = 0; role < 3; role++)
        if (roles == 1u << role && glance_is(message, "seat", names[role])) return;
    fault_note(&sim->fault, "person %u was told of a seat that the disk has not: %.*s",
               wire->person, SHOWN(message));
}

static void judge_answer(struct sim *sim, const struct wire *wire, struct str message,
                         bool accepted) {
    if (!wire->browser) return;
    struct sent *sent = browser_sent(wire->browser, (uint32_t)glance_number(message, "id"));
    if (!sent || sent->mark.number == 0 || sent->instance != wire->browser->instance) return;
    bool done = map_get(&sim->ledger.marks, sent->mark.number) != NULL;
    // Help that was called before, and a supervisor who is asked already, leave no event.
    if (accepted && !done && !strchr("hr", sent->mark.kind))
        fault_note(&sim->fault, "command %u of %s was accepted, and no disk has it", sent->id,
                   wire->browser->name);
    if (accepted || glance_is(message, "code", "not_saved") ||
        glance_is(message, "code", "refused_before") || glance_is(message, "code", "stale"))
        return;
    if (done && sent->copies == 1)
        fault_note(&sim->fault, "command %u of %s was refused, and has happened", sent->id,
                   wire->browser->name);
}

static void judge_one(struct sim *sim, struct wire *wire, struct str message) {
    unsigned trainer = wire->account && !wire->class_id ? 1u << ROLE_TRAINER : 0;
    struct str type = glance_text(message, "type");
    if (str_eq(type, STR("event"))) {
        judge_event(sim, wire, message);
        return;
    }
    check_marks(sim, wire, message, trainer, str_eq(type, STR("tiles")) && trainer ? "s" : "");
    if (str_eq(type, STR("caught_up"))) judge_caught_up(sim, wire, message);
    if (str_eq(type, STR("welcome"))) judge_welcome(sim, wire, message);
    if (str_eq(type, STR("place"))) judge_place(sim, wire, message);
    if (str_eq(type, STR("accepted"))) judge_answer(sim, wire, message, true);
    if (str_eq(type, STR("refused"))) judge_answer(sim, wire, message, false);
    if ((str_eq(type, STR("room")) || str_eq(type, STR("tiles"))) &&
        (!trainer || !is_theirs(sim, wire, glance_number(message, "stream"))))
        fault_note(&sim->fault, "person %u was sent somebody else's %.*s", wire->person,
                   STR_ARG(type));
}

void judge_message(struct sim *sim, struct wire *wire, struct str text) {
    struct str message;
    while (!sim->fault.any && glance_item(&text, &message))
        judge_one(sim, wire, message);
}
