// Frames of RFC 6455 as a client writes and reads them. Pure: bytes in, messages out; the socket
// is websocket.c's.
//
// The reader trusts no server: what the RFC forbids ends the connection (WS_FAULT), and a message
// has a largest size. Control frames may come between the fragments of a message.
#pragma once

#include <stdint.h>

#include "base/str.h"

enum ws_opcode {
    WS_OPCODE_MORE = 0,
    WS_OPCODE_TEXT = 1,
    WS_OPCODE_BINARY = 2,
    WS_OPCODE_CLOSE = 8,
    WS_OPCODE_PING = 9,
    WS_OPCODE_PONG = 10,
};

enum {
    WS_CONTROL_MAX = 125, // of a control frame's payload, by the RFC
    // The server's longest message is a page of catch-up of 64 KiB; a room of 320 people is less.
    WS_MESSAGE_MAX = 1024 * 1024,
};

// Appends one whole frame, masked with `key` as a client's must be.
void ws_frame_write(struct buf *out, enum ws_opcode opcode, struct str payload,
                    const uint8_t key[4]);

enum ws_got {
    WS_NOTHING, // more bytes are needed
    WS_TEXT,    // a whole message
    WS_PING,
    WS_PONG,
    WS_CLOSE,
    WS_FAULT, // the server broke the protocol: the reader is of no more use
};

// A zeroed struct is ready to use.
struct ws_reader {
    struct buf in;      // bytes as they came
    uint32_t taken;     // of `in`
    struct buf message; // the fragments so far
    bool open;          // a message has begun and not ended
    const char *why;    // of WS_FAULT: a short reason; static
};

void ws_reader_deinit(struct ws_reader *r);

// Room for `more` bytes from the socket; count them in with ws_reader_came.
char *ws_reader_room(struct ws_reader *r, size_t more);
void ws_reader_came(struct ws_reader *r, size_t bytes);

// The next message or control frame. *payload is borrowed until the next call on the reader.
enum ws_got ws_reader_next(struct ws_reader *r, struct str *payload);

// The status code at the front of a close frame's payload; 1005 when it has none.
uint16_t ws_close_code(struct str payload);
