// Looks up and notes command ids.
#include "core/book.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/check.h"
#include "core/digest.h"

static int book_find(const struct book *books, uint16_t person, uint32_t instance) {
    for (int i = 0; i < BOOKS_MAX; i++)
        if (books[i].person == person && books[i].instance == instance) return i;
    return -1;
}

static bool books_are_full(const struct book *books, uint16_t person, uint32_t *newest) {
    int count = 0;
    *newest = 0;
    for (int i = 0; i < BOOKS_MAX; i++) {
        if (books[i].person != person) continue;
        count++;
        if (books[i].instance > *newest) *newest = books[i].instance;
    }
    return count >= (person >= PERSON_TRAINER ? BOOKS_OF_TRAINER : BOOKS_OF_TRAINEE);
}

enum book_answer book_look(const struct book books[BOOKS_MAX], const struct command_meta *meta) {
    if (meta->counter == 0) return BOOK_NEW;
    int at = book_find(books, meta->person, meta->instance);
    if (at < 0) {
        uint32_t newest;
        bool full = books_are_full(books, meta->person, &newest);
        return full && meta->instance < newest ? BOOK_STALE : BOOK_NEW;
    }
    if (meta->counter > books[at].highest) return BOOK_NEW;
    for (int i = 0; i < BOOK_LAST; i++)
        if (books[at].accepted[i] == meta->counter) return BOOK_AGAIN;
    return BOOK_REFUSED_BEFORE;
}

// The place for one more book: a free one unless the person has all of theirs, else the stalest.
static int book_place(const struct book *books, uint16_t person) {
    uint32_t newest;
    bool own_only = books_are_full(books, person, &newest);
    int stalest = -1;
    for (int i = 0; i < BOOKS_MAX; i++) {
        if (!own_only && books[i].person == 0) return i;
        if (own_only && books[i].person != person) continue;
        if (stalest < 0 || books[i].used < books[stalest].used) stalest = i;
    }
    CHECK(stalest >= 0);
    return stalest;
}

void book_note(struct book books[BOOKS_MAX], const struct event_meta *meta, uint32_t seq) {
    if (meta->counter == 0) return;
    CHECK(meta->person != 0);
    int at = book_find(books, meta->person, meta->instance);
    if (at < 0) {
        at = book_place(books, meta->person);
        books[at] = (struct book){ .person = meta->person, .instance = meta->instance };
    }
    struct book *b = &books[at];
    b->accepted[b->next] = meta->counter;
    b->next = (uint8_t)((b->next + 1) % BOOK_LAST);
    if (meta->counter > b->highest) b->highest = meta->counter;
    b->used = seq;
}

uint64_t book_digest(uint64_t digest, const struct book books[BOOKS_MAX]) {
    for (int i = 0; i < BOOKS_MAX; i++) {
        const struct book *b = &books[i];
        digest = digest_number(digest, b->person);
        digest = digest_number(digest, b->instance);
        digest = digest_number(digest, b->highest);
        for (int k = 0; k < BOOK_LAST; k++)
            digest = digest_number(digest, b->accepted[k]);
        digest = digest_number(digest, b->next);
        digest = digest_number(digest, b->used);
    }
    return digest;
}
