// The stage. One turn of it is one of the server's loop: flush, commit, hear; what goes wrong on
// the way is decided in on_submit.
#include "stage.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "base/log.h"
#include "inside.h"
#include "lib/refold.h"
#include "protocol/command.h"

enum {
    WALL_BEGAN = 1700000000, // s
    FAULTS_SHOWN = 3,        // of one play; the rest follows from these
    TURNS_MAX = 10000,       // until all is settled: more is a circle of messages
    LOOP_MS = 1000,          // net calls at least this often
};

static struct stage *on_stage; // one at a time: a journal's ops know no context but the journal

void stage_fault(struct stage *stage, const char *format, ...) {
    va_list args;
    va_start(args, format);
    if (stage->faults++ < FAULTS_SHOWN) {
        fprintf(stderr, "%s:%d (%s): ", stage->file, stage->line, stage->way);
        vfprintf(stderr, format, args);
        fputc('\n', stderr);
    }
    va_end(args);
}

static ms stage_wall(const struct stage *stage) {
    return WALL_BEGAN * MS_SECOND + stage->now;
}

// ── the sink: kept until the engine has returned, since it may not be called from there ──

struct heard {
    uint64_t conn;
    char *text; // NULL: the end of the connection
    struct heard *next;
};

static void heard_add(struct stage *stage, uint64_t conn, char *text) {
    struct heard *heard = calloc(1, sizeof *heard);
    CHECK(heard != NULL);
    heard->conn = conn;
    heard->text = text;
    *stage->heard_last = heard;
    stage->heard_last = &heard->next;
}

static uint32_t sink_send(void *ctx, uint64_t conn, struct str text) {
    char *copy = strndup(text.ptr, text.len);
    CHECK(copy != NULL);
    heard_add(ctx, conn, copy);
    return 0;
}

static void sink_end(void *ctx, uint64_t conn) {
    heard_add(ctx, conn, NULL);
}

static void sink_wrong_code(void *ctx, uint64_t conn) {
    (void)conn;
    ((struct stage *)ctx)->wrong_codes++;
}

static void player_gets(struct player *player, const struct heard *heard) {
    if (heard->text)
        player_hear(player, str_from(heard->text));
    else
        player_on_end(player);
}

static void stage_hear(struct stage *stage, bool anybody) {
    struct heard *heard = stage->heard;
    stage->heard = NULL;
    stage->heard_last = &stage->heard;
    for (struct heard *next; heard; heard = next) {
        next = heard->next;
        for (int i = 0; i < stage->players_count && anybody; i++)
            if (stage->players[i].conn == heard->conn) player_gets(&stage->players[i], heard);
        free(heard->text);
        free(heard);
    }
}

// ── the disk ──

static const struct journal_ops *memory_ops;

// Commits that only write clocks down don't: after each of them silence would begin anew, and every
// ten seconds of a story would be one more play of it.
static bool commit_counts(const struct journal_batch *batch) {
    for (uint32_t i = 0; i < batch->unit_count; i++)
        for (uint32_t k = 0; k < batch->units[i].row_count; k++)
            if (strcmp(batch->units[i].rows[k].type, "ticked") != 0) return true;
    return false;
}

// After an outage play waits for those who are missing, so one that comes while somebody is away
// changes the story, and so does one while the disk stalls or is full: stories about that say so
// themselves.
static bool outage_fits(const struct stage *stage) {
    for (int i = 0; i < stage->players_count; i++)
        if (!stage->players[i].conn) return false;
    return !stage->stalls && !stage->full;
}

static void mishap_begin(struct stage *stage) {
    bool now = ++stage->commits == stage->mishap_at, outage = outage_fits(stage);
    stage->due_restart = outage && stage->mishap == MISHAP_RESTART;
    stage->died = outage && now && stage->mishap == MISHAP_CRASH;
    stage->filled = outage && now && stage->mishap == MISHAP_FULL;
    if (now && stage->mishap == MISHAP_REFUSED)
        journal_memory_fail_next(stage->journal, ERR_CONSTRAINT, stage->class_id);
    if (stage->filled) stage_fill(stage);
}

static void on_submit(struct journal *journal, struct journal_batch *batch) {
    struct stage *stage = on_stage;
    if (!stage->restarting && commit_counts(batch)) mishap_begin(stage);
    if (stage->died) return; // the process ends before the disk has it
    memory_ops->submit(journal, batch);
}

