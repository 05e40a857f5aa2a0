// The state as a whole: its beginning, its clocks, who sits where, its digest.
#include "core/session.h"

#include <string.h>

#include "core/decide.h"
#include "core/digest.h"

_Static_assert((int)SEAT_CSR == (int)ROLE_CSR && (int)SEAT_CUSTOMER == (int)ROLE_CUSTOMER &&
                   (int)SEAT_OBSERVER == (int)ROLE_OBSERVER,
               "a seat and its role have the same number");

void session_init(struct session *s) {
    memset(s, 0, sizeof *s);
    s->phase_ends = s->call_began = s->resume_wait_ends = s->supervisor.due = MS_NEVER;
    s->csr.grace_ends = s->customer.grace_ends = MS_NEVER;
    for (int i = 0; i < OBSERVERS_MAX; i++)
        s->observers[i].grace_ends = MS_NEVER;
    for (int i = 0; i < DESKS_MAX; i++)
        s->desks[i].due = MS_NEVER;
    for (int value = 0; value <= DIAL_MAX; value++)
        s->dial_since[value] = MS_NEVER;
}

bool session_runs(const struct session *s) {
    return s->opened && s->phase != PHASE_OVER && !s->frozen && !s->interrupted;
}

ms session_play_at(const struct session *s, ms up_ms) {
    return session_runs(s) ? s->play_ms + (up_ms - s->up_ms) : s->play_ms;
}

const struct chair *session_chair(const struct session *s, enum role seat) {
    if (seat == ROLE_CSR) return &s->csr;
    return seat == ROLE_CUSTOMER ? &s->customer : NULL;
}

int session_observer_of(const struct session *s, uint16_t person) {
    for (int i = 0; i < OBSERVERS_MAX; i++)
        if (s->observers[i].person == person && chair_is_taken(&s->observers[i])) return i;
    return -1;
}

enum role session_role_of(const struct session *s, uint16_t person) {
    if (s->csr.person == person && chair_is_taken(&s->csr)) return ROLE_CSR;
    if (s->customer.person == person && chair_is_taken(&s->customer)) return ROLE_CUSTOMER;
    return session_observer_of(s, person) >= 0 ? ROLE_OBSERVER : ROLE_ENGINE;
}

enum role role_partner(enum role seat) {
    return seat == ROLE_CSR ? ROLE_CUSTOMER : ROLE_CSR;
}

bool chair_is_taken(const struct chair *c) {
    return c->person != 0 && !c->left;
}

bool chair_is_gone(const struct chair *c) {
    return !chair_is_taken(c) || c->may_choose;
}

// While play stands nobody's absence counts, only their leaving.
bool session_pair_is_gone(const struct session *s) {
    if (!chair_is_taken(&s->csr) && !chair_is_taken(&s->customer)) return true;
    return session_runs(s) && chair_is_gone(&s->csr) && chair_is_gone(&s->customer);
}

const struct waiting *session_waiting_of(const struct session *s, item desk) {
    for (int i = 0; i < DESKS_MAX; i++)
        if (s->desks[i].desk == desk) return &s->desks[i];
    return NULL;
}

const struct twist_state *session_twist_of(const struct session *s, item twist) {
    // In the order in which they fired first; nothing lies behind the last of them.
    for (int i = 0; i < TWISTS_MAX && s->twists[i].twist != 0; i++)
        if (s->twists[i].twist == twist) return &s->twists[i];
    return NULL;
}

static uint64_t digest_chair(uint64_t digest, const struct chair *c) {
    digest = digest_number(digest, c->person);
    digest = digest_number(digest, c->here);
    digest = digest_number(digest, c->asleep);
    digest = digest_number(digest, c->ready);
    digest = digest_number(digest, c->typing);
    digest = digest_number(digest, c->left);
    digest = digest_number(digest, c->may_choose);
    digest = digest_number(digest, c->sheet_in);
    digest = digest_number(digest, c->typing_since);
    return digest_number(digest, c->grace_ends);
}

static uint64_t digest_waiting(uint64_t digest, const struct waiting *w) {
    digest = digest_number(digest, (int64_t)w->desk);
    digest = digest_number(digest, w->times);
    return digest_number(digest, w->due);
}

