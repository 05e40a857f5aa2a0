// Fuzzes how messages are put together from pieces: however a client or a network cuts the same
// bytes, the same is heard.
//
// The input: how many cuts (a byte), the places (two bytes each), then messages with a byte ff
// after each but the last.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/check.h"
#include "fuzz_lws.h"
#include "net/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CUTS_MAX = 32 };

static int by_place(const void *a, const void *b) {
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

static void message_send(struct conn *c, struct str message, const uint16_t *cuts, int count) {
    uint32_t from = 0;
    for (int i = 0; i < count; i++) {
        if (cuts[i] < from || cuts[i] > message.len) continue;
        conn_receive(c, (struct str){ message.ptr + from, cuts[i] - from }, false);
        from = cuts[i];
    }
    conn_receive(c, (struct str){ message.ptr + from, message.len - from }, true);
}

static struct str message_next(struct str *rest) {
    return str_cut(rest, (char)0xff);
}

static void conversation_have(struct lws *wsi, struct str text, const uint16_t *cuts, int count) {
    wsi->net = fake_net();
    struct net *net = wsi->net;
    struct conn *c = conn_open(&net->conns, wsi, 0, 0);
    for (int i = 0; i < 8 && text.len; i++)
        message_send(c, message_next(&text), cuts, count);
    fake_turn(net);
    if (c->state == CONN_OPEN) CHECK(c->inbox.text.len == 0 && c->inbox.began == MS_NEVER);
    while (c->state == CONN_OPEN && conn_write_one(c) && c->outbox.bytes > 0) {
    }
    conn_end(c, LWS_CLOSE_STATUS_NORMAL);
    conns_sweep_marked(&net->conns);
    conn_closed(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    uint16_t cuts[CUTS_MAX];
    size_t count = size ? data[0] % CUTS_MAX : 0;
    if (size < 1 + 2 * count) return 0;
    for (size_t i = 0; i < count; i++)
        cuts[i] = (uint16_t)(data[1 + 2 * i] << 8 | data[2 + 2 * i]);
    qsort(cuts, count, sizeof *cuts, by_place);
    struct str text = str_make((const char *)data + 1 + 2 * count, size - 1 - 2 * count);
    struct lws whole = { 0 }, cut = { 0 };
    conversation_have(&whole, text, NULL, 0);
    conversation_have(&cut, text, cuts, (int)count);
    CHECK(str_eq(buf_str(&whole.written), buf_str(&cut.written)));
    buf_deinit(&whole.written);
    buf_deinit(&cut.written);
    return 0;
}
