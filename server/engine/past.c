// Streams of the past: what a session was opened with, and which event a role saw as its n-th. Both
// are read from the journal when asked; a session has a few hundred events.
#include "engine/past.h"

#include <stdio.h>
#include <string.h>

#include "engine/row.h"

static void text_copy(char *to, size_t size, struct str from) {
    snprintf(to, size, "%.*s", STR_ARG(from));
}

static bool on_opening_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct opening *o = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    if (event.type == SESSION_EVENT_OPENED) {
        const struct session_event_opened *opened = &event.opened;
        o->csr = (uint16_t)opened->csr;
        o->customer = (uint16_t)opened->customer;
        for (int i = 0; i < opened->observers.count; i++)
            o->observers[o->observers_count++] = (uint16_t)opened->observers.items[i];
        o->recorded = opened->recorded;
        text_copy(o->scenario, sizeof o->scenario, opened->scenario);
        text_copy(o->rubric, sizeof o->rubric, opened->rubric);
        text_copy(o->lexicon, sizeof o->lexicon, opened->lexicon);
        text_copy(o->variant, sizeof o->variant, opened->variant);
        text_copy(o->doctrine, sizeof o->doctrine, opened->doctrine);
        for (int i = 0; i < opened->focus.count; i++)
            o->focus[o->focus_count++] = (uint8_t)opened->focus.items[i];
        o->wall_ms = event.meta.wall_ms;
    }
    row_free(&json);
    return false;
}

bool past_opening(struct room *room, uint64_t session, struct opening *opening) {
    *opening = (struct opening){ .stream = session };
    if (id_kind(session) != STREAM_SESSION) return false;
    journal_read_stream(room->engine->journal, session, 1, on_opening_row, opening);
    return opening->scenario[0] != '\0';
}

enum role past_role(const struct room *room, const struct opening *opening, uint16_t person) {
    const struct call *call = map_get(&room->calls, opening->stream);
    if (call) return session_role_of(&call->state, person);
    if (person == opening->csr) return ROLE_CSR;
    if (person == opening->customer) return ROLE_CUSTOMER;
    for (int i = 0; i < opening->observers_count; i++)
        if (opening->observers[i] == person) return ROLE_OBSERVER;
    return ROLE_ENGINE;
}

struct moments {
    struct session state;
    enum role role;
    uint32_t n, seq; // looked for; the other one is found
};

static bool on_moment_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct moments *m = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    session_fold(&m->state, &event);
    bool seen = session_view(&m->state, &event, m->role) != 0;
    row_free(&json);
    bool found = seen && (m->n != 0 ? m->state.n[m->role] == m->n : m->state.seq == m->seq);
    if (found) {
        m->n = m->state.n[m->role];
        m->seq = m->state.seq;
        return false;
    }
    return true;
}

static struct moments moments_look(struct room *room, uint64_t session, enum role role, uint32_t n,
                                   uint32_t seq) {
    struct moments m = { .role = role, .n = n, .seq = seq };
    session_init(&m.state);
    journal_read_stream(room->engine->journal, session, 1, on_moment_row, &m);
    return m;
}

uint32_t past_moment_seq(struct room *room, uint64_t session, enum role role, uint32_t n) {
    return n == 0 ? 0 : moments_look(room, session, role, n, 0).seq;
}

uint32_t past_moment_n(struct room *room, uint64_t session, enum role role, uint32_t seq) {
    return seq == 0 ? 0 : moments_look(room, session, role, 0, seq).n;
}
