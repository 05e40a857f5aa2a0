// Rows come in as the disk takes them; every rule about one row is checked here, every rule about
// what somebody was sent in ledger_sight.
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/id.h"
#include "fault.h"
#include "glance.h"
#include "mark.h"
#include "sight.h"

enum {
    LATE_MS = 1500, // play: how long after its time something that was due may come, with a loop
};                  // that is called each second

static const char phase_letters[] = "bckst";
static const char *const phase_names[] = { "brief", "call", "back", "score", "talk", "over" };
static const char *const role_names[] = { "csr", "customer", "observer", "trainer" };

static struct ledger_stream *stream_get(struct ledger *ledger, uint64_t id) {
    struct ledger_stream *s = map_get(&ledger->streams, id);
    if (s) return s;
    s = calloc(1, sizeof *s);
    CHECK(s != NULL);
    s->id = id;
    s->phase = -1;
    s->phase_ends = s->supervisor_due = MS_NEVER;
    for (int i = 0; i < DESKS_ASKED; i++)
        s->desk_due[i] = MS_NEVER;
    session_init(&s->state);
    map_put(&ledger->streams, id, s);
    return s;
}

static void stream_free(struct ledger_stream *s) {
    for (int role = 0; role < VIEWERS; role++)
        free(s->seqs[role]);
    arena_deinit(&s->arena);
    free(s->rows);
    free(s);
}

void ledger_deinit(struct ledger *ledger) {
    uint32_t cursor = 0;
    for (struct ledger_stream *s; (s = map_next(&ledger->streams, &cursor));)
        stream_free(s);
    map_deinit(&ledger->streams);
    map_deinit(&ledger->commands);
    map_deinit(&ledger->marks);
    map_deinit(&ledger->refused);
}

const struct ledger_stream *ledger_find(const struct ledger *ledger, uint64_t stream) {
    return map_get(&ledger->streams, stream);
}

static int number_in(const char *const *names, int count, struct str name) {
    for (int i = 0; i < count; i++)
        if (str_eq(name, str_from(names[i]))) return i;
    return -1;
}

// ── who sits where ──

static void seat(struct ledger_stream *s, uint64_t person, enum role role, uint32_t seq) {
    CHECK(s->seated_count < SEATED_MAX);
    s->seated[s->seated_count++] = (struct seated){ (uint16_t)person, role, seq };
}

// The role a person has when the disk has `count` rows; ROLE_ENGINE: none.
static enum role role_at(const struct ledger_stream *s, uint16_t person, uint32_t count) {
    enum role role = ROLE_ENGINE;
    for (int i = 0; i < s->seated_count && s->seated[i].seq <= count; i++) {
        const struct seated *given = &s->seated[i];
        if (given->person == person)
            role = given->role;
        else if (given->role == role && role != ROLE_OBSERVER)
            role = ROLE_ENGINE; // somebody else sits there now
    }
    return role;
}

static void note_opened(struct ledger_stream *s, struct str facts, uint32_t seq) {
    struct str list = glance_at(facts, "observers"), each;
    s->recorded = str_eq(glance_at(facts, "recorded"), STR("true"));
    seat(s, glance_number(facts, "csr"), ROLE_CSR, seq);
    seat(s, glance_number(facts, "customer"), ROLE_CUSTOMER, seq);
    while (glance_item(&list, &each)) {
        int64_t person = 0;
        str_to_i64(each, &person);
        seat(s, (uint64_t)person, ROLE_OBSERVER, seq);
    }
}

static void note_seat_taken(struct ledger_stream *s, struct str facts, uint32_t seq) {
    int role = number_in(role_names, VIEWERS, glance_text(facts, "seat"));
    seat(s, glance_number(facts, "person"), (enum role)role, seq);
    if (role != ROLE_OBSERVER) s->help[role] = false;
}

// Who has left has no role, until they are given one.
static void note_left(struct ledger_stream *s, struct str facts, uint32_t seq) {
    seat(s, glance_number(facts, "person"), ROLE_ENGINE, seq);
}

unsigned ledger_roles(const struct ledger_stream *s, uint16_t person, uint32_t from) {
    enum role then = role_at(s, person, from);
    unsigned roles = then == ROLE_ENGINE ? 0 : 1u << then;
    for (int i = 0; i < s->seated_count; i++)
        if (s->seated[i].person == person && s->seated[i].seq > from &&
            s->seated[i].role != ROLE_ENGINE)
            roles |= 1u << s->seated[i].role;
    return roles;
}

