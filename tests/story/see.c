// Expectations: events that came since the step began, and the latest of what is only ever shown as
// it is now (a place, the room, a tile).
//
//   ana and ben see said by=customer text="Where is it?"
//   ana doesn't see dial_set
//   ana gets 1 message
//   ana's place has seat=csr recorded=false
//   the room has phase=running
//   tile 1 has dial=8 flags~"help"
#include "see.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script.h"
#include "stage.h"

// "name=value" (of a string without its quotes, else its JSON), "name~part", or "name=hidden" for a
// member that isn't there.
static bool member_fits(const cJSON *object, const char *word) {
    char name[40];
    size_t length = strcspn(word, "=~");
    if (word[length] == '\0' || length >= sizeof name) return false;
    memcpy(name, word, length);
    name[length] = '\0';
    const char *value = word + length + 1;
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!member) return strcmp(value, "hidden") == 0;
    char *text =
        cJSON_IsString(member) ? strdup(member->valuestring) : cJSON_PrintUnformatted(member);
    bool fits = word[length] == '=' ? strcmp(text, value) == 0 : strstr(text, value) != NULL;
    free(text);
    return fits;
}

static bool members_fit(const cJSON *object, char *const *words, int count) {
    for (int i = 0; i < count; i++)
        if (!member_fits(object, words[i])) return false;
    return true;
}

// ── events ──

static bool event_fits(const char *json, char *const *words, int count) {
    cJSON *event = cJSON_Parse(json);
    bool fits = strcmp(cJSON_GetObjectItem(event, "type")->valuestring, words[0]) == 0 &&
                members_fit(event, words + 1, count - 1);
    cJSON_Delete(event);
    return fits;
}

// An interrupted play brings these to everybody.
static bool is_of_outage(const char *type) {
    static const char *const types[] = { "interrupted", "returned", "resumed", "typing_changed" };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i]) == 0) return true;
    return false;
}

static void check_events(struct stage *stage, const char *name, bool wanted, char *const *words,
                         int count) {
    const struct player *player = stage_player(stage, name);
    if (!player) {
        stage_fault(stage, "nobody is called %s", name);
        return;
    }
    if (!wanted && stage->mishap != MISHAP_NONE && is_of_outage(words[0])) return;
    bool found = false;
    for (int i = player->log_step; i < player->log_count && !found; i++)
        found = event_fits(player->log[i].json, words, count);
    if (found == wanted) return;
    struct buf came = { 0 };
    for (int i = player->log_step; i < player->log_count; i++)
        buf_printf(&came, "\n    %s", player->log[i].json);
    stage_fault(stage, "%s %s %s; what came:%.*s", name, found ? "saw" : "didn't see", words[0],
                STR_ARG(buf_str(&came)));
    buf_deinit(&came);
}

// Names up to the verb; returns where that is, or -1.
static int names_end(const struct line *line, bool *wanted) {
    for (int i = 1; i < line->count; i++) {
        const char *word = line->words[i];
        bool see = strcmp(word, "sees") == 0 || strcmp(word, "see") == 0;
        bool not_see = strcmp(word, "doesn't") == 0 || strcmp(word, "don't") == 0;
        *wanted = see;
        if (see && i + 1 < line->count) return i + 1;
        if (not_see && i + 2 < line->count && strcmp(line->words[i + 1], "see") == 0) return i + 2;
    }
    return -1;
}

static void check_sees(struct stage *stage, const struct line *line) {
    bool wanted;
    int event = names_end(line, &wanted);
    if (event < 0) {
        stage_fault(stage, "not understood");
        return;
    }
    int verb = event - (wanted ? 1 : 2);
    for (int i = 0; i < verb; i++)
        if (strcmp(line->words[i], "and") != 0)
            check_events(stage, line->words[i], wanted, line->words + event, line->count - event);
}

// ── what is shown as it is now ──

static void check_members(struct stage *stage, const char *what, const cJSON *object,
                          char *const *words, int count) {
    if (object && count > 0 && members_fit(object, words, count)) return;
    char *text = object ? cJSON_PrintUnformatted(object) : NULL;
    stage_fault(stage, "%s is %s", what, text ? text : "not there");
    free(text);
}

static const cJSON *tile_of(const struct player *trainer, int pair) {
    const cJSON *tile;
    cJSON_ArrayForEach(
        tile, cJSON_GetObjectItem(trainer->tiles,
                                  "tiles")) if (cJSON_GetObjectItem(tile, "pair")->valueint ==
                                                pair) return tile;
    return NULL;
}

static bool check_now(struct stage *stage, const struct line *line) {
    char *const *words = line->words;
    char name[24];
    size_t length = strcspn(words[0], "'");
    if (line->count < 4 || strcmp(words[2], "has") != 0 || length >= sizeof name) return false;
    const struct player *trainer = &stage->players[TRAINER];
    snprintf(name, sizeof name, "%.*s", (int)length, words[0]);
    const struct player *player = stage_player(stage, name);
    const cJSON *object = NULL;
    stage_look(stage);
    if (strcmp(words[1], "place") == 0 && player)
        object = player->place;
    else if (strcmp(words[1], "room") == 0)
        object = trainer->room;
    else if (strcmp(words[0], "tile") == 0)
        object = tile_of(trainer, atoi(words[1]));
    check_members(stage, words[1], object, words + 3, line->count - 3);
    return true;
}

// How many messages came, whatever was in them.
static bool check_count(struct stage *stage, const struct line *line) {
    char *const *words = line->words;
    if (line->count != 4 || strcmp(words[1], "gets") != 0) return false;
    const struct player *player = stage_player(stage, words[0]);
    int got = player ? player->messages : -1;
    if (got != atoi(words[2])) stage_fault(stage, "%s got %d", words[0], got);
    return true;
}

void see_check(struct stage *stage, const struct line *line) {
    stage->line = line->number;
    if (!check_now(stage, line) && !check_count(stage, line)) check_sees(stage, line);
}
