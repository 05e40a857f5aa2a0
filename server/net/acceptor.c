#include "net/acceptor.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "net/limits.h"

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static socklen_t address_size(const union address *address) {
    return address->any.sa_family == AF_INET6 ? sizeof address->v6 : sizeof address->v4;
}

// ---- where

static bool address_parse(const char *text, union address *out) {
    *out = (union address){ .v4 = { .sin_family = AF_INET } };
    if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) return true;
    *out = (union address){ .v6 = { .sin6_family = AF_INET6 } };
    return inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1;
}

// An interface's IPv4 address, or its IPv6 address if it has no other.
static bool address_of_interface(const char *name, union address *out) {
    struct ifaddrs *all;
    bool found = false;
    if (getifaddrs(&all)) return false;
    for (const struct ifaddrs *each = all; each; each = each->ifa_next) {
        int family = each->ifa_addr ? each->ifa_addr->sa_family : AF_UNSPEC;
        bool fits = family == AF_INET || (family == AF_INET6 && !found);
        if (!fits || strcmp(each->ifa_name, name) != 0) continue;
        found = true;
        if (family == AF_INET) {
            memcpy(&out->v4, each->ifa_addr, sizeof out->v4);
            break;
        }
        memcpy(&out->v6, each->ifa_addr, sizeof out->v6);
    }
    freeifaddrs(all);
    return found;
}

static bool address_find(struct str at, union address *out) {
    if (at.len) return address_parse(at.ptr, out) || address_of_interface(at.ptr, out);
    *out = (union address){ .v6 = { .sin6_family = AF_INET6 } };
    return true;
}

// ---- listening

static int listen_at(const union address *address) {
    int on = 1, off = 0;
    int fd = socket(address->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, &address->any, address_size(address)) == 0 && listen(fd, SOMAXCONN) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static enum err err_of_errno(void) {
    if (errno == EADDRINUSE) return ERR_EXISTS;
    if (errno == EADDRNOTAVAIL) return ERR_NOT_FOUND;
    log_error("listen_failed", "errno", strerror(errno));
    return ERR_IO;
}

enum err acceptor_open(struct acceptor *a, struct str at, uint16_t port) {
    union address address;
    *a = (struct acceptor){ .fd = -1 };
    if (!address_find(at, &address)) return ERR_NOT_FOUND;
    address.v4.sin_port = htons(port); // where IPv6 has it too
    a->fd = listen_at(&address);
    if (a->fd < 0 && at.len == 0 && errno != EADDRINUSE) { // a machine without IPv6
        address = (union address){ .v4 = { .sin_family = AF_INET, .sin_port = htons(port) } };
        a->fd = listen_at(&address);
    }
    if (a->fd < 0) return err_of_errno();
    socklen_t size = sizeof address;
    if (getsockname(a->fd, &address.any, &size)) return ERR_IO;
    a->port = ntohs(address.v4.sin_port);
    a->is_ipv6 = address.any.sa_family == AF_INET6;
    return OK;
}

// ---- accepting

// Errors of the one who came, who is gone with them: accept(2), "Error handling".
static bool error_is_theirs(int error) {
    switch (error) {
    case ECONNABORTED:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETDOWN:
    case ENETUNREACH:
    case ENONET:
    case ENOPROTOOPT:
    case EOPNOTSUPP:
    case EPROTO: return true;
    default: return false;
    }
}

// Whether it is worth trying once more before the next turn.
static bool accept_failed(struct acceptor *a) {
    if (errno == EINTR || error_is_theirs(errno)) return true;
    if (errno == EAGAIN) return false;
    log_warn("accept_failed", "errno", strerror(errno));
    a->has_to_wait = true; // the socket stays readable, and the loop would spin
    uv_poll_stop(&a->poll);
    return false;
}

static void accepted(const struct acceptor *a, int fd) {
    int on = 1;
    if (fd >= a->descriptors) {
        close(fd);
        return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    lws_adopt_socket_vhost(a->vhost, fd); // which closes it where it can't
}

static void on_ready(uv_poll_t *poll, int status, int events) {
    (void)status, (void)events; // accept4 says what is wrong
    ((struct acceptor *)poll->data)->somebody_waits = true;
}

void acceptor_let_in(struct acceptor *a) {
    if (!a->somebody_waits || a->fd < 0) return;
    a->somebody_waits = false; // or the next poll says so again
    for (int i = 0; i < NET_ACCEPTS_A_TURN; i++) {
        int fd = accept4(a->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0)
            accepted(a, fd);
        else if (!accept_failed(a))
            return;
    }
}

enum err acceptor_start(struct acceptor *a, uv_loop_t *loop, struct lws_vhost *vhost,
                        int descriptors) {
    a->vhost = vhost;
    a->descriptors = descriptors;
    if (uv_poll_init(loop, &a->poll, a->fd)) return ERR_IO;
    a->poll.data = a;
    a->is_started = true;
    return uv_poll_start(&a->poll, UV_READABLE, on_ready) ? ERR_IO : OK;
}

void acceptor_resume(struct acceptor *a) {
    if (!a->has_to_wait || a->fd < 0) return;
    a->has_to_wait = false;
    uv_poll_start(&a->poll, UV_READABLE, on_ready);
}

void acceptor_close(struct acceptor *a) {
    if (a->is_started) uv_close((uv_handle_t *)&a->poll, NULL); // it lies in struct loop
    a->is_started = false;
    if (a->fd >= 0) close(a->fd);
    a->fd = -1;
}
