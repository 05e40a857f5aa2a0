// What waits for one slow reader: a bounded queue of frames, each one whole message.
//
// Frames are written straight to the socket as long as it takes them; only what it doesn't take is
// copied here. So memory is spent on stalled sockets alone, and no frame outlives its commit
// elsewhere (docs/decisions/0001).
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"
#include "base/str.h"

struct frame {
    struct list link;
    struct str text; // lies behind the struct; the bytes before it are libwebsockets' to overwrite
};

struct outbox {
    struct list frames; // oldest first
    uint32_t bytes;     // of all frames
};

void outbox_init(struct outbox *out);
void outbox_deinit(struct outbox *out);

bool outbox_is_empty(const struct outbox *out);

// Copies the text. False, and nothing kept, when the queue would hold more than bytes_max.
bool outbox_add(struct outbox *out, struct str text, uint32_t bytes_max);

// The oldest frame, given to the caller, who frees it; NULL when there is none.
struct frame *outbox_take(struct outbox *out);
void frame_free(struct frame *frame);
