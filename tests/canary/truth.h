// Who may know what: read from the rows of the journal and a table written by hand, never from the
// views under test.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/time.h"
#include "store/journal.h"

// Somebody whose bytes are searched. What they knew they may hear again; what came to their seat
// after they left it they may not.
struct reader {
    uint32_t account;  // of a trainer; 0: none
    uint32_t class_id; // that a trainer owns, or a trainee has entered; 0: nobody yet
    uint16_t person;
    int number; // from 1: whose own name a mark is
};

struct truth;

struct truth *truth_new(void);
void truth_free(struct truth *truth);

// Every text of every event has a line in the table; false names the one that has none.
bool truth_is_complete(const char **missing);

// How many fields of events, of all that can hold a text, have held a mark, in any world so far.
int truth_fields_met(int *all, const char **missing);

// A unit on its way to the disk: from here on its texts may be shown.
void truth_read(struct truth *truth, const struct journal_unit *unit);

// A person's name, when their number is known. Before that, an unrecorded one's, who has no name in
// the journal, is for the trainer of the class that they try to enter.
void truth_unrecorded(uint32_t class_id, uint32_t mark);
void truth_name(struct truth *truth, uint32_t class_id, uint16_t person, uint32_t mark);
void truth_class_mark(struct truth *truth, uint32_t class_id, uint32_t mark);

bool truth_may_read(const struct truth *truth, const struct reader *reader, uint32_t mark);

// Whether any role that they ever held in that session may be shown this event with these fields.
// `event` may go on behind the object; `play` is when it happened.
bool truth_may_see(const struct truth *truth, const struct reader *reader, uint64_t stream, ms play,
                   struct str event);
