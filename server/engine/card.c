// What trainers read of editions: the library's cards, a rubric under a doctrine, a lexicon's
// classes.
#include "engine/frame.h"
#include "engine/json.h"
#include "engine/shelf_inside.h"
#include "protocol/generated/shapes.h"

struct str edition_customer(const struct edition *scenario) {
    return json_text(json_member(scenario->json, "customer"), "name");
}

struct str edition_variant(const struct edition *scenario, int k) {
    return json_text(cJSON_GetArrayItem(json_member(scenario->json, "variants"), k), "id");
}

struct str edition_variant_title(const struct edition *scenario, struct str variant) {
    return json_text(json_by_id(json_member(scenario->json, "variants"), variant), "title");
}

// ── rubrics ──

static void read_anchors(const cJSON *from, struct criterion *out) {
    const cJSON *each;
    int k = 0;
    cJSON_ArrayForEach(each, json_member(from, "anchors")) if (k < 5) out->anchors[k++] =
        str_from(each->valuestring);
    out->short_anchors = json_text(from, "short");
}

bool edition_criterion(const struct edition *rubric, int place, struct str doctrine,
                       struct criterion *out) {
    const cJSON *json = cJSON_GetArrayItem(json_member(rubric->json, "criteria"), place);
    if (!json) return false;
    *out = (struct criterion){ .id = json_text(json, "id"),
                               .title = json_text(json, "title"),
                               .self = json_text(json, "self"),
                               .partner = json_text(json, "partner"),
                               .na = json_text(json, "na"),
                               .weight = json_int(json, "weight"),
                               .text_medium = json_true(json, "text_medium") };
    read_anchors(json, out);
    const cJSON *under;
    cJSON_ArrayForEach(under, json_member(json, "under")) {
        if (str_eq(json_text(under, "doctrine"), doctrine) && json_member(under, "anchors"))
            read_anchors(under, out);
    }
    return true;
}

static void write_criterion(struct buf *to, const struct criterion *c) {
    buf_printf(to, "{\"id\":\"%.*s\"", STR_ARG(c->id));
    frame_text(to, "title", c->title);
    buf_printf(to, ",\"weight\":%d,\"text_medium\":%s,\"anchors\":", c->weight,
               frame_bool(c->text_medium));
    for (int k = 0; k < 5; k++) {
        buf_append_char(to, k ? ',' : '[');
        buf_json_string(to, c->anchors[k]);
    }
    buf_append_char(to, ']');
    frame_text(to, "short", c->short_anchors);
    frame_text(to, "na", c->na);
    buf_append_char(to, '}');
}

static void write_focus(struct buf *to, const cJSON *rubric) {
    const cJSON *id, *criterion;
    bool any = false;
    buf_append_lit(to, ",\"focus\":[");
    cJSON_ArrayForEach(id, json_member(rubric, "focus")) {
        int place = 0;
        cJSON_ArrayForEach(criterion, json_member(rubric, "criteria")) {
            if (str_eq(json_text(criterion, "id"), str_from(id->valuestring))) {
                buf_printf(to, "%s%d", any ? "," : "", place);
                any = true;
            }
            place++;
        }
    }
    buf_append_char(to, ']');
}

void edition_write_rubric(struct buf *to, const struct edition *rubric, struct str doctrine) {
    struct criterion criterion;
    buf_printf(to, "{\"id\":\"%s\"", rubric->id);
    frame_text(to, "title", rubric->title);
    buf_printf(to, ",\"version\":%d", json_int(rubric->json, "version"));
    write_focus(to, rubric->json);
    buf_append_lit(to, ",\"criteria\":[");
    for (int place = 0; edition_criterion(rubric, place, doctrine, &criterion); place++) {
        if (place > 0) buf_append_char(to, ',');
        write_criterion(to, &criterion);
    }
    buf_append_lit(to, "]}");
}

void edition_write_doctrine(struct buf *to, const struct edition *doctrine) {
    buf_printf(to, "{\"id\":\"%s\"", doctrine->id);
    frame_text(to, "title", doctrine->title);
    frame_text(to, "line", json_text(doctrine->json, "line"));
    buf_append_char(to, '}');
}

// ── lexicons ──

void edition_write_phrases(struct buf *to, const struct edition *lexicon) {
    const cJSON *each, *classes = json_member(lexicon->json, "classes");
    buf_append_char(to, '[');
    cJSON_ArrayForEach(each, classes) {
        buf_printf(to, "%s{\"id\":\"%s\"", each == classes->child ? "" : ",",
                   json_member(each, "id")->valuestring);
        frame_text(to, "title", json_text(each, "title"));
        frame_text(to, "tone", json_text(each, "tone"));
        buf_append_char(to, '}');
    }
    buf_append_char(to, ']');
}

// ── the library ──

