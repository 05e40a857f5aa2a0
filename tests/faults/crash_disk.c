// The record beside SQLite's own VFS. A file of ours is the VFS's file with a longer tail: only the
// methods that change something are replaced, all others are its own.
#include "crash_disk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"

enum { DISKS_MAX = 2 };

static const char *const names[CRASH_FILES] = { "coolhead.db", "coolhead.db-wal",
                                                "coolhead.db-journal" };

// A write, or (without bytes) a cut to `at`.
struct change {
    size_t at, len;
    uint8_t *bytes;
};

struct crash_file {
    bool is_there;        // for the process
    bool is_named;        // its name has reached the disk
    bool syncs_folder;    // SQLite syncs the folder with the first sync of a file that it made
    struct bytes synced;  // what has reached the disk
    struct change *since; // what has not
    size_t since_count, since_room;
    bool has_ghost; // the name's deletion hasn't reached the disk: this is what it still stands for
    struct bytes ghost;
};

struct crash_disk {
    char folder[CRASH_PATH];
    pthread_mutex_t mutex;
    struct crash_file files[CRASH_FILES];
    bool lies;
    crash_on_moment on_moment;
    void *ctx;
};

static sqlite3_vfs vfs, *below;
static struct crash_disk *disks[DISKS_MAX];

// ── bytes ──

static void bytes_size(struct bytes *b, size_t len) {
    if (len > b->room) {
        b->room = 2 * len;
        b->ptr = realloc(b->ptr, b->room);
        CHECK(b->ptr);
    }
    if (len > b->len) memset(b->ptr + b->len, 0, len - b->len);
    b->len = len;
}

static void bytes_put(struct bytes *b, size_t at, const uint8_t *from, size_t len) {
    if (b->len < at + len) bytes_size(b, at + len);
    memcpy(b->ptr + at, from, len);
}

static struct bytes bytes_copy(const struct bytes *from) {
    struct bytes to = { 0 };
    if (from->len > 0) bytes_put(&to, 0, from->ptr, from->len);
    return to;
}

static void bytes_free(struct bytes *b) {
    free(b->ptr);
    *b = (struct bytes){ 0 };
}

// ── what has reached the disk ──

static void change_apply(struct bytes *b, const struct change *c) {
    if (c->bytes)
        bytes_put(b, c->at, c->bytes, c->len);
    else
        bytes_size(b, c->at);
}

static void since_forget(struct crash_file *f) {
    for (size_t i = 0; i < f->since_count; i++)
        free(f->since[i].bytes);
    f->since_count = 0;
}

static void since_add(struct crash_file *f, const void *bytes, size_t len, size_t at) {
    if (f->since_count == f->since_room) {
        f->since_room = f->since_room ? 2 * f->since_room : 64;
        f->since = realloc(f->since, f->since_room * sizeof(*f->since));
        CHECK(f->since);
    }
    struct change c = { .at = at, .len = len };
    if (bytes) {
        c.bytes = malloc(len + 1); // a write of nothing isn't a cut
        CHECK(c.bytes);
        memcpy(c.bytes, bytes, len);
    }
    f->since[f->since_count++] = c;
}

static void folder_sync(struct crash_disk *disk) {
    for (int i = 0; i < CRASH_FILES; i++) {
        struct crash_file *f = &disk->files[i];
        f->is_named = f->is_there;
        f->has_ghost = false;
        bytes_free(&f->ghost);
    }
}

static void file_synced(struct crash_disk *disk, struct crash_file *f) {
    for (size_t i = 0; i < f->since_count; i++)
        change_apply(&f->synced, &f->since[i]);
    since_forget(f);
    if (f->syncs_folder) folder_sync(disk);
    f->syncs_folder = false;
}

static void file_made(struct crash_file *f, bool syncs_folder) {
    f->is_there = true;
    f->syncs_folder = syncs_folder;
}

static void file_deleted(struct crash_file *f) {
    if (f->is_named) {
        f->has_ghost = true;
        bytes_free(&f->ghost);
        f->ghost = f->synced;
        f->synced = (struct bytes){ 0 };
    }
    since_forget(f);
    bytes_size(&f->synced, 0);
    f->is_there = f->is_named = false;
}

static void moment_come(struct crash_disk *disk, enum crash_moment moment) {
    if (disk->on_moment) disk->on_moment(disk->ctx, disk, moment);
}

// ── the VFS ──

// Behind the bytes of the VFS's own file.
struct tail {
    struct crash_disk *disk; // NULL: a file that is not watched
    struct crash_file *file;
    const sqlite3_io_methods *own; // of the VFS below
    sqlite3_io_methods methods;    // the same but for what is watched
};

static struct tail *tail_of(sqlite3_file *f) {
    return (struct tail *)((char *)f + below->szOsFile);
}

static int on_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at) {
    struct tail *t = tail_of(f);
    if (!t->disk) return t->own->xWrite(f, from, len, at);
    pthread_mutex_lock(&t->disk->mutex);
    moment_come(t->disk, CRASH_BEFORE_CHANGE);
    int code = t->own->xWrite(f, from, len, at);
    if (code == SQLITE_OK) since_add(t->file, from, (size_t)len, (size_t)at);
    pthread_mutex_unlock(&t->disk->mutex);
    return code;
}

