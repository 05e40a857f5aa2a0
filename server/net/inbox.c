// One message on its way in. A message that comes in one piece, as nearly all do, is never copied.
#include "net/inbox.h"

#include "net/limits.h"

void inbox_init(struct inbox *in) {
    buf_init(&in->text);
    in->began = MS_NEVER;
    in->empty = 0;
}

void inbox_deinit(struct inbox *in) {
    buf_deinit(&in->text);
}

enum inbox_state inbox_add(struct inbox *in, struct str piece, bool last, ms now,
                           struct str *message) {
    if (in->text.len + (size_t)piece.len > NET_MESSAGE_MAX) return INBOX_TOO_LONG;
    if (piece.len == 0 && ++in->empty > NET_EMPTY_PIECES_MAX) return INBOX_TOO_LONG;
    if (last && in->began == MS_NEVER) {
        *message = piece;
        return INBOX_WHOLE;
    }
    if (in->began == MS_NEVER) in->began = now;
    buf_append_str(&in->text, piece);
    if (!last) return INBOX_PART;
    *message = buf_str(&in->text);
    return INBOX_WHOLE;
}

void inbox_reset(struct inbox *in) {
    buf_deinit(&in->text); // thousands of sockets are idle at any moment
    inbox_init(in);
}
