// Streams of the past: what a session was opened with, and which event a role saw as its n-th.
#pragma once

#include "engine/state.h"

// Reads what a session was opened with; false: no such session.
bool past_opening(struct room *room, uint64_t session, struct opening *opening);
// The seat a person has or had; ROLE_ENGINE: none.
enum role past_role(const struct room *room, const struct opening *opening, uint16_t person);

// The seq of the event that a role saw as its n-th; 0 if there is none.
uint32_t past_moment_seq(struct room *room, uint64_t session, enum role role, uint32_t n);
// The other way; 0 if the role didn't see it.
uint32_t past_moment_n(struct room *room, uint64_t session, enum role role, uint32_t seq);
