// Finds the items of a scenario by their ids.
#include "core/scenario.h"

#include "core/digest.h"

item item_of(struct str id) {
    item digest = digest_str(DIGEST_START, id);
    return digest == 0 ? 1 : digest;
}

int scenario_desk(const struct scenario *s, struct str id) {
    for (int i = 0; i < s->desks_count; i++)
        if (str_eq(s->desks[i].id, id)) return i;
    return -1;
}

int scenario_offer(const struct scenario *s, struct str id) {
    for (int i = 0; i < s->offers_count; i++)
        if (str_eq(s->offers[i].id, id)) return i;
    return -1;
}

int scenario_fact(const struct scenario *s, struct str id) {
    for (int i = 0; i < s->facts_count; i++)
        if (str_eq(s->facts[i].id, id)) return i;
    return -1;
}

int scenario_twist(const struct scenario *s, struct str id) {
    for (int i = 0; i < s->twists_count; i++)
        if (str_eq(s->twists[i].id, id)) return i;
    return -1;
}