static uint64_t digest_flow(uint64_t digest, const struct session *s) {
    digest = digest_number(digest, s->seq);
    for (int role = 0; role < ROLE_COUNT; role++)
        digest = digest_number(digest, s->n[role]);
    digest = digest_number(digest, s->play_ms);
    digest = digest_number(digest, s->up_ms);
    digest = digest_number(digest, s->wall_ms);
    digest = digest_number(digest, s->opened);
    digest = digest_number(digest, s->recorded);
    digest = digest_number(digest, s->ready_starts);
    digest = digest_number(digest, s->phase);
    digest = digest_number(digest, s->over_why);
    digest = digest_number(digest, s->phase_began);
    digest = digest_number(digest, s->phase_ends);
    digest = digest_number(digest, s->call_began);
    for (int phase = 0; phase < PHASE_COUNT; phase++)
        digest = digest_number(digest, s->lengths[phase]);
    digest = digest_number(digest, s->frozen);
    digest = digest_number(digest, s->interrupted);
    return digest_number(digest, s->resume_wait_ends);
}

static uint64_t digest_seats(uint64_t digest, const struct session *s) {
    for (int seat = 0; seat < SEAT_COUNT; seat++) {
        digest = digest_number(digest, s->help[seat]);
        digest = digest_number(digest, s->help_answered[seat]);
        digest = digest_number(digest, s->stepped_out[seat]);
        digest = digest_number(digest, s->said[seat]);
        digest = digest_number(digest, s->words[seat]);
    }
    digest = digest_chair(digest, &s->csr);
    digest = digest_chair(digest, &s->customer);
    for (int i = 0; i < OBSERVERS_MAX; i++)
        digest = digest_chair(digest, &s->observers[i]);
    return digest;
}

static uint64_t digest_signals(uint64_t digest, const struct session *s) {
    digest = digest_number(digest, s->dial);
    digest = digest_number(digest, s->dial_before);
    digest = digest_number(digest, s->dial_at);
    for (int value = 0; value <= DIAL_MAX; value++)
        digest = digest_number(digest, s->dial_since[value]);
    digest = digest_number(digest, s->dial_window);
    digest = digest_number(digest, s->dial_in_window);
    digest = digest_number(digest, s->story_finished);
    digest = digest_number(digest, s->interruptions);
    digest = digest_number(digest, s->phrases);
    return digest_number(digest, s->last_sign);
}

static uint64_t digest_tools(uint64_t digest, const struct session *s) {
    for (int i = 0; i < FACTS_MAX; i++)
        digest = digest_number(digest, (int64_t)s->facts_revealed[i]);
    digest = digest_number(digest, s->on_hold);
    digest = digest_number(digest, s->hold_kind);
    digest = digest_number(digest, s->hold_until);
    for (int i = 0; i < DESKS_MAX; i++)
        digest = digest_waiting(digest, &s->desks[i]);
    digest = digest_waiting(digest, &s->supervisor);
    for (int i = 0; i < DEALS_MAX; i++) {
        digest = digest_number(digest, s->offers[i].answered);
        digest = digest_number(digest, s->offers[i].accepted);
    }
    digest = digest_number(digest, s->offers_count);
    return digest_number(digest, s->promises_count);
}

static uint64_t digest_twists(uint64_t digest, const struct session *s) {
    for (int i = 0; i < TWISTS_MAX; i++) {
        digest = digest_number(digest, (int64_t)s->twists[i].twist);
        digest = digest_number(digest, s->twists[i].fired);
        digest = digest_number(digest, s->twists[i].by_hand);
        digest = digest_number(digest, s->twists[i].last);
    }
    return digest;
}

static uint64_t digest_sheets(uint64_t digest, const struct session *s) {
    digest = digest_number(digest, s->focus);
    for (int kind = 0; kind < SHEET_KIND_COUNT; kind++) {
        digest = digest_number(digest, s->sheets[kind].in);
        digest = digest_number(digest, s->sheets[kind].count);
        for (int i = 0; i < FOCUS_MAX; i++)
            digest = digest_number(digest, s->sheets[kind].items[i]);
    }
    return digest_number(digest, s->sheets_opened);
}

uint64_t session_digest(const struct session *s) {
    uint64_t digest = digest_flow(DIGEST_START, s);
    digest = digest_seats(digest, s);
    digest = digest_signals(digest, s);
    digest = digest_tools(digest, s);
    digest = digest_twists(digest, s);
    digest = digest_sheets(digest, s);
    return book_digest(digest, s->books);
}
