// A mark is a text that stands nowhere else: "kqzvwj" and eight hex digits. Each is put in one
// secret place, is granted to those who may read it, and is looked for in all that anybody is sent.
//
// What nobody granted is a leak, so that a field that a test forgot is hidden, not open.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum {
    MARK_LEN = 14,
    TO_CLASS = 1 << 8, // beside the bits of enum role: everybody in the class
};

// Some who may read it: those who hold one of `roles` in the session `stream` (TO_CLASS: are in its
// class), or one person of its class.
struct grant {
    uint64_t stream;
    uint32_t roles;
    uint16_t person;
    uint64_t at; // number of the row that brought it: who had left by then doesn't get it
};

struct mark {
    char what[64];
    int owner; // a reader who may always have it: their own name; 0: nobody
    struct grant *grants;
    int count, capacity;
};

void marks_init(void);
void marks_deinit(void);

uint32_t mark_new(const char *what); // from 1
struct mark *mark_at(uint32_t id);   // NULL: there is none
uint32_t marks_count(void);
void mark_write(struct buf *to, uint32_t id);
void mark_grant(uint32_t id, const struct grant *grant);

// Calls `found` for every mark in the bytes. Disguised ones (base64, hex, UTF-16, escaped letter by
// letter) are found too, as id 0: nobody may have these.
void marks_find(struct str bytes, void (*found)(void *ctx, uint32_t id), void *ctx);
