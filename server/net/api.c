// Questions over HTTP. What a question means, who may ask it and what its body must hold is the
// engine's; here it is only carried there and back.
#include "net/api.h"

#include <stdlib.h>

#include "base/check.h"
#include "engine/ask.h"
#include "net/limits.h"
#include "net/net.h"
#include "protocol/check.h"

int api_find(struct str path, bool *change) {
    static const struct str root = { "/api/", 5 };
    *change = false;
    if (!str_starts_with(path, root)) return -1;
    return ask_find(str_make(path.ptr + root.len, path.len - root.len), change);
}

static void query_add(struct buf *body, struct str pair) {
    int64_t number;
    struct str key = str_cut(&pair, '=');
    buf_append_char(body, body->len > 1 ? ',' : '{');
    buf_json_string(body, key);
    buf_append_char(body, ':');
    if (str_to_i64(pair, &number))
        buf_i64(body, number);
    else
        buf_json_string(body, pair);
}

// A query that isn't UTF-8 makes a body that the scanner refuses; so do a key given twice and more
// keys than an object may have.
void api_query(struct request *r) {
    char room[NET_URI_MAX];
    buf_reset(&r->body);
    for (int i = 0;
         lws_hdr_copy_fragment(r->wsi, room, sizeof room, WSI_TOKEN_HTTP_URI_ARGS, i) > 0; i++)
        query_add(&r->body, str_from(room));
    buf_append_str(&r->body, r->body.len ? STR("}") : STR("{}"));
}

// Wrong passwords are guesses like wrong codes.
static bool is_guess(int ask) {
    return ask == ASK_SIGN_IN;
}

// What an answer must find its way back with: by then the request may be gone.
struct ticket {
    struct net *net;
    uint64_t request;
};

static void on_answer(void *ctx, int status, struct str json, struct str cookie) {
    struct ticket t = *(struct ticket *)ctx;
    free(ctx);
    t.net->http.asks--;
    struct request *r = map_get(&t.net->http.by_id, t.request);
    if (!r) return;
    turn_begin(&t.net->turn);
    r->failed = is_guess(r->ask) && status == 401;
    request_answer_json(r, status, json, cookie);
}

static void answer_busy(struct request *r, const char *json) {
    request_answer_json(r, 503, str_from(json), STR(""));
}

static void answer_fault(struct request *r, enum err err, const struct check_fault *fault) {
    struct buf json = { 0 };
    buf_printf(&json, "{\"code\":\"%s\",\"path\":", err == ERR_NOMEM ? "busy" : "bad_message");
    buf_json_string(&json, str_from(fault->path));
    buf_append_lit(&json, ",\"text\":");
    buf_json_string(&json, str_from(fault->text));
    buf_append_lit(&json, "}");
    request_answer_json(r, err == ERR_NOMEM ? 503 : 400, buf_str(&json), STR(""));
    buf_deinit(&json);
}

static void ask(struct request *r, const struct cJSON *body) {
    struct ticket *ticket = malloc(sizeof *ticket);
    CHECK(ticket);
    *ticket = (struct ticket){ .net = r->net, .request = r->id };
    r->net->http.asks++;
    struct question question = { .kind = (enum ask_kind)r->ask,
                                 .token = buf_str(&r->token),
                                 .body = body,
                                 .on_answer = on_answer,
                                 .ctx = ticket };
    engine_ask(r->net->turn.engine, &question);
}

void api_ask(struct request *r) {
    turn_begin(&r->net->turn);
    r->state = REQUEST_ASKED;
    if (r->net->http.asks >= NET_ASKS_MAX) {
        answer_busy(r, "{\"code\":\"busy\",\"path\":\"\",\"text\":\"Too much is being asked at "
                       "once. Try again in a moment.\"}");
        return;
    }
    struct cJSON *body = NULL;
    struct check_fault fault;
    enum err err = json_accept(buf_str(&r->body), &scan_limits_message, &body, &fault);
    if (err) {
        answer_fault(r, err, &fault);
        return;
    }
    if (is_guess(r->ask) && !failures_may_try(&r->net->failures, r->address, 0))
        answer_busy(r, "{\"code\":\"busy\",\"path\":\"\",\"text\":\"Too many wrong passwords came "
                       "from here. Wait a minute, then try again.\"}");
    else
        ask(r, body);
    json_free(body);
}

// For an operator, not for a user.
static const char *why_not(const struct engine_health *h) {
    if (h->can_record) return "";
    return h->why_not == ERR_FULL ? "the disk is full" : "the disk does not take what is written";
}

void api_health(struct request *r) {
    struct engine_health h = engine_health(r->net->turn.engine);
    struct buf json = { 0 };
    buf_printf(&json,
               "{\"can_record\":%s,\"why_not\":\"%s\",\"busy\":%s,\"classes\":%u,\"sessions\":%u,"
               "\"live_sessions\":%u,\"connections\":%u,\"commit_ms\":%lld,\"late_ms\":%lld}",
               h.can_record ? "true" : "false", why_not(&h), h.busy ? "true" : "false", h.classes,
               h.sessions, h.live_sessions, h.connections, (long long)h.commit_ms,
               (long long)h.late_ms);
    request_answer_json(r, h.can_record ? 200 : 503, buf_str(&json), STR(""));
    buf_deinit(&json);
}
