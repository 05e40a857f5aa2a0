// A simulated CSR: goes through a script of moves, one for each temper, a move a turn. What they
// say of the case comes from their kit and from the desks' answers; the rest are a few phrases that
// would do in any call.
#include <stdio.h>

#include "base/check.h"
#include "demo/inside.h"

enum move {
    GREET,
    LISTEN,
    FEEL,
    NEED,
    MEANING,
    CHECK,
    TELL,
    OFFER,
    PROMISE,
    SAY_BACK,
    CLOSE,
    KEEP,
    EXPLAIN,
    BLAME,
    ARGUE,
    BREATHE,
    MEND,
    HELP,
    STALL,
    LONG_HOLD,
    LATE,
};

static const enum move even[] = { GREET, LISTEN, FEEL,  NEED,    CHECK,    TELL,  MEANING,
                                  CHECK, TELL,   OFFER, PROMISE, SAY_BACK, CLOSE, KEEP };
static const enum move hot[] = { GREET, EXPLAIN, BLAME, ARGUE,   EXPLAIN,  ARGUE, HELP, ARGUE,
                                 BLAME, BREATHE, MEND,  FEEL,    NEED,     CHECK, TELL, OFFER,
                                 CHECK, TELL,    OFFER, PROMISE, SAY_BACK, CLOSE, KEEP };
static const enum move mute[] = { GREET, FEEL,  STALL,   NEED,     CHECK, TELL,
                                  OFFER, STALL, PROMISE, SAY_BACK, CLOSE, KEEP };
static const enum move lost[] = { GREET, LISTEN, NEED,  CHECK,   TELL,     HELP,  FEEL,
                                  CHECK, TELL,   OFFER, PROMISE, SAY_BACK, CLOSE, KEEP };
static const enum move slow[] = { GREET,   FEEL,  LONG_HOLD, LATE,     NEED,  CHECK, TELL,
                                  MEANING, OFFER, PROMISE,   SAY_BACK, CLOSE, KEEP };

#define SCRIPT(moves)                                                                              \
    { moves, sizeof moves / sizeof moves[0] }

static const struct script {
    const enum move *moves;
    int count;
} scripts[] = {
    [TEMPER_EVEN] = SCRIPT(even), [TEMPER_HOT] = SCRIPT(hot),   [TEMPER_MUTE] = SCRIPT(mute),
    [TEMPER_LOST] = SCRIPT(lost), [TEMPER_SLOW] = SCRIPT(slow),
};

#define LINES_MAX 8

