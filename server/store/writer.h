// The one thread that changes the database: each job a transaction of its own.
//
// A write that the disk refuses makes the store unwell: jobs fail at once with the same error, and
// a probe once a second finds out when it is over. Checkpoints happen between jobs, after the
// answer to the last one is on its way, never inside a commit.
#pragma once

#include <stdatomic.h>

#include "store/db.h"
#include "store/lane.h"
#include "store/memo.h"

struct writer {
    struct lane lane;
    struct db db;
    _Atomic(enum err) sick; // OK while well; read by any thread

    // Below: the writer's thread only.
    struct memo memo;
    ms probe_at; // monotonic
    uint32_t wal_pages;
    uint32_t checkpoint_at; // pages
    bool is_trace_left;     // of something erased, in the WAL
    ms truncate_at;         // monotonic
};

// `writer->db` is open. Starts the thread; finished jobs go to `done`. lane_stop ends it.
void writer_start(struct writer *writer, struct done *done);

bool writer_is_well(struct writer *writer);

// Empties the WAL, so that nothing erased is left in it. For bare jobs. False: a reader is in the
// way; the writer tries again each second.
bool writer_truncate(struct writer *writer);
