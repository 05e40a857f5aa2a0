// Lines: said when it is time, judged when they come.
//
// A line tells who said it, its number and when it was due: "00042c 0000007 00b5c1d2e3f4 I hear
// you, ...". So whoever hears it knows without looking anything up whether it came to the right
// ear, in its order, and how late. "Due" is the schedule's time, not the time of sending: a server
// that stands still for a second makes all lines of that second late, not just one.
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "load.h"

enum { STAMP = 28, LINE_MAX_BYTES = 2000 };

static const char words[] =
    "I hear you, and I want to get this right for Friday noon. Let me see what I can do about it. ";

// ---- saying

static const char digits[] = "0123456789abcdef";

static char *stamp_number(char *to, uint64_t value, int width, unsigned base) {
    for (int i = width - 1; i >= 0; i--, value /= base)
        to[i] = digits[value % base];
    to[width] = ' ';
    return to + width + 1;
}

static struct str line_make(const struct run *r, const struct client *c, int64_t number,
                            int64_t due_us, char line[LINE_MAX_BYTES]) {
    char *at = stamp_number(line, c->pair, 5, 10) - 1;
    *at++ = c->seat == CSR ? 'c' : 'u';
    *at++ = ' ';
    at = stamp_number(at, (uint64_t)number, 7, 10);
    at = stamp_number(at, (uint64_t)due_us, 12, 16);
    int32_t length = r->settings.bytes - (int32_t)r->settings.speech->around;
    int32_t filled = (int32_t)(at - line);
    for (int32_t i = 0; filled < length; i++)
        line[filled++] = words[(size_t)i % (sizeof words - 1)];
    while (filled > 0 && line[filled - 1] == ' ')
        line[--filled] = '.'; // a text doesn't end with a blank
    return str_make(line, (size_t)filled);
}

// Open loop: line k of a pair is due at an equal distance from the one before; the pairs are spread
// over that distance, and the seats take turns. So line i of the run is line i / pairs of pair i %
// pairs.
static int64_t schedule_us(const struct run *r, int64_t index) {
    double per_us = (double)r->settings.rate_milli / 1e9 * r->settings.pairs;
    return r->talk_us + (int64_t)((double)index / per_us);
}

static int64_t due_us(const struct run *r, const struct client *c, int64_t number) {
    if (!r->settings.rate_milli) return c->said_us;
    int64_t of_pair = 2 * (number - 1) + (c->seat == CUSTOMER);
    return schedule_us(r, of_pair * r->settings.pairs + c->pair);
}

static void line_say(struct run *r, struct client *c, int64_t number) {
    char line[LINE_MAX_BYTES];
    r->settings.speech->say(r, c, line_make(r, c, number, due_us(r, c, number), line));
}

// Closed loop: who speaks has heard the partner's last line and the answer to the own one.
static bool may_answer(const struct run *r, const struct client *c) {
    int64_t heard = c->ears[!c->seat].heard;
    bool my_turn = c->seat == CSR ? heard == c->said : heard == c->said + 1;
    bool ended = r->settings.lines_max && 2 * c->said >= r->settings.lines_max;
    return my_turn && !ended && c->accepted == c->said;
}

void turn_take(struct run *r, struct client *c) {
    if (!r->talking || c->part != PART_SEAT || !c->in_call || c->resuming) return;
    if (r->settings.rate_milli) {
        while (c->said < c->due && c->said - c->accepted < OPEN_MAX)
            line_say(r, c, ++c->said);
    } else if (may_answer(r, c)) {
        c->said_us = now_us();
        line_say(r, c, ++c->said);
    }
}

void lines_again(struct run *r, struct client *c) {
    c->put_off = false;
    c->said_again = true;
    for (int64_t number = c->accepted + 1; number <= c->said; number++)
        line_say(r, c, number);
}

// Classes are equally large, but for the last.
static struct client *speaker_of(const struct run *r, int64_t index) {
    int64_t pair = index % r->settings.pairs, turn = index / r->settings.pairs;
    const struct class *k = &r->classes[pair / r->classes[0].pairs];
    return k->seated[2 * (pair - k->first_pair) + turn % 2];
}

void lines_schedule(struct run *r) {
    int64_t now = now_us();
    while (r->talking && schedule_us(r, r->scheduled) <= now) {
        struct client *c = speaker_of(r, r->scheduled++);
        c->due++;
        turn_take(r, c);
    }
}

int64_t next_due_us(const struct run *r) {
    return r->talking && r->settings.rate_milli ? schedule_us(r, r->scheduled) : INT64_MAX;
}

// ---- hearing

struct line {
    uint32_t pair;
    enum seat seat;
    int64_t number, due_us;
};

static bool line_read(struct str text, struct line *line) {
    char stamp[STAMP + 1];
    if (text.len < STAMP) return false;
    memcpy(stamp, text.ptr, STAMP);
    stamp[STAMP] = 0;
    line->pair = (uint32_t)strtoul(stamp, NULL, 10);
    line->seat = stamp[5] == 'c' ? CSR : CUSTOMER;
    line->number = strtoll(stamp + 7, NULL, 10);
    line->due_us = strtoll(stamp + 15, NULL, 16);
    return stamp[6] == ' ' && stamp[14] == ' ';
}

