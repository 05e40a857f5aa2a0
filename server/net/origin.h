// Which Host and Origin headers are ours. Both must match exactly, for sockets and for POST:
// against pages of others that reach for a trainer's session, and names that rebind to this
// machine.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "net/settings.h"

enum { ORIGINS_MAX = 64 };

// "scheme://host[:port]" each, the port left out where it is the scheme's own.
struct origins {
    const struct settings *settings; // borrowed
    uint16_t port;                   // that is listened on
    struct buf text;                 // of all of them
    struct {
        uint32_t start, len;
    } items[ORIGINS_MAX];
    uint32_t count;
};

void origins_init(struct origins *o, const struct settings *s, uint16_t port);
void origins_deinit(struct origins *o);

// localhost, the addresses that the interfaces have right now, public_url and `origins` of the
// settings. To be repeated: a laptop changes networks.
void origins_refresh(struct origins *o);

bool origins_allow(const struct origins *o, struct str origin);
bool origins_allow_host(const struct origins *o, struct str host);

// The address that people are told: public_url, else that of the first interface which another
// device can reach, else localhost. Appended to *out.
void origins_public_url(const struct settings *s, uint16_t port, struct buf *out);
