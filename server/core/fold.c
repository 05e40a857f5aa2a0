// session_fold: one event changes the state. Fold copies what decide worked out; it computes no
// deadline of its own.
//
// Its CHECKs are for events that decide could not have made. It needs no scenario: items are known
// by a digest of their ids.
#include "base/check.h"
#include "core/decide.h"

static struct chair *chair(struct session *s, enum role seat) {
    CHECK(seat == ROLE_CSR || seat == ROLE_CUSTOMER);
    return seat == ROLE_CSR ? &s->csr : &s->customer;
}

// The chair of a seat's person; an observer is found by number.
static struct chair *chair_of_person(struct session *s, enum role seat, int32_t person) {
    CHECK(person > 0 && person <= PERSON_MAX);
    if (seat != ROLE_OBSERVER) {
        CHECK(chair(s, seat)->person == person);
        return chair(s, seat);
    }
    int at = session_observer_of(s, (uint16_t)person);
    CHECK(at >= 0);
    return &s->observers[at];
}

static struct chair chair_taken_by(int32_t person) {
    CHECK(person >= 0 && person <= PERSON_MAX);
    return (
        struct chair){ .person = (uint16_t)person, .here = person != 0, .grace_ends = MS_NEVER };
}

// Silence begins anew.
static void sign(struct session *s) {
    s->last_sign = s->play_ms;
}

static void dial_measure(struct session *s) {
    for (int value = 0; value <= DIAL_MAX; value++) {
        if (s->dial < value)
            s->dial_since[value] = MS_NEVER;
        else if (s->dial_since[value] == MS_NEVER)
            s->dial_since[value] = s->play_ms;
    }
}

static void fold_opened(struct session *s, const struct session_event_opened *e) {
    CHECK(!s->opened);
    CHECK(e->observers.count <= OBSERVERS_MAX);
    CHECK(e->dial >= 0 && e->dial <= DIAL_MAX && e->focus.count <= FOCUS_MAX);
    s->opened = true;
    s->recorded = e->recorded;
    s->ready_starts = e->ready_starts;
    s->lengths[PHASE_BRIEF] = e->brief_s * MS_SECOND;
    s->lengths[PHASE_CALL] = e->call_s * MS_SECOND;
    s->lengths[PHASE_BACK] = e->back_s * MS_SECOND;
    s->lengths[PHASE_SCORE] = e->score_s * MS_SECOND;
    s->lengths[PHASE_TALK] = e->talk_s * MS_SECOND;
    s->dial = s->dial_before = (uint8_t)e->dial;
    s->focus = (uint8_t)e->focus.count;
    s->csr = chair_taken_by(e->csr);
    s->customer = chair_taken_by(e->customer);
    for (int i = 0; i < e->observers.count; i++)
        s->observers[i] = chair_taken_by(e->observers.items[i]);
}

static void waits_end(struct session *s) {
    s->csr.grace_ends = s->customer.grace_ends = MS_NEVER;
    s->csr.may_choose = s->customer.may_choose = false;
    s->supervisor.due = MS_NEVER;
    for (int i = 0; i < DESKS_MAX; i++)
        s->desks[i].due = MS_NEVER;
}

// What a call leaves behind ends with it; a brief's waits go on into the call.
static void fold_phase_began(struct session *s, const struct session_event_phase_began *e) {
    CHECK(e->phase > s->phase || (e->phase == PHASE_BRIEF && s->phase_began == 0));
    s->phase = e->phase;
    s->phase_began = s->play_ms;
    s->phase_ends = e->ends == 0 ? MS_NEVER : e->ends;
    s->csr.ready = s->customer.ready = false;
    if (e->phase == PHASE_CALL) {
        s->call_began = s->play_ms;
        sign(s);
        dial_measure(s);
    } else if (e->phase != PHASE_BRIEF) {
        waits_end(s);
    }
    if (e->phase != PHASE_OVER) return;
    s->over_why = e->why;
    s->resume_wait_ends = MS_NEVER;
}

static void fold_said(struct session *s, const struct session_event_said *e) {
    CHECK(e->by == ROLE_CSR || e->by == ROLE_CUSTOMER);
    CHECK(e->words >= 0);
    s->said[e->by]++;
    s->words[e->by] += (uint32_t)e->words;
    s->interruptions += e->interrupts;
    if (e->by == ROLE_CSR) s->phrases |= (uint32_t)e->classes;
    sign(s);
}