static void journal_open(struct stage *stage) {
    static struct journal_ops ops; // those of the journal in memory, but for submit
    stage->journal = journal_memory_new();
    struct journal *journal = journal_memory_journal(stage->journal);
    memory_ops = journal->ops;
    ops = *memory_ops;
    ops.submit = on_submit;
    journal->ops = &ops;
    on_stage = stage;
}

void stage_stall(struct stage *stage, bool on) {
    stage->stalls = on;
    journal_memory_hold(stage->journal, on);
}

void stage_commit_one(struct stage *stage) {
    journal_memory_hold(stage->journal, false);
    engine_drain(stage->engine);
    journal_memory_hold(stage->journal, stage->stalls);
}

void stage_take_away(struct stage *stage) {
    uint32_t epoch;
    CHECK(journal_claim_class(journal_memory_journal(stage->journal), stage->class_id, &epoch) ==
          OK);
}

void stage_fill(struct stage *stage) {
    journal_memory_fail_next(stage->journal, ERR_FULL, 0);
}

void stage_heal(struct stage *stage) {
    journal_memory_heal(stage->journal);
}

// ── opening and closing ──

static void stage_open(struct stage *stage) {
    struct engine_config config = { .server = STR("story"),
                                    .join_url = STR("http://localhost/"),
                                    .scenarios = stage->shelf,
                                    .presence_ms = 2000,
                                    .absence_ms = 2000 };
    struct engine_sink sink = {
        .ctx = stage, .send = sink_send, .wrong_code = sink_wrong_code, .end = sink_end
    };
    const char *why = "";
    enum err err = engine_open(&config, journal_memory_journal(stage->journal), NULL, sink,
                               stage->now, stage_wall(stage), &stage->engine, &why);
    CHECK(err == OK);
}

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct stage *stage = ctx;
    CHECK(err == OK);
    bool other = stage->class_id != 0;
    *(other ? &stage->other_class : &stage->class_id) = class->id;
    memcpy(other ? stage->other_code : stage->code, class->code, sizeof class->code);
}

static void create_class(struct stage *stage, uint32_t owner) {
    struct journal *journal = journal_memory_journal(stage->journal);
    struct journal_class_new what = { .name = STR("Tuesday"),
                                      .doctrine = STR("facts_first"),
                                      .owner = owner,
                                      .retention_days = 30,
                                      .created_ms = stage_wall(stage) };
    journal_create_class(journal, &what, on_created, stage);
    journal_drain(journal);
}

static void add_trainer(struct stage *stage, const char *name, uint32_t account,
                        uint32_t class_id) {
    struct player *trainer = stage_add(stage, name);
    trainer->account = account;
    trainer->class_id = class_id;
    player_connect(trainer, true);
    player_watch(trainer, id_class_stream(class_id));
}

void stage_init(struct stage *stage) {
    log_to(-1);
    stage->restarting = true; // what happens here is before the story
    stage->heard_last = &stage->heard;
    stage->now = stage->began = 1000000;
    stage->contract = contract_new();
    journal_open(stage);
    create_class(stage, 1);
    create_class(stage, 2);
    stage_open(stage);
    add_trainer(stage, "trainer", 1, stage->class_id);
    add_trainer(stage, "stranger", 2, stage->other_class);
    stage_settle(stage);
    stage->restarting = false;
}

void stage_deinit(struct stage *stage) {
    stage_hear(stage, false);
    engine_close(stage->engine);
    for (int i = 0; i < stage->players_count; i++)
        player_deinit(&stage->players[i]);
    contract_free(stage->contract);
    journal_memory_free(stage->journal);
}

// ── time ──

static void stage_advance(struct stage *stage) {
    engine_advance(stage->engine, stage->now, stage_wall(stage));
}

