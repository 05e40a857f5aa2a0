// Sheets in memory, with their texts: the machine's state holds none.
#include "engine/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/past.h"
#include "engine/row.h"
#include "engine/submit.h"
#include "engine/watch.h"

static void paper_texts_free(struct paper *paper) {
    for (int i = 0; i < CRITERIA_MAX; i++)
        buf_deinit(&paper->comments[i]);
    for (int i = 0; i < 3; i++)
        buf_deinit(&paper->praise[i]);
    buf_deinit(&paper->advice);
    memset(paper->praise_moment, 0, sizeof paper->praise_moment);
}

void paper_free(struct paper *paper) {
    watch_detach_all(&paper->watches);
    paper_texts_free(paper);
    free(paper);
}

void paper_forget(struct paper *paper) {
    paper_texts_free(paper);
}

static void text_keep(struct buf *to, struct str text) {
    buf_reset(to);
    buf_append_str(to, text);
}

void paper_note(struct paper *paper, const struct sheet_event *event) {
    if (event->type == SHEET_EVENT_COMMENTED)
        text_keep(&paper->comments[event->commented.criterion], event->commented.text);
    if (event->type == SHEET_EVENT_ADVISED) text_keep(&paper->advice, event->advised.text);
    if (event->type == SHEET_EVENT_PRAISED) {
        text_keep(&paper->praise[event->praised.place - 1], event->praised.text);
        paper->praise_moment[event->praised.place - 1] = (uint32_t)event->praised.moment;
    }
}

static bool on_sheet_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct paper *paper = ctx;
    struct sheet_event event;
    struct row_json json;
    if (row_to_sheet(row, &event, &json) != OK) return false;
    sheet_fold(&paper->state, &event);
    paper_note(paper, &event);
    row_free(&json);
    return true;
}

// A sheet that nobody has begun is empty.
void paper_read(struct paper *paper) {
    sheet_init(&paper->state);
    paper_texts_free(paper);
    journal_read_stream(paper->room->engine->journal, paper->stream, 1, on_sheet_row, paper);
    paper->committed = paper->state.seq;
}

static struct paper *paper_new(struct room *room, uint64_t stream) {
    struct paper *paper = calloc(1, sizeof *paper);
    CHECK(paper != NULL);
    paper->room = room;
    paper->stream = stream;
    list_init(&paper->watches);
    return paper;
}

// What nobody may record is gone when the next briefs have gone out: from that turn on, though the
// journal forgets it with the commit.
static bool is_forgotten(const struct room *room, const struct opening *opening) {
    const struct class_state *c = &room->state;
    return !opening->recorded && id_round_of(opening->stream) < c->round &&
           c->phase != ROUND_PHASE_PROPOSED;
}

struct paper *paper_find(struct room *room, uint64_t stream) {
    struct paper *paper = map_get(&room->papers, stream);
    if (paper) return paper;
    struct opening opening;
    if (!past_opening(room, id_session_of(stream), &opening) || is_forgotten(room, &opening))
        return NULL;
    paper = paper_new(room, stream);
    paper->opening = opening;
    paper->memory_only = !opening.recorded;
    paper_read(paper);
    map_put(&room->papers, stream, paper);
    return paper;
}

static const enum sheet_kind kind_of[ROLE_COUNT] = { [ROLE_CSR] = SHEET_KIND_SELF,
                                                     [ROLE_CUSTOMER] = SHEET_KIND_CUSTOMER,
                                                     [ROLE_OBSERVER] = SHEET_KIND_OBSERVER,
                                                     [ROLE_TRAINER] = SHEET_KIND_TRAINER };

struct paper *paper_begin(struct room *room, uint64_t stream, enum role role) {
    struct paper *paper = paper_find(room, stream);
    if (!paper || paper->state.started) return paper;
    const struct opening *opening = &paper->opening;
    const struct edition *rubric =
        shelf_pinned(room->engine->shelf, LIBRARY_RUBRIC, str_from(opening->rubric));
    if (!rubric) return NULL;
    struct sheet_command open = { .type = SHEET_COMMAND_OPEN_SHEET,
                                  .meta = { .from = ROLE_ENGINE } };
    open.open_sheet.kind = kind_of[role];
    open.open_sheet.scorer = (int32_t)id_scorer_of(stream);
    open.open_sheet.rubric = str_from(opening->rubric);
    open.open_sheet.criteria = rubric->criteria;
    for (int i = 0; i < opening->focus_count; i++)
        open.open_sheet.focus.items[open.open_sheet.focus.count++] = opening->focus[i];
    const char *path = "";
    CHECK(submit_sheet(paper, &open, &path) == REFUSAL_NONE);
    return paper;
}
