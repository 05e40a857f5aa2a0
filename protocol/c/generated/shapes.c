// Generated from protocol/schema by protocol/generate.mjs: change the schema, not this file.
#include <stddef.h>

#include "protocol/generated/shapes.h"

#define KEY(name) { "\"" name "\":", sizeof(name) + 2 }

static const char *const names_of_act[] = { "plain", "restate", "boundary" };
const struct shape_enum shape_enum_act = { "act", names_of_act, 3 };
static const char *const names_of_pause_kind[] = { "hold", "ring_back" };
const struct shape_enum shape_enum_pause_kind = { "pause_kind", names_of_pause_kind, 2 };
static const char *const names_of_choice[] = { "wait", "end" };
const struct shape_enum shape_enum_choice = { "choice", names_of_choice, 2 };
static const char *const names_of_seat[] = { "csr", "customer", "observer" };
const struct shape_enum shape_enum_seat = { "seat", names_of_seat, 3 };
static const char *const names_of_sheet_kind[] = { "self", "customer", "observer", "trainer" };
const struct shape_enum shape_enum_sheet_kind = { "sheet_kind", names_of_sheet_kind, 4 };
static const char *const names_of_score[] = { "na", "1", "2", "3", "4", "5" };
const struct shape_enum shape_enum_score = { "score", names_of_score, 6 };
static const char *const names_of_phase[] = { "brief", "call", "back", "score", "talk", "over" };
const struct shape_enum shape_enum_phase = { "phase", names_of_phase, 6 };
static const char *const names_of_why[] = { "opened", "ready", "time", "trainer", "left", "chosen", "sheets", "round_ended" };
const struct shape_enum shape_enum_why = { "why", names_of_why, 8 };
static const char *const names_of_role[] = { "csr", "customer", "observer", "trainer", "engine" };
const struct shape_enum shape_enum_role = { "role", names_of_role, 5 };
static const char *const names_of_authority[] = { "own", "supervisor", "impossible" };
const struct shape_enum shape_enum_authority = { "authority", names_of_authority, 3 };
static const char *const names_of_cause[] = { "timed", "condition", "hand" };
const struct shape_enum shape_enum_cause = { "cause", names_of_cause, 3 };
static const char *const names_of_signal[] = { "none", "dial_at_least", "silence", "interruptions_at_least", "phrase" };
const struct shape_enum shape_enum_signal = { "signal", names_of_signal, 5 };
static const char *const names_of_refusal[] = { "none", "bad_message", "too_long", "too_fast", "not_you", "not_now", "not_yet_welcome", "frozen", "waiting_for_partner", "unknown_class", "class_locked", "unknown_stream", "unknown_item", "already_done", "already_asked", "too_many", "evidence_missing", "score_missing", "stale", "refused_before", "not_saved", "busy", "moved", "too_few_people" };
const struct shape_enum shape_enum_refusal = { "refusal", names_of_refusal, 24 };
static const char *const names_of_round_phase[] = { "none", "proposed", "briefing", "running" };
const struct shape_enum shape_enum_round_phase = { "round_phase", names_of_round_phase, 4 };

