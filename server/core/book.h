// The command book: which commands of a client have been decided, so that sending one again does it
// once. One book for each instance (a client's life between two welcomes that gave it a new one).
//
// A command's id is (person, instance, counter); counters rise by one. A book keeps the highest
// counter and the last BOOK_LAST accepted ones: a client keeps at most that many open. It is part of
// a stream's state and is filled by fold from the events' meta, so it survives a restart.
#pragma once

#include <stdint.h>

#include "core/limits.h"
#include "protocol/meta.h"

struct book {
    uint16_t person; // 0: free
    uint32_t instance;
    uint32_t highest;
    uint32_t accepted[BOOK_LAST]; // counters, newest overwrite oldest
    uint8_t next;
    uint32_t used; // the stream's seq of the last entry: the stalest book of a person goes first
};

enum book_answer { BOOK_NEW, BOOK_AGAIN, BOOK_REFUSED_BEFORE, BOOK_STALE };

// What is known of a command: never seen, accepted before, or too late for an answer other than
// "refused before". STALE: the person has a newer instance and this one was put out.
enum book_answer book_look(const struct book books[BOOKS_MAX], const struct command_meta *meta);

// Notes an accepted command. Two books a trainee, four a trainer; the stalest gives way.
void book_note(struct book books[BOOKS_MAX], const struct event_meta *meta, uint32_t seq);
