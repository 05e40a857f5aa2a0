// Classes and their streams, from the journal into memory.
#include "engine/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/log.h"
#include "engine/batch.h"
#include "engine/due.h"
#include "engine/greet.h"
#include "engine/row.h"
#include "engine/submit.h"
#include "engine/tile.h"
#include "engine/watch.h"
#include "store/read.h"

// ── sheets ──

static void paper_texts_free(struct paper *paper) {
    for (int i = 0; i < CRITERIA_MAX; i++)
        buf_deinit(&paper->comments[i]);
    for (int i = 0; i < 3; i++)
        buf_deinit(&paper->praise[i]);
    buf_deinit(&paper->advice);
    memset(paper->praise_moment, 0, sizeof paper->praise_moment);
}

static void paper_free(struct paper *paper) {
    watch_detach_all(&paper->watches);
    paper_texts_free(paper);
    free(paper);
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
static void paper_read(struct paper *paper) {
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

struct paper *find_paper(struct room *room, uint64_t stream) {
    struct paper *paper = map_get(&room->papers, stream);
    if (paper) return paper;
    struct opening opening;
    if (!load_opening(room, id_session_of(stream), &opening)) return NULL;
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

struct paper *load_paper(struct room *room, uint64_t stream, enum role role) {
    struct paper *paper = find_paper(room, stream);
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

// ── what nobody may record ──

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

// ── rooms ──

struct room *room_new(struct engine *e, const struct journal_class *class) {
    struct room *room = calloc(1, sizeof *room);
    CHECK(room != NULL);
    room->engine = e;
    room->id = class->id;
    room->epoch = class->epoch;
    room->owner = class->owner;
    room->retention_days = class->retention_days;
    memcpy(room->code, class->code, sizeof room->code);
    snprintf(room->name, sizeof room->name, "%.*s", STR_ARG(class->name));
    class_init(&room->state);
    map_init(&room->calls);
    map_init(&room->papers);
    list_init(&room->watches);
    room->anchor_now = e->now;
    map_put(&e->rooms, room->id, room);
    return room;
}

void call_free(struct call *call) {
    due_remove(call);
    watch_detach_all(&call->watches);
    map_remove(&call->room->calls, call->stream);
    free(call);
}

// The cursor starts over after each removal: a map must not change under a walk.
static void room_free_streams(struct room *room) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        call_free(call);
        cursor = 0;
    }
    cursor = 0;
    struct paper *paper;
    while ((paper = map_next(&room->papers, &cursor)))
        paper_free(paper);
    map_deinit(&room->papers);
    map_init(&room->papers);
}

void person_free(struct person *person) {
    if (!person) return;
    person_set_token(person, &(struct token_digest){ 0 });
    list_remove(&person->in_gone);
    while (!list_is_empty(&person->clients)) {
        struct client *client = LIST_ENTRY(list_pop(&person->clients), struct client, in_person);
        client->room = NULL;
        client->person = 0;
        client->welcomed = false;
    }
    person->room->people[person->number] = NULL;
    free(person);
}

void room_free(struct room *room) {
    struct forgetting all;
    forgetting_fill(&all, room, 0);
    on_forget(&all, true);
    map_remove(&room->engine->rooms, room->id);
    room_free_streams(room);
    watch_detach_all(&room->watches);
    for (int i = 0; i <= PERSON_MAX; i++)
        person_free(room->people[i]);
    map_deinit(&room->calls);
    map_deinit(&room->papers);
    free(room);
}

struct person *room_person(struct room *room, uint16_t number) {
    CHECK(number <= PERSON_MAX);
    if (room->people[number]) return room->people[number];
    struct person *person = calloc(1, sizeof *person);
    CHECK(person != NULL);
    person->number = number;
    person->room = room;
    list_init(&person->clients);
    list_init(&person->in_gone);
    room->people[number] = person;
    return person;
}

static uint64_t token_key(const struct token_digest *token) {
    uint64_t key;
    memcpy(&key, token, sizeof key);
    return key;
}

void person_set_token(struct person *person, const struct token_digest *token) {
    struct map *tokens = &person->room->engine->tokens;
    if (map_get(tokens, token_key(&person->token)) == person)
        map_remove(tokens, token_key(&person->token));
    person->token = *token;
    if (token_key(token) != 0) map_put(tokens, token_key(token), person);
}

static bool has_token(const struct person *person, const struct token_digest *token) {
    return person && memcmp(&person->token, token, sizeof *token) == 0;
}

struct person *person_of_token(struct engine *e, const struct token_digest *token) {
    struct person *person = map_get(&e->tokens, token_key(token));
    return has_token(person, token) && !person->removed ? person : NULL;
}

// Not by the map: it knows the last one of a token, who may be in another class.
uint16_t person_number_before(const struct room *room, const struct token_digest *token) {
    for (uint16_t i = 1; i <= PEOPLE_MAX; i++)
        if (has_token(room->people[i], token)) return i;
    return 0;
}

const char *room_name_of(const struct room *room, uint16_t person) {
    return person <= PERSON_MAX && room->people[person] ? room->people[person]->name : "";
}

static void on_person(void *ctx, const struct journal_person *from) {
    struct room *room = ctx;
    struct person *person = room_person(room, from->number);
    person->recorded = from->recorded;
    person->removed = from->removed;
    person->known = true;
    person_set_token(person, &from->token);
    person->joined_ms = from->joined_ms;
    if (from->recorded) snprintf(person->name, sizeof person->name, "%.*s", STR_ARG(from->name));
    // An unrecorded person's name was in memory alone; what a restart leaves is a number.
    else if (person->name[0] == '\0')
        snprintf(person->name, sizeof person->name, "Guest %u", from->number);
}

static bool on_class_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct room *room = ctx;
    struct class_event event;
    struct row_json json;
    if (row_to_class(row, &event, &json) != OK) {
        log_error("journal_row_unknown", "type", row->type, "seq", LOG_NUM(row->seq));
        return false;
    }
    class_fold(&room->state, &event);
    row_free(&json);
    return true;
}

// ── sessions ──

struct call *call_new(struct room *room, uint64_t stream, const struct script *script) {
    struct call *call = calloc(1, sizeof *call);
    CHECK(call != NULL);
    call->room = room;
    call->stream = stream;
    call->pair = (int)id_index_of(stream);
    call->script = script;
    call->anchor_now = room->engine->now;
    call->heap = -1;
    list_init(&call->watches);
    session_init(&call->state);
    tile_init(&call->tile);
    map_put(&room->calls, stream, call);
    return call;
}

static bool on_session_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct call *call = ctx;
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json) != OK) return false;
    if (event.type == SESSION_EVENT_OPENED) {
        call->memory_only = !event.opened.recorded;
        call->script =
            shelf_script(call->room->engine->shelf, event.opened.scenario, event.opened.rubric,
                         event.opened.lexicon, event.opened.variant);
    }
    session_fold(&call->state, &event);
    tile_note(call, &event);
    greet_note_instance(call->room->engine, event.meta.instance);
    row_free(&json);
    return true;
}

