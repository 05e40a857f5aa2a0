// Logs: one line of key=value pairs on stderr for each thing that an operator may want to know.
//
//   log_warn("store_unwell", "err", err_name(err), "classes", LOG_NUM(count));
//   2026-03-02T09:41:07.250Z warn store_unwell err=full classes=3
//
// Never chat text, names, join codes, tokens or passwords: ids and numbers say enough. Threads may
// log at the same time; a line is one write. Values longer than 200 bytes are cut.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

// An event name (a literal such as "listening"), then keys and values in turn: strings, borrowed;
// NULL values print "-".
#define log_info(...)  log_line(LOG_LEVEL_INFO, __VA_ARGS__, (const char *)NULL)
#define log_warn(...)  log_line(LOG_LEVEL_WARN, __VA_ARGS__, (const char *)NULL)
#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__, (const char *)NULL)

// A number as a value. The text lives until the end of the enclosing block.
#define LOG_NUM(number) log_number((char[24]){ 0 }, (int64_t)(number))

void log_line(enum log_level level, const char *event, ...) __attribute__((sentinel));
const char *log_number(char text[24], int64_t number);

// Where lines go; stderr at first. A negative number: nowhere. For tests.
void log_to(int fd);
