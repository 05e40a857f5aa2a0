// Kept whole and sorted at the end: a million durations are 4 MB, and no bucket blurs a p99.
#include "sample.h"

#include <stdlib.h>

#include "base/check.h"

void sample_add(struct sample *s, int64_t us) {
    if (s->count == SAMPLE_MAX) {
        s->left_out++;
        return;
    }
    if (s->count == s->room) {
        s->room = s->room ? 2 * s->room : 4096;
        s->us = realloc(s->us, s->room * sizeof *s->us);
        CHECK(s->us);
    }
    s->us[s->count++] = us < 0 ? 0 : us > UINT32_MAX ? UINT32_MAX : (uint32_t)us;
}

void sample_deinit(struct sample *s) {
    free(s->us);
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

uint32_t sample_percentile(struct sample *s, double percent) {
    if (s->count == 0) return 0;
    qsort(s->us, s->count, sizeof *s->us, by_size);
    uint32_t place = (uint32_t)(percent / 100 * s->count);
    return s->us[place < s->count ? place : s->count - 1];
}
