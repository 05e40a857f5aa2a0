// The loop.
//
// A turn ends in uv_prepare, the last thing before the loop blocks, after sockets and timers; with
// uv_check, what a timer staged waited for the next wake-up (docs/decisions/0001).
//
// Stopping goes in three steps, each entered at the end of a turn: the engine tells everybody and
// gets its last batch on disk; sockets are closed; libwebsockets and our handles are.
#include "net/loop.h"

#include <signal.h>
#include <stdlib.h>

#include <uv.h>

#include "base/check.h"
#include "base/log.h"
#include "net/limits.h"
#include "net/listen.h"
#include "net/metrics.h"
#include "net/net.h"

enum stage { SERVING, SAVING, CLOSING, CLOSED };

struct loop {
    struct net net;
    struct listener listener;
    struct control control;
    struct metrics metrics;
    uv_loop_t uv;
    uv_prepare_t end_of_turn;
    uv_timer_t deadline; // the engine's next
    uv_timer_t second;   // the sweep
    uv_poll_t committed; // the engine's fd
    uv_signal_t term, interrupt;
    ms deadline_set; // what `deadline` is started for; MS_NEVER: it isn't
    uint64_t seconds;
    enum stage stage;
    ms stage_ends; // the next stage is entered then, ready or not
};

struct loop *loop_new(const struct settings *settings, const struct contract *contract) {
    struct loop *l = calloc(1, sizeof *l);
    CHECK(l);
    CHECK(uv_loop_init(&l->uv) == 0);
    ms now = time_monotonic();
    l->deadline_set = MS_NEVER;
    l->net.settings = *settings;
    failures_init(&l->net.failures, &l->net.settings, now);
    conns_init(&l->net.conns, &l->net.settings, contract, &l->net.turn, &l->net.failures);
    http_init(&l->net.http);
    listener_init(&l->listener);
    control_init(&l->control);
    metrics_init(&l->metrics, &l->net.turn);
    return l;
}

enum err loop_listen(struct loop *l) {
    enum err err = listener_open(&l->listener, &l->uv, &l->net, &l->net.settings);
    if (err) return err;
    origins_init(&l->net.origins, &l->net.settings, l->listener.acceptor.port);
    return OK;
}

enum err loop_listen_metrics(struct loop *l) {
    uint16_t port = l->net.settings.metrics_port;
    return port ? metrics_open(&l->metrics, &l->uv, port) : OK;
}

uint16_t loop_port(const struct loop *l) {
    return l->listener.acceptor.port;
}

void loop_public_url(const struct loop *l, struct buf *out) {
    origins_public_url(&l->net.settings, l->listener.acceptor.port, out);
}

struct engine_sink loop_sink(struct loop *l) {
    return (struct engine_sink){
        .ctx = &l->net.conns, .send = conns_send, .wrong_code = conns_wrong_code, .end = conns_end
    };
}

enum err loop_control(struct loop *l, const char *path, control_on_line on_line, void *ctx) {
    return control_open(&l->control, &l->uv, path, on_line, ctx);
}

void loop_control_answer(struct loop *l, uint64_t call, struct str line) {
    control_answer(&l->control, call, line);
}

// Handles that were closed, and those that libwebsockets closes, need turns of the loop to go.
static void loop_run_down(struct loop *l) {
    listener_begin_close(&l->listener);
    control_close(&l->control);
    metrics_close(&l->metrics);
    uv_run(&l->uv, UV_RUN_DEFAULT);
    listener_close(&l->listener);
}

void loop_free(struct loop *l) {
    if (l->stage != CLOSED) loop_run_down(l);
    int busy = uv_loop_close(&l->uv);
    if (busy) log_error("loop_not_empty", "uv", uv_strerror(busy));
    control_deinit(&l->control);
    metrics_deinit(&l->metrics);
    http_deinit(&l->net.http);
    conns_deinit(&l->net.conns);
    failures_deinit(&l->net.failures);
    origins_deinit(&l->net.origins);
    free(l);
}

// ---- the end of a turn

static void on_deadline(uv_timer_t *timer) {
    struct loop *l = timer->data;
    l->deadline_set = MS_NEVER;
    turn_begin(&l->net.turn);
}

static void loop_set_deadline(struct loop *l) {
    ms due = engine_next_deadline(l->net.turn.engine);
    if (due == l->deadline_set) return;
    l->deadline_set = due;
    if (due == MS_NEVER) {
        uv_timer_stop(&l->deadline);
        return;
    }
    ms wait = due - time_monotonic();
    uv_timer_start(&l->deadline, on_deadline, wait > 0 ? (uint64_t)wait : 0, 0);
}

static void on_handle_closed(uv_handle_t *handle) {
    (void)handle; // it lies in struct loop
}

static void loop_close_handles(struct loop *l) {
    uv_handle_t *handles[] = { (uv_handle_t *)&l->end_of_turn, (uv_handle_t *)&l->deadline,
                               (uv_handle_t *)&l->second,      (uv_handle_t *)&l->committed,
                               (uv_handle_t *)&l->term,        (uv_handle_t *)&l->interrupt };
    for (size_t i = 0; i < sizeof handles / sizeof handles[0]; i++)
        uv_close(handles[i], on_handle_closed);
}

