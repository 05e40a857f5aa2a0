// The wall's tile of a session. Times are since-times, so that "for 30 s" is the client's to count
// and a tile need not be sent each second.
#include "engine/tile.h"

#include <string.h>

#include "engine/frame.h"
#include "engine/submit.h"
#include "protocol/generated/shapes.h"

enum { TILE_CODE_POINTS = 120, FLAGS_MAX = 8 }; // as the schema says

void tile_init(struct tile *tile) {
    *tile = (struct tile){ .supervisor_since = MS_NEVER };
    for (int role = 0; role < ROLE_COUNT; role++)
        tile->help_since[role] = tile->out_since[role] = tile->left_since[role] =
            tile->dropped_since[role] = tile->asleep_since[role] = tile->abuse_since[role] =
                MS_NEVER;
}

// The text, or its first 120 code points and an ellipsis.
static void cut_text(char *to, struct str text) {
    // As many bytes are no more code points.
    uint32_t at = text.len <= TILE_CODE_POINTS ? text.len : 0, points = 0;
    while (at < text.len && points < TILE_CODE_POINTS) {
        at++;
        while (at < text.len && ((uint8_t)text.ptr[at] & 0xc0) == 0x80)
            at++;
        points++;
    }
    memcpy(to, text.ptr, at);
    memcpy(to + at, at < text.len ? "…" : "", at < text.len ? 4 : 1);
}

static void note_said(struct call *call, const struct session_event *event) {
    struct tile *tile = &call->tile;
    tile->lines[tile->lines_next].by = event->said.by;
    cut_text(tile->lines[tile->lines_next].text, event->said.text);
    tile->lines_next = (tile->lines_next + 1) % OBSERVER_LINES;
    if (tile->lines_count < OBSERVER_LINES) tile->lines_count++;
    tile->said++;
    if (call->script && ((uint32_t)event->said.classes & script_abuse(call->script)) != 0)
        tile->abuse_since[event->said.by] = event->meta.play_ms;
}

static void note_dial(struct tile *tile, ms play, int value) {
    if (tile->curve_count == CURVE_POINTS) {
        // Full: every second point goes, which keeps the shape and the ends.
        for (int i = 1; i < CURVE_POINTS / 2; i++)
            memcpy(&tile->curve[2 * i], &tile->curve[4 * i], 2 * sizeof(tile->curve[0]));
        tile->curve_count = CURVE_POINTS / 2;
    }
    tile->curve[2 * tile->curve_count] = (int16_t)(play / MS_SECOND);
    tile->curve[2 * tile->curve_count + 1] = (int16_t)value;
    tile->curve_count++;
}

static void note_all(ms times[ROLE_COUNT], ms value) {
    for (int role = 0; role < ROLE_COUNT; role++)
        times[role] = value;
}

void tile_note(struct call *call, const struct session_event *event) {
    struct tile *tile = &call->tile;
    ms play = event->meta.play_ms;
    tile->dirty = call->room->tiles_dirty = true;
    switch (event->type) {
    case SESSION_EVENT_OPENED: note_dial(tile, play, event->opened.dial); break;
    case SESSION_EVENT_SAID:
        note_said(call, event);
        tile->quiet_since = play;
        break;
    case SESSION_EVENT_TYPING_CHANGED: tile->quiet_since = play; break;
    case SESSION_EVENT_PHASE_BEGAN: tile->quiet_since = play; break;
    case SESSION_EVENT_DIAL_SET: note_dial(tile, play, event->dial_set.value); break;
    case SESSION_EVENT_HELP_ASKED: tile->help_since[event->help_asked.by] = play; break;
    case SESSION_EVENT_HELP_ANSWERED: note_all(tile->help_since, MS_NEVER); break;
    case SESSION_EVENT_STEPPED_OUT: tile->out_since[event->stepped_out.by] = play; break;
    case SESSION_EVENT_UNFROZEN: note_all(tile->out_since, MS_NEVER); break;
    case SESSION_EVENT_LEFT:
        tile->left_since[event->left.by] = play;
        call->room->room_dirty = true; // here and in the next three: nobody sleeps any more
        break;
    case SESSION_EVENT_DROPPED:
        tile->dropped_since[event->dropped.by] = play;
        call->room->room_dirty = true;
        break;
    case SESSION_EVENT_RETURNED:
        tile->dropped_since[event->returned.by] = MS_NEVER;
        call->room->room_dirty = true;
        break;
    case SESSION_EVENT_INTERRUPTED: call->room->room_dirty = true; break;
    case SESSION_EVENT_SLEPT:
        tile->asleep_since[event->slept.by] = event->slept.asleep ? play : MS_NEVER;
        call->room->room_dirty = true;
        break;
    case SESSION_EVENT_SEAT_TAKEN:
        tile->left_since[event->seat_taken.seat] = tile->dropped_since[event->seat_taken.seat] =
            MS_NEVER; // seats lead the roles
        break;
    case SESSION_EVENT_SUPERVISOR_ASKED: tile->supervisor_since = play; break;
    case SESSION_EVENT_SUPERVISOR_ANSWERED: tile->supervisor_since = MS_NEVER; break;
    case SESSION_EVENT_TWIST_FIRED:
        tile->twists++;
        cut_text(tile->twist_last, event->twist_fired.title);
        break;
    default: break;
    }
}

