// The loop: one thread on which sockets, the engine and the end of each turn meet. The only header
// of this folder that main needs, beside settings.h.
//
//   loop_new → loop_listen → (the engine is opened with loop_sink) → loop_run → (closed) →
//   loop_free
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "engine/engine.h"
#include "net/control.h"
#include "net/settings.h"

struct contract;
struct loop;

// Copies the settings; their texts and the contract are borrowed until loop_free.
struct loop *loop_new(const struct settings *settings, const struct contract *contract);
void loop_free(struct loop *loop);

// Takes the port. Nothing is accepted before loop_run. ERR_EXISTS: the port is taken. ERR_IO: it,
// or a certificate, can't be used; the log says why.
enum err loop_listen(struct loop *loop);
uint16_t loop_port(const struct loop *loop); // really listened on

// The address that people are told, such as "http://192.168.1.20:8080"; appended.
void loop_public_url(const struct loop *loop, struct buf *out);

// How the engine reaches the sockets.
struct engine_sink loop_sink(struct loop *loop);

// Figures for Prometheus (metrics.h), if the settings name a port. ERR_EXISTS, ERR_IO.
enum err loop_listen_metrics(struct loop *loop);

// Listens on a control socket (control.h) at `path`; before loop_run.
enum err loop_control(struct loop *loop, const char *path, control_on_line on_line, void *ctx);
void loop_control_answer(struct loop *loop, uint64_t call, struct str line);

// Serves until SIGTERM or SIGINT; then every client has been told and every batch is on disk.
// ERR_IO: the loop couldn't be set up.
enum err loop_run(struct loop *loop, struct engine *engine);
