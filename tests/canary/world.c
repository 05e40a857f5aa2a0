// The sink only searches and notes; what a page does about it, it does in a later step, since the
// engine may not be called from there.
#include "world.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "base/log.h"
#include "mark.h"
#include "protocol/command.h"
#include "protocol/generated/shapes.h"

enum {
    WALL_BEGAN = 1700000000, // s
    TURNS_MAX = 1000,        // until all is out
    LOOP_MS = 1000,
};

uint64_t world_random(struct world *world) { // splitmix64
    uint64_t z = world->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int world_pick(struct world *world, int count) {
    return (int)(world_random(world) % (uint64_t)count);
}

static ms world_wall(const struct world *world) {
    return WALL_BEGAN * MS_SECOND + world->now;
}

// ── what leaks ──

struct search {
    struct world *world;
    const struct person_page *page;
    struct str text;
};

static const char *page_title(const struct person_page *page) {
    static char title[64];
    const char *role = page->reader.account ? "trainer"
                       : page->role < 0     ? "nobody's seat"
                                            : shape_enum_role.values[page->role];
    snprintf(title, sizeof title, "reader %d (class %d, %s)", page->reader.number, page->class,
             role);
    return title;
}

static void leak_tell(const struct search *s, const char *what) {
    struct world *world = s->world;
    if (world->leaks++ > 0) return;
    snprintf(world->leak, sizeof world->leak, "%s was sent %s: %.*s", page_title(s->page), what,
             (int)(s->text.len < 240 ? s->text.len : 240), s->text.ptr);
}

static void on_mark(void *ctx, uint32_t id) {
    const struct search *s = ctx;
    if (truth_may_read(s->world->truth, &s->page->reader, id)) return;
    const struct mark *mark = mark_at(id);
    char what[120];
    snprintf(what, sizeof what, "%08" PRIx32 ", %s", id, mark ? mark->what : "disguised");
    leak_tell(s, what);
}

// As a whole string: the codes of a journal in memory are digits, which also stand in times.
static void search_codes(const struct search *s) {
    for (int i = 0; i < CLASSES; i++) {
        char code[12];
        snprintf(code, sizeof code, "\"%s\"", s->world->codes[i]);
        if (s->page->reader.class_id == s->world->classes[i]) continue;
        if (memmem(s->text.ptr, s->text.len, code, strlen(code)))
            leak_tell(s, "the code of another class");
    }
}

// ── what a page makes of what it hears ──

static uint64_t number_of(const cJSON *object, const char *name) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(value) ? (uint64_t)value->valuedouble : 0;
}

static const char *text_of(const cJSON *object, const char *name) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(value) ? value->valuestring : "";
}

static void on_welcome(struct world *world, struct person_page *page, const cJSON *m) {
    uint32_t instance = (uint32_t)number_of(m, "instance");
    page->welcomed = strcmp(text_of(m, "who"), "nobody") != 0;
    if (!page->welcomed) return;
    if (instance != page->instance) page->counter = 0;
    page->instance = instance;
    if (page->reader.account) return;
    page->reader.class_id = world->classes[page->class];
    page->reader.person = (uint16_t)number_of(m, "person");
    truth_name(world->truth, page->reader.class_id, page->reader.person, page->name);
}

static void on_place(struct person_page *page, const cJSON *m) {
    uint64_t session = number_of(m, "session");
    int role = shape_enum_find(&shape_enum_role, str_from(text_of(m, "seat")));
    page->moved |= session != page->session || role != page->role;
    page->session = session;
    page->sheet = number_of(m, "sheet");
    page->role = role;
    page->round = (int)number_of(m, "round");
}

static void on_room(struct world *world, struct person_page *page, const cJSON *m) {
    const cJSON *pairs = cJSON_GetObjectItemCaseSensitive(m, "pairs");
    page->pairs = cJSON_GetArraySize(pairs);
    page->round = (int)number_of(m, "round");
    page->session = 0;
    const cJSON *pair = page->pairs ? cJSON_GetArrayItem(pairs, world_pick(world, page->pairs)) : 0;
    if (pair) page->session = number_of(pair, "session");
    page->sheet = page->session ? id_sheet(page->session, TRAINER_PERSON) : 0;
    page->moved = true;
}

// A message that says where somebody is; the rest of the array is behind it.
static void take_message(struct world *world, struct person_page *page, const char *at,
                         const char *end) {
    const char *behind;
    cJSON *m = cJSON_ParseWithLengthOpts(at, (size_t)(end - at), &behind, false);
    if (!m) return;
    const char *type = text_of(m, "type");
    if (strcmp(type, "welcome") == 0) on_welcome(world, page, m);
    if (strcmp(type, "place") == 0) on_place(page, m);
    if (strcmp(type, "room") == 0) on_room(world, page, m);
    cJSON_Delete(m);
}