struct flags {
    struct buf *to;
    int count;
};

static void flag(struct flags *f, const char *name, enum role by, ms since) {
    if (since == MS_NEVER || f->count == FLAGS_MAX) return;
    buf_printf(f->to, "%s{\"flag\":\"%s\",\"by\":\"%s\",\"since\":%lld}", f->count ? "," : "", name,
               shape_enum_role.values[by], (long long)since);
    f->count++;
}

static void flag_pair(struct flags *f, const char *name, const ms since[ROLE_COUNT]) {
    flag(f, name, ROLE_CSR, since[ROLE_CSR]);
    flag(f, name, ROLE_CUSTOMER, since[ROLE_CUSTOMER]);
}

// The most urgent first: beyond eight the least urgent are left out.
static void write_flags(struct buf *to, const struct call *call, ms play) {
    const struct tile *tile = &call->tile;
    const struct session *s = &call->state;
    struct flags f = { .to = to };
    buf_append_lit(to, ",\"flags\":[");
    flag_pair(&f, "stepped_out", tile->out_since);
    flag_pair(&f, "help", tile->help_since);
    flag(&f, "help", ROLE_OBSERVER, tile->help_since[ROLE_OBSERVER]);
    flag_pair(&f, "left", tile->left_since);
    flag_pair(&f, "dropped", tile->dropped_since);
    flag(&f, "supervisor", ROLE_CSR, tile->supervisor_since);
    if (s->on_hold && play > s->hold_until) flag(&f, "hold_over", ROLE_CSR, s->hold_until);
    flag_pair(&f, "abuse", tile->abuse_since);
    flag_pair(&f, "asleep", tile->asleep_since);
    buf_append_char(to, ']');
}

static void write_lines(struct buf *to, const struct tile *tile) {
    buf_append_lit(to, ",\"lines\":[");
    for (int i = 0; i < tile->lines_count; i++) {
        int at = (tile->lines_next + OBSERVER_LINES - tile->lines_count + i) % OBSERVER_LINES;
        buf_printf(to, "%s{\"by\":\"%s\",\"text\":", i ? "," : "",
                   shape_enum_role.values[tile->lines[at].by]);
        buf_json_string(to, str_from(tile->lines[at].text));
        buf_append_char(to, '}');
    }
    buf_append_lit(to, "],\"curve\":[");
    for (int i = 0; i < 2 * tile->curve_count; i++)
        buf_printf(to, "%s%d", i ? "," : "", tile->curve[i]);
    buf_append_char(to, ']');
}

static void write_seats(struct buf *to, const char *name, bool csr, bool customer) {
    buf_printf(to, ",\"%s\":[%s%s%s]", name, csr ? "\"csr\"" : "", csr && customer ? "," : "",
               customer ? "\"customer\"" : "");
}

// Scoring ends with a sheet, every other phase with a word.
static bool is_done(const struct session *s, bool ready, enum sheet_kind kind) {
    return s->phase == PHASE_SCORE ? s->sheets[kind].in : ready;
}

void tile_write(struct buf *to, const struct call *call) {
    const struct session *s = &call->state;
    ms play = session_play_at(s, call_up(call));
    buf_printf(to,
               "{\"session\":%llu,\"pair\":%d,\"csr\":%u,\"customer\":%u,\"phase\":\"%s\",\"play\":"
               "%lld,\"ends\":%lld",
               (unsigned long long)call->stream, call->pair, s->csr.person, s->customer.person,
               shape_enum_phase.values[s->phase], (long long)play,
               (long long)(s->phase_ends == MS_NEVER ? 0 : s->phase_ends));
    buf_printf(to,
               ",\"running\":%s,\"frozen\":%s,\"interrupted\":%s,\"recorded\":%s,\"dial\":%u,"
               "\"dial_since\":%lld",
               frame_bool(session_runs(s)), frame_bool(s->frozen), frame_bool(s->interrupted),
               frame_bool(s->recorded), s->dial, (long long)s->dial_at);
    write_lines(to, &call->tile);
    buf_printf(to, ",\"said\":%d,\"quiet_since\":%lld", call->tile.said,
               (long long)call->tile.quiet_since);
    write_seats(to, "ready", is_done(s, s->csr.ready, SHEET_KIND_SELF),
                is_done(s, s->customer.ready, SHEET_KIND_CUSTOMER));
    write_flags(to, call, play);
    buf_printf(to, ",\"twists\":%d,\"twist_last\":", call->tile.twists);
    buf_json_string(to, str_from(call->tile.twist_last));
    buf_printf(to, ",\"hold_until\":%lld,\"csr_here\":%s,\"customer_here\":%s",
               (long long)(s->on_hold ? s->hold_until : 0), frame_bool(s->csr.here),
               frame_bool(s->customer.here));
    write_seats(to, "typing", s->csr.typing, s->customer.typing);
    buf_append_char(to, '}');
}
