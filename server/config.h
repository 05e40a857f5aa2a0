// The configuration: built-in defaults, then one JSON file, then the command line.
#pragma once

#include "base/str.h"
#include "base/time.h"
#include "net/settings.h"

struct contract;
struct cJSON;

struct config {
    struct settings net;
    struct str data;      // the data folder; all texts end with a zero byte
    struct str scenarios; // the folder of scenarios
    ms presence_ms;       // see struct engine_config
    ms absence_ms;
    int32_t staged_bytes_max;
    struct cJSON *file; // owned; holds the texts that came from the file
};

void config_init(struct config *c);
void config_deinit(struct config *c);

// Reads a file over what is there. False, with one sentence on stderr that names the file, the
// place and the reason, when it can't be used.
bool config_read(struct config *c, const struct contract *contract, const char *file);

// Prints what is in force as JSON, one member a line, to stdout: a file that can be used again.
void config_print(const struct config *c);
