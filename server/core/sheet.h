// The sheet machine: one scorer's scores for one session. A stream of its own, so that nobody else
// can write it and the recording itself is never touched.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"
#include "core/book.h"
#include "core/limits.h"
#include "protocol/generated/types.h"

struct sheet {
    uint32_t seq;
    ms wall_ms;
    bool started, submitted, published;
    enum sheet_kind kind;
    uint16_t scorer;
    uint8_t criteria; // of the rubric
    uint8_t focus_count, focus[FOCUS_MAX];
    bool scored[CRITERIA_MAX];
    enum score values[CRITERIA_MAX];
    uint8_t evidence_count[CRITERIA_MAX];
    uint32_t evidence[CRITERIA_MAX][EVIDENCE_MAX]; // seq of the session's events
    struct book books[BOOKS_MAX];
};

void sheet_init(struct sheet *s);

// As session_decide. A trainer's sheet needs evidence for every 1, 2 and 5, and a score or N/A for
// every criterion, before it is submitted; the others need their focus criteria scored. After
// submit nothing changes on self, customer and observer sheets; a trainer's may go on until it is
// published, and again after withdraw. Publishing needs a submitted sheet.
enum refusal sheet_decide(const struct sheet *s, const struct sheet_command *command, struct sheet_event out[2], int *count,
                          const char **path);
void sheet_fold(struct sheet *s, const struct sheet_event *event);
uint64_t sheet_digest(const struct sheet *s);
