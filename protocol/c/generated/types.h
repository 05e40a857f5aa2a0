// Generated from protocol/schema by protocol/generate.mjs: change the schema, not this file.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "protocol/meta.h"

enum act {
    ACT_PLAIN,
    ACT_RESTATE,
    ACT_BOUNDARY,
};
#define ACT_COUNT 3

enum pause_kind {
    PAUSE_KIND_HOLD,
    PAUSE_KIND_RING_BACK,
};
#define PAUSE_KIND_COUNT 2

enum choice {
    CHOICE_WAIT,
    CHOICE_END,
};
#define CHOICE_COUNT 2

enum seat {
    SEAT_CSR,
    SEAT_CUSTOMER,
    SEAT_OBSERVER,
};
#define SEAT_COUNT 3

enum sheet_kind {
    SHEET_KIND_SELF,
    SHEET_KIND_CUSTOMER,
    SHEET_KIND_OBSERVER,
    SHEET_KIND_TRAINER,
};
#define SHEET_KIND_COUNT 4

enum score {
    SCORE_NA,
    SCORE_1,
    SCORE_2,
    SCORE_3,
    SCORE_4,
    SCORE_5,
};
#define SCORE_COUNT 6

enum phase {
    PHASE_BRIEF,
    PHASE_CALL,
    PHASE_BACK,
    PHASE_SCORE,
    PHASE_TALK,
    PHASE_OVER,
};
#define PHASE_COUNT 6

enum why {
    WHY_OPENED,
    WHY_READY,
    WHY_TIME,
    WHY_TRAINER,
    WHY_LEFT,
    WHY_CHOSEN,
    WHY_SHEETS,
    WHY_ROUND_ENDED,
};
#define WHY_COUNT 8

enum role {
    ROLE_CSR,
    ROLE_CUSTOMER,
    ROLE_OBSERVER,
    ROLE_TRAINER,
    ROLE_ENGINE,
};
#define ROLE_COUNT 5

enum authority {
    AUTHORITY_OWN,
    AUTHORITY_SUPERVISOR,
    AUTHORITY_IMPOSSIBLE,
};
#define AUTHORITY_COUNT 3

enum cause {
    CAUSE_TIMED,
    CAUSE_CONDITION,
    CAUSE_HAND,
};
#define CAUSE_COUNT 3

enum signal {
    SIGNAL_NONE,
    SIGNAL_DIAL_AT_LEAST,
    SIGNAL_SILENCE,
    SIGNAL_INTERRUPTIONS_AT_LEAST,
    SIGNAL_PHRASE,
};
#define SIGNAL_COUNT 5

enum refusal {
    REFUSAL_NONE,
    REFUSAL_BAD_MESSAGE,
    REFUSAL_TOO_LONG,
    REFUSAL_TOO_FAST,
    REFUSAL_NOT_YOU,
    REFUSAL_NOT_NOW,
    REFUSAL_NOT_YET_WELCOME,
    REFUSAL_FROZEN,
    REFUSAL_WAITING_FOR_PARTNER,
    REFUSAL_UNKNOWN_CLASS,
    REFUSAL_CLASS_LOCKED,
    REFUSAL_UNKNOWN_STREAM,
    REFUSAL_UNKNOWN_ITEM,
    REFUSAL_ALREADY_DONE,
    REFUSAL_ALREADY_ASKED,
    REFUSAL_TOO_MANY,
    REFUSAL_EVIDENCE_MISSING,
    REFUSAL_SCORE_MISSING,
    REFUSAL_STALE,
    REFUSAL_REFUSED_BEFORE,
    REFUSAL_NOT_SAVED,
    REFUSAL_BUSY,
    REFUSAL_MOVED,
    REFUSAL_TOO_FEW_PEOPLE,
};
#define REFUSAL_COUNT 24

enum round_phase {
    ROUND_PHASE_NONE,
    ROUND_PHASE_PROPOSED,
    ROUND_PHASE_BRIEFING,
    ROUND_PHASE_RUNNING,
};
#define ROUND_PHASE_COUNT 4

enum session_command_type {
    SESSION_COMMAND_OPEN,
    SESSION_COMMAND_READY,
    SESSION_COMMAND_START,
    SESSION_COMMAND_SAY,
    SESSION_COMMAND_TYPING,
    SESSION_COMMAND_DIAL,
    SESSION_COMMAND_FINISH_STORY,
    SESSION_COMMAND_REVEAL,
    SESSION_COMMAND_ASK_DESK,
    SESSION_COMMAND_HOLD,
    SESSION_COMMAND_END_HOLD,
    SESSION_COMMAND_OFFER,
    SESSION_COMMAND_ANSWER_OFFER,
    SESSION_COMMAND_PROMISE,
    SESSION_COMMAND_ASK_SUPERVISOR,
    SESSION_COMMAND_BREATHE,
    SESSION_COMMAND_ASK_HELP,
    SESSION_COMMAND_ANSWER_HELP,
    SESSION_COMMAND_STEP_OUT,
    SESSION_COMMAND_LEAVE,
    SESSION_COMMAND_CHOOSE,
    SESSION_COMMAND_SLEEP,
    SESSION_COMMAND_MARK,
    SESSION_COMMAND_FREEZE,
    SESSION_COMMAND_UNFREEZE,
    SESSION_COMMAND_EXTEND,
    SESSION_COMMAND_FIRE_TWIST,
    SESSION_COMMAND_WHISPER,
    SESSION_COMMAND_END_CALL,
    SESSION_COMMAND_FINISH,
    SESSION_COMMAND_TAKE_SEAT,
    SESSION_COMMAND_TICK,
    SESSION_COMMAND_DROP,
    SESSION_COMMAND_RETURN,
    SESSION_COMMAND_INTERRUPT,
    SESSION_COMMAND_HAND_IN,
};
#define SESSION_COMMAND_COUNT 36

