// A class plays a story in process. The heap is open only while the engine is being called, so what
// is refused is always the server's own.
//
// A server that ends must not have shown more than its journal has; that is looked at in the moment
// of the end.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "core/session.h"
#include "engine/row.h"
#include "engine/shelf.h"
#include "finale.h"
#include "heap.h"
#include "scene.h"
#include "script.h"
#include "stage.h"
#include "verb.h"

static struct stage stage;
static struct script script;

static void prepare(void) {
    const char *file = getenv("COOLHEAD_STORY");
    CHECK(script_read(file ? file : "tests/memory/short.story", &script));
}

// ── nothing was shown that is not kept ──

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    (void)texts;
    struct session_event event;
    struct row_json json;
    CHECK(row_to_session(row, &event, &json) == OK);
    session_fold(ctx, &event);
    row_free(&json);
    return true;
}

// The last n that a stream of the journal has for anybody.
static uint32_t journal_reaches(uint64_t stream) {
    struct session state;
    session_init(&state);
    journal_read_stream(journal_memory_journal(stage.journal), stream, 1, on_row, &state);
    uint32_t most = 0;
    for (int role = 0; role < ROLE_COUNT; role++)
        if (state.n[role] > most) most = state.n[role];
    return most;
}

static bool all_is_kept(void) {
    for (int i = 0; i < stage.players_count; i++)
        for (int k = 0; k < stage.players[i].positions_count; k++) {
            uint64_t stream = stage.players[i].positions[k].stream;
            if (id_kind(stream) != STREAM_SESSION) continue;
            if (stage.players[i].positions[k].n <= journal_reaches(stream)) continue;
            fprintf(stderr, "%s was shown more than the journal has\n", stage.players[i].name);
            return false;
        }
    return true;
}

_Noreturn void __real_check_failed(const char *what, const char *file, int line);
_Noreturn void __wrap_check_failed(const char *what, const char *file, int line);

_Noreturn void __wrap_check_failed(const char *what, const char *file, int line) {
    static bool looking;
    heap_close();
    if (!looking && stage.journal) {
        looking = true;
        if (!all_is_kept()) _exit(SCENE_BROKEN);
    }
    __real_check_failed(what, file, line);
}

// The stage turns the log off; here it has to be heard.
void __wrap_log_to(int fd);
void __wrap_log_to(int fd) {
    (void)fd;
}

// ── the engine, with the heap open ──

#define WHILE_OPEN(name, parameters, arguments)                                                    \
    void __real_##name parameters;                                                                 \
    void __wrap_##name parameters;                                                                 \
    void __wrap_##name parameters {                                                                \
        heap_open();                                                                               \
        __real_##name arguments;                                                                   \
        heap_close();                                                                              \
    }
WHILE_OPEN(engine_connect, (struct engine * e, uint64_t conn, uint32_t trainer), (e, conn, trainer))
WHILE_OPEN(engine_disconnect, (struct engine * e, uint64_t conn), (e, conn))
WHILE_OPEN(engine_receive, (struct engine * e, uint64_t conn, const struct message *m),
           (e, conn, m))
WHILE_OPEN(engine_advance, (struct engine * e, ms now, ms wall), (e, now, wall))
WHILE_OPEN(engine_flush, (struct engine * e), (e))
WHILE_OPEN(engine_drain, (struct engine * e), (e))
WHILE_OPEN(engine_stop, (struct engine * e), (e))

enum err __real_engine_open(const struct engine_config *config, struct journal *journal,
                            struct store *store, struct engine_sink sink, ms now, ms wall,
                            struct engine **engine, const char **why);
enum err __wrap_engine_open(const struct engine_config *config, struct journal *journal,
                            struct store *store, struct engine_sink sink, ms now, ms wall,
                            struct engine **engine, const char **why);
enum err __wrap_engine_open(const struct engine_config *config, struct journal *journal,
                            struct store *store, struct engine_sink sink, ms now, ms wall,
                            struct engine **engine, const char **why) {
    heap_open();
    enum err err = __real_engine_open(config, journal, store, sink, now, wall, engine, why);
    heap_close();
    CHECK(err == OK); // a server that doesn't start says why and ends
    return err;
}

// Schemas and library are read at each start, which has a scene of its own.
static bool reading_counts;

enum err __real_shelf_open(const char *dir, struct store *store, const struct schema_set *schemas,
                           ms wall, shelf_on_fault on_fault, void *ctx, struct shelf **out);
enum err __wrap_shelf_open(const char *dir, struct store *store, const struct schema_set *schemas,
                           ms wall, shelf_on_fault on_fault, void *ctx, struct shelf **out);
enum err __wrap_shelf_open(const char *dir, struct store *store, const struct schema_set *schemas,
                           ms wall, shelf_on_fault on_fault, void *ctx, struct shelf **out) {
    if (!reading_counts) heap_close();
    enum err err = __real_shelf_open(dir, store, schemas, wall, on_fault, ctx, out);
    heap_open();
    return err;
}

struct schema_set *__real_schema_set_embedded(void);
struct schema_set *__wrap_schema_set_embedded(void);
struct schema_set *__wrap_schema_set_embedded(void) {
    bool was_open = heap_is_open();
    if (!reading_counts) heap_close();
    struct schema_set *schemas = __real_schema_set_embedded();
    if (was_open) heap_open();
    return schemas;
}

static enum scene_end play(void) {
    stage = (struct stage){ .file = "short.story",
                            .way = "short of memory",
                            .shelf = "tests/story/shelf" };
    stage_init(&stage);
    for (int i = 0; i < script.count; i++) {
        stage.line = script.lines[i].number;
        stage_until(&stage, script.lines[i].at);
        verb_play(&stage, &script.lines[i]);
    }
    stage_restart(&stage, ENDING_STOP);
    int refused = stage.faults; // an answer that a step expects otherwise: a refusal was said
    stage.faults = 0;
    finale_check(&stage);
    if (stage.faults) return SCENE_BROKEN;
    stage_deinit(&stage);
    return refused ? SCENE_REFUSED : SCENE_WHOLE;
}

const struct scene scene_class = { .name = "class", .prepare = prepare, .play = play };

// ── the start, library included ──

static enum scene_end start_play(void) {
    reading_counts = true;
    stage = (struct stage){ .shelf = "tests/story/shelf" };
    stage_init(&stage);
    stage_deinit(&stage);
    return SCENE_WHOLE;
}

const struct scene scene_start = { .name = "start", .play = start_play };