static void fold_typing_changed(struct session *s, const struct session_event_typing_changed *e) {
    struct chair *c = chair(s, e->by);
    CHECK(c->typing != e->on);
    c->typing = e->on;
    c->typing_since = e->on ? s->play_ms : 0;
    sign(s);
}

static void fold_dial_set(struct session *s, const struct session_event_dial_set *e) {
    CHECK(e->value >= 0 && e->value <= DIAL_MAX);
    s->dial_before = s->dial;
    s->dial = (uint8_t)e->value;
    s->dial_at = s->play_ms;
    dial_measure(s);
    if (s->dial_in_window == 0 || s->up_ms >= s->dial_window + DIAL_WINDOW_MS) {
        s->dial_window = s->up_ms;
        s->dial_in_window = 0;
    }
    s->dial_in_window++;
}

static void fold_fact_revealed(struct session *s, const struct session_event_fact_revealed *e) {
    int at = 0;
    while (at < FACTS_MAX && s->facts_revealed[at] != 0)
        at++;
    CHECK(at < FACTS_MAX);
    s->facts_revealed[at] = item_of(e->fact);
    sign(s);
}

// The desk's place: the one it has, or the next.
static struct waiting *desk_place(struct session *s, struct str id) {
    item desk = item_of(id);
    for (int i = 0; i < DESKS_MAX; i++) {
        if (s->desks[i].desk == 0) s->desks[i].desk = desk;
        if (s->desks[i].desk == desk) return &s->desks[i];
    }
    CHECK_UNREACHABLE();
}

static void fold_desk_asked(struct session *s, const struct session_event_desk_asked *e) {
    struct waiting *waiting = desk_place(s, e->desk);
    waiting->times++;
    waiting->due = e->due;
}

static void fold_held(struct session *s, const struct session_event_held *e) {
    CHECK(!s->on_hold);
    s->on_hold = true;
    s->hold_kind = e->kind;
    s->hold_until = e->until;
    sign(s);
}

static void fold_hold_ended(struct session *s) {
    CHECK(s->on_hold);
    s->on_hold = false;
    sign(s);
}

static void fold_offered(struct session *s, const struct session_event_offered *e) {
    CHECK(s->offers_count < DEALS_MAX && e->number == s->offers_count + 1);
    s->offers_count++;
    sign(s);
}

static void fold_offer_answered(struct session *s, const struct session_event_offer_answered *e) {
    CHECK(e->number >= 1 && e->number <= s->offers_count);
    s->offers[e->number - 1] = (struct put_offer){ .answered = true, .accepted = e->accepted };
    sign(s);
}

static void fold_promised(struct session *s, const struct session_event_promised *e) {
    CHECK(s->promises_count < DEALS_MAX && e->number == s->promises_count + 1);
    s->promises_count++;
    sign(s);
}

static void fold_help_asked(struct session *s, const struct session_event_help_asked *e) {
    CHECK((unsigned)e->by < SEAT_COUNT);
    s->help[e->by] = true;
}

static void fold_stepped_out(struct session *s, const struct session_event_stepped_out *e) {
    CHECK((unsigned)e->by < SEAT_COUNT);
    s->stepped_out[e->by] = true;
}

static void fold_help_answered(struct session *s) {
    for (int seat = 0; seat < SEAT_COUNT; seat++) {
        s->help_answered[seat] = s->help[seat];
        s->help[seat] = false;
    }
}

static void fold_unfrozen(struct session *s) {
    s->frozen = false;
    for (int seat = 0; seat < SEAT_COUNT; seat++)
        s->stepped_out[seat] = false;
    sign(s);
}

static void fold_left(struct session *s, const struct session_event_left *e) {
    struct chair *c = chair_of_person(s, e->by, e->person);
    bool waited_for = s->phase == PHASE_BRIEF || s->phase == PHASE_CALL;
    c->left = true;
    c->here = c->asleep = c->ready = false;
    c->grace_ends = MS_NEVER;
    c->may_choose = waited_for && e->by != ROLE_OBSERVER;
}

static void fold_chosen(struct session *s, const struct session_event_chosen *e) {
    struct chair *gone = chair(s, role_partner(e->by));
    gone->may_choose = false;
    gone->grace_ends = e->until == 0 ? MS_NEVER : e->until;
}

static void fold_slept(struct session *s, const struct session_event_slept *e) {
    chair(s, e->by)->asleep = e->asleep;
    if (!e->asleep) sign(s);
}

