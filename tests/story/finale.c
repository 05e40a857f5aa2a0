// The checks of every story's end: no leak, replay equals live, the journal has the whole state.
#include "finale.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "stage.h"

// Secrets of the stories' scenario carry the mark of whom they are for.
void finale_check_marks(struct player *player) {
    static const struct {
        const char *seat, *mark;
    } forbidden[] = {
        { "csr", "~customer~" },     { "csr", "~trainer~" },      { "customer", "~csr~" },
        { "customer", "~trainer~" }, { "none", "~csr~" },         { "none", "~customer~" },
        { "none", "~trainer~" },     { "observer", "~trainer~" },
    };
    if (player->account || player->heard.len == 0) return;
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        const char *mark = forbidden[i].mark;
        if (strcmp(player->seat, forbidden[i].seat) == 0 &&
            memmem(player->heard.ptr, player->heard.len, mark, strlen(mark)))
            stage_fault(player->stage, "%s was sent %s on the seat %s", player->name, mark,
                        player->seat);
    }
}

// The next event of a stream in what somebody saw, from *at on; NULL behind the last.
static const char *next_of(const struct player *player, uint64_t stream, int *at, int end) {
    while (*at < end && player->log[*at].stream != stream)
        (*at)++;
    return *at < end ? player->log[(*at)++].json : NULL;
}

// Follows a stream from its beginning once more. Who may no longer follow it gets nothing.
static void check_replay(struct player *player, int position) {
    uint64_t stream = player->positions[position].stream;
    uint32_t n = player->positions[position].n;
    int live = 0, again = player->log_count, end = player->log_count;
    player->positions[position].n = 0;
    player->types = player->sleeps = false; // what was resumed once is not to be told again
    player_watch(player, stream);
    stage_settle(player->stage);
    if (player->positions[position].n == 0) return;
    for (uint32_t i = 1; i <= n || again < player->log_count; i++) {
        const char *was = next_of(player, stream, &live, end);
        const char *is = next_of(player, stream, &again, player->log_count);
        if (was && is && strcmp(was, is) == 0) continue;
        stage_fault(player->stage, "%s sees as %u again %s, live it was %s", player->name, i,
                    is ? is : "nothing", was ? was : "nothing");
        return;
    }
}

void finale_check(struct stage *stage) {
    stage_stall(stage, false);
    stage_heal(stage);
    stage_settle(stage);
    for (int i = 0; i < stage->players_count; i++)
        finale_check_marks(&stage->players[i]);
    inside_check_states(stage);
    stage->restarting = true; // what follows is no part of the story
    for (int i = 0; i < stage->players_count; i++)
        for (int k = 0; stage->players[i].conn && k < stage->players[i].positions_count; k++)
            check_replay(&stage->players[i], k);
}