struct session_command_open {
    int32_t csr;
    int32_t customer;
    struct { uint16_t count; int16_t items[8]; } observers;
    bool recorded;
    struct str scenario;
    struct str rubric;
    struct str lexicon;
    struct str variant;
    struct str doctrine;
    bool ready_starts;
    int32_t brief_s;
    int32_t call_s;
    int32_t back_s;
    int32_t score_s;
    int32_t talk_s;
    int32_t dial;
    struct { uint16_t count; int16_t items[3]; } focus;
    struct str csr_kit;
    struct str customer_kit;
    struct str observer_kit;
};

struct session_command_say {
    enum act act;
    struct str text;
    int64_t classes; // stamped by the engine
    int32_t words; // stamped by the engine
};

struct session_command_typing {
    bool on;
};

struct session_command_dial {
    int32_t value;
};

struct session_command_reveal {
    struct str fact;
};

struct session_command_ask_desk {
    struct str desk;
};

struct session_command_hold {
    enum pause_kind kind;
    struct str reason;
    int32_t seconds;
};

struct session_command_offer {
    struct str offer;
    struct str text;
};

struct session_command_answer_offer {
    int32_t number;
    bool accept;
};

struct session_command_promise {
    struct str what;
    struct str due;
};

struct session_command_ask_supervisor {
    struct str reason;
};

struct session_command_ask_help {
    struct str text;
};

struct session_command_choose {
    enum choice choice;
};

struct session_command_sleep {
    bool asleep;
};

struct session_command_mark {
    struct str note;
};

struct session_command_extend {
    int32_t seconds;
};

struct session_command_fire_twist {
    struct str twist;
};

struct session_command_whisper {
    bool to_csr;
    bool to_customer;
    struct str text;
};

struct session_command_take_seat {
    enum seat seat;
    int32_t person;
};

struct session_command_drop {
    int32_t person;
};

struct session_command_return {
    int32_t person;
};

struct session_command_hand_in {
    int32_t person;
    enum sheet_kind kind;
    struct { uint16_t count; enum score items[3]; } scores;
};

struct session_command {
    enum session_command_type type;
    struct command_meta meta;
    union {
        struct session_command_open open;
        struct session_command_say say;
        struct session_command_typing typing;
        struct session_command_dial dial;
        struct session_command_reveal reveal;
        struct session_command_ask_desk ask_desk;
        struct session_command_hold hold;
        struct session_command_offer offer;
        struct session_command_answer_offer answer_offer;
        struct session_command_promise promise;
        struct session_command_ask_supervisor ask_supervisor;
        struct session_command_ask_help ask_help;
        struct session_command_choose choose;
        struct session_command_sleep sleep;
        struct session_command_mark mark;
        struct session_command_extend extend;
        struct session_command_fire_twist fire_twist;
        struct session_command_whisper whisper;
        struct session_command_take_seat take_seat;
        struct session_command_drop drop;
        struct session_command_return return_;
        struct session_command_hand_in hand_in;
    };
};

enum session_event_type {
    SESSION_EVENT_OPENED,
    SESSION_EVENT_KIT_DEALT,
    SESSION_EVENT_PHASE_BEGAN,
    SESSION_EVENT_BECAME_READY,
    SESSION_EVENT_SAID,
    SESSION_EVENT_TYPING_CHANGED,
    SESSION_EVENT_DIAL_SET,
    SESSION_EVENT_STORY_FINISHED,
    SESSION_EVENT_FACT_REVEALED,
    SESSION_EVENT_DESK_ASKED,
    SESSION_EVENT_DESK_ANSWERED,
    SESSION_EVENT_HELD,
    SESSION_EVENT_HOLD_ENDED,
    SESSION_EVENT_OFFERED,
    SESSION_EVENT_OFFER_ANSWERED,
    SESSION_EVENT_PROMISED,
    SESSION_EVENT_SUPERVISOR_ASKED,
    SESSION_EVENT_SUPERVISOR_ANSWERED,
    SESSION_EVENT_BREATHED,
    SESSION_EVENT_HELP_ASKED,
    SESSION_EVENT_HELP_ANSWERED,
    SESSION_EVENT_STEPPED_OUT,
    SESSION_EVENT_LEFT,
    SESSION_EVENT_CHOSEN,
    SESSION_EVENT_SLEPT,
    SESSION_EVENT_MARKED,
    SESSION_EVENT_FROZEN,
    SESSION_EVENT_UNFROZEN,
    SESSION_EVENT_EXTENDED,
    SESSION_EVENT_TWIST_FIRED,
    SESSION_EVENT_CARD_SHOWN,
    SESSION_EVENT_WHISPERED,
    SESSION_EVENT_SEAT_TAKEN,
    SESSION_EVENT_DROPPED,
    SESSION_EVENT_RETURNED,
    SESSION_EVENT_GRACE_ENDED,
    SESSION_EVENT_INTERRUPTED,
    SESSION_EVENT_RESUMED,
    SESSION_EVENT_TICKED,
    SESSION_EVENT_SHEET_IN,
    SESSION_EVENT_SHEETS_OPENED,
};
#define SESSION_EVENT_COUNT 41

