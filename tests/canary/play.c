// Commands are made from the shapes, so that a new command or a new text is played, and marked,
// without a line here.
#include "play.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "mark.h"
#include "protocol/generated/shapes.h"
#include "world.h"

struct machine {
    const struct shape *shapes;
    int count;
};

static const struct machine session_machine = { session_command_shapes, SESSION_COMMAND_COUNT };
static const struct machine class_machine = { class_command_shapes, CLASS_COMMAND_COUNT };
static const struct machine sheet_machine = { sheet_command_shapes, SHEET_COMMAND_COUNT };

static bool chance(struct world *world, int percent) {
    return world_pick(world, 100) < percent;
}

// ── fields ──

// Ids of the shelf are marks as well: "id fact" says which.
static bool write_id(struct world *world, struct buf *to, const char *field) {
    char what[64];
    snprintf(what, sizeof what, "id %s", field);
    uint32_t first = 0, count = 0;
    for (uint32_t id = 1; id <= world->shelf_marks; id++) {
        if (strcmp(mark_at(id)->what, what) != 0) continue;
        if (count++ == 0) first = id;
    }
    if (count == 0) return false;
    buf_append_char(to, '"');
    mark_write(to, first + (uint32_t)world_pick(world, (int)count));
    buf_append_char(to, '"');
    return true;
}

// With what must be escaped around it, and what the lexicon listens for.
static void write_text(struct world *world, struct buf *to, const char *command,
                       const char *field) {
    static const char *const around[] = { "",         "I see.",       "\\\"é\\\\\\n",
                                          "<b>&amp;", "We are sorry", "😀 ..." };
    char what[64];
    snprintf(what, sizeof what, "%s.%s", command, field);
    buf_append_char(to, '"');
    mark_write(to, mark_new(what));
    buf_printf(to, " %s\"", around[world_pick(world, 6)]);
}

static int number_for(struct world *world, const struct person_page *page, const char *field) {
    if (strcmp(field, "seconds") == 0) return 10 + world_pick(world, 20);
    if (strcmp(field, "criterion") == 0) return world_pick(world, 4);
    if (strcmp(field, "value") == 0) return world_pick(world, 11);
    if (strcmp(field, "moment") == 0)
        return 1 + world_pick(world, (int)page_position(page, page->session) + 1);
    if (strcmp(field, "pair") == 0 || strcmp(field, "place") == 0) return 1 + world_pick(world, 3);
    return 1 + world_pick(world, PEOPLE_PER_CLASS);
}

static void write_value(struct world *world, const struct person_page *page, struct buf *to,
                        const char *command, const struct shape_field *field) {
    switch (field->kind) {
    case SHAPE_BOOL: buf_printf(to, "%s", chance(world, 50) ? "true" : "false"); break;
    case SHAPE_ENUM:
        buf_printf(to, "\"%s\"", field->names->values[world_pick(world, field->names->count)]);
        break;
    case SHAPE_TEXT:
        if (!write_id(world, to, field->name)) write_text(world, to, command, field->name);
        break;
    case SHAPE_INTS: buf_append_lit(to, "[0,1,2]"); break;
    case SHAPE_ENUMS:
    case SHAPE_JSON: buf_append_lit(to, "[]"); break;
    case SHAPE_INT32:
    case SHAPE_INT64: buf_printf(to, "%d", number_for(world, page, field->name)); break;
    }
}

static const char round_setup[] =
    ",\"scenario\":\"late_parcel\",\"rubric\":\"calm\",\"doctrine\":\"facts_first\",\"brief_s\":60,"
    "\"call_s\":600,\"back_s\":30,\"score_s\":120,\"talk_s\":60,\"ready_starts\":false,\"focus\":["
    "0,"
    "1,2],\"reshuffle\":true";