static void take_event(struct search *s, struct person_page *page, const char *at) {
    static const char key[] = "\"event\":";
    unsigned long long stream = 0;
    unsigned n = 0;
    long long play = 0;
    const char *end = s->text.ptr + s->text.len;
    if (sscanf(at, "{\"type\":\"event\",\"stream\":%llu,\"n\":%u,\"play\":%lld", &stream, &n,
               &play) != 3) {
        leak_tell(s, "an event in another shape");
        return;
    }
    for (int i = 0; i < page->followed_count; i++)
        if (page->followed[i].stream == stream) page->followed[i].n = n;
    const char *event = memmem(at, (size_t)(end - at), key, sizeof key - 1);
    struct str rest =
        event ? str_make(event + sizeof key - 1, (size_t)(end - event) - sizeof key + 1) : STR("");
    if (truth_may_see(s->world->truth, &page->reader, stream, play, rest)) return;
    char what[120];
    snprintf(what, sizeof what, "an event that isn't theirs, %.80s", rest.ptr);
    leak_tell(s, what);
}

// Quotes inside a value are escaped, so nobody's text begins a message.
static void take_all(struct search *s, struct person_page *page) {
    static const char begin[] = "{\"type\":\"";
    const char *at = s->text.ptr, *end = at + s->text.len;
    while ((at = memmem(at, (size_t)(end - at), begin, sizeof begin - 1))) {
        const char *type = at + sizeof begin - 1;
        if (strncmp(type, "event\"", 6) == 0)
            take_event(s, page, at);
        else if (strncmp(type, "welcome\"", 8) == 0 || strncmp(type, "place\"", 6) == 0 ||
                 strncmp(type, "room\"", 5) == 0)
            take_message(s->world, page, at, end);
        at = type;
    }
}

// ── the sink ──

static struct person_page *page_of(struct world *world, uint64_t conn) {
    for (int i = 0; i < PEOPLE; i++)
        if (world->people[i].conn == conn) return &world->people[i];
    return NULL;
}

// The text is copied, since what reads it likes a zero at its end.
static uint32_t sink_send(void *ctx, uint64_t conn, struct str text) {
    struct world *world = ctx;
    struct person_page *page = page_of(world, conn);
    if (!page) return 0;
    char *copy = strndup(text.ptr, text.len);
    CHECK(copy != NULL);
    struct search search = { world, page, str_make(copy, text.len) };
    world->bytes += text.len;
    world->frames++;
    take_all(&search, page);
    marks_find(search.text, on_mark, &search);
    search_codes(&search);
    free(copy);
    return 0;
}

static void sink_end(void *ctx, uint64_t conn) {
    struct person_page *page = page_of(ctx, conn);
    if (page) page->lost = true;
}

static void sink_wrong_code(void *ctx, uint64_t conn) {
    (void)ctx;
    (void)conn;
}

// ── the disk: what goes there is the truth ──

static struct world *submitting; // a journal's ops know no context but the journal
static const struct journal_ops *memory_ops;

static void on_submit(struct journal *journal, struct journal_batch *batch) {
    for (uint32_t i = 0; i < batch->unit_count; i++)
        truth_read(submitting->truth, &batch->units[i]);
    memory_ops->submit(journal, batch);
}

static void world_open_journal(struct world *world) {
    static struct journal_ops ops;
    world->journal = journal_memory_new();
    struct journal *journal = journal_memory_journal(world->journal);
    memory_ops = journal->ops;
    ops = *memory_ops;
    ops.submit = on_submit;
    journal->ops = &ops;
    submitting = world;
}

static void world_open_engine(struct world *world) {
    struct engine_config config = { .server = STR("canary"),
                                    .join_url = STR("http://localhost/"),
                                    .scenarios = world->shelf,
                                    .presence_ms = 2000,
                                    .absence_ms = 2000 };
    struct engine_sink sink = {
        .ctx = world, .send = sink_send, .wrong_code = sink_wrong_code, .end = sink_end
    };
    const char *why = "";
    CHECK(engine_open(&config, journal_memory_journal(world->journal), NULL, sink, world->now,
                      world_wall(world), &world->engine, &why) == OK);
}

static void on_created(void *ctx, enum err err, const struct journal_class *class) {
    struct world *world = ctx;
    CHECK(err == OK);
    int k = world->classes[0] ? 1 : 0;
    world->classes[k] = class->id;
    memcpy(world->codes[k], class->code, sizeof class->code);
}

static void create_class(struct world *world, uint32_t owner) {
    struct journal *journal = journal_memory_journal(world->journal);
    struct buf name = { 0 };
    uint32_t mark = mark_new("the name of a class");
    mark_write(&name, mark);
    struct journal_class_new what = { .name = buf_str(&name),
                                      .doctrine = STR("facts_first"),
                                      .owner = owner,
                                      .retention_days = 30,
                                      .created_ms = world_wall(world) };
    journal_create_class(journal, &what, on_created, world);
    journal_drain(journal);
    truth_class_mark(world->truth, world->classes[owner - 1], mark);
    buf_deinit(&name);
}

static void shelf_read_marks(struct world *world) {
    char path[1024], line[64];
    snprintf(path, sizeof path, "%s/marks", world->shelf);
    FILE *file = fopen(path, "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        world->shelf_marks = mark_new(line);
    }
    fclose(file);
    CHECK(world->shelf_marks > 0);
}

