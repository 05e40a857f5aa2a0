// Figures for Prometheus: one request, one answer, and the connection ends.
#include "net/metrics.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "engine/engine.h"

enum {
    CALLS_MAX = 4,      // a scraper and a person who looks
    REQUEST_MAX = 4096, // of which the first line counts
    PORT_BACKLOG = 4,
};

struct scrape {
    uv_tcp_t tcp;
    uv_write_t write;
    struct metrics *home;
    uint64_t id;
    struct buf bytes; // the request, then the answer
    bool answered;
};

void metrics_init(struct metrics *m, const struct turn *turn) {
    *m = (struct metrics){ .turn = turn, .next_id = 1 };
}

void metrics_deinit(struct metrics *m) {
    CHECK(m->calls.count == 0);
    map_deinit(&m->calls);
}

// ---- what is told

static void figure(struct buf *to, const char *name, const char *type, const char *help,
                   uint64_t value) {
    buf_printf(to, "# HELP coolhead_%s %s\n# TYPE coolhead_%s %s\ncoolhead_%s %llu\n", name, help,
               name, type, name, (unsigned long long)value);
}

static uint64_t resident_bytes(void) {
    size_t bytes = 0;
    return uv_resident_set_memory(&bytes) == 0 ? bytes : 0;
}

static void figures_write(struct buf *to, const struct engine *engine) {
    struct engine_health h = engine_health(engine);
    figure(to, "can_record", "gauge", "1 while recordings are kept, else 0.", h.can_record);
    figure(to, "classes", "gauge", "Classes in memory.", h.classes);
    figure(to, "sessions", "gauge", "Sessions in memory.", h.sessions);
    figure(to, "live_sessions", "gauge", "Sessions that are not over.", h.live_sessions);
    figure(to, "connections", "gauge", "WebSockets.", h.connections);
    figure(to, "events_total", "counter", "Events on disk since the start.", h.events);
    figure(to, "batches_total", "counter", "Transactions of events since the start.", h.batches);
    figure(to, "refused_total", "counter", "Commands that were refused.", h.refused);
    figure(to, "not_saved_total", "counter", "Commands that the disk did not take.", h.not_saved);
    figure(to, "commit_milliseconds", "gauge", "How long the last batch took to be on disk.",
           (uint64_t)h.commit_ms);
    figure(to, "resident_bytes", "gauge", "Memory of the process.", resident_bytes());
}

static void answer_write(struct buf *to, const struct engine *engine, bool known) {
    struct buf body = { 0 };
    if (known)
        figures_write(&body, engine);
    else
        buf_append_lit(&body, "Figures are at /metrics.\n");
    buf_printf(to,
               "HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
               "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
               "Content-Length: %u\r\nConnection: close\r\n\r\n",
               known ? "200 OK" : "404 Not Found", body.len);
    buf_append_str(to, buf_str(&body));
    buf_deinit(&body);
}

// ---- a call

static void on_closed(uv_handle_t *handle) {
    struct scrape *scrape = handle->data;
    buf_deinit(&scrape->bytes);
    free(scrape);
}

static void scrape_close(struct scrape *scrape) {
    if (map_remove(&scrape->home->calls, scrape->id))
        uv_close((uv_handle_t *)&scrape->tcp, on_closed);
}

static void on_written(uv_write_t *write, int status) {
    (void)status; // who has hung up doesn't want it any more
    scrape_close(write->data);
}

static void scrape_answer(struct scrape *scrape) {
    struct str rest = buf_str(&scrape->bytes), line = str_cut(&rest, '\n');
    static const char path[] = "GET /metrics HTTP/1.";
    bool known = line.len >= sizeof path && memcmp(line.ptr, path, sizeof path - 1) == 0;
    scrape->answered = true;
    uv_read_stop((uv_stream_t *)&scrape->tcp);
    buf_reset(&scrape->bytes);
    answer_write(&scrape->bytes, scrape->home->turn->engine, known);
    scrape->write.data = scrape;
    uv_buf_t bytes = uv_buf_init(scrape->bytes.ptr, scrape->bytes.len);
    if (uv_write(&scrape->write, (uv_stream_t *)&scrape->tcp, &bytes, 1, on_written))
        scrape_close(scrape);
}

static bool request_is_whole(struct str request) {
    return request.len >= 4 && memmem(request.ptr, request.len, "\r\n\r\n", 4);
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *room) {
    struct scrape *scrape = handle->data;
    (void)wanted;
    *room = uv_buf_init(buf_reserve(&scrape->bytes, REQUEST_MAX), REQUEST_MAX);
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *room) {
    struct scrape *scrape = stream->data;
    (void)room;
    if (size < 0 || scrape->bytes.len + size > REQUEST_MAX) {
        scrape_close(scrape);
        return;
    }
    scrape->bytes.len += (uint32_t)size;
    if (request_is_whole(buf_str(&scrape->bytes))) scrape_answer(scrape);
}

static struct scrape *oldest(const struct metrics *m) {
    uint32_t cursor = 0;
    struct scrape *first = NULL;
    for (struct scrape *each; (each = map_next(&m->calls, &cursor));)
        if (!first || each->id < first->id) first = each;
    return first;
}

// A scraper that stalls is cut when others come; it is on this machine.
static void on_call(uv_stream_t *server, int status) {
    struct metrics *m = server->data;
    if (status < 0) return;
    if (m->calls.count >= CALLS_MAX) scrape_close(oldest(m));
    struct scrape *scrape = calloc(1, sizeof *scrape);
    CHECK(scrape);
    scrape->home = m;
    scrape->id = m->next_id++;
    uv_tcp_init(server->loop, &scrape->tcp);
    scrape->tcp.data = scrape;
    map_put(&m->calls, scrape->id, scrape);
    if (uv_accept(server, (uv_stream_t *)&scrape->tcp) ||
        uv_read_start((uv_stream_t *)&scrape->tcp, on_room, on_read))
        scrape_close(scrape);
}

enum err metrics_open(struct metrics *m, uv_loop_t *loop, uint16_t port) {
    struct sockaddr_in address;
    CHECK(uv_ip4_addr("127.0.0.1", port, &address) == 0);
    uv_tcp_init(loop, &m->server);
    m->server.data = m;
    m->open = true;
    int err = uv_tcp_bind(&m->server, (const struct sockaddr *)&address, 0);
    err = err ? err : uv_listen((uv_stream_t *)&m->server, PORT_BACKLOG, on_call);
    if (err) metrics_close(m);
    return !err ? OK : err == UV_EADDRINUSE ? ERR_EXISTS : ERR_IO;
}

void metrics_close(struct metrics *m) {
    for (struct scrape *each = oldest(m); each; each = oldest(m))
        scrape_close(each);
    if (m->open) uv_close((uv_handle_t *)&m->server, NULL);
    m->open = false;
}
