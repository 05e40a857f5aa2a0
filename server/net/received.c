// How many bytes a socket has ever received. In a file of its own, since linux/tcp.h, which alone
// knows this field, can't be included beside netinet/tcp.h.
#include "net/received.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

uint64_t received_of(int fd) {
    struct tcp_info info = { 0 };
    socklen_t size = sizeof info;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size)) return 0;
    return info.tcpi_bytes_received;
}
