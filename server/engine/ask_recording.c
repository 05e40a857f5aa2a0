// Recordings as a trainer reviews them.
//
// The events are those that a watcher of role trainer would get: the same fold, the same view.
// Other people's sheets stay blind as long as they are blind in the session.
#include "engine/ask_recording.h"

#include <stdlib.h>

#include "base/check.h"
#include "engine/frame.h"
#include "engine/load.h"
#include "engine/page.h"
#include "engine/paper.h"
#include "engine/past.h"
#include "engine/person.h"
#include "engine/row.h"
#include "protocol/generated/shapes.h"
#include "store/read.h"

enum { STATUS_OK = 200, SHEETS_OF_SESSION = 32 };

static void write_named(struct buf *to, const struct room *room, uint16_t person) {
    buf_printf(to, "{\"person\":%u,\"name\":", person);
    buf_json_string(to, str_from(person_name(room, person)));
    buf_append_char(to, '}');
}

static bool is_live(const struct room *room, uint64_t session) {
    const struct call *call = map_get(&room->calls, session);
    return call && call->state.opened && call->state.phase != PHASE_OVER;
}

static bool is_blind(const struct room *room, uint64_t session) {
    const struct call *call = map_get(&room->calls, session);
    return is_live(room, session) && !call->state.sheets_opened;
}

static const char *state_of(const struct sheet *s) {
    return s->published ? "published" : s->submitted ? "submitted" : "started";
}

// ── the sheets of a session ──

struct sheets {
    struct room *room;
    uint64_t session;
    uint64_t streams[SHEETS_OF_SESSION];
    int count;
};

static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    (void)last_seq;
    (void)memory_only;
    struct sheets *sheets = ctx;
    if (id_kind(stream) != STREAM_SHEET || id_session_of(stream) != sheets->session ||
        sheets->count == SHEETS_OF_SESSION)
        return;
    if (is_blind(sheets->room, sheets->session) && id_scorer_of(stream) < PERSON_TRAINER) return;
    sheets->streams[sheets->count++] = stream;
}

static struct sheets sheets_of(struct room *room, uint64_t session) {
    struct sheets sheets = { .room = room, .session = session };
    journal_list_streams(room->engine->journal, room->id, on_stream, &sheets);
    return sheets;
}

static void write_evidence(struct buf *to, struct paper *paper, int criterion) {
    const struct sheet *s = &paper->state;
    buf_append_lit(to, ",\"evidence\":[");
    for (int i = 0; i < s->evidence_count[criterion]; i++)
        buf_printf(to, "%s%u", i ? "," : "",
                   past_moment_n(paper->room, id_session_of(paper->stream), ROLE_TRAINER,
                                 s->evidence[criterion][i]));
    buf_append_char(to, ']');
}

static void write_scores(struct buf *to, struct paper *paper) {
    const struct sheet *s = &paper->state;
    bool any = false;
    buf_append_lit(to, ",\"scores\":[");
    for (int i = 0; i < s->criteria; i++) {
        if (!s->scored[i] && s->evidence_count[i] == 0 && paper->comments[i].len == 0) continue;
        buf_printf(to, "%s{\"criterion\":%d,\"value\":\"%s\"", any ? "," : "", i,
                   s->scored[i] ? shape_enum_score.values[s->values[i]] : "");
        write_evidence(to, paper, i);
        buf_append_lit(to, ",\"comment\":");
        buf_json_string(to, buf_str(&paper->comments[i]));
        buf_append_char(to, '}');
        any = true;
    }
    buf_append_char(to, ']');
}

static void write_praise(struct buf *to, struct paper *paper) {
    bool any = false;
    buf_append_lit(to, ",\"praise\":[");
    for (int i = 0; i < 3; i++) {
        if (paper->praise[i].len == 0) continue;
        uint32_t n = past_moment_n(paper->room, id_session_of(paper->stream), ROLE_TRAINER,
                                   paper->praise_moment[i]);
        buf_printf(to, "%s{\"place\":%d,\"moment\":%u,\"text\":", any ? "," : "", i + 1, n);
        buf_json_string(to, buf_str(&paper->praise[i]));
        buf_append_char(to, '}');
        any = true;
    }
    buf_append_lit(to, "],\"advice\":");
    buf_json_string(to, buf_str(&paper->advice));
}

