// Request headers.
#include "net/headers.h"

#include <stdio.h>

#include "net/limits.h"
#include "net/settings.h"

enum header_state header_read(struct lws *wsi, enum lws_token_indexes token, char *room,
                              size_t size, struct str *value) {
    *value = (struct str){ 0 };
    int length = lws_hdr_total_length(wsi, token);
    if (length <= 0) return HEADER_ABSENT;
    if ((size_t)length >= size) return HEADER_TOO_LONG;
    // Parts of a repeated header are joined with a comma each, which the length doesn't count.
    int copied = lws_hdr_copy(wsi, room, (int)size, token);
    if (copied < 0) return HEADER_TOO_LONG;
    *value = str_from(room);
    return HEADER_PRESENT;
}

static struct str trim(struct str s) {
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t')) {
        s.ptr++;
        s.len--;
    }
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
        s.len--;
    return s;
}

bool header_list_has(struct str list, struct str item) {
    while (list.len) {
        if (str_eq(trim(str_cut(&list, ',')), item)) return true;
    }
    return false;
}

struct str cookie_find(struct str cookies, struct str name) {
    while (cookies.len) {
        struct str value = trim(str_cut(&cookies, ';'));
        if (str_eq(str_cut(&value, '='), name)) return value;
    }
    return (struct str){ 0 };
}

static bool is_trusted(const struct settings *s, const char *address) {
    for (uint32_t i = 0; i < s->trusted_proxies.count; i++) {
        if (str_eq(s->trusted_proxies.items[i], str_from(address))) return true;
    }
    return false;
}

// "::ffff:192.0.2.1" is how a socket for both families names an IPv4 peer.
static void address_unmap(char *address) {
    static const char mapped[] = "::ffff:";
    size_t skip = sizeof mapped - 1;
    if (strncmp(address, mapped, skip) == 0)
        memmove(address, address + skip, strlen(address + skip) + 1);
}

void address_read(struct lws *wsi, const struct settings *s, char *address, size_t size) {
    lws_get_peer_simple(wsi, address, size);
    address_unmap(address);
    if (!is_trusted(s, address)) return;
    char room[256];
    struct str list, last = { 0 };
    if (header_read(wsi, WSI_TOKEN_X_FORWARDED_FOR, room, sizeof room, &list) != HEADER_PRESENT)
        return;
    while (list.len)
        last = trim(str_cut(&list, ','));
    // The last entry is the one that our proxy added; those before it are anybody's claim.
    if (last.len && last.len < size) snprintf(address, size, "%.*s", STR_ARG(last));
}
