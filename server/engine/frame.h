// Messages to clients, written as JSON fragments. A WebSocket message is an array of them.
#pragma once

#include "engine/state.h"

struct shape;

// Parts of JSON objects: ,"name": and ,"name":"text" and so on; and a boolean's word.
void frame_name(struct buf *to, const char *name);
void frame_text(struct buf *to, const char *name, struct str text);
void frame_number(struct buf *to, const char *name, int64_t value);
void frame_truth(struct buf *to, const char *name, bool value);
const char *frame_bool(bool value);

// In two halves, for events of which several roles see the same: where it stands, and what it is.
void frame_event_place(struct buf *to, uint64_t stream, uint32_t n);
void frame_event_seen(struct buf *to, const struct event_meta *meta, const struct shape *shape,
                      const void *event, uint32_t see);
void frame_event(struct buf *to, uint64_t stream, uint32_t n, const struct event_meta *meta,
                 const struct shape *shape, const void *event, uint32_t see);
void frame_caught_up(struct buf *to, uint64_t stream, uint32_t n, enum role role, ms play, ms up,
                     bool running);
void frame_accepted(struct buf *to, uint32_t id);
// retry_s: when to try again; 0: not said.
void frame_refused(struct buf *to, uint32_t id, enum refusal code, struct str path, struct str text,
                   uint32_t retry_s);
void frame_notice(struct buf *to, const char *code, struct str text);
