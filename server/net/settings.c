// The defaults of the network floor.
#include "net/settings.h"

#include "net/limits.h"

void settings_init(struct settings *s) {
    *s = (struct settings){
        .port = 8080,
        // A phone that sleeps misses a ping or two; 30 s is what its partner waits before grace
        // starts.
        .ping_after_ms = 20 * MS_SECOND,
        .hang_up_ms = 30 * MS_SECOND,
        .message_ms_max = 10 * MS_SECOND,
        .request_seconds_max = 10, // a phone on bad Wi-Fi needs two or three
        // Four pages of catch-up; whoever is further behind is better off resuming.
        .queue_bytes_max = 256 * 1024,
        .rx_buffer_bytes = NET_RX_BUFFER,
        .chat = { .burst = 20, .per_minute = 300 },
        .typing = { .burst = 40, .per_minute = 600 },
        .other = { .burst = 60, .per_minute = 1200 },
        .muted_ms = 10 * MS_SECOND,
        .failures_address = { .burst = 10, .per_minute = 10 },
        .failures_all = { .burst = 60, .per_minute = 60 },
    };
}
