// JSON Schema checker: holds parsed JSON against the schemas of protocol/schema, and says in one
// plain sentence what to change.
//
// It knows the part of draft 2020-12 that the schemas use (README.md lists the keywords) and
// refuses to load a schema with any other keyword: a rule that is not understood must not look
// enforced. Keywords that begin with "x-" are notes to other readers. Schemas are compiled once,
// when the set is sealed; checking allocates nothing.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "protocol/scan.h"

struct cJSON;
struct schema;
struct schema_set;

struct check_fault {
    const char *keyword; // the schema keyword that failed, or the scanner's word; static
    uint32_t offset;     // of the byte, when the scanner refused; else 0
    char path[160];      // JSON pointer: "/text"; of a schema: "common.json#/$defs/chat/maxLength"
    char text[240];      // "text: at most 2000 characters, this has 2412"; valid UTF-8
};

struct schema_set *schema_set_new(void);
void schema_set_free(struct schema_set *set); // with all its schemas; NULL is fine

// Adds a schema file under the name that $ref and schema_find use; both are borrowed for the call.
// ERR_INPUT with the fault filled: not clean JSON, or its $id is another name. ERR_EXISTS: the name
// is taken. ERR_FULL: more than 64 files.
enum err schema_set_add(struct schema_set *set, struct str name, struct str bytes,
                        struct check_fault *fault);

// Compiles all that was added. ERR_INPUT with the fault filled: a keyword or format that is not
// known, a $ref that leads nowhere or round in a circle, a keyword with a value it cannot have.
enum err schema_set_seal(struct schema_set *set, struct check_fault *fault);

// The set of all the files of protocol/schema, which are part of the program; sealed. A fault in
// them is a bug. The caller frees it; checking from several threads at once is fine.
struct schema_set *schema_set_embedded(void);

// "session_command.json#/$defs/say", or "scenario.json" for a whole file. NULL if there is none.
// Lives as long as the set, which is sealed.
const struct schema *schema_find(const struct schema_set *set, const char *name);

// OK or ERR_INPUT. The value has passed scan_json. fault may be NULL.
enum err schema_check(const struct schema *schema, const struct cJSON *value,
                      struct check_fault *fault);

// As schema_check, for an object that carries other members beside those of the schema, such as
// type, id and stream of a command: members with these names are passed over at the top.
enum err schema_check_beside(const struct schema *schema, const struct cJSON *object,
                             const char *const *beside, size_t beside_count,
                             struct check_fault *fault);

// Scans and parses. OK with *out for the caller to json_free. ERR_INPUT, ERR_NOMEM: the fault is
// filled and *out is NULL.
enum err json_accept(struct str text, const struct scan_limits *limits, struct cJSON **out,
                     struct check_fault *fault);

// The same for what a client sends, which must be cheap: a tree in one block, for tree_free.
enum err json_accept_message(struct str text, struct cJSON **out, struct check_fault *fault);

// Reads back what was accepted before it was kept; NULL: that is damaged by now. Lack of memory
// must not look like damage, which is passed over, so it ends the process.
struct cJSON *json_read(struct str text);

// Frees what json_accept and json_read gave, for floors that don't know cJSON; NULL is fine.
void json_free(struct cJSON *json);
