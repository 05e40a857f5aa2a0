// coolhead erase: forgets one person of a class, through the running server.
#pragma once

#include <stdbool.h>

// class and person: the name, or the number. The exit status: 0, or 1 with a sentence on stderr.
// Asks in a terminal; `is_sure` is for scripts.
int erasing_command(const char *data, const char *class_name, const char *person_name,
                    bool is_sure);
