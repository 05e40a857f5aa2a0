// What the files of the load program share: one run, its pairs, their people.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "host.h"
#include "link.h"
#include "sample.h"

enum {
    PAIRS_MAX = 9000,       // two descriptors each, of the 20,000 that a process gets
    CLASS_PEOPLE_MAX = 320, // of a class of ours
    OPEN_MAX = 16,          // lines of one speaker without an answer; the rest waits here
    OBSERVERS_MAX = 4,      // of a pair
    WALLS_MAX = 8,          // of a class
    SLICES = 5,             // a measurement is cut into, to see whether it drifts
};

enum part { PART_SEAT, PART_OBSERVER, PART_TRAINER, PART_WALL };

enum seat { CSR, CUSTOMER, NO_SEAT };

struct speech;

struct settings {
    const struct speech *speech;
    const char *const *server; // the command that starts it, ends with NULL
    const char *folder, *json; // json: NULL: none
    const char *hook;          // run as HOOK begin PID and HOOK end PID around what is measured
    int32_t pairs, seconds, warm_up, bytes;
    int32_t rounds;        // in lockstep; 0: none
    int32_t rate_milli;    // lines a second of a pair, times 1000; 0: as fast as they are answered
    int32_t lines_max;     // of a pair; 0: no end but time
    int32_t joins_at_once; // 0: all
    int32_t observers;     // of each pair
    int32_t walls;         // of each class
    int32_t class_people;  // at most, seats and observers
    bool pin;              // the server on the first core, this program on the last
    bool idle;             // people join, and that is all
    bool debrief;          // the calls end, everybody scores
    bool read_back;        // the recordings
    bool restart;          // kill -9 in the middle of the talk, and start again
};

struct class;

// What a client has heard of one speaker: numbers count up from 1.
struct ear {
    int64_t heard; // the highest number
    uint64_t seen; // bit k: heard - k came
};

struct client {
    struct link link;
    enum part part;
    enum seat seat;
    struct class *class_;
    struct client *partner; // NULL: not seated
    uint32_t pair;          // of all pairs of the run, from 0
    bool joined, in_call;
    bool resuming; // after a restart: not back in the call yet
    bool put_off;  // what it said has to be said again when the call goes on
    bool said_again;
    char address[64];  // of a room that was reserved for it (colyseus)
    char token[44];    // coolhead: who this is
    uint32_t instance; // of the last welcome
    uint32_t ids;      // of the last command
    uint32_t first_id; // of the command before the first line
    uint64_t session, sheet;
    uint32_t n;                  // of the last event
    int64_t tries, again_us;     // coming back after a restart; 0: not waiting
    int64_t due, said, accepted; // lines: scheduled, sent, answered
    int64_t said_us;             // when the last one went out
    struct ear ears[2];          // by the speaker's seat
};

// A class of ours; relays have one that holds everybody.
struct class {
    struct run *run;
    struct client trainer;
    struct client *walls;
    uint64_t stream;
    char code[8];
    uint32_t first_pair;
    int32_t pairs;
    struct client *people;  // 2 * pairs, then the observers
    struct client **seated; // by pair of this class and seat; NULL: nobody yet
    uint64_t reading;       // the session that is being read back; 0: none
    int32_t read;           // sessions read back
    struct ear read_ears[2];
    int32_t step; // of its round, see class.c
};

// What a stretch of the run took.
struct cost {
    double server_s, own_s, wall_s;
    int64_t lines, rss_kib; // rss_kib: at its end
};

struct faults {
    int64_t lost, twice, misrouted, reordered, refused, cut;
};

struct run {
    struct settings settings;
    struct host host;
    char cookie[120];
    int epoll;
    struct class *classes;
    int32_t classes_count;
    int32_t people;                  // who is to join
    int32_t rooms;                   // classes whose code is known
    int32_t opened, joined, in_call; // people
    int32_t watching, resumed, over; // observers; after a restart; after the debrief
    bool talking, measuring, reading;
    int64_t messages;     // that came, of any kind
    int64_t talk_us;      // when the schedule of open loop begins
    int64_t scheduled;    // lines, over all pairs
    struct sample lag;    // from the scheduled time to the partner's reading
    struct sample commit; // from the scheduled time to the acceptance
    struct faults faults;
    struct cost slices[SLICES];
    int64_t slice_lines;        // where lines end the talk: how many end this slice
    int64_t lines, copies;      // delivered to partners, and to observers, while measuring
    int64_t late;               // due and not there when the measuring ended
    int64_t tiles;              // messages to walls while measuring
    int64_t accepted, recorded; // of the whole run
    // The figures of a run that are no part of the talk; 0: not measured.
    double join_s, call_s, start_s, resume_s, read_s;
    struct sample list;                                // a page of the list of recordings
    int64_t rss_start, rss_joined, rss_call, rss_talk; // KiB
    struct sample disk;
};

// How a protocol says things. Each is a file speak_*.c.
struct speech {
    const char *name, *about;
    enum framing framing;
    bool records;                                    // classes, briefs, recordings: ours
    bool (*begin)(struct run *r, struct client *c);  // connects a client
    bool (*opened)(struct run *r, struct client *c); // its link is open
    bool (*hear)(struct run *r, struct client *c, struct str message);
    void (*say)(struct run *r, struct client *c, struct str text);
    uint32_t around; // bytes of a message that aren't the line's text
};

extern const struct speech speech_coolhead, speech_tcp, speech_websocket, speech_socketio,
    speech_colyseus;

int64_t now_us(void);

// ---- load.c

bool client_connect(struct run *r, struct client *c, enum framing framing,
                    const struct link_target *target);
void client_send(struct run *r, struct client *c, struct str message, bool binary);
void client_joined(struct run *r, struct client *c);               // the server has taken it
void client_seat(struct client *c, uint32_t pair, enum seat seat); // in its class

// ---- talk.c

void line_heard(struct run *r, struct client *c, struct str text);
void line_accepted(struct run *r, struct client *c); // the oldest that has no answer
void talk_count_late(struct run *r);                 // open loop: what is due and hasn't come
void line_recorded(struct run *r, struct class *k, struct str text);
void turn_take(struct run *r, struct client *c);   // says what this client may say now
void lines_schedule(struct run *r);                // open loop: what has come due until now
int64_t next_due_us(const struct run *r);          // open loop; INT64_MAX: nothing
bool lines_are_quiet(const struct run *r);         // all that was said has come everywhere
void lines_again(struct run *r, struct client *c); // after a reconnect: what has no answer
void talk_count_missing(struct run *r);            // at the end: what never came

// ---- class.c

bool classes_make(struct run *r);
void classes_free(struct run *r);
void classes_again(struct run *r); // after a restart: the trainers come back
int32_t class_people(const struct run *r, const struct class *k); // seats and observers
void class_talk(struct run *r);                                   // every class: brief and call
void class_watch(struct run *r);                                  // the walls
void class_end(struct run *r);                                    // every class: the calls end
bool classes_list(struct run *r); // asks for a page of the list of recordings, again and again
void class_read(struct run *r);   // every class: recordings are read back
bool trainer_hear(struct run *r, struct client *c, struct str message);

// ---- report.c

void run_print(struct run *r);
bool run_write(struct run *r, const char *file);
bool run_is_sound(const struct run *r);
