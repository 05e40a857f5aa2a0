// libwebsockets set up so that its measured traps are shut, and the socket that people come in by.
#pragma once

#include <libwebsockets.h>
#include <uv.h>

#include "base/err.h"
#include "net/acceptor.h"
#include "net/settings.h"

struct net;

struct listener {
    struct lws_context *context;
    struct lws_vhost *vhost;
    struct lws_protocols protocols[3]; // borrowed by libwebsockets
    struct acceptor acceptor;
};

void listener_init(struct listener *l); // closed; may be closed again

// ERR_EXISTS: the port is taken. ERR_NOT_FOUND: there is no such address or interface to listen on.
// ERR_IO: another reason, or a certificate can't be used; the log says which. `net` becomes the
// context's user pointer.
enum err listener_open(struct listener *l, uv_loop_t *loop, struct net *net,
                       const struct settings *s);

// Nobody new is let in; who is in stays.
void listener_shut(struct listener *l);

// Shutdown takes two steps on a loop that isn't libwebsockets' own: once while the loop still runs,
// and once after uv_run has returned; with one of them alone it leaks.
void listener_begin_close(struct listener *l);
void listener_close(struct listener *l);
