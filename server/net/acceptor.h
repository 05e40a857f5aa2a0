// The listening socket, and who comes in by it: a few a turn, so that in a storm those who came
// first are served while the others wait in the kernel. libwebsockets accepts all who wait at once,
// and each holds six kilobytes for its request until its turn comes (docs/decisions/0018).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <libwebsockets.h>
#include <uv.h>

#include "base/err.h"
#include "base/str.h"

struct acceptor {
    uv_poll_t poll;
    int fd; // -1: closed
    struct lws_vhost *vhost;
    int descriptors; // sockets have smaller numbers than this; others are hung up on
    uint16_t port;   // really listened on
    bool is_ipv6;    // and IPv4 by way of it, if no address was named
    bool is_started; // `poll` is a handle of the loop
    bool somebody_waits;
    bool has_to_wait; // there is nothing to accept with; until acceptor_resume
};

// Listens. `at`: an address or the name of an interface; empty: all of them. `port` 0: any.
// ERR_EXISTS: the port is taken. ERR_NOT_FOUND: there is no such address or interface here.
enum err acceptor_open(struct acceptor *a, struct str at, uint16_t port);

// From now on `loop` looks for newcomers.
enum err acceptor_start(struct acceptor *a, uv_loop_t *loop, struct lws_vhost *vhost,
                        int descriptors);

// Gives libwebsockets some of those who have come. To be called before the loop polls: then those
// who have just left have given their descriptors back.
void acceptor_let_in(struct acceptor *a);

// To be called once a second: tries again where accepting had failed.
void acceptor_resume(struct acceptor *a);

// Nobody comes any more. May be called again.
void acceptor_close(struct acceptor *a);
