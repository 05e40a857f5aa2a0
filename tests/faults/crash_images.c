// The power goes at every moment of a store's life, and what was acknowledged is there: many plots
// (plot.h), and four with a bug of durability in them, each of which must be found.
//
//   crash_images [SEED]      plays one plot again
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/log.h"
#include "lib/figure.h"
#include "plot.h"

enum {
    IMAGES = 1000,
    IMAGES_LONG = 15000,
    IMAGES_PLANTED = 500,
};

// Plots with rising seeds until there are `wanted` images or one is wrong.
static int64_t plots_play(struct plot *p, uint64_t seed, enum plant plant, int64_t wanted) {
    int64_t images = 0;
    for (bool is_good = true; is_good && images < wanted; seed++) {
        *p = (struct plot){ .seed = seed, .plant = plant, .wanted = wanted - images };
        is_good = plot_play(p);
        images += p->images;
    }
    return images;
}

static int passed, failed;

static void story(const char *name, bool is_good, const char *why) {
    printf("%s crash images: %s%s%s\n", is_good ? "ok  " : "FAIL", name, *why ? ": " : "", why);
    fflush(stdout);
    is_good ? passed++ : failed++;
}

static double seconds_since(ms began) {
    return (double)(time_monotonic() - began) / MS_SECOND;
}

static void power_cuts(struct plot *p) {
    int64_t wanted = figure_is_long() ? IMAGES_LONG : IMAGES;
    ms began = time_monotonic();
    int64_t images = plots_play(p, 1, PLANT_NONE, wanted);
    char reached[80], aim[80];
    bool is_good = !*p->why && images >= wanted;
    snprintf(reached, sizeof(reached), "%d of %lld images", *p->why != 0, (long long)images);
    snprintf(aim, sizeof(aim), "0 of ≥ %lld", (long long)wanted);
    figure_report(&(struct figure){ 2, "power cuts after which something was lost, torn or back",
                                    reached, aim, images, seconds_since(began), is_good });
    story("what was acknowledged is there after every power cut", is_good, p->why);
}

static void planted_bugs(struct plot *p) {
    static const char *const names[] = { "", "synchronous=NORMAL", "synchronous=OFF",
                                         "a batch acknowledged before its commit",
                                         "a disk that lies about syncs" };
    ms began = time_monotonic();
    int64_t images = 0;
    int found = 0, plants = 0;
    for (enum plant plant = PLANT_NORMAL; plant <= PLANT_LIE; plant++, plants++) {
        char name[100];
        images += plots_play(p, 1, plant, IMAGES_PLANTED);
        found += *p->why != 0;
        snprintf(name, sizeof(name), "%s is found", names[plant]);
        story(name, *p->why != 0, p->why);
    }
    char reached[40], aim[40];
    snprintf(reached, sizeof(reached), "%d of %d", found, plants);
    snprintf(aim, sizeof(aim), "%d of %d", plants, plants);
    figure_report(&(struct figure){ 2, "planted bugs of durability that the power cuts find",
                                    reached, aim, images, seconds_since(began), found == plants });
}

int main(int argc, char **argv) {
    struct plot *p = malloc(sizeof(*p));
    CHECK(p);
    log_to(-1);
    crash_disk_install();
    if (argc > 1) {
        *p = (struct plot){ .seed = strtoull(argv[1], NULL, 10), .wanted = INT64_MAX };
        story("the plot", plot_play(p), p->why);
    } else {
        power_cuts(p);
        planted_bugs(p);
    }
    free(p);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