static void fold_twist_fired(struct session *s, const struct session_event_twist_fired *e) {
    item twist = item_of(e->twist);
    struct twist_state *state = s->twists;
    while (state->twist != twist && state->twist != 0) {
        state++;
        CHECK(state < s->twists + TWISTS_MAX);
    }
    state->twist = twist;
    state->fired++;
    state->by_hand += e->cause == CAUSE_HAND;
    state->last = s->play_ms;
}

static void observer_remove(struct session *s, uint16_t person) {
    int at = session_observer_of(s, person);
    if (at >= 0) s->observers[at] = chair_taken_by(0);
}

static struct chair *observer_place(struct session *s) {
    for (int i = 0; i < OBSERVERS_MAX; i++)
        if (!chair_is_taken(&s->observers[i])) return &s->observers[i];
    CHECK_UNREACHABLE();
}

static void fold_seat_taken(struct session *s, const struct session_event_seat_taken *e) {
    CHECK(e->person > 0 && e->person <= PERSON_MAX);
    observer_remove(s, (uint16_t)e->person);
    if (e->seat == SEAT_OBSERVER) {
        *observer_place(s) = chair_taken_by(e->person);
        return;
    }
    CHECK(!chair(s, (enum role)e->seat)->typing);
    *chair(s, (enum role)e->seat) = chair_taken_by(e->person);
    s->stepped_out[e->seat] = s->help[e->seat] = false;
    sign(s);
}

static void fold_dropped(struct session *s, const struct session_event_dropped *e) {
    struct chair *c = chair_of_person(s, e->by, e->person);
    CHECK(!c->typing);
    c->here = c->asleep = c->may_choose = false;
    c->grace_ends = e->until == 0 ? MS_NEVER : e->until;
}

static void fold_returned(struct session *s, const struct session_event_returned *e) {
    struct chair *c = chair_of_person(s, e->by, e->person);
    c->here = true;
    c->asleep = c->may_choose = false;
    c->grace_ends = MS_NEVER;
    sign(s);
}

static void fold_grace_ended(struct session *s, const struct session_event_grace_ended *e) {
    struct chair *c = chair(s, e->by);
    c->may_choose = true;
    c->grace_ends = MS_NEVER;
    s->resume_wait_ends = MS_NEVER;
}

// Who has left isn't waited for: their partner may choose as soon as it is back.
static void chair_interrupt(struct chair *c) {
    CHECK(!c->typing);
    bool spare_awaited = c->left && c->grace_ends != MS_NEVER;
    c->may_choose = c->left && (c->may_choose || spare_awaited);
    c->here = c->asleep = false;
    c->grace_ends = MS_NEVER;
}

static void fold_interrupted(struct session *s, const struct session_event_interrupted *e) {
    s->interrupted = true;
    s->resume_wait_ends = e->until;
    chair_interrupt(&s->csr);
    chair_interrupt(&s->customer);
    for (int i = 0; i < OBSERVERS_MAX; i++)
        chair_interrupt(&s->observers[i]);
}

static void fold_resumed(struct session *s) {
    CHECK(s->interrupted);
    s->interrupted = false;
    s->resume_wait_ends = MS_NEVER;
    sign(s);
}

static void fold_sheet_in(struct session *s, const struct session_event_sheet_in *e) {
    CHECK((unsigned)e->kind < SHEET_KIND_COUNT && e->scores.count <= FOCUS_MAX);
    struct handed_in *sheet = &s->sheets[e->kind];
    sheet->in = true;
    sheet->count = (uint8_t)e->scores.count;
    for (int i = 0; i < e->scores.count; i++)
        sheet->items[i] = e->scores.items[i];
    if (e->kind == SHEET_KIND_TRAINER) return;
    chair_of_person(s, (enum role)e->kind, e->person)->sheet_in = true;
}

_Static_assert((int)SHEET_KIND_SELF == (int)ROLE_CSR &&
                   (int)SHEET_KIND_CUSTOMER == (int)ROLE_CUSTOMER &&
                   (int)SHEET_KIND_OBSERVER == (int)ROLE_OBSERVER,
               "a seat's kind of sheet has its number");

