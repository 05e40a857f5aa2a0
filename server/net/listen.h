// The listening socket: libwebsockets set up so that its measured traps are shut (TRUST).
#pragma once

#include <stdint.h>

#include <libwebsockets.h>
#include <uv.h>

#include "base/err.h"
#include "net/settings.h"

struct net;

struct listener {
    struct lws_context *context;
    struct lws_vhost *vhost;
    struct lws_protocols protocols[3]; // borrowed by libwebsockets
    uint16_t port;                     // really listened on
};

// ERR_EXISTS: the port is taken. ERR_IO: it can't be listened on for another reason, or a
// certificate can't be used; the log says which. `net` becomes the context's user pointer.
enum err listener_open(struct listener *l, uv_loop_t *loop, struct net *net,
                       const struct settings *s);

// Shutdown takes two steps on a loop that isn't libwebsockets' own: once while the loop still runs,
// and once after uv_run has returned; with one of them alone it leaks.
void listener_begin_close(struct listener *l);
void listener_close(struct listener *l);
