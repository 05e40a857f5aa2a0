// Decides and folds the commands of a sheet. It knows places in a rubric, not what they mean: the
// rubric is pinned by its hash, and what the places are called is the business of who shows them.
#include "core/sheet.h"

#include "base/check.h"
#include "core/digest.h"
#include "protocol/generated/shapes.h"

void sheet_init(struct sheet *s) {
    memset(s, 0, sizeof *s);
}

// One decision on its way out: a sheet's command makes one event or none.
struct stroke {
    const struct sheet *s;
    const struct sheet_command *command;
    struct sheet_event *out;
    int *count;
    const char **path;
};

static struct sheet_event *stroke_add(struct stroke *k, enum sheet_event_type type) {
    CHECK(*k->count == 0);
    const struct command_meta *meta = &k->command->meta;
    struct sheet_event *event = &k->out[(*k->count)++];
    memset(event, 0, sizeof *event);
    event->type = type;
    event->meta = (struct event_meta){
        .up_ms = meta->up_ms < k->s->up_ms ? k->s->up_ms : meta->up_ms,
        .wall_ms = meta->wall_ms,
        .person = meta->person,
        .instance = meta->instance,
        .counter = meta->counter,
    };
    return event;
}

static enum refusal stroke_refuse(struct stroke *k, enum refusal refusal, const char *path) {
    *k->path = path;
    return refusal;
}

static bool is_focus(const struct sheet *s, int criterion) {
    for (int i = 0; i < s->focus_count; i++) {
        if (s->focus[i] == criterion) return true;
    }
    return false;
}

static bool has_criterion(const struct sheet *s, int criterion) {
    if (criterion < 0 || criterion >= s->criteria) return false;
    bool focus_only = s->kind == SHEET_KIND_SELF || s->kind == SHEET_KIND_CUSTOMER;
    return !focus_only || is_focus(s, criterion);
}

// The place of a moment among a criterion's evidence; -1 if it isn't.
static int find_evidence(const struct sheet *s, int criterion, int moment) {
    for (int i = 0; i < s->evidence_count[criterion]; i++) {
        if (s->evidence[criterion][i] == (uint32_t)moment) return i;
    }
    return -1;
}

// ---- what a sheet still lacks ----

static const char *const criterion_paths[] = {
    "/criterion/0",  "/criterion/1",  "/criterion/2",  "/criterion/3",  "/criterion/4",
    "/criterion/5",  "/criterion/6",  "/criterion/7",  "/criterion/8",  "/criterion/9",
    "/criterion/10", "/criterion/11", "/criterion/12", "/criterion/13", "/criterion/14",
    "/criterion/15", "/criterion/16", "/criterion/17", "/criterion/18", "/criterion/19",
    "/criterion/20", "/criterion/21", "/criterion/22", "/criterion/23",
};
_Static_assert(sizeof criterion_paths / sizeof *criterion_paths == CRITERIA_MAX, "one each");

// A judgement at the ends of the scale has to be shown; 3 and 4 may stand on the whole of a call.
static bool wants_evidence(enum score value) {
    return value == SCORE_1 || value == SCORE_2 || value == SCORE_5;
}

static enum refusal criterion_lacks(const struct sheet *s, int criterion) {
    if (!s->scored[criterion]) return REFUSAL_SCORE_MISSING;
    bool shown = s->kind != SHEET_KIND_TRAINER || s->evidence_count[criterion] > 0;
    return !shown && wants_evidence(s->values[criterion]) ? REFUSAL_EVIDENCE_MISSING : REFUSAL_NONE;
}

static enum refusal refuse_incomplete(struct stroke *k) {
    const struct sheet *s = k->s;
    for (int i = 0; i < s->criteria; i++) {
        if (s->kind != SHEET_KIND_TRAINER && !is_focus(s, i)) continue;
        enum refusal lacks = criterion_lacks(s, i);
        if (lacks != REFUSAL_NONE) return stroke_refuse(k, lacks, criterion_paths[i]);
    }
    return REFUSAL_NONE;
}

// ---- decide ----

