// What is said: lines, keys, the dial, and calling the trainer.
#include "core/decide.h"

static enum role from(const struct decision *d) {
    return (enum role)d->command->meta.from;
}

static void typing_emit(struct decision *d, enum role seat, bool on) {
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_TYPING_CHANGED,
                                              .typing_changed = { .by = seat, .on = on } });
}

void typing_stop(struct decision *d, enum role seat) {
    if (session_chair(&d->after, seat)->typing) typing_emit(d, seat, false);
}

void typing_stop_all(struct decision *d) {
    typing_stop(d, ROLE_CSR);
    typing_stop(d, ROLE_CUSTOMER);
}

enum refusal decide_typing(struct decision *d) {
    bool on = d->command->typing.on;
    if (session_chair(&d->after, from(d))->typing != on) typing_emit(d, from(d), on);
    return REFUSAL_NONE;
}

// A CSR who speaks is back from hold. Only a CSR interrupts: the customer may.
enum refusal decide_say(struct decision *d) {
    const struct session_command_say *say = &d->command->say;
    bool csr = from(d) == ROLE_CSR;
    bool backchannel = csr && signal_backchannel(d->scenario, (uint32_t)say->classes, say->words);
    if (csr) hold_end(d);
    typing_stop(d, from(d));
    if (csr) d->heard = (uint32_t)say->classes;
    decision_emit(d, &(struct session_event){
                         .type = SESSION_EVENT_SAID,
                         .said = { .by = from(d),
                                   .act = say->act,
                                   .text = say->text,
                                   .classes = say->classes,
                                   .words = say->words,
                                   .interrupts = csr && !backchannel && d->after.customer.typing,
                                   .backchannel = backchannel } });
    return REFUSAL_NONE;
}

enum refusal decide_dial(struct decision *d) {
    const struct session *s = &d->after;
    int32_t value = d->command->dial.value;
    if (value < 0 || value > DIAL_MAX) return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/value");
    if (value == s->dial) return REFUSAL_NONE;
    bool in_window = d->up_ms < s->dial_window + DIAL_WINDOW_MS;
    if (in_window && s->dial_in_window >= DIAL_WINDOW_MAX) return REFUSAL_TOO_FAST;
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_DIAL_SET,
                                              .dial_set = { .value = value } });
    return REFUSAL_NONE;
}

enum refusal decide_finish_story(struct decision *d) {
    if (!d->after.story_finished) decision_emit_bare(d, SESSION_EVENT_STORY_FINISHED);
    return REFUSAL_NONE;
}

enum refusal decide_breathe(struct decision *d) {
    decision_emit_bare(d, SESSION_EVENT_BREATHED);
    return REFUSAL_NONE;
}

enum refusal decide_ask_help(struct decision *d) {
    if (d->after.help[from(d)]) return REFUSAL_NONE;
    decision_emit(d,
                  &(struct session_event){ .type = SESSION_EVENT_HELP_ASKED,
                                           .help_asked = { .by = from(d),
                                                           .person = d->command->meta.person,
                                                           .text = d->command->ask_help.text } });
    return REFUSAL_NONE;
}

enum refusal decide_answer_help(struct decision *d) {
    const bool *help = d->after.help;
    bool open = help[SEAT_CSR] || help[SEAT_CUSTOMER] || help[SEAT_OBSERVER];
    if (open) decision_emit_bare(d, SESSION_EVENT_HELP_ANSWERED);
    return REFUSAL_NONE;
}

enum refusal decide_mark(struct decision *d) {
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_MARKED,
                                              .marked = { .by = from(d),
                                                          .person = d->command->meta.person,
                                                          .note = d->command->mark.note } });
    return REFUSAL_NONE;
}

enum refusal decide_whisper(struct decision *d) {
    const struct session_command_whisper *whisper = &d->command->whisper;
    if (!whisper->to_csr && !whisper->to_customer)
        return decision_refuse(d, REFUSAL_BAD_MESSAGE, "/to_csr");
    decision_emit(d, &(struct session_event){ .type = SESSION_EVENT_WHISPERED,
                                              .whispered = { .to_csr = whisper->to_csr,
                                                             .to_customer = whisper->to_customer,
                                                             .person = d->command->meta.person,
                                                             .text = whisper->text } });
    return REFUSAL_NONE;
}