struct session_event_opened {
    int32_t csr;
    int32_t customer;
    struct { uint16_t count; int16_t items[8]; } observers;
    bool recorded;
    struct str scenario;
    struct str rubric;
    struct str lexicon;
    struct str variant;
    struct str doctrine;
    bool ready_starts;
    int32_t brief_s;
    int32_t call_s;
    int32_t back_s;
    int32_t score_s;
    int32_t talk_s;
    int32_t dial;
    struct { uint16_t count; int16_t items[3]; } focus;
};
enum {
    SEE_OPENED_CSR = 1u << 0,
    SEE_OPENED_CUSTOMER = 1u << 1,
    SEE_OPENED_OBSERVERS = 1u << 2,
    SEE_OPENED_RECORDED = 1u << 3,
    SEE_OPENED_SCENARIO = 1u << 4,
    SEE_OPENED_RUBRIC = 1u << 5,
    SEE_OPENED_LEXICON = 1u << 6,
    SEE_OPENED_VARIANT = 1u << 7,
    SEE_OPENED_DOCTRINE = 1u << 8,
    SEE_OPENED_READY_STARTS = 1u << 9,
    SEE_OPENED_BRIEF_S = 1u << 10,
    SEE_OPENED_CALL_S = 1u << 11,
    SEE_OPENED_BACK_S = 1u << 12,
    SEE_OPENED_SCORE_S = 1u << 13,
    SEE_OPENED_TALK_S = 1u << 14,
    SEE_OPENED_DIAL = 1u << 15,
    SEE_OPENED_FOCUS = 1u << 16,
    SEE_OPENED_ALL = 131071,
};

struct session_event_kit_dealt {
    enum seat seat;
    struct str kit;
};
enum {
    SEE_KIT_DEALT_SEAT = 1u << 0,
    SEE_KIT_DEALT_KIT = 1u << 1,
    SEE_KIT_DEALT_ALL = 3,
};

struct session_event_phase_began {
    enum phase phase;
    int64_t ends;
    enum why why;
};
enum {
    SEE_PHASE_BEGAN_PHASE = 1u << 0,
    SEE_PHASE_BEGAN_ENDS = 1u << 1,
    SEE_PHASE_BEGAN_WHY = 1u << 2,
    SEE_PHASE_BEGAN_ALL = 7,
};

struct session_event_became_ready {
    enum role by;
};
enum {
    SEE_BECAME_READY_BY = 1u << 0,
    SEE_BECAME_READY_ALL = 1,
};

struct session_event_said {
    enum role by;
    enum act act;
    struct str text;
    int64_t classes;
    int32_t words;
    bool interrupts;
    bool backchannel;
};
enum {
    SEE_SAID_BY = 1u << 0,
    SEE_SAID_ACT = 1u << 1,
    SEE_SAID_TEXT = 1u << 2,
    SEE_SAID_CLASSES = 1u << 3,
    SEE_SAID_WORDS = 1u << 4,
    SEE_SAID_INTERRUPTS = 1u << 5,
    SEE_SAID_BACKCHANNEL = 1u << 6,
    SEE_SAID_ALL = 127,
};

struct session_event_typing_changed {
    enum role by;
    bool on;
};
enum {
    SEE_TYPING_CHANGED_BY = 1u << 0,
    SEE_TYPING_CHANGED_ON = 1u << 1,
    SEE_TYPING_CHANGED_ALL = 3,
};

struct session_event_dial_set {
    int32_t value;
};
enum {
    SEE_DIAL_SET_VALUE = 1u << 0,
    SEE_DIAL_SET_ALL = 1,
};

struct session_event_fact_revealed {
    struct str fact;
    struct str title;
    struct str text;
};
enum {
    SEE_FACT_REVEALED_FACT = 1u << 0,
    SEE_FACT_REVEALED_TITLE = 1u << 1,
    SEE_FACT_REVEALED_TEXT = 1u << 2,
    SEE_FACT_REVEALED_ALL = 7,
};

struct session_event_desk_asked {
    struct str desk;
    struct str name;
    int64_t due;
};
enum {
    SEE_DESK_ASKED_DESK = 1u << 0,
    SEE_DESK_ASKED_NAME = 1u << 1,
    SEE_DESK_ASKED_DUE = 1u << 2,
    SEE_DESK_ASKED_ALL = 7,
};

struct session_event_desk_answered {
    struct str desk;
    struct str name;
    struct str text;
};
enum {
    SEE_DESK_ANSWERED_DESK = 1u << 0,
    SEE_DESK_ANSWERED_NAME = 1u << 1,
    SEE_DESK_ANSWERED_TEXT = 1u << 2,
    SEE_DESK_ANSWERED_ALL = 7,
};

