// One log line, put together on the stack: logging must work when memory doesn't.
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/time.h"

#define LINE_MAX_BYTES  1024u // below PIPE_BUF, so that lines of two threads don't mix in a pipe
#define VALUE_MAX_BYTES 200u
#define PAIRS_MAX       16 // a list without its NULL must not run away

static atomic_int log_fd = STDERR_FILENO;

struct line {
    char bytes[LINE_MAX_BYTES];
    size_t len;
};

// Leaves the last byte for the newline; what doesn't fit is dropped.
static void line_char(struct line *line, char c) {
    if (line->len < sizeof(line->bytes) - 1) line->bytes[line->len++] = c;
}

static void line_text(struct line *line, const char *text) {
    while (*text) {
        line_char(line, *text++);
    }
}

static void line_time(struct line *line) {
    ms now = time_wall();
    time_t seconds = (time_t)(now / MS_SECOND);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char date[32];
    char text[48];
    strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text, sizeof(text), "%s.%03dZ", date, (int)(now % MS_SECOND));
    line_text(line, text);
}

static bool value_is_bare(const char *value) {
    if (*value == '\0') return false;
    for (const char *c = value; *c; c++) {
        if ((unsigned char)*c <= ' ' || *c == '"' || *c == '=' || *c == '\\' || *c == 0x7f)
            return false;
    }
    return true;
}

// Nothing in a value may end the line or look like another pair.
static void line_value(struct line *line, const char *value) {
    if (!value) value = "-";
    bool bare = value_is_bare(value);
    if (!bare) line_char(line, '"');
    for (size_t i = 0; value[i] && i < VALUE_MAX_BYTES; i++) {
        bool control = (unsigned char)value[i] < ' ' || value[i] == 0x7f;
        if (value[i] == '"' || value[i] == '\\') line_char(line, '\\');
        line_char(line, control ? '?' : value[i]);
    }
    if (!bare) line_char(line, '"');
}

static const char *log_level_name(enum log_level level) {
    switch (level) {
    case LOG_LEVEL_INFO: return "info";
    case LOG_LEVEL_WARN: return "warn";
    case LOG_LEVEL_ERROR: return "error";
    }
    return "unknown";
}

// A log that can't be written has nobody to tell, so the outcome of write is dropped.
static void line_write(struct line *line, int fd) {
    line->bytes[line->len++] = '\n';
    if (write(fd, line->bytes, line->len) < 0) return;
}

void log_line(enum log_level level, const char *event, ...) {
    int fd = atomic_load(&log_fd);
    if (fd < 0) return;

    struct line line = { .len = 0 };
    line_time(&line);
    line_char(&line, ' ');
    line_text(&line, log_level_name(level));
    line_char(&line, ' ');
    line_text(&line, event);

    va_list args;
    va_start(args, event);
    for (int pair = 0; pair < PAIRS_MAX; pair++) {
        const char *key = va_arg(args, const char *);
        if (!key) break;
        line_char(&line, ' ');
        line_text(&line, key);
        line_char(&line, '=');
        line_value(&line, va_arg(args, const char *));
    }
    va_end(args);
    line_write(&line, fd);
}

const char *log_number(char text[24], int64_t number) {
    snprintf(text, 24, "%lld", (long long)number);
    return text;
}

void log_to(int fd) {
    atomic_store(&log_fd, fd);
}
