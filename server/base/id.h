// Stream ids: one number below 2^53, so that JavaScript holds it exactly, and readable without a
// table.
//
//   class (24 bits, random, never 0) | round (8) | index (9) | scorer (9)
//
// The class stream has round, index and scorer 0. A session, one call of a pair in a round, has
// round and index from 1 on and scorer 0. A sheet, one scorer's review of a session, adds the
// scorer: that person's number in the class, 1..511.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define ID_CLASS_MAX  0xffffffu
#define ID_ROUND_MAX  255u
#define ID_INDEX_MAX  511u
#define ID_SCORER_MAX 511u

enum stream_kind { STREAM_CLASS, STREAM_SESSION, STREAM_SHEET };

// These make ids. A part out of its range is a bug (CHECK); numbers from outside are asked
// id_is_valid first.
uint64_t id_class_stream(uint32_t class_number);
uint64_t id_session(uint32_t class_number, uint32_t round, uint32_t index);
uint64_t id_sheet(uint64_t session, uint32_t scorer);

// Whether any number is an id that one of the above could have made.
bool id_is_valid(uint64_t id);

// These read valid ids.
enum stream_kind id_kind(uint64_t id);
uint32_t id_class_of(uint64_t id); // the class's number, not its stream: see id_class_stream
uint32_t id_round_of(uint64_t id);
uint32_t id_index_of(uint64_t id);
uint32_t id_scorer_of(uint64_t id);
uint64_t id_session_of(uint64_t sheet); // the session that a sheet is about; a session gives itself
