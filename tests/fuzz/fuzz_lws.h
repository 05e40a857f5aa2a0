// A libwebsockets of our own: what the network floor asks of it is answered from one request, and
// what it writes is kept. So the floor's own reading of headers, bodies and pieces runs as it is.
#pragma once

#include <stdbool.h>

#include <libwebsockets.h>

#include "base/str.h"
#include "net/net.h"

enum { FAKE_HEADERS = 16, FAKE_QUERY = 24 };

struct lws {
    struct net *net;
    int method; // LWSHUMETH_...
    struct str path, query[FAKE_QUERY], peer;
    int query_count;
    struct {
        enum lws_token_indexes token;
        struct str value;
    } headers[FAKE_HEADERS];
    int headers_count;
    bool binary, partial; // the frame that is being read
    struct buf written;
};

// A net on the engine of tests/wire, without a socket. There is one; it lives as long as the
// program, and has forgotten who guessed.
struct net *fake_net(void);

// Both ends of a turn.
void fake_turn(struct net *net);

void fake_header(struct lws *wsi, enum lws_token_indexes token, struct str value);
