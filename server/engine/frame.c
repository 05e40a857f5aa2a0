// Messages to clients as JSON fragments.
#include "engine/frame.h"

#include "protocol/generated/shapes.h"

void frame_name(struct buf *to, const char *name) {
    buf_append_lit(to, ",\"");
    buf_append_str(to, str_from(name));
    buf_append_lit(to, "\":");
}

void frame_text(struct buf *to, const char *name, struct str text) {
    frame_name(to, name);
    buf_json_string(to, text);
}

const char *frame_bool(bool value) {
    return value ? "true" : "false";
}

void frame_number(struct buf *to, const char *name, int64_t value) {
    frame_name(to, name);
    buf_i64(to, value);
}

void frame_truth(struct buf *to, const char *name, bool value) {
    frame_name(to, name);
    buf_append_str(to, str_from(frame_bool(value)));
}

void frame_event_place(struct buf *to, uint64_t stream, uint32_t n) {
    buf_append_lit(to, "{\"type\":\"event\",\"stream\":");
    buf_u64(to, stream);
    buf_append_lit(to, ",\"n\":");
    buf_u64(to, n);
}

void frame_event_seen(struct buf *to, const struct event_meta *meta, const struct shape *shape,
                      const void *event, uint32_t see) {
    buf_append_lit(to, ",\"play\":");
    buf_i64(to, meta->play_ms);
    buf_append_lit(to, ",\"wall\":");
    buf_i64(to, meta->wall_ms);
    buf_append_lit(to, ",\"event\":");
    shape_write(to, shape, event, see);
    buf_append_char(to, '}');
}

void frame_event(struct buf *to, uint64_t stream, uint32_t n, const struct event_meta *meta,
                 const struct shape *shape, const void *event, uint32_t see) {
    frame_event_place(to, stream, n);
    frame_event_seen(to, meta, shape, event, see);
}

void frame_caught_up(struct buf *to, uint64_t stream, uint32_t n, enum role role, ms play, ms up,
                     bool running) {
    buf_append_lit(to, "{\"type\":\"caught_up\"");
    frame_number(to, "stream", (int64_t)stream);
    frame_number(to, "n", n);
    buf_printf(to, ",\"role\":\"%s\"", shape_enum_role.values[role]);
    frame_number(to, "play", play);
    frame_number(to, "up", up);
    buf_append_str(to, running ? STR(",\"running\":true}") : STR(",\"running\":false}"));
}

void frame_accepted(struct buf *to, uint32_t id) {
    buf_append_lit(to, "{\"type\":\"accepted\"");
    frame_number(to, "id", id);
    buf_append_char(to, '}');
}

void frame_refused(struct buf *to, uint32_t id, enum refusal code, struct str path, struct str text,
                   uint32_t retry_s) {
    buf_append_lit(to, "{\"type\":\"refused\"");
    frame_number(to, "id", id);
    buf_printf(to, ",\"code\":\"%s\",\"path\":", shape_enum_refusal.values[code]);
    buf_json_string(to, path);
    buf_append_lit(to, ",\"text\":");
    buf_json_string(to, text);
    if (retry_s) frame_number(to, "retry_s", retry_s);
    buf_append_char(to, '}');
}

void frame_notice(struct buf *to, const char *code, struct str text) {
    buf_printf(to, "{\"type\":\"notice\",\"code\":\"%s\",\"text\":", code);
    buf_json_string(to, text);
    buf_append_char(to, '}');
}
