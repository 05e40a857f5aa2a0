// The network floor with echo_engine.c behind it: echo_server CONFIG [RX_BUFFER_BYTES]. Logs its
// port.
//
// A receive buffer may be smaller here than a configuration allows, so that texts are cut anywhere.
#include <stdlib.h>

#include "config.h"
#include "net/loop.h"
#include "protocol/command.h"

int main(int argc, char **argv) {
    struct contract *contract = contract_new();
    struct config config;
    config_init(&config);
    if (argc < 2 || argc > 3 || !config_read(&config, contract, argv[1])) return 2;
    if (argc == 3) config.net.rx_buffer_bytes = atoi(argv[2]);
    struct loop *loop = loop_new(&config.net, contract);
    struct engine *engine = NULL;
    enum err err = loop_listen(loop);
    if (!err) err = engine_open(NULL, NULL, NULL, loop_sink(loop), 0, 0, &engine, NULL);
    if (!err) {
        err = loop_run(loop, engine);
        engine_close(engine);
    }
    loop_free(loop);
    config_deinit(&config);
    contract_free(contract);
    return err ? 1 : 0;
}
