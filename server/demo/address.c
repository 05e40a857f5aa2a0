// getaddrinfo may ask a name server and then blocks; the demo and the tests name 127.0.0.1.
#include "demo/address.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"

static bool part_copy(char *to, size_t room, struct str part) {
    if (part.len == 0 || part.len >= room || memchr(part.ptr, 0, part.len)) return false;
    memcpy(to, part.ptr, part.len);
    to[part.len] = 0;
    return true;
}

static bool port_copy(char to[6], struct str port) {
    int64_t number;
    return str_to_i64(port, &number) && number > 0 && number < 65536 && part_copy(to, 6, port);
}

bool address_parse(struct address *a, const char *url) {
    static const char scheme[] = "ws://";
    if (strncmp(url, scheme, sizeof scheme - 1) != 0) return false;
    const char *authority = url + sizeof scheme - 1;
    const char *path = strchrnul(authority, '/');
    struct str rest = str_make(authority, (size_t)(path - authority));
    struct str host = str_cut(&rest, ':');
    return part_copy(a->host, sizeof a->host, host) &&
           port_copy(a->port, rest.len ? rest : STR("80")) &&
           part_copy(a->path, sizeof a->path, str_from(*path ? path : "/"));
}

// Short messages that wait for an answer: they must not wait for each other.
static void socket_hasten(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int info_connect(const struct addrinfo *info) {
    int fd = socket(info->ai_family, info->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                    info->ai_protocol);
    if (fd < 0) return -1;
    socket_hasten(fd);
    if (connect(fd, info->ai_addr, info->ai_addrlen) == 0 || errno == EINPROGRESS) return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

int address_connect(const struct address *a) {
    struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM }, *found = NULL;
    if (getaddrinfo(a->host, a->port, &hints, &found) != 0) {
        errno = EHOSTUNREACH;
        return -1;
    }
    int fd = info_connect(found);
    freeaddrinfo(found);
    return fd;
}
