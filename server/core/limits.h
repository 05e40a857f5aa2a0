// The limits of the core, each with its reason. State has a fixed size because these are.
#pragma once

#define PEOPLE_MAX     320 // of a class: a school's year at once; 480 numbers belong to trainees
#define PERSON_TRAINER 481 // the first trainer's number in a class; smaller numbers are trainees
#define PERSON_MAX     511 // nine bits of a stream id
#define PAIRS_MAX      160 // of a round: PEOPLE_MAX in twos
#define OBSERVERS_MAX  8   // of a session: more crowd a phone's screen and the pair
#define ROUNDS_MAX     255 // of a class: eight bits of a stream id
#define DESKS_MAX      6   // of a scenario: more isn't read under time pressure
#define OFFERS_MAX     12  // of a scenario
#define FACTS_MAX      8   // of a variant
#define TWISTS_MAX     16  // of a scenario
#define CONDITIONS_MAX 4   // of a twist
#define VARIANTS_MAX   4   // of a scenario
#define SCENARIOS_MAX                                                                              \
    16 // of a class whose truths are remembered: more than a course plays in a month
#define DEALS_MAX    16 // offers put, and promises made, in one call; then it's a habit, not an offer
#define FOCUS_MAX    3  // criteria of a round: two eyes, three things
#define CRITERIA_MAX 24 // of a rubric
#define EVIDENCE_MAX 16 // moments of one criterion on one sheet
#define SESSION_EVENTS                                                                             \
    72 // from one command: a line that meets every twist of a scenario makes 3 and 16 times 3
#define MOMENT_EVENTS                                                                              \
    64 // room that a tick wants for one more moment: all twists, all desks, a phase that ends
#define CLASS_EVENTS   4  // from one command
#define DIAL_MAX       10 // the hottest
#define DESK_ASKS_MAX  8  // of one desk in a call: then somebody is poking at it
#define SUPERVISOR_MAX 3  // requests for a supervisor in a call
#define TWIST_FIRED_MAX                                                                            \
    8 // times that a twist with a cool-down fires by itself: more is a drum, not a scene
#define HAND_FIRED_MAX 3 // of one twist by hand: then it's no surprise
#define BOOKS_MAX                                                                                  \
    28 // command books of a stream: two each for two seats and eight observers, four each for two
       // trainers
#define BOOK_LAST 16 // a client keeps at most 16 commands open

#define GRACE_MS                                                                                   \
    30000 // a dropped seat's partner waits this long before choosing: a phone's way through a lift
#define RESUME_WAIT_MS  30000 // after a restart: how long the seats are waited for
#define TICK_SILENCE_MS 10000 // a live session silent for this long writes its clocks down
#define DIAL_WINDOW_MS                                                                             \
    1000 // the dial: a client sends at most two values a second, and what a stalled network
#define DIAL_WINDOW_MAX                                                                            \
    10 // delivers at once is still taken; more than this in a window is not a hand
#define BACKCHANNEL_WORDS 4      // "I see": never an interruption
#define SECONDS_MAX       14400  // any length in seconds that an event tells (schema: seconds)
#define COUNT_MAX         100000 // any count that an event tells
