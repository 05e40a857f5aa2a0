// A session on a stage: fake time, a small scenario, and a transcript of what happened.
//
// The stage does what the engine does around the session machine (deadlines before commands, every
// event folded), and checks on the way what must hold always: positions dense per role, deadlines
// that move on, clocks that never fall. stage_end replays the transcript and compares the states.
#pragma once

#include "core/session.h"
#include "lib/test.h"

enum { CSR = 1, CUSTOMER = 2, OBSERVER = 3, SPARE = 4, TRAINER = PERSON_TRAINER };

struct stage {
    struct session s;
    struct scenario scenario; // desks, offers, facts, supervisor; twists are added by a test
    ms now;                   // up
    bool off_book;            // commands go without an id
    uint32_t counters[ROLE_COUNT];
    uint16_t persons[ROLE_COUNT]; // who speaks for a role

    struct session_event out[SESSION_EVENTS]; // of the last decision
    int count;
    const char *path; // of the last refusal

    struct session_event *history; // owned
    int history_count, history_cap;
    int shown; // events of the history that stage_events told already
};

void stage_init(struct stage *st); // a stage without a session
void stage_open(struct stage *st); // opened, in brief: csr 1, customer 2, observer 3
void stage_call(struct stage *st); // opened, in call
void stage_phase(struct stage *st, enum phase phase); // opened and brought there by its usual way
void stage_end(struct stage *st);

struct session_command stage_opening(void); // the command that stage_open gives

// Lets time pass until this up time, or for so long; what is due on the way happens then.
void stage_until(struct stage *st, ms up_ms);
void stage_pass(struct stage *st, ms span);

// Gives a command at the present time.
enum refusal stage_do(struct stage *st, enum role from, const struct session_command *command);
#define DO(st, role, name, ...)                                                                    \
    stage_do(st, ROLE_##role,                                                                      \
             &(struct session_command){ .type = SESSION_COMMAND_##name, ##__VA_ARGS__ })

// The types of all events since the last time, "said twist_fired"; ticked is left out.
#define assert_events(st, expected) stage_assert_events(st, expected, __FILE__, __LINE__)
void stage_assert_events(struct stage *st, const char *expected, const char *file, int line);
void stage_forget(struct stage *st); // what happened until now isn't asked for

// The latest event of a type; fails the test if there is none.
const struct session_event *stage_last(const struct stage *st, enum session_event_type type);

// Adds a twist with cards for both seats. Returns it to be changed.
struct twist *stage_twist(struct stage *st, const char *id);

#define SECONDS(n) ((n)*MS_SECOND)
