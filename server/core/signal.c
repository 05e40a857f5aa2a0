// Signals while they happen: since when the dial has stood high, since when nobody said anything,
// what is no interruption. Evidence for twists and tiles, never a score.
//
// Silence counts from the last sign of either seat: a line, a key, a card or an offer on the table,
// and also from coming back, waking up, the end of a hold and of a freeze, since nobody could have
// spoken before. It doesn't count while somebody types, is on hold, asleep or not there.
#include "core/decide.h"

bool signal_backchannel(const struct scenario *scenario, uint32_t classes, int32_t words) {
    return words <= BACKCHANNEL_WORDS && (classes & scenario->acknowledgement) != 0;
}

static bool chair_could_speak(const struct chair *c) {
    return chair_is_taken(c) && c->here && !c->asleep;
}

bool signal_can_be_silent(const struct session *s) {
    return !s->on_hold && !s->csr.typing && !s->customer.typing && chair_could_speak(&s->csr) &&
           chair_could_speak(&s->customer);
}

ms signal_since(const struct session *s, const struct condition *condition) {
    switch (condition->signal) {
    case SIGNAL_DIAL_AT_LEAST:
        if (condition->value < 0) return s->call_began;
        return condition->value <= DIAL_MAX ? s->dial_since[condition->value] : MS_NEVER;
    case SIGNAL_SILENCE: return signal_can_be_silent(s) ? s->last_sign : MS_NEVER;
    case SIGNAL_INTERRUPTIONS_AT_LEAST:
        return (int64_t)s->interruptions >= condition->value ? s->call_began : MS_NEVER;
    case SIGNAL_NONE:
    case SIGNAL_PHRASE: return MS_NEVER;
    }
    return MS_NEVER;
}
