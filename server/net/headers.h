// Request headers as libwebsockets holds them, read so that nothing is silently cut: its copy
// function gives an empty string for a header that doesn't fit.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <libwebsockets.h>

#include "base/str.h"

enum header_state { HEADER_ABSENT, HEADER_PRESENT, HEADER_TOO_LONG };

// Copies one header into `room`; *value then lies there. Otherwise *value is empty.
enum header_state header_read(struct lws *wsi, enum lws_token_indexes token, char *room,
                              size_t size, struct str *value);

// Whether a comma-separated header names `item`, exactly.
bool header_list_has(struct str list, struct str item);

// The value of a cookie in a Cookie header; empty if it isn't there.
struct str cookie_find(struct str cookies, struct str name);

// Where a request comes from: the peer, or what a trusted proxy says about it. Fills `address` with
// text, at least NET_ADDRESS_MAX bytes.
struct settings;
void address_read(struct lws *wsi, const struct settings *s, char *address, size_t size);