struct session_event_held {
    enum pause_kind kind;
    struct str reason;
    int32_t seconds;
    int64_t until;
};
enum {
    SEE_HELD_KIND = 1u << 0,
    SEE_HELD_REASON = 1u << 1,
    SEE_HELD_SECONDS = 1u << 2,
    SEE_HELD_UNTIL = 1u << 3,
    SEE_HELD_ALL = 15,
};

struct session_event_hold_ended {
    int32_t over_s;
};
enum {
    SEE_HOLD_ENDED_OVER_S = 1u << 0,
    SEE_HOLD_ENDED_ALL = 1,
};

struct session_event_offered {
    int32_t number;
    struct str offer;
    struct str title;
    struct str text;
    enum authority authority;
};
enum {
    SEE_OFFERED_NUMBER = 1u << 0,
    SEE_OFFERED_OFFER = 1u << 1,
    SEE_OFFERED_TITLE = 1u << 2,
    SEE_OFFERED_TEXT = 1u << 3,
    SEE_OFFERED_AUTHORITY = 1u << 4,
    SEE_OFFERED_ALL = 31,
};

struct session_event_offer_answered {
    int32_t number;
    bool accepted;
};
enum {
    SEE_OFFER_ANSWERED_NUMBER = 1u << 0,
    SEE_OFFER_ANSWERED_ACCEPTED = 1u << 1,
    SEE_OFFER_ANSWERED_ALL = 3,
};

struct session_event_promised {
    int32_t number;
    struct str what;
    struct str due;
};
enum {
    SEE_PROMISED_NUMBER = 1u << 0,
    SEE_PROMISED_WHAT = 1u << 1,
    SEE_PROMISED_DUE = 1u << 2,
    SEE_PROMISED_ALL = 7,
};

struct session_event_supervisor_asked {
    struct str reason;
    int64_t due;
};
enum {
    SEE_SUPERVISOR_ASKED_REASON = 1u << 0,
    SEE_SUPERVISOR_ASKED_DUE = 1u << 1,
    SEE_SUPERVISOR_ASKED_ALL = 3,
};

struct session_event_supervisor_answered {
    struct str text;
};
enum {
    SEE_SUPERVISOR_ANSWERED_TEXT = 1u << 0,
    SEE_SUPERVISOR_ANSWERED_ALL = 1,
};

struct session_event_help_asked {
    enum role by;
    int32_t person;
    struct str text;
};
enum {
    SEE_HELP_ASKED_BY = 1u << 0,
    SEE_HELP_ASKED_PERSON = 1u << 1,
    SEE_HELP_ASKED_TEXT = 1u << 2,
    SEE_HELP_ASKED_ALL = 7,
};

struct session_event_stepped_out {
    enum role by;
};
enum {
    SEE_STEPPED_OUT_BY = 1u << 0,
    SEE_STEPPED_OUT_ALL = 1,
};

struct session_event_left {
    enum role by;
    int32_t person;
};
enum {
    SEE_LEFT_BY = 1u << 0,
    SEE_LEFT_PERSON = 1u << 1,
    SEE_LEFT_ALL = 3,
};

struct session_event_chosen {
    enum role by;
    enum choice choice;
    int64_t until;
};
enum {
    SEE_CHOSEN_BY = 1u << 0,
    SEE_CHOSEN_CHOICE = 1u << 1,
    SEE_CHOSEN_UNTIL = 1u << 2,
    SEE_CHOSEN_ALL = 7,
};

struct session_event_slept {
    enum role by;
    bool asleep;
};
enum {
    SEE_SLEPT_BY = 1u << 0,
    SEE_SLEPT_ASLEEP = 1u << 1,
    SEE_SLEPT_ALL = 3,
};

struct session_event_marked {
    enum role by;
    int32_t person;
    struct str note;
};
enum {
    SEE_MARKED_BY = 1u << 0,
    SEE_MARKED_PERSON = 1u << 1,
    SEE_MARKED_NOTE = 1u << 2,
    SEE_MARKED_ALL = 7,
};

struct session_event_frozen {
    enum role by;
};
enum {
    SEE_FROZEN_BY = 1u << 0,
    SEE_FROZEN_ALL = 1,
};

struct session_event_extended {
    int32_t seconds;
    int64_t ends;
};
enum {
    SEE_EXTENDED_SECONDS = 1u << 0,
    SEE_EXTENDED_ENDS = 1u << 1,
    SEE_EXTENDED_ALL = 3,
};

struct session_event_twist_fired {
    struct str twist;
    struct str title;
    enum cause cause;
    enum signal signal;
    int32_t value;
    int32_t for_s;
};
enum {
    SEE_TWIST_FIRED_TWIST = 1u << 0,
    SEE_TWIST_FIRED_TITLE = 1u << 1,
    SEE_TWIST_FIRED_CAUSE = 1u << 2,
    SEE_TWIST_FIRED_SIGNAL = 1u << 3,
    SEE_TWIST_FIRED_VALUE = 1u << 4,
    SEE_TWIST_FIRED_FOR_S = 1u << 5,
    SEE_TWIST_FIRED_ALL = 63,
};

