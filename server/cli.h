// The command line: which command, with what.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum command {
    COMMAND_SERVE,
    COMMAND_TRAINER_ADD,
    COMMAND_TRAINER_RESET,
    COMMAND_SCENARIO_CHECK,
    COMMAND_VERIFY,
    COMMAND_BACKUP,
    COMMAND_NONE, // --help or --version: it has been answered
};

// All texts are argv's.
struct cli {
    enum command command;
    const char *data;      // NULL: not said
    const char *config;    // NULL: not said
    const char *scenarios; // NULL: not said
    int32_t port;          // -1: not said
    int32_t demo;          // simulated trainees; 0: none
    const char *name;      // of a trainer
    char **files;          // scenario check; backup: the one file
    int file_count;
};

// False, after one sentence on stderr, for what isn't understood: exit 2.
bool cli_parse(struct cli *cli, int argc, char **argv);
