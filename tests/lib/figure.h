// A figure is what a test of a promise (docs/TRUST.md) reached, beside what it wanted to reach.
//
// It is printed for people, and appended as one line of JSON to the file that the environment names
// in COOLHEAD_FIGURES, if any; tests/trust/table puts them together. figure.mjs is the same for
// node.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct figure {
    int promise;         // its number
    const char *what;    // was counted or measured: "lines shown and then lost"
    const char *reached; // "0 of 20,140"
    const char *wanted;  // "0 of ≥ 20,000", at the scale of this run
    int64_t inputs;      // tried
    double seconds;
    bool ok; // judged from the measurement by the test itself
};

// Strings are borrowed. A file that can't be written is a CHECK: a lost figure would look like one
// that nobody wanted.
void figure_report(const struct figure *figure);

// Promise 13: the cells of a matrix, of which none may be wrong. `what`: "class: command × role".
void figure_report_cells(const char *what, int64_t cells, int64_t wrong, double seconds);

// Whether the whole figure is asked for (COOLHEAD_LONG=1), and not about a tenth.
bool figure_is_long(void);
