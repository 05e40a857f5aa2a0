// One HTTP request, one answer, on a connection of its own: for the few questions that a trainer's
// program asks under /api/. It blocks, for at most 20 seconds.
#pragma once

#include <stdbool.h>

#include "base/str.h"
#include "demo/address.h"

struct http_answer {
    int status;       // 0: no answer; why says so
    struct buf body;  // owned
    char cookie[120]; // "coolhead=..." that the server set; empty: none
    const char *why;  // of status 0; static
};

// POSTs `json`, or GETs when it is empty. cookie: what an earlier answer set, or "".
void http_call(const struct address *a, const char *path, struct str json, const char *cookie,
               struct http_answer *answer);
void http_answer_deinit(struct http_answer *answer);
