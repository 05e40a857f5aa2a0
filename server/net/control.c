// The control socket.
#include "net/control.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

enum {
    CALLS_MAX = 8,   // people at a shell
    CALL_MAX = 2048, // a name and a password, escaped
};

struct call {
    uv_pipe_t pipe;
    uv_write_t write;
    struct control *home;
    uint64_t id;
    struct buf line; // then the answer
    bool asked;      // the line is complete
};

void control_init(struct control *c) {
    *c = (struct control){ .next_id = 1 };
}

void control_deinit(struct control *c) {
    CHECK(c->calls.count == 0);
    map_deinit(&c->calls);
}

static void on_call_closed(uv_handle_t *handle) {
    struct call *call = handle->data;
    buf_deinit(&call->line);
    free(call);
}

static void call_close(struct call *call) {
    if (map_remove(&call->home->calls, call->id))
        uv_close((uv_handle_t *)&call->pipe, on_call_closed);
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *room) {
    struct call *call = handle->data;
    (void)wanted;
    *room = uv_buf_init(buf_reserve(&call->line, CALL_MAX), CALL_MAX);
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *room) {
    struct call *call = stream->data;
    (void)room;
    if (size < 0 || call->line.len + size > CALL_MAX) {
        call_close(call);
        return;
    }
    call->line.len += (uint32_t)size;
    struct str rest = buf_str(&call->line);
    struct str line = str_cut(&rest, '\n');
    if (call->asked || line.len == call->line.len) return;
    call->asked = true;
    uv_read_stop(stream);
    call->home->on_line(call->home->ctx, call->id, line);
}

static void on_call(uv_stream_t *server, int status) {
    struct control *c = server->data;
    if (status < 0) return;
    struct call *call = calloc(1, sizeof *call);
    CHECK(call);
    call->home = c;
    call->id = c->next_id++;
    uv_pipe_init(server->loop, &call->pipe, 0);
    call->pipe.data = call;
    map_put(&c->calls, call->id, call);
    if (uv_accept(server, (uv_stream_t *)&call->pipe) || c->calls.count > CALLS_MAX ||
        uv_read_start((uv_stream_t *)&call->pipe, on_room, on_read))
        call_close(call);
}

enum err control_open(struct control *c, uv_loop_t *loop, const char *path, control_on_line on_line,
                      void *ctx) {
    c->on_line = on_line;
    c->ctx = ctx;
    unlink(path);
    uv_pipe_init(loop, &c->server, 0);
    c->server.data = c;
    c->open = true;
    int err = uv_pipe_bind(&c->server, path);
    err = err ? err : chmod(path, 0600);
    err = err ? err : uv_listen((uv_stream_t *)&c->server, CALLS_MAX, on_call);
    if (err) control_close(c);
    return err ? ERR_IO : OK;
}

static void on_written(uv_write_t *write, int status) {
    (void)status; // who has hung up doesn't want it any more
    call_close(write->data);
}

void control_answer(struct control *c, uint64_t id, struct str line) {
    struct call *call = map_get(&c->calls, id);
    if (!call) return;
    buf_reset(&call->line);
    buf_append_str(&call->line, line);
    buf_append_char(&call->line, '\n');
    call->write.data = call;
    uv_buf_t bytes = uv_buf_init(call->line.ptr, call->line.len);
    if (uv_write(&call->write, (uv_stream_t *)&call->pipe, &bytes, 1, on_written)) call_close(call);
}

static struct call *any_call(const struct control *c) {
    uint32_t cursor = 0;
    return map_next(&c->calls, &cursor);
}

void control_close(struct control *c) {
    for (struct call *call = any_call(c); call; call = any_call(c))
        call_close(call);
    if (c->open) uv_close((uv_handle_t *)&c->server, NULL);
    c->open = false;
}
