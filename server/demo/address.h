// Where a server is: "ws://127.0.0.1:8080/ws" taken apart.
#pragma once

#include <stdbool.h>

struct address {
    char host[64]; // a name or an IPv4 address
    char port[6];  // decimal
    char path[64]; // begins with '/'
};

// False when `url` is anything but ws://HOST[:PORT][/PATH], or too long. No TLS: these programs
// run beside the server that they talk to.
bool address_parse(struct address *a, const char *url);

// A connected socket on its way: non-blocking, the handshake of TCP may still be going on. -1 with
// errno set.
int address_connect(const struct address *a);
