#include "sight.h"

#include <string.h>

#include "glance.h"
#include "ledger.h"

static const char *const role_names[] = { "csr", "customer", "observer" };

static const char *words_for(const struct rule *rule, enum role role) {
    return role == ROLE_CSR ? rule->csr : role == ROLE_CUSTOMER ? rule->customer : rule->observer;
}

// The condition that the words may begin with: see rule.h.
static bool condition_holds(const struct ledger_row *row, const char *words, enum role role,
                            const bool *help) {
    if (strncmp(words, "=seat", 5) == 0) return glance_is(row->facts, "seat", role_names[role]);
    if (strncmp(words, "=by", 3) == 0) return glance_is(row->facts, "by", role_names[role]);
    if (strncmp(words, "!o", 2) == 0) return !glance_is(row->facts, "by", "observer");
    if (strncmp(words, "!t", 2) == 0) return !glance_is(row->facts, "kind", "trainer");
    if (strncmp(words, "?help", 5) == 0) return help[role];
    if (strncmp(words, "?to_csr", 7) == 0)
        return str_eq(glance_at(row->facts, "to_csr"), STR("true"));
    if (strncmp(words, "?to_customer", 12) == 0)
        return str_eq(glance_at(row->facts, "to_customer"), STR("true"));
    return words[0] != '-';
}

bool sight_sees(const struct ledger_row *row, enum role role, const bool *help) {
    return role == ROLE_TRAINER || condition_holds(row, words_for(row->rule, role), role, help);
}

static bool field_shown(const struct ledger_row *row, enum role role, struct str name) {
    if (str_eq(name, STR("command"))) return false;
    if (role == ROLE_TRAINER)
        return strcmp(row->type, "sheet_in") != 0 || !str_eq(name, STR("scores"));
    struct str rest = str_from(words_for(row->rule, role));
    while (rest.len > 0) {
        struct str word = str_cut(&rest, ' ');
        if (str_eq(word, name) || str_eq(word, STR("*"))) return true;
    }
    return false;
}

// How many of a half's members the role sees; -1: one of them is missing or another in the event.
static int half_shown(const struct ledger_row *row, enum role role, struct str half,
                      struct str event) {
    struct str name, value;
    int count = 0;
    while (glance_member(&half, &name, &value)) {
        if (!field_shown(row, role, name)) continue;
        char text[40];
        if (name.len >= sizeof text) return -1;
        memcpy(text, name.ptr, name.len);
        text[name.len] = '\0';
        if (!str_eq(glance_at(event, text), value)) return -1;
        count++;
    }
    return count;
}

static int members(struct str object) {
    struct str name, value;
    int count = 0;
    while (glance_member(&object, &name, &value))
        count++;
    return count;
}

bool sight_is(const struct ledger_row *row, enum role role, struct str message) {
    struct str event = glance_at(message, "event");
    int facts = half_shown(row, role, row->facts, event);
    int texts = half_shown(row, role, row->texts, event);
    return facts >= 0 && texts >= 0 && members(event) == 1 + facts + texts &&
           glance_is(event, "type", row->type) &&
           (ms)glance_number(message, "play") == row->play_ms &&
           (ms)glance_number(message, "wall") == row->wall_ms;
}
