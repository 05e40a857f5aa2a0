// coolhead trainer add and reset: by itself, or through the control socket of a running server.
#pragma once

enum trainer_verb { TRAINER_ADD, TRAINER_RESET };

// Asks for a password and does it. The exit status: 0, or 1 with one sentence on stderr.
int trainer_command(enum trainer_verb verb, const char *data, const char *name);
