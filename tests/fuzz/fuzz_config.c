// Fuzzes the configuration file and the command line: both end in what is in force, or in a
// sentence.
//
// The input is the arguments, one a line; then an empty line and the file.
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.h"
#include "cli.h"
#include "config.h"
#include "protocol/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARGUMENTS_MAX = 16, ARGUMENT_MAX = 200 };

static struct str cli_try(struct str rest) {
    static char name[] = "coolhead", room[ARGUMENTS_MAX][ARGUMENT_MAX];
    char *argv[ARGUMENTS_MAX + 2] = { name };
    int argc = 1;
    for (struct str line; (line = str_cut(&rest, '\n')).len && argc <= ARGUMENTS_MAX;) {
        snprintf(room[argc - 1], ARGUMENT_MAX, "%.*s", STR_ARG(line));
        argv[argc] = room[argc - 1];
        argc++;
    }
    struct cli cli;
    if (cli_parse(&cli, argc, argv)) CHECK(cli.port >= -1 && cli.port <= 65535);
    return rest;
}

static void config_try(const struct contract *contract, struct str bytes) {
    char path[32];
    struct config config;
    int fd = memfd_create("config", MFD_CLOEXEC);
    CHECK(fd >= 0 && write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    config_init(&config);
    if (config_read(&config, contract, path)) {
        CHECK(config.net.hang_up_ms > config.net.ping_after_ms && config.net.queue_bytes_max > 0);
        config_print(&config);
    }
    config_deinit(&config);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct contract *contract;
    if (!contract) contract = contract_new();
    config_try(contract, cli_try(str_make((const char *)data, size)));
    return 0;
}
