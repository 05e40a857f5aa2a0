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
    COMMAND_RESTORE,
    COMMAND_ERASE,
    COMMAND_DEMO_PLAYER,
    COMMAND_DEMO_CONDUCTOR,
    COMMAND_NONE, // --help or --version: it has been answered
};

enum { DEMO_PAIRS = 6 }; // fill a wall without crowding it

// All texts are argv's.
struct cli {
    enum command command;
    const char *data;      // NULL: not said
    const char *config;    // NULL: not said
    const char *scenarios; // NULL: not said
    int32_t port;          // -1: not said
    int32_t demo;          // simulated pairs; 0: none
    const char *url;       // of a server, for simulated people
    const char *code;      // of the class that they join
    int32_t seed;          // of a simulated trainee
    const char *name;      // of a trainer, or of a simulated trainee
    char **files;          // scenario check; backup, restore: the one file; erase: class and person
    int file_count;
    bool yes; // erase: without asking
};

// False, after one sentence on stderr, for what isn't understood: exit 2.
bool cli_parse(struct cli *cli, int argc, char **argv);
