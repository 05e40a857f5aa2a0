// The engine: from a checked message to events on disk, and from there to every screen that may see
// them. It owns all state; it knows no socket, no clock and no file.
//
// One thread calls everything here. A turn of the caller's loop is: receive, disconnect, advance in
// any number, then engine_flush once, last thing before the loop blocks. When engine_fd is readable
// the caller calls engine_drain; frames and replies go out from there, so that nothing is shown
// before it is on disk. Those for which nobody waits may go out with a later flush (held.h).
//
// `now` is the caller's monotonic clock, `wall` its wall clock; both go into the turn's commands.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/time.h"
#include "protocol/command.h"

struct engine;
struct store;
struct journal;

// How the engine reaches the sockets. Neither function may call back into the engine.
struct engine_sink {
    void *ctx;
    // One whole text message for a connection; borrowed until it returns. Unknown connections are
    // ignored. Returns the bytes now waiting in that connection's queue: catch-up is paused while
    // there are many and goes on with engine_writable.
    uint32_t (*send)(void *ctx, uint64_t conn, struct str text);
    // Somebody tried a code that no open class has: only failures are limited.
    void (*wrong_code)(void *ctx, uint64_t conn);
    // The connection is to be closed once what was sent has gone out; marked now, closed later. The
    // caller still calls engine_disconnect for it.
    void (*end)(void *ctx, uint64_t conn);
};

struct engine_config {
    struct str server;        // the program's version, for welcome
    struct str join_url;      // where phones join; the room shows it
    const char *scenarios;    // folder with scenarios, rubrics, doctrines, lexicons; NULL: none
    ms presence_ms;           // how long a person without a socket still counts as here
    ms absence_ms;            // a loop away for longer interrupts all live sessions
    int32_t staged_bytes_max; // what may wait for the disk before engine_is_full; 0: no bound
};

// Loads all open classes from the journal and interrupts their live sessions. `store` may be NULL
// (stories): then there are no accounts, lists or links. *why gets a sentence on failure (borrowed
// from the engine's static text).
enum err engine_open(const struct engine_config *config, struct journal *journal,
                     struct store *store, struct engine_sink sink, ms now, ms wall,
                     struct engine **engine, const char **why);
void engine_close(struct engine *engine);

// A new socket. conn is never used twice. trainer: the account that its cookie proves, 0 for none.
void engine_connect(struct engine *engine, uint64_t conn, uint32_t trainer);
void engine_disconnect(struct engine *engine, uint64_t conn);

// A message that protocol/command.h has decoded and checked. Anything it causes, its reply
// included, is sent after the commit.
void engine_receive(struct engine *engine, uint64_t conn, const struct message *message);

// Refuses a message that could not be decoded; goes out with the next commit, in order.
void engine_refuse(struct engine *engine, uint64_t conn, int64_t id, enum refusal code,
                   struct str path, struct str text);

// The connection's queue has room again.
void engine_writable(struct engine *engine, uint64_t conn);

// The turn's time. To be called first in each turn, and at least once a second.
void engine_advance(struct engine *engine, ms now, ms wall);

// Ends the turn: what was staged goes to the journal as one batch, and what was held long enough
// goes out.
void engine_flush(struct engine *engine);

int engine_fd(struct engine *engine);
void engine_drain(struct engine *engine);

// The monotonic time at which engine_advance has something to do; MS_NEVER if nothing is due.
ms engine_next_deadline(const struct engine *engine);

// Interrupts what is live and tells every connection that the server is going down. Flush and drain
// afterwards.
void engine_stop(struct engine *engine);

// How long the turn took that has just ended, and how much of it was work: while turns or the disk
// are slow, new people are turned away; and a loop that was at work was not away.
void engine_took(struct engine *engine, ms took, ms worked);

// So much waits for the disk that nothing more should be read from sockets for now.
bool engine_is_full(const struct engine *engine);

// Classes that a code could open: at most so many are open.
uint32_t engine_classes(const struct engine *engine);

// True while a batch is with the writer; until it has come back the engine can't be closed.
bool engine_is_saving(const struct engine *engine);

// True while no batch is staged or in flight and nothing is held back.
bool engine_is_idle(const struct engine *engine);

struct engine_health {
    bool can_record;
    enum err why_not; // ERR_FULL: no space; ERR_IO: the disk said no; OK while it can
    bool busy;        // new people are turned away
    uint32_t classes, sessions, live_sessions, connections;
    uint64_t events, batches, refused, not_saved;
    ms commit_ms; // how long the last batch took
    ms late_ms;   // how late things are now
};
struct engine_health engine_health(const struct engine *engine);
