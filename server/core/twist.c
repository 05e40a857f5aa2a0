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

// When all of a twist's conditions are, or any one is; *by: the one that completes it.
static ms conditions_due(const struct session *s, const struct twist *twist, ms play_ms,
                         uint32_t heard, const struct condition **by) {
    ms due = MS_NEVER;
    for (int i = 0; i < twist->conditions_count; i++) {
        ms each = condition_due(s, &twist->conditions[i], play_ms, heard);
        bool completes = i == 0 || (twist->all ? each > due : each < due);
        if (!completes) continue;
        due = each;
        *by = &twist->conditions[i];
    }
    return due;
}

static ms due_when(const struct session *s, const struct twist *twist,
                   const struct twist_state *state, ms play_ms, uint32_t heard,
                   const struct condition **by) {
    ms earliest = s->call_began + twist->not_before_s * MS_SECOND;
    if (state && state->fired > 0) {
        if (twist->cooldown_s == 0) return MS_NEVER;
        if (state->fired - state->by_hand >= TWIST_FIRED_MAX) return MS_NEVER;
        earliest = ms_max(earliest, state->last + twist->cooldown_s * MS_SECOND);
    }
    return ms_max(earliest, conditions_due(s, twist, play_ms, heard, by));
}

static ms due_with(const struct session *s, const struct twist *twist, ms play_ms, uint32_t heard,
                   const struct condition **by) {
    if (twist->trigger == TRIGGER_HAND) return MS_NEVER;
    const struct twist_state *state = session_twist_of(s, twist->item);
    switch (twist->trigger) {
    case TRIGGER_HAND: break;
    case TRIGGER_AT:
        return state && state->fired > 0 ? MS_NEVER : s->call_began + twist->at_s * MS_SECOND;
    case TRIGGER_WHEN: return due_when(s, twist, state, play_ms, heard, by);
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
    const struct condition *by = NULL;
    if (due_with(s, twist, play_ms, heard, &by) > play_ms) return false;
    *why = by ? reason_of(s, by, play_ms, heard) : (struct twist_reason){ .cause = CAUSE_TIMED };
    return true;
}

ms twists_due(const struct session *s, const struct scenario *scenario) {
    ms due = MS_NEVER;
    if (s->phase != PHASE_CALL) return due;
    for (int i = 0; i < scenario->twists_count; i++) {
        const struct condition *by = NULL;
        due = ms_min(due, due_with(s, &scenario->twists[i], s->play_ms, 0, &by));
    }
    return due;
}
