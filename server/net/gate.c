// The gate: flood limits, decoding, and the slow lane for guessed join codes.
#include "net/gate.h"

#include <libwebsockets.h>

#include "net/conn.h"
#include "protocol/command.h"

static enum rate_class class_of(const struct message *m) {
    if (m->kind != MESSAGE_SESSION) return RATE_OTHER;
    switch (m->session.type) {
    case SESSION_COMMAND_SAY: return RATE_CHAT;
    case SESSION_COMMAND_TYPING:
    case SESSION_COMMAND_DIAL: return RATE_TYPING;
    default: return RATE_OTHER;
    }
}

// Who stops typing gives the floor back; losing that would keep it from their partner.
static bool is_never_dropped(const struct message *m) {
    return m->kind == MESSAGE_SESSION && m->session.type == SESSION_COMMAND_TYPING &&
           !m->session.typing.on;
}

static void gate_refuse(struct conn *c, int64_t id, enum refusal code, const char *path,
                        const char *text) {
    engine_refuse(c->home->turn->engine, c->id, id, code, str_from(path), str_from(text));
}

// Not listening costs nothing and loses nothing: what the client sends waits in its own kernel.
static void gate_mute(struct conn *c, ms until) {
    if (until > c->muted_until) c->muted_until = until;
    lws_rx_flow_control(c->wsi, 0);
}

// One guess at a time, and none while too many refusals are held for this address.
static bool gate_may_guess(const struct conn *c) {
    return !c->guessed_wrong &&
           failures_may_try(c->home->failures, c->address, engine_classes(c->home->turn->engine));
}

static void gate_pass(struct conn *c, const struct message *m) {
    if (m->kind == MESSAGE_JOIN && !gate_may_guess(c))
        gate_refuse(c, 0, REFUSAL_BUSY, "",
                    "Too many wrong codes came from here. Wait a minute, then try again.");
    else
        engine_receive(c->home->turn->engine, c->id, m);
}

bool gate_admit(struct conn *c, struct str message) {
    struct message m;
    struct check_fault fault;
    enum err err = message_decode(c->home->contract, message, &m, &fault);
    enum rate_class class = err ? RATE_OTHER : class_of(&m);
    enum rate_verdict verdict = rate_judge(&c->rate, c->home->settings, class, c->heard);
    if (verdict == RATE_MUTE) gate_mute(c, c->rate.muted_until);
    if (engine_is_full(c->home->turn->engine)) gate_mute(c, c->heard);
    bool pass = verdict == RATE_PASS || (!err && is_never_dropped(&m));
    if (err)
        gate_refuse(c, m.id, err == ERR_NOMEM ? REFUSAL_BUSY : REFUSAL_BAD_MESSAGE, fault.path,
                    fault.text);
    else if (pass)
        gate_pass(c, &m);
    else
        gate_refuse(c, m.id, REFUSAL_TOO_FAST, "",
                    "That was too fast. Wait a moment, then try again.");
    if (!err) message_free(&m);
    return verdict != RATE_CUT;
}

// Quotes inside a value are escaped, so no name can forge this.
bool gate_holds(const struct conn *c, struct str text) {
    static const char refused[] = "{\"type\":\"refused\"";
    return c->guessed_wrong && !c->refusal.len &&
           memmem(text.ptr, text.len, refused, sizeof refused - 1);
}
