// What earlier versions wrote (tests/golden/): events of each version are read as they were meant,
// and a recorded class is played again with the same views.
#include "lib/test.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "engine/replay.h"
#include "engine/row.h"
#include "protocol/generated/shapes.h"
#include "store/verify.h"

static struct buf file_read(const char *path) {
    struct buf bytes = { 0 };
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t got;
    do {
        got = fread(buf_reserve(&bytes, 65536), 1, 65536, file);
        bytes.len += (uint32_t)got;
    } while (got > 0);
    fclose(file);
    buf_append_char(&bytes, '\0');
    return bytes;
}

// ── events of each version ──

// One machine's events: how its rows are read, and the shape by which they are written again.
struct machine {
    const char *name;
    const struct shape *shapes;
    int count;
    enum err (*read)(const struct journal_row *row, void *event, struct row_json *json);
};

static enum err read_session(const struct journal_row *row, void *event, struct row_json *json) {
    return row_to_session(row, event, json);
}

static enum err read_class(const struct journal_row *row, void *event, struct row_json *json) {
    return row_to_class(row, event, json);
}

static enum err read_sheet(const struct journal_row *row, void *event, struct row_json *json) {
    return row_to_sheet(row, event, json);
}

static const struct machine machines[] = {
    { "session", session_event_shapes, SESSION_EVENT_COUNT, read_session },
    { "class", class_event_shapes, CLASS_EVENT_COUNT, read_class },
    { "sheet", sheet_event_shapes, SHEET_EVENT_COUNT, read_sheet },
};

// The event as this program understands it, written out whole.
static struct buf understood(const struct machine *machine, const struct shape *shape,
                             const char *facts) {
    union {
        struct session_event session;
        struct class_event class;
        struct sheet_event sheet;
    } event;
    struct row_json json;
    struct buf out = { 0 };
    struct journal_row row = {
        .stream = 1, .seq = 1, .v = 1, .type = shape->name, .facts = str_from(facts)
    };
    if (machine->read(&row, &event, &json) != OK) return out;
    shape_write(&out, shape, &event, UINT32_MAX);
    row_free(&json);
    return out;
}

static bool event_is_kept(const struct machine *machine, const cJSON *golden) {
    const char *name = cJSON_GetObjectItemCaseSensitive(golden, "type")->valuestring;
    int type = shape_find(machine->shapes, machine->count, str_from(name));
    if (type < 0) return print_error("%s is not known any more\n", name), false;
    char *text = cJSON_PrintUnformatted(golden);
    struct buf out = understood(machine, &machine->shapes[type], text);
    cJSON *again = cJSON_ParseWithLength(out.ptr, out.len);
    bool same = cJSON_Compare(golden, again, true);
    if (!same)
        print_error("%s was %s, is %.*s: give the new shape a version of its own\n", name, text,
                    STR_ARG(buf_str(&out)));
    cJSON_Delete(again);
    cJSON_free(text);
    buf_deinit(&out);
    return same;
}

// Who changes the shape of an event finds it here: rows of the old shape lie in every database.
static void events_of_version_1_are_read_as_they_were_meant(void **state) {
    (void)state;
    struct buf bytes = file_read("tests/golden/events/1.json");
    cJSON *golden = cJSON_Parse(bytes.ptr);
    assert_non_null(golden);
    int bad = 0;
    for (size_t m = 0; m < sizeof machines / sizeof *machines; m++) {
        const cJSON *event, *events = cJSON_GetObjectItemCaseSensitive(golden, machines[m].name);
        bool is_there[64] = { false };
        cJSON_ArrayForEach(event, events) {
            const char *name = cJSON_GetObjectItemCaseSensitive(event, "type")->valuestring;
            int type = shape_find(machines[m].shapes, machines[m].count, str_from(name));
            if (type >= 0) is_there[type] = true;
            bad += !event_is_kept(&machines[m], event);
        }
        for (int type = 0; type < machines[m].count; type++) {
            if (is_there[type]) continue;
            bad++;
            print_error("%s is new: add one to tests/golden/events/\n",
                        machines[m].shapes[type].name);
        }
    }
    cJSON_Delete(golden);
    buf_deinit(&bytes);
    assert_int_equal(bad, 0);
}

// ── a recorded class ──

static void file_copy(const char *from, const char *to) {
    int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(in >= 0 && out >= 0);
    while (sendfile(out, in, NULL, 1 << 20) > 0) {
    }
    close(in);
    close(out);
}

static void on_replayed(void *ctx, const struct replayed *r) {
    if (r->why) print_error("%" PRIu64 ", event %u: %s\n", r->stream, r->events, r->why);
    buf_printf(ctx, "%" PRIu64 " events %u views %u %u %u %u %u %016" PRIx64 "%s\n", r->stream,
               r->events, r->n[0], r->n[1], r->n[2], r->n[3], r->n[4], r->views,
               r->why ? " BAD" : "");
}

// What each role sees of a recording of version N, in one text.
static struct buf journal_play(const char *version) {
    char dir[] = "/tmp/coolhead-golden-XXXXXX", path[128], from[128], why[STORE_WHY];
    struct store *store;
    struct verify_report report;
    struct buf told = { 0 };
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/coolhead.db", dir);
    snprintf(from, sizeof from, "tests/golden/journal/%s.db", version);
    file_copy(from, path);
    assert_int_equal(store_open(dir, STORE_SERVE, &store, why), OK);
    assert_int_equal(verify_all(store, &report), OK);
    assert_int_equal(report.damaged, 0);
    assert_int_equal(replay_all(store, on_replayed, &told), OK);
    store_close(store);
    char command[160];
    snprintf(command, sizeof command, "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
    return told;
}

static void a_recorded_class_shows_each_role_what_it_always_did(void **state) {
    (void)state;
    struct buf told = journal_play("1"), golden = file_read("tests/golden/journal/1.txt");
    buf_append_char(&told, '\0');
    assert_string_equal(told.ptr, golden.ptr);
    buf_deinit(&told);
    buf_deinit(&golden);
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--tell") == 0) { // for a new recording, see tests/golden/
        struct buf told = journal_play(argv[2]);
        printf("%.*s", STR_ARG(buf_str(&told)));
        buf_deinit(&told);
        return 0;
    }
    const struct CMUnitTest stories[] = {
        cmocka_unit_test(events_of_version_1_are_read_as_they_were_meant),
        cmocka_unit_test(a_recorded_class_shows_each_role_what_it_always_did),
    };
    return cmocka_run_group_tests(stories, NULL, NULL);
}
