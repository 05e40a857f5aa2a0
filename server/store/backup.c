// Backups: SQLite's online copy, then made durable, then given its name.
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/db.h"
#include "store/inside.h"

// All pages in one step: they are read from one snapshot, while the server writes on.
static enum err pages_copy(struct db *from, struct db *to) {
    sqlite3_backup *backup = sqlite3_backup_init(to->handle, "main", from->handle, "main");
    if (!backup) return db_err(sqlite3_errcode(to->handle));
    sqlite3_backup_step(backup, -1);
    return db_err(sqlite3_backup_finish(backup));
}

// The copy of a WAL database says that it has a WAL; opened for writing it becomes one plain file.
static enum err wal_leave(const char *path) {
    struct db copy;
    enum err err = db_open(&copy, path, DB_WRITE);
    if (!err) db_close(&copy);
    return err;
}

static enum err part_write(const char *database, const char *part) {
    struct db from, to;
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return ERR_IO;
    close(fd);
    enum err err = db_open(&from, database, DB_READ);
    if (err) return err;
    err = db_open(&to, part, DB_WRITE);
    if (!err) {
        err = pages_copy(&from, &to);
        db_close(&to);
    }
    db_close(&from);
    return err ? err : wal_leave(part);
}

enum err backup_sync_folder(const char *file) {
    char path[STORE_PATH];
    snprintf(path, sizeof(path), "%s", file);
    int fd = open(dirname(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ERR_IO;
    int failed = fsync(fd);
    close(fd);
    return failed ? ERR_IO : OK;
}

enum err backup_make(const char *dir, const char *file, char why[STORE_WHY]) {
    char database[STORE_PATH], part[STORE_PATH];
    if (snprintf(part, sizeof(part), "%s.part", file) >= (int)sizeof(part) ||
        snprintf(database, sizeof(database), "%s/" STORE_DATABASE, dir) >= (int)sizeof(database))
        return store_because(ERR_INPUT, why, "A file name is longer than %d bytes.", STORE_PATH);
    if (access(file, F_OK) == 0)
        return store_because(ERR_EXISTS, why, "%s exists; a backup never overwrites a file.", file);

    enum err err = part_write(database, part);
    if (!err && renameat2(AT_FDCWD, part, AT_FDCWD, file, RENAME_NOREPLACE) != 0)
        err = errno == EEXIST ? ERR_EXISTS : ERR_IO;
    if (!err) err = backup_sync_folder(file);
    if (!err) return OK;
    unlink(part);
    return store_because(err, why, "%s could not be copied to %s (%s).", database, file,
                         err_name(err));
}
