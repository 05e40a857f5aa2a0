// Who is there: dropping, returning, leaving, stepping in, and what the one who is left may choose.
#include "core/decide.h"

static enum role from(const struct decision *d) {
    return (enum role)d->command->meta.from;
}

static bool is_pair(enum role seat) {
    return seat == ROLE_CSR || seat == ROLE_CUSTOMER;
}

// Only then is a gone seat waited for.
static bool is_waited_for(const struct session *s) {
    return s->phase == PHASE_BRIEF || s->phase == PHASE_CALL;
}

static ms grace_from_now(const struct decision *d) {
    return is_waited_for(&d->after) ? d->up_ms + GRACE_MS : 0;
}

static bool is_missing(const struct session *s, enum role seat) {
    const struct chair *c = session_chair(s, seat);
    return chair_is_taken(c) && !c->here;
}

static void drop(struct decision *d, enum role seat, uint16_t person, ms until) {
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_DROPPED,
                                    .dropped = { .by = seat, .person = person, .until = until } });
}

void missing_drop(struct decision *d) {
    if (d->after.phase == PHASE_OVER) return;
    for (enum role seat = ROLE_CSR; seat <= ROLE_CUSTOMER; seat++)
        if (is_missing(&d->after, seat))
            drop(d, seat, session_chair(&d->after, seat)->person, grace_from_now(d));
}

static bool everyone_is_back(const struct session *s) {
    bool csr = chair_is_taken(&s->csr), customer = chair_is_taken(&s->customer);
    return (csr || customer) && (!csr || s->csr.here) && (!customer || s->customer.here);
}

void seats_settle(struct decision *d) {
    if (d->after.interrupted && everyone_is_back(&d->after))
        decision_emit_bare(d, SESSION_EVENT_RESUMED);
    if (is_waited_for(&d->after) && session_pair_is_gone(&d->after))
        phase_begin(d, PHASE_OVER, WHY_LEFT);
}

static void grace_ended(struct decision *d, enum role seat) {
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_GRACE_ENDED,
                                              .grace_ended = { .by = seat } });
}

void grace_end(struct decision *d) {
    for (enum role seat = ROLE_CSR; seat <= ROLE_CUSTOMER; seat++)
        if (session_chair(&d->after, seat)->grace_ends <= d->up_ms) grace_ended(d, seat);
}

// After the call nobody chooses: play goes on without who is missing.
void resume_wait_end(struct decision *d) {
    if (d->after.resume_wait_ends > d->up_ms) return;
    if (is_waited_for(&d->after)) {
        bool missing[] = { is_missing(&d->after, ROLE_CSR), is_missing(&d->after, ROLE_CUSTOMER) };
        for (enum role seat = ROLE_CSR; seat <= ROLE_CUSTOMER; seat++)
            if (missing[seat]) grace_ended(d, seat);
        return;
    }
    decision_emit_bare(d, SESSION_EVENT_RESUMED);
    missing_drop(d);
}

static enum refusal take_seat_guard(struct decision *d,
                                    const struct session_command_take_seat *take) {
    const struct session *s = &d->after;
    if (take->person <= 0 || take->person > PERSON_MAX)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/person");
    enum role sits = session_role_of(s, (uint16_t)take->person);
    if (sits == (enum role)take->seat) return REFUSAL_ALREADY_DONE;
    if (is_pair(sits)) return decision_refuse(d, REFUSAL_NOT_NOW, "/person");
    if (take->seat != SEAT_OBSERVER) return REFUSAL_NONE;
    for (int i = 0; i < OBSERVERS_MAX; i++)
        if (!chair_is_taken(&s->observers[i])) return REFUSAL_NONE;
    return REFUSAL_TOO_MANY;
}

