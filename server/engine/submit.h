// Commands: decide, fold, stage. The only three ways to change a stream's state.
#pragma once

#include "engine/state.h"

// Each fills the command's clocks, decides, folds and stages what happens, and returns
// REFUSAL_NONE or why not (*path: the field at fault, static). The class's consequences for its
// sessions, and a sheet's for its session, are decided in the same turn (react.h).
enum refusal submit_session(struct call *call, struct session_command *command, const char **path);
enum refusal submit_class(struct room *room, struct class_command *command, const char **path);
enum refusal submit_sheet(struct paper *paper, struct sheet_command *command, const char **path);

// The engine's own command to a session; a refusal means that it no longer applies.
void submit_engine(struct call *call, struct session_command command);

// A command from a connection: whose it may be follows from the connection, never from the message.
// Stages the reply.
void submit_message(struct engine *e, struct client *client, const struct message *message);

ms call_up(const struct call *call);
