// The sheet machine: one scorer's scores for one session. A stream of its own, so that nobody else
// can write it and the recording itself is never touched.
//
//     events = sheet_decide(state, command)     refuses, or says what happens
//     state  = sheet_fold(state, event)         never fails, never allocates
//
// A score, a comment or a piece of evidence may be changed until the sheet is handed in. A
// trainer's sheet stays open after that, until its page is published, and again once that is
// withdrawn. What is there already (the same score, evidence attached twice) is a success without
// an event; so is taking off what isn't there.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "core/book.h"
#include "core/limits.h"
#include "protocol/generated/types.h"

struct sheet {
    uint32_t seq;
    ms up_ms, wall_ms;
    bool started, submitted, published;
    enum sheet_kind kind;
    uint16_t scorer;
    uint8_t criteria; // of the rubric
    uint8_t focus_count, focus[FOCUS_MAX];
    bool scored[CRITERIA_MAX];
    enum score values[CRITERIA_MAX];
    uint8_t evidence_count[CRITERIA_MAX];
    uint32_t evidence[CRITERIA_MAX][EVIDENCE_MAX]; // seq of the session's events, as attached
    struct book books[BOOKS_MAX];
};

void sheet_init(struct sheet *s);

// As class_decide, one event at most. Only the scorer may give what the schema gives to a scorer.
//
// Self and customer sheets have their focus criteria only. To be submitted a trainer's sheet needs
// a score or N/A for every criterion, and evidence for every 1, 2 and 5; the others need their
// focus criteria scored. What is missing is refused with the criterion in the path, "/criterion/3".
// Publishing needs a submitted sheet that is complete still.
enum refusal sheet_decide(const struct sheet *s, const struct sheet_command *command,
                          struct sheet_event out[2], int *count, const char **path);

// Applies one event. Bugs are CHECKed: an event that decide could not have made.
void sheet_fold(struct sheet *s, const struct sheet_event *event);

// A number that is equal if and only if two states are (FNV-1a over every field, not over padding).
uint64_t sheet_digest(const struct sheet *s);
