// Rows in memory, by stream: sessions that nobody may record, and all of journal_memory.
#pragma once

#include "base/map.h"
#include "store/journal.h"

// A session of an hour has some thousands of events; more than this is a flood that must not take
// the machine's memory.
enum { ROWLOG_ROWS_MAX = 50000 };

struct rowlog {
    struct map streams; // stream id → struct rowlog_stream
};

void rowlog_deinit(struct rowlog *log); // a zeroed struct is an empty log

// 0: no such stream.
uint32_t rowlog_last_seq(const struct rowlog *log, uint64_t stream);

// Whether the rows go on where the log ends, stream by stream. Looks only at rows whose memory_only
// is as given.
bool rowlog_fits(const struct rowlog *log, const struct journal_row *rows, uint32_t count,
                 bool memory_only);

// Copies one row, which fits.
void rowlog_append(struct rowlog *log, const struct journal_row *row);

// ERR_NOT_FOUND: no such stream.
enum err rowlog_read(const struct rowlog *log, uint64_t stream, uint32_t from_seq,
                     journal_on_row on_row, void *ctx);

// Streams of one class, in order of id.
void rowlog_list(const struct rowlog *log, uint32_t class_id, journal_on_stream on_stream,
                 void *ctx);

void rowlog_forget(struct rowlog *log, uint64_t stream);

// Forgets all memory-only streams.
void rowlog_forget_memory_only(struct rowlog *log);
