// The table says for each event who sees it, and for each of its texts who may read it.
#include "truth.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "mark.h"
#include "protocol/generated/shapes.h"

enum {
    CSR = 1 << ROLE_CSR,
    CUSTOMER = 1 << ROLE_CUSTOMER,
    OBSERVER = 1 << ROLE_OBSERVER,
    TRAINER = 1 << ROLE_TRAINER,
    DESK = CSR | OBSERVER | TRAINER,
    OTHERS = CUSTOMER | OBSERVER | TRAINER,
    SEATS = CSR | CUSTOMER | OBSERVER,
    ALL = SEATS | TRAINER,
    KEY = 0,          // names a thing on the shelf and is nobody's secret
    BY = 1 << 9,      // the seat that the event's `by` names; an observer's text has no reader
    SEAT = 1 << 10,   // the seat that `seat` names
    TO = 1 << 11,     // those that `to_csr` and `to_customer` name
    SCORER = 1 << 12, // whose sheet it is
    ASKED = 1 << 13,  // only seats that had asked for help
    NOT_OBSERVER = 1 << 14, // only the trainer, when it is about an observer

    TEXTS_MAX = 6,
    SEATS_MAX = 4096, // that people take in a run
    NAMES_MAX = 1024,
};

struct rule {
    const char *event, *hidden; // hidden: fields that no seat is shown
    unsigned sees;
    struct {
        const char *field;
        unsigned reads;
    } texts[TEXTS_MAX];
};

// clang-format off
static const struct rule session_rules[] = {
    { "opened", "csr customer observers scenario rubric lexicon variant", ALL, { { "scenario", KEY }, { "rubric", KEY }, { "lexicon", KEY },
                       { "variant", TRAINER }, { "doctrine", KEY } } },
    { "kit_dealt", "", ALL, { { "kit", SEAT | TRAINER } } },
    { "phase_began", "", ALL, { { 0 } } },
    { "became_ready", "", ALL, { { 0 } } },
    { "said", "classes words interrupts backchannel", ALL, { { "text", ALL } } },
    { "typing_changed", "", ALL, { { 0 } } },
    { "dial_set", "", OTHERS, { { 0 } } },
    { "story_finished", "", OTHERS, { { 0 } } },
    { "fact_revealed", "", ALL, { { "fact", ALL }, { "title", ALL }, { "text", ALL } } },
    { "desk_asked", "", DESK, { { "desk", DESK }, { "name", DESK } } },
    { "desk_answered", "", DESK, { { "desk", DESK }, { "name", DESK }, { "text", DESK } } },
    { "held", "", ALL, { { "reason", ALL } } },
    { "hold_ended", "", ALL, { { 0 } } },
    { "offered", "authority", ALL, { { "offer", ALL }, { "title", ALL }, { "text", ALL } } },
    { "offer_answered", "", ALL, { { 0 } } },
    { "promised", "", ALL, { { "what", ALL }, { "due", ALL } } },
    { "supervisor_asked", "", DESK, { { "reason", DESK } } },
    { "supervisor_answered", "", DESK, { { "text", DESK } } },
    { "breathed", "", DESK, { { 0 } } },
    { "help_asked", "person", ALL, { { "text", BY | TRAINER } } },
    { "help_answered", "", ALL | ASKED, { { 0 } } },
    { "stepped_out", "", ALL, { { 0 } } },
    { "left", "person", ALL | NOT_OBSERVER, { { 0 } } },
    { "chosen", "", ALL, { { 0 } } },
    { "slept", "", TRAINER, { { 0 } } },
    { "marked", "", TRAINER, { { "note", TRAINER } } },
    { "frozen", "", ALL, { { 0 } } },
    { "unfrozen", "", ALL, { { 0 } } },
    { "extended", "", ALL, { { 0 } } },
    { "twist_fired", "", TRAINER, { { "twist", TRAINER }, { "title", TRAINER } } },
    { "card_shown", "", ALL, { { "twist", SEAT | TRAINER }, { "title", SEAT | TRAINER },
                           { "text", SEAT | TRAINER }, { "line", SEAT | TRAINER } } },
    { "whispered", "", CSR | CUSTOMER | TRAINER, { { "text", TO | TRAINER } } },
    { "seat_taken", "person before", ALL, { { 0 } } },
    { "dropped", "person", ALL | NOT_OBSERVER, { { 0 } } },
    { "returned", "person", ALL | NOT_OBSERVER, { { 0 } } },
    { "grace_ended", "", ALL, { { 0 } } },
    { "interrupted", "", ALL, { { 0 } } },
    { "resumed", "", ALL, { { 0 } } },
    { "ticked", "", TRAINER, { { 0 } } },
    { "sheet_in", "person scores", ALL, { { 0 } } },
    { "sheets_opened", "trainer", ALL, { { 0 } } },
};

