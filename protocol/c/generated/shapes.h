// Generated from protocol/schema by protocol/generate.mjs: change the schema, not this file.
#pragma once

#include "protocol/generated/types.h"
#include "protocol/shape.h"

extern const struct shape session_command_shapes[SESSION_COMMAND_COUNT];
extern const struct shape session_event_shapes[SESSION_EVENT_COUNT];
extern const struct shape class_command_shapes[CLASS_COMMAND_COUNT];
extern const struct shape class_event_shapes[CLASS_EVENT_COUNT];
extern const struct shape sheet_command_shapes[SHEET_COMMAND_COUNT];
extern const struct shape sheet_event_shapes[SHEET_EVENT_COUNT];

extern const struct shape_enum shape_enum_act;
extern const struct shape_enum shape_enum_pause_kind;
extern const struct shape_enum shape_enum_choice;
extern const struct shape_enum shape_enum_seat;
extern const struct shape_enum shape_enum_sheet_kind;
extern const struct shape_enum shape_enum_score;
extern const struct shape_enum shape_enum_phase;
extern const struct shape_enum shape_enum_why;
extern const struct shape_enum shape_enum_role;
extern const struct shape_enum shape_enum_authority;
extern const struct shape_enum shape_enum_cause;
extern const struct shape_enum shape_enum_signal;
extern const struct shape_enum shape_enum_refusal;
extern const struct shape_enum shape_enum_round_phase;
