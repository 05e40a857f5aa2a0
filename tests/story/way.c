// The ways in which a story is played. Each has to come to the same: what somebody must see, what
// is refused, and at the end (finale.c) no leak, a replay that equals live, a journal with the
// whole state.
#include "way.h"

#include <stdio.h>

#include "finale.h"
#include "script.h"
#include "see.h"
#include "stage.h"
#include "verb.h"

static const struct way {
    const char *name;
    enum mishap mishap;
    bool each;   // once for each commit of the story
    bool outage; // play is interrupted
} ways[] = {
    { "live", MISHAP_NONE, false, false },    { "restart", MISHAP_RESTART, false, true },
    { "crash", MISHAP_CRASH, true, true },    { "not saved", MISHAP_REFUSED, true, false },
    { "disk full", MISHAP_FULL, true, true },
};

static void step_play(struct stage *stage, const struct line *line) {
    stage->line = line->number;
    for (int i = 0; i < stage->players_count; i++)
        player_step(&stage->players[i]);
    stage_until(stage, line->at);
    verb_play(stage, line);
}

// Returns the faults; *commits: how many there were.
static int play_once(struct stage *stage, const struct script *script) {
    stage_init(stage);
    for (int i = 0; i < script->count; i++) {
        if (script->lines[i].expects)
            see_check(stage, &script->lines[i]);
        else
            step_play(stage, &script->lines[i]);
    }
    finale_check(stage);
    stage_deinit(stage);
    return stage->faults;
}

static int way_play(const struct way *way, const char *file, const struct script *script,
                    const char *shelf, int *commits) {
    static struct stage stage;
    int faults = 0, last = way->each ? *commits : 1;
    for (int at = 1; at <= last && faults == 0; at++) {
        char name[40];
        snprintf(name, sizeof name, way->each ? "%s at commit %d" : "%s", way->name, at);
        stage = (struct stage){ .file = file,
                                .way = name,
                                .shelf = shelf,
                                .mishap = way->mishap,
                                .mishap_at = way->each ? at : 0 };
        faults = play_once(&stage, script);
    }
    if (way->mishap == MISHAP_NONE) *commits = stage.commits;
    return faults;
}

int ways_play(const char *file, const struct script *script, const char *shelf, int *count) {
    int failed = 0, commits = 0;
    *count = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (ways[i].outage && script->without_outages) continue;
        if (ways[i].mishap != MISHAP_NONE && script->without_mishaps) continue;
        failed += way_play(&ways[i], file, script, shelf, &commits) > 0;
        (*count)++;
    }
    return failed;
}