static void stage_turn(struct stage *stage) {
    engine_flush(stage->engine);
    if (!stage->died) engine_drain(stage->engine);
    if (stage->died) {
        stage_restart(stage, ENDING_DEATH);
        return;
    }
    stage_hear(stage, true);
    stage_advance(stage); // notices what the disk did
    if (stage->filled) {
        stage->filled = false;
        stage_heal(stage);
        stage_advance(stage);
    }
    for (int i = 0; i < stage->players_count; i++)
        if (stage->players[i].lost) player_connect(&stage->players[i], false);
    // A server that cannot write does not start again: the restart waits for the disk.
    if (!journal_is_well(journal_memory_journal(stage->journal))) return;
    if (stage->due_restart) stage_restart(stage, ENDING_STOP);
    stage->due_restart = false;
}

static bool stage_is_quiet(const struct stage *stage) {
    if (stage->stalls) return !stage->heard;
    return engine_is_idle(stage->engine) && !stage->heard;
}

// Whether anybody had to.
static bool stage_send_again(struct stage *stage) {
    bool any = false;
    if (stage->holds_back || !journal_is_well(journal_memory_journal(stage->journal))) return false;
    for (int i = 0; i < stage->players_count; i++) {
        struct player *player = &stage->players[i];
        if (!player->conn || !player->send_again) continue;
        any |= player->open_count > 0;
        player_send_again(player);
    }
    return any;
}

void stage_settle(struct stage *stage) {
    int turns = 0;
    stage_advance(stage);
    do {
        stage_turn(stage);
        CHECK(++turns < TURNS_MAX);
    } while (!stage_is_quiet(stage) || stage_send_again(stage));
}

void stage_until(struct stage *stage, ms at) {
    while (stage->now < stage->began + at) {
        ms next = ms_min(engine_next_deadline(stage->engine), stage->now + LOOP_MS);
        stage->now = ms_min(next > stage->now ? next : stage->now + 1, stage->began + at);
        stage_settle(stage);
    }
}

void stage_sleep(struct stage *stage, ms length) {
    stage->now += length;
    stage->began += length;
}

void stage_work(struct stage *stage, ms length) {
    stage_sleep(stage, length);
    engine_took(stage->engine, length, length);
}

// In good order: what is staged is saved.
static void stage_stop(struct stage *stage) {
    stage_stall(stage, false);
    engine_stop(stage->engine);
    while (!engine_is_idle(stage->engine)) {
        engine_flush(stage->engine);
        engine_drain(stage->engine);
    }
}

// The clocks of the calls go on from the last event, and the story's with them: people come back,
// play goes on for as long as was lost, and only then they send again what has no answer, so that
// it is decided at the time that the story says.
void stage_restart(struct stage *stage, enum ending ending) {
    ms at = stage->now - stage->began;
    stage->restarting = stage->holds_back = true;
    stage->due_restart = stage->died = false;
    if (ending == ENDING_STOP) stage_stop(stage);
    stage->began += inside_unsaved(stage->engine);
    // In good order all that was sent arrives; else what was under way is lost with its socket.
    stage_hear(stage, ending == ENDING_STOP);
    engine_abandon(stage->engine);
    engine_close(stage->engine);
    if (ending == ENDING_CRASH) journal_memory_crash(stage->journal);
    stage_stall(stage, false);
    stage_open(stage);
    for (int i = 0; i < stage->players_count; i++)
        if (stage->players[i].conn) player_connect(&stage->players[i], false);
    stage_settle(stage);
    stage_until(stage, at);
    stage->holds_back = false;
    stage_settle(stage);
    stage->restarting = false;
}

// ── people ──

struct player *stage_player(struct stage *stage, const char *name) {
    for (int i = 0; i < stage->players_count; i++)
        if (strcmp(stage->players[i].name, name) == 0) return &stage->players[i];
    return NULL;
}

struct player *stage_add(struct stage *stage, const char *name) {
    CHECK(stage->players_count < PLAYERS_MAX);
    struct player *player = &stage->players[stage->players_count++];
    player_init(player, stage, name);
    return player;
}

// Asked for anew, since what comes by itself is throttled.
void stage_look(struct stage *stage) {
    player_watch(&stage->players[TRAINER], id_class_stream(stage->class_id));
    stage_settle(stage);
}

uint64_t stage_pair_stream(struct stage *stage, int pair) {
    stage_look(stage);
    const cJSON *round = cJSON_GetObjectItemCaseSensitive(stage->players[TRAINER].room, "round");
    uint32_t number = round && round->valueint > 0 ? (uint32_t)round->valueint : 1;
    return id_session(stage->class_id, number, (uint32_t)pair);
}
