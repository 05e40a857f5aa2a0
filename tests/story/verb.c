// The verbs of stories: one table says how each is written and what it sends. A verb that is
// missing here is added as one line.
#include "verb.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "script.h"
#include "stage.h"

enum { VALUES_MAX = 4, TRAINER_NUMBER = 481 };

// Words in capitals are slots:
//
//   TEXT       a text; goes out as a JSON string
//   NUMBER     goes out as it stands
//   PERSON     somebody's name; goes out as their number in the class
//   CRITERION  of the stories' rubric; goes out as its place
//   MOMENT     an event's type; goes out as the position of the last such event that they saw
//   PAIR       the pair whose session is meant; not a field
//
// `fields` are the command's members; each $ stands for the next slot's value.
enum target { SESSION, CLASS, SHEET };

struct scene { // one line being played
    struct stage *stage;
    struct player *who; // NULL: nobody of a name
    char *values[VALUES_MAX];
    int values_count;
    int pair; // 0: none was named
};

struct verb {
    const char *pattern;
    enum target target;
    const char *command, *fields;
    void (*act)(struct scene *scene); // NULL: sends the command
};

// ── commands ──

#define SETUP                                                                                      \
    "\"rubric\":\"calm\",\"doctrine\":\"facts_first\",\"brief_s\":60,\"call_s\":300,\"back_s\":"   \
    "30,"                                                                                          \
    "\"score_s\":60,\"talk_s\":60,\"focus\":[0,1,2],\"scenario\":$,"

static void act_plays(struct scene *scene);
static void act_briefs(struct scene *scene);
static void act_watches(struct scene *scene);
static void act_drops(struct scene *scene);
static void act_reconnects(struct scene *scene);
static void act_opens(struct scene *scene);
static void act_opens_other(struct scene *scene);
static void act_sends_again(struct scene *scene);
static void act_quits(struct scene *scene);

