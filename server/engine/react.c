// Consequences across streams.
#include "engine/react.h"

#include <string.h>

#include "base/log.h"
#include "engine/batch.h"
#include "engine/call.h"
#include "engine/forget.h"
#include "engine/page.h"
#include "engine/submit.h"

static struct session_command engine_command(enum session_command_type type) {
    return (struct session_command){ .type = type, .meta = { .from = ROLE_ENGINE } };
}

// The same command to every session of the round.
static void tell_all(struct room *room, struct session_command command) {
    for (int pair = 1; pair <= room->state.pairs_count; pair++) {
        struct call *call =
            map_get(&room->calls, id_session(room->id, room->state.round, (uint32_t)pair));
        if (call) submit_engine(call, command);
    }
}

static bool person_here(const struct room *room, uint16_t person) {
    return room->people[person] && room->people[person]->here;
}

// Whoever isn't here when the briefs go out starts as dropped.
static void drop_absent(struct call *call, uint16_t person) {
    if (person_here(call->room, person)) return;
    struct session_command drop = engine_command(SESSION_COMMAND_DROP);
    drop.drop.person = person;
    submit_engine(call, drop);
}

static struct str kit_of(const struct room *room, const struct script *script, enum seat seat) {
    const struct setup *setup = &room->state.setup;
    return script_kit(script, seat, str_from(setup->doctrine), setup->focus, setup->focus_count,
                      &engine_staging(room->engine)->arena);
}

static struct session_command open_command(const struct room *room, const struct pair *pair,
                                           const struct script *script, struct str variant) {
    const struct setup *setup = &room->state.setup;
    struct session_command open = engine_command(SESSION_COMMAND_OPEN);
    struct session_command_open *o = &open.open;
    *o = (struct session_command_open){
        .csr = pair->csr,
        .customer = pair->customer,
        .recorded = pair->recorded,
        .scenario = str_from(setup->scenario_hash),
        .rubric = str_from(setup->rubric_hash),
        .lexicon = str_from(setup->lexicon_hash),
        .variant = variant,
        .doctrine = str_from(setup->doctrine),
        .ready_starts = setup->ready_starts,
        .brief_s = setup->brief_s,
        .call_s = setup->call_s,
        .back_s = setup->back_s,
        .score_s = setup->score_s,
        .talk_s = setup->talk_s,
        .dial = script_dial(script),
        .csr_kit = kit_of(room, script, SEAT_CSR),
        .customer_kit = kit_of(room, script, SEAT_CUSTOMER),
        .observer_kit = kit_of(room, script, SEAT_OBSERVER),
    };
    for (int i = 0; i < setup->focus_count; i++)
        o->focus.items[o->focus.count++] = setup->focus[i];
    for (int i = 0; i < pair->observers_count; i++)
        o->observers.items[o->observers.count++] = (int16_t)pair->observers[i];
    return open;
}

static void open_pair(struct room *room, int number) {
    const struct setup *setup = &room->state.setup;
    const struct pair *pair = &room->state.pairs[number - 1];
    struct shelf *shelf = room->engine->shelf;
    const struct edition *scenario =
        shelf_pinned(shelf, LIBRARY_SCENARIO, str_from(setup->scenario_hash));
    struct str variant = scenario ? edition_variant(scenario, pair->variant) : (struct str){ 0 };
    const struct script *script =
        shelf_script(shelf, str_from(setup->scenario_hash), str_from(setup->rubric_hash),
                     str_from(setup->lexicon_hash), variant);
    if (!script) {
        log_error("scenario_missing", "scenario", setup->scenario, "hash", setup->scenario_hash);
        return;
    }
    struct call *call =
        call_new(room, id_session(room->id, room->state.round, (uint32_t)number), script);
    call->memory_only = !pair->recorded;
    submit_engine(call, open_command(room, pair, script, variant));
    drop_absent(call, pair->csr);
    drop_absent(call, pair->customer);
    for (int i = 0; i < pair->observers_count; i++)
        drop_absent(call, pair->observers[i]);
}

static void open_round(struct room *room) {
    calls_forget(room, room->state.round);
    for (int pair = 1; pair <= room->state.pairs_count; pair++)
        open_pair(room, pair);
}

// Without penalty, and without an effect if they don't sit there.
static void leave(struct call *call, uint16_t person) {
    struct session_command command = { .type = SESSION_COMMAND_LEAVE };
    command.meta.from = (uint8_t)session_role_of(&call->state, person);
    command.meta.person = person;
    if (command.meta.from != ROLE_ENGINE) submit_engine(call, command);
}