// Folds what the journal has of a call; false: nothing, or nothing that can be played.
static bool call_read(struct call *call) {
    session_init(&call->state);
    tile_init(&call->tile);
    enum err err =
        journal_read_stream(call->room->engine->journal, call->stream, 1, on_session_row, call);
    if (err != OK || call->state.seq == 0 || !call->script) return false;
    call->committed = call->state.seq;
    return true;
}

struct call *room_call_of(const struct room *room, uint16_t person) {
    if (room->state.phase != ROUND_PHASE_BRIEFING && room->state.phase != ROUND_PHASE_RUNNING)
        return NULL;
    enum seat seat;
    int pair = class_pair_of(&room->state, person, &seat);
    if (pair == 0) return NULL;
    struct call *call =
        map_get(&room->calls, id_session(room->id, room->state.round, (uint32_t)pair));
    return call && session_role_of(&call->state, person) != ROLE_ENGINE ? call : NULL;
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
void room_forget_unrecorded(struct room *room, uint32_t keep_round) {
    struct arena *arena = &engine_staging(room->engine)->arena;
    struct forgetting *f = ARENA_NEW(arena, struct forgetting, 1);
    papers_forget(room, keep_round);
    forgetting_fill(f, room, keep_round);
    stage_call(room->engine, room, on_forget, f);
}

void room_forget_calls(struct room *room, uint32_t keep_round) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        if (id_round_of(call->stream) == keep_round) continue;
        call_free(call);
        cursor = 0;
    }
    room_forget_unrecorded(room, keep_round);
}

static void submit_simple(struct call *call, enum session_command_type type) {
    submit_engine(call, (struct session_command){ .type = type });
}

// The sessions of the round that is on. One that the journal doesn't have was unrecorded, and lost.
static void room_read_calls(struct room *room) {
    if (room->state.phase != ROUND_PHASE_BRIEFING && room->state.phase != ROUND_PHASE_RUNNING)
        return;
    for (int pair = 1; pair <= room->state.pairs_count; pair++) {
        struct call *call =
            call_new(room, id_session(room->id, room->state.round, (uint32_t)pair), NULL);
        if (call_read(call)) {
            call->anchor_up = call->state.up_ms; // the clock goes on from the last event
            due_update(call);
            continue;
        }
        call_free(call);
        if (room->state.pairs[pair - 1].lost) continue;
        struct class_command lose = { .type = CLASS_COMMAND_LOSE_SESSION,
                                      .meta = { .from = ROLE_ENGINE } };
        lose.lose_session.pair = pair;
        const char *path = "";
        submit_class(room, &lose, &path);
    }
}

static enum err room_read(struct room *room) {
    struct engine *e = room->engine;
    class_init(&room->state);
    for (int i = 0; i <= PERSON_MAX; i++)
        if (room->people[i]) room->people[i]->known = false;
    enum err err = journal_list_people(e->journal, room->id, on_person, room);
    for (int i = 0; i <= PERSON_MAX && err == OK; i++)
        if (room->people[i] && !room->people[i]->known) person_free(room->people[i]);
    if (err == OK)
        err = journal_read_stream(e->journal, id_class_stream(room->id), 1, on_class_row, room);
    return err == ERR_NOT_FOUND ? OK : err;
}

