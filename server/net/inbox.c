// One message on its way in. A message that comes in one piece, as nearly all do, is never copied.
#include "net/inbox.h"

#include "base/utf8.h"
#include "net/limits.h"

void inbox_init(struct inbox *in) {
    buf_init(&in->text);
    in->began = MS_NEVER;
    in->empty = 0;
    in->taken = 0;
}

void inbox_deinit(struct inbox *in) {
    buf_deinit(&in->text);
}

// libwebsockets would look too (VALIDATE_UTF8), but takes the bytes of a pong for some of the text
// around it, and may hang up before the client has read why.
static bool inbox_is_utf8(struct inbox *in, bool last) {
    if (in->text.len == 0) return true; // it may have no memory yet
    struct str rest = { in->text.ptr + in->taken, in->text.len - in->taken };
    bool right = utf8_take(&rest);
    in->taken = in->text.len - rest.len;
    return right && (!last || rest.len == 0);
}

enum inbox_state inbox_add(struct inbox *in, struct str piece, bool last, ms now,
                           struct str *message) {
    if (in->text.len + (size_t)piece.len > NET_MESSAGE_MAX) return INBOX_TOO_LONG;
    if (piece.len == 0 && ++in->empty > NET_EMPTY_PIECES_MAX) return INBOX_TOO_LONG;
    if (last && in->began == MS_NEVER) {
        *message = piece;
        return utf8_is_valid(piece) ? INBOX_WHOLE : INBOX_NOT_UTF8;
    }
    if (in->began == MS_NEVER) in->began = now;
    buf_append_str(&in->text, piece);
    if (!inbox_is_utf8(in, last)) return INBOX_NOT_UTF8;
    if (!last) return INBOX_PART;
    *message = buf_str(&in->text);
    return INBOX_WHOLE;
}

void inbox_reset(struct inbox *in) {
    buf_deinit(&in->text); // thousands of sockets are idle at any moment
    inbox_init(in);
}
