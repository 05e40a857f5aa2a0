// The phases: how a session opens, goes from brief to over, stands still, and opens its sheets.
#include "base/check.h"
#include "core/decide.h"

static enum role from(const struct decision *d) {
    return (enum role)d->command->meta.from;
}

void phase_begin(struct decision *d, enum phase phase, enum why why) {
    typing_stop_all(d);
    hold_end(d);
    ms length = d->after.lengths[phase];
    decision_emit(d, &(struct session_event){
                         .type = SESSION_EVENT_PHASE_BEGAN,
                         .phase_began = { .phase = phase,
                                          .ends = length == 0 ? 0 : decision_play(d) + length,
                                          .why = why } });
}

static void scores_copy(const struct handed_in *from_sheet, uint16_t *count, enum score *items) {
    *count = from_sheet->in ? from_sheet->count : 0;
    for (int i = 0; i < *count; i++)
        items[i] = from_sheet->items[i];
}

static void sheets_open(struct decision *d) {
    struct session_event event = { .type = SESSION_EVENT_SHEETS_OPENED };
    struct session_event_sheets_opened *open = &event.sheets_opened;
    const struct handed_in *sheets = d->after.sheets;
    scores_copy(&sheets[SHEET_KIND_SELF], &open->self.count, open->self.items);
    scores_copy(&sheets[SHEET_KIND_CUSTOMER], &open->customer.count, open->customer.items);
    scores_copy(&sheets[SHEET_KIND_OBSERVER], &open->observer.count, open->observer.items);
    scores_copy(&sheets[SHEET_KIND_TRAINER], &open->trainer.count, open->trainer.items);
    decision_emit(d, &event);
}

static void phase_after(struct decision *d, enum why why) {
    switch (d->after.phase) {
    case PHASE_BRIEF: phase_begin(d, PHASE_CALL, why); return;
    case PHASE_CALL: phase_begin(d, PHASE_BACK, why); return;
    case PHASE_BACK: phase_begin(d, PHASE_SCORE, why); return;
    case PHASE_SCORE:
        sheets_open(d);
        phase_begin(d, PHASE_TALK, why);
        return;
    case PHASE_TALK: phase_begin(d, PHASE_OVER, why); return;
    case PHASE_OVER: break;
    }
    CHECK_UNREACHABLE();
}

void phase_end_by_time(struct decision *d) {
    const struct session *s = &d->after;
    bool by_time = session_runs(s) && s->phase != PHASE_BRIEF && s->phase_ends <= decision_play(d);
    if (by_time) phase_after(d, WHY_TIME);
}

// Of the seats that are taken; nobody at all is never ready.
static bool everyone_ready(const struct session *s) {
    bool csr = chair_is_taken(&s->csr), customer = chair_is_taken(&s->customer);
    return (csr || customer) && (!csr || s->csr.ready) && (!customer || s->customer.ready);
}

static bool pair_ready(const struct session *s) {
    return chair_is_taken(&s->csr) && chair_is_taken(&s->customer) && everyone_ready(s);
}

// The sheets that are waited for: of the seats that are still taken. Nobody there: the deadline.
static bool sheets_are_in(const struct session *s) {
    bool self = chair_is_taken(&s->csr), customer = chair_is_taken(&s->customer);
    if (s->focus == 0) return true;
    return (self || customer) && (!self || s->sheets[SHEET_KIND_SELF].in) &&
           (!customer || s->sheets[SHEET_KIND_CUSTOMER].in);
}

static bool phase_is_done(const struct session *s, enum why *why) {
    *why = s->phase == PHASE_SCORE ? WHY_SHEETS : WHY_READY;
    switch (s->phase) {
    case PHASE_BRIEF: return s->ready_starts && pair_ready(s);
    case PHASE_SCORE: return sheets_are_in(s);
    case PHASE_BACK:
    case PHASE_TALK: return everyone_ready(s);
    case PHASE_CALL:
    case PHASE_OVER: return false;
    }
    CHECK_UNREACHABLE();
}

// Each turn ends a phase and readiness begins anew, so it ends.
void phase_settle(struct decision *d) {
    enum why why;
    while (session_runs(&d->after) && phase_is_done(&d->after, &why))
        phase_after(d, why);
}

static void kit_deal(struct decision *d, enum seat seat, struct str kit) {
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_KIT_DEALT,
                                              .kit_dealt = { .seat = seat, .kit = kit } });
}

static bool person_fits(int32_t person) {
    return person >= 0 && person <= PERSON_MAX;
}

// What fold would take for a bug; all else was checked against the schema.
static enum refusal open_guard(struct decision *d, const struct session_command_open *open) {
    if (d->after.opened) return REFUSAL_ALREADY_DONE;
    if (!person_fits(open->csr)) return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/csr");
    if (!person_fits(open->customer)) return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/customer");
    bool nobody = open->csr == 0 && open->customer == 0;
    if (nobody || open->csr == open->customer)
        return decision_refuse(d, REFUSAL_TOO_FEW_PEOPLE, "/customer");
    if (open->observers.count > OBSERVERS_MAX)
        return decision_refuse(d, REFUSAL_TOO_MANY, "/observers");
    for (int i = 0; i < open->observers.count; i++)
        if (!person_fits(open->observers.items[i]))
            return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/observers");
    if (open->focus.count > FOCUS_MAX) return decision_refuse(d, REFUSAL_TOO_MANY, "/focus");
    if (open->dial < 0 || open->dial > DIAL_MAX)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/dial");
    return REFUSAL_NONE;
}

