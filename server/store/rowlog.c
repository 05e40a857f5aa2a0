// Rows in memory. A stream's rows and their bytes live in one arena and go with it.
#include "store/rowlog.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/check.h"
#include "base/id.h"

struct rowlog_stream {
    uint64_t id;
    struct arena arena;       // bytes of the rows
    struct journal_row *rows; // rows[seq - 1]
    uint32_t count, cap;
};

static void stream_free(struct rowlog_stream *s) {
    arena_deinit(&s->arena);
    free(s->rows);
    free(s);
}

void rowlog_deinit(struct rowlog *log) {
    uint32_t cursor = 0;
    for (struct rowlog_stream *s; (s = map_next(&log->streams, &cursor));) {
        stream_free(s);
    }
    map_deinit(&log->streams);
}

uint32_t rowlog_last_seq(const struct rowlog *log, uint64_t stream) {
    const struct rowlog_stream *s = map_get(&log->streams, stream);
    return s ? s->count : 0;
}

// The seq before rows[i] in its stream: in an earlier row of the same unit, or in the log.
static uint32_t seq_before(const struct rowlog *log, const struct journal_row *rows, uint32_t i) {
    for (uint32_t j = i; j-- > 0;) {
        if (rows[j].stream == rows[i].stream) return rows[j].seq;
    }
    return rowlog_last_seq(log, rows[i].stream);
}

bool rowlog_fits(const struct rowlog *log, const struct journal_row *rows, uint32_t count,
                 bool memory_only) {
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i].memory_only != memory_only) continue;
        if (rows[i].seq != seq_before(log, rows, i) + 1 || rows[i].seq > ROWLOG_ROWS_MAX)
            return false;
    }
    return true;
}

static struct rowlog_stream *stream_of(struct rowlog *log, uint64_t id) {
    struct rowlog_stream *s = map_get(&log->streams, id);
    if (s) return s;
    s = calloc(1, sizeof(*s));
    CHECK(s);
    s->id = id;
    map_put(&log->streams, id, s);
    return s;
}

static struct journal_row *stream_room(struct rowlog_stream *s) {
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 64;
        s->rows = reallocarray(s->rows, s->cap, sizeof(*s->rows));
        CHECK(s->rows);
    }
    return &s->rows[s->count++];
}

void rowlog_append(struct rowlog *log, const struct journal_row *row) {
    struct rowlog_stream *s = stream_of(log, row->stream);
    CHECK(row->seq == s->count + 1);
    struct journal_row *kept = stream_room(s);
    *kept = *row;
    kept->type = arena_copy(&s->arena, str_from(row->type)).ptr;
    kept->facts = arena_copy(&s->arena, row->facts);
    kept->texts = arena_copy(&s->arena, row->texts);
}

enum err rowlog_read(const struct rowlog *log, uint64_t stream, uint32_t from_seq,
                     journal_on_row on_row, void *ctx) {
    const struct rowlog_stream *s = map_get(&log->streams, stream);
    if (!s) return ERR_NOT_FOUND;
    for (uint32_t i = from_seq > 1 ? from_seq - 1 : 0; i < s->count; i++) {
        const struct journal_row *row = &s->rows[i];
        if (!on_row(ctx, row, row->texts.len ? TEXT_PRESENT : TEXT_NONE)) break;
    }
    return OK;
}

static int by_id(const void *a, const void *b) {
    uint64_t x = (*(struct rowlog_stream *const *)a)->id;
    uint64_t y = (*(struct rowlog_stream *const *)b)->id;
    return x < y ? -1 : x > y;
}

void rowlog_list(const struct rowlog *log, uint32_t class_id, journal_on_stream on_stream,
                 void *ctx) {
    if (log->streams.count == 0) return;
    struct rowlog_stream **found = calloc(log->streams.count, sizeof(struct rowlog_stream *));
    CHECK(found);
    uint32_t count = 0, cursor = 0;
    for (struct rowlog_stream *s; (s = map_next(&log->streams, &cursor));) {
        if (id_class_of(s->id) == class_id) found[count++] = s;
    }
    qsort(found, count, sizeof(*found), by_id);
    for (uint32_t i = 0; i < count; i++) {
        on_stream(ctx, found[i]->id, found[i]->count, found[i]->rows[0].memory_only);
    }
    free(found);
}

void rowlog_forget(struct rowlog *log, uint64_t stream) {
    struct rowlog_stream *s = map_remove(&log->streams, stream);
    if (s) stream_free(s);
}

// One at a time: the map must not change under its walk, and this happens once in a story.
void rowlog_forget_memory_only(struct rowlog *log) {
    for (bool again = true; again;) {
        again = false;
        uint32_t cursor = 0;
        for (struct rowlog_stream *s; (s = map_next(&log->streams, &cursor));) {
            if (!s->rows[0].memory_only) continue;
            rowlog_forget(log, s->id);
            again = true;
            break;
        }
    }
}
