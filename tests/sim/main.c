// sim SHELF run FIRST COUNT STEPS     plays seeds, each in a process of its own; shrinks the first
//                                     that fails; the last line is "N passed, N failed"
// sim SHELF play SEED STEPS           plays one and tells its story
// sim SHELF twice SEED STEPS          plays one two times and compares every byte
//
// Only sim_planted has bugs to plant:
// sim SHELF bugs                      their titles, one a line
// sim SHELF find BUG SEEDS STEPS      plays seeds with that bug until one fails; 0: one did
// sim SHELF show BUG SEED STEPS       plays one seed with it and shrinks its story
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutant.h"
#include "protocol/command.h"
#include "shrink.h"
#include "trial.h"

static void figures_add(struct figures *to, const struct figures *more) {
    uint64_t *sum = (uint64_t *)(void *)to;
    const uint64_t *each = (const uint64_t *)(const void *)more;
    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += each[i];
}

// One a line, for whoever adds them up.
static void figures_print(const struct figures *f) {
    const struct {
        const char *name;
        uint64_t count;
    } lines[] = {
        { "deliveries", f->deliveries }, { "commands", f->commands },
        { "accepted", f->accepted },     { "refused", f->refused },
        { "commits", f->commits },       { "crashes", f->crashes },
        { "restarts", f->restarts },     { "cuts", f->cuts },
        { "resumes", f->resumes },       { "disk_faults", f->disk_faults },
        { "state_checks", f->checks },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        printf("%s %llu\n", lines[i].name, (unsigned long long)lines[i].count);
}

static void print_failure(const char *program, const struct plan *plan,
                          const struct outcome *outcome) {
    printf("seed %llu fails at step %u: %s\n", (unsigned long long)plan->seed, outcome->steps,
           outcome->fault.text);
    printf("  again: %s %s play %llu %u\n", program, plan->shelf, (unsigned long long)plan->seed,
           plan->steps);
}

static int run_seeds(const char *program, struct plan plan, uint64_t count) {
    uint64_t failed = 0, last = plan.seed + count;
    struct figures sum = { 0 };
    struct outcome outcome;
    for (; plan.seed < last; plan.seed++) {
        trial_play(&plan, &outcome);
        figures_add(&sum, &outcome.figures);
        if (!outcome.fault.any) continue;
        print_failure(program, &plan, &outcome);
        if (failed++ == 0) shrink_and_tell(&plan, &outcome);
    }
    figures_print(&sum);
    printf("%llu passed, %llu failed\n", (unsigned long long)(count - failed),
           (unsigned long long)failed);
    return failed > 0;
}

static int play(struct plan plan) {
    struct outcome outcome;
    plan.tells = plan.loud = true;
    trial_play(&plan, &outcome);
    printf("trace %016llx, %u steps\n", (unsigned long long)outcome.trace, outcome.steps);
    figures_print(&outcome.figures);
    if (outcome.fault.any) printf("%s\n", outcome.fault.text);
    return outcome.fault.any;
}

static int play_twice(const struct plan *plan) {
    struct outcome first, second;
    trial_play(plan, &first);
    trial_play(plan, &second);
    bool same = first.trace == second.trace && first.steps == second.steps;
    printf("seed %llu: trace %016llx and %016llx\n", (unsigned long long)plan->seed,
           (unsigned long long)first.trace, (unsigned long long)second.trace);
    printf("%d passed, %d failed\n", same, !same);
    return !same;
}

// ── planted bugs ──

static int list_bugs(void) {
    for (int bug = 1; mutant_title(bug); bug++)
        printf("%d %s\n", bug, mutant_title(bug));
    return 0;
}

static int find(struct plan plan, uint64_t count) {
    struct outcome outcome;
    for (plan.seed = 1; plan.seed <= count; plan.seed++) {
        trial_play(&plan, &outcome);
        if (!outcome.fault.any) continue;
        printf("%s\n", outcome.fault.text);
        printf("planted: %s: found by seed %llu at step %u\n", mutant_title(mutant_planted),
               (unsigned long long)plan.seed, outcome.steps);
        return 0;
    }
    printf("planted: %s: NOT found by %llu seeds\n", mutant_title(mutant_planted),
           (unsigned long long)count);
    return 1;
}

static int usage(void) {
    fprintf(stderr,
            "usage: sim SHELF run FIRST COUNT STEPS | play SEED STEPS | twice SEED STEPS |\n"
            "       bugs | find BUG SEEDS STEPS | show BUG SEED STEPS\n");
    return 2;
}

static uint64_t number(const char *text) {
    return strtoull(text, NULL, 10);
}

static bool is(char **argv, int argc, const char *what, int count) {
    return argc == 3 + count && strcmp(argv[2], what) == 0;
}

int main(int argc, char **argv) {
    if (argc < 3) return usage();
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (is(argv, argc, "bugs", 0)) return list_bugs();
    if (argc < 5) return usage();
    struct plan plan = { .shelf = argv[1],
                         .contract = contract_new(),
                         .steps = (uint32_t)number(argv[argc - 1]),
                         .seed = number(argv[argc == 6 && strcmp(argv[2], "show") == 0 ? 4 : 3]) };
    bool planted = is(argv, argc, "find", 3) || is(argv, argc, "show", 3);
    if (planted) mutant_planted = (int)number(argv[3]);
    int code;
    if (plan.steps == 0 || plan.steps > STEPS_MAX || (planted && !mutant_title(mutant_planted)))
        code = usage();
    else if (is(argv, argc, "run", 3))
        code = run_seeds(argv[0], plan, number(argv[4]));
    else if (is(argv, argc, "show", 3))
        code = run_seeds(argv[0], plan, 1);
    else if (is(argv, argc, "find", 3))
        code = find(plan, number(argv[4]));
    else if (is(argv, argc, "play", 2))
        code = play(plan);
    else if (is(argv, argc, "twice", 2))
        code = play_twice(&plan);
    else
        code = usage();
    contract_free(plan.contract);
    return code;
}
