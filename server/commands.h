// The commands beside serve. Each returns the exit status: 0, or 1 with one sentence on stderr.
#pragma once

int command_scenario_check(char **files, int count);
int command_verify(const char *data);
int command_backup(const char *data, const char *file);
int command_restore(const char *data, const char *file);
