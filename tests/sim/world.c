#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "inside.h"
#include "lib/refold.h"
#include "sim.h"

enum {
    WALL_BEGAN = 1700000000, // s
    LOOP_MS = 1000,          // net calls the engine at least this often
    SETTLE_TURNS = 3000,     // more is a circle of messages
    PRESENCE_MS = 2000,
    ABSENCE_MS = 2000,
};

static ms wall(const struct sim *sim) {
    return WALL_BEGAN * MS_SECOND + sim->now;
}

// ── the engine ──

static void engine_start(struct sim *sim) {
    struct engine_config config = { .server = STR("sim"),
                                    .join_url = STR("http://localhost/"),
                                    .scenarios = sim->shelf,
                                    .presence_ms = PRESENCE_MS,
                                    .absence_ms = ABSENCE_MS };
    struct engine_sink sink = {
        .ctx = sim, .send = wire_on_send, .wrong_code = wire_on_wrong_code, .end = wire_on_end
    };
    const char *why = "";
    enum err err = engine_open(&config, disk_journal(&sim->disk), NULL, sink, sim->now, wall(sim),
                               &sim->engine, &why);
    CHECK(err == OK);
}

static void wires_break(struct sim *sim) {
    for (int i = 0; i < WIRES_MAX; i++)
        if (sim->wires[i].conn) wire_break(sim, &sim->wires[i], chance_one_in(&sim->chance, 2));
}

// What the process knew is gone.
static void engine_end(struct sim *sim) {
    engine_abandon(sim->engine);
    engine_close(sim->engine);
    sim->engine = NULL;
    wires_break(sim);
    disk_forget_unrecorded(&sim->disk);
    sim->ledger.taken = 0;
    sim->restart_at = MS_NEVER;
}

static void check_states(struct sim *sim, bool from_start) {
    if (!engine_is_idle(sim->engine) || sim->ledger.taken) return;
    inside_check_states(sim->engine, &sim->ledger, &sim->fault, from_start);
    sim->figures.checks++;
}

void world_crash(struct sim *sim) {
    sim->figures.crashes++;
    check_states(sim, true);
    disk_crash(&sim->disk, &sim->chance);
    engine_end(sim);
    engine_start(sim);
}

void world_restart(struct sim *sim) {
    sim->figures.restarts++;
    engine_stop(sim->engine);
    for (int turns = 0; !engine_is_idle(sim->engine) && turns < SETTLE_TURNS; turns++) {
        engine_flush(sim->engine);
        sim->now++;
        disk_advance(&sim->disk, sim->now);
        engine_drain(sim->engine);
    }
    check_states(sim, true);
    disk_heal(&sim->disk);
    engine_end(sim);
    engine_start(sim);
}

// ── one turn ──

static void turn(struct sim *sim) {
    disk_advance(&sim->disk, sim->now);
    engine_advance(sim->engine, sim->now, wall(sim));
    for (int i = 0; i < WIRES_MAX; i++)
        wire_run_up(sim, &sim->wires[i]);
    if (disk_has_news(&sim->disk)) {
        sim->figures.commits++;
        engine_drain(sim->engine);
    }
    for (int i = 0; i < WIRES_MAX; i++)
        wire_run_down(sim, &sim->wires[i]);
    for (int i = 0; i < sim->browsers_count; i++)
        browser_run(&sim->browsers[i]);
    engine_flush(sim->engine);
    inside_check_bounds(sim->engine, &sim->fault);
    if (sim->ledger.fault->any || sim->restart_at > sim->now) return;
    sim_tell(sim, "the server starts again");
    world_crash(sim);
}

static ms next_turn(const struct sim *sim) {
    ms next = ms_min(sim->now + LOOP_MS, disk_due(&sim->disk));
    next = ms_min(next, ms_min(engine_next_deadline(sim->engine), sim->restart_at));
    for (int i = 0; i < WIRES_MAX; i++)
        next = ms_min(next, wire_due(&sim->wires[i]));
    for (int i = 0; i < sim->browsers_count; i++)
        next = ms_min(next, browser_due(&sim->browsers[i]));
    return next > sim->now ? next : sim->now + 1;
}

