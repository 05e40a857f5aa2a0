// What an operator may set about the network floor; server/config.c reads it from one JSON file.
//
// Open data. Its texts are borrowed for as long as the loop lives, and end with a zero byte, since
// libwebsockets wants file names and addresses that way.
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "base/time.h"

enum { SETTINGS_LIST_MAX = 16 };

struct settings_list {
    uint32_t count;
    struct str items[SETTINGS_LIST_MAX];
};

// A bucket: `burst` at once, then `per_minute`.
struct settings_rate {
    int32_t burst;
    int32_t per_minute;
};

struct settings {
    uint16_t port;         // 0: any free one
    uint16_t metrics_port; // on 127.0.0.1, for Prometheus; 0: none
    struct str bind;       // an interface or address to listen on; empty: all
    struct str tls_cert;   // file names; both or none
    struct str tls_key;    //
    struct str public_url; // "https://coolhead.example.org"; empty: found from the interfaces

    struct settings_list origins;         // more "scheme://host[:port]" that pages may come from
    struct settings_list trusted_proxies; // addresses whose X-Forwarded-For counts

    ms ping_after_ms;            // silence after which a socket is pinged
    ms hang_up_ms;               // silence after which it is cut
    ms message_ms_max;           // how long one message may take to arrive
    int32_t request_seconds_max; // how long a request line and headers may take to arrive
    int32_t queue_bytes_max;     // what may wait for one slow reader
    int32_t rx_buffer_bytes;     // libwebsockets' receive buffer per socket

    struct settings_rate chat;   // lines of a conversation
    struct settings_rate typing; // typing and dial, which a finger makes
    struct settings_rate other;  // every other command
    ms muted_ms;                 // how long a flooding client is not listened to

    struct settings_rate failures_address; // failed joins and sign-ins, see failures.h
    struct settings_rate failures_all;
};

// The built-in defaults.
void settings_init(struct settings *s);
