// A binary heap: each session's timer would be a uv timer otherwise, and net would have to know
// them.
#include "engine/due.h"

#include <stdlib.h>

#include "base/check.h"

// A place in the heap. When it is due stands here too: comparing then looks at no call, of which
// thousands would have to be fetched from memory.
struct due {
    ms at;
    struct call *call;
};

static void heap_set(struct engine *e, int at, struct due due) {
    e->heap[at] = due;
    due.call->heap = at;
}

static void heap_up(struct engine *e, int at) {
    struct due due = e->heap[at];
    for (; at > 0 && due.at < e->heap[(at - 1) / 2].at; at = (at - 1) / 2)
        heap_set(e, at, e->heap[(at - 1) / 2]);
    heap_set(e, at, due);
}

static void heap_down(struct engine *e, int at) {
    struct due due = e->heap[at];
    for (;;) {
        int child = 2 * at + 1;
        if (child >= e->heap_count) break;
        if (child + 1 < e->heap_count && e->heap[child + 1].at < e->heap[child].at) child++;
        if (e->heap[child].at >= due.at) break;
        heap_set(e, at, e->heap[child]);
        at = child;
    }
    heap_set(e, at, due);
}

// Where it belongs, from where it is.
static void heap_move(struct engine *e, struct call *call) {
    heap_up(e, call->heap);
    heap_down(e, call->heap);
}

static void heap_add(struct engine *e, struct call *call) {
    if (e->heap_count == e->heap_cap) {
        e->heap_cap = e->heap_cap ? e->heap_cap * 2 : 64;
        e->heap = realloc(e->heap, (size_t)e->heap_cap * sizeof(*e->heap));
        CHECK(e->heap != NULL);
    }
    heap_set(e, e->heap_count++, (struct due){ call->due, call });
    heap_up(e, call->heap);
}

void due_remove(struct call *call) {
    struct engine *e = call->room->engine;
    int at = call->heap;
    if (at < 0) return;
    call->heap = -1;
    struct due last = e->heap[--e->heap_count];
    if (last.call == call) return;
    heap_set(e, at, last);
    heap_move(e, last.call);
}

void due_update(struct call *call) {
    struct engine *e = call->room->engine;
    ms up = call->script ? session_deadline(&call->state, script_scenario(call->script)) : MS_NEVER;
    ms before = call->due;
    call->due = up == MS_NEVER ? MS_NEVER : call->anchor_now + (up - call->anchor_up);
    if (call->due == before && call->heap >= 0) return;
    if (call->due == MS_NEVER) {
        due_remove(call);
    } else if (call->heap < 0) {
        heap_add(e, call);
    } else {
        e->heap[call->heap].at = call->due;
        heap_move(e, call);
    }
}

struct call *due_first(const struct engine *e) {
    return e->heap_count > 0 ? e->heap[0].call : NULL;
}
