// Restoring: a rehearsal in DIR/restoring, which is an ordinary data folder, then one rename.
#include "store/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"
#include "store/backup.h"
#include "store/inside.h"
#include "store/schema.h"

#define REHEARSAL "restoring"

static void path_join(char path[STORE_PATH], const char *dir, const char *name) {
    CHECK(snprintf(path, STORE_PATH, "%s/%s", dir, name) < STORE_PATH);
}

static enum err file_copy(const char *from, const char *to) {
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t sent = out < 0 ? -1 : 1;
    while (sent > 0)
        sent = sendfile(out, in, NULL, 1 << 20);
    bool is_kept = sent == 0 && fsync(out) == 0;
    if (out >= 0) close(out);
    close(in);
    return is_kept ? OK : ERR_IO;
}

// What the rehearsal leaves behind; what isn't there is fine.
static void rehearsal_clear(const char *folder) {
    static const char *const names[] = {
        STORE_DATABASE, STORE_DATABASE "-wal", STORE_DATABASE "-shm", STORE_LOCK, STORE_ERASURES,
    };
    char path[STORE_PATH];
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        path_join(path, folder, names[i]);
        unlink(path);
    }
    for (uint32_t version = 2; version <= schema_current().version; version++) {
        char name[64];
        snprintf(name, sizeof(name), STORE_BACKUPS "/before-version-%u.db", version);
        path_join(path, folder, name);
        unlink(path);
    }
    path_join(path, folder, STORE_BACKUPS);
    rmdir(path);
    rmdir(folder);
}

// The copy, and the list of what it has to forget.
static enum err rehearsal_prepare(const char *dir, const char *folder, const char *file,
                                  char why[STORE_WHY]) {
    char to[STORE_PATH], from[STORE_PATH];
    rehearsal_clear(folder);
    path_join(to, folder, STORE_BACKUPS);
    if (mkdir(folder, 0700) != 0 || mkdir(to, 0700) != 0)
        return store_because(ERR_IO, why, "%s cannot be made: %s.", to, strerror(errno));
    path_join(to, folder, STORE_DATABASE);
    enum err err = file_copy(file, to);
    if (err == ERR_NOT_FOUND) return store_because(err, why, "There is no file %s.", file);
    path_join(from, dir, STORE_ERASURES);
    path_join(to, folder, STORE_ERASURES);
    if (!err) err = file_copy(from, to);
    if (err == ERR_NOT_FOUND) return OK; // nothing was ever erased
    return err ? store_because(err, why, "%s cannot be copied into %s.", file, folder) : OK;
}

// Opening migrates and pushes the erasures; closing waits for them.
static enum err rehearsal_run(const char *folder, const char *file, struct verify_report *report,
                              char why[STORE_WHY]) {
    struct store *store;
    enum err err = store_open(folder, STORE_SERVE, &store, why);
    if (err == ERR_STALE)
        return store_because(err, why, "%s was written by a newer Coolhead; restore it with that.",
                             file);
    if (err) return store_because(err, why, "%s is damaged, or not a backup of Coolhead.", file);
    store_close(store);
    err = store_open(folder, STORE_READ, &store, why);
    if (err) return err;
    err = verify_all(store, report);
    store_close(store);
    if (err) return store_because(ERR_CORRUPT, why, "%s can't be read to its end.", file);
    if (report->damaged == 0) return OK;
    return store_because(
        ERR_CORRUPT, why, "%s is not as it was written: %s, stream %" PRIu64 ", event %u.", file,
        verify_finding_name(report->first), report->first_stream, report->first_seq);
}

// What was there stays among the backups, so that erasures reach it too.
static enum err present_keep(const char *dir, const char *database, ms now_ms,
                             char why[STORE_WHY]) {
    char name[64], copy[STORE_PATH];
    if (access(database, F_OK) != 0) return OK;
    snprintf(name, sizeof(name), STORE_BACKUPS "/before-restore-%" PRId64 ".db", now_ms);
    path_join(copy, dir, name);
    enum err err = backup_make(dir, copy, why);
    if (err != ERR_CORRUPT) return err;
    err = file_copy(database, copy); // damaged: the reason for restoring; kept as it is
    return err ? store_because(err, why, "%s cannot be copied to %s.", database, copy) : OK;
}

// The WAL belongs to the database that goes: left behind, it would be played into the copy.
static enum err database_exchange(const char *dir, const char *folder, char why[STORE_WHY]) {
    char from[STORE_PATH], to[STORE_PATH], side[STORE_PATH + 8];
    path_join(from, folder, STORE_DATABASE);
    path_join(to, dir, STORE_DATABASE);
    snprintf(side, sizeof(side), "%s-wal", to);
    unlink(side);
    snprintf(side, sizeof(side), "%s-shm", to);
    unlink(side);
    if (rename(from, to) != 0)
        return store_because(ERR_IO, why, "%s cannot be replaced: %s.", to, strerror(errno));
    return backup_sync_folder(to) ? store_because(ERR_IO, why, "%s cannot be synced.", dir) : OK;
}

static enum err restore_locked(const char *dir, const char *folder, const char *file, ms now_ms,
                               struct verify_report *report, char why[STORE_WHY]) {
    char database[STORE_PATH];
    path_join(database, dir, STORE_DATABASE);
    enum err err = rehearsal_prepare(dir, folder, file, why);
    if (!err) err = rehearsal_run(folder, file, report, why);
    if (!err) err = present_keep(dir, database, now_ms, why);
    if (!err) err = database_exchange(dir, folder, why);
    rehearsal_clear(folder);
    return err;
}

enum err restore_from(const char *dir, const char *file, ms now_ms, struct verify_report *report,
                      char why[STORE_WHY]) {
    char folder[STORE_PATH], backups[STORE_PATH];
    int lock = -1;
    *report = (struct verify_report){ 0 };
    if (strlen(dir) > STORE_PATH - 256)
        return store_because(ERR_INPUT, why, "The name of the data folder is too long.");
    path_join(folder, dir, REHEARSAL);
    path_join(backups, dir, STORE_BACKUPS);
    mkdir(dir, 0700); // that it can be written shows below
    mkdir(backups, 0700);
    enum err err = store_lock(dir, &lock, why);
    if (!err) err = restore_locked(dir, folder, file, now_ms, report, why);
    if (lock >= 0) close(lock);
    return err;
}
