// The head of a frame is judged as soon as it is complete, before its payload has come.
#include "demo/ws_frame.h"

#include "base/utf8.h"

enum { FIN = 0x80, RESERVED = 0x70, OPCODE = 0x0f, MASKED = 0x80, LENGTH = 0x7f };
enum { LENGTH_16 = 126, LENGTH_64 = 127 };

// ---- writing

static void length_write(struct buf *out, uint32_t len) {
    int bytes = len < LENGTH_16 ? 0 : len < 65536 ? 2 : 8;
    buf_append_char(out, (char)(MASKED | (bytes == 0   ? (int)len
                                          : bytes == 2 ? LENGTH_16
                                                       : LENGTH_64)));
    for (int i = bytes - 1; i >= 0; i--)
        buf_append_char(out, (char)((uint64_t)len >> 8 * i & 0xff));
}

void ws_frame_write(struct buf *out, enum ws_opcode opcode, struct str payload,
                    const uint8_t key[4]) {
    buf_append_char(out, (char)(FIN | opcode));
    length_write(out, payload.len);
    buf_append(out, key, 4);
    char *to = buf_reserve(out, payload.len);
    for (uint32_t i = 0; i < payload.len; i++)
        to[i] = (char)(payload.ptr[i] ^ key[i % 4]);
    out->len += payload.len;
}

// ---- reading

void ws_reader_deinit(struct ws_reader *r) {
    buf_deinit(&r->in);
    buf_deinit(&r->message);
}

// What has been read moves out of the way here, not with each frame: one copy a read at most.
char *ws_reader_room(struct ws_reader *r, size_t more) {
    if (r->taken > 0) {
        memmove(r->in.ptr, r->in.ptr + r->taken, r->in.len - r->taken);
        r->in.len -= r->taken;
        r->taken = 0;
    }
    return buf_reserve(&r->in, more);
}

void ws_reader_came(struct ws_reader *r, size_t bytes) {
    r->in.len += (uint32_t)bytes;
}

static enum ws_got fault(struct ws_reader *r, const char *why) {
    r->why = why;
    return WS_FAULT;
}

struct head {
    enum ws_opcode opcode;
    bool fin;
    uint32_t size; // of the head itself
    uint64_t length;
};

static uint64_t number_read(const uint8_t *p, int bytes) {
    uint64_t number = 0;
    for (int i = 0; i < bytes; i++)
        number = number << 8 | p[i];
    return number;
}

// False: not all of it is here yet.
static bool head_read(struct head *head, const uint8_t *p, uint32_t len) {
    if (len < 2) return false;
    int short_length = p[1] & LENGTH;
    int more = short_length == LENGTH_16 ? 2 : short_length == LENGTH_64 ? 8 : 0;
    *head = (struct head){ .opcode = (enum ws_opcode)(p[0] & OPCODE),
                           .fin = (p[0] & FIN) != 0,
                           .size = 2 + (uint32_t)more };
    if (len < head->size) return false;
    head->length = more ? number_read(p + 2, more) : (uint64_t)short_length;
    return true;
}

static bool opcode_is_control(enum ws_opcode opcode) {
    return opcode >= WS_OPCODE_CLOSE;
}

// The fault of a frame whose head is complete; NULL: there is none.
static const char *head_fault(const struct ws_reader *r, const struct head *head,
                              const uint8_t *p) {
    if (p[0] & RESERVED) return "a reserved bit is set";
    if (p[1] & MASKED) return "a server's frame is masked";
    if (head->size == 4 && head->length < LENGTH_16) return "a length isn't in its shortest form";
    if (head->size == 10 && head->length < 65536) return "a length isn't in its shortest form";
    switch (head->opcode) {
    case WS_OPCODE_MORE: return r->open ? NULL : "a message goes on that never began";
    case WS_OPCODE_TEXT: return r->open ? "a message begins inside another" : NULL;
    case WS_OPCODE_BINARY: return "a binary message";
    case WS_OPCODE_CLOSE:
    case WS_OPCODE_PING:
    case WS_OPCODE_PONG:
        if (!head->fin) return "a control frame in fragments";
        return head->length > WS_CONTROL_MAX ? "a control frame that is too long" : NULL;
    }
    return "an unknown opcode";
}

static enum ws_got control_read(struct ws_reader *r, enum ws_opcode opcode, struct str payload) {
    if (opcode == WS_OPCODE_PING) return WS_PING;
    if (opcode == WS_OPCODE_PONG) return WS_PONG;
    if (payload.len == 1) return fault(r, "half a close code");
    return WS_CLOSE;
}

static enum ws_got message_end(struct ws_reader *r, struct str message, struct str *payload) {
    r->open = false;
    *payload = message;
    return utf8_is_valid(message) ? WS_TEXT : fault(r, "a text that isn't UTF-8");
}

// A message in one frame is handed on where it lies; fragments are put together.
static enum ws_got data_read(struct ws_reader *r, const struct head *head, struct str *payload) {
    struct str part = *payload;
    if (!r->open && head->fin) return message_end(r, part, payload);
    if (!r->open) buf_reset(&r->message);
    r->open = true;
    buf_append_str(&r->message, part);
    return head->fin ? message_end(r, buf_str(&r->message), payload) : WS_NOTHING;
}

// WS_NOTHING with *moved: a fragment was taken, there may be more behind it.
static enum ws_got frame_next(struct ws_reader *r, struct str *payload, bool *moved) {
    struct head head;
    const uint8_t *p = (const uint8_t *)r->in.ptr + r->taken;
    uint32_t len = r->in.len - r->taken;
    *moved = false;
    if (!head_read(&head, p, len)) return WS_NOTHING;
    const char *why = head_fault(r, &head, p);
    if (why) return fault(r, why);
    if (head.length + (r->open ? r->message.len : 0) > WS_MESSAGE_MAX)
        return fault(r, "a message that is too long");
    if (len - head.size < head.length) return WS_NOTHING;
    *payload = str_make((const char *)p + head.size, (size_t)head.length);
    r->taken += head.size + (uint32_t)head.length;
    *moved = true;
    if (opcode_is_control(head.opcode)) return control_read(r, head.opcode, *payload);
    return data_read(r, &head, payload);
}

enum ws_got ws_reader_next(struct ws_reader *r, struct str *payload) {
    bool moved = true;
    enum ws_got got = r->why ? WS_FAULT : WS_NOTHING;
    while (got == WS_NOTHING && moved)
        got = frame_next(r, payload, &moved);
    return got;
}

uint16_t ws_close_code(struct str payload) {
    enum { NO_STATUS = 1005 };
    if (payload.len < 2) return NO_STATUS;
    return (uint16_t)number_read((const uint8_t *)payload.ptr, 2);
}
