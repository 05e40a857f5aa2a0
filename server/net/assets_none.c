// Stands in for the client where the server is built without it (-DCOOLHEAD_CLIENT=OFF): one page
// that says so.
#include "net/assets.h"

const struct asset assets[] = {
    { .path = "/index.html",
      .type = "text/html; charset=utf-8",
      .etag = "\"none\"",
      .raw = STR("<!doctype html><title>Coolhead</title><p>This server was built without its pages "
                 "(COOLHEAD_CLIENT=OFF).</p>\n") },
};
const size_t assets_count = sizeof assets / sizeof assets[0];
