// coolhead serve. Opened from the ground up (port, store, engine) and closed in the other order;
// what fails says one sentence.
#include "serve.h"

#include <stdio.h>
#include <stdlib.h>

#include "announce.h"
#include "cli.h"
#include "config.h"
#include "demo/demo.h"
#include "door.h"
#include "engine/ask.h"
#include "engine/engine.h"
#include "net/loop.h"
#include "protocol/command.h"
#include "store/store.h"
#include "version.h"

static bool config_make(struct config *c, const struct contract *contract, const struct cli *cli) {
    config_init(c);
    if (cli->config && !config_read(c, contract, cli->config)) return false;
    if (cli->port >= 0) c->net.port = (uint16_t)cli->port;
    if (cli->data) c->data = str_from(cli->data);
    if (cli->scenarios) c->scenarios = str_from(cli->scenarios);
    return true;
}

static bool port_open(struct loop *loop, const struct config *c) {
    enum err err = loop_listen(loop);
    if (err == ERR_EXISTS)
        fprintf(stderr,
                "coolhead: port %u is taken by another program; stop that, or choose another with "
                "--port.\n",
                c->net.port);
    else if (err == ERR_NOT_FOUND)
        fprintf(stderr,
                "coolhead: this machine has no address or interface %s; choose another in bind, or "
                "leave it out to listen on all.\n",
                c->net.bind.ptr);
    else if (err)
        fprintf(stderr, "coolhead: port %u can't be listened on; the line above says why.\n",
                c->net.port);
    return !err;
}

static bool metrics_open_port(struct loop *loop, const struct config *c) {
    enum err err = loop_listen_metrics(loop);
    if (err)
        fprintf(stderr, "coolhead: port %u for metrics %s; choose another in metrics_port.\n",
                c->net.metrics_port,
                err == ERR_EXISTS ? "is taken by another program" : "can't be listened on");
    return !err;
}

static bool store_start(struct store **store, const struct config *c) {
    char why[STORE_WHY];
    enum err err = store_open(c->data.ptr, STORE_SERVE, store, why);
    if (err) fprintf(stderr, "coolhead: %s\n", why);
    return !err;
}

static bool engine_start(struct engine **engine, struct store *store, struct loop *loop,
                         const struct config *c, struct str url) {
    const char *why = NULL;
    struct engine_config config = { .server = STR(COOLHEAD_VERSION),
                                    .join_url = url,
                                    .scenarios = c->scenarios.ptr,
                                    .presence_ms = c->presence_ms,
                                    .absence_ms = c->absence_ms,
                                    .staged_bytes_max = c->staged_bytes_max };
    enum err err = engine_open(&config, store_journal(store), store, loop_sink(loop),
                               time_monotonic(), time_wall(), engine, &why);
    if (err) fprintf(stderr, "coolhead: %s\n", why ? why : err_name(err));
    return !err;
}

// The set-up link goes to the demo's conductor instead of the terminal.
static bool demo_begin(struct demo *demo, struct engine *engine, struct loop *loop, struct str url,
                       int32_t pairs) {
    char token[64];
    announce_address(url);
    return engine_setup_token(engine, token) == OK &&
           demo_start(demo, loop_port(loop), pairs, token);
}

static bool serve_run(const struct config *c, struct loop *loop, struct store *store,
                      struct engine *engine, struct str url, int32_t pairs) {
    struct demo demo = { 0 };
    struct door *door = door_open(loop, store, engine, c->data);
    if (!pairs) announce(engine, url, c->data);
    bool ok = !pairs || demo_begin(&demo, engine, loop, url, pairs);
    if (ok) ok = loop_run(loop, engine) == OK;
    demo_stop(&demo);
    door_close(door);
    return ok;
}

static int serve_open(const struct config *c, struct loop *loop, struct store *store,
                      int32_t pairs) {
    struct buf url = { 0 };
    struct engine *engine = NULL;
    loop_public_url(loop, &url);
    bool ok = engine_start(&engine, store, loop, c, buf_str(&url)) &&
              serve_run(c, loop, store, engine, buf_str(&url), pairs);
    loop_free(loop);
    if (engine) engine_close(engine);
    buf_deinit(&url);
    return ok ? 0 : 1;
}

static int serve_config(const struct config *c, const struct contract *contract, int32_t pairs) {
    struct store *store = NULL;
    struct loop *loop = loop_new(&c->net, contract);
    if (!port_open(loop, c) || !metrics_open_port(loop, c) || !store_start(&store, c)) {
        loop_free(loop);
        return 1;
    }
    int status = serve_open(c, loop, store, pairs);
    store_close(store);
    return status;
}

static int serve_demo(struct config *c, const struct contract *contract, int32_t pairs) {
    struct demo demo;
    if (c->net.tls_cert.len || c->net.bind.len) {
        fprintf(stderr, "coolhead: simulated people call 127.0.0.1 without TLS: --demo wants a "
                        "configuration without tls_cert and bind.\n");
        return 1;
    }
    if (!demo_open(&demo)) return 1;
    c->data = str_from(demo.folder);
    int status = serve_config(c, contract, pairs);
    demo_close(&demo);
    return status;
}

int serve(const struct cli *cli) {
    struct config config;
    struct contract *contract = contract_new();
    int status = 1;
    if (config_make(&config, contract, cli)) {
        config_print(&config);
        status = cli->demo ? serve_demo(&config, contract, cli->demo)
                           : serve_config(&config, contract, 0);
    }
    config_deinit(&config);
    contract_free(contract);
    return status;
}
