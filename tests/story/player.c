// A client: counts its commands, keeps those that wait for an answer, sends them again after "not
// saved" or on a new socket, and asks each stream for what it has not seen.
#include "player.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "finale.h"
#include "protocol/command.h"
#include "stage.h"

void player_init(struct player *player, struct stage *stage, const char *name) {
    *player = (struct player){ .stage = stage, .recorded = true, .class_id = stage->class_id };
    snprintf(player->name, sizeof player->name, "%s", name);
    snprintf(player->seat, sizeof player->seat, "none");
    snprintf(player->code, sizeof player->code, "%s", stage->code);
    player->log = calloc(LOG_MAX, sizeof *player->log);
    CHECK(player->log != NULL);
    memset(player->token, 'A', sizeof player->token - 1);
    memcpy(player->token, player->name, strlen(player->name));
}

void player_deinit(struct player *player) {
    for (int i = 0; i < player->log_count; i++)
        free(player->log[i].json);
    for (int i = 0; i < player->open_count; i++)
        free(player->open[i].text);
    free(player->log);
    cJSON_Delete(player->place);
    cJSON_Delete(player->room);
    cJSON_Delete(player->tiles);
    buf_deinit(&player->last);
    buf_deinit(&player->heard);
}

// ── sending ──

static void answer_is(struct player *player, const char *code, const char *path) {
    snprintf(player->refused, sizeof player->refused, "%s", code);
    snprintf(player->path, sizeof player->path, "%.*s", (int)sizeof player->path - 1, path);
}

void player_send(struct player *player, const char *text) {
    struct message message;
    struct check_fault fault;
    if (!player->conn) return;
    if (message_decode(player->stage->contract, str_from(text), &message, &fault) != OK) {
        answer_is(player, "bad_message", fault.path);
        return;
    }
    engine_receive(player->stage->engine, player->conn, &message);
    message_free(&message);
}

static uint32_t *position_of(struct player *player, uint64_t stream) {
    int i = 0;
    while (i < player->positions_count && player->positions[i].stream != stream)
        i++;
    CHECK(i < POSITIONS_MAX);
    if (i == player->positions_count) {
        player->positions[i].stream = stream;
        player->positions[player->positions_count++].n = 0;
    }
    return &player->positions[i].n;
}

void player_watch(struct player *player, uint64_t stream) {
    char text[96];
    snprintf(text, sizeof text, "{\"type\":\"watch\",\"stream\":%llu,\"n\":%u}",
             (unsigned long long)stream, *position_of(player, stream));
    player_send(player, text);
}

void player_connect(struct player *player, bool anew) {
    struct stage *stage = player->stage;
    char text[160];
    player_drop(player);
    player->lost = false;
    player->conn = ++stage->conn_last;
    if (anew) player->instance = 0;
    player->enters |= anew;
    engine_connect(stage->engine, player->conn, player->account);
    snprintf(text, sizeof text,
             "{\"type\":\"hello\",\"version\":1,\"token\":\"%s\",\"instance\":%u}",
             player->account ? "" : player->token, player->instance);
    player_send(player, text);
}

void player_drop(struct player *player) {
    if (player->conn) engine_disconnect(player->stage->engine, player->conn);
    player->conn = 0;
}

// What the page shows by itself, and says again when it has to.
static void page_note(struct player *player, const char *type, const char *fields) {
    bool on = strstr(fields, "true") != NULL;
    if (strcmp(type, "typing") == 0) player->types = on;
    if (strcmp(type, "say") == 0) player->types = false;
    if (strcmp(type, "sleep") == 0) player->sleeps = on;
}

void player_command(struct player *player, const char *type, uint64_t stream, const char *fields) {
    page_note(player, type, fields);
    CHECK(player->open_count < OPEN_MAX);
    buf_reset(&player->last);
    buf_printf(&player->last, "{\"type\":\"%s\",\"id\":%u,\"stream\":%llu%s%s}", type,
               ++player->counter, (unsigned long long)stream, fields[0] ? "," : "", fields);
    buf_append_char(&player->last, '\0');
    answer_is(player, "", "");
    player_send(player, player->last.ptr);
    if (player->refused[0]) return; // the gate's refusal needs no turn
    player->open[player->open_count].id = player->counter;
    player->open[player->open_count++].text = strdup(player->last.ptr);
}

void player_send_again(struct player *player) {
    player->send_again = false;
    for (int i = 0; i < player->open_count; i++)
        player_send(player, player->open[i].text);
}

// ── hearing ──

static const char *text_of(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name)->valuestring;
}

static uint64_t number_of(const cJSON *object, const char *name) {
    return (uint64_t)cJSON_GetObjectItemCaseSensitive(object, name)->valuedouble;
}

static void open_remove(struct player *player, uint32_t id) {
    for (int i = 0; i < player->open_count; i++) {
        if (player->open[i].id != id) continue;
        free(player->open[i].text);
        memmove(&player->open[i], &player->open[i + 1],
                (size_t)(--player->open_count - i) * sizeof player->open[0]);
        return;
    }
}

static void join(struct player *player) {
    char text[256];
    snprintf(text, sizeof text,
             "{\"type\":\"join\",\"code\":\"%s\",\"name\":\"%s\",\"recorded\":%s,\"token\":\"%s\"}",
             player->code, player->name, player->recorded ? "true" : "false", player->token);
    player_send(player, text);
}

// A new instance counts anew, and knows nothing of what was open.
static void instance_begin(struct player *player, uint32_t instance) {
    while (player->open_count > 0)
        open_remove(player, player->open[0].id);
    player->instance = instance;
    player->counter = 0;
}