static void event_apply(struct session *s, const struct session_event *event) {
    switch (event->type) {
    case SESSION_EVENT_OPENED: fold_opened(s, &event->opened); return;
    case SESSION_EVENT_PHASE_BEGAN: fold_phase_began(s, &event->phase_began); return;
    case SESSION_EVENT_BECAME_READY: chair(s, event->became_ready.by)->ready = true; return;
    case SESSION_EVENT_SAID: fold_said(s, &event->said); return;
    case SESSION_EVENT_TYPING_CHANGED: fold_typing_changed(s, &event->typing_changed); return;
    case SESSION_EVENT_DIAL_SET: fold_dial_set(s, &event->dial_set); return;
    case SESSION_EVENT_STORY_FINISHED: s->story_finished = true; return;
    case SESSION_EVENT_FACT_REVEALED: fold_fact_revealed(s, &event->fact_revealed); return;
    case SESSION_EVENT_DESK_ASKED: fold_desk_asked(s, &event->desk_asked); return;
    case SESSION_EVENT_DESK_ANSWERED:
        desk_place(s, event->desk_answered.desk)->due = MS_NEVER;
        return;
    case SESSION_EVENT_HELD: fold_held(s, &event->held); return;
    case SESSION_EVENT_HOLD_ENDED: fold_hold_ended(s); return;
    case SESSION_EVENT_OFFERED: fold_offered(s, &event->offered); return;
    case SESSION_EVENT_OFFER_ANSWERED: fold_offer_answered(s, &event->offer_answered); return;
    case SESSION_EVENT_PROMISED: fold_promised(s, &event->promised); return;
    case SESSION_EVENT_SUPERVISOR_ASKED:
        s->supervisor.times++;
        s->supervisor.due = event->supervisor_asked.due;
        return;
    case SESSION_EVENT_SUPERVISOR_ANSWERED: s->supervisor.due = MS_NEVER; return;
    case SESSION_EVENT_HELP_ASKED: fold_help_asked(s, &event->help_asked); return;
    case SESSION_EVENT_HELP_ANSWERED: fold_help_answered(s); return;
    case SESSION_EVENT_STEPPED_OUT: fold_stepped_out(s, &event->stepped_out); return;
    case SESSION_EVENT_LEFT: fold_left(s, &event->left); return;
    case SESSION_EVENT_CHOSEN: fold_chosen(s, &event->chosen); return;
    case SESSION_EVENT_SLEPT: fold_slept(s, &event->slept); return;
    case SESSION_EVENT_FROZEN: s->frozen = true; return;
    case SESSION_EVENT_UNFROZEN: fold_unfrozen(s); return;
    case SESSION_EVENT_EXTENDED: s->phase_ends = event->extended.ends; return;
    case SESSION_EVENT_TWIST_FIRED: fold_twist_fired(s, &event->twist_fired); return;
    case SESSION_EVENT_SEAT_TAKEN: fold_seat_taken(s, &event->seat_taken); return;
    case SESSION_EVENT_DROPPED: fold_dropped(s, &event->dropped); return;
    case SESSION_EVENT_RETURNED: fold_returned(s, &event->returned); return;
    case SESSION_EVENT_GRACE_ENDED: fold_grace_ended(s, &event->grace_ended); return;
    case SESSION_EVENT_INTERRUPTED: fold_interrupted(s, &event->interrupted); return;
    case SESSION_EVENT_RESUMED: fold_resumed(s); return;
    case SESSION_EVENT_SHEET_IN: fold_sheet_in(s, &event->sheet_in); return;
    case SESSION_EVENT_SHEETS_OPENED: s->sheets_opened = true; return;
    case SESSION_EVENT_KIT_DEALT:
    case SESSION_EVENT_BREATHED:
    case SESSION_EVENT_MARKED:
    case SESSION_EVENT_CARD_SHOWN:
    case SESSION_EVENT_WHISPERED:
    case SESSION_EVENT_TICKED: return; // they happened; nothing is decided by them
    }
    CHECK_UNREACHABLE();
}

void session_apply(struct session *s, const struct session_event *event) {
    CHECK(s->opened != (event->type == SESSION_EVENT_OPENED));
    CHECK(s->phase != PHASE_OVER);
    CHECK(event->meta.play_ms >= s->play_ms && event->meta.up_ms >= s->up_ms);
    s->seq++;
    s->play_ms = event->meta.play_ms;
    s->up_ms = event->meta.up_ms;
    s->wall_ms = event->meta.wall_ms;
    event_apply(s, event);
    for (int role = 0; role < ROLE_COUNT; role++)
        s->n[role] += session_view(s, event, (enum role)role) != 0;
}

void session_fold(struct session *s, const struct session_event *event) {
    session_apply(s, event);
    book_note(s->books, &event->meta, s->seq);
}
