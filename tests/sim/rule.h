// What may happen in a session, and who sees what of it: the simulator's own words for what the
// product says in its schema's x-from, x-phase and x-frozen and in core/view.c. Short enough to be
// read against PRODUCT and doc.
#pragma once

#include <stdint.h>

struct rule {
    const char *type;
    const char *from;   // who may have sent the command: c u o t (CSR, cUstomer, Observer, Trainer)
    const char *phases; // b c k s t: brief, call, bacK, score, talk; "*": in any but over
    bool stands;        // also while the session stands still
    const char *csr, *customer, *observer; // what they see: fields; "-" nothing; "*" all
};

const struct rule *rule_find(const char *type); // NULL: nobody has heard of it
