// The CSR's tools and what the customer lays on the table. Each is an event with a time, because
// guessing from words would be unfair.
#include "core/decide.h"

static ms seconds_from_now(const struct decision *d, int32_t seconds) {
    return decision_play(d) + seconds * MS_SECOND;
}

// Once each, whatever its release rule: that is the customer's judgement, and part of the exercise.
enum refusal decide_reveal(struct decision *d) {
    int at = scenario_fact(d->scenario, d->command->reveal.fact);
    if (at < 0) return decision_refuse(d, REFUSAL_UNKNOWN_ITEM, "/fact");
    const struct fact *fact = &d->scenario->facts[at];
    item id = item_of(fact->id);
    for (int i = 0; i < FACTS_MAX; i++)
        if (d->after.facts_revealed[i] == id) return REFUSAL_ALREADY_DONE;
    decision_emit(
        d, &(struct session_event){
               .type = SESSION_EVENT_FACT_REVEALED,
               .fact_revealed = { .fact = fact->id, .title = fact->title, .text = fact->text } });
    return REFUSAL_NONE;
}

enum refusal decide_ask_desk(struct decision *d) {
    int at = scenario_desk(d->scenario, d->command->ask_desk.desk);
    if (at < 0) return decision_refuse(d, REFUSAL_UNKNOWN_ITEM, "/desk");
    const struct desk *desk = &d->scenario->desks[at];
    const struct waiting *waiting = session_waiting_of(&d->after, item_of(desk->id));
    if (waiting && waiting->due != MS_NEVER) return REFUSAL_ALREADY_ASKED;
    if (waiting && waiting->times >= DESK_ASKS_MAX) return REFUSAL_TOO_MANY;
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_DESK_ASKED,
                                    .desk_asked = { .desk = desk->id,
                                                    .name = desk->name,
                                                    .due = seconds_from_now(d, desk->seconds) } });
    return REFUSAL_NONE;
}

// The first answer, then the second for as long as somebody asks.
static void desk_answer(struct decision *d, const struct desk *desk, int times) {
    bool again = times > 1 && desk->answers[1].len > 0;
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_DESK_ANSWERED,
                                    .desk_answered = { .desk = desk->id,
                                                       .name = desk->name,
                                                       .text = desk->answers[again ? 1 : 0] } });
}

static void supervisor_answer(struct decision *d) {
    decision_emit(d, &(struct session_event){
                         .type = SESSION_EVENT_SUPERVISOR_ANSWERED,
                         .supervisor_answered = { .text = d->scenario->supervisor_text } });
}

void answers_arrive(struct decision *d) {
    if (!session_runs(&d->after)) return;
    ms now = decision_play(d);
    for (int i = 0; i < d->scenario->desks_count; i++) {
        const struct desk *desk = &d->scenario->desks[i];
        const struct waiting *waiting = session_waiting_of(&d->after, item_of(desk->id));
        if (waiting && waiting->due <= now) desk_answer(d, desk, waiting->times);
    }
    if (d->after.supervisor.due <= now) supervisor_answer(d);
}

enum refusal decide_ask_supervisor(struct decision *d) {
    const struct waiting *supervisor = &d->after.supervisor;
    if (d->scenario->supervisor_text.len == 0) return REFUSAL_UNKNOWN_ITEM;
    if (supervisor->due != MS_NEVER) return REFUSAL_ALREADY_ASKED;
    if (supervisor->times >= SUPERVISOR_MAX) return REFUSAL_TOO_MANY;
    decision_emit(
        d, &(struct session_event){
               .type = SESSION_EVENT_SUPERVISOR_ASKED,
               .supervisor_asked = { .reason = d->command->ask_supervisor.reason,
                                     .due = seconds_from_now(d, d->scenario->supervisor_s) } });
    return REFUSAL_NONE;
}

enum refusal decide_hold(struct decision *d) {
    const struct session_command_hold *hold = &d->command->hold;
    if (hold->seconds < 0 || hold->seconds > SECONDS_MAX)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/seconds");
    if (d->after.on_hold) return REFUSAL_ALREADY_DONE;
    decision_emit(
        d, &(struct session_event){ .type = SESSION_EVENT_HELD,
                                    .held = { .kind = hold->kind,
                                              .reason = hold->reason,
                                              .seconds = hold->seconds,
                                              .until = seconds_from_now(d, hold->seconds) } });
    return REFUSAL_NONE;
}

void hold_end(struct decision *d) {
    if (!d->after.on_hold) return;
    ms over_s = (decision_play(d) - d->after.hold_until) / MS_SECOND;
    if (over_s < 0) over_s = 0;
    if (over_s > SECONDS_MAX) over_s = SECONDS_MAX;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_HOLD_ENDED,
                                              .hold_ended = { .over_s = (int32_t)over_s } });
}

enum refusal decide_end_hold(struct decision *d) {
    if (!d->after.on_hold) return REFUSAL_ALREADY_DONE;
    hold_end(d);
    return REFUSAL_NONE;
}

enum refusal decide_offer(struct decision *d) {
    int at = scenario_offer(d->scenario, d->command->offer.offer);
    if (at < 0) return decision_refuse(d, REFUSAL_UNKNOWN_ITEM, "/offer");
    if (d->after.offers_count >= DEALS_MAX) return REFUSAL_TOO_MANY;
    const struct offer *offer = &d->scenario->offers[at];
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_OFFERED,
                                              .offered = { .number = d->after.offers_count + 1,
                                                           .offer = offer->id,
                                                           .title = offer->title,
                                                           .text = d->command->offer.text,
                                                           .authority = offer->authority } });
    return REFUSAL_NONE;
}

enum refusal decide_answer_offer(struct decision *d) {
    const struct session_command_answer_offer *answer = &d->command->answer_offer;
    if (answer->number < 1 || answer->number > d->after.offers_count)
        return decision_refuse(d, REFUSAL_UNKNOWN_ITEM, "/number");
    if (d->after.offers[answer->number - 1].answered) return REFUSAL_ALREADY_DONE;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_OFFER_ANSWERED,
                                              .offer_answered = { .number = answer->number,
                                                                  .accepted = answer->accept } });
    return REFUSAL_NONE;
}

enum refusal decide_promise(struct decision *d) {
    const struct session_command_promise *promise = &d->command->promise;
    if (d->after.promises_count >= DEALS_MAX) return REFUSAL_TOO_MANY;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_PROMISED,
                                              .promised = { .number = d->after.promises_count + 1,
                                                            .what = promise->what,
                                                            .due = promise->due } });
    return REFUSAL_NONE;
}
