// A sheet under test, as school.h for a class.
#pragma once

#include "lib/test.h"

#include "core/sheet.h"

#define SCORER 481

struct desk {
    struct sheet state;
    struct sheet_event last[2]; // of the last command
    int count;
    const char *path;
    struct sheet_event *log; // owned
    size_t log_count, log_size;
    ms now;
    uint32_t counter;
};

// A sheet of ten criteria; 2, 5 and 7 are in focus. Owned.
struct desk *desk_new(enum sheet_kind kind);
void desk_free(struct desk *d);

// A command from the scorer with the next id; open_sheet comes from the engine.
struct sheet_command desk_command(struct desk *d, enum sheet_command_type type);

// Decides and folds. A refusal is asserted to bring no event.
enum refusal desk_give(struct desk *d, const struct sheet_command *command);

enum refusal desk_plain(struct desk *d, enum sheet_command_type type);
enum refusal desk_score(struct desk *d, int criterion, enum score value);
enum refusal desk_attach(struct desk *d, int criterion, int moment);
enum refusal desk_detach(struct desk *d, int criterion, int moment);
enum refusal desk_comment(struct desk *d, int criterion);

// Scores all criteria, 3 each.
void desk_score_all(struct desk *d);

void desk_replay(const struct desk *d);
