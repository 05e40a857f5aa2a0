// A disk that loses power. SQLite's own VFS, and beside it a record of what has reached the disk.
//
// The process goes on seeing what it wrote, as it would through the page cache. For each file of
// the watched folder the disk keeps the bytes that were synced last and the changes since. From
// those it can make, at any moment, what a power cut might leave: each sector of a change arrives
// or doesn't, in whatever order, and a file that was made or deleted may not know it yet.
//
// What is trusted is what SQLite trusts: a sync that returned has taken everything before it, and
// a sector that is written doesn't harm its neighbours (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "demo/dice.h"

enum {
    CRASH_SECTOR = 512,
    CRASH_FILES = 3, // the database, its WAL, its journal
    CRASH_PATH = 200,
};

// What becomes of changes that were not synced.
enum crash_luck {
    CRASH_NONE,   // nothing arrives
    CRASH_ALL,    // everything, as after kill -9
    CRASH_PREFIX, // everything up to one change, which is torn
    CRASH_EITHER, // each sector by the toss of a coin
    CRASH_FEW,    // one sector in eight
    CRASH_MOST,   // seven in eight
    CRASH_LUCKS,
};

struct bytes {
    uint8_t *ptr;
    size_t len, room;
};

// A folder as it is found when the power is back.
struct crash_image {
    bool exists[CRASH_FILES];
    struct bytes files[CRASH_FILES];
};

struct crash_disk;

enum crash_moment { CRASH_BEFORE_CHANGE, CRASH_BEFORE_SYNC, CRASH_AFTER_SYNC, CRASH_AT_ONCE };

// Called on the thread that changes the file, which waits for it.
typedef void (*crash_on_moment)(void *ctx, struct crash_disk *disk, enum crash_moment moment);

// Becomes SQLite's default for connections opened from now on. Once per process.
void crash_disk_install(void);

// Watches the database `coolhead.db` in a folder, of which nothing is open; what lies there counts
// as synced. At most two folders at a time.
struct crash_disk *crash_disk_new(const char *folder, crash_on_moment on_moment, void *ctx);
void crash_disk_free(struct crash_disk *disk); // everything in the folder is closed

// Calls on_moment with CRASH_AT_ONCE.
void crash_disk_moment(struct crash_disk *disk);

// From now on syncs return before anything has arrived: the disk that no software survives.
void crash_disk_lie(struct crash_disk *disk);

// To be called in on_moment. The caller frees the image.
struct crash_image crash_disk_cut(struct crash_disk *disk, enum crash_luck luck, struct dice *dice);

// Writes the image into a folder that holds none of its files. False: the folder cannot be written.
bool crash_image_write(const struct crash_image *image, const char *folder);
void crash_image_free(struct crash_image *image);

// Removes the files that an image may hold, and those that a store makes beside them.
void crash_folder_empty(const char *folder);