static void opened_emit(struct decision *d, const struct session_command_open *open) {
    struct session_event event = { .type = SESSION_EVENT_OPENED };
    event.opened = (struct session_event_opened){
        .csr = open->csr,
        .customer = open->customer,
        .recorded = open->recorded,
        .scenario = open->scenario,
        .rubric = open->rubric,
        .lexicon = open->lexicon,
        .variant = open->variant,
        .doctrine = open->doctrine,
        .brief_s = open->brief_s,
        .call_s = open->call_s,
        .back_s = open->back_s,
        .score_s = open->score_s,
        .talk_s = open->talk_s,
        .ready_starts = open->ready_starts,
        .dial = open->dial,
    };
    event.opened.observers.count = open->observers.count;
    for (int i = 0; i < open->observers.count; i++)
        event.opened.observers.items[i] = open->observers.items[i];
    event.opened.focus.count = open->focus.count;
    for (int i = 0; i < open->focus.count; i++)
        event.opened.focus.items[i] = open->focus.items[i];
    decision_emit(d, &event);
}

enum refusal decide_open(struct decision *d) {
    const struct session_command_open *open = &d->command->open;
    enum refusal refusal = open_guard(d, open);
    if (refusal != REFUSAL_NONE) return refusal;
    opened_emit(d, open);
    kit_deal(d, SEAT_CSR, open->csr_kit);
    kit_deal(d, SEAT_CUSTOMER, open->customer_kit);
    kit_deal(d, SEAT_OBSERVER, open->observer_kit);
    phase_begin(d, PHASE_BRIEF, WHY_OPENED);
    return REFUSAL_NONE;
}

enum refusal decide_ready(struct decision *d) {
    if (session_chair(&d->after, from(d))->ready) return REFUSAL_NONE;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_BECAME_READY,
                                              .became_ready = { .by = from(d) } });
    return REFUSAL_NONE;
}

enum refusal decide_start(struct decision *d) {
    phase_begin(d, PHASE_CALL, WHY_TRAINER);
    return REFUSAL_NONE;
}

// Also ends the wait after an interruption: what comes next waits for nobody.
enum refusal decide_end_call(struct decision *d) {
    bool interrupted = d->after.interrupted;
    if (interrupted) decision_emit_bare(d, SESSION_EVENT_RESUMED);
    phase_begin(d, d->after.phase == PHASE_CALL ? PHASE_BACK : PHASE_OVER, WHY_TRAINER);
    if (interrupted) missing_drop(d);
    return REFUSAL_NONE;
}

enum refusal decide_finish(struct decision *d) {
    phase_begin(d, PHASE_OVER, WHY_ROUND_ENDED);
    return REFUSAL_NONE;
}

static void freeze(struct decision *d) {
    if (d->after.frozen) return;
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_FROZEN, .frozen = { .by = from(d) } });
}

enum refusal decide_freeze(struct decision *d) {
    typing_stop_all(d);
    freeze(d);
    return REFUSAL_NONE;
}

enum refusal decide_step_out(struct decision *d) {
    if (d->after.stepped_out[from(d)]) return REFUSAL_NONE;
    typing_stop_all(d);
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_STEPPED_OUT,
                                              .stepped_out = { .by = from(d) } });
    freeze(d);
    return REFUSAL_NONE;
}

// Who is missing by now gets a new grace: nobody is gone because of a pause.
enum refusal decide_unfreeze(struct decision *d) {
    if (!d->after.frozen) return REFUSAL_NONE;
    decision_emit_bare(d, SESSION_EVENT_UNFROZEN);
    bool waits = d->after.phase == PHASE_BRIEF || d->after.phase == PHASE_CALL;
    if (waits && !d->after.interrupted) missing_drop(d);
    return REFUSAL_NONE;
}

enum refusal decide_extend(struct decision *d) {
    int32_t seconds = d->command->extend.seconds;
    if (seconds <= 0 || seconds > SECONDS_MAX)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/seconds");
    ms ends = d->after.phase_ends;
    if (ends == MS_NEVER) return REFUSAL_NOT_NOW;
    if (ends < decision_play(d)) ends = decision_play(d); // a brief that ran over
    decision_emit(d, &(struct session_event){
                         .type = SESSION_EVENT_EXTENDED,
                         .extended = { .seconds = seconds, .ends = ends + seconds * MS_SECOND } });
    return REFUSAL_NONE;
}

// Whose sheet of this kind it may be; *done: they handed it in before.
static bool sheet_fits(const struct session *s, enum sheet_kind kind, int32_t person, bool *done) {
    *done = false;
    if (kind == SHEET_KIND_TRAINER) return person >= PERSON_TRAINER && person <= PERSON_MAX;
    const struct chair *chair = kind == SHEET_KIND_SELF ? &s->csr : &s->customer;
    if (kind == SHEET_KIND_OBSERVER) {
        int at = person > 0 && person <= PERSON_MAX ? session_observer_of(s, (uint16_t)person) : -1;
        if (at < 0) return false;
        chair = &s->observers[at];
    }
    *done = chair->sheet_in;
    return person != 0 && chair->person == person;
}

// Of several observers, or of a trainer who hands in again, the latest counts.
enum refusal decide_hand_in(struct decision *d) {
    const struct session_command_hand_in *in = &d->command->hand_in;
    bool done;
    if (!sheet_fits(&d->after, in->kind, in->person, &done))
        return decision_refuse(d, REFUSAL_NOT_YOU, "/person");
    if (done) return REFUSAL_ALREADY_DONE;
    if (in->scores.count != d->after.focus)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/scores");
    struct session_event event = { .type = SESSION_EVENT_SHEET_IN,
                                   .sheet_in = { .person = in->person, .kind = in->kind } };
    event.sheet_in.scores.count = in->scores.count;
    for (int i = 0; i < in->scores.count; i++)
        event.sheet_in.scores.items[i] = in->scores.items[i];
    decision_emit(d, &event);
    return REFUSAL_NONE;
}
