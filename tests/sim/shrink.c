// Delta debugging: halves first, then quarters, down to single steps.
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "trial.h"

enum {
    TRIALS_MAX = 400, // some seconds to a minute; the story is short enough then
    KIND_LENGTH = 25, // of a fault's text; the names and numbers before may be others
};

struct shrinking {
    struct plan plan;
    bool *left_out;
    char kind[KIND_LENGTH];
    int trials;
};

// The end of a fault's sentence, without numbers.
static void kind_of(const char *text, char kind[KIND_LENGTH]) {
    char words[sizeof(struct fault)];
    int count = 0;
    for (; *text && *text != ':'; text++)
        if (*text < '0' || *text > '9') words[count++] = *text;
    words[count] = '\0';
    snprintf(kind, KIND_LENGTH, "%s",
             count < KIND_LENGTH ? words : words + count - KIND_LENGTH + 1);
}

static bool still_fails(struct shrinking *s) {
    struct outcome outcome;
    char kind[KIND_LENGTH];
    s->trials++;
    trial_play(&s->plan, &outcome);
    if (!outcome.fault.any) return false;
    kind_of(outcome.fault.text, kind);
    if (strcmp(kind, s->kind) != 0) return false;
    s->plan.steps = outcome.steps; // what comes after it is of no use
    return true;
}

// Leaves out `count` kept steps from the from-th kept one on; takes them back if the fault is gone.
static bool leave_out(struct shrinking *s, uint32_t from, uint32_t count) {
    uint32_t steps = s->plan.steps, kept = 0, taken = 0;
    bool *before = malloc(steps);
    CHECK(before != NULL);
    memcpy(before, s->left_out, steps);
    for (uint32_t i = 0; i < steps; i++) {
        if (s->left_out[i]) continue;
        bool chosen = kept >= from && kept < from + count;
        s->left_out[i] = chosen;
        taken += chosen;
        kept++;
    }
    bool fails = taken > 0 && still_fails(s);
    if (!fails) memcpy(s->left_out, before, steps);
    free(before);
    return fails;
}

static uint32_t kept_count(const struct shrinking *s) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->plan.steps; i++)
        kept += !s->left_out[i];
    return kept;
}

static void shrink(struct shrinking *s) {
    for (uint32_t size = kept_count(s) / 2; size > 0 && s->trials < TRIALS_MAX; size /= 2) {
        // From the end: what a step needs stands before it.
        for (uint32_t at = kept_count(s); at > 0 && s->trials < TRIALS_MAX;) {
            at = at > size ? at - size : 0;
            leave_out(s, at, size);
        }
    }
}

void shrink_and_tell(const struct plan *plan, const struct outcome *outcome) {
    struct shrinking s = { .plan = *plan, .left_out = calloc(plan->steps + 1, 1) };
    CHECK(s.left_out != NULL);
    s.plan.left_out = s.left_out;
    s.plan.steps = outcome->steps;
    kind_of(outcome->fault.text, s.kind);
    shrink(&s);
    printf("  The shortest story, %u of %u steps:\n", kept_count(&s), outcome->steps);
    s.plan.tells = true;
    struct outcome last;
    trial_play(&s.plan, &last);
    printf("         %s\n", last.fault.any ? last.fault.text : "(it doesn't happen any more)");
    free(s.left_out);
}