// Nobody is ever sent a token, not even their own.
static void page_init(struct world *world, int number, int class, uint32_t account) {
    struct person_page *page = &world->people[number - 1];
    struct buf token = { 0 };
    page->reader.number = number;
    page->reader.account = account;
    page->class = class;
    page->role = -1;
    page->recorded = number % 5 != 0;
    if (account) page->reader.class_id = world->classes[class];
    if (account) page->reader.person = TRAINER_PERSON;
    mark_write(&token, mark_new("a token"));
    memset(page->token, 'A', sizeof page->token - 1);
    memcpy(page->token, token.ptr, token.len);
    page->name = mark_new("the name of a person");
    mark_at(page->name)->owner = number;
    buf_deinit(&token);
}

void world_init(struct world *world, const char *shelf, uint64_t seed) {
    *world = (struct world){ .shelf = shelf, .now = 1000000, .random = seed };
    log_to(-1);
    marks_init();
    shelf_read_marks(world);
    world->truth = truth_new();
    world->contract = contract_new();
    world_open_journal(world);
    for (uint32_t owner = 1; owner <= CLASSES; owner++)
        create_class(world, owner);
    world_open_engine(world);
    int number = 0;
    for (int class = 0; class < CLASSES; class ++) {
        page_init(world, ++number, class, (uint32_t) class + 1);
        for (int i = 0; i < PEOPLE_PER_CLASS; i++)
            page_init(world, ++number, class, 0);
    }
    for (int i = 0; i < STRANGERS; i++)
        page_init(world, ++number, -1, 0);
}

void world_deinit(struct world *world) {
    world_turn(world);
    engine_close(world->engine);
    contract_free(world->contract);
    journal_memory_free(world->journal);
    truth_free(world->truth);
    marks_deinit();
}

// ── time ──

void world_turn(struct world *world) {
    int turns = 0;
    do {
        engine_flush(world->engine);
        engine_drain(world->engine);
        CHECK(++turns < TURNS_MAX);
    } while (!engine_is_idle(world->engine));
    for (int i = 0; i < PEOPLE; i++)
        if (world->people[i].lost) page_drop(world, &world->people[i]);
}

void world_pass(struct world *world, ms length) {
    for (ms end = world->now + length; world->now < end; world_turn(world)) {
        ms next = ms_min(engine_next_deadline(world->engine), world->now + LOOP_MS);
        world->now = ms_min(next > world->now ? next : world->now + 1, end);
        engine_advance(world->engine, world->now, world_wall(world));
    }
}

void world_restart(struct world *world, bool in_order) {
    world_turn(world);
    if (in_order) engine_stop(world->engine);
    world_turn(world);
    engine_close(world->engine);
    if (!in_order) journal_memory_crash(world->journal);
    for (int i = 0; i < PEOPLE; i++) {
        world->people[i].conn = 0;
        world->people[i].lost = false;
    }
    world_open_engine(world);
    world_turn(world);
}

// ── pages ──

void page_send(struct world *world, struct person_page *page, struct str text) {
    struct message message;
    struct check_fault fault;
    if (!page->conn) return;
    if (message_decode(world->contract, text, &message, &fault) != OK) {
        engine_refuse(world->engine, page->conn, message.id, REFUSAL_BAD_MESSAGE,
                      str_from(fault.path), str_from(fault.text));
        return;
    }
    engine_receive(world->engine, page->conn, &message);
    message_free(&message);
}

void page_drop(struct world *world, struct person_page *page) {
    if (page->conn) engine_disconnect(world->engine, page->conn);
    page->conn = 0;
    page->lost = page->welcomed = false;
}

void page_connect(struct world *world, struct person_page *page, bool anew) {
    char text[160];
    page_drop(world, page);
    page->conn = ++world->conn_last;
    if (anew) page->instance = 0;
    engine_connect(world->engine, page->conn, page->reader.account);
    snprintf(text, sizeof text,
             "{\"type\":\"hello\",\"version\":1,\"token\":\"%s\",\"instance\":%u}",
             page->reader.account ? "" : page->token, page->instance);
    page_send(world, page, str_from(text));
    page->moved = true;
}

uint32_t page_position(const struct person_page *page, uint64_t stream) {
    for (int i = 0; i < page->followed_count; i++)
        if (page->followed[i].stream == stream) return page->followed[i].n;
    return 0;
}

void page_watch(struct world *world, struct person_page *page, uint64_t stream, uint32_t n) {
    char text[96];
    int i = 0;
    while (i < page->followed_count && page->followed[i].stream != stream)
        i++;
    if (i == FOLLOWED_MAX) i = world_pick(world, FOLLOWED_MAX);
    if (i == page->followed_count) page->followed_count++;
    page->followed[i].stream = stream;
    page->followed[i].n = n;
    snprintf(text, sizeof text, "{\"type\":\"unwatch\",\"stream\":%llu}",
             (unsigned long long)stream);
    page_send(world, page, str_from(text));
    snprintf(text, sizeof text, "{\"type\":\"watch\",\"stream\":%llu,\"n\":%u}",
             (unsigned long long)stream, n);
    page_send(world, page, str_from(text));
}