static const struct verb verbs[] = {
    // a trainee in a session
    { "is ready", SESSION, "ready", "", NULL },
    { "says TEXT", SESSION, "say", "\"act\":\"plain\",\"text\":$", NULL },
    { "restates TEXT", SESSION, "say", "\"act\":\"restate\",\"text\":$", NULL },
    { "draws a line TEXT", SESSION, "say", "\"act\":\"boundary\",\"text\":$", NULL },
    { "types", SESSION, "typing", "\"on\":true", NULL },
    { "stops typing", SESSION, "typing", "\"on\":false", NULL },
    { "dials NUMBER", SESSION, "dial", "\"value\":$", NULL },
    { "has said it all", SESSION, "finish_story", "", NULL },
    { "reveals TEXT", SESSION, "reveal", "\"fact\":$", NULL },
    { "asks the TEXT desk", SESSION, "ask_desk", "\"desk\":$", NULL },
    { "holds NUMBER TEXT", SESSION, "hold", "\"kind\":\"hold\",\"seconds\":$,\"reason\":$", NULL },
    { "rings back NUMBER TEXT", SESSION, "hold",
      "\"kind\":\"ring_back\",\"seconds\":$,\"reason\":$", NULL },
    { "is back", SESSION, "end_hold", "", NULL },
    { "offers TEXT TEXT", SESSION, "offer", "\"offer\":$,\"text\":$", NULL },
    { "accepts NUMBER", SESSION, "answer_offer", "\"number\":$,\"accept\":true", NULL },
    { "declines NUMBER", SESSION, "answer_offer", "\"number\":$,\"accept\":false", NULL },
    { "promises TEXT by TEXT", SESSION, "promise", "\"what\":$,\"due\":$", NULL },
    { "asks the supervisor TEXT", SESSION, "ask_supervisor", "\"reason\":$", NULL },
    { "breathes", SESSION, "breathe", "", NULL },
    { "asks for help TEXT", SESSION, "ask_help", "\"text\":$", NULL },
    { "steps out", SESSION, "step_out", "", NULL },
    { "leaves", SESSION, "leave", "", NULL },
    { "chooses to wait", SESSION, "choose", "\"choice\":\"wait\"", NULL },
    { "chooses to end", SESSION, "choose", "\"choice\":\"end\"", NULL },
    { "falls asleep", SESSION, "sleep", "\"asleep\":true", NULL },
    { "wakes up", SESSION, "sleep", "\"asleep\":false", NULL },
    { "marks TEXT", SESSION, "mark", "\"note\":$", NULL },
    // a trainer, to one pair
    { "watches pair PAIR", SESSION, "", "", act_watches },
    { "marks pair PAIR TEXT", SESSION, "mark", "\"note\":$", NULL },
    { "answers pair PAIR", SESSION, "answer_help", "", NULL },
    { "starts pair PAIR", SESSION, "start", "", NULL },
    { "freezes pair PAIR", SESSION, "freeze", "", NULL },
    { "unfreezes pair PAIR", SESSION, "unfreeze", "", NULL },
    { "extends pair PAIR by NUMBER", SESSION, "extend", "\"seconds\":$", NULL },
    { "fires TEXT at pair PAIR", SESSION, "fire_twist", "\"twist\":$", NULL },
    { "whispers to the csr of pair PAIR TEXT", SESSION, "whisper",
      "\"to_csr\":true,\"to_customer\":false,\"text\":$", NULL },
    { "whispers to the customer of pair PAIR TEXT", SESSION, "whisper",
      "\"to_csr\":false,\"to_customer\":true,\"text\":$", NULL },
    { "whispers to both of pair PAIR TEXT", SESSION, "whisper",
      "\"to_csr\":true,\"to_customer\":true,\"text\":$", NULL },
    { "ends the call of pair PAIR", SESSION, "end_call", "", NULL },
    // a trainer, to the class
    { "removes PERSON", CLASS, "remove", "\"person\":$", NULL },
    { "locks the class", CLASS, "lock", "\"on\":true", NULL },
    { "unlocks the class", CLASS, "lock", "\"on\":false", NULL },
    { "proposes TEXT", CLASS, "propose", SETUP "\"ready_starts\":false,\"reshuffle\":false", NULL },
    { "reshuffles TEXT", CLASS, "propose", SETUP "\"ready_starts\":false,\"reshuffle\":true",
      NULL },
    { "proposes TEXT that starts when ready", CLASS, "propose",
      SETUP "\"ready_starts\":true,\"reshuffle\":false", NULL },
    { "swaps PERSON and PERSON", CLASS, "swap", "\"a\":$,\"b\":$", NULL },
    { "benches PERSON", CLASS, "move", "\"person\":$,\"pair\":0,\"seat\":\"observer\"", NULL },
    { "moves PERSON to pair NUMBER as TEXT", CLASS, "move", "\"person\":$,\"pair\":$,\"seat\":$",
      NULL },
    { "cancels the round", CLASS, "cancel", "", NULL },
    { "hands out the briefs", CLASS, "hand_out", "", NULL },
    { "begins", CLASS, "begin", "", NULL },
    { "briefs TEXT", CLASS, "", "", act_briefs }, // proposes and hands out
    { "plays TEXT", CLASS, "", "", act_plays },   // and begins
    { "freezes all", CLASS, "freeze_all", "", NULL },
    { "unfreezes all", CLASS, "unfreeze_all", "", NULL },
    { "extends all by NUMBER", CLASS, "extend_all", "\"seconds\":$", NULL },
    { "fires TEXT at all", CLASS, "fire_twist_all", "\"twist\":$", NULL },
    { "ends all calls", CLASS, "end_calls", "", NULL },
    { "ends the round", CLASS, "end_round", "", NULL },
    { "seats PERSON in pair NUMBER as TEXT", CLASS, "substitute",
      "\"person\":$,\"pair\":$,\"seat\":$", NULL },
    { "closes the class", CLASS, "close", "", NULL },
    // whoever scores; a trainer scores the pair that they watch
    { "scores CRITERION TEXT", SHEET, "score", "\"criterion\":$,\"value\":$", NULL },
    { "shows CRITERION by MOMENT", SHEET, "attach", "\"criterion\":$,\"moment\":$", NULL },
    { "unshows CRITERION by MOMENT", SHEET, "detach", "\"criterion\":$,\"moment\":$", NULL },
    { "comments CRITERION TEXT", SHEET, "comment", "\"criterion\":$,\"text\":$", NULL },
    { "praises NUMBER MOMENT TEXT", SHEET, "praise", "\"place\":$,\"moment\":$,\"text\":$", NULL },
    { "advises TEXT", SHEET, "advise", "\"text\":$", NULL },
    { "hands in", SHEET, "submit", "", NULL },
    { "publishes", SHEET, "publish", "", NULL },
    { "withdraws", SHEET, "withdraw", "", NULL },
    // a page and its socket
    { "loses the connection", SESSION, "", "", act_drops },
    { "reconnects", SESSION, "", "", act_reconnects },
    { "opens the page again", SESSION, "", "", act_opens },
    { "opens the page on TEXT", SESSION, "", "", act_opens_other },
    { "sends that again", SESSION, "", "", act_sends_again },
    { "quits", SESSION, "", "", act_quits },
};

static uint64_t stream_of(struct scene *scene, enum target target) {
    struct player *who = scene->who;
    if (target == CLASS) return id_class_stream(who->class_id);
    if (target == SHEET && who->sheet) return who->sheet;
    if (scene->pair) return stage_pair_stream(scene->stage, scene->pair);
    return who->session ? who->session : id_session(who->class_id, 1, 1);
}