// Whoever is given a seat may have watched another pair until now.
static void leave_others(const struct call *stays, uint16_t person) {
    struct room *room = stays->room;
    for (int pair = 1; pair <= room->state.pairs_count; pair++) {
        struct call *call =
            map_get(&room->calls, id_session(room->id, room->state.round, (uint32_t)pair));
        if (call && call != stays) leave(call, person);
    }
}

static void give_seat(struct room *room, const struct class_event_seat_given *given) {
    struct call *call =
        map_get(&room->calls, id_session(room->id, room->state.round, (uint32_t)given->pair));
    if (!call) return;
    // Nobody unrecorded is moved into a running recorded session.
    if (call->state.recorded && !room->state.people[given->person].recorded) return;
    struct session_command take = engine_command(SESSION_COMMAND_TAKE_SEAT);
    take.take_seat.seat = given->seat;
    take.take_seat.person = given->person;
    leave_others(call, (uint16_t)given->person);
    submit_engine(call, take);
    drop_absent(call, (uint16_t)given->person);
}

// Somebody is out of the class: their token opens nothing any more, and they leave their session.
static void take_out(struct room *room, uint16_t person) {
    struct call *call = call_of_person(room, person);
    if (room->people[person]) {
        room->people[person]->removed = true;
        stage_person(room, room->people[person]);
    }
    if (call) leave(call, person);
}

void react_to_class(struct room *room, const struct class_event *event) {
    struct session_command command;
    switch (event->type) {
    case CLASS_EVENT_BRIEFS_HANDED_OUT: open_round(room); break;
    case CLASS_EVENT_ROUND_BEGAN: tell_all(room, engine_command(SESSION_COMMAND_START)); break;
    case CLASS_EVENT_ALL_FROZEN:
        tell_all(room, engine_command(event->all_frozen.on ? SESSION_COMMAND_FREEZE
                                                           : SESSION_COMMAND_UNFREEZE));
        break;
    case CLASS_EVENT_ALL_EXTENDED:
        command = engine_command(SESSION_COMMAND_EXTEND);
        command.extend.seconds = event->all_extended.seconds;
        tell_all(room, command);
        break;
    case CLASS_EVENT_TWIST_FIRED_AT_ALL:
        command = engine_command(SESSION_COMMAND_FIRE_TWIST);
        command.fire_twist.twist = event->twist_fired_at_all.twist;
        tell_all(room, command);
        break;
    case CLASS_EVENT_CALLS_ENDED: tell_all(room, engine_command(SESSION_COMMAND_END_CALL)); break;
    case CLASS_EVENT_ROUND_ENDED:
    case CLASS_EVENT_ROUND_CANCELLED: tell_all(room, engine_command(SESSION_COMMAND_FINISH)); break;
    case CLASS_EVENT_SEAT_GIVEN: give_seat(room, &event->seat_given); break;
    case CLASS_EVENT_PERSON_REMOVED: take_out(room, (uint16_t)event->person_removed.person); break;
    case CLASS_EVENT_CLASS_CLOSED: forget_unrecorded(room, 0); break;
    case CLASS_EVENT_CLASS_ESTABLISHED:
    case CLASS_EVENT_PERSON_ENTERED:
    case CLASS_EVENT_LOCKED:
    case CLASS_EVENT_ROUND_PROPOSED:
    case CLASS_EVENT_PAIRS_CHANGED:
    case CLASS_EVENT_SESSION_LOST: break;
    }
}

// It stood still when the others began, and begins as soon as it runs.
void react_to_session(struct call *call, const struct session_event *event) {
    bool runs_again = event->type == SESSION_EVENT_RESUMED || event->type == SESSION_EVENT_UNFROZEN;
    if (runs_again && call->state.phase == PHASE_BRIEF &&
        call->room->state.phase == ROUND_PHASE_RUNNING)
        submit_engine(call, engine_command(SESSION_COMMAND_START));
}

void react_to_sheet(struct paper *paper, const struct sheet_event *event) {
    struct call *call = map_get(&paper->room->calls, id_session_of(paper->stream));
    if (event->type == SHEET_EVENT_PUBLISHED) page_link(paper);
    if (event->type == SHEET_EVENT_PUBLISHED || event->type == SHEET_EVENT_WITHDRAWN)
        paper->room->places_dirty = true;
    if (event->type != SHEET_EVENT_SUBMITTED || !call) return;
    const struct sheet *sheet = &paper->state;
    struct session_command in = engine_command(SESSION_COMMAND_HAND_IN);
    in.hand_in.person = sheet->scorer;
    in.hand_in.kind = sheet->kind;
    for (int i = 0; i < sheet->focus_count; i++)
        in.hand_in.scores.items[in.hand_in.scores.count++] =
            sheet->scored[sheet->focus[i]] ? sheet->values[sheet->focus[i]] : SCORE_NA;
    submit_engine(call, in);
}
