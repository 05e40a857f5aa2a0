// Every bound of the network floor, each with its reason. What an operator may change is in
// settings.h.
#pragma once

#include "base/time.h"

enum {
    // One message from a client (TRUST: 16 KiB). The longest that a page sends is a comment of
    // 2,000
    // code points, at most 24 KB escaped and far less in practice.
    NET_MESSAGE_MAX = 16 * 1024,

    // Pieces of a message that hold nothing. Nobody needs one; no browser sends any.
    NET_EMPTY_PIECES_MAX = 100,

    // A request's body: a form with a few fields.
    NET_BODY_MAX = 16 * 1024,

    // All request headers together. A browser sends about 1 KiB.
    NET_HEADERS_MAX = 4096,

    // Requests whose headers are being read at once; whoever comes beyond that waits. Memory for
    // one is taken only while it is read, so this says how much half-open requests may hold: 10 MB.
    NET_HEADER_POOL = 2048,

    // Newcomers let in at once; their requests are read before the next are.
    NET_ACCEPTS_A_TURN = 64,

    NET_URI_MAX = 1024,    // the longest path of ours with its query is under 200
    NET_HOST_MAX = 261,    // a DNS name and a port
    NET_ORIGIN_MAX = 270,  // the same with "https://"
    NET_COOKIE_MAX = 2048, // other services on the same host may have set some of their own
    NET_TOKEN_MAX = 64,    // 256 bits are 43 symbols
    NET_ADDRESS_MAX = 46,  // INET6_ADDRSTRLEN

    // Bytes of an answer given to the kernel at once, so that one large page doesn't hold up a
    // turn.
    NET_CHUNK = 16 * 1024,

    // libwebsockets cuts each write to this many bytes and keeps the rest in a buffer of its own.
    // Its default is the size of the receive buffer: a page of 64 KiB would go out in 256 pieces.
    NET_WRITE_MAX = 128 * 1024,

    // Held for each connection. A line of chat with all around it is some 250 bytes; what is longer
    // comes in pieces and is put together here. With the default, 4 KiB, it would be most of what
    // an idle connection costs.
    NET_RX_BUFFER = 256,

    // Descriptors kept back for the database, its WAL, logs and a backup. Who comes when the others
    // are used up is hung up on; without them, libwebsockets spins on a listen socket that it can't
    // accept from.
    NET_DESCRIPTORS_RESERVED = 64,
    NET_DESCRIPTORS_MAX = 65536, // libwebsockets allocates a table of this size

    // Bytes that a connection may receive beside its messages (frame headers, pings, TLS) between
    // two looks, and how many sweeps lie between them. Twenty messages a second make 6 KB.
    NET_OVERHEAD_MAX = 64 * 1024,
    NET_OVERHEAD_SWEEPS = 4,

    // Questions that wait for an answer. A trainer's page asks one or two at a time.
    NET_ASKS_MAX = 512,

    // Joins and sign-ins that failed and wait for their slot (TRUST: failing attempts slow down).
    NET_FAILURES_HELD_MAX = 512,
    NET_FAILURES_HELD_ADDRESS_MAX = 32,
    // Where a trainer is connected from, so many are held even while the rest of the world is at
    // its bound.
    NET_FAILURES_HELD_VOUCHED_MAX = 12,
};

// How long an HTTP connection may be idle between two requests, or take nothing of an answer.
#define NET_KEEPALIVE_SECONDS 30

// A socket that was told to close gets this long to take what is still queued for it.
#define NET_CLOSING_MAX (2 * MS_SECOND)

// How long the last batch and the last frames may take after SIGTERM.
#define NET_STOPPING_MAX (5 * MS_SECOND)
