// An engine that remembers nothing, so that the network floor can be tested by itself: same header,
// same promises (nothing leaves before its batch is "on disk", which here is one eventfd away).
//
//   say      comes back as said to whoever sent it, with its length
//   watch    sends `n` frames of 8 KiB at once (2,000 at most), as a class full of news would
//   join     code AAAAAA lets in, any other is refused
//   quit     is ended by the engine
#include "engine/engine.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "engine/ask.h"

enum { FLOOD_FRAME = 8 * 1024, FLOOD_MAX = 2000, QUESTIONS_MAX = 64 };

struct letter {
    uint64_t conn;
    struct buf text; // empty: end the connection
};

struct engine {
    struct engine_sink sink;
    struct letter *letters; // of this turn
    uint32_t count, sent;   // those before `sent` have gone out
    uint32_t connections;
    uint64_t writable; // calls of engine_writable
    int fd;
    struct question open[QUESTIONS_MAX]; // "recordings" that wait
    uint32_t open_count;
};

static struct engine the_engine;

enum err engine_open(const struct engine_config *config, struct journal *journal,
                     struct store *store, struct engine_sink sink, ms now, ms wall,
                     struct engine **engine, const char **why) {
    (void)config, (void)journal, (void)store, (void)now, (void)wall, (void)why;
    the_engine = (struct engine){ .sink = sink, .fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC) };
    *engine = &the_engine;
    return the_engine.fd < 0 ? ERR_IO : OK;
}

static void letters_drop(struct engine *e) {
    for (uint32_t i = 0; i < e->count; i++)
        buf_deinit(&e->letters[i].text);
    e->count = e->sent = 0;
}

void engine_close(struct engine *e) {
    letters_drop(e);
    free(e->letters);
    close(e->fd);
}

static struct buf *post(struct engine *e, uint64_t conn) {
    e->letters = realloc(e->letters, (e->count + 1) * sizeof *e->letters);
    CHECK(e->letters);
    e->letters[e->count] = (struct letter){ .conn = conn };
    return &e->letters[e->count++].text;
}

void engine_connect(struct engine *e, uint64_t conn, uint32_t trainer) {
    (void)conn, (void)trainer;
    e->connections++;
}

void engine_disconnect(struct engine *e, uint64_t conn) {
    (void)conn;
    e->connections--;
}

static void post_welcome(struct engine *e, uint64_t conn, const char *who) {
    buf_printf(post(e, conn), "[{\"type\":\"welcome\",\"who\":\"%s\"}]", who);
}

static void post_flood(struct engine *e, uint64_t conn, uint32_t frames) {
    for (uint32_t i = 0; i < frames && i < FLOOD_MAX; i++) {
        struct buf *text = post(e, conn);
        buf_printf(text, "[{\"type\":\"flood\",\"n\":%u,\"fill\":\"", i + 1);
        memset(buf_reserve(text, FLOOD_FRAME), 'x', FLOOD_FRAME);
        text->len += FLOOD_FRAME;
        buf_append_lit(text, "\"}]");
    }
}

void engine_refuse(struct engine *e, uint64_t conn, int64_t id, enum refusal code, struct str path,
                   struct str text) {
    struct buf *out = post(e, conn);
    buf_printf(out, "[{\"type\":\"refused\",\"id\":%lld,\"code\":%d,\"path\":", (long long)id,
               (int)code);
    buf_json_string(out, path);
    buf_append_lit(out, ",\"text\":");
    buf_json_string(out, text);
    buf_append_lit(out, "}]");
}

static void receive_session(struct engine *e, uint64_t conn, const struct message *m) {
    struct buf *out = post(e, conn);
    buf_printf(out, "[{\"type\":\"said\",\"id\":%u,\"length\":%u}]", m->id,
               m->session.type == SESSION_COMMAND_SAY ? m->session.say.text.len : 0);
}

void engine_receive(struct engine *e, uint64_t conn, const struct message *m) {
    switch (m->kind) {
    case MESSAGE_HELLO: post_welcome(e, conn, "nobody"); break;
    case MESSAGE_JOIN:
        if (str_eq(m->join.code, STR("AAAAAA")))
            post_welcome(e, conn, "trainee");
        else {
            e->sink.wrong_code(e->sink.ctx, conn);
            engine_refuse(e, conn, 0, REFUSAL_UNKNOWN_CLASS, STR("/code"), STR("No such class."));
        }
        break;
    case MESSAGE_WATCH: post_flood(e, conn, m->watch.n); break;
    case MESSAGE_QUIT: post(e, conn); break;
    default: receive_session(e, conn, m);
    }
}

