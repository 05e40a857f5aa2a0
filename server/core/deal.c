// Finishes a plan: which variant of the truth each pair gets, and where somebody without a seat
// goes.
#include "base/check.h"
#include "core/carousel.h"

// Of dealing a variant, by weight: who has met it, then a neighbour with the same, then how often
// it was dealt, which is at most PAIRS_MAX.
#define COST_CSR_KNOWS 10000
#define COST_KNOWS     4000
#define COST_NEIGHBOUR 1000

// Of watching a pair, by weight: it loses its recording, the truth was heard before, then how many
// watch already, which is at most OBSERVERS_MAX.
#define COST_RECORDING 40
#define COST_HEARD     20

static uint8_t truths_of(const struct class_state *c, int scenario, uint16_t person) {
    return scenario >= 0 ? c->people[person].truths[scenario] : 0;
}

// What dealing a variant to a pair costs: first who has met it, then a neighbour with the same,
// then how often it was dealt.
static int cost_deal(const struct class_state *c, int scenario, const struct plan *plan, int k,
                     int variant, const int dealt[VARIANTS_MAX]) {
    const struct pair *pair = &plan->pairs[k];
    uint8_t bit = (uint8_t)(1u << variant);
    int cost = dealt[variant];
    if (truths_of(c, scenario, pair->csr) & bit) cost += COST_CSR_KNOWS;
    if (truths_of(c, scenario, pair->customer) & bit) cost += COST_KNOWS;
    if (k > 0 && plan->pairs[k - 1].variant == variant) cost += COST_NEIGHBOUR;
    return cost;
}

static void deal_pair(const struct class_state *c, int scenario, int variants, struct plan *plan,
                      int k, int dealt[VARIANTS_MAX]) {
    int best = 0, best_cost = INT32_MAX;
    for (int v = 0; v < variants; v++) {
        int cost = cost_deal(c, scenario, plan, k, v, dealt);
        if (cost >= best_cost) continue;
        best = v;
        best_cost = cost;
    }
    plan->pairs[k].variant = (uint8_t)best;
    dealt[best]++;
}

void carousel_deal(const struct class_state *c, struct str slug, int variants, struct plan *plan) {
    CHECK(variants >= 1 && variants <= VARIANTS_MAX);
    int dealt[VARIANTS_MAX] = { 0 }, scenario = class_scenario(c, slug);
    for (int k = 0; k < plan->pairs_count; k++) {
        deal_pair(c, scenario, variants, plan, k, dealt);
    }
}

// What it costs that a person watches a pair: a recording, then hearing a truth again, then a
// crowd.
static int cost_watch(const struct class_state *c, int scenario, const struct pair *pair,
                      uint16_t person) {
    int cost = pair->observers_count;
    if (truths_of(c, scenario, person) & 1u << pair->variant) cost += COST_HEARD;
    if (!c->people[person].recorded && class_pair_recorded(c, pair)) cost += COST_RECORDING;
    return cost;
}

void carousel_watch(const struct class_state *c, struct str slug, uint32_t turn, uint16_t person,
                    struct plan *plan) {
    int best = 0, best_cost = INT32_MAX, scenario = class_scenario(c, slug);
    for (int i = 0; i < plan->pairs_count; i++) {
        int k = (int)((turn + (uint32_t)i) % plan->pairs_count);
        int cost = cost_watch(c, scenario, &plan->pairs[k], person);
        if (plan->pairs[k].observers_count >= OBSERVERS_MAX || cost >= best_cost) continue;
        best = k + 1;
        best_cost = cost;
    }
    if (best) {
        plan_observe(plan, best, person);
    } else {
        plan_bench(plan, person);
    }
}

// Somebody who sits out has waited longer, so they get the seat that they had less often.
void carousel_join(const struct class_state *c, uint16_t person, struct plan *plan) {
    struct str scenario = str_from(c->setup.scenario);
    if (plan->benched_count == 0) {
        carousel_watch(c, scenario, 0, person, plan);
        return;
    }
    uint16_t waiting = plan->benched[0];
    plan_leave(plan, waiting);
    if (carousel_cost(c, waiting, person) <= carousel_cost(c, person, waiting)) {
        plan_add_pair(plan, waiting, person);
    } else {
        plan_add_pair(plan, person, waiting);
    }
    int dealt[VARIANTS_MAX] = { 0 };
    deal_pair(c, class_scenario(c, scenario), c->setup.variants, plan, plan->pairs_count - 1,
              dealt);
}