static enum refusal decide_open(struct stroke *k) {
    const struct sheet_command_open_sheet *in = &k->command->open_sheet;
    CHECK(in->scorer >= 1 && in->scorer <= PERSON_MAX && in->focus.count <= FOCUS_MAX);
    CHECK(in->criteria >= 1 && in->criteria <= CRITERIA_MAX);
    for (int i = 0; i < in->focus.count; i++) {
        if (in->focus.items[i] < 0 || in->focus.items[i] >= in->criteria) {
            return stroke_refuse(k, REFUSAL_UNKNOWN_ITEM, "/focus");
        }
    }
    struct sheet_event_sheet_started *e = &stroke_add(k, SHEET_EVENT_SHEET_STARTED)->sheet_started;
    e->kind = in->kind;
    e->scorer = in->scorer;
    e->rubric = in->rubric;
    e->criteria = in->criteria;
    e->focus.count = in->focus.count;
    memcpy(e->focus.items, in->focus.items, sizeof e->focus.items);
    return REFUSAL_NONE;
}

static enum refusal decide_score(struct stroke *k) {
    const struct sheet *s = k->s;
    const struct sheet_command_score *in = &k->command->score;
    if (!has_criterion(s, in->criterion)) {
        return stroke_refuse(k, REFUSAL_UNKNOWN_ITEM, "/criterion");
    }
    if (s->scored[in->criterion] && s->values[in->criterion] == in->value) return REFUSAL_NONE;
    struct sheet_event_scored *e = &stroke_add(k, SHEET_EVENT_SCORED)->scored;
    e->criterion = in->criterion;
    e->value = in->value;
    return REFUSAL_NONE;
}

static enum refusal decide_attach(struct stroke *k) {
    const struct sheet *s = k->s;
    const struct sheet_command_attach *in = &k->command->attach;
    if (!has_criterion(s, in->criterion)) {
        return stroke_refuse(k, REFUSAL_UNKNOWN_ITEM, "/criterion");
    }
    if (find_evidence(s, in->criterion, in->moment) >= 0) return REFUSAL_NONE;
    if (s->evidence_count[in->criterion] >= EVIDENCE_MAX) {
        return stroke_refuse(k, REFUSAL_TOO_MANY, "/criterion");
    }
    struct sheet_event_evidence_attached *e =
        &stroke_add(k, SHEET_EVENT_EVIDENCE_ATTACHED)->evidence_attached;
    e->criterion = in->criterion;
    e->moment = in->moment;
    return REFUSAL_NONE;
}

static enum refusal decide_detach(struct stroke *k) {
    const struct sheet *s = k->s;
    const struct sheet_command_detach *in = &k->command->detach;
    if (!has_criterion(s, in->criterion)) {
        return stroke_refuse(k, REFUSAL_UNKNOWN_ITEM, "/criterion");
    }
    if (find_evidence(s, in->criterion, in->moment) < 0) return REFUSAL_NONE;
    struct sheet_event_evidence_detached *e =
        &stroke_add(k, SHEET_EVENT_EVIDENCE_DETACHED)->evidence_detached;
    e->criterion = in->criterion;
    e->moment = in->moment;
    return REFUSAL_NONE;
}

static enum refusal decide_comment(struct stroke *k) {
    const struct sheet_command_comment *in = &k->command->comment;
    if (!has_criterion(k->s, in->criterion)) {
        return stroke_refuse(k, REFUSAL_UNKNOWN_ITEM, "/criterion");
    }
    struct sheet_event_commented *e = &stroke_add(k, SHEET_EVENT_COMMENTED)->commented;
    e->criterion = in->criterion;
    e->text = in->text;
    return REFUSAL_NONE;
}

static enum refusal decide_praise(struct stroke *k) {
    const struct sheet_command_praise *in = &k->command->praise;
    struct sheet_event_praised *e = &stroke_add(k, SHEET_EVENT_PRAISED)->praised;
    e->place = in->place;
    e->moment = in->moment;
    e->text = in->text;
    return REFUSAL_NONE;
}

static enum refusal decide_advise(struct stroke *k) {
    stroke_add(k, SHEET_EVENT_ADVISED)->advised.text = k->command->advise.text;
    return REFUSAL_NONE;
}

