// The ledger: what the disk has, kept by the simulator itself, and what must follow from it.
//
// Each row is entered at the moment it is durable. From its own small tables (rule.c, sight.c) the
// ledger knows who may have caused it, and what each role may see of it: so a frame that is sent is
// compared with something that the engine has not made. What breaks a rule is a fault of the run.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "core/session.h"
#include "rule.h"
#include "store/journal.h"

enum { VIEWERS = ROLE_ENGINE, SEATED_MAX = 64, DESKS_ASKED = 8 };

struct fault; // of a run; sim.h

struct ledger_row {
    const struct rule *rule; // NULL: of a class or a sheet
    const char *type;
    struct str facts, texts;
    ms play_ms, up_ms, wall_ms;
    uint32_t n[VIEWERS]; // its position for each role; 0: hidden
};

// Somebody who was given a role, by the row that gave it.
struct seated {
    uint16_t person; // 0: the seat became empty
    enum role role;
    uint32_t seq;
};

struct ledger_stream {
    uint64_t id;
    bool memory_only;
    struct arena arena;
    struct ledger_row *rows; // rows[seq - 1]
    uint32_t count, cap;

    // a session
    uint32_t *seqs[VIEWERS]; // seqs[role][n - 1]
    uint32_t seen[VIEWERS];
    bool frozen, interrupted, recorded;
    int phase; // -1: none yet
    ms phase_ends;
    ms desk_due[DESKS_ASKED], supervisor_due; // play; MS_NEVER: nobody asked
    struct str desks[DESKS_ASKED];
    bool help[VIEWERS];
    struct seated seated[SEATED_MAX];
    int seated_count;
    struct session state; // the product's own fold, as far as inside.c has taken it
    uint32_t checked;     // its seq when it was last compared
};

struct ledger {
    struct fault *fault;
    struct map streams;  // id → struct ledger_stream
    struct map commands; // instance and counter → itself: each once
    struct map marks;    // number of a canary → itself: on disk
    struct map refused;  // number of a canary → itself: was refused for good
    uint64_t rows, hash; // of all that was entered
    uint32_t taken;      // class that another server has; 0: none
};

void ledger_deinit(struct ledger *ledger);

void ledger_enter(struct ledger *ledger, uint32_t class_id, const struct journal_row *row);
void ledger_person(struct ledger *ledger, const struct journal_person *person);
// What holds this canary was refused, and was sent once: it must never happen. 0: nothing.
void ledger_refused(struct ledger *ledger, uint32_t mark);
void ledger_forget(struct ledger *ledger, uint64_t stream);
void ledger_forget_unrecorded(struct ledger *ledger); // the process has ended

// Whether a session's play clock runs, and when something comes due on it (MS_NEVER: nothing that
// the ledger knows of).
bool ledger_runs(const struct ledger_stream *stream);
ms ledger_due(const struct ledger_stream *stream);

const struct ledger_stream *ledger_find(const struct ledger *ledger, uint64_t stream);

// The roles that a person may follow a session in, who asked for it when the disk had `from` rows:
// one bit each. Theirs then, and what later rows gave them.
unsigned ledger_roles(const struct ledger_stream *stream, uint16_t person, uint32_t from);

// Which of `roles` may have been sent this event as their n-th; 0: nobody.
unsigned ledger_sight(const struct ledger_stream *stream, unsigned roles, uint32_t n,
                      struct str message);
