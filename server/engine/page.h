// Published pages: three strengths with quotes, one thing to try, the scores with their anchors.
// Made once, when the trainer publishes; the trainee's link reads only that.
#pragma once

#include "engine/state.h"

// What stands in the journal in the place of a page that was forgotten.
#define PAGE_EMPTY                                                                                 \
    "{\"scenario\":\"\",\"doctrine\":\"\",\"rubric\":\"\",\"round\":1,\"played\":0,\"seconds\":0," \
    "\"customer\":\"\",\"strengths\":[],\"advice\":\"\",\"criteria\":[]}"

// The page of a trainer's sheet as it is now (sheet_command.json#/$defs/page).
void page_write(struct buf *to, struct paper *paper);

// The list of pages published to a person, for their place: round, scenario and the link's secret.
void page_write_links(struct buf *to, const struct room *room, uint16_t person);

// After publish: the link begins to work.
void page_link(struct paper *paper);
// The secret of a sheet's link; the same each time. Empty without a store.
struct str page_secret(const struct paper *paper, char text[44]);
