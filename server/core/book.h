// The command book: which commands of a client have been decided, so that sending one again does it
// once. One book for each instance (a client's life between two welcomes that gave it a new one).
//
// A command's id is (person, instance, counter); counters rise by one. A book keeps the highest
// counter and the last BOOK_LAST accepted ones: a client keeps at most that many open. It is part
// of a stream's state and is filled by fold from the events' meta, so it survives a restart.
//
// What left no event is in no book: a refused command, or one without an effect, may be decided
// again as long as nothing with a higher counter was accepted.
#pragma once

#include <stdint.h>

#include "core/limits.h"
#include "protocol/meta.h"

#define BOOKS_OF_TRAINEE 2 // a phone and the one it replaces
#define BOOKS_OF_TRAINER 4 // a desk, a phone for walking about, and what they replace

struct book {
    uint16_t person; // 0: free
    uint32_t instance;
    uint32_t highest;
    uint32_t accepted[BOOK_LAST]; // counters, newest overwrite oldest; 0: none yet
    uint8_t next;
    uint32_t used; // the stream's seq of the last entry: the stalest book of a person goes first
};

enum book_answer { BOOK_NEW, BOOK_AGAIN, BOOK_REFUSED_BEFORE, BOOK_STALE };

// What is known of a command: never seen, accepted before, or too late for an answer other than
// "refused before". STALE: the person's books are full and one of them belongs to a newer instance,
// so that this one was put out, or never said anything while it could. Counter 0 is always new.
enum book_answer book_look(const struct book books[BOOKS_MAX], const struct command_meta *meta);

// Notes an accepted command; nothing for counter 0. Two books a trainee, four a trainer; the
// stalest of that person gives way, and when all are taken by others, the stalest of all.
void book_note(struct book books[BOOKS_MAX], const struct event_meta *meta, uint32_t seq);

// Goes on with a digest (core/digest.h) over all books.
uint64_t book_digest(uint64_t digest, const struct book books[BOOKS_MAX]);
