// Rows by rule, and the comparison.
#include "record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"

uint64_t record_stream(const struct record_class *class, int index) {
    return index == 0 ? id_class_stream(class->id) : id_session(class->id, 1, (uint32_t)index);
}

// ── rows by rule ──

static uint16_t row_subject(uint32_t seq) {
    return (uint16_t)(1 + seq % RECORD_PEOPLE);
}

static bool row_has_texts(uint32_t seq) {
    return seq % 3 != 0;
}

// Most lines are short; some need a page of their own, and more.
static int row_padding(uint32_t seq) {
    return seq % 17 == 0 ? 3000 : (int)(seq * 37 % 150);
}

void record_row(struct journal_row *row, struct record_words *words, uint64_t stream,
                uint32_t seq) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    int len = snprintf(words->facts, sizeof(words->facts), "{\"of\":%llu,\"seq\":%u}",
                       (unsigned long long)stream, seq);
    *row = (struct journal_row){ .stream = stream,
                                 .seq = seq,
                                 .v = 1,
                                 .type = "said",
                                 .play_ms = seq * 10,
                                 .up_ms = seq * 20,
                                 .wall_ms = 1000000 + seq,
                                 .facts = str_make(words->facts, (size_t)len) };
    if (!row_has_texts(seq)) return;
    int padding = row_padding(seq);
    len = snprintf(words->texts, sizeof(words->texts), "{\"text\":\"%llu %u ",
                   (unsigned long long)stream, seq);
    for (int i = 0; i < padding; i++)
        words->texts[len++] = letters[(seq + (uint32_t)i) % 26];
    memcpy(words->texts + len, "\"}", 2);
    row->subject = row_subject(seq);
    row->texts = str_make(words->texts, (size_t)len + 2);
}

uint32_t record_redactable(const struct record_class *class, uint32_t seq) {
    uint32_t before = class->redacted_count ? class->redacted[class->redacted_count - 1] : 0;
    bool is_fit = seq > before && seq <= class->last[1] && row_has_texts(seq) &&
                  row_subject(seq) == RECORD_PEOPLE;
    return is_fit ? seq : 0;
}

// ── what a store holds ──

struct reading {
    struct record found;
    uint32_t strangers; // open classes that the record doesn't know
    bool is_wrong;
    char *why;
    struct record_class *class; // that is being read
    bool is_going;              // it is being erased, its texts first
    int stream;
};

static bool wrong(struct reading *r, const char *format, ...)
    __attribute__((format(__printf__, 2, 3)));

// Notes the first difference. False, so that a reading ends with it.
static bool wrong(struct reading *r, const char *format, ...) {
    if (r->is_wrong) return false;
    r->is_wrong = true;
    va_list args;
    va_start(args, format);
    vsnprintf(r->why, RECORD_WHY, format, args);
    va_end(args);
    return false;
}

static void on_class(void *ctx, const struct journal_class *class) {
    struct reading *r = ctx;
    for (uint32_t i = 0; i < r->found.count; i++) {
        struct record_class *c = &r->found.classes[i];
        if (c->id != class->id) continue;
        c->epoch = class->epoch;
        c->is_closed = false;
        return;
    }
    r->strangers++;
}

// Names end with the key, so a person without one has been erased.
static void on_person(void *ctx, const struct journal_person *person) {
    struct reading *r = ctx;
    char name[16];
    snprintf(name, sizeof(name), "Person %u", person->number);
    if (person->name.len == 0)
        r->class->erased |= 1u << person->number;
    else if (!str_eq(person->name, str_from(name)))
        wrong(r, "person %u has another name", person->number);
    if (person->number != ++r->class->people) wrong(r, "a person is missing or double");
}

static void on_redacted(struct reading *r, const struct journal_row *row) {
    struct record_class *c = r->class;
    if (r->stream != 1 || c->redacted_count == RECORD_REDACTED ||
        !str_eq(row->texts, RECORD_REDACTION))
        wrong(r, "a redaction that nobody made, at %u", row->seq);
    else
        c->redacted[c->redacted_count++] = row->seq;
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct reading *r = ctx;
    struct journal_row expected;
    struct record_words words;
    uint64_t stream = record_stream(r->class, r->stream);
    uint32_t seq = ++r->class->last[r->stream];
    record_row(&expected, &words, stream, seq);
    bool is_erased = r->class->erased >> expected.subject & 1;
    if (row->seq != seq || row->stream != stream || row->subject != expected.subject ||
        row->play_ms != expected.play_ms || row->up_ms != expected.up_ms ||
        !str_eq(row->facts, expected.facts))
        return wrong(r, "row %u of stream %d is not what was written", seq, r->stream);
    if (texts == TEXT_REDACTED)
        on_redacted(r, row);
    else if (texts == TEXT_ERASED && !is_erased && !r->is_going)
        wrong(r, "the text of row %u of stream %d is gone", seq, r->stream);
    else if (texts == TEXT_PRESENT && is_erased)
        wrong(r, "the text of row %u of stream %d was to be gone", seq, r->stream);
    else if (texts != TEXT_ERASED && !str_eq(row->texts, expected.texts))
        wrong(r, "the text of row %u of stream %d is another", seq, r->stream);
    return true;
}

