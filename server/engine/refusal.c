// The sentences of refusals. Clients have their own words for those that a person meets often;
// these are for whoever writes a client, and for everything unforeseen.
#include "engine/refusal.h"

struct str refusal_text(enum refusal code) {
    switch (code) {
    case REFUSAL_NONE: return STR("");
    case REFUSAL_BAD_MESSAGE:
        return STR("This message isn't one that the server knows; reload the page.");
    case REFUSAL_TOO_LONG: return STR("That is too long; shorten it and send it again.");
    case REFUSAL_TOO_FAST: return STR("That was too fast; wait a moment and send it again.");
    case REFUSAL_NOT_YOU: return STR("This isn't yours to do.");
    case REFUSAL_NOT_NOW: return STR("This can't be done at this point.");
    case REFUSAL_NOT_YET_WELCOME: return STR("Say hello first and wait for the welcome.");
    case REFUSAL_FROZEN: return STR("The call is paused; wait until it goes on.");
    case REFUSAL_WAITING_FOR_PARTNER:
        return STR("Your partner's grace time is still running; wait for its end.");
    case REFUSAL_UNKNOWN_CLASS:
        return STR("No open class with room has this code; check it with your trainer.");
    case REFUSAL_CLASS_LOCKED: return STR("The class is locked; ask your trainer to let you in.");
    case REFUSAL_UNKNOWN_STREAM: return STR("There is no such class, session or sheet for you.");
    case REFUSAL_UNKNOWN_ITEM: return STR("There is no such thing here; choose one from the list.");
    case REFUSAL_ALREADY_DONE: return STR("That has been done already.");
    case REFUSAL_ALREADY_ASKED: return STR("You have asked already; the answer is on its way.");
    case REFUSAL_TOO_MANY: return STR("That is more than there is room for.");
    case REFUSAL_EVIDENCE_MISSING:
        return STR("A 1, a 2 or a 5 needs evidence: attach a moment of the call.");
    case REFUSAL_SCORE_MISSING: return STR("Score every criterion first, or say N/A.");
    case REFUSAL_STALE: return STR("This page is out of date; reload it.");
    case REFUSAL_REFUSED_BEFORE: return STR("This was refused before.");
    case REFUSAL_NOT_SAVED: return STR("This couldn't be saved; it will be sent again.");
    case REFUSAL_BUSY: return STR("The server is busy; try again in a few seconds.");
    case REFUSAL_MOVED: return STR("You are signed in on another device now.");
    case REFUSAL_TOO_FEW_PEOPLE: return STR("A round needs at least two people who are here.");
    }
    return STR("This was refused.");
}

uint32_t retry_after(uint64_t conn) {
    enum { SOONEST_S = 5, SPREAD_S = 8 };
    return SOONEST_S + (uint32_t)(conn % SPREAD_S);
}