static enum refusal decide_submit(struct stroke *k) {
    if (k->s->submitted) return REFUSAL_ALREADY_DONE;
    enum refusal lacks = refuse_incomplete(k);
    if (lacks == REFUSAL_NONE) stroke_add(k, SHEET_EVENT_SUBMITTED);
    return lacks;
}

static enum refusal decide_publish(struct stroke *k) {
    if (k->s->published) return REFUSAL_ALREADY_DONE;
    if (!k->s->submitted) return REFUSAL_NOT_NOW;
    enum refusal lacks = refuse_incomplete(k);
    if (lacks != REFUSAL_NONE) return lacks;
    stroke_add(k, SHEET_EVENT_PUBLISHED)->published.page = k->command->publish.page;
    return REFUSAL_NONE;
}

static enum refusal decide_withdraw(struct stroke *k) {
    if (!k->s->published) return REFUSAL_NOT_NOW;
    stroke_add(k, SHEET_EVENT_WITHDRAWN);
    return REFUSAL_NONE;
}

static enum refusal decide_type(struct stroke *k) {
    switch (k->command->type) {
    case SHEET_COMMAND_OPEN_SHEET: return decide_open(k);
    case SHEET_COMMAND_SCORE: return decide_score(k);
    case SHEET_COMMAND_ATTACH: return decide_attach(k);
    case SHEET_COMMAND_DETACH: return decide_detach(k);
    case SHEET_COMMAND_COMMENT: return decide_comment(k);
    case SHEET_COMMAND_PRAISE: return decide_praise(k);
    case SHEET_COMMAND_ADVISE: return decide_advise(k);
    case SHEET_COMMAND_SUBMIT: return decide_submit(k);
    case SHEET_COMMAND_PUBLISH: return decide_publish(k);
    case SHEET_COMMAND_WITHDRAW: return decide_withdraw(k);
    }
    CHECK_UNREACHABLE();
}

// Handing in and publishing have answers of their own when the sheet is shut.
static bool is_change(enum sheet_command_type type) {
    return type != SHEET_COMMAND_SUBMIT && type != SHEET_COMMAND_PUBLISH &&
           type != SHEET_COMMAND_WITHDRAW;
}

static bool is_shut(const struct sheet *s) {
    return s->published || (s->submitted && s->kind != SHEET_KIND_TRAINER);
}

// The engine's commands have no id.
static bool sender_may(const struct sheet *s, const struct shape *shape,
                       const struct command_meta *meta) {
    bool engine = meta->from == ROLE_ENGINE;
    if (shape->from & SHAPE_FROM_SCORER) return !engine && meta->person == s->scorer;
    return engine && shape->from & 1u << ROLE_ENGINE && meta->counter == 0;
}

static enum refusal guard(const struct sheet *s, const struct sheet_command *command) {
    const struct shape *shape = &sheet_command_shapes[command->type];
    bool opens = command->type == SHEET_COMMAND_OPEN_SHEET;
    if (!opens && !s->started) return REFUSAL_NOT_NOW;
    if (!sender_may(s, shape, &command->meta)) return REFUSAL_NOT_YOU;
    if (opens) return s->started ? REFUSAL_ALREADY_DONE : REFUSAL_NONE;
    if (!(shape->when & 1u << s->kind)) return REFUSAL_NOT_YOU;
    return is_change(command->type) && is_shut(s) ? REFUSAL_NOT_NOW : REFUSAL_NONE;
}

enum refusal sheet_decide(const struct sheet *s, const struct sheet_command *command,
                          struct sheet_event out[2], int *count, const char **path) {
    CHECK((unsigned)command->type < SHEET_COMMAND_COUNT);
    struct stroke stroke = { s, command, out, count, path };
    *count = 0;
    *path = "";
    switch (book_look(s->books, &command->meta)) {
    case BOOK_NEW: break;
    case BOOK_AGAIN: return REFUSAL_NONE;
    case BOOK_REFUSED_BEFORE: return REFUSAL_REFUSED_BEFORE;
    case BOOK_STALE: return REFUSAL_STALE;
    }
    enum refusal refusal = guard(s, command);
    return refusal == REFUSAL_NONE ? decide_type(&stroke) : refusal;
}

