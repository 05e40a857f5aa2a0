// What can wait while there is more to do.
#include "engine/held.h"

#include <stdlib.h>

#include "base/check.h"

struct buf *held_of(struct engine *e, struct client *client) {
    e->held_now = true;
    if (client->held) return &client->held->text;
    struct held *held = calloc(1, sizeof *held);
    CHECK(held != NULL);
    held->client = client;
    held->since = e->now;
    list_push(&e->held, &held->in_held);
    client->held = held;
    return &held->text;
}

bool held_is_full(const struct client *client) {
    return client->held && client->held->text.len + client->out_bytes > HELD_BYTES;
}

void held_take(struct client *client, struct buf *to) {
    if (!client->held) return;
    buf_append_str(to, buf_str(&client->held->text));
    held_drop(client);
}

void held_drop(struct client *client) {
    struct held *held = client->held;
    if (!held) return;
    client->held = NULL;
    list_remove(&held->in_held);
    buf_deinit(&held->text);
    free(held);
}

static struct held *held_first(const struct engine *e) {
    return list_is_empty(&e->held) ? NULL : LIST_ENTRY(e->held.next, struct held, in_held);
}

// Nothing of this turn and nothing on its way: what was published last has called forth no more.
static bool is_at_rest(const struct engine *e) {
    return !e->held_now && !e->in_flight && !e->batches[e->staging].any;
}

struct client *held_next(struct engine *e) {
    struct held *held = held_first(e);
    if (!held) return NULL;
    return is_at_rest(e) || e->now >= held->since + HELD_MS ? held->client : NULL;
}

ms held_due(const struct engine *e) {
    const struct held *held = held_first(e);
    if (!held) return MS_NEVER;
    return e->in_flight ? held->since + HELD_MS : e->now;
}
