// Forgetting on request: find the calls concerned, take their published pages back, wait for the
// commit, then let the store forget, one thing after the other.
#include "engine/erasure.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "engine/batch.h"
#include "engine/load.h"
#include "engine/page.h"
#include "engine/paper.h"
#include "engine/past.h"
#include "engine/person.h"
#include "engine/submit.h"
#include "protocol/generated/shapes.h"
#include "store/erase.h"
#include "store/read.h"

struct erasure {
    struct engine *engine;
    uint32_t class_id;
    uint16_t person;    // 0: one text
    uint64_t session;   // of the one text
    uint32_t seq;       // its event
    struct buf words;   // what takes its place, as a JSON object
    uint64_t *sessions; // whose pages go; owned
    uint32_t session_count, session_next;
    uint32_t page_seq; // the last page of sessions[session_next] that went
    struct erased erased;
    erasure_on_done on_done;
    void *ctx;
};

static struct erasure *erasure_new(struct engine *e, uint32_t class_id, erasure_on_done on_done,
                                   void *ctx) {
    struct erasure *erasure = calloc(1, sizeof *erasure);
    CHECK(erasure != NULL);
    *erasure =
        (struct erasure){ .engine = e, .class_id = class_id, .on_done = on_done, .ctx = ctx };
    return erasure;
}

static void erasure_end(struct erasure *erasure, enum err err) {
    erasure->on_done(erasure->ctx, err, err == OK ? &erasure->erased : NULL);
    buf_deinit(&erasure->words);
    free(erasure->sessions);
    free(erasure);
}

static void sessions_add(struct erasure *erasure, uint64_t session) {
    uint32_t count = erasure->session_count + 1;
    uint64_t *sessions = realloc(erasure->sessions, count * sizeof *sessions);
    CHECK(sessions != NULL);
    sessions[erasure->session_count] = session;
    erasure->sessions = sessions;
    erasure->session_count = count;
}

// ── last: the store forgets ──

static void pages_forget(struct erasure *erasure);

static void on_forgotten(void *ctx, enum err err, const struct erase_result *result) {
    struct erasure *erasure = ctx;
    if (err != OK) {
        erasure_end(erasure, err);
        return;
    }
    erasure->erased.texts += result->texts;
    erasure->erased.pending |= result->pending;
    pages_forget(erasure);
}

struct page_place {
    uint32_t after, seq; // seq 0: none
};

static bool on_page_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct page_place *place = ctx;
    bool is_page = texts == TEXT_PRESENT &&
                   strcmp(row->type, sheet_event_shapes[SHEET_EVENT_PUBLISHED].name) == 0;
    if (row->seq <= place->after || !is_page) return true;
    place->seq = row->seq;
    return false;
}

static void pages_forget(struct erasure *erasure) {
    for (; erasure->session_next < erasure->session_count; erasure->session_next++) {
        uint64_t sheet = id_sheet(erasure->sessions[erasure->session_next], PERSON_TRAINER);
        struct page_place place = { .after = erasure->page_seq };
        journal_read_stream(erasure->engine->journal, sheet, 1, on_page_row, &place);
        erasure->page_seq = place.seq;
        if (place.seq == 0) continue;
        erase_text(erasure->engine->store, sheet, place.seq, STR("{\"page\":" PAGE_EMPTY "}"),
                   erasure->engine->wall, on_forgotten, erasure);
        return;
    }
    log_info("erased", "class", LOG_NUM(erasure->class_id), "person", LOG_NUM(erasure->person),
             "texts", LOG_NUM(erasure->erased.texts));
    erasure_end(erasure, OK);
}

// What the class itself holds of somebody in memory.
static void room_forget(struct room *room, uint16_t number) {
    struct person *person = room->people[number];
    uint32_t cursor = 0;
    struct paper *paper;
    if (person) person_forget(person);
    while ((paper = map_next(&room->papers, &cursor)))
        if (paper->state.scorer == number) paper_forget(paper);
    room->room_dirty = room->tiles_dirty = room->places_dirty = true;
}

// A tile holds the last lines of its call.
static void lines_forget(struct room *room, uint64_t session) {
    struct call *call = map_get(&room->calls, session);
    if (!call) return;
    call->tile.lines_count = 0;
    call->tile.dirty = room->tiles_dirty = true;
}

