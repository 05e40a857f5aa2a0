// Strict JSON scanner: decides whether bytes are clean enough for cJSON to see.
//
// cJSON takes what RFC 8259 forbids (007, 1., junk after the value, control characters, bad UTF-8),
// cuts strings at \u0000, keeps the first of two equal keys where browsers keep the last, and
// mangles integers above 2^53. So every text from outside passes here first; what passes means the
// same to cJSON, to ajv and to a browser.
//
// Promises: no allocation; linear time (a key is compared with the at most keys_max others of its
// object, by hash); about 9 KiB of stack.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

// What one scan can keep track of; scan_limits may only say less.
enum {
    SCAN_DEPTH_CAP = 16,
    SCAN_OPEN_KEYS_CAP = 1024, // keys of all the objects open at once: 16 levels of 64
};

struct scan_limits {
    uint32_t bytes_max;
    uint32_t depth_max; // arrays and objects inside each other
    uint32_t nodes_max; // values in all: each costs cJSON about 100 bytes
    uint32_t keys_max;  // keys of one object
    bool floats;        // fractions, exponents and -0 allowed; else integers only
};

// A message or a request: 16 KiB, depth 16, 4,000 nodes, 64 keys an object, integers only.
extern const struct scan_limits scan_limits_message;
// A file that somebody brings (scenario, rubric, lexicon, configuration): 1 MiB, 60,000 nodes.
extern const struct scan_limits scan_limits_import;
// A schema: as import, with room for a $defs entry per message type, and with fractions.
extern const struct scan_limits scan_limits_schema;

enum scan_error {
    SCAN_OK = 0,
    SCAN_TOO_LARGE,     // more than bytes_max
    SCAN_ENCODING,      // not UTF-8
    SCAN_CONTROL,       // a raw control character in a string, or \u0000
    SCAN_ESCAPE,        // an escape that JSON does not have, or half a surrogate pair
    SCAN_SYNTAX,        // not JSON
    SCAN_NOT_INTEGER,   // a fraction, an exponent or -0 where only integers are taken
    SCAN_NUMBER_RANGE,  // |n| >= 2^53, or a fraction longer than a double holds
    SCAN_DUPLICATE_KEY, // the same key twice, however it is escaped
    SCAN_TOO_MANY_KEYS, // in one object, or open at once
    SCAN_TOO_DEEP,
    SCAN_TOO_MANY_NODES,
};

struct scan_fault {
    enum scan_error error;
    uint32_t offset; // of the first byte that cannot be right
    char path[128];  // JSON pointer of the value being read, its keys as they were written
    char text[128];  // one sentence for the sender
};

// How many values the text has, those inside of others included, if it is one clean JSON value
// within the limits. Else 0, and *fault is filled unless it is NULL.
uint32_t scan_json(struct str text, const struct scan_limits *limits, struct scan_fault *fault);

// The character that the escape at text[*at] stands for, in a text that has passed; moves *at
// behind it.
uint32_t scan_escape(const char *text, uint32_t *at);

// The error as one word, such as "duplicate_key". Static; never NULL.
const char *scan_error_name(enum scan_error error);