// ── what is due ──

static void note_desk_asked(struct ledger_stream *s, struct str facts) {
    struct str desk = glance_text(facts, "desk");
    int at = 0;
    while (at < DESKS_ASKED - 1 && s->desks[at].len > 0 && !str_eq(s->desks[at], desk))
        at++;
    s->desks[at] = desk;
    s->desk_due[at] = (ms)glance_number(facts, "due");
}

static void note_desk_answered(struct ledger_stream *s, struct str facts) {
    struct str desk = glance_text(facts, "desk");
    for (int i = 0; i < DESKS_ASKED; i++)
        if (str_eq(s->desks[i], desk)) s->desk_due[i] = MS_NEVER;
}

static void waits_end(struct ledger_stream *s) {
    s->supervisor_due = MS_NEVER;
    for (int i = 0; i < DESKS_ASKED; i++)
        s->desk_due[i] = MS_NEVER;
}

static void note_phase(struct ledger_stream *s, struct str facts) {
    s->phase = number_in(phase_names, 6, glance_text(facts, "phase"));
    ms ends = (ms)glance_number(facts, "ends");
    s->phase_ends = ends == 0 || s->phase == 0 ? MS_NEVER : ends; // a brief never ends by time
    if (s->phase > 1) waits_end(s);
}

ms ledger_due(const struct ledger_stream *s) {
    ms due = ms_min(s->phase_ends, s->supervisor_due);
    for (int i = 0; i < DESKS_ASKED; i++)
        due = ms_min(due, s->desk_due[i]);
    return due;
}

// ── one row of a session ──

bool ledger_runs(const struct ledger_stream *s) {
    return s->phase >= 0 && s->phase < 5 && !s->frozen && !s->interrupted;
}

// The play clock runs with the up clock, or stands.
static void check_clocks(struct ledger *ledger, const struct ledger_stream *s,
                         const struct ledger_row *row) {
    if (s->count < 2) return;
    const struct ledger_row *before = row - 1;
    ms up = row->up_ms - before->up_ms, play = row->play_ms - before->play_ms;
    if (up < 0 || play != (ledger_runs(s) ? up : 0))
        fault_note(
            ledger->fault,
            "the clocks of session %llu went from %lld/%lld to %lld/%lld with %s while it %s",
            (unsigned long long)s->id, (long long)before->play_ms, (long long)before->up_ms,
            (long long)row->play_ms, (long long)row->up_ms, row->type,
            ledger_runs(s) ? "ran" : "stood still");
    if (ledger_due(s) != MS_NEVER && row->play_ms > ledger_due(s) + LATE_MS)
        fault_note(ledger->fault, "something was due at %lld in session %llu, and at %lld came %s",
                   (long long)ledger_due(s), (unsigned long long)s->id, (long long)row->play_ms,
                   row->type);
}

static void check_phase(struct ledger *ledger, const struct ledger_stream *s,
                        const struct ledger_row *row) {
    const struct rule *rule = row->rule;
    bool early = s->phase < 0, over = s->phase == 5;
    bool fits = early ? strcmp(row->type, "opened") == 0 || strcmp(row->type, "kit_dealt") == 0 ||
                            strcmp(row->type, "phase_began") == 0
                      : !over && (strcmp(rule->phases, "*") == 0 ||
                                  strchr(rule->phases, phase_letters[s->phase]) != NULL);
    if (!fits)
        fault_note(ledger->fault, "%s happened in session %llu in the phase %s", row->type,
                   (unsigned long long)s->id, early ? "none" : phase_names[s->phase]);
    bool typed = strcmp(row->type, "typing_changed") == 0 &&
                 str_eq(glance_at(row->facts, "on"), STR("true"));
    if ((!rule->stands || typed) && (s->frozen || s->interrupted))
        fault_note(ledger->fault, "%s happened in session %llu while it stood still", row->type,
                   (unsigned long long)s->id);
}