struct session_event_card_shown {
    enum seat seat;
    struct str twist;
    struct str title;
    struct str text;
    struct str line;
};
enum {
    SEE_CARD_SHOWN_SEAT = 1u << 0,
    SEE_CARD_SHOWN_TWIST = 1u << 1,
    SEE_CARD_SHOWN_TITLE = 1u << 2,
    SEE_CARD_SHOWN_TEXT = 1u << 3,
    SEE_CARD_SHOWN_LINE = 1u << 4,
    SEE_CARD_SHOWN_ALL = 31,
};

struct session_event_whispered {
    bool to_csr;
    bool to_customer;
    int32_t person;
    struct str text;
};
enum {
    SEE_WHISPERED_TO_CSR = 1u << 0,
    SEE_WHISPERED_TO_CUSTOMER = 1u << 1,
    SEE_WHISPERED_PERSON = 1u << 2,
    SEE_WHISPERED_TEXT = 1u << 3,
    SEE_WHISPERED_ALL = 15,
};

struct session_event_seat_taken {
    enum seat seat;
    int32_t person;
    int32_t before;
};
enum {
    SEE_SEAT_TAKEN_SEAT = 1u << 0,
    SEE_SEAT_TAKEN_PERSON = 1u << 1,
    SEE_SEAT_TAKEN_BEFORE = 1u << 2,
    SEE_SEAT_TAKEN_ALL = 7,
};

struct session_event_dropped {
    enum role by;
    int32_t person;
    int64_t until;
};
enum {
    SEE_DROPPED_BY = 1u << 0,
    SEE_DROPPED_PERSON = 1u << 1,
    SEE_DROPPED_UNTIL = 1u << 2,
    SEE_DROPPED_ALL = 7,
};

struct session_event_returned {
    enum role by;
    int32_t person;
};
enum {
    SEE_RETURNED_BY = 1u << 0,
    SEE_RETURNED_PERSON = 1u << 1,
    SEE_RETURNED_ALL = 3,
};

struct session_event_grace_ended {
    enum role by;
};
enum {
    SEE_GRACE_ENDED_BY = 1u << 0,
    SEE_GRACE_ENDED_ALL = 1,
};

struct session_event_interrupted {
    int64_t until;
};
enum {
    SEE_INTERRUPTED_UNTIL = 1u << 0,
    SEE_INTERRUPTED_ALL = 1,
};

struct session_event_sheet_in {
    int32_t person;
    enum sheet_kind kind;
    struct { uint16_t count; enum score items[3]; } scores;
};
enum {
    SEE_SHEET_IN_PERSON = 1u << 0,
    SEE_SHEET_IN_KIND = 1u << 1,
    SEE_SHEET_IN_SCORES = 1u << 2,
    SEE_SHEET_IN_ALL = 7,
};

struct session_event_sheets_opened {
    struct { uint16_t count; enum score items[3]; } self;
    struct { uint16_t count; enum score items[3]; } customer;
    struct { uint16_t count; enum score items[3]; } observer;
    struct { uint16_t count; enum score items[3]; } trainer;
};
enum {
    SEE_SHEETS_OPENED_SELF = 1u << 0,
    SEE_SHEETS_OPENED_CUSTOMER = 1u << 1,
    SEE_SHEETS_OPENED_OBSERVER = 1u << 2,
    SEE_SHEETS_OPENED_TRAINER = 1u << 3,
    SEE_SHEETS_OPENED_ALL = 15,
};

struct session_event {
    enum session_event_type type;
    struct event_meta meta;
    union {
        struct session_event_opened opened;
        struct session_event_kit_dealt kit_dealt;
        struct session_event_phase_began phase_began;
        struct session_event_became_ready became_ready;
        struct session_event_said said;
        struct session_event_typing_changed typing_changed;
        struct session_event_dial_set dial_set;
        struct session_event_fact_revealed fact_revealed;
        struct session_event_desk_asked desk_asked;
        struct session_event_desk_answered desk_answered;
        struct session_event_held held;
        struct session_event_hold_ended hold_ended;
        struct session_event_offered offered;
        struct session_event_offer_answered offer_answered;
        struct session_event_promised promised;
        struct session_event_supervisor_asked supervisor_asked;
        struct session_event_supervisor_answered supervisor_answered;
        struct session_event_help_asked help_asked;
        struct session_event_stepped_out stepped_out;
        struct session_event_left left;
        struct session_event_chosen chosen;
        struct session_event_slept slept;
        struct session_event_marked marked;
        struct session_event_frozen frozen;
        struct session_event_extended extended;
        struct session_event_twist_fired twist_fired;
        struct session_event_card_shown card_shown;
        struct session_event_whispered whispered;
        struct session_event_seat_taken seat_taken;
        struct session_event_dropped dropped;
        struct session_event_returned returned;
        struct session_event_grace_ended grace_ended;
        struct session_event_interrupted interrupted;
        struct session_event_sheet_in sheet_in;
        struct session_event_sheets_opened sheets_opened;
    };
};