static void loop_enter(struct loop *l, enum stage stage) {
    l->stage = stage;
    l->stage_ends = time_monotonic() + NET_STOPPING_MAX;
    if (stage == SAVING) engine_stop(l->net.turn.engine);
    if (stage == CLOSING) conns_end_all(&l->net.conns);
    if (stage == CLOSED) {
        listener_begin_close(&l->listener);
        control_close(&l->control);
        metrics_close(&l->metrics);
        loop_close_handles(l);
    }
}

static bool stage_is_over(const struct loop *l) {
    switch (l->stage) {
    case SAVING: return engine_is_idle(l->net.turn.engine);
    case CLOSING: return conns_is_empty(&l->net.conns) && engine_is_idle(l->net.turn.engine);
    default: return false;
    }
}

static bool stage_is_late(const struct loop *l) {
    bool waits = l->stage == SAVING || l->stage == CLOSING;
    if (!waits || time_monotonic() < l->stage_ends) return false;
    // What the writer has can't be taken back: the engine ends when it has come back, however slow
    // the disk.
    if (l->stage == CLOSING && engine_is_saving(l->net.turn.engine)) return false;
    log_warn("stopping_took_too_long", "stage", l->stage == SAVING ? "saving" : "closing");
    return true;
}

static void loop_end_turn(struct loop *l) {
    conns_sweep_marked(&l->net.conns);
    turn_end(&l->net.turn);
}

static void on_end_of_turn(uv_prepare_t *prepare) {
    struct loop *l = prepare->data;
    acceptor_let_in(&l->listener.acceptor);
    loop_end_turn(l);
    while (stage_is_over(l) || stage_is_late(l)) {
        loop_enter(l, l->stage + 1);
        loop_end_turn(l);
    }
    if (l->stage != CLOSED) loop_set_deadline(l);
}

// ---- what wakes it

static void on_committed(uv_poll_t *poll, int status, int events) {
    struct loop *l = poll->data;
    (void)events;
    if (status < 0) log_error("engine_fd", "uv", uv_strerror(status));
    turn_begin(&l->net.turn);
    engine_drain(l->net.turn.engine);
}

static void loop_release_failures(struct loop *l) {
    struct guesser who;
    while (failures_next(&l->net.failures, l->net.turn.now, &who)) {
        if (who.request)
            http_release(&l->net, who.id);
        else
            conns_release(&l->net.conns, who.id);
    }
}

static void on_second(uv_timer_t *timer) {
    struct loop *l = timer->data;
    turn_begin(&l->net.turn);
    conns_sweep(&l->net.conns);
    acceptor_resume(&l->listener.acceptor);
    loop_release_failures(l);
    if (++l->seconds % 10 != 0) return;
    failures_sweep(&l->net.failures, l->net.turn.now);
    origins_refresh(&l->net.origins);
}

static void on_signal(uv_signal_t *signal, int number) {
    struct loop *l = signal->data;
    log_info("stopping", "signal", LOG_NUM(number));
    if (l->stage != SERVING) {
        l->stage_ends = 0; // asked twice: don't wait
        return;
    }
    l->net.stopping = true;
    listener_shut(&l->listener);
    turn_begin(&l->net.turn);
    loop_enter(l, SAVING);
}

// ---- start

static int loop_start(struct loop *l) {
    uv_prepare_init(&l->uv, &l->end_of_turn);
    uv_timer_init(&l->uv, &l->deadline);
    uv_timer_init(&l->uv, &l->second);
    uv_signal_init(&l->uv, &l->term);
    uv_signal_init(&l->uv, &l->interrupt);
    int err = uv_poll_init(&l->uv, &l->committed, engine_fd(l->net.turn.engine));
    l->end_of_turn.data = l->deadline.data = l->second.data = l->committed.data = l;
    l->term.data = l->interrupt.data = l;
    err = err ? err : uv_prepare_start(&l->end_of_turn, on_end_of_turn);
    err = err ? err : uv_timer_start(&l->second, on_second, 1000, 1000);
    err = err ? err : uv_poll_start(&l->committed, UV_READABLE, on_committed);
    err = err ? err : uv_signal_start(&l->term, on_signal, SIGTERM);
    return err ? err : uv_signal_start(&l->interrupt, on_signal, SIGINT);
}

enum err loop_run(struct loop *l, struct engine *engine) {
    l->net.turn.engine = engine;
    signal(SIGPIPE, SIG_IGN);
    int err = loop_start(l);
    if (err) {
        log_error("loop", "uv", uv_strerror(err));
        loop_enter(l, CLOSED);
    }
    if (!err) log_info("listening", "port", LOG_NUM(l->listener.acceptor.port));
    uv_run(&l->uv, UV_RUN_DEFAULT);
    listener_close(&l->listener);
    return err ? ERR_IO : OK;
}
