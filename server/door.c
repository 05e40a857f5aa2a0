// The control socket's questions, each with the job that does it. Who may open the socket may open
// the database as well: nothing is checked here but that it was understood.
#include "door.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/check.h"
#include "base/log.h"
#include "doorbell.h"
#include "engine/ask.h"
#include "engine/erasure.h"
#include "net/loop.h"
#include "protocol/check.h"
#include "store/people.h"

struct door {
    struct loop *loop;
    struct store *store;
    struct engine *engine;
    char path[sizeof(((struct sockaddr_un *)0)->sun_path)];
};

// One call under way.
struct errand {
    struct door *door;
    uint64_t call;
};

static void errand_end(struct errand *errand, const char *answer) {
    loop_control_answer(errand->door->loop, errand->call, str_from(answer));
    free(errand);
}

static void on_trainer(void *ctx, enum err err, const struct trainer *trainer) {
    struct errand *errand = ctx;
    if (trainer) engine_trainer_changed(errand->door->engine, trainer->id);
    errand_end(errand, err_name(err));
}

static void on_erased(void *ctx, enum err err, const struct erased *erased) {
    char answer[96];
    snprintf(answer, sizeof answer, "%s", err_name(err));
    if (erased)
        snprintf(answer, sizeof answer, "%s %u %u %u", err_name(err), erased->texts, erased->pages,
                 erased->pending);
    errand_end(ctx, answer);
}

static const char *text_at(const cJSON *array, int place) {
    const cJSON *item = cJSON_GetArrayItem(array, place);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static void errand_run(struct errand *errand, const cJSON *words) {
    struct door *door = errand->door;
    const char *verb = text_at(words, 0), *whom = text_at(words, 1), *with = text_at(words, 2);
    if (strcmp(verb, "add") == 0)
        people_trainer_add(door->store, str_from(whom), str_from(with), on_trainer, errand);
    else if (strcmp(verb, "reset") == 0)
        people_trainer_reset(door->store, str_from(whom), str_from(with), on_trainer, errand);
    else if (strcmp(verb, "erase") == 0)
        erasure_person(door->engine, (uint32_t)strtoul(whom, NULL, 10),
                       (uint16_t)strtoul(with, NULL, 10), on_erased, errand);
    else
        errand_end(errand, err_name(ERR_INPUT));
}

static void on_line(void *ctx, uint64_t call, struct str line) {
    struct errand *errand = malloc(sizeof *errand);
    CHECK(errand);
    *errand = (struct errand){ ctx, call };
    struct check_fault fault; // what came from a program of ours is right, or nobody reads why not
    cJSON *words = NULL;
    if (json_accept(line, &scan_limits_message, &words, &fault) || cJSON_GetArraySize(words) != 3)
        errand_end(errand, err_name(ERR_INPUT));
    else
        errand_run(errand, words);
    json_free(words);
}

struct door *door_open(struct loop *loop, struct store *store, struct engine *engine,
                       struct str data) {
    struct door *door = calloc(1, sizeof *door);
    CHECK(door);
    struct sockaddr_un path = doorbell_path(data.ptr);
    *door = (struct door){ .loop = loop, .store = store, .engine = engine };
    memcpy(door->path, path.sun_path, sizeof door->path);
    if (!door->path[0] || loop_control(loop, door->path, on_line, door))
        log_warn("no_control_socket", "path", door->path);
    return door;
}

void door_close(struct door *door) {
    if (door->path[0]) unlink(door->path);
    free(door);
}