enum class_command_type {
    CLASS_COMMAND_ESTABLISH,
    CLASS_COMMAND_ENTER,
    CLASS_COMMAND_REMOVE,
    CLASS_COMMAND_DEPART,
    CLASS_COMMAND_LOCK,
    CLASS_COMMAND_PROPOSE,
    CLASS_COMMAND_SWAP,
    CLASS_COMMAND_MOVE,
    CLASS_COMMAND_CANCEL,
    CLASS_COMMAND_HAND_OUT,
    CLASS_COMMAND_BEGIN,
    CLASS_COMMAND_FREEZE_ALL,
    CLASS_COMMAND_UNFREEZE_ALL,
    CLASS_COMMAND_EXTEND_ALL,
    CLASS_COMMAND_FIRE_TWIST_ALL,
    CLASS_COMMAND_END_CALLS,
    CLASS_COMMAND_END_ROUND,
    CLASS_COMMAND_SUBSTITUTE,
    CLASS_COMMAND_LOSE_SESSION,
    CLASS_COMMAND_CLOSE,
};
#define CLASS_COMMAND_COUNT 20

struct class_command_establish {
    struct str name;
    struct str doctrine;
    int32_t retention_days;
};

struct class_command_enter {
    int32_t person;
    bool recorded;
};

struct class_command_remove {
    int32_t person;
};

struct class_command_depart {
    int32_t person;
};

struct class_command_lock {
    bool on;
};

struct class_command_propose {
    struct str scenario;
    struct str rubric;
    struct str doctrine;
    int32_t brief_s;
    int32_t call_s;
    int32_t back_s;
    int32_t score_s;
    int32_t talk_s;
    bool ready_starts;
    struct { uint16_t count; int16_t items[3]; } focus;
    bool reshuffle;
    struct str scenario_hash; // stamped by the engine
    struct str rubric_hash; // stamped by the engine
    struct str lexicon_hash; // stamped by the engine
    int32_t variants; // stamped by the engine
    int64_t seed; // stamped by the engine
    struct { uint16_t count; int16_t items[320]; } present; // stamped by the engine
};

struct class_command_swap {
    int32_t a;
    int32_t b;
};

struct class_command_move {
    int32_t person;
    int32_t pair;
    enum seat seat;
};

struct class_command_extend_all {
    int32_t seconds;
};

struct class_command_fire_twist_all {
    struct str twist;
};

struct class_command_substitute {
    int32_t pair;
    enum seat seat;
    int32_t person;
};

struct class_command_lose_session {
    int32_t pair;
};

struct class_command {
    enum class_command_type type;
    struct command_meta meta;
    union {
        struct class_command_establish establish;
        struct class_command_enter enter;
        struct class_command_remove remove;
        struct class_command_depart depart;
        struct class_command_lock lock;
        struct class_command_propose propose;
        struct class_command_swap swap;
        struct class_command_move move;
        struct class_command_extend_all extend_all;
        struct class_command_fire_twist_all fire_twist_all;
        struct class_command_substitute substitute;
        struct class_command_lose_session lose_session;
    };
};

enum class_event_type {
    CLASS_EVENT_CLASS_ESTABLISHED,
    CLASS_EVENT_PERSON_ENTERED,
    CLASS_EVENT_PERSON_REMOVED,
    CLASS_EVENT_LOCKED,
    CLASS_EVENT_ROUND_PROPOSED,
    CLASS_EVENT_PAIRS_CHANGED,
    CLASS_EVENT_ROUND_CANCELLED,
    CLASS_EVENT_BRIEFS_HANDED_OUT,
    CLASS_EVENT_ROUND_BEGAN,
    CLASS_EVENT_ALL_FROZEN,
    CLASS_EVENT_ALL_EXTENDED,
    CLASS_EVENT_TWIST_FIRED_AT_ALL,
    CLASS_EVENT_CALLS_ENDED,
    CLASS_EVENT_ROUND_ENDED,
    CLASS_EVENT_SEAT_GIVEN,
    CLASS_EVENT_SESSION_LOST,
    CLASS_EVENT_CLASS_CLOSED,
};
#define CLASS_EVENT_COUNT 17

struct class_event_class_established {
    struct str name;
    struct str doctrine;
    int32_t retention_days;
};
enum {
    SEE_CLASS_ESTABLISHED_NAME = 1u << 0,
    SEE_CLASS_ESTABLISHED_DOCTRINE = 1u << 1,
    SEE_CLASS_ESTABLISHED_RETENTION_DAYS = 1u << 2,
    SEE_CLASS_ESTABLISHED_ALL = 7,
};

struct class_event_person_entered {
    int32_t person;
    bool recorded;
};
enum {
    SEE_PERSON_ENTERED_PERSON = 1u << 0,
    SEE_PERSON_ENTERED_RECORDED = 1u << 1,
    SEE_PERSON_ENTERED_ALL = 3,
};

struct class_event_person_removed {
    int32_t person;
    bool by_trainer;
};
enum {
    SEE_PERSON_REMOVED_PERSON = 1u << 0,
    SEE_PERSON_REMOVED_BY_TRAINER = 1u << 1,
    SEE_PERSON_REMOVED_ALL = 3,
};

struct class_event_locked {
    bool on;
};
enum {
    SEE_LOCKED_ON = 1u << 0,
    SEE_LOCKED_ALL = 1,
};