// ---- fold ----

static void fold_started(struct sheet *s, const struct sheet_event_sheet_started *e) {
    CHECK(!s->started && e->criteria >= 1 && e->criteria <= CRITERIA_MAX);
    CHECK(e->focus.count <= FOCUS_MAX);
    s->started = true;
    s->kind = e->kind;
    s->scorer = (uint16_t)e->scorer;
    s->criteria = (uint8_t)e->criteria;
    s->focus_count = (uint8_t)e->focus.count;
    for (int i = 0; i < e->focus.count; i++) {
        s->focus[i] = (uint8_t)e->focus.items[i];
    }
}

static void fold_scored(struct sheet *s, const struct sheet_event_scored *e) {
    CHECK(has_criterion(s, e->criterion));
    s->scored[e->criterion] = true;
    s->values[e->criterion] = e->value;
}

static void fold_attached(struct sheet *s, const struct sheet_event_evidence_attached *e) {
    CHECK(has_criterion(s, e->criterion));
    uint8_t *count = &s->evidence_count[e->criterion];
    CHECK(*count < EVIDENCE_MAX);
    s->evidence[e->criterion][(*count)++] = (uint32_t)e->moment;
}

static void fold_detached(struct sheet *s, const struct sheet_event_evidence_detached *e) {
    CHECK(has_criterion(s, e->criterion));
    int at = find_evidence(s, e->criterion, e->moment);
    CHECK(at >= 0);
    uint32_t *list = s->evidence[e->criterion];
    int last = --s->evidence_count[e->criterion];
    memmove(&list[at], &list[at + 1], (size_t)(last - at) * sizeof *list);
    list[last] = 0;
}

void sheet_fold(struct sheet *s, const struct sheet_event *event) {
    CHECK(event->meta.up_ms >= s->up_ms);
    CHECK(s->started || event->type == SHEET_EVENT_SHEET_STARTED);
    s->seq++;
    s->up_ms = event->meta.up_ms;
    s->wall_ms = event->meta.wall_ms;
    book_note(s->books, &event->meta, s->seq);
    switch (event->type) {
    case SHEET_EVENT_SHEET_STARTED: fold_started(s, &event->sheet_started); break;
    case SHEET_EVENT_SCORED: fold_scored(s, &event->scored); break;
    case SHEET_EVENT_EVIDENCE_ATTACHED: fold_attached(s, &event->evidence_attached); break;
    case SHEET_EVENT_EVIDENCE_DETACHED: fold_detached(s, &event->evidence_detached); break;
    case SHEET_EVENT_COMMENTED: break; // these three are words only: the journal has them
    case SHEET_EVENT_PRAISED: break;
    case SHEET_EVENT_ADVISED: break;
    case SHEET_EVENT_SUBMITTED: s->submitted = true; break;
    case SHEET_EVENT_PUBLISHED:
        CHECK(s->submitted);
        s->published = true;
        break;
    case SHEET_EVENT_WITHDRAWN: s->published = false; break;
    }
}

uint64_t sheet_digest(const struct sheet *s) {
    uint64_t d = DIGEST_START;
    d = digest_number(d, s->seq);
    d = digest_number(d, s->up_ms);
    d = digest_number(d, s->wall_ms);
    d = digest_number(d, s->started | s->submitted << 1 | s->published << 2);
    d = digest_number(d, s->kind);
    d = digest_number(d, s->scorer);
    d = digest_number(d, s->criteria);
    d = digest_number(d, s->focus_count);
    for (int i = 0; i < FOCUS_MAX; i++) {
        d = digest_number(d, s->focus[i]);
    }
    for (int i = 0; i < CRITERIA_MAX; i++) {
        d = digest_number(d, s->scored[i]);
        d = digest_number(d, s->values[i]);
        d = digest_number(d, s->evidence_count[i]);
        for (int k = 0; k < EVIDENCE_MAX; k++) {
            d = digest_number(d, s->evidence[i][k]);
        }
    }
    return book_digest(d, s->books);
}
