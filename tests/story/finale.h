// What must hold at the end of every story, however it was played.
#pragma once

struct player;
struct stage;

void finale_check(struct stage *stage);

// Nothing that was meant for another seat is among the bytes that somebody was sent on theirs.
void finale_check_marks(struct player *player);
