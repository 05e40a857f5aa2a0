// Opening a store (server/store/store.c), its schema, and backups.
#include "world.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/schema.h"
#include "store/verify.h"

static enum err open_again(const struct world *w, enum store_mode mode, char why[STORE_WHY]) {
    struct store *store;
    enum err err = store_open(w->dir, mode, &store, why);
    if (!err) store_close(store);
    return err;
}

static void file_fill(const struct world *w, const char *name, const char *text) {
    char path[128];
    world_path(w, name, path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void a_second_server_is_refused_with_a_sentence(void **state) {
    struct world *w = *state;
    char why[STORE_WHY], expected[STORE_WHY];
    assert_int_equal(open_again(w, STORE_SERVE, why), ERR_BUSY);
    snprintf(expected, sizeof(expected), "Another Coolhead server (process %d) uses %s.",
             (int)getpid(), w->dir);
    assert_string_equal(why, expected);
    world_close(w);
    assert_int_equal(open_again(w, STORE_SERVE, why), OK);
}

static void a_reader_may_stand_beside_the_server(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch);
    batch_event(b, id_class_stream(class.id), 1);
    batch_commit(w, b);

    char why[STORE_WHY];
    struct store *reader;
    assert_int_equal(store_open(w->dir, STORE_READ, &reader, why), OK);
    struct heard h;
    assert_int_equal(heard_read(&h, store_journal(reader), id_class_stream(class.id), 1), OK);
    heard_deinit(&h);
    store_close(reader);
    world_close(w); // and alone
    assert_int_equal(open_again(w, STORE_READ, why), OK);
    free(b);
}

static void there_is_nothing_to_read_where_nothing_was_written(void **state) {
    (void)state;
    char why[STORE_WHY];
    struct store *store;
    assert_int_equal(store_open("/tmp/coolhead-nowhere", STORE_READ, &store, why), ERR_NOT_FOUND);
    assert_string_equal(why, "There is no database at /tmp/coolhead-nowhere/coolhead.db.");
}

static void a_folder_that_cannot_be_written_is_refused(void **state) {
    (void)state;
    char why[STORE_WHY];
    struct store *store;
    assert_int_equal(store_open("/dev/null/data", STORE_SERVE, &store, why), ERR_IO);
    assert_string_equal(why, "The data folder /dev/null/data cannot be made: Not a directory.");
    assert_int_equal(store_open("/proc", STORE_SERVE, &store, why), ERR_IO);
    assert_non_null(strstr(why, "/proc"));
}

static void a_newer_database_is_refused(void **state) {
    struct world *w = *state;
    char why[STORE_WHY];
    world_close(w);
    world_sql(w, "PRAGMA user_version = 1000");
    assert_int_equal(open_again(w, STORE_SERVE, why), ERR_STALE);
    assert_non_null(strstr(why, "was written by a newer Coolhead"));
    assert_int_equal(open_again(w, STORE_READ, why), ERR_STALE);
}

static void what_is_not_ours_is_refused(void **state) {
    struct world *w = *state;
    char why[STORE_WHY];
    world_close(w);
    world_sql(w, "PRAGMA application_id = 7");
    assert_int_equal(open_again(w, STORE_SERVE, why), ERR_CORRUPT);
    file_fill(w, "coolhead.db", "this is a shopping list, and a long one at that\n");
    assert_int_equal(open_again(w, STORE_SERVE, why), ERR_CORRUPT);
    assert_non_null(strstr(why, "not a database of Coolhead"));
}

static void nobody_else_may_read_the_files(void **state) {
    struct world *w = *state;
    world_class(w);
    const char *names[] = { "coolhead.db", "coolhead.db-wal", "coolhead.db-shm", "lock" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        char path[128];
        struct stat st;
        world_path(w, names[i], path);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 077, 0);
    }
}

static void the_record_changes_by_no_ordinary_statement(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch);
    batch_said(b, id_class_stream(class.id), 1, 1, "{\"text\":\"Hello\"}");
    batch_commit(w, b);
    struct db db;
    char path[128];
    world_path(w, "coolhead.db", path);
    assert_int_equal(db_open(&db, path, DB_CREATE), OK);
    assert_int_equal(db_run(&db, "UPDATE event SET facts = '{}'"), ERR_CONSTRAINT);
    assert_int_equal(db_run(&db, "DELETE FROM event"), ERR_CONSTRAINT);
    assert_int_equal(db_run(&db, "UPDATE text SET body = '{}'"), ERR_CONSTRAINT);
    assert_int_equal(db_run(&db, "DELETE FROM text"), ERR_CONSTRAINT);
    db_close(&db);
    free(b);
}

// ── schema ──

