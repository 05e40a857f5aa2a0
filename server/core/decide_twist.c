// Firing twists: by themselves, or by hand. Each firing says why, and repeats the cards that it
// shows.
#include "core/decide.h"

static void card_show(struct decision *d, const struct twist *twist, enum seat seat,
                      const struct twist_card *card) {
    if (card->title.len == 0) return;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_CARD_SHOWN,
                                              .card_shown = { .seat = seat,
                                                              .twist = twist->id,
                                                              .title = card->title,
                                                              .text = card->text,
                                                              .line = card->line } });
}

static void twist_fire(struct decision *d, const struct twist *twist, struct twist_reason why) {
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_TWIST_FIRED,
                                              .twist_fired = { .twist = twist->id,
                                                               .title = twist->title,
                                                               .cause = why.cause,
                                                               .signal = why.signal,
                                                               .value = why.value,
                                                               .for_s = why.for_s } });
    card_show(d, twist, SEAT_CSR, &twist->csr);
    card_show(d, twist, SEAT_CUSTOMER, &twist->customer);
}

void twists_fire(struct decision *d) {
    if (!session_runs(&d->after) || d->after.phase != PHASE_CALL) return;
    ms play = decision_play(d); // firing takes no time
    for (int i = 0; i < d->scenario->twists_count; i++) {
        const struct twist *twist = &d->scenario->twists[i];
        struct twist_reason why;
        if (twist_is_due(&d->after, twist, play, d->heard, &why)) twist_fire(d, twist, why);
    }
}

// A twist that was fired by hand has happened: it doesn't come by itself as well.
enum refusal decide_fire_twist(struct decision *d) {
    int at = scenario_twist(d->scenario, d->command->fire_twist.twist);
    if (at < 0) return decision_refuse(d, REFUSAL_UNKNOWN_ITEM, "/twist");
    const struct twist *twist = &d->scenario->twists[at];
    const struct twist_state *state = session_twist_of(&d->after, twist->item);
    if (state && state->by_hand >= HAND_FIRED_MAX) return REFUSAL_TOO_MANY;
    twist_fire(d, twist, (struct twist_reason){ .cause = CAUSE_HAND });
    return REFUSAL_NONE;
}