static void on_welcome(struct player *player, const cJSON *m) {
    uint32_t instance = (uint32_t)number_of(m, "instance");
    if (strcmp(text_of(m, "who"), "nobody") == 0) {
        if (player->enters) join(player);
        return;
    }
    player->enters = false;
    if (instance != player->instance) instance_begin(player, instance);
    if (!player->account) player->person = (uint16_t)number_of(m, "person");
    for (int i = 0; i < player->positions_count; i++)
        player_watch(player, player->positions[i].stream);
    player->send_again = true;
}

// What is no longer theirs; and theirs again from another seat, it is seen with other eyes, from
// the start.
static void session_forget(struct player *player) {
    char text[64];
    for (int i = 0; i < player->log_count; i++)
        player->log[i].stream = 0;
    for (int i = 0; i < player->positions_count; i++) {
        snprintf(text, sizeof text, "{\"type\":\"unwatch\",\"stream\":%llu}",
                 (unsigned long long)player->positions[i].stream);
        player_send(player, text);
    }
    player->positions_count = 0;
    player->types = player->sleeps = false;
    buf_reset(&player->heard);
}

static void on_place(struct player *player, const cJSON *m) {
    uint64_t session = number_of(m, "session");
    const char *seat = text_of(m, "seat");
    bool moved = session != player->session || strcmp(seat, player->seat) != 0;
    cJSON_Delete(player->place);
    player->place = cJSON_Duplicate(m, true);
    if (!moved) return;
    finale_check_marks(player); // what comes from here on is for the new seat
    session_forget(player);
    snprintf(player->seat, sizeof player->seat, "%s", seat);
    player->session = session;
    player->sheet = number_of(m, "sheet");
    if (session == 0) return;
    player_watch(player, session);
    player_watch(player, player->sheet);
}

static void log_add(struct player *player, uint64_t stream, uint32_t n, const cJSON *event) {
    CHECK(player->log_count < LOG_MAX);
    player->log[player->log_count++] = (struct seen){ stream, n, cJSON_PrintUnformatted(event) };
}

// Play goes on: their page says again what the interruption has ended; not before what is open,
// since commands go out in order, and then the open ones say it.
static void on_resumed(struct player *player) {
    if (player->open_count > 0) return;
    if (player->types) player_command(player, "typing", player->session, "\"on\":true");
    if (player->sleeps) player_command(player, "sleep", player->session, "\"asleep\":true");
}

static void on_event(struct player *player, const cJSON *m) {
    uint64_t stream = number_of(m, "stream");
    uint32_t n = (uint32_t)number_of(m, "n"), *position = position_of(player, stream);
    if (n != *position + 1)
        stage_fault(player->stage, "%s got event %u after %u", player->name, n, *position);
    *position = n;
    const cJSON *event = cJSON_GetObjectItemCaseSensitive(m, "event");
    log_add(player, stream, n, event);
    if (stream == player->session && strcmp(text_of(event, "type"), "resumed") == 0)
        on_resumed(player);
}

static void on_refused(struct player *player, const cJSON *m) {
    uint32_t id = (uint32_t)number_of(m, "id");
    if (strcmp(text_of(m, "code"), "not_saved") == 0 && id > 0) {
        player->send_again = true;
        return;
    }
    open_remove(player, id);
    // A page that comes back asks for all it followed; what is no longer there is no answer.
    if (strcmp(text_of(m, "path"), "/stream") == 0 && !player->asks) return;
    answer_is(player, text_of(m, "code"), text_of(m, "path"));
}

static void on_accepted(struct player *player, const cJSON *m) {
    open_remove(player, (uint32_t)number_of(m, "id"));
    answer_is(player, "", "");
}

static void keep(cJSON **latest, const cJSON *m) {
    cJSON_Delete(*latest);
    *latest = cJSON_Duplicate(m, true);
}

static void on_notice(struct player *player, const cJSON *m) {
    static const char *const last_words[] = { "moved", "removed", "class_deleted" };
    log_add(player, 0, 0, m);
    for (size_t i = 0; i < sizeof last_words / sizeof *last_words; i++)
        if (strcmp(text_of(m, "code"), last_words[i]) == 0) player_drop(player);
}

static void player_take(struct player *player, const cJSON *m) {
    const char *type = text_of(m, "type");
    if (strcmp(type, "welcome") == 0) on_welcome(player, m);
    if (strcmp(type, "place") == 0) on_place(player, m);
    if (strcmp(type, "event") == 0) on_event(player, m);
    if (strcmp(type, "refused") == 0) on_refused(player, m);
    if (strcmp(type, "accepted") == 0) on_accepted(player, m);
    if (strcmp(type, "notice") == 0) on_notice(player, m);
    if (strcmp(type, "room") == 0) keep(&player->room, m);
    if (strcmp(type, "tiles") == 0) keep(&player->tiles, m);
    char *text = cJSON_PrintUnformatted(m);
    buf_append_str(&player->heard, str_from(text));
    free(text);
}

void player_step(struct player *player) {
    player->log_step = player->log_count;
    player->messages = 0;
}

void player_hear(struct player *player, struct str text) {
    player->messages++;
    cJSON *list = cJSON_ParseWithLength(text.ptr, text.len);
    CHECK(cJSON_IsArray(list)); // the server's own JSON
    const cJSON *m;
    cJSON_ArrayForEach(m, list) if (player->conn) player_take(player, m);
    cJSON_Delete(list);
}

void player_on_end(struct player *player) {
    player->lost = player->conn != 0;
    player_drop(player);
}
