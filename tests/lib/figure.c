// One write for each line, so that programs that run side by side may share the file.
#include "lib/figure.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/str.h"

static void text_member(struct buf *line, const char *name, const char *value) {
    buf_printf(line, ",\"%s\":", name);
    buf_json_string(line, str_from(value));
}

static void line_build(struct buf *line, const struct figure *figure) {
    buf_printf(line, "{\"promise\":%d", figure->promise);
    text_member(line, "what", figure->what);
    text_member(line, "reached", figure->reached);
    text_member(line, "wanted", figure->wanted);
    buf_printf(line, ",\"inputs\":%" PRId64 ",\"seconds\":%.1f,\"ok\":%s}\n", figure->inputs,
               figure->seconds, figure->ok ? "true" : "false");
}

static void line_append(const char *path, struct str line) {
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    CHECK(fd >= 0);
    CHECK(write(fd, line.ptr, line.len) == (ssize_t)line.len);
    close(fd);
}

void figure_report(const struct figure *figure) {
    printf("promise %d: %s: %s (wanted: %s; %" PRId64 " inputs, %.1f s)%s\n", figure->promise,
           figure->what, figure->reached, figure->wanted, figure->inputs, figure->seconds,
           figure->ok ? "" : " NOT REACHED");
    fflush(stdout);
    const char *path = getenv("COOLHEAD_FIGURES");
    if (!path || !*path) return;
    struct buf line = { 0 };
    line_build(&line, figure);
    line_append(path, buf_str(&line));
    buf_deinit(&line);
}

void figure_report_cells(const char *what, int64_t cells, int64_t wrong, double seconds) {
    char reached[64], wanted[64];
    snprintf(reached, sizeof reached, "%" PRId64 " of %" PRId64 " right", cells - wrong, cells);
    snprintf(wanted, sizeof wanted, "each of %" PRId64, cells);
    figure_report(&(struct figure){ .promise = 13,
                                    .what = what,
                                    .reached = reached,
                                    .wanted = wanted,
                                    .inputs = cells,
                                    .seconds = seconds,
                                    .ok = cells > 0 && wrong == 0 });
}

bool figure_is_long(void) {
    const char *asked = getenv("COOLHEAD_LONG");
    return asked && strcmp(asked, "1") == 0;
}
