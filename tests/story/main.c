// story SHELF FILE...: plays each story in every way; the last line says how many of them held.
#include <stdio.h>

#include "script.h"
#include "way.h"

int main(int argc, char **argv) {
    int passed = 0, failed = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: story SHELF FILE...\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 2; i < argc; i++) {
        static struct script script;
        int ways = 1, bad = 1;
        if (script_read(argv[i], &script)) {
            bad = ways_play(argv[i], &script, argv[1], &ways);
            printf("%s %s\n", bad ? "FAILED" : "ok    ", script.title);
            script_free(&script);
        }
        failed += bad;
        passed += ways - bad;
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
