// A simulated customer: answers what is said to them, hotter or cooler as it deserves. Their lines
// come from the ladder and the fact cards of the kit, and from the twists' cards; a few of their
// own fill the gaps.
#include "demo/ear.h"
#include "demo/inside.h"

enum { HEAT_MAX = 100, INTERRUPTED_HEAT = 10, NEWS_CALM = -3, WAITING_HEAT = 6 };

#define COUNT(lines) ((int)(sizeof(lines) / sizeof((lines)[0])))

static const char *const hot[] = {
    "I don't want reasons. I want to know what happens now.",
    "You are not hearing me.",
    "And who is going to fix it? You?",
    "That is not what I asked.",
    "I can't tell that to my people!",
    "Every time I call here I hear something else.",
};
static const char *const warm[] = {
    "And how sure is that?",
    "I'd like to believe that.",
    "Then what happens next?",
    "Who says so? I have heard a lot today.",
    "Fine, but that is not all of it.",
};
static const char *const cool[] = {
    "That helps.",         "All right, I can work with that.",
    "Good to know.",       "Thank you for saying it straight.",
    "Yes, I've got that.", "Yes. That is it.",
};
static const char *const waiting[] = {
    "Hello? Are you still there?",
    "Is anybody still on this?",
    "I'm waiting.",
};

// ---- the dial

static void heat_change(struct player *p, int by) {
    int heat = p->customer.heat + by;
    p->customer.heat = heat < 0 ? 0 : heat > HEAT_MAX ? HEAT_MAX : heat;
}

// The finger follows the feeling, a moment later.
static void dial_follow(struct player *p, ms now) {
    struct customer *c = &p->customer;
    int ceiling = (int)json_number(p->kit, "dial_ceiling");
    int dial = (c->heat + 5) / 10;
    if (dial > ceiling) dial = ceiling;
    if (dial == c->dial) return;
    c->dial = dial;
    struct buf *fields = agenda_add(&p->agenda, now + dice_between(&p->dice, 500, 1400), "dial");
    buf_printf(fields, ",\"value\":%d", dial);
}

// ---- what to say

static const cJSON *list_of(const struct player *p, const char *name) {
    return json_member(p->kit, name);
}

// Who calls tells what happened, which takes some words: one of the long lines near the dial's
// start. Each of several is taken with a chance of a half, so that a class doesn't open in chorus.
static struct str line_opening(struct player *p) {
    enum { LONG = 60 };
    const cJSON *rung;
    struct str line = STR("I'm calling because something went badly wrong.");
    int k = 0, used = -1;
    cJSON_ArrayForEach(rung, list_of(p, "ladder")) {
        struct str candidate = str_from(json_text(rung, "line"));
        int64_t off = json_number(rung, "dial") - p->customer.dial;
        bool fits = off >= -1 && off <= 1 && candidate.len >= LONG;
        if (fits && (used < 0 || dice_between(&p->dice, 0, 1))) {
            line = candidate;
            used = k;
        }
        k++;
    }
    if (used >= 0) p->customer.rungs |= 1u << used;
    return line;
}

// The rung whose dial is nearest, not further off than one. In the middle of a ladder lines for the
// way up and the way down have the same dial, and a kit doesn't say which is which: none of them.
static const char *line_rung(struct player *p) {
    const cJSON *rung;
    const char *best = NULL;
    int dial = p->customer.dial, k = 0, used = 0;
    int64_t nearest = 2;
    if (dial == 5 || dial == 6) return NULL;
    cJSON_ArrayForEach(rung, list_of(p, "ladder")) {
        int64_t rung_dial = json_number(rung, "dial");
        int64_t off = rung_dial < dial ? dial - rung_dial : rung_dial - dial;
        bool same_way = dial >= 7 ? rung_dial >= 7 : rung_dial <= 4;
        if (same_way && off < nearest && !(p->customer.rungs >> k & 1)) {
            best = json_text(rung, "line");
            nearest = off;
            used = k;
        }
        k++;
    }
    if (best) p->customer.rungs |= 1u << used;
    return best;
}

static struct str line_plain(struct player *p) {
    struct customer *c = &p->customer;
    bool from_ladder = dice_between(&p->dice, 0, 2) > 0;
    const char *line = from_ladder ? line_rung(p) : NULL;
    if (!line && c->dial >= 7) line = player_pick(p, hot, COUNT(hot), &c->lines);
    if (!line && c->dial >= 5) line = player_pick(p, warm, COUNT(warm), &c->lines);
    if (!line) line = player_pick(p, cool, COUNT(cool), &c->lines);
    return str_from(line);
}

// ---- fact cards

static bool fact_may_be_told(const struct player *p, const cJSON *fact) {
    const struct customer *c = &p->customer;
    if (json_is(fact, "rule", "any_time")) return true;
    if (json_is(fact, "rule", "asked_openly")) return c->was_asked;
    if (json_is(fact, "rule", "asked_with_permission")) return c->was_asked && c->asked_gently;
    return c->dial < json_number(fact, "calm_below");
}

// A gentle question gets the card that waits for one; else any that may be told.
static const cJSON *fact_choose(struct player *p, int *place) {
    const cJSON *fact, *found = NULL;
    int k = 0;
    cJSON_ArrayForEach(fact, list_of(p, "facts")) {
        bool open = !(p->customer.facts >> k & 1) && fact_may_be_told(p, fact);
        bool better = p->customer.asked_gently && json_is(fact, "rule", "asked_with_permission");
        if (open && (!found || better || dice_between(&p->dice, 0, 2) == 0)) {
            found = fact;
            *place = k;
        }
        k++;
    }
    return found;
}