static const struct rule sheet_rules[] = {
    { "sheet_started", "", SCORER, { { "rubric", KEY } } },
    { "scored", "", SCORER, { { 0 } } },
    { "evidence_attached", "", SCORER, { { 0 } } },
    { "evidence_detached", "", SCORER, { { 0 } } },
    { "commented", "", SCORER, { { "text", SCORER } } },
    { "praised", "", SCORER, { { "text", SCORER } } },
    { "advised", "", SCORER, { { "text", SCORER } } },
    { "submitted", "", SCORER, { { 0 } } },
    { "published", "", SCORER, { { "page", SCORER } } },
    { "withdrawn", "", SCORER, { { 0 } } },
};

// Nobody is sent these; what they hold is shown by rooms and places.
static const struct rule class_rules[] = {
    { "class_established", "", 0, { { "name", TO_CLASS }, { "doctrine", KEY } } },
    { "person_entered", "", 0, { { 0 } } },
    { "person_removed", "", 0, { { 0 } } },
    { "locked", "", 0, { { 0 } } },
    { "round_proposed", "", 0, { { "scenario", KEY }, { "rubric", KEY },
                             { "doctrine", KEY }, { "scenario_hash", KEY },
                             { "rubric_hash", KEY }, { "lexicon_hash", KEY } } },
    { "pairs_changed", "", 0, { { 0 } } },
    { "round_cancelled", "", 0, { { 0 } } },
    { "briefs_handed_out", "", 0, { { 0 } } },
    { "round_began", "", 0, { { 0 } } },
    { "all_frozen", "", 0, { { 0 } } },
    { "all_extended", "", 0, { { 0 } } },
    { "twist_fired_at_all", "", 0, { { "twist", TRAINER } } },
    { "calls_ended", "", 0, { { 0 } } },
    { "round_ended", "", 0, { { 0 } } },
    { "seat_given", "", 0, { { 0 } } },
    { "session_lost", "", 0, { { 0 } } },
    { "class_closed", "", 0, { { 0 } } },
};
// clang-format on

#define COUNT(list) ((int)(sizeof(list) / sizeof(list)[0]))
_Static_assert(COUNT(session_rules) == SESSION_EVENT_COUNT, "each event has a line");
_Static_assert(COUNT(sheet_rules) == SHEET_EVENT_COUNT, "each event has a line");
_Static_assert(COUNT(class_rules) == CLASS_EVENT_COUNT, "each event has a line");

static const struct {
    enum stream_kind kind;
    const struct rule *rules;
    const struct shape *shapes;
    int count;
} machines[] = {
    { STREAM_CLASS, class_rules, class_event_shapes, CLASS_EVENT_COUNT },
    { STREAM_SESSION, session_rules, session_event_shapes, SESSION_EVENT_COUNT },
    { STREAM_SHEET, sheet_rules, sheet_event_shapes, SHEET_EVENT_COUNT },
};

static bool rule_has(const struct rule *rule, const char *field) {
    for (int i = 0; i < TEXTS_MAX && rule->texts[i].field; i++)
        if (strcmp(rule->texts[i].field, field) == 0) return true;
    return false;
}

static bool field_holds_text(const struct shape_field *field) {
    return field->kind == SHAPE_TEXT || field->kind == SHAPE_JSON;
}

bool truth_is_complete(const char **missing) {
    static char name[96];
    *missing = name;
    for (int m = 0; m < COUNT(machines); m++) {
        for (int i = 0; i < machines[m].count; i++) {
            const struct shape *shape = &machines[m].shapes[i];
            snprintf(name, sizeof name, "%s", shape->name);
            if (strcmp(shape->name, machines[m].rules[i].event) != 0) return false;
            for (int k = 0; k < shape->count; k++) {
                snprintf(name, sizeof name, "%s.%s", shape->name, shape->fields[k].name);
                if (!field_holds_text(&shape->fields[k])) continue;
                if (!rule_has(&machines[m].rules[i], shape->fields[k].name)) return false;
            }
        }
    }
    return true;
}