// What is said; {customer}, {me}, {desk}, {quote} and {terms} are filled in.
static const char *const lines[][LINES_MAX] = {
    [GREET] = { "Good afternoon, {customer}. My name is {me}. Tell me what happened, I'm "
                "listening.",
                "{me} here. Good that you called, {customer}. What happened?",
                "Hello {customer}, this is {me}. I have time for you. How can I help?" },
    [LISTEN] = { "I see.", "Go on. I'm listening.", "Yes, go on.", "I hear you." },
    [FEEL] = { "That must have been a shock. In your place I'd be upset too.",
               "I hear you. Anyone would be worried with that in front of them.",
               "I'm sorry you had to find out like that. You have every right to be upset." },
    [NEED] = { "What do you need most, and by when? Then I know what to fight for.",
               "Before I look for a way: what would help you most, and how much of it?",
               "What matters most to you now? And by when must it be there?" },
    [MEANING] = { "May I ask what this means for you? Only if you want to tell me.",
                  "May I ask one more thing, to get it right? What depends on it for you? You "
                  "don't "
                  "have to say." },
    [CHECK] = { "Let me find out what {desk} says before I promise anything. One minute.",
                "I want to be sure. I'm asking {desk}, and I'm back within a minute.",
                "I'll check that with {desk} first. Please stay with me for a minute." },
    [TELL] = { "I'm back. This is what {desk} told me: “{quote}”",
               "Thank you for waiting. {desk} says: “{quote}” I'll take it from there.",
               "Here I am again. From {desk}: “{quote}”" },
    [OFFER] = { "Here is what I can do: {terms}", "This is possible, and I can decide it: {terms}",
                "I'd like to offer you this: {terms}" },
    [PROMISE] = { "You'll hear from me by five today, news or not. That is a promise.",
                  "I'll write to you by five today, with names and times." },
    [SAY_BACK] = { "Let me say that back: {terms} And a message from me by five. Is that right?",
                   "So we agree, if I understand you right: {terms} Have I got that right?" },
    [CLOSE] = { "Thank you for your patience, {customer}. I'm writing it down now, line by line.",
                "Thank you for telling me all of it. I'll stay with this until it is done." },
    [KEEP] = { "I've put your name and the time on top of the note. Nobody can miss it.",
               "I'm sending it in writing now. Read it while I'm here.",
               "Is there anything that we forgot?", "I have told the next shift, too. By name.",
               "You have my direct number now. Use it.",
               "One more look at the list. Yes, it's all there.",
               "Take your time. I'm not going anywhere." },
    [EXPLAIN] = { "Well, technically the date depends on when everything was ready.",
                  "You have to understand, it is very busy here at this time of the year.",
                  "Our system shows a different date, so that is the date." },
    [BLAME] = { "That is not my department. Somebody else should have told you.",
                "To be fair, you should have asked earlier.",
                "That was {desk}'s fault, not mine." },
    [ARGUE] = { "As I said, I can't change the date.", "Please calm down.",
                "Actually, that is not what it says here.", "As I said, these things happen." },
    [MEND] = { "I cut you off, and I'm sorry. Let me start again, and let you finish." },
    [LATE] = { "I'm sorry. I said twenty seconds and it took much longer. That was mine." },
};

static enum move move_next(const struct player *p) {
    return scripts[p->temper].moves[p->csr.step];
}

// Until they catch themselves, a hot CSR doesn't wait for the customer to finish.
static bool is_heated(const struct player *p) {
    enum move move = move_next(p);
    return p->temper == TEMPER_HOT && (move == EXPLAIN || move == BLAME || move == ARGUE);
}

// ---- filling in

struct fill {
    const char *name;
    struct str value;
};

// The first sentences of an answer, as far as they fit into a line that is read at a glance.
static struct str quote_of(struct str text) {
    enum { QUOTE_MAX = 130 };
    uint32_t end = 0;
    for (uint32_t i = 0; i + 1 < text.len && i < QUOTE_MAX; i++)
        if (strchr(".!?", text.ptr[i]) && text.ptr[i + 1] == ' ') end = i + 1;
    return str_make(text.ptr, end ? end : text.len);
}

static const cJSON *item_of(const struct player *p, const char *list, int k) {
    return cJSON_GetArrayItem(json_member(p->kit, list), k);
}

static struct str first_name(const struct player *p) {
    struct str name = str_from(json_text(p->kit, "customer"));
    return str_cut(&name, ' ');
}

static struct str desk_name(const struct player *p) {
    if (p->csr.desk.len) return buf_str(&p->csr.desk);
    return str_from(json_text(item_of(p, "desks", 0), "name"));
}

// Appends the value of the place that `line` begins with; returns its length.
static size_t fill_one(const struct fill *fills, int count, const char *line, struct buf *out) {
    for (int i = 0; i < count; i++) {
        size_t len = strlen(fills[i].name);
        if (strncmp(line, fills[i].name, len) != 0) continue;
        buf_append_str(out, fills[i].value);
        return len;
    }
    CHECK_UNREACHABLE(); // the lines above name no other
}

static void line_fill(const struct player *p, const char *line, struct buf *out) {
    const struct fill fills[] = {
        { "{customer}", first_name(p) },
        { "{me}", str_from(p->name) },
        { "{desk}", desk_name(p) },
        { "{quote}", quote_of(buf_str(&p->csr.answer)) },
        { "{terms}", str_from(json_text(item_of(p, "offers", p->csr.offer), "terms")) },
    };
    for (;;) {
        size_t plain = strcspn(line, "{");
        buf_append(out, line, plain);
        line += plain;
        if (!*line) return;
        line += fill_one(fills, sizeof fills / sizeof fills[0], line, out);
    }
}

