// The same as the journal does to its log: append, then make it durable.
#include "disk.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool page_write(int fd, struct sample *us) {
    char page[4096];
    memset(page, 'x', sizeof page);
    int64_t begun = now_us();
    bool ok = write(fd, page, sizeof page) == sizeof page && fdatasync(fd) == 0;
    sample_add(us, now_us() - begun);
    return ok;
}

bool disk_probe(const char *folder, int times, struct sample *us) {
    char path[1100];
    bool ok = true;
    snprintf(path, sizeof path, "%s/probe", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (int i = 0; fd >= 0 && ok && i < times; i++)
        ok = page_write(fd, us);
    if (fd < 0 || !ok) fprintf(stderr, "load: %s can't be written: %m.\n", path);
    if (fd >= 0) close(fd);
    unlink(path);
    return fd >= 0 && ok;
}
