// Faults for a real server: loaded in front of libc (LD_PRELOAD), it fails or delays what the
// server asks of its disk, and moves its wall clock, as a file says that a test writes
// (lib/shim.mjs).
//
// Only files whose name contains "coolhead.db" are touched: sockets and logs are nobody's
// durability.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

// The file, mapped: six numbers, which the test and the server see at once.
struct faults {
    _Atomic int64_t sync_delay_ms; // before each sync
    _Atomic int64_t sync_errno;    // instead of syncing; 0: none
    _Atomic int64_t write_errno;   // instead of writing; 0: none
    _Atomic int64_t wall_shift_ms; // on CLOCK_REALTIME
    _Atomic int64_t syncs;         // that have returned: written by the server
    _Atomic int64_t refused;       // writes and syncs that failed: likewise
};

static struct faults none, *faults = &none;

__attribute__((constructor)) static void faults_map(void) {
    const char *path = getenv("COOLHEAD_FAULTS");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *map = fd < 0 ? MAP_FAILED
                       : mmap(NULL, sizeof(*faults), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED) faults = map;
    if (fd >= 0) close(fd);
}

static bool fd_is_database(int fd) {
    char link[40], path[4096];
    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof(path) - 1);
    path[len > 0 ? len : 0] = '\0';
    return strstr(path, "coolhead.db") != NULL;
}

// Whether the call fails; errno is set then.
static bool fails(int fd, int64_t error) {
    if (error == 0 || !fd_is_database(fd)) return false;
    faults->refused++;
    errno = (int)error;
    return true;
}

static void wait_ms(int64_t ms) {
    struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
    nanosleep(&t, NULL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int sync_by(int (*real)(int), int fd) {
    if (faults->sync_delay_ms > 0 && fd_is_database(fd)) wait_ms(faults->sync_delay_ms);
    if (fails(fd, faults->sync_errno)) return -1;
    int code = real(fd);
    faults->syncs++;
    return code;
}

int fsync(int fd) {
    return sync_by(REAL(fsync), fd);
}

int fdatasync(int fd) {
    return sync_by(REAL(fdatasync), fd);
}

ssize_t pwrite(int fd, const void *from, size_t len, off_t at) {
    return fails(fd, faults->write_errno) ? -1 : REAL(pwrite)(fd, from, len, at);
}

ssize_t pwrite64(int fd, const void *from, size_t len, off64_t at) {
    return fails(fd, faults->write_errno) ? -1 : REAL(pwrite64)(fd, from, len, at);
}

ssize_t write(int fd, const void *from, size_t len) {
    return fails(fd, faults->write_errno) ? -1 : REAL(write)(fd, from, len);
}

int clock_gettime(clockid_t clock, struct timespec *t) {
    static int (*real)(clockid_t, struct timespec *); // the busiest of all
    if (!real) real = REAL(clock_gettime);
    int code = real(clock, t);
    if (code == 0 && clock == CLOCK_REALTIME) t->tv_sec += faults->wall_shift_ms / 1000;
    return code;
}