// ── at start ──

struct found {
    struct journal_class class;
    char name[324];
    struct found *next;
};

enum { SHEETS_MAX = 4096 }; // of trainers in one class: more than its rounds and pairs can have

struct found_sheets {
    uint64_t streams[SHEETS_MAX];
    int count;
};

struct finding {
    struct arena arena;
    struct found *first, **last;
};

static void on_open_class(void *ctx, const struct journal_class *class) {
    struct finding *finding = ctx;
    struct found *found = ARENA_NEW(&finding->arena, struct found, 1);
    found->class = *class;
    found->class.name = arena_copy(&finding->arena, class->name);
    *finding->last = found;
    finding->last = &found->next;
}

// A trainer's sheets are kept in memory: whom a page was published to is shown in their place.
static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    (void)last_seq;
    (void)memory_only;
    struct found_sheets *found = ctx;
    if (id_kind(stream) == STREAM_SHEET && id_scorer_of(stream) >= PERSON_TRAINER &&
        found->count < SHEETS_MAX)
        found->streams[found->count++] = stream;
}

static void room_read_papers(struct room *room) {
    struct found_sheets *found = calloc(1, sizeof *found);
    CHECK(found != NULL);
    journal_list_streams(room->engine->journal, room->id, on_stream, found);
    for (int i = 0; i < found->count; i++)
        find_paper(room, found->streams[i]);
    free(found);
}

void room_establish(struct room *room, const struct journal_class *class) {
    struct class_command establish = { .type = CLASS_COMMAND_ESTABLISH,
                                       .meta = { .from = ROLE_ENGINE } };
    establish.establish.name = class->name;
    establish.establish.doctrine = class->doctrine;
    establish.establish.retention_days = (int32_t) class->retention_days;
    const char *path = "";
    CHECK(submit_class(room, &establish, &path) == REFUSAL_NONE);
}

static enum err room_claim(struct engine *e, const struct journal_class *class, struct room **out) {
    struct journal_class claimed = *class;
    enum err err = journal_claim_class(e->journal, class->id, &claimed.epoch);
    if (err != OK) return err;
    struct room *room = room_new(e, &claimed);
    err = room_read(room);
    if (err != OK) {
        room_free(room);
        return err;
    }
    room->anchor_up = room->state.up_ms;
    // A crash may have come between the class's row and its first event.
    if (!room->state.established) room_establish(room, class);
    room_read_calls(room);
    room_read_papers(room);
    *out = room;
    return OK;
}

static void room_interrupt(struct room *room) {
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor)))
        submit_simple(call, SESSION_COMMAND_INTERRUPT);
}

enum err load_all(struct engine *e) {
    struct finding finding = { .last = &finding.first };
    greet_begin(e);
    enum err err = journal_list_open_classes(e->journal, on_open_class, &finding);
    for (struct found *found = finding.first; found && err == OK; found = found->next) {
        struct room *room;
        err = room_claim(e, &found->class, &room);
        if (err == OK) room_interrupt(room);
    }
    arena_deinit(&finding.arena);
    return err;
}

static void on_one_class(void *ctx, const struct journal_class *class) {
    on_open_class(ctx, class);
}

struct room *load_room(struct engine *e, uint32_t class_id) {
    struct room *room = map_get(&e->rooms, class_id);
    if (room || !e->store) return room;
    struct finding finding = { .last = &finding.first };
    if (read_class_now(e->store, class_id, on_one_class, &finding) == OK)
        room_claim(e, &finding.first->class, &room);
    arena_deinit(&finding.arena);
    return room;
}

struct room *room_for(struct engine *e, struct client *client, uint64_t stream) {
    uint32_t class_id = id_class_of(stream);
    if (!client->trainer) return client->room && client->room->id == class_id ? client->room : NULL;
    struct room *room = load_room(e, class_id);
    if (!room || room->owner != client->trainer) return NULL;
    client->person = PERSON_TRAINER;
    return room;
}

// ── after a failure ──

// Sockets stay; what they watch is as the disk has it, which is all they were ever shown. So do the
// clocks, which have run all the while: what was due is due again.
bool room_reload(struct room *room) {
    if (room_read(room) != OK) return false;
    uint32_t cursor = 0;
    struct call *call;
    while ((call = map_next(&room->calls, &cursor))) {
        if (call_read(call)) {
            watch_close_moved(call);
            due_update(call);
            continue;
        }
        call_free(call);
        cursor = 0;
    }
    cursor = 0;
    struct paper *paper;
    while ((paper = map_next(&room->papers, &cursor)))
        paper_read(paper);
    for (int i = 0; i <= PEOPLE_MAX; i++) {
        if (!room->people[i]) continue;
        // A place that was staged and never sent must not count as sent.
        LIST_FOR (link, &room->people[i]->clients)
            LIST_ENTRY(link, struct client, in_person)->place_sent = 0;
    }
    greet_again(room);
    room->room_dirty = room->tiles_dirty = room->places_dirty = true;
    return true;
}
