// A disk that fails when told to: SQLite's own VFS with a switch in front of writes and syncs.
#pragma once

enum disk_fault {
    DISK_OK,
    DISK_FULL,       // writes find no space
    DISK_BAD,        // writes give an I/O error
    DISK_SYNC_FAILS, // what was written is not taken by the disk
    DISK_SYNC_HANGS, // syncs wait until the fault is over
};

// Becomes SQLite's default for connections opened from now on. Once per process.
void faulty_disk_install(void);

void faulty_disk_set(enum disk_fault fault);

// Blocks until a sync hangs.
void faulty_disk_wait_for_sync(void);

// Syncs since the process began.
int faulty_disk_syncs(void);
