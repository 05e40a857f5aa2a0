// Figures for Prometheus, on loopback and a port of their own: GET /metrics.
//
// Only numbers: never names, codes, texts or ids. It has nothing of the main listener's armour, and
// needs none of it: nobody but this machine can connect, few may at once, and the oldest makes
// room.
#pragma once

#include <uv.h>

#include "base/err.h"
#include "base/map.h"
#include "net/turn.h"

struct metrics {
    uv_tcp_t server;
    const struct turn *turn; // borrowed
    struct map calls;        // id → struct scrape
    uint64_t next_id;
    bool open;
};

void metrics_init(struct metrics *m, const struct turn *turn);
void metrics_deinit(struct metrics *m); // after metrics_close and a turn of the loop

// ERR_EXISTS: the port is taken. ERR_IO: it can't be listened on.
enum err metrics_open(struct metrics *m, uv_loop_t *loop, uint16_t port);
void metrics_close(struct metrics *m);