// Who sent the command has the role for it, and what it says of them is true.
static void check_sender(struct ledger *ledger, const struct ledger_stream *s,
                         const struct ledger_row *row, uint32_t seq, uint16_t person) {
    enum role role = person >= PERSON_TRAINER ? ROLE_TRAINER : role_at(s, person, seq - 1);
    struct str by = glance_text(row->facts, "by");
    bool may = role != ROLE_ENGINE && strchr(row->rule->from, "cuot"[role]) != NULL;
    // What somebody else was doing ends by a command of this one.
    bool own = strchr("cuo", row->rule->from[0]) != NULL && strlen(row->rule->from) < 4;
    bool true_by = by.len == 0 || !own || str_eq(by, STR("engine")) ||
                   (role != ROLE_ENGINE && str_eq(by, str_from(role_names[role])));
    if (!may || !true_by)
        fault_note(ledger->fault, "person %u, who is %s of session %llu, caused %s by %.*s", person,
                   role == ROLE_ENGINE ? "nobody" : role_names[role], (unsigned long long)s->id,
                   row->type, STR_ARG(by));
}

static void note_role_facts(struct ledger_stream *s, const struct ledger_row *row) {
    int by = number_in(role_names, VIEWERS, glance_text(row->facts, "by"));
    if (strcmp(row->type, "help_asked") == 0 && by >= 0) s->help[by] = true;
}

static void note_session(struct ledger_stream *s, const struct ledger_row *row, uint32_t seq) {
    const char *type = row->type;
    if (strcmp(type, "opened") == 0) note_opened(s, row->facts, seq);
    if (strcmp(type, "seat_taken") == 0) note_seat_taken(s, row->facts, seq);
    if (strcmp(type, "left") == 0) note_left(s, row->facts, seq);
    if (strcmp(type, "phase_began") == 0) note_phase(s, row->facts);
    if (strcmp(type, "extended") == 0 && s->phase > 0)
        s->phase_ends = (ms)glance_number(row->facts, "ends");
    if (strcmp(type, "frozen") == 0) s->frozen = true;
    if (strcmp(type, "unfrozen") == 0) s->frozen = false;
    if (strcmp(type, "interrupted") == 0) s->interrupted = true;
    if (strcmp(type, "resumed") == 0) s->interrupted = false;
    if (strcmp(type, "desk_asked") == 0) note_desk_asked(s, row->facts);
    if (strcmp(type, "desk_answered") == 0) note_desk_answered(s, row->facts);
    if (strcmp(type, "supervisor_asked") == 0)
        s->supervisor_due = (ms)glance_number(row->facts, "due");
    if (strcmp(type, "supervisor_answered") == 0) s->supervisor_due = MS_NEVER;
    note_role_facts(s, row);
}

static void count_viewers(struct ledger_stream *s, struct ledger_row *row, uint32_t seq) {
    for (int role = 0; role < VIEWERS; role++) {
        if (!sight_sees(row, (enum role)role, s->help)) continue;
        if (s->seen[role] % 64 == 0) {
            s->seqs[role] = reallocarray(s->seqs[role], s->seen[role] + 64, sizeof *s->seqs[role]);
            CHECK(s->seqs[role] != NULL);
        }
        s->seqs[role][s->seen[role]++] = seq;
        row->n[role] = s->seen[role];
    }
    if (strcmp(row->type, "help_answered") == 0) memset(s->help, 0, sizeof s->help);
}

static void enter_session(struct ledger *ledger, struct ledger_stream *s, struct ledger_row *row,
                          uint32_t seq, uint16_t person) {
    row->rule = rule_find(row->type);
    if (!row->rule) {
        fault_note(ledger->fault, "an event that no rule knows: %s", row->type);
        return;
    }
    check_clocks(ledger, s, row);
    check_phase(ledger, s, row);
    if (person != 0) check_sender(ledger, s, row, seq, person);
    note_session(s, row, seq);
    count_viewers(s, row, seq);
    if (s->memory_only == s->recorded)
        fault_note(ledger->fault, "session %llu is %s, and its %s is %s", (unsigned long long)s->id,
                   s->recorded ? "recorded" : "not recorded", row->type,
                   s->memory_only ? "not written" : "written");
}

// ── any row ──

