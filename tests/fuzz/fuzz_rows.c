// Fuzzes rows of the journal: whatever lies there, reading it back ends in an event or in
// "damaged", and folding the event leaves a state that can be viewed.
//
// The input is lines, a row each: the letter of the machine (s, c or p), then type, facts and texts
// with tabs between.
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/row.h"
#include "protocol/generated/shapes.h"
#include "protocol/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct states {
    struct session session;
    struct class_state class;
    struct sheet sheet;
};

// ── a CHECK ends the row ──

static jmp_buf ended;
static struct row_json folding; // what the row being folded lies in

_Noreturn void __wrap_check_failed(const char *what, const char *file, int line);
_Noreturn void __real_check_failed(const char *what, const char *file, int line);
static bool is_folding;

_Noreturn void __wrap_check_failed(const char *what, const char *file, int line) {
    if (!is_folding) __real_check_failed(what, file, line);
    row_free(&folding);
    longjmp(ended, 1);
}

// ── rows ──

static bool is_clean(struct str text) {
    return text.len == 0 || scan_json(text, &scan_limits_import, NULL);
}

// An event is written again as JSON, as far as what it was read from is: cJSON takes more.
static void event_write(const struct shape *shape, const void *event,
                        const struct journal_row *row) {
    struct buf json = { 0 };
    shape_write(&json, shape, event, SHAPE_ALL);
    if (is_clean(row->facts) && is_clean(row->texts))
        CHECK(scan_json(buf_str(&json), &scan_limits_import, NULL));
    buf_deinit(&json);
}

static void session_row(struct states *states, const struct journal_row *row) {
    struct session_event event;
    if (row_to_session(row, &event, &folding) != OK) return;
    is_folding = true;
    session_fold(&states->session, &event);
    for (int role = 0; role < ROLE_COUNT; role++)
        session_view(&states->session, &event, (enum role)role);
    is_folding = false;
    event_write(&session_event_shapes[event.type], &event, row);
    row_free(&folding);
}

static void class_row(struct states *states, const struct journal_row *row) {
    struct class_event event;
    if (row_to_class(row, &event, &folding) != OK) return;
    is_folding = true;
    class_fold(&states->class, &event);
    is_folding = false;
    event_write(&class_event_shapes[event.type], &event, row);
    row_free(&folding);
}

static void sheet_row(struct states *states, const struct journal_row *row) {
    struct sheet_event event;
    if (row_to_sheet(row, &event, &folding) != OK) return;
    is_folding = true;
    sheet_fold(&states->sheet, &event);
    is_folding = false;
    event_write(&sheet_event_shapes[event.type], &event, row);
    row_free(&folding);
}

static void row_read(struct states *states, struct str line, uint32_t seq) {
    char type[64] = "";
    struct str machine = str_cut(&line, '\t'), name = str_cut(&line, '\t');
    if (machine.len != 1 || name.len == 0 || name.len >= sizeof type) return;
    memcpy(type, name.ptr, name.len);
    struct journal_row row = {
        .stream = 1, .seq = seq, .v = 1, .type = type, .play_ms = seq, .up_ms = seq
    };
    row.facts = str_cut(&line, '\t');
    row.texts = line;
    if (machine.ptr[0] == 's') session_row(states, &row);
    if (machine.ptr[0] == 'c') class_row(states, &row);
    if (machine.ptr[0] == 'p') sheet_row(states, &row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct states states;
    static struct str rest;
    rest = str_make((const char *)data, size);
    session_init(&states.session);
    class_init(&states.class);
    sheet_init(&states.sheet);
    if (setjmp(ended) != 0) {
        is_folding = false;
        return 0;
    }
    for (uint32_t seq = 1; rest.len && seq <= 64; seq++)
        row_read(&states, str_cut(&rest, '\n'), seq);
    return 0;
}