// Numbers count up. One that is skipped counts as lost until it comes after all: then it was out of
// order. One that has come before is there twice; further back than the 64 that are remembered, it
// can't be anything else.
static bool number_judge(struct faults *f, struct ear *e, int64_t number) {
    int64_t ahead = number - e->heard;
    if (ahead > 0) {
        e->seen = ahead < 64 ? e->seen << ahead | 1 : 1;
        f->lost += ahead - 1;
        e->heard = number;
        return true;
    }
    uint64_t bit = -ahead < 64 ? (uint64_t)1 << -ahead : 0;
    bool missed = bit && !(e->seen & bit) && number > 0;
    if (missed) f->lost--;
    if (missed) f->reordered++;
    if (!missed) f->twice++;
    e->seen |= bit;
    return false;
}

static void line_count(struct run *r, struct client *c, const struct line *line) {
    if (!r->measuring) return;
    if (c->part == PART_OBSERVER) r->copies++;
    if (c->part != PART_SEAT || line->seat == c->seat) return;
    r->lines++;
    sample_add(&r->lag, now_us() - line->due_us);
}

void line_heard(struct run *r, struct client *c, struct str text) {
    struct line line;
    bool own = line_read(text, &line) && line.pair == c->pair;
    if (!own) {
        r->faults.misrouted++;
        return;
    }
    number_judge(&r->faults, &c->ears[line.seat], line.number);
    line_count(r, c, &line);
}

void line_accepted(struct run *r, struct client *c) {
    c->accepted++;
    if (c->accepted > c->said) r->faults.twice++;
    if (r->measuring) sample_add(&r->commit, now_us() - due_us(r, c, c->accepted));
}

void line_recorded(struct run *r, struct class *k, struct str text) {
    struct line line;
    if (!line_read(text, &line) || line.pair != k->first_pair + (uint32_t)k->read)
        r->faults.misrouted++;
    else if (number_judge(&r->faults, &k->read_ears[line.seat], line.number))
        r->recorded++;
}

static int64_t late_lines(struct run *r, const struct client *c, int64_t now) {
    int64_t late = c->due - c->partner->ears[c->seat].heard;
    for (int64_t number = c->due - late + 1; number <= c->due; number++)
        sample_add(&r->lag, now - due_us(r, c, number));
    return late;
}

// A line that hasn't come when the measuring ends is at least as late as it is now. Left out, the
// worst would be hidden.
void talk_count_late(struct run *r) {
    int64_t now = now_us();
    for (int32_t k = 0; r->settings.rate_milli && k < r->classes_count; k++)
        for (int32_t i = 0; i < 2 * r->classes[k].pairs; i++)
            r->late += late_lines(r, &r->classes[k].people[i], now);
}

// ---- at the end

static bool client_is_quiet(const struct run *r, const struct client *c) {
    const struct client *other = c->partner;
    bool echoed = !r->settings.speech->records || c->ears[c->seat].heard == c->said;
    return c->accepted == c->said && echoed && c->ears[other->seat].heard == other->said;
}

static bool observer_is_quiet(const struct class *k, const struct client *c) {
    struct client *const *pair = &k->seated[2 * (c->pair - k->first_pair)];
    return c->ears[CSR].heard == pair[CSR]->said && c->ears[CUSTOMER].heard == pair[CUSTOMER]->said;
}

bool lines_are_quiet(const struct run *r) {
    for (int32_t k = 0; k < r->classes_count; k++) {
        const struct class *class = &r->classes[k];
        const struct client *c = class->people;
        for (int32_t i = 0; i < 2 * class->pairs; i++, c++)
            if (!client_is_quiet(r, c)) return false;
        for (int32_t i = 0; i < r->settings.observers * class->pairs; i++, c++)
            if (!observer_is_quiet(class, c)) return false;
    }
    return true;
}

static void client_count_missing(struct run *r, const struct client *c) {
    const struct client *other = c->partner;
    r->accepted += c->accepted;
    r->faults.lost += other->said - c->ears[other->seat].heard;
    r->faults.lost += c->said - c->accepted;
    if (r->settings.speech->records) r->faults.lost += c->said - c->ears[c->seat].heard;
}

void talk_count_missing(struct run *r) {
    for (int32_t k = 0; k < r->classes_count; k++) {
        struct class *class = &r->classes[k];
        for (int32_t i = 0; i < 2 * class->pairs; i++)
            client_count_missing(r, &class->people[i]);
        for (int32_t i = 0; i < r->settings.observers * class->pairs; i++) {
            const struct client *c = &class->people[2 * class->pairs + i];
            struct client *const *pair = &class->seated[2 * (c->pair - class->first_pair)];
            for (int seat = CSR; seat <= CUSTOMER; seat++)
                r->faults.lost += pair[seat]->said - c->ears[seat].heard;
        }
    }
}
