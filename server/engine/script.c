// Scripts: compiling a scenario's variant, and the kits that its seats are handed.
#include "engine/script.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "engine/frame.h"
#include "engine/json.h"
#include "engine/lexicon.h"
#include "engine/shelf_inside.h"
#include "protocol/generated/shapes.h"

struct script {
    struct shelf *shelf;
    const struct edition *scenario, *rubric, *lexicon_edition;
    const cJSON *variant;
    struct scenario core;
    uint32_t abuse;          // the lexicon's class of insults, as a bit
    struct lexicon *lexicon; // NULL: there is none
    struct script *next;
};

// ── checking ──

static enum err fault_in(struct check_fault *fault, const char *list, int place, const char *text) {
    *fault = (struct check_fault){ .keyword = "scenario" };
    snprintf(fault->path, sizeof fault->path, "%s/%d", list, place);
    snprintf(fault->text, sizeof fault->text, "%s", text);
    return ERR_INPUT;
}

static enum err check_ids(const cJSON *list, const char *path, struct check_fault *fault) {
    int place = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, list) {
        if (json_by_id(list, json_text(each, "id")) != each)
            return fault_in(fault, path, place, "id: it is used twice in this list");
        place++;
    }
    return OK;
}

static enum err check_twists(const cJSON *twists, struct check_fault *fault) {
    int place = 0;
    const cJSON *each;
    cJSON_ArrayForEach(each, twists) {
        if (!json_member(each, "csr") && !json_member(each, "customer"))
            return fault_in(
                fault, "/twists", place,
                "give the twist a card for the csr or for the customer; nobody would notice it");
        place++;
    }
    return OK;
}

static enum err check_variant(const cJSON *scenario, const cJSON *variant, int place,
                              struct check_fault *fault) {
    char path[64];
    snprintf(path, sizeof path, "/variants/%d/facts", place);
    if (check_ids(json_member(variant, "facts"), path, fault) != OK) return ERR_INPUT;
    snprintf(path, sizeof path, "/variants/%d/desks", place);
    if (check_ids(json_member(variant, "desks"), path, fault) != OK) return ERR_INPUT;
    snprintf(path, sizeof path, "/variants/%d/impossible", place);
    int k = 0;
    const cJSON *id;
    cJSON_ArrayForEach(id, json_member(variant, "impossible")) {
        if (!json_by_id(json_member(scenario, "offers"), str_from(id->valuestring)))
            return fault_in(fault, path, k, "there is no offer of this id");
        k++;
    }
    return OK;
}

enum err script_check(const cJSON *scenario, struct check_fault *fault) {
    if (check_ids(json_member(scenario, "offers"), "/offers", fault) != OK) return ERR_INPUT;
    if (check_ids(json_member(scenario, "twists"), "/twists", fault) != OK) return ERR_INPUT;
    if (check_ids(json_member(scenario, "variants"), "/variants", fault) != OK) return ERR_INPUT;
    if (check_twists(json_member(scenario, "twists"), fault) != OK) return ERR_INPUT;
    int place = 0;
    const cJSON *variant;
    cJSON_ArrayForEach(variant, json_member(scenario, "variants")) {
        if (check_variant(scenario, variant, place++, fault) != OK) return ERR_INPUT;
    }
    return OK;
}

// ── compiling ──

static void compile_condition(const struct script *script, const cJSON *json,
                              struct condition *to) {
    to->signal = (enum signal)shape_enum_find(&shape_enum_signal, json_text(json, "signal"));
    to->value = json_int(json, "value");
    to->for_s = json_int(json, "for_s");
    to->phrase = script->lexicon ? lexicon_class(script->lexicon, json_text(json, "class")) : 0;
}

static void compile_trigger(const struct script *script, const cJSON *json, struct twist *to) {
    struct str type = json_text(json, "type");
    to->trigger = str_eq(type, STR("at"))     ? TRIGGER_AT
                  : str_eq(type, STR("when")) ? TRIGGER_WHEN
                                              : TRIGGER_HAND;
    to->at_s = json_int(json, "play_s");
    to->not_before_s = json_int(json, "not_before_s");
    to->cooldown_s = json_int(json, "cooldown_s");
    to->all = str_eq(json_text(json, "match"), STR("all"));
    const cJSON *condition;
    cJSON_ArrayForEach(condition, json_member(json, "conditions"))
        compile_condition(script, condition, &to->conditions[to->conditions_count++]);
}