static void class_read(struct reading *r, struct journal *journal) {
    enum err err = journal_list_people(journal, r->class->id, on_person, r);
    if (err) wrong(r, "people can't be read: %s", err_name(err));
    for (r->stream = 0; r->stream < RECORD_STREAMS; r->stream++) {
        uint64_t stream = record_stream(r->class, r->stream);
        err = journal_read_stream(journal, stream, 1, on_row, r);
        if (err && err != ERR_NOT_FOUND) wrong(r, "a stream can't be read: %s", err_name(err));
    }
}

static void store_read(struct reading *r, struct store *store, const struct record *now,
                       const struct record *next) {
    struct journal *journal = store_journal(store);
    r->found.count = next->count;
    for (uint32_t i = 0; i < next->count; i++) {
        r->found.classes[i] = (struct record_class){ .id = next->classes[i].id, .is_closed = true };
    }
    enum err err = journal_list_open_classes(journal, on_class, r);
    if (err) wrong(r, "classes can't be read: %s", err_name(err));
    for (uint32_t i = 0; i < next->count; i++) {
        r->class = &r->found.classes[i];
        r->is_going = next->classes[i].is_gone && !now->classes[i].is_gone;
        class_read(r, journal);
    }
}

// ── the comparison ──

static bool class_is_empty(const struct record_class *c) {
    uint32_t events = 0;
    for (int i = 0; i < RECORD_STREAMS; i++)
        events += c->last[i];
    return c->is_closed && c->people == 0 && events == 0;
}

// The epoch of a closed class isn't told, and doesn't count.
static bool class_is(const struct record_class *found, const struct record_class *c) {
    if (c->is_gone) return class_is_empty(found);
    return found->is_closed == c->is_closed && (c->is_closed || found->epoch == c->epoch) &&
           found->people == c->people && found->erased == c->erased &&
           found->redacted_count == c->redacted_count &&
           memcmp(found->last, c->last, sizeof(c->last)) == 0 &&
           memcmp(found->redacted, c->redacted, sizeof(c->redacted)) == 0;
}

// Being erased: what is left is its beginning.
static bool class_is_going(const struct record_class *found, const struct record_class *now,
                           const struct record_class *next) {
    if (now->is_gone || !next->is_gone) return false;
    for (int i = 0; i < RECORD_STREAMS; i++) {
        if (found->last[i] > now->last[i]) return false;
    }
    return true;
}

static void class_describe(char *text, size_t room, const struct record_class *c) {
    snprintf(text, room, "%s%s epoch %u, %u people, erased %x, %u redacted, to %u %u %u %u",
             c->is_gone ? "gone " : "", c->is_closed ? "closed" : "open", c->epoch, c->people,
             c->erased, c->redacted_count, c->last[0], c->last[1], c->last[2], c->last[3]);
}

static void differ(struct reading *r, uint32_t i, const struct record *now) {
    char found[120], wanted[120];
    class_describe(found, sizeof(found), &r->found.classes[i]);
    class_describe(wanted, sizeof(wanted), &now->classes[i]);
    wrong(r, "class %u is %s; acknowledged was %s", i, found, wanted);
}

// All classes as in `now`, or all as in `next`: an act is whole or not there.
static void record_compare(struct reading *r, const struct record *now, const struct record *next) {
    bool can_be_now = true, can_be_next = true;
    for (uint32_t i = 0; i < next->count; i++) {
        const struct record_class *found = &r->found.classes[i];
        if (class_is_going(found, &now->classes[i], &next->classes[i])) continue;
        can_be_now = can_be_now && class_is(found, &now->classes[i]);
        can_be_next = can_be_next && class_is(found, &next->classes[i]);
        if (!can_be_now && !can_be_next) {
            differ(r, i, now);
            return;
        }
    }
}

bool record_check(struct store *store, const struct record *now, const struct record *next,
                  bool may_create, char why[RECORD_WHY]) {
    struct reading r = { .why = why };
    store_read(&r, store, now, next);
    if (r.strangers > may_create) wrong(&r, "%u classes that nobody made", r.strangers);
    if (!r.is_wrong) record_compare(&r, now, next);
    return !r.is_wrong;
}