// The members with their values.
static void fields_write(struct buf *to, const struct scene *scene, const char *fields) {
    int next = 0;
    for (; *fields; fields++) {
        if (*fields == '$')
            buf_append_str(to, str_from(scene->values[next++]));
        else
            buf_append_char(to, *fields);
    }
    buf_append_char(to, '\0');
}

static void send(struct scene *scene, enum target target, const char *command, const char *fields) {
    struct buf text = { 0 };
    fields_write(&text, scene, fields);
    player_command(scene->who, command, stream_of(scene, target), text.ptr);
    buf_deinit(&text);
}

// ── what is more than one command ──

static void act_briefs(struct scene *scene) {
    send(scene, CLASS, "propose", SETUP "\"ready_starts\":false,\"reshuffle\":false");
    stage_settle(scene->stage);
    send(scene, CLASS, "hand_out", "");
}

static void act_plays(struct scene *scene) {
    act_briefs(scene);
    stage_settle(scene->stage);
    send(scene, CLASS, "begin", "");
}

static void act_watches(struct scene *scene) {
    struct player *who = scene->who;
    uint64_t session = stage_pair_stream(scene->stage, scene->pair);
    who->asks = true;
    player_watch(who, session);
    if (!who->account) return; // a trainee's are those of their place
    who->session = session;
    who->sheet = id_sheet(session, TRAINER_NUMBER);
    player_watch(who, who->sheet);
}

static void act_drops(struct scene *scene) {
    player_drop(scene->who);
}

static void act_reconnects(struct scene *scene) {
    player_connect(scene->who, false);
}

static void act_opens(struct scene *scene) {
    player_connect(scene->who, true);
}

// A second device of the same person: it has their token, or their cookie.
static void act_opens_other(struct scene *scene) {
    char name[24]; // the value is JSON, with its quotes
    snprintf(name, sizeof name, "%.*s", (int)strlen(scene->values[0]) - 2, scene->values[0] + 1);
    struct player *other = stage_add(scene->stage, name);
    memcpy(other->token, scene->who->token, sizeof other->token);
    other->account = scene->who->account;
    player_connect(other, true);
}

static void act_sends_again(struct scene *scene) {
    player_send(scene->who, scene->who->last.ptr);
}

static void act_quits(struct scene *scene) {
    player_send(scene->who, "{\"type\":\"quit\"}");
}

// ── reading a line ──

static int criterion_of(const char *word) {
    static const char *const criteria[] = { "listen", "name", "facts", "close" };
    for (int i = 0; i < 4; i++)
        if (strcmp(word, criteria[i]) == 0) return i;
    return -1;
}

// The position of the last event of a type that somebody saw in their session; 0: they saw none.
static int moment_of(const struct player *who, const char *type) {
    for (int i = who->log_count; i-- > 0;) {
        if (who->log[i].stream != who->session) continue;
        cJSON *event = cJSON_Parse(who->log[i].json);
        bool fits = strcmp(cJSON_GetObjectItem(event, "type")->valuestring, type) == 0;
        cJSON_Delete(event);
        if (fits) return (int)who->log[i].n;
    }
    return 0;
}

// Whether a word fits a slot; keeps its value.
static bool slot_take(struct scene *scene, struct str slot, const char *word) {
    struct buf value = { 0 };
    const struct player *person = stage_player(scene->stage, word);
    if (str_eq(slot, STR("PAIR"))) {
        scene->pair = atoi(word);
        return scene->pair > 0;
    }
    if (str_eq(slot, STR("TEXT"))) buf_json_string(&value, str_from(word));
    if (str_eq(slot, STR("NUMBER"))) buf_append_str(&value, str_from(word));
    if (str_eq(slot, STR("PERSON")) && person) buf_printf(&value, "%u", person->person);
    if (str_eq(slot, STR("CRITERION"))) buf_printf(&value, "%d", criterion_of(word));
    if (str_eq(slot, STR("MOMENT"))) buf_printf(&value, "%d", moment_of(scene->who, word));
    if (value.len == 0 || scene->values_count == VALUES_MAX) {
        buf_deinit(&value);
        return false;
    }
    buf_append_char(&value, '\0');
    scene->values[scene->values_count++] = value.ptr;
    return true;
}

static void scene_clear(struct scene *scene) {
    while (scene->values_count > 0)
        free(scene->values[--scene->values_count]);
    scene->pair = 0;
}

static bool is_slot(struct str word) {
    return word.len > 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
}

// Whether the words are the pattern's, to the last.
static bool pattern_fits(struct scene *scene, const char *pattern, char *const *words, int count) {
    struct str rest = str_from(pattern);
    int at = 0;
    for (; rest.len > 0 && at < count; at++) {
        struct str word = str_cut(&rest, ' ');
        bool fits =
            is_slot(word) ? slot_take(scene, word, words[at]) : str_eq(word, str_from(words[at]));
        if (!fits) break;
    }
    if (rest.len == 0 && at == count) return true;
    scene_clear(scene);
    return false;
}