struct class_event_round_proposed {
    int32_t round;
    struct str scenario;
    struct str rubric;
    struct str doctrine;
    struct str scenario_hash;
    struct str rubric_hash;
    struct str lexicon_hash;
    int32_t variants;
    int32_t brief_s;
    int32_t call_s;
    int32_t back_s;
    int32_t score_s;
    int32_t talk_s;
    bool ready_starts;
    struct { uint16_t count; int16_t items[3]; } focus;
    struct { uint16_t count; int16_t items[480]; } pairs;
    struct { uint16_t count; int16_t items[640]; } observers;
};
enum {
    SEE_ROUND_PROPOSED_ROUND = 1u << 0,
    SEE_ROUND_PROPOSED_SCENARIO = 1u << 1,
    SEE_ROUND_PROPOSED_RUBRIC = 1u << 2,
    SEE_ROUND_PROPOSED_DOCTRINE = 1u << 3,
    SEE_ROUND_PROPOSED_SCENARIO_HASH = 1u << 4,
    SEE_ROUND_PROPOSED_RUBRIC_HASH = 1u << 5,
    SEE_ROUND_PROPOSED_LEXICON_HASH = 1u << 6,
    SEE_ROUND_PROPOSED_VARIANTS = 1u << 7,
    SEE_ROUND_PROPOSED_BRIEF_S = 1u << 8,
    SEE_ROUND_PROPOSED_CALL_S = 1u << 9,
    SEE_ROUND_PROPOSED_BACK_S = 1u << 10,
    SEE_ROUND_PROPOSED_SCORE_S = 1u << 11,
    SEE_ROUND_PROPOSED_TALK_S = 1u << 12,
    SEE_ROUND_PROPOSED_READY_STARTS = 1u << 13,
    SEE_ROUND_PROPOSED_FOCUS = 1u << 14,
    SEE_ROUND_PROPOSED_PAIRS = 1u << 15,
    SEE_ROUND_PROPOSED_OBSERVERS = 1u << 16,
    SEE_ROUND_PROPOSED_ALL = 131071,
};

struct class_event_pairs_changed {
    struct { uint16_t count; int16_t items[480]; } pairs;
    struct { uint16_t count; int16_t items[640]; } observers;
};
enum {
    SEE_PAIRS_CHANGED_PAIRS = 1u << 0,
    SEE_PAIRS_CHANGED_OBSERVERS = 1u << 1,
    SEE_PAIRS_CHANGED_ALL = 3,
};

struct class_event_round_cancelled {
    int32_t round;
};
enum {
    SEE_ROUND_CANCELLED_ROUND = 1u << 0,
    SEE_ROUND_CANCELLED_ALL = 1,
};

struct class_event_briefs_handed_out {
    int32_t round;
};
enum {
    SEE_BRIEFS_HANDED_OUT_ROUND = 1u << 0,
    SEE_BRIEFS_HANDED_OUT_ALL = 1,
};

struct class_event_round_began {
    int32_t round;
};
enum {
    SEE_ROUND_BEGAN_ROUND = 1u << 0,
    SEE_ROUND_BEGAN_ALL = 1,
};

struct class_event_all_frozen {
    bool on;
};
enum {
    SEE_ALL_FROZEN_ON = 1u << 0,
    SEE_ALL_FROZEN_ALL = 1,
};

struct class_event_all_extended {
    int32_t seconds;
};
enum {
    SEE_ALL_EXTENDED_SECONDS = 1u << 0,
    SEE_ALL_EXTENDED_ALL = 1,
};

struct class_event_twist_fired_at_all {
    struct str twist;
};
enum {
    SEE_TWIST_FIRED_AT_ALL_TWIST = 1u << 0,
    SEE_TWIST_FIRED_AT_ALL_ALL = 1,
};

struct class_event_calls_ended {
    int32_t round;
};
enum {
    SEE_CALLS_ENDED_ROUND = 1u << 0,
    SEE_CALLS_ENDED_ALL = 1,
};

struct class_event_round_ended {
    int32_t round;
};
enum {
    SEE_ROUND_ENDED_ROUND = 1u << 0,
    SEE_ROUND_ENDED_ALL = 1,
};

struct class_event_seat_given {
    int32_t pair;
    enum seat seat;
    int32_t person;
};
enum {
    SEE_SEAT_GIVEN_PAIR = 1u << 0,
    SEE_SEAT_GIVEN_SEAT = 1u << 1,
    SEE_SEAT_GIVEN_PERSON = 1u << 2,
    SEE_SEAT_GIVEN_ALL = 7,
};

struct class_event_session_lost {
    int32_t pair;
};
enum {
    SEE_SESSION_LOST_PAIR = 1u << 0,
    SEE_SESSION_LOST_ALL = 1,
};

struct class_event {
    enum class_event_type type;
    struct event_meta meta;
    union {
        struct class_event_class_established class_established;
        struct class_event_person_entered person_entered;
        struct class_event_person_removed person_removed;
        struct class_event_locked locked;
        struct class_event_round_proposed round_proposed;
        struct class_event_pairs_changed pairs_changed;
        struct class_event_round_cancelled round_cancelled;
        struct class_event_briefs_handed_out briefs_handed_out;
        struct class_event_round_began round_began;
        struct class_event_all_frozen all_frozen;
        struct class_event_all_extended all_extended;
        struct class_event_twist_fired_at_all twist_fired_at_all;
        struct class_event_calls_ended calls_ended;
        struct class_event_round_ended round_ended;
        struct class_event_seat_given seat_given;
        struct class_event_session_lost session_lost;
    };
};