static void write_face(struct buf *to, const char *seat, const cJSON *card) {
    buf_printf(to, ",\"%s\":{\"title\":", seat);
    buf_json_string(to, json_text(card, "title"));
    frame_text(to, "text", json_text(card, "text"));
    frame_text(to, "line", json_text(card, "line"));
    buf_append_char(to, '}');
}

static void write_conditions(struct buf *to, const cJSON *conditions) {
    const cJSON *each;
    buf_append_lit(to, ",\"conditions\":[");
    cJSON_ArrayForEach(each, conditions) {
        buf_printf(to, "%s{\"signal\":\"%s\",\"value\":%d,\"for_s\":%d}",
                   each == conditions->child ? "" : ",", json_member(each, "signal")->valuestring,
                   json_int(each, "value"), json_int(each, "for_s"));
    }
    buf_append_char(to, ']');
}

static void write_twist(struct buf *to, const cJSON *twist) {
    const cJSON *trigger = json_member(twist, "trigger");
    buf_printf(to, "{\"id\":\"%s\"", json_member(twist, "id")->valuestring);
    frame_text(to, "title", json_text(twist, "title"));
    frame_text(to, "trigger", json_text(trigger, "type"));
    buf_printf(to, ",\"at_s\":%d,\"all\":%s", json_int(trigger, "play_s"),
               frame_bool(str_eq(json_text(trigger, "match"), STR("all"))));
    write_conditions(to, json_member(trigger, "conditions"));
    write_face(to, "csr", json_member(twist, "csr"));
    write_face(to, "customer", json_member(twist, "customer"));
    buf_append_char(to, '}');
}

static void write_times(struct buf *to, const cJSON *times) {
    buf_printf(
        to, ",\"times\":{\"brief_s\":%d,\"call_s\":%d,\"back_s\":%d,\"score_s\":%d,\"talk_s\":%d}",
        json_int(times, "brief_s"), json_int(times, "call_s"), json_int(times, "back_s"),
        json_int(times, "score_s"), json_int(times, "talk_s"));
}

static void write_scenario_lists(struct buf *to, const struct shelf *shelf, const cJSON *json) {
    const cJSON *each, *list = json_member(json, "techniques");
    buf_append_lit(to, ",\"techniques\":[");
    cJSON_ArrayForEach(each, list) {
        if (each != list->child) buf_append_char(to, ',');
        buf_json_string(to, shelf_technique(shelf, str_from(each->valuestring)));
    }
    list = json_member(json, "variants");
    buf_append_lit(to, "],\"variants\":[");
    cJSON_ArrayForEach(each, list) {
        buf_printf(to, "%s{\"id\":\"%s\"", each == list->child ? "" : ",",
                   json_member(each, "id")->valuestring);
        frame_text(to, "title", json_text(each, "title"));
        buf_append_char(to, '}');
    }
    list = json_member(json, "twists");
    buf_append_lit(to, "],\"twists\":[");
    cJSON_ArrayForEach(each, list) {
        if (each != list->child) buf_append_char(to, ',');
        write_twist(to, each);
    }
    buf_append_char(to, ']');
}

static void write_scenario(struct buf *to, const struct shelf *shelf,
                           const struct edition *scenario) {
    const cJSON *json = scenario->json;
    buf_printf(to, "{\"id\":\"%s\"", scenario->id);
    frame_text(to, "title", scenario->title);
    frame_text(to, "blurb", json_text(json, "blurb"));
    frame_text(to, "industry", json_text(json, "industry"));
    buf_printf(to, ",\"difficulty\":%d", json_int(json, "difficulty"));
    frame_text(to, "customer", edition_customer(scenario));
    frame_text(to, "rubric", json_text(json, "rubric"));
    frame_text(to, "doctrine", json_text(json, "doctrine"));
    write_times(to, json_member(json, "times"));
    write_scenario_lists(to, shelf, json);
    buf_append_char(to, '}');
}

void shelf_write_library(struct buf *to, const struct shelf *shelf) {
    const struct edition *e;
    buf_append_lit(to, "{\"scenarios\":[");
    for (int i = 0; (e = shelf_at(shelf, LIBRARY_SCENARIO, i)); i++) {
        if (i > 0) buf_append_char(to, ',');
        write_scenario(to, shelf, e);
    }
    buf_append_lit(to, "],\"rubrics\":[");
    for (int i = 0; (e = shelf_at(shelf, LIBRARY_RUBRIC, i)); i++) {
        if (i > 0) buf_append_char(to, ',');
        edition_write_rubric(to, e, (struct str){ 0 });
    }
    buf_append_lit(to, "],\"doctrines\":[");
    for (int i = 0; (e = shelf_at(shelf, LIBRARY_DOCTRINE, i)); i++) {
        if (i > 0) buf_append_char(to, ',');
        edition_write_doctrine(to, e);
    }
    buf_append_lit(to, "]}");
}
