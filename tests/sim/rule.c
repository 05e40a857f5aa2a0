#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "rule.h"

// clang-format off
static const struct rule rules[] = {
    // type                from    phases  stands  what the CSR, the customer, an observer sees
    { "opened",            "",     "*",    true,
      "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s focus",
      "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s focus dial",
      "recorded doctrine ready_starts brief_s call_s back_s score_s talk_s focus dial" },
    { "kit_dealt",         "",     "*",    true,  "=seat *", "=seat *", "=seat *" },
    { "phase_began",       "cut",  "*",    true,  "*", "*", "*" },
    { "became_ready",      "cu",   "bkt",  false, "*", "*", "*" },
    { "said",              "cu",   "c",    false, "by act text", "by act text", "by act text" },
    { "typing_changed",    "cuot", "c",    true,  "*", "*", "*" },
    { "dial_set",          "u",    "c",    false, "-", "*", "*" },
    { "story_finished",    "u",    "c",    false, "-", "", "" },
    { "fact_revealed",     "u",    "c",    false, "*", "*", "*" },
    { "desk_asked",        "c",    "c",    false, "*", "-", "*" },
    { "desk_answered",     "",     "c",    false, "*", "-", "*" },
    { "held",              "c",    "c",    false, "*", "*", "*" },
    { "hold_ended",        "cut",  "c",    true,  "*", "*", "*" },
    { "offered",           "c",    "c",    false, "number offer title text",
      "number offer title text", "number offer title text" },
    { "offer_answered",    "u",    "c",    false, "*", "*", "*" },
    { "promised",          "c",    "c",    false, "*", "*", "*" },
    { "supervisor_asked",  "c",    "c",    false, "*", "-", "*" },
    { "supervisor_answered", "",   "c",    false, "*", "-", "*" },
    { "breathed",          "c",    "c",    false, "", "-", "" },
    { "help_asked",        "cuo",  "*",    true,  "=by by text", "=by by text", "=by by" },
    { "help_answered",     "t",    "*",    true,  "?help", "?help", "?help" },
    { "stepped_out",       "cu",   "bc",   true,  "*", "*", "*" },
    { "left",              "cuo",  "*",    true,  "!o by", "!o by", "!o by" },
    { "chosen",            "cu",   "bc",   true,  "*", "*", "*" },
    { "slept",             "cuo",  "*",    true,  "-", "-", "-" },
    { "marked",            "ot",   "*",    true,  "-", "-", "-" },
    { "frozen",            "cut",  "bckst", true, "*", "*", "*" },
    { "unfrozen",          "t",    "*",    true,  "", "", "" },
    { "extended",          "t",    "bckst", true, "*", "*", "*" },
    { "twist_fired",       "cut",  "c",    false, "-", "-", "-" },
    { "card_shown",        "cut",  "c",    false, "=seat *", "=seat *", "=seat *" },
    { "whispered",         "t",    "*",    true,  "?to_csr text", "?to_customer text", "-" },
    { "seat_taken",        "",     "*",    true,  "seat", "seat", "seat" },
    { "dropped",           "",     "*",    true,  "!o by until", "!o by until", "!o by until" },
    { "returned",          "",     "*",    true,  "!o by", "!o by", "!o by" },
    { "grace_ended",       "",     "bc",   true,  "*", "*", "*" },
    { "interrupted",       "",     "*",    true,  "*", "*", "*" },
    { "resumed",           "cuot", "*",    true,  "", "", "" },
    { "ticked",            "",     "*",    true,  "-", "-", "-" },
    { "sheet_in",          "",     "ks",   true,  "!t kind", "!t kind", "!t kind" },
    { "sheets_opened",     "",     "kst",  true,  "self customer observer",
      "self customer observer", "self customer observer" },
};
// clang-format on

const struct rule *rule_find(const char *type) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].type, type) == 0) return &rules[i];
    return NULL;
}
