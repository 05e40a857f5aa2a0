// Shapes: how a generated C struct looks in JSON. Two functions write and read every command and
// event, so that a new message is a new entry in the schema and nothing here.
//
// Strings are borrowed both ways. What is read here has been scanned and checked against the schema
// before, or comes from our own journal.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "protocol/meta.h"

struct cJSON;

enum shape_kind {
    SHAPE_INT32,
    SHAPE_INT64,
    SHAPE_BOOL,
    SHAPE_ENUM,
    SHAPE_TEXT,  // struct str
    SHAPE_JSON,  // struct str that holds checked JSON; spliced, never printed again
    SHAPE_INTS,  // uint16_t count, int16_t items[max]
    SHAPE_ENUMS, // uint16_t count, enum items[max]
};

struct shape_enum {
    const char *name;
    const char *const *values;
    int count;
};

struct shape_field {
    const char *name;
    struct str key; // the name as it stands in JSON: "name":
    enum shape_kind kind;
    bool text;       // erasable: belongs to the texts of an event, not to its facts
    bool stamp;      // filled by the engine; refused on the wire
    int32_t max;     // most bytes ×4 of a text (code points), most items of a list
    uint16_t offset; // in the struct of the machine's commands or events
    const struct shape_enum *names;
};

struct shape {
    const char *name;
    const char *schema; // where its schema stands: "session_command.json#/$defs/say"
    const struct shape_field *fields;
    int count;
    uint32_t from; // who may give it: one bit for each enum role, and 1 << 5 for a sheet's scorer
    uint32_t when; // one bit for each phase, round phase or kind of sheet
    bool frozen;   // also while frozen or interrupted
    bool always;   // also before the stream is opened and after it is over
    const char *subject; // whose texts these are: "by", "person", "csr", "trainer", "scorer" or ""
};

#define SHAPE_FROM_SCORER (1u << 5)

// In a view: the event is shown at all. The lower bits are its fields, one each, in schema order.
#define SHAPE_SEEN (1u << 31)
#define SHAPE_ALL  0x7fffffffu

// {"type":"said","by":"csr",...}: the fields whose bit is set in `mask`.
void shape_write(struct buf *to, const struct shape *shape, const void *value, uint32_t mask);

// The two halves of a journal row, each an object without "type". The facts carry the command's id
// as "command":[person,instance,counter] when there is one. Writes nothing when there is no text.
void shape_write_facts(struct buf *to, const struct shape *shape, const void *value,
                       const struct event_meta *meta);
void shape_write_texts(struct buf *to, const struct shape *shape, const void *value);

// Fills the fields that `object` has; absent ones stay as they are (zero the struct first). `raw`
// is the text that `object` was parsed from: JSON fields are slices of it. Strings live as long as
// both do. ERR_INPUT: a value of another type, an unknown enum value, too many items.
enum err shape_read(const struct shape *shape, const struct cJSON *object, struct str raw,
                    void *value);

// The command id of a journal row's facts, if there is one.
void shape_read_command(const struct cJSON *facts, struct event_meta *meta);

// The place of a shape by its name among `count`; -1 if there is none.
int shape_find(const struct shape *shapes, int count, struct str name);

// The value's place in the enum; -1 if it has none.
int shape_enum_find(const struct shape_enum *names, struct str value);

// The raw text of one member of a JSON object that is known to be well-formed; an empty slice if it
// has none of that name. Looks at the top level only.
struct str shape_member(struct str object, struct str name);