void world_until(struct sim *sim, ms at) {
    while (sim->now < at && !sim->fault.any) {
        sim->now = ms_min(next_turn(sim), at);
        turn(sim);
    }
    if (!sim->fault.any) check_states(sim, false);
}

static bool is_settled(const struct sim *sim) {
    if (!engine_is_idle(sim->engine)) return false;
    for (int i = 0; i < WIRES_MAX; i++)
        if (sim->wires[i].conn && (sim->wires[i].up.first || sim->wires[i].down.first))
            return false;
    return true;
}

void world_settle(struct sim *sim) {
    for (int turns = 0; turns < SETTLE_TURNS && !sim->fault.any; turns++) {
        if (is_settled(sim)) return;
        sim->now++;
        turn(sim);
    }
    fault_note(&sim->fault, "it doesn't come to rest");
}

// ── what happens to it ──

void world_sleep(struct sim *sim, ms gap) {
    sim->now += gap;
}

void world_take_away(struct sim *sim, int class_index) {
    uint32_t epoch;
    struct journal *journal = disk_journal(&sim->disk);
    if (sim->ledger.taken || !journal_is_well(journal)) return;
    CHECK(journal_claim_class(journal, sim->class_id[class_index], &epoch) == OK);
    sim->ledger.taken = sim->class_id[class_index];
    sim->restart_at = sim->now + chance_between(&sim->chance, 500, 5000);
}

void world_calm(struct sim *sim) {
    sim->calm = true;
    disk_heal(&sim->disk);
    sim->disk.fault = OK;
    sim->disk.slowest = 5;
    for (int i = 0; i < WIRES_MAX; i++) {
        sim->wires[i].slowest = 20;
        sim->wires[i].stalled_until = 0;
    }
    if (sim->ledger.taken) world_crash(sim);
}

// ── beginning and end ──

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct sim *sim = ctx;
    CHECK(err == OK);
    int index = sim->class_id[0] ? 1 : 0;
    sim->class_id[index] = class->id;
    memcpy(sim->code[index], class->code, sizeof class->code);
}

static void create_class(struct sim *sim, uint32_t owner) {
    struct journal *journal = disk_journal(&sim->disk);
    struct journal_class_new what = { .name = STR("Tuesday"),
                                      .doctrine = STR("facts_first"),
                                      .owner = owner,
                                      .retention_days = 30,
                                      .created_ms = wall(sim) };
    journal_create_class(journal, &what, on_created, sim);
    journal_drain(journal);
}

// Trainers first. Two have two devices each, and one trainee has: their names begin alike.
static void add_people(struct sim *sim) {
    static const struct {
        const char *name;
        uint32_t account;
        int class_index;
        bool unrecorded;
        int token_of; // who has the same; 0: nobody
    } people[] = {
        { "trainer", 1, 0, false, 0 },  { "trainer2", 1, 0, false, 0 },
        { "stranger", 2, 1, false, 0 }, { "ana", 0, 0, false, 0 },
        { "ben", 0, 0, false, 0 },      { "cleo", 0, 0, true, 0 },
        { "dan", 0, 0, false, 0 },      { "eve", 0, 0, false, 0 },
        { "ana2", 0, 0, false, 3 },     { "fay", 0, 1, false, 0 },
        { "gus", 0, 1, false, 0 },
    };
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        struct browser *browser = &sim->browsers[sim->browsers_count++];
        browser_init(browser, sim, people[i].name);
        browser->account = people[i].account;
        browser->class_index = people[i].class_index;
        browser->recorded = !people[i].unrecorded;
        if (people[i].token_of)
            memcpy(browser->token, sim->browsers[people[i].token_of].token, sizeof browser->token);
    }
}

void world_open(struct sim *sim) {
    sim->now = sim->began = 1000000;
    sim->restart_at = MS_NEVER;
    sim->ledger.fault = &sim->fault;
    disk_open(&sim->disk, &sim->ledger);
    create_class(sim, 1);
    create_class(sim, 2);
    engine_start(sim);
    add_people(sim);
}

void world_close(struct sim *sim) {
    engine_end(sim);
    for (int i = 0; i < sim->browsers_count; i++)
        browser_deinit(&sim->browsers[i]);
    ledger_deinit(&sim->ledger);
    disk_close(&sim->disk);
}
