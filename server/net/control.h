// The control socket: how a command of the same program reaches the server that is running, since
// only one process may write to the database.
//
// A Unix socket in the data folder, for its owner alone. A caller sends one line and gets one line;
// what they mean is main's.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <uv.h>

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"

// A line came. It is answered once with control_answer, now or later; it is borrowed until this
// returns.
typedef void (*control_on_line)(void *ctx, uint64_t call, struct str line);

struct control {
    uv_pipe_t server;
    bool open;
    control_on_line on_line;
    void *ctx;
    struct map calls; // those that are open
    uint64_t next_id;
};

void control_init(struct control *c);
void control_deinit(struct control *c); // after control_close and a turn of the loop

// Replaces a socket that an earlier server has left. ERR_IO with errno: it can't be made, for
// example because the path is longer than sockets may have (107 bytes).
enum err control_open(struct control *c, uv_loop_t *loop, const char *path, control_on_line on_line,
                      void *ctx);

// Sends a line, without its end, and hangs up. Calls that have gone are ignored.
void control_answer(struct control *c, uint64_t call, struct str line);

void control_close(struct control *c);
