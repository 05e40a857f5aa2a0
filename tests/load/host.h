// The server under load: the real binary as a process of its own.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct host {
    pid_t pid;
    char folder[512]; // its data, and the file of its configuration
    char url[48];     // ws://127.0.0.1:PORT/ws
    char setup[64];   // the token of its set-up link
};

// Makes a folder under `parent` and starts `binary` in it, on a free port, with flood limits that a
// class of machines doesn't reach. Returns when it answers. False, with one sentence on stderr.
bool host_start(struct host *h, const char *binary, const char *parent);

// Asks it to stop and waits. True: it ended as it should. The folder is removed.
bool host_stop(struct host *h);

double host_cpu_seconds(const struct host *h); // user and system, all threads, so far
long host_memory_kib(const struct host *h);    // the most that was ever resident