static bool do_verb(struct scene *scene, char *const *words, int count) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const struct verb *verb = &verbs[i];
        if (!pattern_fits(scene, verb->pattern, words, count)) continue;
        if (verb->act)
            verb->act(scene);
        else
            send(scene, verb->target, verb->command, verb->fields);
        scene_clear(scene);
        return true;
    }
    return false;
}

// ── what is no person's doing, and how people come ──

static bool is(char *const *words, int count, const char *sentence) {
    struct str rest = str_from(sentence);
    for (int i = 0; i < count; i++)
        if (!str_eq(str_cut(&rest, ' '), str_from(words[i]))) return false;
    return rest.len == 0;
}

static void people(struct stage *stage, char *const *words, int count) {
    for (int i = 0; i < count; i++) {
        struct player *player = stage_add(stage, words[i]);
        bool unrecorded = i + 1 < count && strcmp(words[i + 1], "unrecorded") == 0;
        player->recorded = !unrecorded;
        i += unrecorded;
        player_connect(player, true);
        stage_settle(stage);
    }
}

static bool joins(struct stage *stage, char *const *words, int count) {
    if (count < 2 || strcmp(words[1], "joins") != 0) return false;
    struct player *player = stage_player(stage, words[0]);
    if (!player) player = stage_add(stage, words[0]);
    if (is(words + 2, count - 2, "unrecorded")) player->recorded = false;
    if (is(words + 2, count - 2, "the other class")) {
        player->class_id = stage->other_class;
        memcpy(player->code, stage->other_code, sizeof player->code);
    }
    if (count == 5 && is(words + 2, 2, "with code"))
        snprintf(player->code, sizeof player->code, "%s", words[4]);
    player_connect(player, true);
    return true;
}

static void disk_fills(struct stage *stage, bool full) {
    stage->full = full;
    if (full)
        stage_fill(stage);
    else
        stage_heal(stage);
}

static bool do_world(struct stage *stage, char *const *words, int count) {
    if (is(words, count, "-")) return true;
    if (strcmp(words[0], "people") == 0)
        people(stage, words + 1, count - 1);
    else if (is(words, count, "server restarts"))
        stage_restart(stage, ENDING_STOP);
    else if (is(words, count, "server crashes"))
        stage_restart(stage, ENDING_CRASH);
    else if (count == 3 && is(words, 2, "server sleeps"))
        stage_sleep(stage, atoi(words[2]) * MS_SECOND);
    else if (count == 3 && is(words, 2, "server works"))
        stage_work(stage, atoi(words[2]) * MS_SECOND);
    else if (is(words, count, "another server takes the class"))
        stage_take_away(stage);
    else if (is(words, count, "disk fills"))
        disk_fills(stage, true);
    else if (is(words, count, "disk heals"))
        disk_fills(stage, false);
    else if (is(words, count, "disk stalls"))
        stage_stall(stage, true);
    else if (is(words, count, "disk takes one batch"))
        stage_commit_one(stage);
    else if (is(words, count, "disk goes on"))
        stage_stall(stage, false);
    else
        return joins(stage, words, count);
    return true;
}

// ── the answer ──

// words: "->" and what follows; count 0: it must be accepted.
static void check_answer(struct stage *stage, const struct player *who, char *const *words,
                         int count) {
    const char *code = count >= 3 && strcmp(words[1], "refused") == 0 ? words[2] : "";
    const char *path = count == 5 && strcmp(words[3], "at") == 0 ? words[4] : who->path;
    if (count > 0 && code[0] == '\0') stage_fault(stage, "an answer that can't be");
    if (strcmp(who->refused, code) != 0 || strcmp(who->path, path) != 0)
        stage_fault(stage, "%s was %s%s %s", who->name, who->refused[0] ? "refused " : "accepted",
                    who->refused, who->path);
}

void verb_play(struct stage *stage, const struct line *line) {
    int count = 0;
    while (count < line->count && strcmp(line->words[count], "->") != 0)
        count++;
    struct scene scene = { .stage = stage, .who = stage_player(stage, line->words[0]) };
    if (scene.who) scene.who->refused[0] = scene.who->path[0] = '\0';
    if (scene.who) scene.who->asks = false;
    bool done = do_world(stage, line->words, count) ||
                (scene.who && do_verb(&scene, line->words + 1, count - 1));
    if (!done) {
        stage_fault(stage, scene.who ? "nobody knows how to do that" : "nobody has that name");
        return;
    }
    stage_settle(stage);
    const struct player *who = stage_player(stage, line->words[0]);
    if (who) check_answer(stage, who, line->words + count, line->count - count);
}