// ---- moves

static int lines_count(enum move move) {
    int count = 0;
    while (count < LINES_MAX && lines[move][count])
        count++;
    return count;
}

// How long they wait for an answer before they go on by themselves.
#define PATIENCE 22000

static ms speak(struct player *p, enum move move, ms now) {
    struct buf line = { 0 };
    uint32_t once = 0;
    uint32_t *used = move == KEEP || move == ARGUE ? &p->csr.lines : &once;
    line_fill(p, player_pick(p, lines[move], lines_count(move), used), &line);
    ms done = player_say(p, now, move == SAY_BACK ? "restate" : "plain", buf_str(&line));
    buf_deinit(&line);
    player_think(p, done, PATIENCE, PATIENCE + 6000);
    return done;
}

static void wait_deaf(struct player *p, ms until) {
    p->turn_at = p->csr.deaf_until = until;
}

// Desks in turn; a second question to the first gets another answer.
static void move_check(struct player *p, ms now) {
    int count = cJSON_GetArraySize(json_member(p->kit, "desks"));
    if (count == 0) return;
    int k = (int)dice_between(&p->dice, 0, count - 1);
    for (int i = 0; i < count && p->csr.desks >> k & 1; i++)
        k = (k + 1) % count;
    p->csr.desks |= 1u << k;
    const cJSON *desk = item_of(p, "desks", k);
    buf_reset(&p->csr.answer);
    buf_reset(&p->csr.desk);
    buf_append_str(&p->csr.desk, str_from(json_text(desk, "name")));
    ms done = speak(p, CHECK, now);
    buf_printf(agenda_add(&p->agenda, done + 400, "ask_desk"), ",\"desk\":\"%s\"",
               json_text(desk, "id"));
    if (dice_between(&p->dice, 0, 1))
        buf_append_lit(agenda_add(&p->agenda, done + 700, "hold"),
                       ",\"kind\":\"hold\",\"reason\":\"I'm asking another desk\",\"seconds\":60");
    wait_deaf(p, done + 45000); // a desk that never answers
}

// One that needs nobody's leave and was not on the table yet.
static int offer_choose(struct player *p) {
    const cJSON *offers = json_member(p->kit, "offers");
    int count = cJSON_GetArraySize(offers);
    if (count == 0) return -1;
    int k = (int)dice_between(&p->dice, 0, count - 1);
    for (int i = 0; i < count; i++, k = (k + 1) % count) {
        bool theirs = !json_true(cJSON_GetArrayItem(offers, k), "needs_supervisor");
        if (theirs && !(p->csr.offers >> k & 1)) return k;
    }
    return -1;
}

static void move_offer(struct player *p, ms now) {
    int k = offer_choose(p);
    if (k < 0) return;
    p->csr.offers |= 1u << k;
    p->csr.offer = k;
    ms done = speak(p, OFFER, now);
    buf_printf(agenda_add(&p->agenda, done + 300, "offer"), ",\"offer\":\"%s\",\"text\":\"\"",
               json_text(item_of(p, "offers", k), "id"));
}

static void move_promise(struct player *p, ms now) {
    ms done = speak(p, PROMISE, now);
    buf_append_lit(agenda_add(&p->agenda, done + 300, "promise"),
                   ",\"what\":\"A message, also without news\",\"due\":\"today 17:00\"");
}

static void move_help(struct player *p, ms now) {
    static const char *const calls[] = { "They keep getting louder. What now?",
                                         "The desks disagree. What may I promise?" };
    struct buf *fields = agenda_add(&p->agenda, now, "ask_help");
    buf_append_lit(fields, ",\"text\":");
    buf_json_string(fields, str_from(calls[p->temper == TEMPER_LOST]));
    player_think(p, now, 5000, 9000);
}

static void move_breathe(struct player *p, ms now) {
    agenda_add(&p->agenda, now, "breathe");
    player_think(p, now, 2500, 3500);
}