enum sheet_command_type {
    SHEET_COMMAND_OPEN_SHEET,
    SHEET_COMMAND_SCORE,
    SHEET_COMMAND_ATTACH,
    SHEET_COMMAND_DETACH,
    SHEET_COMMAND_COMMENT,
    SHEET_COMMAND_PRAISE,
    SHEET_COMMAND_ADVISE,
    SHEET_COMMAND_SUBMIT,
    SHEET_COMMAND_PUBLISH,
    SHEET_COMMAND_WITHDRAW,
};
#define SHEET_COMMAND_COUNT 10

struct sheet_command_open_sheet {
    enum sheet_kind kind;
    int32_t scorer;
    struct str rubric;
    int32_t criteria;
    struct { uint16_t count; int16_t items[3]; } focus;
};

struct sheet_command_score {
    int32_t criterion;
    enum score value;
};

struct sheet_command_attach {
    int32_t criterion;
    int32_t moment;
};

struct sheet_command_detach {
    int32_t criterion;
    int32_t moment;
};

struct sheet_command_comment {
    int32_t criterion;
    struct str text;
};

struct sheet_command_praise {
    int32_t place;
    int32_t moment;
    struct str text;
};

struct sheet_command_advise {
    struct str text;
};

struct sheet_command_publish {
    struct str page; // stamped by the engine
};

struct sheet_command {
    enum sheet_command_type type;
    struct command_meta meta;
    union {
        struct sheet_command_open_sheet open_sheet;
        struct sheet_command_score score;
        struct sheet_command_attach attach;
        struct sheet_command_detach detach;
        struct sheet_command_comment comment;
        struct sheet_command_praise praise;
        struct sheet_command_advise advise;
        struct sheet_command_publish publish;
    };
};

enum sheet_event_type {
    SHEET_EVENT_SHEET_STARTED,
    SHEET_EVENT_SCORED,
    SHEET_EVENT_EVIDENCE_ATTACHED,
    SHEET_EVENT_EVIDENCE_DETACHED,
    SHEET_EVENT_COMMENTED,
    SHEET_EVENT_PRAISED,
    SHEET_EVENT_ADVISED,
    SHEET_EVENT_SUBMITTED,
    SHEET_EVENT_PUBLISHED,
    SHEET_EVENT_WITHDRAWN,
};
#define SHEET_EVENT_COUNT 10

struct sheet_event_sheet_started {
    enum sheet_kind kind;
    int32_t scorer;
    struct str rubric;
    int32_t criteria;
    struct { uint16_t count; int16_t items[3]; } focus;
};
enum {
    SEE_SHEET_STARTED_KIND = 1u << 0,
    SEE_SHEET_STARTED_SCORER = 1u << 1,
    SEE_SHEET_STARTED_RUBRIC = 1u << 2,
    SEE_SHEET_STARTED_CRITERIA = 1u << 3,
    SEE_SHEET_STARTED_FOCUS = 1u << 4,
    SEE_SHEET_STARTED_ALL = 31,
};

struct sheet_event_scored {
    int32_t criterion;
    enum score value;
};
enum {
    SEE_SCORED_CRITERION = 1u << 0,
    SEE_SCORED_VALUE = 1u << 1,
    SEE_SCORED_ALL = 3,
};

struct sheet_event_evidence_attached {
    int32_t criterion;
    int32_t moment;
};
enum {
    SEE_EVIDENCE_ATTACHED_CRITERION = 1u << 0,
    SEE_EVIDENCE_ATTACHED_MOMENT = 1u << 1,
    SEE_EVIDENCE_ATTACHED_ALL = 3,
};

struct sheet_event_evidence_detached {
    int32_t criterion;
    int32_t moment;
};
enum {
    SEE_EVIDENCE_DETACHED_CRITERION = 1u << 0,
    SEE_EVIDENCE_DETACHED_MOMENT = 1u << 1,
    SEE_EVIDENCE_DETACHED_ALL = 3,
};

struct sheet_event_commented {
    int32_t criterion;
    struct str text;
};
enum {
    SEE_COMMENTED_CRITERION = 1u << 0,
    SEE_COMMENTED_TEXT = 1u << 1,
    SEE_COMMENTED_ALL = 3,
};

struct sheet_event_praised {
    int32_t place;
    int32_t moment;
    struct str text;
};
enum {
    SEE_PRAISED_PLACE = 1u << 0,
    SEE_PRAISED_MOMENT = 1u << 1,
    SEE_PRAISED_TEXT = 1u << 2,
    SEE_PRAISED_ALL = 7,
};

struct sheet_event_advised {
    struct str text;
};
enum {
    SEE_ADVISED_TEXT = 1u << 0,
    SEE_ADVISED_ALL = 1,
};

struct sheet_event_published {
    struct str page;
};
enum {
    SEE_PUBLISHED_PAGE = 1u << 0,
    SEE_PUBLISHED_ALL = 1,
};

struct sheet_event {
    enum sheet_event_type type;
    struct event_meta meta;
    union {
        struct sheet_event_sheet_started sheet_started;
        struct sheet_event_scored scored;
        struct sheet_event_evidence_attached evidence_attached;
        struct sheet_event_evidence_detached evidence_detached;
        struct sheet_event_commented commented;
        struct sheet_event_praised praised;
        struct sheet_event_advised advised;
        struct sheet_event_published published;
    };
};

