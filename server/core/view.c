// session_view: who sees what, as a list of what is allowed. What nobody lists is hidden.
//
// A new event doesn't compile before it has a line here, and a new field is in no one's mask but
// the trainer's. What the seats must not learn:
//   the CSR       the dial, what the customer was handed or may reveal, cards of the customer,
//   twists the customer  what the CSR was handed, the desks, the supervisor, who may give what both
//   measures of their own talk, the partner's calls for help, marks, whispers to the
//                 other, which variant it is, scores before all are in, and the trainer's ever
// The trainer sees all but scores that are not open yet: scoring is blind.
#include "base/check.h"
#include "core/session.h"
#include "protocol/shape.h"

enum {
    CSR = 1u << ROLE_CSR,
    CUSTOMER = 1u << ROLE_CUSTOMER,
    OBSERVER = 1u << ROLE_OBSERVER,
    PAIR = CSR | CUSTOMER,
    SEATS = PAIR | OBSERVER,
    OPENED_SEATS = SEE_OPENED_RECORDED | SEE_OPENED_DOCTRINE | SEE_OPENED_READY_STARTS |
                   SEE_OPENED_BRIEF_S | SEE_OPENED_CALL_S | SEE_OPENED_BACK_S | SEE_OPENED_SCORE_S |
                   SEE_OPENED_TALK_S | SEE_OPENED_FOCUS,
    SAID_SEATS = SEE_SAID_BY | SEE_SAID_ACT | SEE_SAID_TEXT,
    OFFERED_SEATS = SEE_OFFERED_NUMBER | SEE_OFFERED_OFFER | SEE_OFFERED_TITLE | SEE_OFFERED_TEXT,
    OPENED_SHEETS_SEATS =
        SEE_SHEETS_OPENED_SELF | SEE_SHEETS_OPENED_CUSTOMER | SEE_SHEETS_OPENED_OBSERVER,
};

// These fields, if the role is one of those who see them.
static uint32_t show(enum role role, unsigned to, uint32_t fields) {
    return to & 1u << role ? SHAPE_SEEN | fields : 0;
}

static unsigned bit(int seat) {
    return 1u << seat;
}

// The pair and who watches it see each other come and go; nobody but the trainer sees observers do.
static unsigned who_see(enum role by) {
    return by == ROLE_OBSERVER ? 0 : SEATS;
}

static uint32_t see_opened(enum role role) {
    uint32_t dial = role == ROLE_CSR ? 0 : SEE_OPENED_DIAL;
    return show(role, SEATS, OPENED_SEATS | dial);
}

static uint32_t see_help_asked(const struct session_event_help_asked *e, enum role role) {
    uint32_t text = role == ROLE_OBSERVER ? 0 : SEE_HELP_ASKED_TEXT; // others observe too
    return show(role, bit(e->by), SEE_HELP_ASKED_BY | text);
}

static uint32_t see_help_answered(const struct session *after, enum role role) {
    return (unsigned)role < SEAT_COUNT && after->help_answered[role] ? SHAPE_SEEN : 0;
}

static uint32_t see_whispered(const struct session_event_whispered *e, enum role role) {
    unsigned to = (e->to_csr ? CSR : 0u) | (e->to_customer ? CUSTOMER : 0u);
    return show(role, to, SEE_WHISPERED_TEXT);
}

static uint32_t see_sheet_in(const struct session_event_sheet_in *e, enum role role) {
    return show(role, e->kind == SHEET_KIND_TRAINER ? 0 : SEATS, SEE_SHEET_IN_KIND);
}