static int on_truncate(sqlite3_file *f, sqlite3_int64 size) {
    struct tail *t = tail_of(f);
    if (!t->disk) return t->own->xTruncate(f, size);
    pthread_mutex_lock(&t->disk->mutex);
    moment_come(t->disk, CRASH_BEFORE_CHANGE);
    int code = t->own->xTruncate(f, size);
    if (code == SQLITE_OK) since_add(t->file, NULL, 0, (size_t)size);
    pthread_mutex_unlock(&t->disk->mutex);
    return code;
}

// The real file isn't synced: nobody will cut its power.
static int on_sync(sqlite3_file *f, int flags) {
    struct tail *t = tail_of(f);
    if (!t->disk) return t->own->xSync(f, flags);
    pthread_mutex_lock(&t->disk->mutex);
    moment_come(t->disk, CRASH_BEFORE_SYNC);
    if (!t->disk->lies) file_synced(t->disk, t->file);
    moment_come(t->disk, CRASH_AFTER_SYNC);
    pthread_mutex_unlock(&t->disk->mutex);
    return SQLITE_OK;
}

static struct crash_disk *disk_of(const char *path, struct crash_file **file) {
    for (int i = 0; i < DISKS_MAX * CRASH_FILES; i++) {
        struct crash_disk *disk = disks[i / CRASH_FILES];
        const char *name = names[i % CRASH_FILES];
        size_t len = disk ? strlen(disk->folder) : 0;
        bool is_it = disk && path && strncmp(path, disk->folder, len) == 0 && path[len] == '/' &&
                     strcmp(path + len + 1, name) == 0;
        if (!is_it) continue;
        *file = &disk->files[i % CRASH_FILES];
        return disk;
    }
    *file = NULL;
    return NULL;
}

static int on_open(sqlite3_vfs *v, const char *path, sqlite3_file *f, int flags, int *out) {
    (void)v;
    int code = below->xOpen(below, path, f, flags, out);
    struct tail *t = tail_of(f);
    *t = (struct tail){ 0 };
    if (code != SQLITE_OK) return code;
    t->own = f->pMethods;
    t->methods = *t->own;
    t->methods.xWrite = on_write;
    t->methods.xTruncate = on_truncate;
    t->methods.xSync = on_sync;
    f->pMethods = &t->methods;
    t->disk = disk_of(path, &t->file);
    if (!t->disk) return code;
    pthread_mutex_lock(&t->disk->mutex);
    if (!t->file->is_there) file_made(t->file, (flags & SQLITE_OPEN_MAIN_DB) == 0);
    pthread_mutex_unlock(&t->disk->mutex);
    return code;
}

static int on_delete(sqlite3_vfs *v, const char *path, int syncs_folder) {
    (void)v;
    struct crash_file *file;
    struct crash_disk *disk = disk_of(path, &file);
    if (!disk) return below->xDelete(below, path, syncs_folder);
    pthread_mutex_lock(&disk->mutex);
    moment_come(disk, CRASH_BEFORE_CHANGE);
    int code = below->xDelete(below, path, false);
    if (code == SQLITE_OK) file_deleted(file);
    if (code == SQLITE_OK && syncs_folder && !disk->lies) folder_sync(disk);
    pthread_mutex_unlock(&disk->mutex);
    return code;
}

void crash_disk_install(void) {
    below = sqlite3_vfs_find(NULL);
    vfs = *below;
    vfs.pNext = NULL;
    vfs.zName = "crash";
    vfs.szOsFile = below->szOsFile + (int)sizeof(struct tail);
    vfs.xOpen = on_open;
    vfs.xDelete = on_delete;
    CHECK(below->szOsFile % _Alignof(struct tail) == 0);
    sqlite3_vfs_register(&vfs, 1);
}

// ── watching ──

static void path_make(char path[CRASH_PATH], const char *folder, const char *name) {
    CHECK(snprintf(path, CRASH_PATH, "%s/%s", folder, name) < CRASH_PATH);
}

static bool file_load(const char *path, struct bytes *b) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    uint8_t block[65536];
    for (size_t len; (len = fread(block, 1, sizeof(block), file)) > 0;)
        bytes_put(b, b->len, block, len);
    fclose(file);
    return true;
}

struct crash_disk *crash_disk_new(const char *folder, crash_on_moment on_moment, void *ctx) {
    struct crash_disk *disk = calloc(1, sizeof(*disk));
    CHECK(disk);
    snprintf(disk->folder, sizeof(disk->folder), "%s", folder);
    pthread_mutex_init(&disk->mutex, NULL);
    for (int i = 0; i < CRASH_FILES; i++) {
        char path[CRASH_PATH];
        path_make(path, folder, names[i]);
        struct crash_file *f = &disk->files[i];
        f->is_there = f->is_named = file_load(path, &f->synced);
    }
    disk->on_moment = on_moment;
    disk->ctx = ctx;
    int slot = 0;
    while (slot < DISKS_MAX && disks[slot])
        slot++;
    CHECK(slot < DISKS_MAX);
    disks[slot] = disk;
    return disk;
}