static void write_sheet(struct buf *to, struct paper *paper) {
    char secret[44];
    buf_printf(to, "{\"scorer\":%u,\"name\":", paper->state.scorer);
    buf_json_string(to, str_from(person_name(paper->room, paper->state.scorer)));
    buf_printf(to, ",\"kind\":\"%s\",\"state\":\"%s\"",
               shape_enum_sheet_kind.values[paper->state.kind], state_of(&paper->state));
    write_scores(to, paper);
    write_praise(to, paper);
    buf_append_lit(to, ",\"secret\":");
    buf_json_string(to, paper->state.published ? page_secret(paper, secret) : (struct str){ 0 });
    buf_append_char(to, '}');
}

static void write_sheets(struct buf *to, struct room *room, uint64_t session, bool whole) {
    struct sheets sheets = sheets_of(room, session);
    bool any = false;
    buf_append_lit(to, ",\"sheets\":[");
    for (int i = 0; i < sheets.count; i++) {
        struct paper *paper = paper_find(room, sheets.streams[i]);
        if (!paper || !paper->state.started) continue;
        if (any) buf_append_char(to, ',');
        any = true;
        if (whole)
            write_sheet(to, paper);
        else
            buf_printf(to, "{\"scorer\":%u,\"kind\":\"%s\",\"state\":\"%s\"}", paper->state.scorer,
                       shape_enum_sheet_kind.values[paper->state.kind], state_of(&paper->state));
    }
    buf_append_char(to, ']');
}

// ── the list of a class ──

struct listing {
    struct asking *asking;
    uint32_t class_id;
};

static void write_entry(struct buf *to, struct room *room, const struct read_stream *entry) {
    struct opening o;
    if (!past_opening(room, entry->stream, &o)) o = (struct opening){ 0 };
    const struct edition *scenario =
        shelf_pinned(room->engine->shelf, LIBRARY_SCENARIO, str_from(o.scenario));
    buf_printf(to, "{\"session\":%llu,\"round\":%u,\"pair\":%u,\"scenario\":",
               (unsigned long long)entry->stream, id_round_of(entry->stream),
               id_index_of(entry->stream));
    buf_json_string(to, scenario ? scenario->title : (struct str){ 0 });
    buf_append_lit(to, ",\"csr\":");
    write_named(to, room, o.csr);
    buf_append_lit(to, ",\"customer\":");
    write_named(to, room, o.customer);
    buf_printf(to, ",\"played\":%lld,\"seconds\":%lld,\"live\":%s", (long long)entry->first_wall_ms,
               (long long)(entry->play_ms / MS_SECOND), frame_bool(is_live(room, entry->stream)));
    write_sheets(to, room, entry->stream, false);
    buf_append_char(to, '}');
}

static void on_sessions(void *ctx, enum err err, const struct read_streams *streams) {
    struct listing *listing = ctx;
    struct asking *a = listing->asking;
    struct room *room = load_room(a->engine, listing->class_id);
    free(listing);
    if (err != OK || !room) {
        answer_failed(a, err != OK ? err : ERR_NOT_FOUND);
        return;
    }
    struct buf *to = &a->json;
    buf_printf(to, "{\"class\":%llu,\"name\":", (unsigned long long)id_class_stream(room->id));
    buf_json_string(to, str_from(room->name));
    buf_printf(to, ",\"retention_days\":%u,\"recordings\":[", room->retention_days);
    for (uint32_t i = 0; i < streams->count; i++) {
        if (i > 0) buf_append_char(to, ',');
        write_entry(to, room, &streams->entries[i]);
    }
    buf_append_str(to, streams->more ? STR("],\"more\":true}") : STR("],\"more\":false}"));
    answer(a, STATUS_OK);
}

void recordings_answer(struct asking *a, struct room *room, uint64_t after) {
    struct listing *listing = malloc(sizeof *listing);
    CHECK(listing != NULL);
    *listing = (struct listing){ a, room->id };
    read_sessions(a->engine->store, room->id, after, on_sessions, listing);
}

// ── one recording ──

struct playing {
    struct buf *to;
    struct session state;
    uint64_t stream;
    uint32_t head; // committed
    bool any;
};

static bool on_event_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct playing *playing = ctx;
    struct session_event event;
    struct row_json json;
    if (row->seq > playing->head || row_to_session(row, &event, &json) != OK) return false;
    session_fold(&playing->state, &event);
    uint32_t see = session_view(&playing->state, &event, ROLE_TRAINER);
    if (see != 0) {
        if (playing->any) buf_append_char(playing->to, ',');
        frame_event(playing->to, playing->stream, playing->state.n[ROLE_TRAINER], &event.meta,
                    &session_event_shapes[event.type], &event, see);
        playing->any = true;
    }
    row_free(&json);
    return true;
}