static struct twist_card compile_card(const cJSON *json) {
    return (struct twist_card){ json_text(json, "title"), json_text(json, "text"),
                                json_text(json, "line") };
}

static void compile_twists(struct script *script) {
    const cJSON *each;
    cJSON_ArrayForEach(each, json_member(script->scenario->json, "twists")) {
        struct twist *to = &script->core.twists[script->core.twists_count++];
        to->id = json_text(each, "id");
        to->item = item_of(to->id);
        to->title = json_text(each, "title");
        to->csr = compile_card(json_member(each, "csr"));
        to->customer = compile_card(json_member(each, "customer"));
        compile_trigger(script, json_member(each, "trigger"), to);
    }
}

static bool is_impossible(const struct script *script, struct str offer) {
    const cJSON *id;
    cJSON_ArrayForEach(
        id, json_member(script->variant, "impossible")) if (str_eq(str_from(id->valuestring),
                                                                   offer)) return true;
    return false;
}

static void compile_offers(struct script *script) {
    const cJSON *each;
    cJSON_ArrayForEach(each, json_member(script->scenario->json, "offers")) {
        struct offer *to = &script->core.offers[script->core.offers_count++];
        to->id = json_text(each, "id");
        to->title = json_text(each, "title");
        to->authority = is_impossible(script, to->id)         ? AUTHORITY_IMPOSSIBLE
                        : json_true(each, "needs_supervisor") ? AUTHORITY_SUPERVISOR
                                                              : AUTHORITY_OWN;
    }
}

static void compile_desks_and_facts(struct script *script) {
    const cJSON *each;
    cJSON_ArrayForEach(each, json_member(script->variant, "desks"))
        script->core.desks[script->core.desks_count++] = (struct desk){
        .id = json_text(each, "id"),
        .name = json_text(each, "name"),
        .answers = { json_text(each, "answer"), json_text(each, "again") },
        .seconds = json_int(each, "seconds"),
    };
    cJSON_ArrayForEach(each, json_member(script->variant, "facts"))
        script->core.facts[script->core.facts_count++] =
        (struct fact){ json_text(each, "id"), json_text(each, "title"), json_text(each, "text") };
}

static void compile(struct script *script) {
    const cJSON *supervisor = json_member(script->variant, "supervisor");
    script->core.title = script->scenario->title;
    script->core.supervisor_text = json_text(supervisor, "text");
    script->core.supervisor_s = json_int(supervisor, "seconds");
    script->core.acknowledgement =
        script->lexicon ? lexicon_class(script->lexicon, STR("acknowledgement")) : 0;
    script->abuse = script->lexicon ? lexicon_class(script->lexicon, STR("abuse")) : 0;
    compile_twists(script);
    compile_offers(script);
    compile_desks_and_facts(script);
}

static struct script *script_new(struct shelf *shelf, const struct edition *scenario,
                                 const struct edition *rubric, const struct edition *lexicon,
                                 const cJSON *variant) {
    struct script *script = calloc(1, sizeof *script);
    CHECK(script != NULL);
    script->shelf = shelf;
    script->scenario = scenario;
    script->rubric = rubric;
    script->lexicon_edition = lexicon;
    script->variant = variant;
    if (lexicon)
        CHECK(lexicon_new(lexicon->json, &script->lexicon) == OK); // the schema bounds its classes
    compile(script);
    script->next = shelf->scripts;
    shelf->scripts = script;
    return script;
}

