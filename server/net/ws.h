// WebSockets as libwebsockets tells of them: who may upgrade, and the callback of the sub-protocol.
#pragma once

#include <libwebsockets.h>

struct net;

#define WS_PROTOCOL "coolhead.v1"

// What libwebsockets keeps for each socket of the sub-protocol.
struct ws_session {
    struct conn *conn; // NULL before ESTABLISHED
};

int ws_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                size_t len);

// Judges a request to upgrade to `what`. 0: go on. Else it has been answered: close.
int ws_confirm(struct net *net, struct lws *wsi, const char *what);
