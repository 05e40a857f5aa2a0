// A story as it stands in its file: lines of words. README.md describes the language.
#pragma once

#include <stdbool.h>

#include "base/time.h"

enum {
    WORDS_MAX = 24,  // of a line
    LINES_MAX = 120, // of a story: a longer one tells two things
};

struct line {
    int number;   // in the file
    bool expects; // indented: what must have come of the step above it
    ms at;        // story time; a line without one has that of the line before
    int count;
    char *words[WORDS_MAX]; // quotes are gone; the last of them may be "->" and what follows it
};

struct script {
    char title[200];      // the first comment line
    char *text;           // owned; the words lie in it
    bool without_outages; // it isn't played in the ways that interrupt play
    bool without_mishaps; // it is only played live
    int count;
    struct line lines[LINES_MAX];
};

// Prints what is wrong and where, and returns false.
bool script_read(const char *file, struct script *script);
void script_free(struct script *script);
