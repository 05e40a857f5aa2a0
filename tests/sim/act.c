// What people mostly do makes sense where they sit; now and then somebody does what they may not.
#include "act.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "core/limits.h"
#include "sim.h"
#include "world.h"

enum { TRAINERS = 3, FIELDS_MAX = 400 };

struct doing { // what somebody is about to send
    const char *type;
    char fields[FIELDS_MAX];
    struct mark mark;
};

static uint32_t pick(struct sim *sim, uint32_t limit) {
    return chance_below(&sim->chance, limit);
}

static bool coin(struct sim *sim) {
    return pick(sim, 2) == 1;
}

static const char *one_of(struct sim *sim, const char *const *words, uint32_t count) {
    return words[pick(sim, count)];
}

#define ONE_OF(sim, ...)                                                                           \
    one_of(sim, (const char *const[]){ __VA_ARGS__ },                                              \
           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static void say_that(struct doing *doing, const char *type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void say_that(struct doing *doing, const char *type, const char *format, ...) {
    va_list args;
    va_start(args, format);
    doing->type = type;
    vsnprintf(doing->fields, sizeof doing->fields, format, args);
    va_end(args);
}

// A text with a canary of its own.
static const char *words(struct sim *sim, struct doing *doing, char kind) {
    static char text[80];
    doing->mark = (struct mark){ .kind = kind, .number = ++sim->marks };
    snprintf(text, sizeof text, "~%c%u~ %s", kind, sim->marks,
             ONE_OF(sim, "I see.", "Where is it?", "We are sorry for that.", "Listen, it is late.",
                    "That makes me angry", "Let me look into it for you now."));
    return text;
}

// ── at a seat ──

static const char *flag(struct sim *sim) {
    return coin(sim) ? "true" : "false";
}

static void talk(struct sim *sim, struct doing *doing) {
    const char *act = ONE_OF(sim, "plain", "plain", "restate", "boundary");
    const char *text = words(sim, doing, 's');
    say_that(doing, "say", "\"act\":\"%s\",\"text\":\"%s\"", act, text);
}

static void do_anywhere(struct sim *sim, struct doing *doing) {
    switch (pick(sim, 9)) {
    case 0:
    case 1:
    case 2: say_that(doing, "ask_help", "\"text\":\"%s\"", words(sim, doing, 'h')); break;
    case 3:
    case 4: say_that(doing, "sleep", "\"asleep\":%s", flag(sim)); break;
    case 5: say_that(doing, "step_out", "%s", ""); break;
    case 6:
        say_that(doing, "choose", "\"choice\":\"%s\"", ONE_OF(sim, "wait", "wait", "end"));
        break;
    case 7: say_that(doing, pick(sim, 4) ? "ready" : "leave", "%s", ""); break;
    default: say_that(doing, "mark", "\"note\":\"%s\"", words(sim, doing, 'm')); break;
    }
}

static void do_as_csr(struct sim *sim, struct doing *doing) {
    switch (pick(sim, 14)) {
    case 0: say_that(doing, "ask_desk", "\"desk\":\"%s\"", ONE_OF(sim, "depot", "billing")); break;
    case 1:
        say_that(doing, "hold", "\"kind\":\"%s\",\"seconds\":%u,\"reason\":\"%s\"",
                 ONE_OF(sim, "hold", "ring_back"), 10 + pick(sim, 20), words(sim, doing, 'r'));
        break;
    case 2: say_that(doing, "end_hold", "%s", ""); break;
    case 3:
        say_that(doing, "offer", "\"offer\":\"%s\",\"text\":\"%s\"",
                 ONE_OF(sim, "refund", "voucher", "tonight"), words(sim, doing, 'o'));
        break;
    case 4:
        say_that(doing, "promise", "\"what\":\"%s\",\"due\":\"tomorrow\"", words(sim, doing, 'p'));
        break;
    case 5: say_that(doing, "ask_supervisor", "\"reason\":\"%s\"", words(sim, doing, 'r')); break;
    case 6: say_that(doing, "breathe", "%s", ""); break;
    case 7:
    case 8: say_that(doing, "typing", "\"on\":%s", flag(sim)); break;
    default: talk(sim, doing); break;
    }
}

static void do_as_customer(struct sim *sim, struct doing *doing, const struct browser *browser) {
    switch (pick(sim, 14)) {
    case 0:
    case 1:
    case 2: say_that(doing, "dial", "\"value\":%u", pick(sim, 11)); break;
    case 3: say_that(doing, "finish_story", "%s", ""); break;
    case 4: say_that(doing, "reveal", "\"fact\":\"%s\"", ONE_OF(sim, "wedding", "money")); break;
    case 5:
    case 6:
        say_that(doing, "answer_offer", "\"number\":%u,\"accept\":%s",
                 1 + pick(sim, (uint32_t)browser->offers + 1), flag(sim));
        break;
    case 7:
    case 8: say_that(doing, "typing", "\"on\":%s", flag(sim)); break;
    default: talk(sim, doing); break;
    }
}

static void do_on_sheet(struct sim *sim, struct doing *doing, const struct browser *browser) {
    uint32_t criterion = pick(sim, 4), moment = 1 + pick(sim, (uint32_t)browser->tells + 2);
    switch (pick(sim, 12)) {
    case 0:
        say_that(doing, "comment", "\"criterion\":%u,\"text\":\"%s\"", criterion,
                 words(sim, doing, 'c'));
        break;
    case 1: say_that(doing, "advise", "\"text\":\"%s\"", words(sim, doing, 'a')); break;
    case 2:
    case 3: say_that(doing, "submit", "%s", ""); break;
    case 4:
        say_that(doing, coin(sim) ? "attach" : "detach", "\"criterion\":%u,\"moment\":%u",
                 criterion, moment);
        break;
    case 5:
        say_that(doing, "praise", "\"place\":%u,\"moment\":%u,\"text\":\"%s\"", 1 + pick(sim, 3),
                 moment - 1, words(sim, doing, 'v'));
        break;
    default:
        say_that(doing, "score", "\"criterion\":%u,\"value\":\"%s\"", criterion,
                 ONE_OF(sim, "na", "1", "2", "3", "4", "5"));
        break;
    }
}

static void send(struct sim *sim, struct browser *browser, uint64_t stream,
                 const struct doing *doing) {
    if (!browser->welcomed || browser->open_count == OPEN_MAX || !doing->type) return;
    char where[40] = "the class";
    if (id_kind(stream) != STREAM_CLASS)
        snprintf(where, sizeof where, "%s %u.%u",
                 id_kind(stream) == STREAM_SHEET ? "the sheet of" : "session", id_round_of(stream),
                 id_index_of(stream));
    sim_tell(sim, "%s sends %s %s to %s", browser->name, doing->type, doing->fields, where);
    browser_command(browser, doing->type, stream, doing->mark, doing->fields);
}

static void trainee_acts(struct sim *sim, struct browser *browser) {
    struct doing doing = { 0 };
    if (browser->session == 0) return;
    bool scores = browser->phase >= 2 && pick(sim, 4) > 0;
    bool csr = strcmp(browser->seat, "csr") == 0, observer = strcmp(browser->seat, "observer") == 0;
    if (scores)
        do_on_sheet(sim, &doing, browser);
    else if (browser->phase != 1 && pick(sim, 4) == 0)
        say_that(&doing, "ready", "%s", "");
    else if (observer || pick(sim, 12) == 0)
        do_anywhere(sim, &doing);
    else if (csr)
        do_as_csr(sim, &doing);
    else
        do_as_customer(sim, &doing, browser);
    send(sim, browser, scores ? browser->sheet : browser->session, &doing);
}

// ── the trainer ──

static void do_to_pair(struct sim *sim, struct doing *doing) {
    switch (pick(sim, 12)) {
    case 0: say_that(doing, "mark", "\"note\":\"%s\"", words(sim, doing, 'm')); break;
    case 1: say_that(doing, "answer_help", "%s", ""); break;
    case 2: say_that(doing, "start", "%s", ""); break;
    case 3: say_that(doing, "freeze", "%s", ""); break;
    case 4:
    case 5:
    case 6: say_that(doing, "unfreeze", "%s", ""); break;
    case 7: say_that(doing, "extend", "\"seconds\":%u", 10 + pick(sim, 30)); break;
    case 8:
        say_that(doing, "fire_twist", "\"twist\":\"%s\"",
                 ONE_OF(sim, "neighbour", "boss", "hello", "rival"));
        break;
    case 9: say_that(doing, pick(sim, 3) ? "answer_help" : "end_call", "%s", ""); break;
    default:
        say_that(doing, "whisper", "\"to_csr\":%s,\"to_customer\":%s,\"text\":\"%s\"", flag(sim),
                 flag(sim), words(sim, doing, 'w'));
        break;
    }
}

static void propose(struct sim *sim, struct doing *doing) {
    say_that(doing, "propose",
             "\"scenario\":\"late_parcel\",\"rubric\":\"calm\",\"doctrine\":\"facts_first\","
             "\"brief_s\":15,\"call_s\":%u,\"back_s\":10,\"score_s\":30,\"talk_s\":30,"
             "\"ready_starts\":%s,\"focus\":[0,1,2],\"reshuffle\":%s",
             30 + pick(sim, 180), flag(sim), flag(sim));
}

static void do_to_round(struct sim *sim, struct doing *doing, const struct browser *trainer) {
    uint32_t person = 1 + pick(sim, 6), pair = 1 + pick(sim, 3);
    switch (pick(sim, 10)) {
    case 0: say_that(doing, "freeze_all", "%s", ""); break;
    case 1: say_that(doing, "unfreeze_all", "%s", ""); break;
    case 2: say_that(doing, "extend_all", "\"seconds\":%u", 10 + pick(sim, 30)); break;
    case 3: say_that(doing, "fire_twist_all", "\"twist\":\"rival\""); break;
    case 4:
        say_that(doing, "substitute", "\"person\":%u,\"pair\":%u,\"seat\":\"%s\"", person, pair,
                 ONE_OF(sim, "csr", "customer", "observer"));
        break;
    case 5:
        say_that(doing, "move", "\"person\":%u,\"pair\":%u,\"seat\":\"%s\"", person, pick(sim, 3),
                 ONE_OF(sim, "csr", "customer", "observer"));
        break;
    case 6: say_that(doing, "swap", "\"a\":%u,\"b\":%u", person, 1 + pick(sim, 6)); break;
    case 7: say_that(doing, "lock", "\"on\":%s", pick(sim, 4) ? "false" : "true"); break;
    case 8:
        if (pick(sim, 4) == 0) say_that(doing, "remove", "\"person\":%u", person);
        break;
    default: say_that(doing, trainer->round_phase == 3 ? "end_calls" : "cancel", "%s", ""); break;
    }
}

// What brings a round on.
static void do_next(struct sim *sim, struct doing *doing, const struct browser *trainer) {
    static const char *const next[] = { "", "hand_out", "begin", "end_round" };
    if (trainer->round_phase == 0)
        propose(sim, doing);
    else if (trainer->round_phase != 3 || pick(sim, 25) == 0)
        say_that(doing, next[trainer->round_phase], "%s", "");
}

static void trainer_looks(struct sim *sim, struct browser *trainer) {
    if (trainer->round == 0 || trainer->pairs == 0) return;
    uint64_t class_stream = id_class_stream(sim->class_id[trainer->class_index]);
    uint64_t session = id_session(sim->class_id[trainer->class_index], (uint32_t)trainer->round,
                                  1 + pick(sim, (uint32_t)trainer->pairs));
    for (int i = 0; i < TRACKS_MAX; i++)
        if (trainer->tracks[i].stream && trainer->tracks[i].stream != class_stream)
            browser_forget(trainer, trainer->tracks[i].stream);
    trainer->session = session;
    trainer->sheet = id_sheet(session, PERSON_TRAINER);
    sim_tell(sim, "%s looks at %u.%u", trainer->name, id_round_of(session), id_index_of(session));
    browser_follow(trainer, session);
    browser_follow(trainer, trainer->sheet);
}

static void trainer_acts(struct sim *sim, struct browser *trainer) {
    struct doing doing = { 0 };
    uint64_t stream = id_class_stream(sim->class_id[trainer->class_index]);
    uint32_t what = pick(sim, 8);
    if (what == 0) trainer_looks(sim, trainer);
    if (what == 1 && trainer->session) {
        if (pick(sim, 8) == 0)
            say_that(&doing, coin(sim) ? "publish" : "withdraw", "%s", "");
        else
            do_on_sheet(sim, &doing, trainer);
        stream = trainer->sheet;
    } else if (what <= 3 && trainer->session) {
        do_to_pair(sim, &doing);
        stream = trainer->session;
    } else if (what == 4) {
        do_to_round(sim, &doing, trainer);
    } else {
        do_next(sim, &doing, trainer);
    }
    send(sim, trainer, stream, &doing);
}

// ── what nobody may ──

// Anybody's command, to any stream there is or is not.
static void misbehave(struct sim *sim, struct browser *browser) {
    struct doing doing = { 0 };
    uint32_t class_id = sim->class_id[pick(sim, CLASSES)];
    uint64_t stream = id_session(class_id, 1 + pick(sim, 3), 1 + pick(sim, 3));
    switch (pick(sim, 6)) {
    case 0: do_as_csr(sim, &doing); break;
    case 1: do_as_customer(sim, &doing, browser); break;
    case 2: do_to_pair(sim, &doing); break;
    case 3:
        do_next(sim, &doing, browser);
        stream = id_class_stream(class_id);
        break;
    case 4:
        do_on_sheet(sim, &doing, browser);
        stream = id_sheet(stream, 1 + pick(sim, 6));
        break;
    default:
        sim_tell(sim, "%s asks for %u.%u of class %u", browser->name, id_round_of(stream),
                 id_index_of(stream), class_id);
        if (browser->welcomed && !browser_track(browser, stream)) {
            char text[80];
            snprintf(text, sizeof text, "{\"type\":\"watch\",\"stream\":%llu,\"n\":0}",
                     (unsigned long long)stream);
            browser_send(browser, text);
        }
        return;
    }
    if (coin(sim) && browser->session && id_kind(stream) == STREAM_SESSION)
        stream = browser->session;
    send(sim, browser, stream, &doing);
}

// ── the network and the page ──

static void network_acts(struct sim *sim, struct browser *browser) {
    struct wire *wire = browser->wire;
    switch (pick(sim, 8)) {
    case 0:
    case 1:
    case 2:
        if (!wire) return;
        sim->figures.cuts++;
        sim_tell(sim, "%s's connection is cut", browser->name);
        browser_close(browser, false, pick(sim, 3) ? 0 : chance_between(&sim->chance, 0, 8000));
        break;
    case 3:
        if (!wire) return;
        sim_tell(sim, "nothing gets to %s for a while", browser->name);
        wire->stalled_until = sim->now + chance_between(&sim->chance, 100, 12000);
        break;
    case 4:
        if (wire) wire->slowest = chance_between(&sim->chance, 1, 3000);
        break;
    case 5:
        sim_tell(sim, "%s sends again, without a reason", browser->name);
        browser_send_again(browser);
        break;
    case 6:
        if (!browser->session || !browser_track(browser, browser->session) || !browser->welcomed)
            return;
        sim_tell(sim, "%s asks again for what it follows", browser->name);
        browser_follow(browser, browser->session);
        break;
    default:
        if (!browser->welcomed || browser->account || pick(sim, 6)) return;
        sim_tell(sim, "%s quits", browser->name);
        browser_send(browser, "{\"type\":\"quit\"}");
        break;
    }
}

static void page_acts(struct sim *sim, struct browser *browser) {
    if (browser->away || pick(sim, 8) == 0) {
        sim_tell(sim, "%s opens the page", browser->name);
        browser_open(browser, true);
    } else if (pick(sim, 6) == 0) {
        sim_tell(sim, "%s closes the page", browser->name);
        browser_close(browser, true, 0);
    }
}

// ── the server and its disk ──

static void disk_acts(struct sim *sim) {
    struct disk *disk = &sim->disk;
    int class_index = (int)pick(sim, CLASSES);
    switch (pick(sim, 6)) {
    case 0:
        sim_tell(sim, "the disk fills up at the next write");
        disk_fail_next(disk, coin(sim) ? ERR_FULL : ERR_IO, 0);
        break;
    case 1:
    case 2:
        sim_tell(sim, "the next write of class %d is not taken", class_index + 1);
        disk_fail_next(disk, ERR_CONSTRAINT, sim->class_id[class_index]);
        break;
    default:
        disk->slowest = ONE_OF(sim, "a", "b", "c")[0] == 'a' ? 1 : 1 << pick(sim, 11);
        sim_tell(sim, "the disk takes up to %lld ms", (long long)disk->slowest);
        break;
    }
    sim->figures.disk_faults++;
}

static void server_acts(struct sim *sim) {
    switch (pick(sim, 8)) {
    case 0:
    case 1:
    case 2:
    case 3:
        sim_tell(sim, "the server crashes");
        world_crash(sim);
        break;
    case 4:
    case 5:
        sim_tell(sim, "the server restarts");
        world_restart(sim);
        break;
    case 6: {
        ms gap = chance_between(&sim->chance, 2000, coin(sim) ? 10000 : 400000);
        sim_tell(sim, "nobody calls the server for %lld ms", (long long)gap);
        world_sleep(sim, gap);
        break;
    }
    default: {
        int class_index = (int)pick(sim, CLASSES);
        sim_tell(sim, "another server takes class %d", class_index + 1);
        world_take_away(sim, class_index);
        break;
    }
    }
}

static ms pause(struct sim *sim) {
    uint32_t how = pick(sim, 20);
    if (how < 11) return chance_between(&sim->chance, 0, 250);
    if (how < 19) return chance_between(&sim->chance, 0, 1500);
    return chance_between(&sim->chance, 0, 9000);
}

void act_step(struct sim *sim) {
    sim->disk.chance = sim->chance;
    world_until(sim, sim->now + pause(sim));
    if (sim->fault.any) return;
    uint32_t what = pick(sim, 1000);
    struct browser *trainer = &sim->browsers[pick(sim, TRAINERS)];
    struct browser *trainee =
        &sim->browsers[TRAINERS + pick(sim, (uint32_t)sim->browsers_count - TRAINERS)];
    struct browser *anybody = &sim->browsers[pick(sim, (uint32_t)sim->browsers_count)];
    if (what < 620)
        trainee_acts(sim, trainee);
    else if (what < 780)
        trainer_acts(sim, trainer);
    else if (what < 820)
        misbehave(sim, anybody);
    else if (what < 880)
        network_acts(sim, anybody);
    else if (what < 980)
        page_acts(sim, anybody);
    else if (what < 993)
        disk_acts(sim);
    else
        server_acts(sim);
}

// ── a beginning ──

void act_begin(struct sim *sim) {
    static const char *const next[] = { "hand_out", "begin" };
    struct browser *trainer = &sim->browsers[0];
    uint64_t stream = id_class_stream(sim->class_id[trainer->class_index]);
    struct doing doing = { 0 };
    for (int i = 0; i < sim->browsers_count; i++)
        browser_open(&sim->browsers[i], true);
    world_until(sim, sim->now + 5 * MS_SECOND);
    propose(sim, &doing);
    send(sim, trainer, stream, &doing);
    for (int i = 0; i < 2; i++) {
        world_until(sim, sim->now + MS_SECOND);
        say_that(&doing, next[i], "%s", "");
        send(sim, trainer, stream, &doing);
    }
    world_until(sim, sim->now + MS_SECOND);
}
