// splitmix64: every state gives a good next number, so any seed and step will do.
#include "chance.h"

static uint64_t mixed(uint64_t x) {
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

struct chance chance_of_step(uint64_t seed, uint32_t step) {
    return (struct chance){ .state = mixed(seed * 0x9e3779b97f4a7c15u + 1) + step };
}

static uint32_t from_bytes(struct chance *chance) {
    uint32_t number = 0;
    for (int i = 0; i < 2 && chance->left > 0; i++, chance->left--)
        number = number << 8 | *chance->bytes++;
    return number;
}

uint32_t chance_below(struct chance *chance, uint32_t limit) {
    if (limit <= 1) return 0;
    if (chance->bytes) return from_bytes(chance) % limit;
    chance->state = mixed(chance->state + 0x9e3779b97f4a7c15u);
    return (uint32_t)((chance->state >> 32) * limit >> 32);
}

bool chance_one_in(struct chance *chance, uint32_t count) {
    return chance_below(chance, count) == count - 1;
}

int64_t chance_between(struct chance *chance, int64_t low, int64_t high) {
    return low + chance_below(chance, (uint32_t)(high - low + 1));
}
