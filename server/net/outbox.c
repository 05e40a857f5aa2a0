// What waits for one slow reader.
#include "net/outbox.h"

#include <stdlib.h>

#include <libwebsockets.h>

#include "base/check.h"

void outbox_init(struct outbox *out) {
    list_init(&out->frames);
    out->bytes = 0;
}

void outbox_deinit(struct outbox *out) {
    for (struct frame *f = outbox_take(out); f; f = outbox_take(out))
        frame_free(f);
}

bool outbox_is_empty(const struct outbox *out) {
    return list_is_empty(&out->frames);
}

bool outbox_add(struct outbox *out, struct str text, uint32_t bytes_max) {
    if (text.len > bytes_max || out->bytes > bytes_max - text.len) return false;
    struct frame *f = malloc(sizeof *f + LWS_PRE + text.len);
    CHECK(f);
    char *at = (char *)(f + 1) + LWS_PRE;
    if (text.len) memcpy(at, text.ptr, text.len);
    f->text = (struct str){ at, text.len };
    list_push(&out->frames, &f->link);
    out->bytes += text.len;
    return true;
}

struct frame *outbox_take(struct outbox *out) {
    struct list *link = list_pop(&out->frames);
    if (!link) return NULL;
    struct frame *f = LIST_ENTRY(link, struct frame, link);
    out->bytes -= f->text.len;
    return f;
}

void frame_free(struct frame *frame) {
    free(frame);
}
