// The shelf: scenarios, rubrics, doctrines and lexicons, read from files at start, checked, kept in
// the library by the hash of their bytes, and compiled into what a session needs.
//
// A file with an error is left out and reported by name, path and reason; the rest serve. What a
// round has pinned by hash is found again in the library even when its file is gone.
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "core/scenario.h"
#include "protocol/check.h"
#include "store/library.h"

struct shelf;
struct store;
struct script;
struct lexicon;
struct cJSON;

// One thing on the shelf, in its newest form.
struct edition {
    enum library_kind kind;
    char id[41];                 // slug
    char hash[LIBRARY_HASH + 1]; // of its bytes
    struct str title;
    int variants;       // scenarios: of the truth
    int criteria;       // rubrics
    struct cJSON *json; // the whole, checked; owned by the shelf
    struct edition *next;
    bool current; // from a file of this start, not only from the library
};

// Called for each file that was left out: the file, the JSON pointer and one sentence.
typedef void (*shelf_on_fault)(void *ctx, const char *file, const char *path, const char *text);

// Reads all files below dir (NULL: none). store may be NULL: then only files serve. Never fails for
// a bad file; ERR_IO when dir cannot be read.
enum err shelf_open(const char *dir, struct store *store, const struct schema_set *schemas, ms wall,
                    shelf_on_fault on_fault, void *ctx, struct shelf **shelf);
void shelf_close(struct shelf *shelf);

// By slug; NULL if there is none. The first lexicon of a language is named by the language ("en").
const struct edition *shelf_find(const struct shelf *shelf, enum library_kind kind, struct str id);
// By hash, from the library if need be; NULL if nobody has it. Lives as long as the shelf.
const struct edition *shelf_pinned(struct shelf *shelf, enum library_kind kind, struct str hash);
// By place from 0; NULL behind the last.
const struct edition *shelf_at(const struct shelf *shelf, enum library_kind kind, int place);

// A scenario's variant, ready to play; compiled once and shared. NULL: a hash that nobody has, or
// no such variant. Lives as long as the shelf.
const struct script *shelf_script(struct shelf *shelf, struct str scenario_hash,
                                  struct str rubric_hash, struct str lexicon_hash,
                                  struct str variant);
// The slug of variant k (from 0) of a scenario; empty if there is none.
struct str edition_variant(const struct edition *scenario, int k);

const struct scenario *script_scenario(const struct script *script);
const struct lexicon *script_lexicon(const struct script *script); // NULL if there is none
uint32_t script_abuse(const struct script *script); // the lexicon's class of insults, as a bit
int script_dial(const struct script *script);       // at the start

// What a seat is handed (common.json#/$defs/kit), in the arena. focus: places in the rubric.
struct str script_kit(const struct script *script, enum seat seat, struct str doctrine,
                      const uint8_t *focus, int focus_count, struct arena *arena);

// Checks one file as shelf_open would: OK, or ERR_INPUT with the fault filled; ERR_IO.
enum err shelf_check_file(const char *file, const struct schema_set *schemas,
                          struct check_fault *fault);

// One criterion of a rubric as a doctrine reads it (empty: as it stands). False behind the last.
struct criterion {
    struct str id, title, self, partner, short_anchors, na;
    int weight;
    bool text_medium;
    struct str anchors[5];
};
bool edition_criterion(const struct edition *rubric, int place, struct str doctrine,
                       struct criterion *out);

// The library as trainers choose from it (api.json#/$defs/library).
void shelf_write_library(struct buf *to, const struct shelf *shelf);
// For a recording (api.json): rubric_card and doctrine_card of an edition, and the phrase classes
// of a lexicon as the list `phrases`.
void edition_write_rubric(struct buf *to, const struct edition *rubric, struct str doctrine);
void edition_write_doctrine(struct buf *to, const struct edition *doctrine);
void edition_write_phrases(struct buf *to, const struct edition *lexicon);
// The name of a variant for trainers, and the customer's name in the scene.
struct str edition_variant_title(const struct edition *scenario, struct str variant);
struct str edition_customer(const struct edition *scenario);

// The title of a technique by its id, such as "1.6"; the id itself if no file has it.
struct str shelf_technique(const struct shelf *shelf, struct str id);
