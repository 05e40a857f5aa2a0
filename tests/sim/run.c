#include "run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "act.h"
#include "base/check.h"
#include "calm.h"
#include "world.h"

enum { CALM_EVERY = 1000 }; // steps

void sim_tell(struct sim *sim, const char *format, ...) {
    if (!sim->tells) return;
    ms at = sim->now - sim->began;
    printf("%5u  %02lld:%02lld.%03lld  ", sim->step, (long long)(at / MS_MINUTE),
           (long long)(at / MS_SECOND % 60), (long long)(at % MS_SECOND));
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

void sim_trace(struct sim *sim, const void *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        sim->trace = (sim->trace ^ ((const uint8_t *)bytes)[i]) * 1099511628211u;
}

// Whether there is one more step; its chances are then those of the seed, or the bytes that are
// left.
static bool next_step(struct sim *sim, const struct plan *plan) {
    if (sim->fault.any) return false;
    if (plan->bytes.len > 0) return sim->chance.left > 0;
    if (sim->step >= plan->steps) return false;
    sim->chance = chance_of_step(plan->seed, sim->step);
    return true;
}

static void play_steps(struct sim *sim, const struct plan *plan, struct outcome *outcome) {
    for (; next_step(sim, plan); sim->step++) {
        if (plan->left_out && plan->left_out[sim->step]) continue;
        outcome->steps = sim->step; // should the process end here
        act_step(sim);
        if (plan->bytes.len == 0 && sim->step % CALM_EVERY == CALM_EVERY - 1) calm_check(sim);
    }
    if (!sim->fault.any) calm_check(sim);
}

static void begin_by_bytes(struct sim *sim, struct str bytes) {
    sim->chance = chance_of_step(0, 0);
    act_begin(sim);
    sim->chance = (struct chance){ .bytes = (const uint8_t *)bytes.ptr, .left = bytes.len };
}

void run_play(const struct plan *plan, struct outcome *outcome) {
    struct sim *sim = calloc(1, sizeof *sim);
    CHECK(sim != NULL);
    sim->shelf = plan->shelf;
    sim->contract = plan->contract;
    sim->seed = plan->seed;
    sim->tells = plan->tells;
    sim->trace = 14695981039346656037u;
    world_open(sim);
    if (plan->bytes.len > 0) begin_by_bytes(sim, plan->bytes);
    play_steps(sim, plan, outcome);
    outcome->fault = sim->fault;
    outcome->steps = sim->step;
    sim_trace(sim, &sim->ledger.hash, sizeof sim->ledger.hash);
    outcome->trace = sim->trace;
    outcome->figures = sim->figures;
    world_close(sim);
    free(sim);
}
