// Watches: who follows which stream, and how they catch up with it.
#pragma once

#include "engine/state.h"

// A client asks to follow a stream from after n. Refuses what isn't theirs to see.
enum refusal watch_open(struct engine *e, struct client *client, uint64_t stream, uint32_t n);
void watch_close(struct client *client, uint64_t stream);
void watch_close_all(struct client *client);

// Ends the watches of those who no longer sit where they sat when they began to watch: what they
// may see is another's now. Their place tells them, and they begin anew.
void watch_close_moved(struct call *call);

// The stream leaves memory: its watches stay with their clients, but nothing more comes.
void watch_detach_all(struct list *watches);

// At commit: begins to send what the stream has so far.
void watch_begin(struct engine *e, struct client *client, uint64_t stream);
// A page more of every stream that this client is still catching up with.
void watch_pump(struct engine *e, struct client *client);

// An event of a sheet as its scorer sees it: moments in their own positions.
void watch_sheet_frame(struct buf *to, const struct paper *paper, uint32_t n,
                       const struct sheet_event *event);
