// Which Host and Origin headers are ours.
#include "net/origin.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>

#include "net/limits.h"

void origins_init(struct origins *o, const struct settings *s, uint16_t port) {
    *o = (struct origins){ .settings = s, .port = port };
    origins_refresh(o);
}

void origins_deinit(struct origins *o) {
    buf_deinit(&o->text);
}

static const char *scheme_of(const struct settings *s) {
    return s->tls_cert.len ? "https" : "http";
}

static bool is_default_port(const struct settings *s, uint16_t port) {
    return port == (s->tls_cert.len ? 443 : 80);
}

static void origins_add(struct origins *o, struct str origin) {
    if (o->count == ORIGINS_MAX) return; // a machine with more addresses names them in the settings
    o->items[o->count].start = o->text.len;
    o->items[o->count].len = origin.len;
    o->count++;
    buf_append_str(&o->text, origin);
}

static struct str origin_print(char room[NET_ORIGIN_MAX], const struct settings *s,
                               const char *host, uint16_t port) {
    int len = is_default_port(s, port)
                  ? snprintf(room, NET_ORIGIN_MAX, "%s://%s", scheme_of(s), host)
                  : snprintf(room, NET_ORIGIN_MAX, "%s://%s:%u", scheme_of(s), host, port);
    return str_make(room, (size_t)len);
}

static void origins_add_host(struct origins *o, const char *host) {
    char room[NET_ORIGIN_MAX];
    origins_add(o, origin_print(room, o->settings, host, o->port));
}

// Fills `host` as a URL writes it; false for what no browser can name (other families, link-local
// IPv6 with its zone).
static bool host_of(const struct sockaddr *address, char host[NET_ADDRESS_MAX + 2]) {
    char text[NET_ADDRESS_MAX];
    if (!address) return false;
    if (address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, text,
                  sizeof text);
        snprintf(host, NET_ADDRESS_MAX + 2, "%s", text);
        return true;
    }
    if (address->sa_family != AF_INET6) return false;
    const struct in6_addr *v6 = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (IN6_IS_ADDR_LINKLOCAL(v6)) return false;
    inet_ntop(AF_INET6, v6, text, sizeof text);
    snprintf(host, NET_ADDRESS_MAX + 2, "[%s]", text);
    return true;
}

static void origins_add_interfaces(struct origins *o) {
    struct ifaddrs *list = NULL;
    if (getifaddrs(&list)) return; // then localhost and the settings must do
    for (struct ifaddrs *i = list; i; i = i->ifa_next) {
        char host[NET_ADDRESS_MAX + 2];
        if (host_of(i->ifa_addr, host)) origins_add_host(o, host);
    }
    freeifaddrs(list);
}

void origins_refresh(struct origins *o) {
    buf_reset(&o->text);
    o->count = 0;
    if (o->settings->public_url.len) origins_add(o, o->settings->public_url);
    for (uint32_t i = 0; i < o->settings->origins.count; i++)
        origins_add(o, o->settings->origins.items[i]);
    origins_add_host(o, "localhost");
    origins_add_interfaces(o);
}

static struct str origin_at(const struct origins *o, uint32_t i) {
    return (struct str){ o->text.ptr + o->items[i].start, o->items[i].len };
}

bool origins_allow(const struct origins *o, struct str origin) {
    for (uint32_t i = 0; i < o->count; i++) {
        if (str_eq(origin_at(o, i), origin)) return true;
    }
    return false;
}

// "http://host:port" → "host:port"
static struct str host_part(struct str origin) {
    str_cut(&origin, '/');
    str_cut(&origin, '/');
    return origin;
}

bool origins_allow_host(const struct origins *o, struct str host) {
    for (uint32_t i = 0; i < o->count; i++) {
        if (str_eq(host_part(origin_at(o, i)), host)) return true;
    }
    return false;
}

// The first IPv4 address that isn't the machine's own: phones in class rooms have IPv4.
static bool reachable_host(char host[NET_ADDRESS_MAX + 2]) {
    struct ifaddrs *list = NULL;
    if (getifaddrs(&list)) return false;
    bool found = false;
    for (struct ifaddrs *i = list; i && !found; i = i->ifa_next) {
        bool usable = (i->ifa_flags & IFF_UP) && !(i->ifa_flags & IFF_LOOPBACK);
        if (usable && i->ifa_addr && i->ifa_addr->sa_family == AF_INET)
            found = host_of(i->ifa_addr, host);
    }
    freeifaddrs(list);
    return found;
}

void origins_public_url(const struct settings *s, uint16_t port, struct buf *out) {
    char host[NET_ADDRESS_MAX + 2], room[NET_ORIGIN_MAX];
    const char *name = s->bind.len ? s->bind.ptr : reachable_host(host) ? host : "localhost";
    buf_append_str(out, s->public_url.len ? s->public_url : origin_print(room, s, name, port));
}
