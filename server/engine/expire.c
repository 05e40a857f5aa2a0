// Retention. One thing at a time, in the store's own slices; a class in memory whose rows are gone
// is given up at its next unit, which the store answers with "stale".
#include "engine/expire.h"

#include "base/log.h"
#include "store/erase.h"

enum { EXPIRE_EVERY_MS = 60 * 60 * 1000 }; // days are promised; an hour more or less is nothing

static void on_expired(void *ctx, enum err err, const struct erase_result *result) {
    struct engine *e = ctx;
    e->expiring = false;
    if (err == OK) {
        log_info("expired", "stream", LOG_NUM(result->stream), "events", LOG_NUM(result->events));
        return; // the next turn asks for more
    }
    if (err != ERR_NOT_FOUND) log_warn("expire_failed", "err", err_name(err));
    e->expire_at = e->now + EXPIRE_EVERY_MS;
}

void expire_sweep(struct engine *e) {
    if (!e->store || e->expiring || e->now < e->expire_at || !journal_is_well(e->journal)) return;
    e->expiring = true;
    erase_expired(e->store, e->wall, on_expired, e);
}
