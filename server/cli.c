// The command line. One table lists the commands with their help; options are getopt_long's, and
// each command names those it takes.
#include "cli.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "version.h"

static const char help_all[] =
    "coolhead: live role-play for training classes.\n"
    "\n"
    "  coolhead serve [--port N] [--data DIR] [--config FILE] [--scenarios DIR] [--demo N]\n"
    "  coolhead trainer add NAME [--data DIR]\n"
    "  coolhead trainer reset NAME [--data DIR]\n"
    "  coolhead scenario check FILE...\n"
    "  coolhead verify [--data DIR]\n"
    "  coolhead backup FILE [--data DIR]\n"
    "  coolhead restore FILE [--data DIR]\n"
    "  coolhead erase CLASS PERSON [--data DIR] [--yes]\n"
    "\n"
    "Each command has --help.\n";

static const char help_serve[] =
    "coolhead serve: serves classes until SIGTERM or Ctrl-C.\n"
    "\n"
    "  --port N         the port to listen on (8080)\n"
    "  --data DIR       the folder of the database, made if it is missing (data)\n"
    "  --config FILE    a JSON file; what is in force is printed at start, in its form\n"
    "  --scenarios DIR  the folder with scenarios, rubrics, doctrines and lexicons (scenarios)\n"
    "  --demo N         adds N simulated pairs (1-100) who play until the server stops, in a data\n"
    "                   folder of its own that is removed at the end\n"
    "\n"
    "The first start prints a one-time link with which the first trainer sets a password.\n";

static const char help_trainer_add[] =
    "coolhead trainer add NAME: makes an account for a trainer.\n"
    "\n"
    "  --data DIR  the data folder (data)\n"
    "\n"
    "Asks for a password, at least 10 characters long; reads a line where no terminal is.\n";

static const char help_trainer_reset[] =
    "coolhead trainer reset NAME: gives a trainer a new password and signs them out everywhere.\n"
    "\n"
    "  --data DIR  the data folder (data)\n";

static const char help_scenario_check[] = "coolhead scenario check FILE...: says whether files can "
                                          "be played, and else where and why not.\n";

static const char help_verify[] =
    "coolhead verify: recomputes the hash chain of every recording and plays it again, also beside "
    "a\n"
    "running server.\n"
    "\n"
    "  --data DIR  the data folder (data)\n"
    "\n"
    "Exit 0: everything is as it was written. Exit 1: it isn't, and the place is named.\n";

static const char help_backup[] =
    "coolhead backup FILE: copies the database, also beside a running server.\n"
    "\n"
    "  --data DIR  the data folder (data)\n"
    "\n"
    "FILE must not exist; it appears when the copy is whole and on disk.\n";

static const char help_restore[] =
    "coolhead restore FILE: puts a backup in the place of the database, while no server runs.\n"
    "\n"
    "  --data DIR  the data folder (data)\n"
    "\n"
    "First the copy is made to forget what was erased since, and verified; what isn't as it was\n"
    "written is refused. The database that was there goes to backups/.\n";

static const char help_erase[] =
    "coolhead erase CLASS PERSON: forgets a person of a class, through the running server.\n"
    "\n"
    "  --data DIR  the data folder (data)\n"
    "  --yes       doesn't ask\n"
    "\n"
    "CLASS and PERSON are names or numbers. The name and all that they wrote go, in all backups "
    "of\n"
    "the data folder too; their partners' recordings stay readable.\n";

// What --demo starts; of use by hand for tests and for trying a class alone.
static const char help_demo_player[] =
    "coolhead demo-player: one simulated trainee who joins a class and plays.\n"
    "\n"
    "  --url URL    of the server: ws://HOST:PORT/ws\n"
    "  --code CODE  of the class\n"
    "  --name NAME  to join with\n"
    "  --seed S     the same seed, seat and partner give the same play (1)\n";

static const char help_demo_conductor[] =
    "coolhead demo-conductor: signs up as the trainer \"demo\", makes a class, sends in simulated\n"
    "pairs, and keeps the rounds coming while nobody else does.\n"
    "\n"
    "  --url URL   of the server: ws://HOST:PORT/ws\n"
    "  --pairs N   1 to 100 (6)\n"
    "\n"
    "Reads the token of the server's set-up link, one line, from stdin.\n";

enum { TAKES_NONE, TAKES_NAME, TAKES_FILE, TAKES_FILES, TAKES_CLASS_AND_PERSON };

static const struct word {
    const char *first, *second; // "trainer", "add"; second NULL: one word
    enum command command;
    int takes;
    const char *options; // the letters of those that it takes
    const char *help;
} words[] = {
    { "serve", NULL, COMMAND_SERVE, TAKES_NONE, "pdcsn", help_serve },
    { "trainer", "add", COMMAND_TRAINER_ADD, TAKES_NAME, "d", help_trainer_add },
    { "trainer", "reset", COMMAND_TRAINER_RESET, TAKES_NAME, "d", help_trainer_reset },
    { "scenario", "check", COMMAND_SCENARIO_CHECK, TAKES_FILES, "", help_scenario_check },
    { "verify", NULL, COMMAND_VERIFY, TAKES_NONE, "d", help_verify },
    { "backup", NULL, COMMAND_BACKUP, TAKES_FILE, "d", help_backup },
    { "restore", NULL, COMMAND_RESTORE, TAKES_FILE, "d", help_restore },
    { "erase", NULL, COMMAND_ERASE, TAKES_CLASS_AND_PERSON, "dy", help_erase },
    { "demo-player", NULL, COMMAND_DEMO_PLAYER, TAKES_NONE, "uome", help_demo_player },
    { "demo-conductor", NULL, COMMAND_DEMO_CONDUCTOR, TAKES_NONE, "ua", help_demo_conductor },
};
enum { WORDS = sizeof words / sizeof words[0] };

