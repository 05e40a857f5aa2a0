// Reads stories: cuts lines into words. What the words mean is said in verb.c and see.c.
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static char *file_text(const char *file) {
    FILE *f = fopen(file, "rb");
    if (!f) return NULL;
    struct buf text = { 0 };
    size_t got;
    do {
        got = fread(buf_reserve(&text, 4096), 1, 4096, f);
        text.len += (uint32_t)got;
    } while (got > 0);
    fclose(f);
    buf_append_char(&text, '\0');
    return text.ptr;
}

static bool is_between(char c) {
    return c == ' ' || c == ',';
}

// Cuts in place. A quoted part belongs to its word and loses its quotes; \" is a quote. Returns how
// many words, or -1 for an open quote and for too many.
static int cut(char *line, char **words) {
    int count = 0;
    char *from = line, *to = line;
    for (;;) {
        while (is_between(*from))
            from++;
        if (!*from || *from == '#') return count;
        if (count == WORDS_MAX) return -1;
        words[count++] = to;
        bool quoted = false;
        for (; *from && (quoted || !is_between(*from)); from++) {
            if (*from == '"')
                quoted = !quoted;
            else if (*from == '\\' && from[1])
                *to++ = *++from;
            else
                *to++ = *from;
        }
        if (quoted) return -1;
        if (*from) from++; // before the zero byte below, which may take its place
        *to++ = '\0';
    }
}

static bool is_time(const char *word, ms *at) {
    int minutes, seconds, tenths = 0;
    if (sscanf(word, "%d:%d.%1d", &minutes, &seconds, &tenths) < 2) return false;
    *at = minutes * MS_MINUTE + seconds * MS_SECOND + tenths * 100;
    return true;
}

static bool add_line(struct script *script, char *text, int number) {
    if (script->count == LINES_MAX) return false;
    struct line *line = &script->lines[script->count];
    *line = (struct line){ .number = number, .expects = text[0] == ' ' };
    line->count = cut(text, line->words);
    if (line->count <= 0) return line->count == 0;
    if (strcmp(line->words[0], "without") == 0) {
        script->without_mishaps = line->count == 2 && strcmp(line->words[1], "mishaps") == 0;
        script->without_outages = line->count == 2 && strcmp(line->words[1], "outages") == 0;
        return script->without_mishaps || script->without_outages;
    }
    if (script->count > 0) line->at = script->lines[script->count - 1].at;
    ms before = line->at;
    if (is_time(line->words[0], &line->at))
        memmove(line->words, line->words + 1, (size_t)--line->count * sizeof *line->words);
    script->count++;
    return line->count > 0 && line->at >= before;
}

bool script_read(const char *file, struct script *script) {
    *script = (struct script){ .text = file_text(file) };
    int number = 0;
    for (char *at = script->text, *next; at; at = next) {
        next = strchr(at, '\n');
        if (next) *next++ = '\0';
        number++;
        if (at[0] == '#' && script->title[0] == '\0')
            snprintf(script->title, sizeof script->title, "%s", at + strspn(at, "# "));
        if (add_line(script, at, number)) continue;
        fprintf(stderr, "%s:%d: not understood\n", file, number);
        script_free(script);
        return false;
    }
    if (!script->text) fprintf(stderr, "%s: can't be read\n", file);
    return script->text != NULL;
}

void script_free(struct script *script) {
    free(script->text);
    script->text = NULL;
}