static const char *const steps[] = { "ALTER TABLE a ADD COLUMN second INTEGER",
                                     "CREATE TABLE b (third INTEGER)" };

static enum schema_state state_of(struct db *db, const struct schema *schema) {
    enum schema_state state;
    assert_int_equal(schema_read(db, schema, &state), OK);
    return state;
}

static void an_older_database_is_brought_up_step_by_step(void **state) {
    struct world *w = *state;
    char path[128];
    struct db db;
    const struct schema first = { 1, "CREATE TABLE a (first INTEGER)", steps },
                        third = { 3, "never used", steps };
    world_path(w, "old.db", path);
    assert_int_equal(db_open(&db, path, DB_CREATE), OK);
    assert_int_equal(state_of(&db, &first), SCHEMA_EMPTY);
    assert_int_equal(schema_apply(&db, &first), OK);
    assert_int_equal(state_of(&db, &first), SCHEMA_CURRENT);

    assert_int_equal(state_of(&db, &third), SCHEMA_OLDER);
    assert_int_equal(schema_apply(&db, &third), OK);
    assert_int_equal(state_of(&db, &third), SCHEMA_CURRENT);
    assert_int_equal(db_run(&db, "INSERT INTO a (first, second) VALUES (1, 2)"), OK);
    assert_int_equal(db_run(&db, "INSERT INTO b (third) VALUES (3)"), OK);
    assert_int_equal(state_of(&db, &first), SCHEMA_NEWER);
    db_close(&db);
}

static void a_migration_that_fails_changes_nothing(void **state) {
    struct world *w = *state;
    char path[128];
    struct db db;
    const char *const broken[] = { "CREATE TABLE b (third INTEGER)", "this is not SQL" };
    const struct schema first = { 1, "CREATE TABLE a (first INTEGER)", steps },
                        third = { 3, "never used", broken };
    world_path(w, "old.db", path);
    assert_int_equal(db_open(&db, path, DB_CREATE), OK);
    assert_int_equal(schema_apply(&db, &first), OK);
    assert_int_equal(schema_apply(&db, &third), ERR_CORRUPT);
    assert_int_equal(state_of(&db, &first), SCHEMA_CURRENT);
    assert_int_equal(db_run(&db, "CREATE TABLE b (third INTEGER)"), OK);
    db_close(&db);
}

// ── backups ──

static void a_backup_is_whole_and_one_file(void **state) {
    struct world *w = *state;
    struct journal_class class = world_class(w);
    struct batch *b = calloc(1, sizeof(*b));
    batch_unit(b, class.id, class.epoch);
    batch_said(b, id_class_stream(class.id), 1, 1, "{\"text\":\"Hello\"}");
    batch_commit(w, b);
    char copy[128], why[STORE_WHY], wal[132], database[128];
    world_path(w, "backups/tuesday.db", copy);
    assert_int_equal(backup_make(w->dir, copy, why), OK); // beside the open store
    snprintf(wal, sizeof(wal), "%s-wal", copy);
    assert_int_not_equal(access(wal, F_OK), 0);
    assert_int_equal(backup_make(w->dir, copy, why), ERR_EXISTS);
    assert_non_null(strstr(why, "never overwrites"));

    world_close(w);
    world_path(w, "coolhead.db", database);
    assert_int_equal(rename(copy, database), 0);
    world_open(w);
    struct verify_report report;
    assert_int_equal(verify_all(w->store, &report), OK);
    assert_int_equal(report.events, 1);
    assert_int_equal(report.damaged, 0);
    free(b);
}

static void a_backup_that_cannot_be_written_says_so(void **state) {
    struct world *w = *state;
    char why[STORE_WHY];
    assert_int_equal(backup_make(w->dir, "/dev/null/copy.db", why), ERR_IO);
    assert_non_null(strstr(why, "could not be copied to /dev/null/copy.db"));
}

#define STORY(name) cmocka_unit_test_setup_teardown(name, world_up, world_down)

int main(void) {
    const struct CMUnitTest stories[] = {
        STORY(a_second_server_is_refused_with_a_sentence),
        STORY(a_reader_may_stand_beside_the_server),
        STORY(there_is_nothing_to_read_where_nothing_was_written),
        STORY(a_folder_that_cannot_be_written_is_refused),
        STORY(a_newer_database_is_refused),
        STORY(what_is_not_ours_is_refused),
        STORY(nobody_else_may_read_the_files),
        STORY(the_record_changes_by_no_ordinary_statement),
        STORY(an_older_database_is_brought_up_step_by_step),
        STORY(a_migration_that_fails_changes_nothing),
        STORY(a_backup_is_whole_and_one_file),
        STORY(a_backup_that_cannot_be_written_says_so),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