static uint32_t seat_sees(const struct session *after, const struct session_event *e,
                          enum role role) {
    switch (e->type) {
    case SESSION_EVENT_OPENED: return see_opened(role);
    case SESSION_EVENT_KIT_DEALT: return show(role, bit(e->kit_dealt.seat), SEE_KIT_DEALT_ALL);
    case SESSION_EVENT_PHASE_BEGAN: return show(role, SEATS, SEE_PHASE_BEGAN_ALL);
    case SESSION_EVENT_BECAME_READY: return show(role, SEATS, SEE_BECAME_READY_ALL);
    case SESSION_EVENT_SAID: return show(role, SEATS, SAID_SEATS);
    case SESSION_EVENT_TYPING_CHANGED: return show(role, SEATS, SEE_TYPING_CHANGED_ALL);
    case SESSION_EVENT_DIAL_SET: return show(role, CUSTOMER | OBSERVER, SEE_DIAL_SET_ALL);
    case SESSION_EVENT_STORY_FINISHED: return show(role, CUSTOMER | OBSERVER, 0);
    case SESSION_EVENT_FACT_REVEALED: return show(role, SEATS, SEE_FACT_REVEALED_ALL);
    case SESSION_EVENT_DESK_ASKED: return show(role, CSR | OBSERVER, SEE_DESK_ASKED_ALL);
    case SESSION_EVENT_DESK_ANSWERED: return show(role, CSR | OBSERVER, SEE_DESK_ANSWERED_ALL);
    case SESSION_EVENT_HELD: return show(role, SEATS, SEE_HELD_ALL);
    case SESSION_EVENT_HOLD_ENDED: return show(role, SEATS, SEE_HOLD_ENDED_ALL);
    case SESSION_EVENT_OFFERED: return show(role, SEATS, OFFERED_SEATS);
    case SESSION_EVENT_OFFER_ANSWERED: return show(role, SEATS, SEE_OFFER_ANSWERED_ALL);
    case SESSION_EVENT_PROMISED: return show(role, SEATS, SEE_PROMISED_ALL);
    case SESSION_EVENT_SUPERVISOR_ASKED:
        return show(role, CSR | OBSERVER, SEE_SUPERVISOR_ASKED_ALL);
    case SESSION_EVENT_SUPERVISOR_ANSWERED:
        return show(role, CSR | OBSERVER, SEE_SUPERVISOR_ANSWERED_ALL);
    case SESSION_EVENT_BREATHED: return show(role, CSR | OBSERVER, 0);
    case SESSION_EVENT_HELP_ASKED: return see_help_asked(&e->help_asked, role);
    case SESSION_EVENT_HELP_ANSWERED: return see_help_answered(after, role);
    case SESSION_EVENT_STEPPED_OUT: return show(role, SEATS, SEE_STEPPED_OUT_ALL);
    case SESSION_EVENT_LEFT: return show(role, who_see(e->left.by), SEE_LEFT_BY);
    case SESSION_EVENT_CHOSEN: return show(role, SEATS, SEE_CHOSEN_ALL);
    case SESSION_EVENT_SLEPT: return 0;
    case SESSION_EVENT_MARKED: return 0;
    case SESSION_EVENT_FROZEN: return show(role, SEATS, SEE_FROZEN_ALL);
    case SESSION_EVENT_UNFROZEN: return show(role, SEATS, 0);
    case SESSION_EVENT_EXTENDED: return show(role, SEATS, SEE_EXTENDED_ALL);
    case SESSION_EVENT_TWIST_FIRED: return 0;
    case SESSION_EVENT_CARD_SHOWN: return show(role, bit(e->card_shown.seat), SEE_CARD_SHOWN_ALL);
    case SESSION_EVENT_WHISPERED: return see_whispered(&e->whispered, role);
    case SESSION_EVENT_SEAT_TAKEN: return show(role, SEATS, SEE_SEAT_TAKEN_SEAT);
    case SESSION_EVENT_DROPPED:
        return show(role, who_see(e->dropped.by), SEE_DROPPED_BY | SEE_DROPPED_UNTIL);
    case SESSION_EVENT_RETURNED: return show(role, who_see(e->returned.by), SEE_RETURNED_BY);
    case SESSION_EVENT_GRACE_ENDED: return show(role, SEATS, SEE_GRACE_ENDED_ALL);
    case SESSION_EVENT_INTERRUPTED: return show(role, SEATS, SEE_INTERRUPTED_ALL);
    case SESSION_EVENT_RESUMED: return show(role, SEATS, 0);
    case SESSION_EVENT_TICKED: return 0;
    case SESSION_EVENT_SHEET_IN: return see_sheet_in(&e->sheet_in, role);
    case SESSION_EVENT_SHEETS_OPENED: return show(role, SEATS, OPENED_SHEETS_SEATS);
    }
    CHECK_UNREACHABLE();
}

uint32_t session_view(const struct session *after, const struct session_event *event,
                      enum role role) {
    if (role == ROLE_ENGINE) return 0;
    if (role != ROLE_TRAINER) return seat_sees(after, event, role);
    if (event->type == SESSION_EVENT_SHEET_IN)
        return SHAPE_SEEN | SEE_SHEET_IN_PERSON | SEE_SHEET_IN_KIND;
    return SHAPE_SEEN | SHAPE_ALL;
}
