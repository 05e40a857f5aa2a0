// coolhead: one program, several commands.
#include <malloc.h>

#include "cli.h"
#include "commands.h"
#include "demo/conductor.h"
#include "demo/demo_player.h"
#include "erasing.h"
#include "serve.h"
#include "trainer.h"

static const char *data_of(const struct cli *cli) {
    return cli->data ? cli->data : "data"; // the default of config.c
}

// Large blocks go back to the system when they are freed. By default glibc raises the limit with
// each one that is, and what a storm of newcomers needed for a moment would lie between their
// connections until they leave.
static void memory_set_up(void) {
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

int main(int argc, char **argv) {
    struct cli cli;
    memory_set_up();
    if (!cli_parse(&cli, argc, argv)) return 2;
    switch (cli.command) {
    case COMMAND_SERVE: return serve(&cli);
    case COMMAND_TRAINER_ADD: return trainer_command(TRAINER_ADD, data_of(&cli), cli.name);
    case COMMAND_TRAINER_RESET: return trainer_command(TRAINER_RESET, data_of(&cli), cli.name);
    case COMMAND_SCENARIO_CHECK: return command_scenario_check(cli.files, cli.file_count);
    case COMMAND_VERIFY: return command_verify(data_of(&cli));
    case COMMAND_RESTORE: return command_restore(data_of(&cli), cli.files[0]);
    case COMMAND_ERASE: return erasing_command(data_of(&cli), cli.files[0], cli.files[1], cli.yes);
    case COMMAND_BACKUP: return command_backup(data_of(&cli), cli.files[0]);
    case COMMAND_DEMO_PLAYER:
        return demo_player_run(&(struct demo_player){
            .url = cli.url, .code = cli.code, .name = cli.name, .seed = (uint64_t)cli.seed });
    case COMMAND_DEMO_CONDUCTOR:
        return conductor_run(&(struct conductor_settings){
            .url = cli.url, .pairs = cli.demo ? cli.demo : DEMO_PAIRS });
    case COMMAND_NONE: return 0;
    }
    return 0;
}