static const struct shape_field fields_of_session_command_open[] = {
    { .name = "csr", .key = KEY("csr"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.csr), .names = 0 },
    { .name = "customer", .key = KEY("customer"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.customer), .names = 0 },
    { .name = "observers", .key = KEY("observers"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 8, .offset = offsetof(struct session_command, open.observers), .names = 0 },
    { .name = "recorded", .key = KEY("recorded"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.recorded), .names = 0 },
    { .name = "scenario", .key = KEY("scenario"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_command, open.scenario), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_command, open.rubric), .names = 0 },
    { .name = "lexicon", .key = KEY("lexicon"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_command, open.lexicon), .names = 0 },
    { .name = "variant", .key = KEY("variant"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, open.variant), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, open.doctrine), .names = 0 },
    { .name = "ready_starts", .key = KEY("ready_starts"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.ready_starts), .names = 0 },
    { .name = "brief_s", .key = KEY("brief_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.brief_s), .names = 0 },
    { .name = "call_s", .key = KEY("call_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.call_s), .names = 0 },
    { .name = "back_s", .key = KEY("back_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.back_s), .names = 0 },
    { .name = "score_s", .key = KEY("score_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.score_s), .names = 0 },
    { .name = "talk_s", .key = KEY("talk_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.talk_s), .names = 0 },
    { .name = "dial", .key = KEY("dial"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.dial), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_command, open.focus), .names = 0 },
    { .name = "csr_kit", .key = KEY("csr_kit"), .kind = SHAPE_JSON, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.csr_kit), .names = 0 },
    { .name = "customer_kit", .key = KEY("customer_kit"), .kind = SHAPE_JSON, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.customer_kit), .names = 0 },
    { .name = "observer_kit", .key = KEY("observer_kit"), .kind = SHAPE_JSON, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, open.observer_kit), .names = 0 },
};
static const struct shape_field fields_of_session_command_say[] = {
    { .name = "act", .key = KEY("act"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, say.act), .names = &shape_enum_act },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 2000, .offset = offsetof(struct session_command, say.text), .names = 0 },
    { .name = "classes", .key = KEY("classes"), .kind = SHAPE_INT64, .text = false, .stamp = true, .max = 0, .offset = offsetof(struct session_command, say.classes), .names = 0 },
    { .name = "words", .key = KEY("words"), .kind = SHAPE_INT32, .text = false, .stamp = true, .max = 0, .offset = offsetof(struct session_command, say.words), .names = 0 },
};
static const struct shape_field fields_of_session_command_typing[] = {
    { .name = "on", .key = KEY("on"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, typing.on), .names = 0 },
};
static const struct shape_field fields_of_session_command_dial[] = {
    { .name = "value", .key = KEY("value"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, dial.value), .names = 0 },
};
static const struct shape_field fields_of_session_command_reveal[] = {
    { .name = "fact", .key = KEY("fact"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, reveal.fact), .names = 0 },
};
static const struct shape_field fields_of_session_command_ask_desk[] = {
    { .name = "desk", .key = KEY("desk"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, ask_desk.desk), .names = 0 },
};
static const struct shape_field fields_of_session_command_hold[] = {
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, hold.kind), .names = &shape_enum_pause_kind },
    { .name = "reason", .key = KEY("reason"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 200, .offset = offsetof(struct session_command, hold.reason), .names = 0 },
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, hold.seconds), .names = 0 },
};
static const struct shape_field fields_of_session_command_offer[] = {
    { .name = "offer", .key = KEY("offer"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, offer.offer), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct session_command, offer.text), .names = 0 },
};
static const struct shape_field fields_of_session_command_answer_offer[] = {
    { .name = "number", .key = KEY("number"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, answer_offer.number), .names = 0 },
    { .name = "accept", .key = KEY("accept"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, answer_offer.accept), .names = 0 },
};
static const struct shape_field fields_of_session_command_promise[] = {
    { .name = "what", .key = KEY("what"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 200, .offset = offsetof(struct session_command, promise.what), .names = 0 },
    { .name = "due", .key = KEY("due"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 200, .offset = offsetof(struct session_command, promise.due), .names = 0 },
};
static const struct shape_field fields_of_session_command_ask_supervisor[] = {
    { .name = "reason", .key = KEY("reason"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 200, .offset = offsetof(struct session_command, ask_supervisor.reason), .names = 0 },
};
static const struct shape_field fields_of_session_command_ask_help[] = {
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct session_command, ask_help.text), .names = 0 },
};
static const struct shape_field fields_of_session_command_choose[] = {
    { .name = "choice", .key = KEY("choice"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, choose.choice), .names = &shape_enum_choice },
};
static const struct shape_field fields_of_session_command_sleep[] = {
    { .name = "asleep", .key = KEY("asleep"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, sleep.asleep), .names = 0 },
};
static const struct shape_field fields_of_session_command_mark[] = {
    { .name = "note", .key = KEY("note"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct session_command, mark.note), .names = 0 },
};
static const struct shape_field fields_of_session_command_extend[] = {
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, extend.seconds), .names = 0 },
};
static const struct shape_field fields_of_session_command_fire_twist[] = {
    { .name = "twist", .key = KEY("twist"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_command, fire_twist.twist), .names = 0 },
};
static const struct shape_field fields_of_session_command_whisper[] = {
    { .name = "to_csr", .key = KEY("to_csr"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, whisper.to_csr), .names = 0 },
    { .name = "to_customer", .key = KEY("to_customer"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, whisper.to_customer), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 240, .offset = offsetof(struct session_command, whisper.text), .names = 0 },
};
static const struct shape_field fields_of_session_command_take_seat[] = {
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, take_seat.seat), .names = &shape_enum_seat },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, take_seat.person), .names = 0 },
};
static const struct shape_field fields_of_session_command_drop[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, drop.person), .names = 0 },
};
static const struct shape_field fields_of_session_command_return[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, return_.person), .names = 0 },
};
static const struct shape_field fields_of_session_command_hand_in[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, hand_in.person), .names = 0 },
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_command, hand_in.kind), .names = &shape_enum_sheet_kind },
    { .name = "scores", .key = KEY("scores"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_command, hand_in.scores), .names = &shape_enum_score },
};
const struct shape session_command_shapes[SESSION_COMMAND_COUNT] = {
    [SESSION_COMMAND_OPEN] = { .name = "open", .schema = "session_command.json#/$defs/open", .fields = fields_of_session_command_open, .count = 20, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5, .frozen = true, .always = true, .subject = "" },
    [SESSION_COMMAND_READY] = { .name = "ready", .schema = "session_command.json#/$defs/ready", .fields = 0, .count = 0, .from = 1u << 0 | 1u << 1, .when = 1u << 0 | 1u << 2 | 1u << 4, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_START] = { .name = "start", .schema = "session_command.json#/$defs/start", .fields = 0, .count = 0, .from = 1u << 3 | 1u << 4, .when = 1u << 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_SAY] = { .name = "say", .schema = "session_command.json#/$defs/say", .fields = fields_of_session_command_say, .count = 4, .from = 1u << 0 | 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_TYPING] = { .name = "typing", .schema = "session_command.json#/$defs/typing", .fields = fields_of_session_command_typing, .count = 1, .from = 1u << 0 | 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_DIAL] = { .name = "dial", .schema = "session_command.json#/$defs/dial", .fields = fields_of_session_command_dial, .count = 1, .from = 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_FINISH_STORY] = { .name = "finish_story", .schema = "session_command.json#/$defs/finish_story", .fields = 0, .count = 0, .from = 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_REVEAL] = { .name = "reveal", .schema = "session_command.json#/$defs/reveal", .fields = fields_of_session_command_reveal, .count = 1, .from = 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_ASK_DESK] = { .name = "ask_desk", .schema = "session_command.json#/$defs/ask_desk", .fields = fields_of_session_command_ask_desk, .count = 1, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_HOLD] = { .name = "hold", .schema = "session_command.json#/$defs/hold", .fields = fields_of_session_command_hold, .count = 3, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_END_HOLD] = { .name = "end_hold", .schema = "session_command.json#/$defs/end_hold", .fields = 0, .count = 0, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_OFFER] = { .name = "offer", .schema = "session_command.json#/$defs/offer", .fields = fields_of_session_command_offer, .count = 2, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_ANSWER_OFFER] = { .name = "answer_offer", .schema = "session_command.json#/$defs/answer_offer", .fields = fields_of_session_command_answer_offer, .count = 2, .from = 1u << 1, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_PROMISE] = { .name = "promise", .schema = "session_command.json#/$defs/promise", .fields = fields_of_session_command_promise, .count = 2, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_ASK_SUPERVISOR] = { .name = "ask_supervisor", .schema = "session_command.json#/$defs/ask_supervisor", .fields = fields_of_session_command_ask_supervisor, .count = 1, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_BREATHE] = { .name = "breathe", .schema = "session_command.json#/$defs/breathe", .fields = 0, .count = 0, .from = 1u << 0, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_ASK_HELP] = { .name = "ask_help", .schema = "session_command.json#/$defs/ask_help", .fields = fields_of_session_command_ask_help, .count = 1, .from = 1u << 0 | 1u << 1 | 1u << 2, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_ANSWER_HELP] = { .name = "answer_help", .schema = "session_command.json#/$defs/answer_help", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_STEP_OUT] = { .name = "step_out", .schema = "session_command.json#/$defs/step_out", .fields = 0, .count = 0, .from = 1u << 0 | 1u << 1, .when = 1u << 0 | 1u << 1, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_LEAVE] = { .name = "leave", .schema = "session_command.json#/$defs/leave", .fields = 0, .count = 0, .from = 1u << 0 | 1u << 1 | 1u << 2, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_CHOOSE] = { .name = "choose", .schema = "session_command.json#/$defs/choose", .fields = fields_of_session_command_choose, .count = 1, .from = 1u << 0 | 1u << 1, .when = 1u << 0 | 1u << 1, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_SLEEP] = { .name = "sleep", .schema = "session_command.json#/$defs/sleep", .fields = fields_of_session_command_sleep, .count = 1, .from = 1u << 0 | 1u << 1 | 1u << 2, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_MARK] = { .name = "mark", .schema = "session_command.json#/$defs/mark", .fields = fields_of_session_command_mark, .count = 1, .from = 1u << 2 | 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_FREEZE] = { .name = "freeze", .schema = "session_command.json#/$defs/freeze", .fields = 0, .count = 0, .from = 1u << 3 | 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_UNFREEZE] = { .name = "unfreeze", .schema = "session_command.json#/$defs/unfreeze", .fields = 0, .count = 0, .from = 1u << 3 | 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_EXTEND] = { .name = "extend", .schema = "session_command.json#/$defs/extend", .fields = fields_of_session_command_extend, .count = 1, .from = 1u << 3 | 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_FIRE_TWIST] = { .name = "fire_twist", .schema = "session_command.json#/$defs/fire_twist", .fields = fields_of_session_command_fire_twist, .count = 1, .from = 1u << 3 | 1u << 4, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [SESSION_COMMAND_WHISPER] = { .name = "whisper", .schema = "session_command.json#/$defs/whisper", .fields = fields_of_session_command_whisper, .count = 3, .from = 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_END_CALL] = { .name = "end_call", .schema = "session_command.json#/$defs/end_call", .fields = 0, .count = 0, .from = 1u << 3 | 1u << 4, .when = 1u << 0 | 1u << 1, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_FINISH] = { .name = "finish", .schema = "session_command.json#/$defs/finish", .fields = 0, .count = 0, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_TAKE_SEAT] = { .name = "take_seat", .schema = "session_command.json#/$defs/take_seat", .fields = fields_of_session_command_take_seat, .count = 2, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_TICK] = { .name = "tick", .schema = "session_command.json#/$defs/tick", .fields = 0, .count = 0, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5, .frozen = true, .always = true, .subject = "" },
    [SESSION_COMMAND_DROP] = { .name = "drop", .schema = "session_command.json#/$defs/drop", .fields = fields_of_session_command_drop, .count = 1, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_RETURN] = { .name = "return", .schema = "session_command.json#/$defs/return", .fields = fields_of_session_command_return, .count = 1, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_INTERRUPT] = { .name = "interrupt", .schema = "session_command.json#/$defs/interrupt", .fields = 0, .count = 0, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4, .frozen = true, .always = false, .subject = "" },
    [SESSION_COMMAND_HAND_IN] = { .name = "hand_in", .schema = "session_command.json#/$defs/hand_in", .fields = fields_of_session_command_hand_in, .count = 3, .from = 1u << 4, .when = 1u << 2 | 1u << 3, .frozen = true, .always = false, .subject = "" },
};

static const struct shape_field fields_of_session_event_opened[] = {
    { .name = "csr", .key = KEY("csr"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.csr), .names = 0 },
    { .name = "customer", .key = KEY("customer"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.customer), .names = 0 },
    { .name = "observers", .key = KEY("observers"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 8, .offset = offsetof(struct session_event, opened.observers), .names = 0 },
    { .name = "recorded", .key = KEY("recorded"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.recorded), .names = 0 },
    { .name = "scenario", .key = KEY("scenario"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_event, opened.scenario), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_event, opened.rubric), .names = 0 },
    { .name = "lexicon", .key = KEY("lexicon"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct session_event, opened.lexicon), .names = 0 },
    { .name = "variant", .key = KEY("variant"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, opened.variant), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, opened.doctrine), .names = 0 },
    { .name = "ready_starts", .key = KEY("ready_starts"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.ready_starts), .names = 0 },
    { .name = "brief_s", .key = KEY("brief_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.brief_s), .names = 0 },
    { .name = "call_s", .key = KEY("call_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.call_s), .names = 0 },
    { .name = "back_s", .key = KEY("back_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.back_s), .names = 0 },
    { .name = "score_s", .key = KEY("score_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.score_s), .names = 0 },
    { .name = "talk_s", .key = KEY("talk_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.talk_s), .names = 0 },
    { .name = "dial", .key = KEY("dial"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, opened.dial), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, opened.focus), .names = 0 },
};
static const struct shape_field fields_of_session_event_kit_dealt[] = {
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, kit_dealt.seat), .names = &shape_enum_seat },
    { .name = "kit", .key = KEY("kit"), .kind = SHAPE_JSON, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, kit_dealt.kit), .names = 0 },
};
static const struct shape_field fields_of_session_event_phase_began[] = {
    { .name = "phase", .key = KEY("phase"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, phase_began.phase), .names = &shape_enum_phase },
    { .name = "ends", .key = KEY("ends"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, phase_began.ends), .names = 0 },
    { .name = "why", .key = KEY("why"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, phase_began.why), .names = &shape_enum_why },
};
static const struct shape_field fields_of_session_event_became_ready[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, became_ready.by), .names = &shape_enum_role },
};
static const struct shape_field fields_of_session_event_said[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.by), .names = &shape_enum_role },
    { .name = "act", .key = KEY("act"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.act), .names = &shape_enum_act },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 2000, .offset = offsetof(struct session_event, said.text), .names = 0 },
    { .name = "classes", .key = KEY("classes"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.classes), .names = 0 },
    { .name = "words", .key = KEY("words"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.words), .names = 0 },
    { .name = "interrupts", .key = KEY("interrupts"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.interrupts), .names = 0 },
    { .name = "backchannel", .key = KEY("backchannel"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, said.backchannel), .names = 0 },
};
static const struct shape_field fields_of_session_event_typing_changed[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, typing_changed.by), .names = &shape_enum_role },
    { .name = "on", .key = KEY("on"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, typing_changed.on), .names = 0 },
};
static const struct shape_field fields_of_session_event_dial_set[] = {
    { .name = "value", .key = KEY("value"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, dial_set.value), .names = 0 },
};
static const struct shape_field fields_of_session_event_fact_revealed[] = {
    { .name = "fact", .key = KEY("fact"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, fact_revealed.fact), .names = 0 },
    { .name = "title", .key = KEY("title"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, fact_revealed.title), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 600, .offset = offsetof(struct session_event, fact_revealed.text), .names = 0 },
};
static const struct shape_field fields_of_session_event_desk_asked[] = {
    { .name = "desk", .key = KEY("desk"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, desk_asked.desk), .names = 0 },
    { .name = "name", .key = KEY("name"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, desk_asked.name), .names = 0 },
    { .name = "due", .key = KEY("due"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, desk_asked.due), .names = 0 },
};
static const struct shape_field fields_of_session_event_desk_answered[] = {
    { .name = "desk", .key = KEY("desk"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, desk_answered.desk), .names = 0 },
    { .name = "name", .key = KEY("name"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, desk_answered.name), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 600, .offset = offsetof(struct session_event, desk_answered.text), .names = 0 },
};
static const struct shape_field fields_of_session_event_held[] = {
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, held.kind), .names = &shape_enum_pause_kind },
    { .name = "reason", .key = KEY("reason"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 200, .offset = offsetof(struct session_event, held.reason), .names = 0 },
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, held.seconds), .names = 0 },
    { .name = "until", .key = KEY("until"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, held.until), .names = 0 },
};
static const struct shape_field fields_of_session_event_hold_ended[] = {
    { .name = "over_s", .key = KEY("over_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, hold_ended.over_s), .names = 0 },
};
static const struct shape_field fields_of_session_event_offered[] = {
    { .name = "number", .key = KEY("number"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, offered.number), .names = 0 },
    { .name = "offer", .key = KEY("offer"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, offered.offer), .names = 0 },
    { .name = "title", .key = KEY("title"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, offered.title), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct session_event, offered.text), .names = 0 },
    { .name = "authority", .key = KEY("authority"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, offered.authority), .names = &shape_enum_authority },
};
static const struct shape_field fields_of_session_event_offer_answered[] = {
    { .name = "number", .key = KEY("number"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, offer_answered.number), .names = 0 },
    { .name = "accepted", .key = KEY("accepted"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, offer_answered.accepted), .names = 0 },
};
static const struct shape_field fields_of_session_event_promised[] = {
    { .name = "number", .key = KEY("number"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, promised.number), .names = 0 },
    { .name = "what", .key = KEY("what"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 200, .offset = offsetof(struct session_event, promised.what), .names = 0 },
    { .name = "due", .key = KEY("due"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 200, .offset = offsetof(struct session_event, promised.due), .names = 0 },
};
static const struct shape_field fields_of_session_event_supervisor_asked[] = {
    { .name = "reason", .key = KEY("reason"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 200, .offset = offsetof(struct session_event, supervisor_asked.reason), .names = 0 },
    { .name = "due", .key = KEY("due"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, supervisor_asked.due), .names = 0 },
};
static const struct shape_field fields_of_session_event_supervisor_answered[] = {
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 600, .offset = offsetof(struct session_event, supervisor_answered.text), .names = 0 },
};
static const struct shape_field fields_of_session_event_help_asked[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, help_asked.by), .names = &shape_enum_role },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, help_asked.person), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct session_event, help_asked.text), .names = 0 },
};
static const struct shape_field fields_of_session_event_stepped_out[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, stepped_out.by), .names = &shape_enum_role },
};
static const struct shape_field fields_of_session_event_left[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, left.by), .names = &shape_enum_role },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, left.person), .names = 0 },
};
static const struct shape_field fields_of_session_event_chosen[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, chosen.by), .names = &shape_enum_role },
    { .name = "choice", .key = KEY("choice"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, chosen.choice), .names = &shape_enum_choice },
    { .name = "until", .key = KEY("until"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, chosen.until), .names = 0 },
};
static const struct shape_field fields_of_session_event_slept[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, slept.by), .names = &shape_enum_role },
    { .name = "asleep", .key = KEY("asleep"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, slept.asleep), .names = 0 },
};
static const struct shape_field fields_of_session_event_marked[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, marked.by), .names = &shape_enum_role },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, marked.person), .names = 0 },
    { .name = "note", .key = KEY("note"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct session_event, marked.note), .names = 0 },
};
static const struct shape_field fields_of_session_event_frozen[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, frozen.by), .names = &shape_enum_role },
};
static const struct shape_field fields_of_session_event_extended[] = {
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, extended.seconds), .names = 0 },
    { .name = "ends", .key = KEY("ends"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, extended.ends), .names = 0 },
};
static const struct shape_field fields_of_session_event_twist_fired[] = {
    { .name = "twist", .key = KEY("twist"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, twist_fired.twist), .names = 0 },
    { .name = "title", .key = KEY("title"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, twist_fired.title), .names = 0 },
    { .name = "cause", .key = KEY("cause"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, twist_fired.cause), .names = &shape_enum_cause },
    { .name = "signal", .key = KEY("signal"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, twist_fired.signal), .names = &shape_enum_signal },
    { .name = "value", .key = KEY("value"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, twist_fired.value), .names = 0 },
    { .name = "for_s", .key = KEY("for_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, twist_fired.for_s), .names = 0 },
};
static const struct shape_field fields_of_session_event_card_shown[] = {
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, card_shown.seat), .names = &shape_enum_seat },
    { .name = "twist", .key = KEY("twist"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct session_event, card_shown.twist), .names = 0 },
    { .name = "title", .key = KEY("title"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 120, .offset = offsetof(struct session_event, card_shown.title), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 600, .offset = offsetof(struct session_event, card_shown.text), .names = 0 },
    { .name = "line", .key = KEY("line"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 300, .offset = offsetof(struct session_event, card_shown.line), .names = 0 },
};
static const struct shape_field fields_of_session_event_whispered[] = {
    { .name = "to_csr", .key = KEY("to_csr"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, whispered.to_csr), .names = 0 },
    { .name = "to_customer", .key = KEY("to_customer"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, whispered.to_customer), .names = 0 },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, whispered.person), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 240, .offset = offsetof(struct session_event, whispered.text), .names = 0 },
};
static const struct shape_field fields_of_session_event_seat_taken[] = {
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, seat_taken.seat), .names = &shape_enum_seat },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, seat_taken.person), .names = 0 },
    { .name = "before", .key = KEY("before"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, seat_taken.before), .names = 0 },
};
static const struct shape_field fields_of_session_event_dropped[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, dropped.by), .names = &shape_enum_role },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, dropped.person), .names = 0 },
    { .name = "until", .key = KEY("until"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, dropped.until), .names = 0 },
};
static const struct shape_field fields_of_session_event_returned[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, returned.by), .names = &shape_enum_role },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, returned.person), .names = 0 },
};
static const struct shape_field fields_of_session_event_grace_ended[] = {
    { .name = "by", .key = KEY("by"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, grace_ended.by), .names = &shape_enum_role },
};
static const struct shape_field fields_of_session_event_interrupted[] = {
    { .name = "until", .key = KEY("until"), .kind = SHAPE_INT64, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, interrupted.until), .names = 0 },
};
static const struct shape_field fields_of_session_event_sheet_in[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, sheet_in.person), .names = 0 },
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct session_event, sheet_in.kind), .names = &shape_enum_sheet_kind },
    { .name = "scores", .key = KEY("scores"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, sheet_in.scores), .names = &shape_enum_score },
};
static const struct shape_field fields_of_session_event_sheets_opened[] = {
    { .name = "self", .key = KEY("self"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, sheets_opened.self), .names = &shape_enum_score },
    { .name = "customer", .key = KEY("customer"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, sheets_opened.customer), .names = &shape_enum_score },
    { .name = "observer", .key = KEY("observer"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, sheets_opened.observer), .names = &shape_enum_score },
    { .name = "trainer", .key = KEY("trainer"), .kind = SHAPE_ENUMS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct session_event, sheets_opened.trainer), .names = &shape_enum_score },
};
const struct shape session_event_shapes[SESSION_EVENT_COUNT] = {
    [SESSION_EVENT_OPENED] = { .name = "opened", .schema = "session_event.json#/$defs/opened", .fields = fields_of_session_event_opened, .count = 17, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_KIT_DEALT] = { .name = "kit_dealt", .schema = "session_event.json#/$defs/kit_dealt", .fields = fields_of_session_event_kit_dealt, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_PHASE_BEGAN] = { .name = "phase_began", .schema = "session_event.json#/$defs/phase_began", .fields = fields_of_session_event_phase_began, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_BECAME_READY] = { .name = "became_ready", .schema = "session_event.json#/$defs/became_ready", .fields = fields_of_session_event_became_ready, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_SAID] = { .name = "said", .schema = "session_event.json#/$defs/said", .fields = fields_of_session_event_said, .count = 7, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "by" },
    [SESSION_EVENT_TYPING_CHANGED] = { .name = "typing_changed", .schema = "session_event.json#/$defs/typing_changed", .fields = fields_of_session_event_typing_changed, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_DIAL_SET] = { .name = "dial_set", .schema = "session_event.json#/$defs/dial_set", .fields = fields_of_session_event_dial_set, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_STORY_FINISHED] = { .name = "story_finished", .schema = "session_event.json#/$defs/story_finished", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_FACT_REVEALED] = { .name = "fact_revealed", .schema = "session_event.json#/$defs/fact_revealed", .fields = fields_of_session_event_fact_revealed, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_DESK_ASKED] = { .name = "desk_asked", .schema = "session_event.json#/$defs/desk_asked", .fields = fields_of_session_event_desk_asked, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_DESK_ANSWERED] = { .name = "desk_answered", .schema = "session_event.json#/$defs/desk_answered", .fields = fields_of_session_event_desk_answered, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_HELD] = { .name = "held", .schema = "session_event.json#/$defs/held", .fields = fields_of_session_event_held, .count = 4, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "csr" },
    [SESSION_EVENT_HOLD_ENDED] = { .name = "hold_ended", .schema = "session_event.json#/$defs/hold_ended", .fields = fields_of_session_event_hold_ended, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_OFFERED] = { .name = "offered", .schema = "session_event.json#/$defs/offered", .fields = fields_of_session_event_offered, .count = 5, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "csr" },
    [SESSION_EVENT_OFFER_ANSWERED] = { .name = "offer_answered", .schema = "session_event.json#/$defs/offer_answered", .fields = fields_of_session_event_offer_answered, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_PROMISED] = { .name = "promised", .schema = "session_event.json#/$defs/promised", .fields = fields_of_session_event_promised, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "csr" },
    [SESSION_EVENT_SUPERVISOR_ASKED] = { .name = "supervisor_asked", .schema = "session_event.json#/$defs/supervisor_asked", .fields = fields_of_session_event_supervisor_asked, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "csr" },
    [SESSION_EVENT_SUPERVISOR_ANSWERED] = { .name = "supervisor_answered", .schema = "session_event.json#/$defs/supervisor_answered", .fields = fields_of_session_event_supervisor_answered, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_BREATHED] = { .name = "breathed", .schema = "session_event.json#/$defs/breathed", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_HELP_ASKED] = { .name = "help_asked", .schema = "session_event.json#/$defs/help_asked", .fields = fields_of_session_event_help_asked, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "by" },
    [SESSION_EVENT_HELP_ANSWERED] = { .name = "help_answered", .schema = "session_event.json#/$defs/help_answered", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_STEPPED_OUT] = { .name = "stepped_out", .schema = "session_event.json#/$defs/stepped_out", .fields = fields_of_session_event_stepped_out, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_LEFT] = { .name = "left", .schema = "session_event.json#/$defs/left", .fields = fields_of_session_event_left, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_CHOSEN] = { .name = "chosen", .schema = "session_event.json#/$defs/chosen", .fields = fields_of_session_event_chosen, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_SLEPT] = { .name = "slept", .schema = "session_event.json#/$defs/slept", .fields = fields_of_session_event_slept, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_MARKED] = { .name = "marked", .schema = "session_event.json#/$defs/marked", .fields = fields_of_session_event_marked, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "person" },
    [SESSION_EVENT_FROZEN] = { .name = "frozen", .schema = "session_event.json#/$defs/frozen", .fields = fields_of_session_event_frozen, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_UNFROZEN] = { .name = "unfrozen", .schema = "session_event.json#/$defs/unfrozen", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_EXTENDED] = { .name = "extended", .schema = "session_event.json#/$defs/extended", .fields = fields_of_session_event_extended, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_TWIST_FIRED] = { .name = "twist_fired", .schema = "session_event.json#/$defs/twist_fired", .fields = fields_of_session_event_twist_fired, .count = 6, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_CARD_SHOWN] = { .name = "card_shown", .schema = "session_event.json#/$defs/card_shown", .fields = fields_of_session_event_card_shown, .count = 5, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_WHISPERED] = { .name = "whispered", .schema = "session_event.json#/$defs/whispered", .fields = fields_of_session_event_whispered, .count = 4, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "trainer" },
    [SESSION_EVENT_SEAT_TAKEN] = { .name = "seat_taken", .schema = "session_event.json#/$defs/seat_taken", .fields = fields_of_session_event_seat_taken, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_DROPPED] = { .name = "dropped", .schema = "session_event.json#/$defs/dropped", .fields = fields_of_session_event_dropped, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_RETURNED] = { .name = "returned", .schema = "session_event.json#/$defs/returned", .fields = fields_of_session_event_returned, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_GRACE_ENDED] = { .name = "grace_ended", .schema = "session_event.json#/$defs/grace_ended", .fields = fields_of_session_event_grace_ended, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_INTERRUPTED] = { .name = "interrupted", .schema = "session_event.json#/$defs/interrupted", .fields = fields_of_session_event_interrupted, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_RESUMED] = { .name = "resumed", .schema = "session_event.json#/$defs/resumed", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_TICKED] = { .name = "ticked", .schema = "session_event.json#/$defs/ticked", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_SHEET_IN] = { .name = "sheet_in", .schema = "session_event.json#/$defs/sheet_in", .fields = fields_of_session_event_sheet_in, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SESSION_EVENT_SHEETS_OPENED] = { .name = "sheets_opened", .schema = "session_event.json#/$defs/sheets_opened", .fields = fields_of_session_event_sheets_opened, .count = 4, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
};

static const struct shape_field fields_of_class_command_establish[] = {
    { .name = "name", .key = KEY("name"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 80, .offset = offsetof(struct class_command, establish.name), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_command, establish.doctrine), .names = 0 },
    { .name = "retention_days", .key = KEY("retention_days"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, establish.retention_days), .names = 0 },
};
static const struct shape_field fields_of_class_command_enter[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, enter.person), .names = 0 },
    { .name = "recorded", .key = KEY("recorded"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, enter.recorded), .names = 0 },
};
static const struct shape_field fields_of_class_command_remove[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, remove.person), .names = 0 },
};
static const struct shape_field fields_of_class_command_depart[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, depart.person), .names = 0 },
};
static const struct shape_field fields_of_class_command_lock[] = {
    { .name = "on", .key = KEY("on"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, lock.on), .names = 0 },
};
static const struct shape_field fields_of_class_command_propose[] = {
    { .name = "scenario", .key = KEY("scenario"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_command, propose.scenario), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_command, propose.rubric), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_command, propose.doctrine), .names = 0 },
    { .name = "brief_s", .key = KEY("brief_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.brief_s), .names = 0 },
    { .name = "call_s", .key = KEY("call_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.call_s), .names = 0 },
    { .name = "back_s", .key = KEY("back_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.back_s), .names = 0 },
    { .name = "score_s", .key = KEY("score_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.score_s), .names = 0 },
    { .name = "talk_s", .key = KEY("talk_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.talk_s), .names = 0 },
    { .name = "ready_starts", .key = KEY("ready_starts"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.ready_starts), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct class_command, propose.focus), .names = 0 },
    { .name = "reshuffle", .key = KEY("reshuffle"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, propose.reshuffle), .names = 0 },
    { .name = "scenario_hash", .key = KEY("scenario_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = true, .max = 32, .offset = offsetof(struct class_command, propose.scenario_hash), .names = 0 },
    { .name = "rubric_hash", .key = KEY("rubric_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = true, .max = 32, .offset = offsetof(struct class_command, propose.rubric_hash), .names = 0 },
    { .name = "lexicon_hash", .key = KEY("lexicon_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = true, .max = 32, .offset = offsetof(struct class_command, propose.lexicon_hash), .names = 0 },
    { .name = "variants", .key = KEY("variants"), .kind = SHAPE_INT32, .text = false, .stamp = true, .max = 0, .offset = offsetof(struct class_command, propose.variants), .names = 0 },
    { .name = "seed", .key = KEY("seed"), .kind = SHAPE_INT64, .text = false, .stamp = true, .max = 0, .offset = offsetof(struct class_command, propose.seed), .names = 0 },
    { .name = "present", .key = KEY("present"), .kind = SHAPE_INTS, .text = false, .stamp = true, .max = 320, .offset = offsetof(struct class_command, propose.present), .names = 0 },
};
static const struct shape_field fields_of_class_command_swap[] = {
    { .name = "a", .key = KEY("a"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, swap.a), .names = 0 },
    { .name = "b", .key = KEY("b"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, swap.b), .names = 0 },
};
static const struct shape_field fields_of_class_command_move[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, move.person), .names = 0 },
    { .name = "pair", .key = KEY("pair"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, move.pair), .names = 0 },
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, move.seat), .names = &shape_enum_seat },
};
static const struct shape_field fields_of_class_command_extend_all[] = {
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, extend_all.seconds), .names = 0 },
};
static const struct shape_field fields_of_class_command_fire_twist_all[] = {
    { .name = "twist", .key = KEY("twist"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_command, fire_twist_all.twist), .names = 0 },
};
static const struct shape_field fields_of_class_command_substitute[] = {
    { .name = "pair", .key = KEY("pair"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, substitute.pair), .names = 0 },
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, substitute.seat), .names = &shape_enum_seat },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, substitute.person), .names = 0 },
};
static const struct shape_field fields_of_class_command_lose_session[] = {
    { .name = "pair", .key = KEY("pair"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_command, lose_session.pair), .names = 0 },
};
const struct shape class_command_shapes[CLASS_COMMAND_COUNT] = {
    [CLASS_COMMAND_ESTABLISH] = { .name = "establish", .schema = "class_command.json#/$defs/establish", .fields = fields_of_class_command_establish, .count = 3, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_ENTER] = { .name = "enter", .schema = "class_command.json#/$defs/enter", .fields = fields_of_class_command_enter, .count = 2, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_REMOVE] = { .name = "remove", .schema = "class_command.json#/$defs/remove", .fields = fields_of_class_command_remove, .count = 1, .from = 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_DEPART] = { .name = "depart", .schema = "class_command.json#/$defs/depart", .fields = fields_of_class_command_depart, .count = 1, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_LOCK] = { .name = "lock", .schema = "class_command.json#/$defs/lock", .fields = fields_of_class_command_lock, .count = 1, .from = 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_PROPOSE] = { .name = "propose", .schema = "class_command.json#/$defs/propose", .fields = fields_of_class_command_propose, .count = 17, .from = 1u << 3, .when = 1u << 0 | 1u << 1, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_SWAP] = { .name = "swap", .schema = "class_command.json#/$defs/swap", .fields = fields_of_class_command_swap, .count = 2, .from = 1u << 3, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_MOVE] = { .name = "move", .schema = "class_command.json#/$defs/move", .fields = fields_of_class_command_move, .count = 3, .from = 1u << 3, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_CANCEL] = { .name = "cancel", .schema = "class_command.json#/$defs/cancel", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 1 | 1u << 2, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_HAND_OUT] = { .name = "hand_out", .schema = "class_command.json#/$defs/hand_out", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 1, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_BEGIN] = { .name = "begin", .schema = "class_command.json#/$defs/begin", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 2, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_FREEZE_ALL] = { .name = "freeze_all", .schema = "class_command.json#/$defs/freeze_all", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_UNFREEZE_ALL] = { .name = "unfreeze_all", .schema = "class_command.json#/$defs/unfreeze_all", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_EXTEND_ALL] = { .name = "extend_all", .schema = "class_command.json#/$defs/extend_all", .fields = fields_of_class_command_extend_all, .count = 1, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_FIRE_TWIST_ALL] = { .name = "fire_twist_all", .schema = "class_command.json#/$defs/fire_twist_all", .fields = fields_of_class_command_fire_twist_all, .count = 1, .from = 1u << 3, .when = 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_END_CALLS] = { .name = "end_calls", .schema = "class_command.json#/$defs/end_calls", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_END_ROUND] = { .name = "end_round", .schema = "class_command.json#/$defs/end_round", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_SUBSTITUTE] = { .name = "substitute", .schema = "class_command.json#/$defs/substitute", .fields = fields_of_class_command_substitute, .count = 3, .from = 1u << 3, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_LOSE_SESSION] = { .name = "lose_session", .schema = "class_command.json#/$defs/lose_session", .fields = fields_of_class_command_lose_session, .count = 1, .from = 1u << 4, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [CLASS_COMMAND_CLOSE] = { .name = "close", .schema = "class_command.json#/$defs/close", .fields = 0, .count = 0, .from = 1u << 3, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
};

static const struct shape_field fields_of_class_event_class_established[] = {
    { .name = "name", .key = KEY("name"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 80, .offset = offsetof(struct class_event, class_established.name), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_event, class_established.doctrine), .names = 0 },
    { .name = "retention_days", .key = KEY("retention_days"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, class_established.retention_days), .names = 0 },
};
static const struct shape_field fields_of_class_event_person_entered[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, person_entered.person), .names = 0 },
    { .name = "recorded", .key = KEY("recorded"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, person_entered.recorded), .names = 0 },
};
static const struct shape_field fields_of_class_event_person_removed[] = {
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, person_removed.person), .names = 0 },
    { .name = "by_trainer", .key = KEY("by_trainer"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, person_removed.by_trainer), .names = 0 },
};
static const struct shape_field fields_of_class_event_locked[] = {
    { .name = "on", .key = KEY("on"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, locked.on), .names = 0 },
};
static const struct shape_field fields_of_class_event_round_proposed[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.round), .names = 0 },
    { .name = "scenario", .key = KEY("scenario"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_event, round_proposed.scenario), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_event, round_proposed.rubric), .names = 0 },
    { .name = "doctrine", .key = KEY("doctrine"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_event, round_proposed.doctrine), .names = 0 },
    { .name = "scenario_hash", .key = KEY("scenario_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct class_event, round_proposed.scenario_hash), .names = 0 },
    { .name = "rubric_hash", .key = KEY("rubric_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct class_event, round_proposed.rubric_hash), .names = 0 },
    { .name = "lexicon_hash", .key = KEY("lexicon_hash"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct class_event, round_proposed.lexicon_hash), .names = 0 },
    { .name = "variants", .key = KEY("variants"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.variants), .names = 0 },
    { .name = "brief_s", .key = KEY("brief_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.brief_s), .names = 0 },
    { .name = "call_s", .key = KEY("call_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.call_s), .names = 0 },
    { .name = "back_s", .key = KEY("back_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.back_s), .names = 0 },
    { .name = "score_s", .key = KEY("score_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.score_s), .names = 0 },
    { .name = "talk_s", .key = KEY("talk_s"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.talk_s), .names = 0 },
    { .name = "ready_starts", .key = KEY("ready_starts"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_proposed.ready_starts), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct class_event, round_proposed.focus), .names = 0 },
    { .name = "pairs", .key = KEY("pairs"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 480, .offset = offsetof(struct class_event, round_proposed.pairs), .names = 0 },
    { .name = "observers", .key = KEY("observers"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 640, .offset = offsetof(struct class_event, round_proposed.observers), .names = 0 },
};
static const struct shape_field fields_of_class_event_pairs_changed[] = {
    { .name = "pairs", .key = KEY("pairs"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 480, .offset = offsetof(struct class_event, pairs_changed.pairs), .names = 0 },
    { .name = "observers", .key = KEY("observers"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 640, .offset = offsetof(struct class_event, pairs_changed.observers), .names = 0 },
};
static const struct shape_field fields_of_class_event_round_cancelled[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_cancelled.round), .names = 0 },
};
static const struct shape_field fields_of_class_event_briefs_handed_out[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, briefs_handed_out.round), .names = 0 },
};
static const struct shape_field fields_of_class_event_round_began[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_began.round), .names = 0 },
};
static const struct shape_field fields_of_class_event_all_frozen[] = {
    { .name = "on", .key = KEY("on"), .kind = SHAPE_BOOL, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, all_frozen.on), .names = 0 },
};
static const struct shape_field fields_of_class_event_all_extended[] = {
    { .name = "seconds", .key = KEY("seconds"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, all_extended.seconds), .names = 0 },
};
static const struct shape_field fields_of_class_event_twist_fired_at_all[] = {
    { .name = "twist", .key = KEY("twist"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 40, .offset = offsetof(struct class_event, twist_fired_at_all.twist), .names = 0 },
};
static const struct shape_field fields_of_class_event_calls_ended[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, calls_ended.round), .names = 0 },
};
static const struct shape_field fields_of_class_event_round_ended[] = {
    { .name = "round", .key = KEY("round"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, round_ended.round), .names = 0 },
};
static const struct shape_field fields_of_class_event_seat_given[] = {
    { .name = "pair", .key = KEY("pair"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, seat_given.pair), .names = 0 },
    { .name = "seat", .key = KEY("seat"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, seat_given.seat), .names = &shape_enum_seat },
    { .name = "person", .key = KEY("person"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, seat_given.person), .names = 0 },
};
static const struct shape_field fields_of_class_event_session_lost[] = {
    { .name = "pair", .key = KEY("pair"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct class_event, session_lost.pair), .names = 0 },
};
const struct shape class_event_shapes[CLASS_EVENT_COUNT] = {
    [CLASS_EVENT_CLASS_ESTABLISHED] = { .name = "class_established", .schema = "class_event.json#/$defs/class_established", .fields = fields_of_class_event_class_established, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_PERSON_ENTERED] = { .name = "person_entered", .schema = "class_event.json#/$defs/person_entered", .fields = fields_of_class_event_person_entered, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_PERSON_REMOVED] = { .name = "person_removed", .schema = "class_event.json#/$defs/person_removed", .fields = fields_of_class_event_person_removed, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_LOCKED] = { .name = "locked", .schema = "class_event.json#/$defs/locked", .fields = fields_of_class_event_locked, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ROUND_PROPOSED] = { .name = "round_proposed", .schema = "class_event.json#/$defs/round_proposed", .fields = fields_of_class_event_round_proposed, .count = 17, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_PAIRS_CHANGED] = { .name = "pairs_changed", .schema = "class_event.json#/$defs/pairs_changed", .fields = fields_of_class_event_pairs_changed, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ROUND_CANCELLED] = { .name = "round_cancelled", .schema = "class_event.json#/$defs/round_cancelled", .fields = fields_of_class_event_round_cancelled, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_BRIEFS_HANDED_OUT] = { .name = "briefs_handed_out", .schema = "class_event.json#/$defs/briefs_handed_out", .fields = fields_of_class_event_briefs_handed_out, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ROUND_BEGAN] = { .name = "round_began", .schema = "class_event.json#/$defs/round_began", .fields = fields_of_class_event_round_began, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ALL_FROZEN] = { .name = "all_frozen", .schema = "class_event.json#/$defs/all_frozen", .fields = fields_of_class_event_all_frozen, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ALL_EXTENDED] = { .name = "all_extended", .schema = "class_event.json#/$defs/all_extended", .fields = fields_of_class_event_all_extended, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_TWIST_FIRED_AT_ALL] = { .name = "twist_fired_at_all", .schema = "class_event.json#/$defs/twist_fired_at_all", .fields = fields_of_class_event_twist_fired_at_all, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_CALLS_ENDED] = { .name = "calls_ended", .schema = "class_event.json#/$defs/calls_ended", .fields = fields_of_class_event_calls_ended, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_ROUND_ENDED] = { .name = "round_ended", .schema = "class_event.json#/$defs/round_ended", .fields = fields_of_class_event_round_ended, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_SEAT_GIVEN] = { .name = "seat_given", .schema = "class_event.json#/$defs/seat_given", .fields = fields_of_class_event_seat_given, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_SESSION_LOST] = { .name = "session_lost", .schema = "class_event.json#/$defs/session_lost", .fields = fields_of_class_event_session_lost, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [CLASS_EVENT_CLASS_CLOSED] = { .name = "class_closed", .schema = "class_event.json#/$defs/class_closed", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
};

static const struct shape_field fields_of_sheet_command_open_sheet[] = {
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, open_sheet.kind), .names = &shape_enum_sheet_kind },
    { .name = "scorer", .key = KEY("scorer"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, open_sheet.scorer), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct sheet_command, open_sheet.rubric), .names = 0 },
    { .name = "criteria", .key = KEY("criteria"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, open_sheet.criteria), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct sheet_command, open_sheet.focus), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_score[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, score.criterion), .names = 0 },
    { .name = "value", .key = KEY("value"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, score.value), .names = &shape_enum_score },
};
static const struct shape_field fields_of_sheet_command_attach[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, attach.criterion), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, attach.moment), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_detach[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, detach.criterion), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, detach.moment), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_comment[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, comment.criterion), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct sheet_command, comment.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_praise[] = {
    { .name = "place", .key = KEY("place"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, praise.place), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_command, praise.moment), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct sheet_command, praise.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_advise[] = {
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 400, .offset = offsetof(struct sheet_command, advise.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_command_publish[] = {
    { .name = "page", .key = KEY("page"), .kind = SHAPE_JSON, .text = false, .stamp = true, .max = 0, .offset = offsetof(struct sheet_command, publish.page), .names = 0 },
};
const struct shape sheet_command_shapes[SHEET_COMMAND_COUNT] = {
    [SHEET_COMMAND_OPEN_SHEET] = { .name = "open_sheet", .schema = "sheet_command.json#/$defs/open_sheet", .fields = fields_of_sheet_command_open_sheet, .count = 5, .from = 1u << 4, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_SCORE] = { .name = "score", .schema = "sheet_command.json#/$defs/score", .fields = fields_of_sheet_command_score, .count = 2, .from = 1u << 5, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_ATTACH] = { .name = "attach", .schema = "sheet_command.json#/$defs/attach", .fields = fields_of_sheet_command_attach, .count = 2, .from = 1u << 5, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_DETACH] = { .name = "detach", .schema = "sheet_command.json#/$defs/detach", .fields = fields_of_sheet_command_detach, .count = 2, .from = 1u << 5, .when = 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_COMMENT] = { .name = "comment", .schema = "sheet_command.json#/$defs/comment", .fields = fields_of_sheet_command_comment, .count = 2, .from = 1u << 5, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_PRAISE] = { .name = "praise", .schema = "sheet_command.json#/$defs/praise", .fields = fields_of_sheet_command_praise, .count = 3, .from = 1u << 5, .when = 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_ADVISE] = { .name = "advise", .schema = "sheet_command.json#/$defs/advise", .fields = fields_of_sheet_command_advise, .count = 1, .from = 1u << 5, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_SUBMIT] = { .name = "submit", .schema = "sheet_command.json#/$defs/submit", .fields = 0, .count = 0, .from = 1u << 5, .when = 1u << 0 | 1u << 1 | 1u << 2 | 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_PUBLISH] = { .name = "publish", .schema = "sheet_command.json#/$defs/publish", .fields = fields_of_sheet_command_publish, .count = 1, .from = 1u << 5, .when = 1u << 3, .frozen = false, .always = false, .subject = "" },
    [SHEET_COMMAND_WITHDRAW] = { .name = "withdraw", .schema = "sheet_command.json#/$defs/withdraw", .fields = 0, .count = 0, .from = 1u << 5, .when = 1u << 3, .frozen = false, .always = false, .subject = "" },
};

static const struct shape_field fields_of_sheet_event_sheet_started[] = {
    { .name = "kind", .key = KEY("kind"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, sheet_started.kind), .names = &shape_enum_sheet_kind },
    { .name = "scorer", .key = KEY("scorer"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, sheet_started.scorer), .names = 0 },
    { .name = "rubric", .key = KEY("rubric"), .kind = SHAPE_TEXT, .text = false, .stamp = false, .max = 32, .offset = offsetof(struct sheet_event, sheet_started.rubric), .names = 0 },
    { .name = "criteria", .key = KEY("criteria"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, sheet_started.criteria), .names = 0 },
    { .name = "focus", .key = KEY("focus"), .kind = SHAPE_INTS, .text = false, .stamp = false, .max = 3, .offset = offsetof(struct sheet_event, sheet_started.focus), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_scored[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, scored.criterion), .names = 0 },
    { .name = "value", .key = KEY("value"), .kind = SHAPE_ENUM, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, scored.value), .names = &shape_enum_score },
};
static const struct shape_field fields_of_sheet_event_evidence_attached[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, evidence_attached.criterion), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, evidence_attached.moment), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_evidence_detached[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, evidence_detached.criterion), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, evidence_detached.moment), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_commented[] = {
    { .name = "criterion", .key = KEY("criterion"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, commented.criterion), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct sheet_event, commented.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_praised[] = {
    { .name = "place", .key = KEY("place"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, praised.place), .names = 0 },
    { .name = "moment", .key = KEY("moment"), .kind = SHAPE_INT32, .text = false, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, praised.moment), .names = 0 },
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct sheet_event, praised.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_advised[] = {
    { .name = "text", .key = KEY("text"), .kind = SHAPE_TEXT, .text = true, .stamp = false, .max = 400, .offset = offsetof(struct sheet_event, advised.text), .names = 0 },
};
static const struct shape_field fields_of_sheet_event_published[] = {
    { .name = "page", .key = KEY("page"), .kind = SHAPE_JSON, .text = true, .stamp = false, .max = 0, .offset = offsetof(struct sheet_event, published.page), .names = 0 },
};
const struct shape sheet_event_shapes[SHEET_EVENT_COUNT] = {
    [SHEET_EVENT_SHEET_STARTED] = { .name = "sheet_started", .schema = "sheet_event.json#/$defs/sheet_started", .fields = fields_of_sheet_event_sheet_started, .count = 5, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SHEET_EVENT_SCORED] = { .name = "scored", .schema = "sheet_event.json#/$defs/scored", .fields = fields_of_sheet_event_scored, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SHEET_EVENT_EVIDENCE_ATTACHED] = { .name = "evidence_attached", .schema = "sheet_event.json#/$defs/evidence_attached", .fields = fields_of_sheet_event_evidence_attached, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SHEET_EVENT_EVIDENCE_DETACHED] = { .name = "evidence_detached", .schema = "sheet_event.json#/$defs/evidence_detached", .fields = fields_of_sheet_event_evidence_detached, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SHEET_EVENT_COMMENTED] = { .name = "commented", .schema = "sheet_event.json#/$defs/commented", .fields = fields_of_sheet_event_commented, .count = 2, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "scorer" },
    [SHEET_EVENT_PRAISED] = { .name = "praised", .schema = "sheet_event.json#/$defs/praised", .fields = fields_of_sheet_event_praised, .count = 3, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "scorer" },
    [SHEET_EVENT_ADVISED] = { .name = "advised", .schema = "sheet_event.json#/$defs/advised", .fields = fields_of_sheet_event_advised, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "scorer" },
    [SHEET_EVENT_SUBMITTED] = { .name = "submitted", .schema = "sheet_event.json#/$defs/submitted", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
    [SHEET_EVENT_PUBLISHED] = { .name = "published", .schema = "sheet_event.json#/$defs/published", .fields = fields_of_sheet_event_published, .count = 1, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "csr" },
    [SHEET_EVENT_WITHDRAWN] = { .name = "withdrawn", .schema = "sheet_event.json#/$defs/withdrawn", .fields = 0, .count = 0, .from = 0, .when = 0, .frozen = false, .always = false, .subject = "" },
};

