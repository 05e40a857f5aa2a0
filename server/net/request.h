// One HTTP request and its answer, shared by http.c (what comes in and goes out), api.c (questions)
// and assets.c (pages).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <libwebsockets.h>

#include "base/str.h"
#include "base/time.h"

struct net;
struct asset;

enum request_state {
    REQUEST_BODY,     // its body is still coming
    REQUEST_ASKED,    // the engine has it, or its answer is held
    REQUEST_ANSWERED, // what there is to send is known
};

struct request {
    uint64_t id;
    struct net *net;
    struct lws *wsi;
    enum request_state state;
    ms began;
    bool head;        // only the headers are wanted
    bool failed;      // a guess that was wrong: its answer may have to wait
    int ask;          // the enum ask_kind; -1: not a question
    uint64_t address; // failures_key
    struct buf token; // of the trainer's cookie
    struct buf body;

    struct buf head_text; // the answer's head
    struct buf owned;     // its body, if it was made for this request
    struct str answer;    // its body: in `owned`, or an asset's static bytes
    uint32_t sent;        // of answer
};

// An answer in JSON, copied. cookie: a new session's token, "-" to clear it, empty for none.
void request_answer_json(struct request *r, int status, struct str json, struct str cookie);

// A page or file. With a matching If-None-Match, 304 and nothing else.
void request_answer_asset(struct request *r, int status, const struct asset *asset);

// One sentence, for a person who typed an address.
void request_answer_text(struct request *r, int status, const char *sentence);
