// Messages from clients: from bytes to a checked struct, or one sentence that says what to do.
//
// A message's `type` finds its schema among the client messages and the commands of the three
// machines; commands also carry `id` (the client's counter) and `stream`. What only the engine may
// give or stamp does not exist on the wire.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "protocol/check.h"
#include "protocol/generated/types.h"

struct contract; // the compiled schemas, shared by all connections

enum message_kind {
    MESSAGE_HELLO,
    MESSAGE_JOIN,
    MESSAGE_TAKE_OVER,
    MESSAGE_WATCH,
    MESSAGE_UNWATCH,
    MESSAGE_QUIT,
    MESSAGE_SESSION, // a command of one of the machines
    MESSAGE_CLASS,
    MESSAGE_SHEET,
};

// All strings are borrowed from `json` and live until message_free.
struct message {
    enum message_kind kind;
    uint32_t id;     // commands: the counter; else 0
    uint64_t stream; // commands, watch and unwatch
    union {
        struct {
            struct str token;
            uint32_t instance;
        } hello;
        struct {
            struct str code, name, token;
            bool recorded;
        } join;
        struct {
            struct str secret, token;
        } take_over;
        struct {
            uint32_t n;
        } watch;
        struct session_command session;
        struct class_command class_;
        struct sheet_command sheet;
    };
    struct cJSON *json; // owned
};

struct contract *contract_new(void); // a fault in the embedded schemas is a bug
void contract_free(struct contract *contract);
const struct schema_set *contract_schemas(const struct contract *contract);

// Scans, parses and checks one text message. OK: free it with message_free. ERR_INPUT: *fault says
// what and where, message->id holds the id if there was one to read; nothing to free. ERR_NOMEM:
// the same, without an id.
enum err message_decode(const struct contract *contract, struct str text, struct message *message,
                        struct check_fault *fault);
void message_free(struct message *message);
