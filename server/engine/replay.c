// The same fold and the same view as live, over all streams.
#include "engine/replay.h"

#include "base/id.h"
#include "core/class.h"
#include "core/digest.h"
#include "core/session.h"
#include "core/sheet.h"
#include "engine/row.h"
#include "protocol/generated/shapes.h"
#include "store/read.h"

_Static_assert(sizeof(((struct replayed *)0)->n) / sizeof(uint32_t) == ROLE_COUNT, "a view each");

struct replay {
    struct store *store;
    replay_on_stream on_stream;
    void *ctx;
    enum err err;
    struct replayed one; // of the stream being played
    union {
        struct session session;
        struct class_state class;
        struct sheet sheet;
    } state;
    struct buf view;
};

static bool fail(struct replay *r, const char *why) {
    r->one.why = why;
    return false;
}

// What one role saw goes into the number.
static void view_note(struct replay *r, enum role role, const struct session_event *event,
                      uint32_t see) {
    buf_reset(&r->view);
    shape_write(&r->view, &session_event_shapes[event->type], event, see);
    r->one.views = digest_number(r->one.views, role);
    r->one.views = digest_str(r->one.views, buf_str(&r->view));
}

// A role's position rises by one with each event of which it sees something, and not else.
static bool views_check(struct replay *r, const struct session_event *event) {
    const struct session *s = &r->state.session;
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        uint32_t see = session_view(s, event, role);
        r->one.n[role] += see != 0;
        if (s->n[role] != r->one.n[role]) return fail(r, "a role's positions are not dense");
        if (see) view_note(r, role, event, see);
    }
    return true;
}

static bool play_session(struct replay *r, const struct journal_row *row) {
    struct session_event event;
    struct row_json json;
    if (row_to_session(row, &event, &json)) return fail(r, "an event is not understood");
    session_fold(&r->state.session, &event);
    bool ok = r->state.session.seq == row->seq ? views_check(r, &event)
                                               : fail(r, "the fold counts other events");
    row_free(&json);
    return ok;
}

static bool play_class(struct replay *r, const struct journal_row *row) {
    struct class_event event;
    struct row_json json;
    if (row_to_class(row, &event, &json)) return fail(r, "an event is not understood");
    class_fold(&r->state.class, &event);
    row_free(&json);
    return r->state.class.seq == row->seq || fail(r, "the fold counts other events");
}

static bool play_sheet(struct replay *r, const struct journal_row *row) {
    struct sheet_event event;
    struct row_json json;
    if (row_to_sheet(row, &event, &json)) return fail(r, "an event is not understood");
    sheet_fold(&r->state.sheet, &event);
    row_free(&json);
    return r->state.sheet.seq == row->seq || fail(r, "the fold counts other events");
}

static bool on_row(void *ctx, const struct journal_row *row, enum text_state texts) {
    struct replay *r = ctx;
    (void)texts; // an erased text is an empty one
    r->one.events = row->seq;
    switch (id_kind(row->stream)) {
    case STREAM_CLASS: return play_class(r, row);
    case STREAM_SESSION: return play_session(r, row);
    case STREAM_SHEET: return play_sheet(r, row);
    }
    return fail(r, "a stream of no kind");
}

static void state_begin(struct replay *r, uint64_t stream) {
    r->one = (struct replayed){ .stream = stream, .views = DIGEST_START };
    switch (id_kind(stream)) {
    case STREAM_CLASS: class_init(&r->state.class); break;
    case STREAM_SESSION: session_init(&r->state.session); break;
    case STREAM_SHEET: sheet_init(&r->state.sheet); break;
    }
}

static void on_stream(void *ctx, uint64_t stream, uint32_t last_seq, bool memory_only) {
    struct replay *r = ctx;
    (void)last_seq, (void)memory_only;
    if (r->err) return;
    state_begin(r, stream);
    r->err = journal_read_stream(store_journal(r->store), stream, 1, on_row, r);
    if (!r->err) r->on_stream(r->ctx, &r->one);
}

static void on_class(void *ctx, const struct journal_class *class) {
    struct replay *r = ctx;
    if (!r->err) r->err = journal_list_streams(store_journal(r->store), class->id, on_stream, r);
}

enum err replay_all(struct store *store, replay_on_stream on_stream_done, void *ctx) {
    struct replay r = { .store = store, .on_stream = on_stream_done, .ctx = ctx };
    enum err err = read_all_classes_now(store, on_class, &r);
    buf_deinit(&r.view);
    return err ? err : r.err;
}