static ms write_events(struct buf *to, struct room *room, uint64_t session) {
    const struct call *call = map_get(&room->calls, session);
    struct playing playing = { .to = to,
                               .stream = session,
                               .head = call ? call->committed : UINT32_MAX };
    session_init(&playing.state);
    buf_append_lit(to, ",\"events\":[");
    journal_read_stream(room->engine->journal, session, 1, on_event_row, &playing);
    buf_append_char(to, ']');
    return playing.state.play_ms;
}

static void write_opening(struct buf *to, struct room *room, const struct opening *o) {
    struct shelf *shelf = room->engine->shelf;
    const struct edition *scenario = shelf_pinned(shelf, LIBRARY_SCENARIO, str_from(o->scenario));
    buf_printf(to,
               "{\"session\":%llu,\"class\":%llu,\"class_name\":", (unsigned long long)o->stream,
               (unsigned long long)id_class_stream(room->id));
    buf_json_string(to, str_from(room->name));
    buf_printf(to, ",\"round\":%u,\"pair\":%u,\"csr\":", id_round_of(o->stream),
               id_index_of(o->stream));
    write_named(to, room, o->csr);
    buf_append_lit(to, ",\"customer\":");
    write_named(to, room, o->customer);
    buf_append_lit(to, ",\"observers\":[");
    for (int i = 0; i < o->observers_count; i++) {
        if (i > 0) buf_append_char(to, ',');
        write_named(to, room, o->observers[i]);
    }
    buf_append_lit(to, "],\"scenario\":");
    buf_json_string(to, scenario ? scenario->title : (struct str){ 0 });
    buf_append_lit(to, ",\"customer_name\":");
    buf_json_string(to, scenario ? edition_customer(scenario) : (struct str){ 0 });
    buf_append_lit(to, ",\"variant\":");
    buf_json_string(to, scenario ? edition_variant_title(scenario, str_from(o->variant))
                                 : str_from(o->variant));
}

// False: the rubric or the lexicon that was pinned is gone.
static bool write_pinned(struct buf *to, struct room *room, const struct opening *o) {
    struct shelf *shelf = room->engine->shelf;
    const struct edition *rubric = shelf_pinned(shelf, LIBRARY_RUBRIC, str_from(o->rubric));
    const struct edition *lexicon = shelf_pinned(shelf, LIBRARY_LEXICON, str_from(o->lexicon));
    const struct edition *doctrine = shelf_find(shelf, LIBRARY_DOCTRINE, str_from(o->doctrine));
    if (!rubric) return false;
    buf_append_lit(to, ",\"doctrine\":");
    if (doctrine)
        edition_write_doctrine(to, doctrine);
    else
        buf_printf(to, "{\"id\":\"%s\",\"title\":\"\",\"line\":\"\"}", o->doctrine);
    buf_append_lit(to, ",\"rubric\":");
    edition_write_rubric(to, rubric, str_from(o->doctrine));
    buf_append_lit(to, ",\"phrases\":");
    if (lexicon)
        edition_write_phrases(to, lexicon);
    else
        buf_append_lit(to, "[]");
    buf_append_lit(to, ",\"focus\":[");
    for (int i = 0; i < o->focus_count; i++)
        buf_printf(to, "%s%u", i ? "," : "", o->focus[i]);
    buf_append_char(to, ']');
    return true;
}

void recording_answer(struct asking *a, struct room *room, uint64_t session) {
    struct opening o;
    struct buf *to = &a->json;
    if (!past_opening(room, session, &o) || !o.recorded) {
        answer_failed(a, ERR_NOT_FOUND);
        return;
    }
    write_opening(to, room, &o);
    if (!write_pinned(to, room, &o)) {
        answer_failed(a, ERR_NOT_FOUND);
        return;
    }
    ms play = write_events(to, room, session);
    buf_printf(to, ",\"played\":%lld,\"seconds\":%lld,\"live\":%s", (long long)o.wall_ms,
               (long long)(play / MS_SECOND), frame_bool(is_live(room, session)));
    write_sheets(to, room, session, true);
    buf_append_char(to, '}');
    answer(a, STATUS_OK);
}
