// Packing and unpacking of stream ids.
#include "base/id.h"

#include "base/check.h"

#define SCORER_SHIFT 0u
#define INDEX_SHIFT  9u
#define ROUND_SHIFT  18u
#define CLASS_SHIFT  26u

uint64_t id_class_stream(uint32_t class_number) {
    CHECK(class_number >= 1 && class_number <= ID_CLASS_MAX);
    return (uint64_t)class_number << CLASS_SHIFT;
}

uint64_t id_session(uint32_t class_number, uint32_t round, uint32_t index) {
    CHECK(round >= 1 && round <= ID_ROUND_MAX);
    CHECK(index >= 1 && index <= ID_INDEX_MAX);
    return id_class_stream(class_number) | (uint64_t)round << ROUND_SHIFT |
           (uint64_t)index << INDEX_SHIFT;
}

uint64_t id_sheet(uint64_t session, uint32_t scorer) {
    CHECK(id_is_valid(session) && id_kind(session) == STREAM_SESSION);
    CHECK(scorer >= 1 && scorer <= ID_SCORER_MAX);
    return session | (uint64_t)scorer << SCORER_SHIFT;
}

bool id_is_valid(uint64_t id) {
    if (id >> CLASS_SHIFT == 0 || id >> CLASS_SHIFT > ID_CLASS_MAX) return false;
    bool has_round = id_round_of(id) != 0;
    bool has_index = id_index_of(id) != 0;
    bool has_scorer = id_scorer_of(id) != 0;
    return has_round == has_index && (has_round || !has_scorer);
}

enum stream_kind id_kind(uint64_t id) {
    if (id_scorer_of(id) != 0) return STREAM_SHEET;
    return id_round_of(id) != 0 ? STREAM_SESSION : STREAM_CLASS;
}

uint32_t id_class_of(uint64_t id) {
    return (uint32_t)(id >> CLASS_SHIFT) & ID_CLASS_MAX;
}

uint32_t id_round_of(uint64_t id) {
    return (uint32_t)(id >> ROUND_SHIFT) & ID_ROUND_MAX;
}

uint32_t id_index_of(uint64_t id) {
    return (uint32_t)(id >> INDEX_SHIFT) & ID_INDEX_MAX;
}

uint32_t id_scorer_of(uint64_t id) {
    return (uint32_t)(id >> SCORER_SHIFT) & ID_SCORER_MAX;
}

uint64_t id_session_of(uint64_t sheet) {
    CHECK(id_kind(sheet) != STREAM_CLASS);
    return sheet & ~(uint64_t)ID_SCORER_MAX;
}