static bool fact_tell(struct player *p, ms now) {
    struct customer *c = &p->customer;
    int k = 0;
    const cJSON *fact = c->said > 0 ? fact_choose(p, &k) : NULL;
    if (!fact) return false;
    c->facts |= 1u << k;
    ms done = player_say(p, now, "plain", str_from(json_text(fact, "text")));
    buf_printf(agenda_add(&p->agenda, done + 200, "reveal"), ",\"fact\":\"%s\"",
               json_text(fact, "id"));
    return true;
}

// ---- a turn

static void story_tell(struct player *p, ms now) {
    enum { STORY_LINES = 4 };
    struct customer *c = &p->customer;
    if (c->story_told || c->said < STORY_LINES) return;
    c->story_told = true;
    agenda_add(&p->agenda, now + 1500, "finish_story");
}

static bool card_say(struct player *p, ms now) {
    struct buf *card = &p->customer.card;
    if (card->len == 0) return false;
    player_say(p, now, "plain", buf_str(card));
    buf_reset(card);
    return true;
}

// Somebody who is still boiling takes nothing; the third offer is taken by anybody.
static bool offer_answer(struct player *p, ms now) {
    struct customer *c = &p->customer;
    if (c->offer == 0) return false;
    bool accept = c->dial <= 6 || c->offer >= 3;
    buf_printf(agenda_add(&p->agenda, now, "answer_offer"), ",\"number\":%d,\"accept\":%s",
               c->offer, accept ? "true" : "false");
    c->offer = 0;
    heat_change(p, accept ? -12 : 4);
    dial_follow(p, now);
    player_say(p, now + 800, "plain",
               accept ? STR("Yes. Let's do it that way.") : STR("No. That doesn't help me."));
    return true;
}

static bool is_left_waiting(const struct player *p) {
    return p->customer.said > 0 && !p->customer.was_answered;
}

static void wait_say(struct player *p, ms now) {
    heat_change(p, WAITING_HEAT);
    dial_follow(p, now);
    uint32_t *used = &p->customer.lines;
    player_say(p, now, "plain", str_from(player_pick(p, waiting, COUNT(waiting), used)));
}

static void speak(struct player *p, ms now) {
    if (p->customer.said == 0)
        player_say(p, now, "plain", line_opening(p));
    else if (is_left_waiting(p))
        wait_say(p, now);
    else
        player_say(p, now, "plain", line_plain(p));
}

// How long they wait before they ask whether anybody is there. At a loss for words both are silent.
static void wait_begin(struct player *p) {
    bool patient = p->temper == TEMPER_MUTE;
    player_think(p, p->busy_until, patient ? 80000 : 30000, patient ? 90000 : 38000);
}

void customer_turn(struct player *p, ms now) {
    struct customer *c = &p->customer;
    if (now < p->busy_until) {
        player_think(p, p->busy_until, 300, 900);
        return;
    }
    if (card_say(p, now) && c->was_asked) {
        c->said++;
        player_think(p, p->busy_until, 600, 1500); // and the answer
        return;
    }
    if (p->busy_until <= now && !offer_answer(p, now) && !fact_tell(p, now)) speak(p, now);
    c->said++;
    c->was_asked = c->asked_gently = c->was_answered = false;
    story_tell(p, p->busy_until);
    wait_begin(p);
}

// ---- what they hear

void customer_begin(struct player *p, ms now) {
    struct customer *c = &p->customer;
    int start = (int)json_number(p->kit, "dial_start");
    buf_reset(&c->card);
    *c = (struct customer){ .card = c->card, .heat = start * 10, .dial = start };
    player_think(p, now, 1500, 4000);
}

static void hear_said(struct player *p, const cJSON *event, ms now) {
    struct customer *c = &p->customer;
    if (!json_is(event, "by", "csr")) return;
    struct heard heard = ear_hear(str_from(json_text(event, "text")));
    if (json_is(event, "act", "restate")) heard.heat -= 5;
    if (json_true(event, "interrupts")) heard.heat += INTERRUPTED_HEAT;
    c->was_answered = true;
    c->was_asked |= heard.asks;
    c->asked_gently |= heard.gentle;
    heat_change(p, heard.heat);
    dial_follow(p, now);
    if (now >= p->busy_until) player_think(p, now, 1500, 4500);
}

static void hear_card(struct player *p, const cJSON *event, ms now) {
    struct str line = str_from(json_text(event, "line"));
    buf_reset(&p->customer.card);
    buf_append_str(&p->customer.card, line);
    if (line.len && now >= p->busy_until) player_think(p, now, 1500, 3500);
}

// On hold one waits as long as was said, and a little longer.
static void hear_held(struct player *p, const cJSON *event, ms now) {
    ms seconds = json_number(event, "seconds") * MS_SECOND;
    player_think(p, now, seconds + 8000, seconds + 15000);
    p->customer.was_answered = false;
}

static void hear_offer(struct player *p, const cJSON *event, ms now) {
    p->customer.offer = (int)json_number(event, "number");
    p->customer.was_answered = true;
    player_think(p, now > p->busy_until ? now : p->busy_until, 2500, 5000);
}

void customer_heard(struct player *p, const cJSON *event, ms now) {
    if (json_is(event, "type", "said")) hear_said(p, event, now);
    if (json_is(event, "type", "card_shown")) hear_card(p, event, now);
    if (json_is(event, "type", "held")) hear_held(p, event, now);
    if (json_is(event, "type", "offered")) hear_offer(p, event, now);
    if (json_is(event, "type", "promised")) {
        heat_change(p, NEWS_CALM);
        dial_follow(p, now);
    }
}
