// Published pages.
#include "engine/page.h"

#include <string.h>

#include "base/log.h"
#include "engine/paper.h"
#include "engine/row.h"
#include "protocol/generated/shapes.h"
#include "store/people.h"

// A moment of the session: when it was, and what was said, if it was something said.
struct quote {
    ms play;
    struct buf text;
};

static bool on_quote_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct quote *quote = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    quote->play = event.meta.play_ms;
    if (event.type == SESSION_EVENT_SAID) buf_append_str(&quote->text, event.said.text);
    row_free(&json);
    return false; // the first row read is the one
}

// began: when the call did; times on a page count from there.
static void write_quote(struct buf *to, struct paper *paper, uint32_t seq, ms began) {
    struct quote quote = { 0 };
    if (seq != 0)
        journal_read_stream(paper->room->engine->journal, id_session_of(paper->stream), seq,
                            on_quote_row, &quote);
    buf_append_lit(to, "\"quote\":");
    buf_json_string(to, buf_str(&quote.text));
    buf_printf(to, ",\"play\":%lld", (long long)(quote.play > began ? quote.play - began : 0));
    buf_deinit(&quote.text);
}

static void write_strengths(struct buf *to, struct paper *paper, ms began) {
    bool any = false;
    buf_append_lit(to, ",\"strengths\":[");
    for (int i = 0; i < 3; i++) {
        if (paper->praise[i].len == 0) continue;
        buf_append_str(to, any ? STR(",{\"text\":") : STR("{\"text\":"));
        buf_json_string(to, buf_str(&paper->praise[i]));
        buf_append_char(to, ',');
        write_quote(to, paper, paper->praise_moment[i], began);
        buf_append_char(to, '}');
        any = true;
    }
    buf_append_lit(to, "],\"advice\":");
    buf_json_string(to, buf_str(&paper->advice));
}

// What another sheet of the same session says of a criterion; empty if it says nothing.
static const char *value_beside(struct paper *paper, uint16_t scorer, int criterion) {
    const struct paper *other =
        scorer ? paper_find(paper->room, id_sheet(id_session_of(paper->stream), scorer)) : NULL;
    if (!other || !other->state.submitted || !other->state.scored[criterion]) return "";
    return shape_enum_score.values[other->state.values[criterion]];
}

static void write_criterion(struct buf *to, struct paper *paper, const struct edition *rubric,
                            int i, ms began) {
    struct criterion criterion;
    if (!edition_criterion(rubric, i, str_from(paper->opening.doctrine), &criterion)) return;
    const struct sheet *s = &paper->state;
    enum score value = s->values[i];
    buf_append_lit(to, "{\"title\":");
    buf_json_string(to, criterion.title);
    buf_printf(to, ",\"value\":\"%s\",\"anchor\":", shape_enum_score.values[value]);
    buf_json_string(to, value == SCORE_NA ? (struct str){ 0 } : criterion.anchors[value - SCORE_1]);
    buf_append_lit(to, ",\"comment\":");
    buf_json_string(to, buf_str(&paper->comments[i]));
    buf_printf(to, ",\"self\":\"%s\",\"customer\":\"%s\",\"evidence\":[",
               value_beside(paper, paper->opening.csr, i),
               value_beside(paper, paper->opening.customer, i));
    for (int k = 0; k < s->evidence_count[i] && k < 8; k++) {
        buf_append_str(to, k ? STR(",{") : STR("{"));
        write_quote(to, paper, s->evidence[i][k], began);
        buf_append_char(to, '}');
    }
    buf_append_lit(to, "]}");
}

static void write_title(struct buf *to, const char *name, const struct edition *edition) {
    buf_printf(to, "\"%s\":", name);
    buf_json_string(to, edition ? edition->title : (struct str){ 0 });
}

// How long the call was: from its beginning to the minute back to oneself.
struct length {
    ms began, ended;
};