enum refusal decide_take_seat(struct decision *d) {
    const struct session_command_take_seat *take = &d->command->take_seat;
    enum refusal refusal = take_seat_guard(d, take);
    if (refusal != REFUSAL_NONE) return refusal;
    const struct chair *chair = session_chair(&d->after, (enum role)take->seat);
    int32_t before = chair ? chair->person : 0;
    if (chair) typing_stop(d, (enum role)take->seat);
    decision_emit(
        d, &(struct session_event){
               .type = SESSION_EVENT_SEAT_TAKEN,
               .seat_taken = { .seat = take->seat, .person = take->person, .before = before } });
    return REFUSAL_NONE;
}

// The chair that a person sits on; NULL if none.
static const struct chair *chair_of(const struct session *s, int32_t person, enum role *seat) {
    if (person <= 0 || person > PERSON_MAX) return NULL;
    *seat = session_role_of(s, (uint16_t)person);
    if (is_pair(*seat)) return session_chair(s, *seat);
    if (*seat != ROLE_OBSERVER) return NULL;
    return &s->observers[session_observer_of(s, (uint16_t)person)];
}

enum refusal decide_drop(struct decision *d) {
    enum role seat = ROLE_ENGINE;
    const struct chair *chair = chair_of(&d->after, d->command->drop.person, &seat);
    if (!chair || !chair->here) return REFUSAL_NONE;
    if (is_pair(seat)) typing_stop(d, seat);
    drop(d, seat, chair->person, is_pair(seat) ? grace_from_now(d) : 0);
    return REFUSAL_NONE;
}

enum refusal decide_return(struct decision *d) {
    enum role seat = ROLE_ENGINE;
    const struct chair *chair = chair_of(&d->after, d->command->return_.person, &seat);
    if (!chair || chair->here) return REFUSAL_NONE;
    decision_emit(d,
                  &(struct session_event){ .type = SESSION_EVENT_RETURNED,
                                           .returned = { .by = seat, .person = chair->person } });
    return REFUSAL_NONE;
}

// Again and again if need be: a second restart begins a new wait.
enum refusal decide_interrupt(struct decision *d) {
    typing_stop_all(d);
    decision_emit(d,
                  &(struct session_event){ .type = SESSION_EVENT_INTERRUPTED,
                                           .interrupted = { .until = d->up_ms + RESUME_WAIT_MS } });
    return REFUSAL_NONE;
}

// Nobody waits for an observer, so theirs is accepted and changes nothing.
enum refusal decide_sleep(struct decision *d) {
    bool asleep = d->command->sleep.asleep;
    const struct chair *chair = session_chair(&d->after, from(d));
    if (!chair || chair->asleep == asleep) return REFUSAL_NONE;
    if (asleep) typing_stop(d, from(d));
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_SLEPT,
                                              .slept = { .by = from(d), .asleep = asleep } });
    return REFUSAL_NONE;
}

enum refusal decide_leave(struct decision *d) {
    if (from(d) == ROLE_CSR) hold_end(d);
    if (is_pair(from(d))) typing_stop(d, from(d));
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_LEFT,
                                    .left = { .by = from(d), .person = d->command->meta.person } });
    return REFUSAL_NONE;
}

// After an interruption, choosing is what lets play go on; who is missing then counts as dropped.
enum refusal decide_choose(struct decision *d) {
    enum role partner = role_partner(from(d));
    if (!session_chair(&d->after, partner)->may_choose) return REFUSAL_NOT_NOW;
    enum choice choice = d->command->choose.choice;
    bool interrupted = d->after.interrupted;
    if (interrupted) decision_emit_bare(d, SESSION_EVENT_RESUMED);
    decision_emit(d, &(struct session_event){
                         .type = SESSION_EVENT_CHOSEN,
                         .chosen = { .by = from(d),
                                     .choice = choice,
                                     .until = choice == CHOICE_WAIT ? grace_from_now(d) : 0 } });
    if (choice == CHOICE_END)
        phase_begin(d, d->after.phase == PHASE_CALL ? PHASE_BACK : PHASE_OVER, WHY_CHOSEN);
    if (interrupted) missing_drop(d);
    return REFUSAL_NONE;
}
