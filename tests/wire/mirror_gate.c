// The gate of mirror_server: lets everything in and sends each whole text back as it came, at once,
// through the product's own reassembly and sending. The linker takes it in place of net/gate.c, so
// the product has no switch for this and no trace of it.
#include "net/gate.h"

#include <libwebsockets.h>

#include "net/conn.h"

// By these words release.test.mjs tells a program with a mirror in it from one without, also where
// symbols are stripped.
__attribute__((used)) static const char mirror_mark[] = "mirror: every text is sent back";

// The product has nothing empty to say, and conns_send leaves it out.
static void mirror_nothing(struct conn *c) {
    unsigned char room[LWS_PRE];
    lws_write(c->wsi, room + LWS_PRE, 0, LWS_WRITE_TEXT);
}

bool gate_admit(struct conn *c, struct str message) {
    if (message.len == 0)
        mirror_nothing(c);
    else
        conns_send(c->home, c->id, message);
    return true;
}

bool gate_holds(const struct conn *c, struct str text) {
    (void)c, (void)text;
    return false;
}