static bool on_length_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct length *length = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    if (event.type == SESSION_EVENT_PHASE_BEGAN && event.phase_began.phase == PHASE_CALL)
        length->began = event.meta.play_ms;
    else if (event.type == SESSION_EVENT_PHASE_BEGAN && length->began >= 0 && length->ended < 0)
        length->ended = event.meta.play_ms;
    row_free(&json);
    return length->ended < 0;
}

static struct length length_of(struct paper *paper) {
    struct length length = { .began = -1, .ended = -1 };
    journal_read_stream(paper->room->engine->journal, id_session_of(paper->stream), 1,
                        on_length_row, &length);
    return length;
}

static ms call_seconds(const struct length *length) {
    return length->ended < 0 ? 0 : (length->ended - length->began) / MS_SECOND;
}

void page_write(struct buf *to, struct paper *paper) {
    struct shelf *shelf = paper->room->engine->shelf;
    const struct opening *o = &paper->opening;
    const struct edition *scenario = shelf_pinned(shelf, LIBRARY_SCENARIO, str_from(o->scenario));
    const struct edition *rubric = shelf_pinned(shelf, LIBRARY_RUBRIC, str_from(o->rubric));
    struct length length = length_of(paper);
    buf_append_char(to, '{');
    write_title(to, "scenario", scenario);
    buf_append_char(to, ',');
    write_title(to, "doctrine", shelf_find(shelf, LIBRARY_DOCTRINE, str_from(o->doctrine)));
    buf_append_char(to, ',');
    write_title(to, "rubric", rubric);
    buf_printf(to, ",\"round\":%u,\"played\":%lld,\"seconds\":%lld,\"customer\":",
               id_round_of(paper->stream), (long long)o->wall_ms, (long long)call_seconds(&length));
    buf_json_string(to, scenario ? edition_customer(scenario) : (struct str){ 0 });
    write_strengths(to, paper, length.began);
    buf_append_lit(to, ",\"criteria\":[");
    bool any = false;
    for (int i = 0; rubric && i < rubric->criteria; i++) {
        if (!paper->state.scored[i]) continue;
        if (any) buf_append_char(to, ',');
        write_criterion(to, paper, rubric, i, length.began);
        any = true;
    }
    buf_append_lit(to, "]}");
}

// ── links ──

struct str page_secret(const struct paper *paper, char text[44]) {
    struct token token;
    struct store *store = paper->room->engine->store;
    if (!store) return (struct str){ 0 };
    people_link_token(store, paper->stream, &token);
    token_write(&token, text);
    return str_from(text);
}

static void on_linked(void *ctx, enum err err) {
    (void)ctx;
    if (err != OK && err != ERR_EXISTS) log_error("link_not_saved", "err", err_name(err));
}

void page_link(struct paper *paper) {
    struct token token;
    struct store *store = paper->room->engine->store;
    if (!store) return;
    people_link_token(store, paper->stream, &token);
    people_link_add(store, token_digest(&token), paper->stream, paper->opening.csr, on_linked,
                    NULL);
}

void page_write_links(struct buf *to, const struct room *room, uint16_t person) {
    uint32_t cursor = 0;
    bool any = false;
    const struct paper *paper;
    char secret[44];
    buf_append_char(to, '[');
    while ((paper = map_next(&room->papers, &cursor))) {
        if (paper->opening.csr != person || paper->state.kind != SHEET_KIND_TRAINER ||
            !paper->state.published)
            continue;
        const struct edition *scenario =
            shelf_pinned(room->engine->shelf, LIBRARY_SCENARIO, str_from(paper->opening.scenario));
        buf_printf(to, "%s{\"round\":%u,", any ? "," : "", id_round_of(paper->stream));
        write_title(to, "scenario", scenario);
        buf_append_lit(to, ",\"secret\":");
        buf_json_string(to, page_secret(paper, secret));
        buf_append_char(to, '}');
        any = true;
    }
    buf_append_char(to, ']');
}
