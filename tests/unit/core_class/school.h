// A class under test: commands go in as the engine would give them, what is decided is folded, and
// all events are kept, so that they can be folded again.
#pragma once

#include "lib/test.h"

#include "core/class.h"

#define TRAINER PERSON_TRAINER

struct school {
    struct class_state state;
    struct class_event last[CLASS_EVENTS]; // of the last command
    int count;
    const char *path;
    struct class_event *log; // owned
    size_t log_count, log_size;
    ms now;
    uint32_t counter; // of the trainer's next command
    char text[4096];  // of school_plan
};

// An established class with people 1 to `people` in it, all of them recorded. Owned.
struct school *school_new(int people);
void school_free(struct school *s);

// A command from whom the schema lets give it, with the next id if that is the trainer.
struct class_command school_command(struct school *s, enum class_command_type type);

// Decides and folds. A refusal is asserted to bring no event.
enum refusal school_give(struct school *s, const struct class_command *command);

// The commands that tests give most. They return what was refused.
enum refusal school_plain(struct school *s, enum class_command_type type); // one without fields
enum refusal school_enter(struct school *s, int person, bool recorded);
enum refusal school_remove(struct school *s, int person);
enum refusal school_swap(struct school *s, int a, int b);
enum refusal school_move(struct school *s, int person, int pair, enum seat seat);
enum refusal school_substitute(struct school *s, int pair, enum seat seat, int person);

// A proposal of the scenario "late" with two variants, and all who are in.
struct class_command school_proposal(struct school *s);
enum refusal school_propose(struct school *s, int64_t seed);

// From the lobby to the lobby.
void school_play_round(struct school *s, int64_t seed);

// Changes the proposal to a plan in the notation of the README.
void school_arrange(struct school *s, const char *plan);

// The plan in that notation; valid until the next call.
const char *school_plan(struct school *s);

// All events again, from an empty class: the state must be the same.
void school_replay(const struct school *s);
