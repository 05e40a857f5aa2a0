// The client, embedded in the binary by embed_assets.mjs: every file of client-web/dist raw,
// gzipped and in brotli. No path is ever opened for a request.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct asset {
    const char *path; // "/assets/index-4f3a.js"
    const char *type; // its Content-Type
    const char *etag; // with its quotes; of the raw bytes
    bool immutable;   // its name carries a hash of its content
    struct str raw;
    struct str gzip;   // empty where it would save nothing
    struct str brotli; //
};

// Written by the build; in alphabetical order of path.
extern const struct asset assets[];
extern const size_t assets_count;

// The file that a request path means: "/" is index.html, "/trainer" is trainer.html. NULL if there
// is none.
const struct asset *asset_find(struct str path);

enum asset_coding { ASSET_RAW, ASSET_GZIP, ASSET_BROTLI };

// The smallest form that an Accept-Encoding header takes.
enum asset_coding asset_choose(const struct asset *asset, struct str accept_encoding);
