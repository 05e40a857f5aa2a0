// When a twist fires by itself. All on the play clock, and only in the call.
#include "base/check.h"
#include "core/decide.h"

// When a condition is, or will be, fulfilled if nothing else happens.
static ms condition_due(const struct session *s, const struct condition *c, ms play_ms,
                        uint32_t heard) {
    if (c->signal == SIGNAL_PHRASE) return (heard & c->phrase) != 0 ? play_ms : MS_NEVER;
    ms since = signal_since(s, c);
    if (since == MS_NEVER || c->signal == SIGNAL_INTERRUPTIONS_AT_LEAST) return since;
    return since + c->for_s * MS_SECOND;
}

// A moment of the play clock, and the condition that makes it so; NULL: none does.
struct moment {
    ms due;
    const struct condition *by;
};

static const struct moment never = { .due = MS_NEVER };

// When all of a twist's conditions are, or any one is, by the one that completes it.
static struct moment conditions_due(const struct session *s, const struct twist *twist, ms play_ms,
                                    uint32_t heard) {
    struct moment moment = never;
    for (int i = 0; i < twist->conditions_count; i++) {
        ms due = condition_due(s, &twist->conditions[i], play_ms, heard);
        bool completes = i == 0 || (twist->all ? due > moment.due : due < moment.due);
        if (completes) moment = (struct moment){ due, &twist->conditions[i] };
    }
    return moment;
}

static struct moment due_when(const struct session *s, const struct twist *twist,
                              const struct twist_state *state, ms play_ms, uint32_t heard) {
    ms earliest = s->call_began + twist->not_before_s * MS_SECOND;
    if (state && state->fired > 0) {
        if (twist->cooldown_s == 0) return never;
        if (state->fired - state->by_hand >= TWIST_FIRED_MAX) return never;
        earliest = ms_max(earliest, state->last + twist->cooldown_s * MS_SECOND);
    }
    struct moment moment = conditions_due(s, twist, play_ms, heard);
    moment.due = ms_max(earliest, moment.due);
    return moment;
}

static struct moment due_with(const struct session *s, const struct twist *twist, ms play_ms,
                              uint32_t heard) {
    if (twist->trigger == TRIGGER_HAND) return never;
    const struct twist_state *state = session_twist_of(s, twist->item);
    switch (twist->trigger) {
    case TRIGGER_HAND: break;
    case TRIGGER_AT:
        if (state && state->fired > 0) return never;
        return (struct moment){ .due = s->call_began + twist->at_s * MS_SECOND };
    case TRIGGER_WHEN: return due_when(s, twist, state, play_ms, heard);
    }
    CHECK_UNREACHABLE();
}

static int32_t at_most(int64_t value, int32_t limit) {
    return value < limit ? (int32_t)value : limit;
}

static int32_t phrase_bit(uint32_t classes) {
    int32_t bit = 0;
    while (bit < 31 && !(classes >> bit & 1))
        bit++;
    return bit;
}

static struct twist_reason reason_of(const struct session *s, const struct condition *c, ms play_ms,
                                     uint32_t heard) {
    struct twist_reason why = { .cause = CAUSE_CONDITION, .signal = c->signal };
    ms since = signal_since(s, c);
    switch (c->signal) {
    case SIGNAL_NONE: break;
    case SIGNAL_DIAL_AT_LEAST:
        why.value = s->dial;
        why.for_s = at_most((play_ms - since) / MS_SECOND, SECONDS_MAX);
        break;
    case SIGNAL_SILENCE: why.for_s = at_most((play_ms - since) / MS_SECOND, SECONDS_MAX); break;
    case SIGNAL_INTERRUPTIONS_AT_LEAST: why.value = at_most(s->interruptions, COUNT_MAX); break;
    case SIGNAL_PHRASE: why.value = phrase_bit(heard & c->phrase); break;
    }
    return why;
}

bool twist_is_due(const struct session *s, const struct twist *twist, ms play_ms, uint32_t heard,
                  struct twist_reason *why) {
    struct moment moment = due_with(s, twist, play_ms, heard);
    if (moment.due > play_ms) return false;
    *why = moment.by ? reason_of(s, moment.by, play_ms, heard)
                     : (struct twist_reason){ .cause = CAUSE_TIMED };
    return true;
}

ms twists_due(const struct session *s, const struct scenario *scenario) {
    ms due = MS_NEVER;
    if (s->phase != PHASE_CALL) return due;
    for (int i = 0; i < scenario->twists_count; i++)
        due = ms_min(due, due_with(s, &scenario->twists[i], s->play_ms, 0).due);
    return due;
}