static void send_command(struct world *world, struct person_page *page, const struct shape *shape,
                         uint64_t stream) {
    struct buf text = { 0 };
    buf_printf(&text, "{\"type\":\"%s\",\"id\":%u,\"stream\":%" PRIu64, shape->name,
               ++page->counter, stream);
    if (strcmp(shape->name, "propose") == 0) {
        buf_append(&text, round_setup, sizeof round_setup - 1);
    } else {
        for (int i = 0; i < shape->count; i++) {
            if (shape->fields[i].stamp) continue;
            buf_printf(&text, ",\"%s\":", shape->fields[i].name);
            write_value(world, page, &text, shape->name, &shape->fields[i]);
        }
    }
    buf_append_char(&text, '}');
    if (chance(world, 1)) text.len -= 1 + (uint32_t)world_pick(world, (int)text.len / 2);
    page_send(world, page, buf_str(&text));
    buf_deinit(&text);
}

// Any command that this role may give, or, with `any`, any at all.
static const struct shape *pick_shape(struct world *world, const struct machine *machine,
                                      uint32_t from, bool any) {
    for (;;) {
        const struct shape *shape = &machine->shapes[world_pick(world, machine->count)];
        if (any || shape->from & from) return shape;
    }
}

static const struct shape *shape_named(const struct machine *machine, const char *name) {
    return &machine->shapes[shape_find(machine->shapes, machine->count, str_from(name))];
}

// ── what is rare: it ends things ──

static bool ends_things(const struct shape *shape) {
    static const char *const names[] = { "leave",  "end_call",  "step_out",   "close",
                                         "remove", "end_calls", "end_round",  "cancel",
                                         "choose", "freeze",    "freeze_all", "lock",
                                         "submit", "publish",   "propose",    "extend_all",
                                         "extend" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(shape->name, names[i]) == 0) return true;
    return false;
}

static void do_command(struct world *world, struct person_page *page, const struct machine *machine,
                       uint32_t from, uint64_t stream) {
    const struct shape *shape = pick_shape(world, machine, from, chance(world, 5));
    // An observer has little else to do; but answers to others must be met while they don't wait.
    bool asks = page->role == ROLE_OBSERVER && strcmp(shape->name, "ask_help") == 0;
    if (asks && !chance(world, 15)) return;
    bool closes = strcmp(shape->name, "close") == 0 || strcmp(shape->name, "remove") == 0;
    if (ends_things(shape) && !chance(world, closes ? 1 : 12)) return;
    if (machine == &session_machine && page->role >= 0 && page->role <= ROLE_CUSTOMER &&
        chance(world, 40))
        shape = shape_named(machine, "say");
    send_command(world, page, shape, stream);
}

// ── people ──

static struct person_page *anybody(struct world *world) {
    return &world->people[world_pick(world, PEOPLE)];
}

// A stream of anybody's: their class, session or sheet.
static uint64_t some_stream(struct world *world) {
    const struct person_page *other = anybody(world);
    uint64_t class_stream = id_class_stream(world->classes[world_pick(world, CLASSES)]);
    switch (world_pick(world, 4)) {
    case 0: return class_stream;
    case 1: return other->session ? other->session : class_stream;
    case 2: return other->sheet ? other->sheet : class_stream;
    default: return other->session ? id_sheet(other->session, TRAINER_PERSON) : class_stream;
    }
}

static void do_foreign(struct world *world, struct person_page *page) {
    static const struct machine *const machines[] = { &session_machine, &class_machine,
                                                      &sheet_machine };
    uint64_t stream = some_stream(world);
    if (chance(world, 60)) {
        page_watch(world, page, stream, 0);
        return;
    }
    const struct machine *machine = machines[world_pick(world, 3)];
    do_command(world, page, machine, UINT32_MAX, stream);
}

static void send_join(struct world *world, struct person_page *page) {
    struct buf text = { 0 };
    bool wrong = page->class < 0 || chance(world, 10);
    const char *code = wrong ? "ZZZZZZ" : world->codes[page->class];
    if (!wrong && !page->recorded) truth_unrecorded(world->classes[page->class], page->name);
    buf_printf(&text, "{\"type\":\"join\",\"code\":\"%s\",\"name\":\"", code);
    mark_write(&text, page->name);
    buf_printf(&text, " Ä\",\"recorded\":%s,\"token\":\"%s\"}", page->recorded ? "true" : "false",
               page->token);
    page_send(world, page, buf_str(&text));
    buf_deinit(&text);
}

