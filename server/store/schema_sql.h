// schema.sql and migrations/ as texts; the build makes schema_sql.c from them.
#pragma once

#include <stddef.h>
#include <stdint.h>

extern const uint32_t schema_version; // migrations + 1
extern const char schema_sql[];
extern const char *const schema_steps[]; // NULL ends them