// Runs at a commit: the pages are taken back and the person is out, on disk.
static void on_taken_back(void *ctx, bool saved) {
    struct erasure *erasure = ctx;
    struct engine *e = erasure->engine;
    struct room *room = map_get(&e->rooms, erasure->class_id);
    if (!saved || !room) {
        erasure_end(erasure, saved ? ERR_NOT_FOUND : ERR_IO);
        return;
    }
    for (uint32_t i = 0; i < erasure->session_count; i++)
        lines_forget(room, erasure->sessions[i]);
    if (erasure->person) {
        room_forget(room, erasure->person);
        erase_person(e->store, room->id, erasure->person, e->wall, on_forgotten, erasure);
    } else {
        lines_forget(room, erasure->session);
        erase_text(e->store, erasure->session, erasure->seq, buf_str(&erasure->words), e->wall,
                   on_forgotten, erasure);
    }
}

// ── before: what is staged ──

static void page_take_back(struct room *room, uint64_t session, struct erased *erased) {
    struct paper *paper = paper_find(room, id_sheet(session, PERSON_TRAINER));
    if (!paper || !paper->state.published) return;
    struct sheet_command command = { .type = SHEET_COMMAND_WITHDRAW };
    const char *path = "";
    command.meta.from = ROLE_TRAINER;
    command.meta.person = paper->state.scorer;
    erased->pages += submit_sheet(paper, &command, &path) == REFUSAL_NONE;
}

static void person_take_out(struct room *room, uint16_t person) {
    struct class_command command = { .type = CLASS_COMMAND_REMOVE };
    const char *path = "";
    command.meta.from = ROLE_TRAINER;
    command.meta.person = PERSON_TRAINER;
    command.remove.person = person;
    submit_class(room, &command, &path); // a refusal: they are out already
}

static void take_back(struct erasure *erasure, struct room *room) {
    for (uint32_t i = 0; i < erasure->session_count; i++)
        page_take_back(room, erasure->sessions[i], &erasure->erased);
    if (erasure->person) person_take_out(room, erasure->person);
    stage_call(erasure->engine, room, on_taken_back, erasure);
}

// ── a person ──

static void on_sessions(void *ctx, enum err err, const uint64_t *sessions, uint32_t count) {
    struct erasure *erasure = ctx;
    struct room *room = err == OK ? load_room(erasure->engine, erasure->class_id) : NULL;
    if (!room) {
        erasure_end(erasure, err != OK ? err : ERR_NOT_FOUND);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        sessions_add(erasure, sessions[i]);
    take_back(erasure, room);
}

void erasure_person(struct engine *e, uint32_t class_id, uint16_t person, erasure_on_done on_done,
                    void *ctx) {
    struct room *room = load_room(e, class_id);
    bool is_there = room && person >= 1 && person <= PEOPLE_MAX && room->people[person];
    if (!is_there || !e->store) {
        on_done(ctx, ERR_NOT_FOUND, NULL);
        return;
    }
    struct erasure *erasure = erasure_new(e, class_id, on_done, ctx);
    erasure->person = person;
    read_sessions_of(e->store, class_id, person, on_sessions, erasure);
}

// ── one text ──

struct replacing {
    struct buf *to;
    struct str words;
};

// Every text of the event is replaced, whatever it is called.
static bool on_text_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct replacing *r = ctx;
    bool has_words = !row->memory_only && (texts == TEXT_PRESENT || texts == TEXT_REDACTED);
    cJSON *object = has_words ? cJSON_ParseWithLength(row->texts.ptr, row->texts.len) : NULL;
    const cJSON *member;
    cJSON_ArrayForEach(member, object) {
        buf_append_char(r->to, r->to->len ? ',' : '{');
        buf_json_string(r->to, str_from(member->string));
        buf_append_char(r->to, ':');
        buf_json_string(r->to, r->words);
    }
    if (r->to->len) buf_append_char(r->to, '}');
    cJSON_Delete(object);
    return false;
}

void erasure_text(struct engine *e, uint64_t session, uint32_t moment, struct str replacement,
                  erasure_on_done on_done, void *ctx) {
    struct room *room = e->store ? load_room(e, id_class_of(session)) : NULL;
    uint32_t seq = room ? past_moment_seq(room, session, ROLE_TRAINER, moment) : 0;
    struct erasure *erasure = erasure_new(e, id_class_of(session), on_done, ctx);
    struct replacing replacing = { &erasure->words, replacement };
    erasure->session = session;
    erasure->seq = seq;
    if (seq) journal_read_stream(e->journal, session, seq, on_text_row, &replacing);
    if (erasure->words.len == 0) {
        erasure_end(erasure, ERR_NOT_FOUND);
        return;
    }
    sessions_add(erasure, session);
    take_back(erasure, room);
}