const struct script *shelf_script(struct shelf *shelf, struct str scenario_hash,
                                  struct str rubric_hash, struct str lexicon_hash,
                                  struct str variant) {
    const struct edition *scenario = shelf_pinned(shelf, LIBRARY_SCENARIO, scenario_hash);
    const struct edition *rubric = shelf_pinned(shelf, LIBRARY_RUBRIC, rubric_hash);
    const struct edition *lexicon = shelf_pinned(shelf, LIBRARY_LEXICON, lexicon_hash);
    const cJSON *json =
        scenario ? json_by_id(json_member(scenario->json, "variants"), variant) : NULL;
    if (!json || !rubric) return NULL;
    for (const struct script *s = shelf->scripts; s; s = s->next)
        if (s->variant == json && s->rubric == rubric && s->lexicon_edition == lexicon) return s;
    return script_new(shelf, scenario, rubric, lexicon, json);
}

void scripts_free(struct script *script) {
    for (struct script *next; script; script = next) {
        next = script->next;
        lexicon_free(script->lexicon);
        free(script);
    }
}

const struct scenario *script_scenario(const struct script *script) {
    return &script->core;
}

const struct lexicon *script_lexicon(const struct script *script) {
    return script->lexicon;
}

uint32_t script_abuse(const struct script *script) {
    return script->abuse;
}

int script_dial(const struct script *script) {
    return json_int(script->variant, "dial_start");
}

// ── kits ──

// A list of strings, as it stands.
static void kit_lines(struct buf *to, const char *name, const cJSON *list) {
    frame_name(to, name);
    buf_append_char(to, '[');
    const cJSON *each;
    cJSON_ArrayForEach(each, list) {
        if (each != list->child) buf_append_char(to, ',');
        buf_json_string(to, str_from(each->valuestring));
    }
    buf_append_char(to, ']');
}

// A list of objects, each with these members as strings (the last is NULL).
static void kit_objects(struct buf *to, const char *name, const cJSON *list,
                        const char *const *members) {
    frame_name(to, name);
    buf_append_char(to, '[');
    const cJSON *each;
    cJSON_ArrayForEach(each, list) {
        buf_append_str(to, each == list->child ? STR("{") : STR(",{"));
        for (int i = 0; members[i]; i++) {
            buf_printf(to, "%s\"%s\":", i ? "," : "", members[i]);
            buf_json_string(to, json_text(each, members[i]));
        }
        buf_append_char(to, '}');
    }
    buf_append_char(to, ']');
}

static void kit_focus(struct buf *to, const struct script *script, enum seat seat,
                      struct str doctrine, const uint8_t *focus, int count) {
    frame_name(to, "focus");
    buf_append_char(to, '[');
    for (int i = 0; i < count; i++) {
        struct criterion c;
        if (!edition_criterion(script->rubric, focus[i], doctrine, &c)) continue;
        buf_printf(to, "%s{\"id\":\"%.*s\",\"place\":%u", i ? "," : "", STR_ARG(c.id), focus[i]);
        frame_text(to, "title",
                   seat == SEAT_CSR        ? c.self
                   : seat == SEAT_CUSTOMER ? c.partner
                                           : c.title);
        frame_name(to, "anchors");
        for (int k = 0; k < 5; k++) {
            buf_append_char(to, k ? ',' : '[');
            buf_json_string(to, c.anchors[k]);
        }
        buf_append_char(to, ']');
        frame_text(to, "short", c.short_anchors);
        buf_append_char(to, '}');
    }
    buf_append_char(to, ']');
}

static void kit_guide(struct buf *to, const cJSON *guide) {
    frame_name(to, "guide");
    buf_append_char(to, '[');
    const cJSON *each;
    cJSON_ArrayForEach(each, guide) {
        buf_append_str(to, each == guide->child ? STR("{\"title\":") : STR(",{\"title\":"));
        buf_json_string(to, json_text(each, "title"));
        kit_lines(to, "prompts", json_member(each, "prompts"));
        buf_append_char(to, '}');
    }
    buf_append_char(to, ']');
}

static void kit_csr(struct buf *to, const struct script *script) {
    static const char *const desk[] = { "id", "name", NULL };
    const cJSON *json = script->scenario->json;
    kit_lines(to, "authority", json_member(json, "authority"));
    kit_objects(to, "desks", json_member(script->variant, "desks"), desk);
    frame_name(to, "offers");
    buf_append_char(to, '[');
    const cJSON *each, *offers = json_member(json, "offers");
    cJSON_ArrayForEach(each, offers) {
        buf_printf(to, "%s{\"id\":\"%s\"", each == offers->child ? "" : ",",
                   json_member(each, "id")->valuestring);
        frame_text(to, "title", json_text(each, "title"));
        frame_text(to, "terms", json_text(each, "terms"));
        buf_printf(to, ",\"needs_supervisor\":%s}",
                   frame_bool(json_true(each, "needs_supervisor")));
    }
    buf_append_char(to, ']');
}

