// What a journal must hold: a few classes with streams of made-up rows, and the comparison with a
// store that came back from a crash.
//
// A row's content follows from its stream and seq alone, so a record is only how far each stream
// goes. Texts are about persons 1 to RECORD_PEOPLE; redactions are of the last of them, erasures of
// the others.
#pragma once

#include "store/journal.h"
#include "store/store.h"

enum {
    RECORD_CLASSES = 12,
    RECORD_STREAMS = 4, // the class stream and three sessions
    RECORD_PEOPLE = 4,
    RECORD_REDACTED = 4,
    RECORD_TEXT = 3200,
    RECORD_WHY = 300,
};

struct record_class {
    uint32_t id, epoch;
    bool is_closed;
    bool is_gone;
    uint32_t people;                    // who is in it: 1 to this number
    uint32_t erased;                    // bit n: person n
    uint32_t last[RECORD_STREAMS];      // seq; 0: no event yet
    uint32_t redacted[RECORD_REDACTED]; // seqs in the stream of index 1, rising
    uint32_t redacted_count;
};

struct record {
    uint32_t count;
    struct record_class classes[RECORD_CLASSES];
};

uint64_t record_stream(const struct record_class *class, int index);

// Fills a row in; its bytes are kept in `words`.
struct record_words {
    char facts[80], texts[RECORD_TEXT];
};
void record_row(struct journal_row *row, struct record_words *words, uint64_t stream, uint32_t seq);

// What stands in the place of a redacted text.
#define RECORD_REDACTION STR("{\"text\":\"taken out\"}")

// A seq up to `last` whose text may be redacted; 0: none.
uint32_t record_redactable(const struct record_class *class, uint32_t seq);

// Compares a store with what it must hold: `now`, or else, as a whole, what the act that was under
// way makes of it (`next`). A class that is being erased may be there in part. may_create: a class
// more may be there. False: `why` holds the difference.
bool record_check(struct store *store, const struct record *now, const struct record *next,
                  bool may_create, char why[RECORD_WHY]);
