// Shots: what a power cut at some moment leaves. Each is opened by the real store_open and must
// hold every acknowledged act, whole and once, and the one under way whole or not at all. The
// recovery's own power is cut too.
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "plot.h"
#include "store/verify.h"

enum {
    EVERY_CHANGE = 6,   // one image for so many writes between syncs
    EVERY_RECOVERY = 4, // one recovery in so many has its own power cut
};

static void shot_take(struct plot *p, struct crash_disk *disk, enum crash_luck luck) {
    if (p->shot_count == PLOT_SHOTS) return;
    struct shot *s = &p->shots[p->shot_count++];
    *s = (struct shot){ .luck = luck, .now = p->now, .next = p->next, .may_create = p->may_create };
    s->secrets = p->secret_count;
    s->image = crash_disk_cut(disk, luck, &p->dice);
}

static enum crash_luck luck_any(struct dice *dice) {
    return (enum crash_luck)(dice_roll(dice) % CRASH_LUCKS);
}

// An acknowledgement is the moment at which a promise is made, so the worst luck follows it.
void shot_on_moment(void *plot, struct crash_disk *disk, enum crash_moment moment) {
    struct plot *p = plot;
    pthread_mutex_lock(&p->mutex);
    bool is_skipped = moment == CRASH_BEFORE_CHANGE && dice_roll(&p->dice) % EVERY_CHANGE != 0;
    if (!is_skipped) shot_take(p, disk, luck_any(&p->dice));
    if (moment == CRASH_AT_ONCE) shot_take(p, disk, CRASH_NONE);
    if (moment == CRASH_BEFORE_SYNC) shot_take(p, disk, CRASH_EITHER);
    pthread_mutex_unlock(&p->mutex);
}

// ── opening them ──

// One moment of a recovery, any with the same chance.
struct relapse {
    struct dice *dice;
    uint64_t moments;
    struct crash_image image;
};

static void on_recovery(void *ctx, struct crash_disk *disk, enum crash_moment moment) {
    struct relapse *r = ctx;
    (void)moment;
    if (dice_roll(r->dice) % ++r->moments != 0) return;
    crash_image_free(&r->image);
    r->image = crash_disk_cut(disk, luck_any(r->dice), r->dice);
}

static bool secret_is_left(const struct crash_image *image, const struct secret *secret) {
    for (int i = 0; i < CRASH_FILES; i++) {
        const struct bytes *b = &image->files[i];
        if (image->exists[i] && b->len && memmem(b->ptr, b->len, secret->bytes, secret->len))
            return true;
    }
    return false;
}

static bool store_check(struct plot *p, struct store *store, const struct shot *s) {
    struct verify_report report;
    char why[RECORD_WHY];
    enum err err = verify_all(store, &report);
    if (err || report.damaged) {
        snprintf(p->why, sizeof(p->why), "verify: %s",
                 err ? err_name(err) : verify_finding_name(report.first));
        return false;
    }
    if (record_check(store, &s->now, &s->next, s->may_create, why)) return true;
    snprintf(p->why, sizeof(p->why), "%s", why);
    return false;
}

static bool image_open(struct plot *p, const struct crash_image *image, const struct shot *s,
                       struct relapse *relapse) {
    struct store *store;
    char why[STORE_WHY];
    crash_folder_empty(p->wreck);
    CHECK(crash_image_write(image, p->wreck));
    struct crash_disk *disk = crash_disk_new(p->wreck, relapse ? on_recovery : NULL, relapse);
    enum err err = store_open(p->wreck, STORE_SERVE, &store, why);
    bool is_good = !err && store_check(p, store, s);
    if (err) snprintf(p->why, sizeof(p->why), "store_open: %.300s", why);
    if (!err) store_close(store);
    crash_disk_free(disk);
    p->images++;
    return is_good;
}

static bool shot_check(struct plot *p, const struct shot *s) {
    for (int i = 0; i < s->secrets; i++) {
        if (!secret_is_left(&s->image, &p->secrets[i])) continue;
        snprintf(p->why, sizeof(p->why), "a key or a nonce that was forgotten is back");
        return false;
    }
    bool has_relapse = dice_roll(&p->choice) % EVERY_RECOVERY == 0;
    struct relapse relapse = { .dice = &p->choice };
    bool is_good = image_open(p, &s->image, s, has_relapse ? &relapse : NULL);
    if (is_good && relapse.moments > 0) is_good = image_open(p, &relapse.image, s, NULL);
    crash_image_free(&relapse.image);
    return is_good;
}

// The store waits meanwhile, since nobody asks it for anything; what its thread does between acts
// is the next act's.
bool shots_check(struct plot *p) {
    static struct shot shots[PLOT_SHOTS];
    pthread_mutex_lock(&p->mutex);
    int count = p->shot_count;
    memcpy(shots, p->shots, (size_t)count * sizeof(*shots));
    p->shot_count = 0;
    pthread_mutex_unlock(&p->mutex);
    bool is_good = true;
    for (int i = 0; i < count; i++) {
        is_good = is_good && shot_check(p, &shots[i]);
        crash_image_free(&shots[i].image);
    }
    return is_good;
}