static void kit_rungs(struct buf *to, const cJSON *ladder, bool *any) {
    const cJSON *each;
    cJSON_ArrayForEach(each, ladder) {
        buf_printf(to, "%s{\"dial\":%d", *any ? "," : "", json_int(each, "dial"));
        frame_text(to, "line", json_text(each, "line"));
        buf_append_char(to, '}');
        *any = true;
    }
}

static void kit_facts(struct buf *to, const cJSON *facts) {
    frame_name(to, "facts");
    buf_append_char(to, '[');
    const cJSON *each;
    cJSON_ArrayForEach(each, facts) {
        buf_printf(to, "%s{\"id\":\"%s\"", each == facts->child ? "" : ",",
                   json_member(each, "id")->valuestring);
        frame_text(to, "title", json_text(each, "title"));
        frame_text(to, "text", json_text(each, "text"));
        frame_text(to, "rule", json_text(each, "rule"));
        buf_printf(to, ",\"calm_below\":%d,\"sensitive\":%s}", json_int(each, "calm_below"),
                   frame_bool(json_true(each, "sensitive")));
    }
    buf_append_char(to, ']');
}

// The truth's own lines come first: they are what this call is about.
static void kit_customer(struct buf *to, const struct script *script) {
    bool any = false;
    buf_printf(to, ",\"dial_start\":%d,\"dial_ceiling\":%d", script_dial(script),
               json_int(script->scenario->json, "dial_ceiling"));
    kit_lines(to, "cools", json_member(script->variant, "cools"));
    kit_lines(to, "heats", json_member(script->variant, "heats"));
    frame_name(to, "ladder");
    buf_append_char(to, '[');
    kit_rungs(to, json_member(script->variant, "ladder"), &any);
    kit_rungs(to, json_member(script->scenario->json, "ladder"), &any);
    buf_append_char(to, ']');
    kit_facts(to, json_member(script->variant, "facts"));
}

struct str script_kit(const struct script *script, enum seat seat, struct str doctrine,
                      const uint8_t *focus, int focus_count, struct arena *arena) {
    static const char *const card[] = { "title", "text", NULL };
    static const char *const word[] = { "word", "meaning", NULL };
    const cJSON *json = script->scenario->json;
    const struct edition *read_under = shelf_find(script->shelf, LIBRARY_DOCTRINE, doctrine);
    struct buf to = { 0 };
    buf_printf(&to, "{\"seat\":\"%s\"", shape_enum_seat.values[seat]);
    frame_text(&to, "scenario", script->scenario->title);
    frame_text(&to, "customer", edition_customer(script->scenario));
    frame_text(&to, "about", json_text(json_member(json, "customer"), "about"));
    const cJSON *brief = seat == SEAT_CSR        ? json_member(script->variant, "csr")
                         : seat == SEAT_CUSTOMER ? json_member(script->variant, "customer")
                                                 : NULL;
    kit_objects(&to, "cards", brief, card);
    frame_name(&to, "doctrine");
    if (read_under)
        edition_write_doctrine(&to, read_under);
    else
        buf_printf(&to, "{\"id\":\"%.*s\",\"title\":\"\",\"line\":\"\"}", STR_ARG(doctrine));
    kit_focus(&to, script, seat, doctrine, focus, focus_count);
    kit_guide(&to, json_member(json, "guide"));
    kit_objects(&to, "glossary", json_member(json, "glossary"), word);
    if (seat == SEAT_CSR) kit_csr(&to, script);
    if (seat == SEAT_CUSTOMER) kit_customer(&to, script);
    buf_append_char(&to, '}');
    struct str kit = arena_copy(arena, buf_str(&to));
    buf_deinit(&to);
    return kit;
}
