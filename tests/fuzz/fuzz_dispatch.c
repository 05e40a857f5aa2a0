// Bytes decide what people, the network, the disk and the server do in a class whose round has
// begun: the simulator of tests/sim with all its checks, driven by a fuzzer instead of a seed.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "protocol/command.h"
#include "run.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct contract *contract;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    log_to(-1);
    contract = contract_new();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    struct outcome outcome = { 0 };
    struct plan plan = { .shelf = "tests/story/shelf",
                         .contract = contract,
                         .bytes = str_make((const char *)bytes, size),
                         .tells = getenv("COOLHEAD_TELL") != NULL };
    if (size == 0) return 0;
    run_play(&plan, &outcome);
    if (!outcome.fault.any) return 0;
    fprintf(stderr, "%s\n", outcome.fault.text);
    abort();
}