static const struct option options[] = {
    { "port", required_argument, NULL, 'p' },
    { "data", required_argument, NULL, 'd' },
    { "config", required_argument, NULL, 'c' },
    { "demo", required_argument, NULL, 'n' },
    { "scenarios", required_argument, NULL, 's' },
    { "url", required_argument, NULL, 'u' },
    { "code", required_argument, NULL, 'o' },
    { "name", required_argument, NULL, 'm' },
    { "seed", required_argument, NULL, 'e' },
    { "pairs", required_argument, NULL, 'a' },
    { "yes", no_argument, NULL, 'y' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};

// A class has room for 320 people, and each simulated one is a process.
enum { DEMO_MAX = 100 };

__attribute__((format(__printf__, 1, 2))) static bool complain(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("coolhead: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs(" Try coolhead --help.\n", stderr);
    return false;
}

static const struct word *word_find(int argc, char **argv) {
    for (int i = 0; i < WORDS; i++) {
        const struct word *w = &words[i];
        bool first = argc > 1 && strcmp(argv[1], w->first) == 0;
        if (first && (!w->second || (argc > 2 && strcmp(argv[2], w->second) == 0))) return w;
    }
    return NULL;
}

static bool number_parse(const char *text, long min, long max, int32_t *number) {
    char *end;
    long value = strtol(text, &end, 10);
    if (!*text || *end || value < min || value > max) return false;
    *number = (int32_t)value;
    return true;
}

static bool option_take(struct cli *cli, int letter) {
    switch (letter) {
    case 'd': cli->data = optarg; return true;
    case 'y': cli->yes = true; return true;
    case 'c': cli->config = optarg; return true;
    case 's': cli->scenarios = optarg; return true;
    case 'p':
        return number_parse(optarg, 0, 65535, &cli->port) ||
               complain("--port takes a number from 0 to 65535, not \"%s\".", optarg);
    case 'u': cli->url = optarg; return true;
    case 'o': cli->code = optarg; return true;
    case 'm': cli->name = optarg; return true;
    case 'e':
        return number_parse(optarg, 0, INT32_MAX, &cli->seed) ||
               complain("--seed takes a number from 0 on, not \"%s\".", optarg);
    default:
        return number_parse(optarg, 1, DEMO_MAX, &cli->demo) ||
               complain("--%s takes a number from 1 to 100, not \"%s\".",
                        letter == 'n' ? "demo" : "pairs", optarg);
    }
}

static bool arguments_take(struct cli *cli, const struct word *w, int argc, char **argv) {
    static const char *const missing[] = { [TAKES_NAME] = "NAME",
                                           [TAKES_FILE] = "FILE",
                                           [TAKES_FILES] = "FILE",
                                           [TAKES_CLASS_AND_PERSON] = "CLASS or PERSON" };
    int wanted = w->takes == TAKES_NONE ? 0 : w->takes == TAKES_CLASS_AND_PERSON ? 2 : 1;
    if (argc < wanted) return complain("%s is missing.", missing[w->takes]);
    if (argc > wanted && w->takes != TAKES_FILES)
        return complain("\"%s\" is one word too many.", argv[wanted]);
    if (w->takes == TAKES_NAME) cli->name = argv[0];
    cli->files = argv;
    cli->file_count = argc;
    return true;
}

static bool options_check(const struct cli *cli) {
    bool player = cli->command == COMMAND_DEMO_PLAYER;
    if (cli->demo && cli->data)
        return complain("--demo keeps its data in a folder of its own; leave --data out.");
    if ((player || cli->command == COMMAND_DEMO_CONDUCTOR) && !cli->url)
        return complain("--url is missing.");
    if (player && (!cli->code || !cli->name)) return complain("--code and --name are needed.");
    return true;
}

static bool help_print(struct cli *cli, const char *help) {
    fputs(help, stdout);
    cli->command = COMMAND_NONE;
    return true;
}

static bool word_parse(struct cli *cli, const struct word *w, int argc, char **argv) {
    opterr = 0;
    optind = 1;
    for (int letter; (letter = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (letter == 'h') return help_print(cli, w->help);
        if (letter == '?' || !strchr(w->options, letter))
            return complain("\"%s\" is not an option of this command.", argv[optind - 1]);
        if (!option_take(cli, letter)) return false;
    }
    cli->command = w->command;
    return options_check(cli) && arguments_take(cli, w, argc - optind, argv + optind);
}

bool cli_parse(struct cli *cli, int argc, char **argv) {
    *cli = (struct cli){ .command = COMMAND_NONE, .port = -1, .seed = 1 };
    if (argc < 2) return complain("a command is missing.");
    if (strcmp(argv[1], "--help") == 0) return help_print(cli, help_all);
    if (strcmp(argv[1], "--version") == 0)
        return help_print(cli, "coolhead " COOLHEAD_VERSION "\n");
    const struct word *w = word_find(argc, argv);
    if (!w) return complain("\"%s\" is not a command.", argv[1]);
    int skip = w->second ? 2 : 1;
    return word_parse(cli, w, argc - skip, argv + skip);
}