// ── who sits where ──

struct hold {
    uint64_t session;
    uint16_t person;
    uint32_t roles;
    uint64_t until; // the row with which it ended
};

struct help { // asked for by these, and answered at `answered`
    uint64_t session;
    uint32_t roles;
    ms answered; // play clock; MS_NEVER: not yet
};

static bool met[COUNT(machines)][64][TEXTS_MAX]; // a mark stood there, in any world

struct truth {
    uint64_t rows; // so far
    struct hold holds[SEATS_MAX];
    int holds_count;
    struct help helps[SEATS_MAX];
    int helps_count;
    struct {
        uint32_t class_id;
        uint16_t person;
        uint32_t mark;
    } names[NAMES_MAX];
    int names_count;
    uint32_t found[TEXTS_MAX * 64]; // marks of the slice being read
    int found_count;
};

struct truth *truth_new(void) {
    struct truth *truth = calloc(1, sizeof *truth);
    CHECK(truth != NULL);
    return truth;
}

void truth_free(struct truth *truth) {
    free(truth);
}

static uint32_t name_of(const struct truth *truth, uint32_t class_id, uint16_t person) {
    for (int i = 0; i < truth->names_count; i++)
        if (truth->names[i].class_id == class_id && truth->names[i].person == person)
            return truth->names[i].mark;
    return 0;
}

static void grant_roles(const struct truth *truth, uint32_t mark, uint64_t stream, uint32_t roles) {
    if (!mark || !roles) return;
    mark_grant(mark, &(struct grant){ .stream = stream, .roles = roles, .at = truth->rows });
}

static void grant_person(uint32_t mark, uint64_t stream, uint16_t person) {
    if (mark) mark_grant(mark, &(struct grant){ .stream = stream, .person = person });
}

void truth_name(struct truth *truth, uint32_t class_id, uint16_t person, uint32_t mark) {
    if (name_of(truth, class_id, person) == mark) return;
    CHECK(truth->names_count < NAMES_MAX);
    truth->names[truth->names_count].class_id = class_id;
    truth->names[truth->names_count].person = person;
    truth->names[truth->names_count++].mark = mark;
    uint64_t stream = id_class_stream(class_id);
    grant_roles(truth, mark, stream, TRAINER);
    grant_person(mark, stream, person);
}

void truth_unrecorded(uint32_t class_id, uint32_t mark) {
    mark_grant(mark, &(struct grant){ .stream = id_class_stream(class_id), .roles = TRAINER });
}

void truth_class_mark(struct truth *truth, uint32_t class_id, uint32_t mark) {
    grant_roles(truth, mark, id_class_stream(class_id), TO_CLASS | TRAINER);
}

// Those who sit in the pair are known by name to all seats; an observer only to the trainer.
static void seat_take(struct truth *truth, uint64_t session, uint16_t person, enum role role) {
    CHECK(truth->holds_count < SEATS_MAX);
    truth->holds[truth->holds_count++] = (struct hold){ session, person, 1u << role, UINT64_MAX };
    if (role == ROLE_OBSERVER) return;
    grant_roles(truth, name_of(truth, id_class_of(session), person), session, ALL);
}

static void seat_leave(struct truth *truth, uint64_t session, uint16_t person) {
    for (int i = 0; i < truth->holds_count; i++) {
        struct hold *hold = &truth->holds[i];
        if (hold->session == session && hold->person == person && hold->until == UINT64_MAX)
            hold->until = truth->rows;
    }
}

static bool holds_any(const struct truth *truth, const struct reader *reader, uint64_t session,
                      uint32_t roles, uint64_t at) {
    for (int i = 0; i < truth->holds_count; i++) {
        const struct hold *hold = &truth->holds[i];
        if (hold->session == session && hold->person == reader->person && hold->roles & roles &&
            at <= hold->until)
            return true;
    }
    return false;
}

static bool help_was_for(const struct truth *truth, const struct reader *reader, uint64_t session,
                         ms play) {
    uint32_t roles = 0;
    for (int i = 0; i < truth->helps_count; i++)
        if (truth->helps[i].session == session && truth->helps[i].answered == play)
            roles |= truth->helps[i].roles;
    return holds_any(truth, reader, session, roles, 0);
}

