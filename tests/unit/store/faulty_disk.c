// A VFS that passes everything on to the one below.
#include "faulty_disk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real; // in the same allocation, behind this struct
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static enum disk_fault fault;
static int syncs, hanging;
static sqlite3_vfs *below;

void faulty_disk_set(enum disk_fault next) {
    pthread_mutex_lock(&mutex);
    fault = next;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
}

void faulty_disk_wait_for_sync(void) {
    pthread_mutex_lock(&mutex);
    while (!hanging) {
        pthread_cond_wait(&changed, &mutex);
    }
    pthread_mutex_unlock(&mutex);
}

int faulty_disk_syncs(void) {
    pthread_mutex_lock(&mutex);
    int count = syncs;
    pthread_mutex_unlock(&mutex);
    return count;
}

static enum disk_fault fault_now(void) {
    pthread_mutex_lock(&mutex);
    enum disk_fault now = fault;
    pthread_mutex_unlock(&mutex);
    return now;
}

static enum disk_fault fault_at_sync(void) {
    pthread_mutex_lock(&mutex);
    syncs++;
    hanging++;
    while (fault == DISK_SYNC_HANGS) {
        pthread_cond_broadcast(&changed);
        pthread_cond_wait(&changed, &mutex);
    }
    hanging--;
    enum disk_fault now = fault;
    pthread_mutex_unlock(&mutex);
    return now;
}

static sqlite3_file *real_of(sqlite3_file *file) {
    return ((struct faulty_file *)file)->real;
}

#define REAL(file) real_of(file)->pMethods

static int file_close(sqlite3_file *f) {
    return REAL(f)->xClose(real_of(f));
}

static int file_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at) {
    return REAL(f)->xRead(real_of(f), to, len, at);
}

static int file_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at) {
    switch (fault_now()) {
    case DISK_FULL: return SQLITE_FULL;
    case DISK_BAD: return SQLITE_IOERR_WRITE;
    default: return REAL(f)->xWrite(real_of(f), from, len, at);
    }
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size) {
    return REAL(f)->xTruncate(real_of(f), size);
}

static int file_sync(sqlite3_file *f, int flags) {
    if (fault_at_sync() == DISK_SYNC_FAILS) return SQLITE_IOERR_FSYNC;
    return REAL(f)->xSync(real_of(f), flags);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) {
    return REAL(f)->xFileSize(real_of(f), size);
}

static int file_lock(sqlite3_file *f, int lock) {
    return REAL(f)->xLock(real_of(f), lock);
}

static int file_unlock(sqlite3_file *f, int lock) {
    return REAL(f)->xUnlock(real_of(f), lock);
}

static int file_check_lock(sqlite3_file *f, int *out) {
    return REAL(f)->xCheckReservedLock(real_of(f), out);
}

static int file_control(sqlite3_file *f, int op, void *arg) {
    return REAL(f)->xFileControl(real_of(f), op, arg);
}

static int file_sector_size(sqlite3_file *f) {
    return REAL(f)->xSectorSize(real_of(f));
}

static int file_characteristics(sqlite3_file *f) {
    return REAL(f)->xDeviceCharacteristics(real_of(f));
}

static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **to) {
    return REAL(f)->xShmMap(real_of(f), page, size, extend, to);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags) {
    return REAL(f)->xShmLock(real_of(f), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f) {
    REAL(f)->xShmBarrier(real_of(f));
}

static int file_shm_unmap(sqlite3_file *f, int delete) {
    return REAL(f)->xShmUnmap(real_of(f), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, // without memory mapping, which the store switches off
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    struct faulty_file *f = (struct faulty_file *)file;
    f->real = (sqlite3_file *)(f + 1);
    memset(f->real, 0, (size_t)below->szOsFile);
    int code = below->xOpen(below, name, f->real, flags, out);
    f->base.pMethods = f->real->pMethods ? &methods : NULL;
    return code;
}

void faulty_disk_install(void) {
    static sqlite3_vfs disk;
    below = sqlite3_vfs_find(NULL);
    disk = *below;
    disk.pNext = NULL;
    disk.zName = "faulty";
    disk.szOsFile = (int)sizeof(struct faulty_file) + below->szOsFile;
    disk.xOpen = disk_open;
    sqlite3_vfs_register(&disk, 1);
}