void crash_disk_free(struct crash_disk *disk) {
    for (int i = 0; i < DISKS_MAX; i++) {
        if (disks[i] == disk) disks[i] = NULL;
    }
    for (int i = 0; i < CRASH_FILES; i++) {
        struct crash_file *f = &disk->files[i];
        since_forget(f);
        free(f->since);
        bytes_free(&f->synced);
        bytes_free(&f->ghost);
    }
    pthread_mutex_destroy(&disk->mutex);
    free(disk);
}

void crash_disk_moment(struct crash_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    moment_come(disk, CRASH_AT_ONCE);
    pthread_mutex_unlock(&disk->mutex);
}

void crash_disk_lie(struct crash_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    disk->lies = true;
    pthread_mutex_unlock(&disk->mutex);
}

// ── the cut ──

static bool coin(struct dice *dice) {
    return dice_roll(dice) & 1;
}

// Whether sector `sector` of change `i` arrives; `last` is the one that CRASH_PREFIX tears.
static bool sector_arrives(enum crash_luck luck, size_t i, size_t last, struct dice *dice) {
    switch (luck) {
    case CRASH_NONE: return false;
    case CRASH_ALL: return true;
    case CRASH_PREFIX: return i < last || (i == last && coin(dice));
    case CRASH_EITHER: return coin(dice);
    case CRASH_FEW: return dice_roll(dice) % 8 == 0;
    case CRASH_MOST: return dice_roll(dice) % 8 != 0;
    case CRASH_LUCKS: break;
    }
    CHECK_UNREACHABLE();
}

// A file may have grown before its new bytes came: then they are whatever lay there.
static void sector_spoil(struct bytes *b, size_t at, size_t len, size_t synced, struct dice *dice) {
    if (at < synced || !coin(dice)) return;
    uint8_t junk[CRASH_SECTOR];
    for (size_t i = 0; i < len; i++)
        junk[i] = (uint8_t)dice_roll(dice);
    bytes_put(b, at, junk, len);
}

static void change_arrive(struct bytes *b, const struct crash_file *f, size_t i, size_t last,
                          enum crash_luck luck, struct dice *dice) {
    const struct change *c = &f->since[i];
    if (!c->bytes) {
        if (sector_arrives(luck, i, last, dice)) bytes_size(b, c->at);
        return;
    }
    for (size_t done = 0, len; done < c->len; done += len) {
        size_t at = c->at + done;
        len = CRASH_SECTOR - at % CRASH_SECTOR;
        if (len > c->len - done) len = c->len - done;
        if (sector_arrives(luck, i, last, dice))
            bytes_put(b, at, c->bytes + done, len);
        else if (luck != CRASH_NONE)
            sector_spoil(b, at, len, f->synced.len, dice);
    }
}

// Which of its lives a name stands for: the one that the disk knows, or the one that it may know.
static bool name_is_old(const struct crash_file *f, enum crash_luck luck, struct dice *dice) {
    bool is_current = f->is_named == f->is_there && !f->has_ghost;
    if (is_current || luck == CRASH_ALL) return false;
    return luck == CRASH_NONE || coin(dice);
}

struct crash_image crash_disk_cut(struct crash_disk *disk, enum crash_luck luck,
                                  struct dice *dice) {
    struct crash_image image = { 0 };
    for (int i = 0; i < CRASH_FILES; i++) {
        struct crash_file *f = &disk->files[i];
        bool is_old = name_is_old(f, luck, dice);
        image.exists[i] = is_old ? f->has_ghost : f->is_there;
        if (!image.exists[i]) continue;
        image.files[i] = bytes_copy(is_old ? &f->ghost : &f->synced);
        if (is_old) continue;
        size_t last = f->since_count ? dice_roll(dice) % f->since_count : 0;
        for (size_t k = 0; k < f->since_count; k++)
            change_arrive(&image.files[i], f, k, last, luck, dice);
    }
    return image;
}

bool crash_image_write(const struct crash_image *image, const char *folder) {
    for (int i = 0; i < CRASH_FILES; i++) {
        char path[CRASH_PATH];
        if (!image->exists[i]) continue;
        path_make(path, folder, names[i]);
        FILE *file = fopen(path, "wb");
        const struct bytes *b = &image->files[i];
        bool is_whole = file && (b->len == 0 || fwrite(b->ptr, b->len, 1, file) == 1);
        if (!file || fclose(file) != 0 || !is_whole) return false;
    }
    return true;
}

void crash_image_free(struct crash_image *image) {
    for (int i = 0; i < CRASH_FILES; i++)
        bytes_free(&image->files[i]);
}

void crash_folder_empty(const char *folder) {
    static const char *const others[] = { "coolhead.db-shm", "lock", "backups/erasures" };
    char path[CRASH_PATH];
    for (int i = 0; i < CRASH_FILES; i++) {
        path_make(path, folder, names[i]);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        path_make(path, folder, others[i]);
        unlink(path);
    }
}
