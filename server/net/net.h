// All of the network floor's state in one place, for the files of this folder: what libwebsockets'
// callbacks are handed. Others see loop.h.
#pragma once

#include "net/conn.h"
#include "net/failures.h"
#include "net/http.h"
#include "net/origin.h"
#include "net/settings.h"
#include "net/turn.h"

struct net {
    struct settings settings; // copied; its texts are borrowed
    struct turn turn;
    struct failures failures;
    struct origins origins;
    struct conns conns;
    struct http http;
    bool stopping; // nobody new is let in
};
