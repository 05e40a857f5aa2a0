// The server under load: the real thing as a process of its own.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct host {
    pid_t pid;
    uint16_t port;
    const char *const *command; // borrowed; ends with NULL
    bool ours;                  // coolhead: has a configuration, data, and a set-up link
    int core;                   // all its threads stay on that one; -1: where they like
    char folder[512];           // its data, its configuration, its log
    char setup[64];             // the token of its set-up link
};

// Makes a folder under `parent` and starts `command` in it, on a free port: a relay gets the port
// as its last argument, ours is also given flood limits that a class of machines doesn't reach.
// Returns when it answers. False, with one sentence on stderr.
bool host_start(struct host *h, const char *const *command, bool ours, int core,
                const char *parent);

// kill -9, and the same again on the same data. Returns when it answers.
bool host_kill_and_start(struct host *h);

// Asks it to stop and waits. True: it ended as it should, which of a relay nobody asks. The folder
// is removed.
bool host_stop(struct host *h);

double host_cpu_seconds(const struct host *h); // user and system, all threads, so far
int64_t host_memory_kib(const struct host *h); // resident now
int64_t host_peak_kib(const struct host *h);   // the most that was ever resident