static void move_long_hold(struct player *p, ms now) {
    ms done =
        player_say(p, now, "plain", STR("One moment, I'm looking for your order. Twenty seconds."));
    buf_append_lit(agenda_add(&p->agenda, done + 400, "hold"),
                   ",\"kind\":\"hold\",\"reason\":\"I'm looking for your order\",\"seconds\":20");
    wait_deaf(p, done + 55000);
}

static void move_make(struct player *p, enum move move, ms now) {
    switch (move) {
    case CHECK: move_check(p, now); return;
    case OFFER: move_offer(p, now); return;
    case PROMISE: move_promise(p, now); return;
    case HELP: move_help(p, now); return;
    case BREATHE: move_breathe(p, now); return;
    case LONG_HOLD: move_long_hold(p, now); return;
    case STALL: wait_deaf(p, now + 75000); return;
    case TELL:
        if (p->csr.answer.len) speak(p, TELL, now);
        return;
    default: speak(p, move, now);
    }
}

// The last move is repeated until the time is over.
void csr_turn(struct player *p, ms now) {
    const struct script *s = &scripts[p->temper];
    if (now < p->busy_until || (p->partner_types && !is_heated(p))) {
        player_think(p, now, 600, 1200);
        return;
    }
    enum move move = p->csr.declined ? OFFER : move_next(p);
    if (!p->csr.declined && p->csr.step < s->count - 1) p->csr.step++;
    p->csr.declined = false;
    move_make(p, move, now);
    if (p->turn_at == MS_NEVER) player_think(p, now, 1500, 2500); // there was nothing to do
}

// ---- what they hear

void csr_begin(struct player *p, ms now) {
    struct csr *c = &p->csr;
    buf_reset(&c->answer);
    buf_reset(&c->desk);
    *c = (struct csr){ .answer = c->answer, .desk = c->desk, .offer = -1 };
    player_think(p, now, 7000, 10000); // who calls speaks first
}

static void hear_said(struct player *p, const cJSON *event, ms now) {
    if (!json_is(event, "by", "customer")) return;
    p->partner_types = false;
    if (now < p->busy_until || now < p->csr.deaf_until) return;
    if (move_next(p) == KEEP)
        player_think(p, now, 9000, 16000);
    else
        player_think(p, now, 1800, 4000);
}

static void hear_typing(struct player *p, const cJSON *event, ms now) {
    if (!json_is(event, "by", "customer")) return;
    p->partner_types = json_true(event, "on");
    if (p->partner_types && is_heated(p) && now >= p->busy_until) player_think(p, now, 100, 500);
}

static void hear_answer(struct player *p, const cJSON *event, ms now) {
    buf_reset(&p->csr.answer);
    buf_append_str(&p->csr.answer, str_from(json_text(event, "text")));
    p->csr.deaf_until = 0;
    player_think(p, now, 1500, 3000);
}

static void hear_choice(struct player *p, const cJSON *event, ms now) {
    p->csr.declined = !json_true(event, "accepted");
    player_think(p, now, 2000, 4000);
}

static void hear_card(struct player *p, ms now) {
    if (now < p->busy_until) return;
    ms done = player_say(p, now + 1500, "plain",
                         STR("One second, something has just come in. I'm still with you."));
    player_think(p, done, 6000, 9000);
}

// A trainer's word in the ear: a breath first.
static void hear_whisper(struct player *p, ms now) {
    agenda_add(&p->agenda, now + 1500, "breathe");
    if (p->turn_at != MS_NEVER) p->turn_at += 2000;
}

void csr_heard(struct player *p, const cJSON *event, ms now) {
    if (json_is(event, "type", "said")) hear_said(p, event, now);
    if (json_is(event, "type", "typing_changed")) hear_typing(p, event, now);
    if (json_is(event, "type", "desk_answered")) hear_answer(p, event, now);
    if (json_is(event, "type", "offer_answered")) hear_choice(p, event, now);
    if (json_is(event, "type", "card_shown")) hear_card(p, now);
    if (json_is(event, "type", "whispered")) hear_whisper(p, now);
}
