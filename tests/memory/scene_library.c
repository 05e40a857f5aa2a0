// Files of the library are taken, or said to be unreadable.
#include <stdio.h>

#include "base/check.h"
#include "engine/shelf.h"
#include "heap.h"
#include "protocol/check.h"
#include "scene.h"

static struct schema_set *schemas;

static void prepare(void) {
    schemas = schema_set_embedded();
}

static enum scene_end play(void) {
    static const char *const files[] = { "calm", "en", "facts_first", "late_parcel" };
    enum scene_end end = SCENE_WHOLE;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[64];
        struct check_fault fault = { .keyword = "" };
        snprintf(path, sizeof path, "tests/story/shelf/%s.json", files[i]);
        heap_open();
        enum err err = shelf_check_file(path, schemas, &fault);
        heap_close();
        if (err != OK) end = SCENE_REFUSED;
        if (err == OK || (err == ERR_NOMEM && fault.text[0])) continue;
        fprintf(stderr, "%s: %s: %s\n", path, err_name(err), fault.text);
        return SCENE_BROKEN;
    }
    return end;
}

const struct scene scene_library = { .name = "library", .prepare = prepare, .play = play };