// Each command happens once, and only its sender's own streams hold it.
static uint16_t check_command(struct ledger *ledger, const struct ledger_stream *s,
                              const struct ledger_row *row, uint32_t seq) {
    struct str list = glance_at(row->facts, "command"), each;
    int64_t id[3] = { 0 };
    for (int i = 0; i < 3 && glance_item(&list, &each); i++)
        str_to_i64(each, &id[i]);
    if (id[0] == 0) return 0;
    // A number below 2^53 for each: instances are seconds since 1970, and a run is short.
    uint64_t key = (uint64_t)id[0] << 52 ^ (uint64_t)id[1] << 20 ^ (uint64_t)id[2];
    if (map_put(&ledger->commands, key, ledger))
        fault_note(ledger->fault,
                   "command %lld of person %lld's instance %lld happened again, as "
                   "%s %u of stream %llu",
                   (long long)id[2], (long long)id[0], (long long)id[1], row->type, seq,
                   (unsigned long long)s->id);
    if (id_kind(s->id) == STREAM_CLASS && id[0] < PERSON_TRAINER)
        fault_note(ledger->fault, "person %lld changed the class: %s", (long long)id[0], row->type);
    if (id_kind(s->id) == STREAM_SHEET && id[0] != id_scorer_of(s->id))
        fault_note(ledger->fault, "person %lld wrote on the sheet of %u", (long long)id[0],
                   id_scorer_of(s->id));
    return (uint16_t)id[0];
}

static void note_marks(struct ledger *ledger, struct str texts) {
    struct mark mark;
    while (mark_next(&texts, &mark)) {
        if (mark.number == 0) continue;
        map_put(&ledger->marks, mark.number, ledger);
        if (map_get(&ledger->refused, mark.number))
            fault_note(ledger->fault, "what was refused has happened: canary %u", mark.number);
    }
}

static struct ledger_row *row_room(struct ledger_stream *s) {
    if (s->count == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 64;
        s->rows = reallocarray(s->rows, s->cap, sizeof *s->rows);
        CHECK(s->rows != NULL);
    }
    return &s->rows[s->count++];
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len) {
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ ((const uint8_t *)bytes)[i]) * 1099511628211u;
    return hash;
}

void ledger_enter(struct ledger *ledger, uint32_t class_id, const struct journal_row *from) {
    struct ledger_stream *s = stream_get(ledger, from->stream);
    if (s->count == 0) s->memory_only = from->memory_only;
    struct ledger_row *row = row_room(s);
    *row = (struct ledger_row){ .type = arena_copy(&s->arena, str_from(from->type)).ptr,
                                .facts = arena_copy(&s->arena, from->facts),
                                .texts = arena_copy(&s->arena, from->texts),
                                .play_ms = from->play_ms,
                                .up_ms = from->up_ms,
                                .wall_ms = from->wall_ms };
    ledger->rows++;
    ledger->hash = hash_bytes(ledger->hash, &from->stream, sizeof from->stream);
    ledger->hash = hash_bytes(ledger->hash, from->facts.ptr, from->facts.len);
    ledger->hash = hash_bytes(ledger->hash, from->texts.ptr, from->texts.len);
    if (from->seq != s->count || id_class_of(from->stream) != class_id ||
        from->memory_only != s->memory_only)
        fault_note(ledger->fault, "row %u of stream %llu doesn't fit behind %u", from->seq,
                   (unsigned long long)s->id, s->count - 1);
    if (ledger->taken == class_id)
        fault_note(ledger->fault, "%s was written to a class that another server has", row->type);
    uint16_t person = check_command(ledger, s, row, from->seq);
    if (id_kind(s->id) == STREAM_SESSION) enter_session(ledger, s, row, from->seq, person);
    note_marks(ledger, row->texts);
}

void ledger_person(struct ledger *ledger, const struct journal_person *person) {
    if (!person->recorded && person->name.len > 0)
        fault_note(ledger->fault, "the name of person %u, who is not recorded, was written",
                   person->number);
}

void ledger_refused(struct ledger *ledger, uint32_t mark) {
    if (mark != 0) map_put(&ledger->refused, mark, ledger);
}

void ledger_forget(struct ledger *ledger, uint64_t stream) {
    struct ledger_stream *s = map_remove(&ledger->streams, stream);
    if (s) stream_free(s);
}

void ledger_forget_unrecorded(struct ledger *ledger) {
    uint32_t cursor = 0;
    for (struct ledger_stream *s; (s = map_next(&ledger->streams, &cursor));) {
        if (!s->memory_only) continue;
        ledger_forget(ledger, s->id);
        cursor = 0;
    }
}

// ── what somebody is sent ──

unsigned ledger_sight(const struct ledger_stream *s, unsigned roles, uint32_t n,
                      struct str message) {
    unsigned fits = 0;
    for (int role = 0; role < VIEWERS; role++) {
        if (!(roles & 1u << role) || n == 0 || n > s->seen[role]) continue;
        const struct ledger_row *row = &s->rows[s->seqs[role][n - 1] - 1];
        if (sight_is(row, (enum role)role, message)) fits |= 1u << role;
    }
    return fits;
}
