// Does what must not be done, so that run sees its tools find it: `awake race`, `awake leak`.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int shared;

static void *race(void *arg) {
    shared++;
    return arg;
}

static int race_run(void) {
    pthread_t other;
    if (pthread_create(&other, NULL, race, NULL) != 0) return EXIT_FAILURE;
    race(NULL);
    pthread_join(other, NULL);
    return EXIT_SUCCESS;
}

static int leak_run(void) {
    void *volatile lost = malloc(100);
    lost = NULL;
    return lost == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "race") == 0) return race_run();
    if (argc == 2 && strcmp(argv[1], "leak") == 0) return leak_run();
    return EXIT_FAILURE;
}
