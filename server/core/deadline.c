// Time: the next moment at which something is due, and the tick that decides it.
//
// A tick that comes late catches up moment by moment, each with its own clocks, so that what
// happened does not depend on how promptly somebody looked.
#include "base/check.h"
#include "core/decide.h"

static ms up_of_play(const struct session *s, ms play_ms) {
    if (play_ms == MS_NEVER || !session_runs(s)) return MS_NEVER;
    return play_ms <= s->play_ms ? s->up_ms : s->up_ms + (play_ms - s->play_ms);
}

static ms play_deadline(const struct session *s, const struct scenario *scenario) {
    ms due = s->phase == PHASE_BRIEF ? MS_NEVER : s->phase_ends;
    due = ms_min(due, s->supervisor.due);
    for (int i = 0; i < DESKS_MAX; i++)
        due = ms_min(due, s->desks[i].due);
    return ms_min(due, twists_due(s, scenario));
}

static ms up_deadline(const struct session *s) {
    return ms_min(s->resume_wait_ends, ms_min(s->csr.grace_ends, s->customer.grace_ends));
}

// Silence is written down while a clock matters: in a call, before a phase's end, while somebody is
// waited for. A brief that was left open over night writes nothing.
static ms tick_deadline(const struct session *s) {
    bool counts =
        s->phase == PHASE_CALL || (s->phase_ends != MS_NEVER && s->play_ms < s->phase_ends);
    bool matters = (session_runs(s) && counts) || up_deadline(s) != MS_NEVER;
    return matters ? s->up_ms + TICK_SILENCE_MS : MS_NEVER;
}

ms session_deadline(const struct session *s, const struct scenario *scenario) {
    if (!s->opened || s->phase == PHASE_OVER) return MS_NEVER;
    ms due = ms_min(up_of_play(s, play_deadline(s, scenario)), up_deadline(s));
    due = ms_min(due, tick_deadline(s));
    return due < s->up_ms ? s->up_ms : due;
}

// All that is due at d->up_ms. What the seats did comes before the phase's end, and that before the
// twists, which have no place in a phase that is over.
static void moment_decide(struct decision *d) {
    int before = d->count;
    resume_wait_end(d);
    grace_end(d);
    seats_settle(d);
    answers_arrive(d);
    phase_end_by_time(d);
    decision_settle(d);
    if (d->count == before) decision_emit_bare(d, SESSION_EVENT_TICKED);
}

enum refusal decide_tick(struct decision *d) {
    ms now = d->up_ms;
    while (d->count + MOMENT_EVENTS <= SESSION_EVENTS) {
        ms due = session_deadline(&d->after, d->scenario);
        if (due > now) break;
        d->up_ms = due;
        moment_decide(d);
    }
    return REFUSAL_NONE;
}
