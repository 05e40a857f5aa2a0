// The client's files.
#include "net/assets.h"

#include <stdlib.h>

// The pages by the address that people see; everything else goes by its file name.
static const struct {
    const char *path;
    const char *file;
} pages[] = {
    { "/", "/index.html" },    { "/trainer", "/trainer.html" },     { "/review", "/review.html" },
    { "/page", "/page.html" }, { "/projector", "/projector.html" },
};

static int path_compare(struct str path, const char *other) {
    struct str o = str_from(other);
    uint32_t shorter = path.len < o.len ? path.len : o.len;
    int order = shorter ? memcmp(path.ptr, o.ptr, shorter) : 0;
    return order ? order : (path.len > o.len) - (path.len < o.len);
}

static const struct asset *file_find(struct str path) {
    size_t low = 0, high = assets_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = path_compare(path, assets[middle].path);
        if (order == 0) return &assets[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct asset *asset_find(struct str path) {
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (str_eq(path, str_from(pages[i].path))) return file_find(str_from(pages[i].file));
    }
    return file_find(path);
}

static struct str trim(struct str s) {
    while (s.len && s.ptr[0] == ' ')
        s = (struct str){ s.ptr + 1, s.len - 1 };
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

// "q=0", "q=0.0", "q=0.000": named, and not wanted.
static bool is_refused(struct str quality) {
    if (!str_starts_with(quality, STR("q=0"))) return false;
    for (uint32_t i = 3; i < quality.len; i++) {
        if (quality.ptr[i] != '.' && quality.ptr[i] != '0') return false;
    }
    return true;
}

static bool accepts(struct str accept, struct str coding) {
    while (accept.len) {
        struct str item = str_cut(&accept, ',');
        if (str_eq(trim(str_cut(&item, ';')), coding)) return !is_refused(trim(item));
    }
    return false;
}

enum asset_coding asset_choose(const struct asset *asset, struct str accept_encoding) {
    if (asset->brotli.len && accepts(accept_encoding, STR("br"))) return ASSET_BROTLI;
    if (asset->gzip.len && accepts(accept_encoding, STR("gzip"))) return ASSET_GZIP;
    return ASSET_RAW;
}
