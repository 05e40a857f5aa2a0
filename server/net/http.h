// Requests: which are taken, how they are answered. Pages come from assets.h, everything under
// /api/ is a question to the engine.
//
// A request lives from its headers to the last byte of its answer. Questions are answered later, by
// request id; if the client has gone by then, the answer falls on the floor.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <libwebsockets.h>

#include "base/map.h"
#include "base/str.h"

struct net;
struct request;

struct http {
    struct map by_id; // requests that wait for an answer
    uint64_t next_id;
    int32_t asks;       // questions that the engine hasn't answered
    struct buf scratch; // a chunk on its way out
};

// What libwebsockets keeps for each HTTP connection.
struct http_session {
    struct request *request; // NULL between two requests
};

void http_init(struct http *h);
void http_deinit(struct http *h);

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                  size_t len);

// Answers with one sentence, and says that the connection closes. Returns -1, for libwebsockets to
// do so.
int http_refuse(struct lws *wsi, int status, const char *sentence);

bool http_host_is_ours(struct net *net, struct lws *wsi);
bool http_origin_is_ours(struct net *net, struct lws *wsi);

// The token of the trainer's cookie, in `room` of NET_COOKIE_MAX bytes; empty if there is none.
struct str http_cookie(struct lws *wsi, char *room);

// Sends an answer that was held back (failures.h), if its request is still there.
void http_release(struct net *net, uint64_t id);