// ── reading a row ──

static struct str member(const struct journal_row *row, const char *name) {
    struct str value = shape_member(row->facts, str_from(name));
    if (value.len || !row->texts.len) return value;
    return shape_member(row->texts, str_from(name));
}

static uint16_t number_member(const struct journal_row *row, const char *name) {
    struct str text = member(row, name);
    int64_t value = 0;
    return text.len && str_to_i64(text, &value) ? (uint16_t)value : 0;
}

static uint32_t role_member(const struct journal_row *row, const char *name) {
    struct str text = member(row, name); // with its quotes
    for (int role = 0; role < ROLE_COUNT && text.len > 2; role++)
        if (str_eq(str_make(text.ptr + 1, text.len - 2), str_from(shape_enum_role.values[role])))
            return 1u << role;
    return 0;
}

static void keep_found(void *ctx, uint32_t id) {
    struct truth *truth = ctx;
    CHECK(truth->found_count < COUNT(truth->found));
    if (id) truth->found[truth->found_count++] = id;
}

static uint32_t roles_meant(const struct journal_row *row, unsigned reads) {
    uint32_t roles = reads & (ALL | TO_CLASS);
    uint32_t by = role_member(row, "by");
    if (reads & BY && by != OBSERVER) roles |= by;
    if (reads & SEAT) roles |= role_member(row, "seat");
    if (reads & TO && str_eq(member(row, "to_csr"), STR("true"))) roles |= CSR;
    if (reads & TO && str_eq(member(row, "to_customer"), STR("true"))) roles |= CUSTOMER;
    return roles;
}

static void met_note(const struct rule *rule, int text) {
    for (int m = 0; m < COUNT(machines); m++)
        if (rule >= machines[m].rules && rule < machines[m].rules + machines[m].count)
            met[m][rule - machines[m].rules][text] = true;
}

static void row_grant(struct truth *truth, const struct journal_row *row, const struct rule *rule) {
    for (int i = 0; i < TEXTS_MAX && rule->texts[i].field; i++) {
        uint32_t roles = roles_meant(row, rule->texts[i].reads);
        truth->found_count = 0;
        marks_find(member(row, rule->texts[i].field), keep_found, truth);
        if (truth->found_count) met_note(rule, i);
        for (int k = 0; k < truth->found_count; k++) {
            grant_roles(truth, truth->found[k], row->stream, roles);
            if (rule->texts[i].reads & SCORER)
                grant_person(truth->found[k], row->stream, (uint16_t)id_scorer_of(row->stream));
        }
    }
}

static void row_seat_observers(struct truth *truth, const struct journal_row *row) {
    struct str list = member(row, "observers"); // [1,2]
    const char *end = list.ptr + list.len;
    for (const char *at = list.ptr; at < end; at++)
        if (*at >= '1' && *at <= '9' && (at[-1] == '[' || at[-1] == ','))
            seat_take(truth, row->stream, (uint16_t)strtoul(at, NULL, 10), ROLE_OBSERVER);
}

static void row_seat_all(struct truth *truth, const struct journal_row *row) {
    if (strcmp(row->type, "opened") == 0) {
        seat_take(truth, row->stream, number_member(row, "csr"), ROLE_CSR);
        seat_take(truth, row->stream, number_member(row, "customer"), ROLE_CUSTOMER);
        row_seat_observers(truth, row);
    }
    if (strcmp(row->type, "left") == 0)
        seat_leave(truth, row->stream, number_member(row, "person"));
    if (strcmp(row->type, "seat_taken") != 0) return;
    uint16_t person = number_member(row, "person");
    seat_leave(truth, row->stream, number_member(row, "before"));
    seat_leave(truth, row->stream, person); // who observed sits elsewhere now
    seat_take(truth, row->stream, person, (enum role)__builtin_ctz(role_member(row, "seat")));
}

// An answer is for all who wait for one.
static void row_note_help(struct truth *truth, const struct journal_row *row) {
    if (strcmp(row->type, "help_asked") == 0) {
        CHECK(truth->helps_count < SEATS_MAX);
        truth->helps[truth->helps_count++] =
            (struct help){ row->stream, role_member(row, "by"), MS_NEVER };
    }
    if (strcmp(row->type, "help_answered") != 0) return;
    for (int i = 0; i < truth->helps_count; i++)
        if (truth->helps[i].session == row->stream && truth->helps[i].answered == MS_NEVER)
            truth->helps[i].answered = row->play_ms;
}

