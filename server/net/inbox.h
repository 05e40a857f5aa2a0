// One message on its way in: the pieces that libwebsockets hands over, put together.
//
// A 120-byte message can come in two callbacks, and a client may cut one into as many frames as it
// likes. Memory is held only between the first piece and the last.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/time.h"

struct inbox {
    struct buf text; // what has come so far of the message; owned
    ms began;        // when its first piece came; MS_NEVER while there is none
    int32_t empty;   // its pieces that held nothing
    uint32_t taken;  // bytes of `text` that are known to be UTF-8
};

enum inbox_state {
    INBOX_PART,     // more to come
    INBOX_WHOLE,    // *message is complete
    INBOX_TOO_LONG, // or in too many pieces of nothing
    INBOX_NOT_UTF8, // said at the first piece that can't be; no more of it may be added
};

void inbox_init(struct inbox *in);
void inbox_deinit(struct inbox *in);

// Takes the next piece; `last` says that it ends the message. With INBOX_WHOLE, *message is
// borrowed until inbox_reset, which must follow.
enum inbox_state inbox_add(struct inbox *in, struct str piece, bool last, ms now,
                           struct str *message);
void inbox_reset(struct inbox *in);
