// A client as the protocol describes it: somebody at a page.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct cJSON;
struct stage;

enum {
    LOG_MAX = 2000,    // events that somebody is sent in a story
    OPEN_MAX = 16,     // commands without an answer, as for every client
    POSITIONS_MAX = 8, // streams that somebody follows in a story
};

struct seen {        // an event as it came
    uint64_t stream; // 0: a notice, or of a seat that they no longer have
    uint32_t n;
    char *json;
};

struct player {
    struct stage *stage;
    char name[24];
    uint32_t account; // of a trainer; 0: a trainee
    uint32_t class_id;
    bool recorded;
    char code[8], token[44]; // that a trainee joins with
    uint64_t conn;           // 0: no socket
    bool lost;               // the server ended the socket without saying why: comes back
    bool enters;             // joins if the server doesn't know them
    uint32_t instance, counter;
    uint16_t person;
    struct cJSON *place, *room, *tiles; // the latest of each; NULL: none yet
    char seat[12];
    uint64_t session, sheet; // of the place, or of the pair that a trainer watches
    bool types, sleeps;      // what their page tells again after an interruption
    struct {
        uint64_t stream;
        uint32_t n;
    } positions[POSITIONS_MAX];
    int positions_count;
    struct seen *log; // LOG_MAX of them
    int log_count;
    int log_step; // the first since the step began
    int messages; // that came since then
    struct {
        uint32_t id;
        char *text;
    } open[OPEN_MAX];
    int open_count;
    bool send_again;  // what is open: was told "not saved", or came back
    bool asks;        // to watch something, in this step
    struct buf last;  // the last command, zero-terminated
    char refused[32]; // of the last answer; empty: accepted, or none yet
    char path[32];
    struct buf heard; // all that was sent on this seat
};

void player_init(struct player *player, struct stage *stage, const char *name);
void player_deinit(struct player *player);

// anew: a page opened, without an instance; else the page comes back by itself.
void player_connect(struct player *player, bool anew);
void player_drop(struct player *player);

// A step begins: expectations are about what comes from now on.
void player_step(struct player *player);

// Sends a checked message; what is malformed is refused as bad_message, as the server's gate would.
void player_send(struct player *player, const char *text);
// Sends a command. `fields` are JSON members without braces and may be empty.
void player_command(struct player *player, const char *type, uint64_t stream, const char *fields);
void player_send_again(struct player *player); // all that is open, in order
void player_watch(struct player *player, uint64_t stream);

// One text message of the server, and the end of the socket by the server's will.
void player_hear(struct player *player, struct str text);
void player_on_end(struct player *player);