static const struct rule *rule_of(uint64_t stream, struct str type) {
    for (int m = 0; m < COUNT(machines); m++) {
        if (machines[m].kind != id_kind(stream)) continue;
        int place = shape_find(machines[m].shapes, machines[m].count, type);
        return place < 0 ? NULL : &machines[m].rules[place];
    }
    return NULL;
}

static void on_name(void *ctx, uint32_t id) {
    *(uint32_t *)ctx = id;
}

void truth_read(struct truth *truth, const struct journal_unit *unit) {
    for (uint32_t i = 0; i < unit->people_count; i++) {
        uint32_t mark = 0;
        marks_find(unit->people[i].name, on_name, &mark);
        if (mark) truth_name(truth, unit->class_id, unit->people[i].number, mark);
    }
    for (uint32_t i = 0; i < unit->row_count; i++) {
        const struct journal_row *row = &unit->rows[i];
        const struct rule *rule = rule_of(row->stream, str_from(row->type));
        CHECK(rule != NULL);
        truth->rows++;
        if (id_kind(row->stream) == STREAM_SESSION) row_seat_all(truth, row);
        row_note_help(truth, row);
        row_grant(truth, row, rule);
    }
}

// ── the questions ──

int truth_fields_met(int *all, const char **missing) {
    int count = 0;
    *all = 0;
    *missing = "";
    for (int m = 0; m < COUNT(machines); m++) {
        for (int i = 0; i < machines[m].count; i++) {
            const struct rule *rule = &machines[m].rules[i];
            for (int k = 0; k < TEXTS_MAX && rule->texts[k].field; k++) {
                if (rule->texts[k].reads == KEY) continue;
                (*all)++;
                count += met[m][i][k];
                if (!met[m][i][k]) *missing = rule->event;
            }
        }
    }
    return count;
}

static bool grant_reaches(const struct truth *truth, const struct reader *reader,
                          const struct grant *grant) {
    uint32_t class_id = id_class_of(grant->stream);
    if (reader->class_id != class_id) return false;
    if (grant->person) return grant->person == reader->person;
    if (grant->roles & TO_CLASS) return true;
    if (reader->account) return grant->roles & TRAINER;
    return holds_any(truth, reader, grant->stream, grant->roles, grant->at);
}

bool truth_may_read(const struct truth *truth, const struct reader *reader, uint32_t id) {
    const struct mark *mark = mark_at(id);
    if (!mark) return false;
    if (mark->owner && mark->owner == reader->number) return true;
    for (int i = 0; i < mark->count; i++)
        if (grant_reaches(truth, reader, &mark->grants[i])) return true;
    return false;
}

static bool shows_any(struct str event, const char *names) {
    struct str rest = str_from(names);
    while (rest.len) {
        struct str name = str_cut(&rest, ' ');
        if (shape_member(event, name).len) return true;
    }
    return false;
}

static bool seat_may_see(const struct truth *truth, const struct reader *reader, uint64_t stream,
                         ms play, const struct rule *rule, struct str event) {
    if (shows_any(event, rule->hidden)) return false;
    if (rule->sees & NOT_OBSERVER && str_eq(shape_member(event, STR("by")), STR("\"observer\"")))
        return false;
    if (rule->sees & ASKED) return help_was_for(truth, reader, stream, play);
    return holds_any(truth, reader, stream, rule->sees, 0);
}

bool truth_may_see(const struct truth *truth, const struct reader *reader, uint64_t stream, ms play,
                   struct str event) {
    struct str type = shape_member(event, STR("type")); // with its quotes
    if (type.len < 2 || !id_is_valid(stream)) return false;
    const struct rule *rule = rule_of(stream, str_make(type.ptr + 1, type.len - 2));
    if (!rule || id_class_of(stream) != reader->class_id) return false;
    if (id_kind(stream) == STREAM_SHEET)
        return rule->sees & SCORER && id_scorer_of(stream) == reader->person;
    if (reader->account) return rule->sees & TRAINER && !shows_any(event, "scores");
    return seat_may_see(truth, reader, stream, play, rule, event);
}
