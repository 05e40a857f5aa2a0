// What nobody may record leaves memory with its round.
#include "engine/forget.h"

#include "engine/batch.h"
#include "engine/paper.h"

enum {
    FORGOTTEN_MAX = PAIRS_MAX * (1 + 2 + OBSERVERS_MAX)
}; // a round's sessions with their sheets

struct forgetting {
    struct engine *engine;
    uint32_t keep_round; // 0: none
    uint64_t streams[FORGOTTEN_MAX];
    int count;
};

static void on_forgettable(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    (void)last_seq;
    struct forgetting *f = ctx;
    if (memory_only && id_round_of(stream) != f->keep_round && f->count < FORGOTTEN_MAX)
        f->streams[f->count++] = stream;
}

static void forgetting_fill(struct forgetting *f, struct room *room, uint32_t keep_round) {
    *f = (struct forgetting){ .engine = room->engine, .keep_round = keep_round };
    journal_list_streams(room->engine->journal, room->id, on_forgettable, f);
}

static void on_forget(void *ctx, bool saved) {
    struct forgetting *f = ctx;
    for (int i = 0; saved && i < f->count; i++)
        journal_forget_stream(f->engine->journal, f->streams[i]);
}

// At once: nobody will read the room again.
void forget_all(struct room *room) {
    struct forgetting all;
    forgetting_fill(&all, room, 0);
    on_forget(&all, true);
}

static void papers_forget(struct room *room, uint32_t keep_round) {
    uint32_t cursor = 0;
    struct paper *paper;
    while ((paper = map_next(&room->papers, &cursor))) {
        if (!paper->memory_only || id_round_of(paper->stream) == keep_round) continue;
        map_remove(&room->papers, paper->stream);
        paper_free(paper);
        cursor = 0;
    }
}

// With the commit: until then their last events may be on their way.
void forget_unrecorded(struct room *room, uint32_t keep_round) {
    struct arena *arena = &engine_staging(room->engine)->arena;
    struct forgetting *f = ARENA_NEW(arena, struct forgetting, 1);
    papers_forget(room, keep_round);
    forgetting_fill(f, room, keep_round);
    stage_call(room->engine, room, on_forget, f);
}