static void follow_place(struct world *world, struct person_page *page) {
    page->moved = false;
    if (page->reader.account) page_watch(world, page, id_class_stream(page->reader.class_id), 0);
    if (!page->session) return;
    page_watch(world, page, page->session, 0);
    page_watch(world, page, page->sheet, 0);
}

// From the beginning, from where they were, or from somewhere.
static void do_resume(struct world *world, struct person_page *page) {
    uint64_t stream = chance(world, 70) ? page->session : page->sheet;
    uint32_t n = page_position(page, stream);
    int how = world_pick(world, 3);
    if (stream)
        page_watch(world, page, stream,
                   how == 0   ? 0
                   : how == 1 ? n
                              : (uint32_t)world_pick(world, (int)n + 2));
}

static void do_trainee(struct world *world, struct person_page *page) {
    if (!page->session) return;
    if (chance(world, 80))
        do_command(world, page, &session_machine, page->role < 0 ? 0xff : 1u << page->role,
                   page->session);
    else
        do_command(world, page, &sheet_machine, SHAPE_FROM_SCORER, page->sheet);
}

// A round goes on when the dice say so, and nothing happens without one.
static void do_round(struct world *world, struct person_page *page) {
    static const char *const steps[] = { "propose", "hand_out", "begin" };
    const char *step = steps[world_pick(world, 3)];
    if (chance(world, 4)) step = chance(world, 70) ? "end_calls" : "end_round";
    send_command(world, page, shape_named(&class_machine, step),
                 id_class_stream(page->reader.class_id));
}

// Dice alone would hardly ever fill in a whole sheet.
static void do_publish(struct world *world, struct person_page *page) {
    char text[128];
    for (int criterion = 0; criterion < 4; criterion++) {
        snprintf(text, sizeof text,
                 "{\"type\":\"score\",\"id\":%u,\"stream\":%" PRIu64
                 ",\"criterion\":%d,\"value\":\"na\"}",
                 ++page->counter, page->sheet, criterion);
        page_send(world, page, str_from(text));
    }
    send_command(world, page, shape_named(&sheet_machine, "submit"), page->sheet);
    send_command(world, page, shape_named(&sheet_machine, "publish"), page->sheet);
}

static void do_trainer(struct world *world, struct person_page *page) {
    uint64_t class_stream = id_class_stream(page->reader.class_id);
    int dice = world_pick(world, 100);
    if (dice < 25)
        do_round(world, page);
    else if (dice < 35)
        do_command(world, page, &class_machine, 1u << ROLE_TRAINER, class_stream);
    else if (page->session && dice < 70)
        do_command(world, page, &session_machine, 1u << ROLE_TRAINER, page->session);
    else if (page->session && dice < 97)
        do_command(world, page, &sheet_machine, SHAPE_FROM_SCORER, page->sheet);
    else if (page->session)
        do_publish(world, page);
}

static void do_person(struct world *world, struct person_page *page) {
    if (!page->conn) {
        page_connect(world, page, chance(world, 30));
        return;
    }
    if (!page->welcomed && !page->reader.account) send_join(world, page);
    if (page->moved) follow_place(world, page);
    int dice = world_pick(world, 100);
    if (dice < 4)
        page_drop(world, page);
    else if (dice < 14)
        do_resume(world, page);
    else if (dice < 20)
        do_foreign(world, page);
    else if (page->reader.account)
        do_trainer(world, page);
    else
        do_trainee(world, page);
}

void play_step(struct world *world) {
    do_person(world, anybody(world));
    if (chance(world, 50)) world_turn(world);
    if (chance(world, 20)) world_pass(world, 1 + world_pick(world, 4000));
    if (world_pick(world, 600) == 0) world_restart(world, chance(world, 70));
}