void engine_writable(struct engine *e, uint64_t conn) {
    (void)conn;
    e->writable++;
}

void engine_advance(struct engine *e, ms now, ms wall) {
    (void)e, (void)now, (void)wall;
}

void engine_flush(struct engine *e) {
    if (e->count > e->sent) CHECK(eventfd_write(e->fd, 1) == 0);
}

int engine_fd(struct engine *e) {
    return e->fd;
}

void engine_drain(struct engine *e) {
    eventfd_t wakes;
    eventfd_read(e->fd, &wakes);
    for (; e->sent < e->count; e->sent++) {
        struct letter *l = &e->letters[e->sent];
        if (l->text.len)
            e->sink.send(e->sink.ctx, l->conn, buf_str(&l->text));
        else
            e->sink.end(e->sink.ctx, l->conn);
    }
    letters_drop(e);
}

ms engine_next_deadline(const struct engine *e) {
    (void)e;
    return MS_NEVER;
}

void engine_stop(struct engine *e) {
    (void)e;
}

bool engine_is_saving(const struct engine *e) {
    (void)e;
    return false;
}

bool engine_is_idle(const struct engine *e) {
    return e->count == 0;
}

void engine_took(struct engine *e, ms took, ms worked) {
    (void)e, (void)took, (void)worked;
}

bool engine_is_full(const struct engine *e) {
    (void)e;
    return false;
}

uint32_t engine_classes(const struct engine *e) {
    (void)e;
    return 1;
}

struct engine_health engine_health(const struct engine *e) {
    return (struct engine_health){ .can_record = true,
                                   .connections = e->connections,
                                   .batches = e->writable };
}

// ---- questions: answered at once; "recordings" only when somebody asks for "classes"

int ask_find(struct str path, bool *post_only) {
    static const struct {
        const char *path;
        enum ask_kind kind;
        bool post;
    } asks[] = { { "me", ASK_ME, false },
                 { "sign_in", ASK_SIGN_IN, true },
                 { "sign_out", ASK_SIGN_OUT, true },
                 { "library", ASK_LIBRARY, false },
                 { "recordings", ASK_RECORDINGS, false },
                 { "classes", ASK_CLASSES, false } };
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        *post_only = asks[i].post;
        if (str_eq(path, str_from(asks[i].path))) return (int)asks[i].kind;
    }
    return -1;
}

static void answer_long(const struct question *q) {
    struct buf json = { 0 };
    buf_append_lit(&json, "{\"fill\":\"");
    memset(buf_reserve(&json, 1 << 20), 'y', 1 << 20);
    json.len += 1 << 20;
    buf_append_lit(&json, "\"}");
    q->on_answer(q->ctx, 200, buf_str(&json), STR(""));
    buf_deinit(&json);
}

static void answer_open(struct engine *e) {
    for (uint32_t i = 0; i < e->open_count; i++)
        e->open[i].on_answer(e->open[i].ctx, 200, STR("{\"late\":true}"), STR(""));
    e->open_count = 0;
}

void engine_ask(struct engine *e, const struct question *q) {
    switch (q->kind) {
    case ASK_RECORDINGS:
        CHECK(e->open_count < QUESTIONS_MAX);
        e->open[e->open_count++] = *q;
        break;
    case ASK_CLASSES:
        answer_open(e);
        q->on_answer(q->ctx, 200, STR("{}"), STR(""));
        break;
    case ASK_SIGN_IN: q->on_answer(q->ctx, 401, STR("{\"code\":\"wrong\"}"), STR("")); break;
    case ASK_SIGN_OUT: q->on_answer(q->ctx, 200, STR("{}"), STR("-")); break;
    case ASK_LIBRARY: answer_long(q); break;
    default:
        if (q->token.len)
            q->on_answer(q->ctx, 200, STR("{\"known\":true}"), STR(""));
        else
            q->on_answer(q->ctx, 200, STR("{}"), STR("fresh-token"));
    }
}

uint32_t engine_trainer_of(struct engine *e, struct str token) {
    (void)e;
    return token.len ? 1 : 0;
}

enum err engine_setup_token(struct engine *e, char token[64]) {
    (void)e, (void)token;
    return ERR_EXISTS;
}
